"""Standing, term states and vacancies on a day: derived from dates, true of any past day."""

import datetime as dt

import pytest

from network.models import Person, Seat, Term
from network.models.memberships import MembershipEnd, MembershipState
from network.models.offices import EndReason
from network.roles import Role
from tests.factories import (
    LONG_AGO,
    TODAY,
    CaucusGroupFactory,
    ChapterFactory,
    CommitteeFactory,
    MembershipFactory,
    PartnerFactory,
    PersonFactory,
    SeatFactory,
    StaffTeamFactory,
    TermFactory,
    a_chapter,
    a_director,
    a_member,
    national_staff,
    the_network,
)

TOMORROW = TODAY + dt.timedelta(days=1)
YESTERDAY = TODAY - dt.timedelta(days=1)
LAST_YEAR = dt.date(2025, 6, 1)


def standing_of(person, on=TODAY):
    return Person.objects.standing(on=on).get(pk=person.pk).standing


def over(day=YESTERDAY, reason=EndReason.LOST):
    return {"ended_on": day, "end_reason": reason}


# Standing


def test_nobody_in_particular_is_a_prospect():
    assert standing_of(PersonFactory()) == "prospect"


def test_an_office_makes_no_member():
    assert standing_of(TermFactory().person) == "prospect"


def test_who_asked_is_an_applicant_until_the_day_it_is_decided():
    person = PersonFactory()
    MembershipFactory(
        person=person,
        group=the_network(),
        state=MembershipState.ASKED,
        since=LAST_YEAR,
        until=TODAY,
        end_reason=MembershipEnd.DECLINED,
    )

    assert standing_of(person, YESTERDAY) == "applicant"
    assert standing_of(person) == "prospect"


def test_a_member_holds_an_office_or_none_was_ever_recorded():
    member, unrecorded = a_member(login=False), a_member(login=False)
    TermFactory(person=member)

    assert [standing_of(member), standing_of(unrecorded)] == ["member", "member"]


def test_an_alum_is_a_member_whose_terms_are_all_over():
    person = a_member(login=False)
    TermFactory(person=person, **over())

    assert standing_of(person) == "alum"
    assert standing_of(person, YESTERDAY) == "member"
    assert standing_of(person, dt.date(2019, 1, 1)) == "prospect"


def test_one_office_still_held_makes_no_alum():
    person = a_member(login=False)
    TermFactory(person=person, **over())
    TermFactory(person=person)

    assert standing_of(person) == "member"


def test_an_end_that_nobody_confirmed_makes_no_alum():
    person = a_member(login=False)
    TermFactory(person=person, ends_on=LAST_YEAR)

    assert standing_of(person) == "member"


def test_an_end_on_a_day_nobody_knows_makes_an_alum():
    person = a_member(login=False)
    TermFactory(person=person, end_reason=EndReason.RESIGNED)

    assert standing_of(person) == "alum"


def test_somebody_elect_is_a_member():
    person = a_member(login=False)
    TermFactory(person=person, **over())
    TermFactory(person=person, starts_on=TOMORROW)

    assert standing_of(person) == "member"


@pytest.mark.parametrize("make", [national_staff, a_director])
def test_who_works_for_the_network_is_staff_whatever_else_they_are(make):
    person = make()
    MembershipFactory(person=person, group=the_network())

    assert standing_of(person) == "staff"


def test_a_former_director_is_what_they_were_before():
    person = a_member(login=False)
    MembershipFactory(
        person=person,
        group=a_chapter(),
        role=Role.DIRECTOR,
        until=YESTERDAY,
        end_reason=MembershipEnd.RESIGNED,
    )

    assert standing_of(person) == "member"
    assert standing_of(person, YESTERDAY) == "staff"


def test_who_belongs_to_a_partner_is_a_partner():
    assert standing_of(MembershipFactory(group=PartnerFactory()).person) == "partner"


def test_a_caucus_says_nothing_of_standing():
    person = MembershipFactory(group=CaucusGroupFactory(), role=Role.STEWARD).person

    assert standing_of(person) == "prospect"


def test_the_merged_and_the_erased_are_not_among_people():
    kept = PersonFactory()
    PersonFactory(merged_into=kept)
    PersonFactory(erased_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))

    assert list(Person.objects.all()) == [kept]
    assert Person.including_merged.count() == 3


# Terms


@pytest.mark.parametrize(
    ("dates", "state"),
    [
        ({"starts_on": LONG_AGO}, "sitting"),
        ({"starts_on": None}, "sitting"),
        ({"starts_on": TODAY}, "sitting"),
        ({"starts_on": TOMORROW}, "elect"),
        ({"starts_on": None, "elected_on": TOMORROW}, "elect"),
        ({"starts_on": TOMORROW, "elected_on": LAST_YEAR}, "elect"),
        ({"ends_on": TODAY}, "sitting"),
        ({"ends_on": YESTERDAY}, "unconfirmed"),
        ({"ends_on": YESTERDAY, "confirmed_on": TODAY}, "sitting"),
        ({"ends_on": YESTERDAY, "confirmed_on": YESTERDAY}, "unconfirmed"),
        ({"ends_on": YESTERDAY, "confirmed_on": TOMORROW}, "unconfirmed"),
        ({"ends_on": TOMORROW, **over(YESTERDAY)}, "former"),
        (over(TODAY), "sitting"),
        (over(YESTERDAY), "former"),
        ({"end_reason": EndReason.DIED}, "former"),
        ({"starts_on": TOMORROW, "end_reason": EndReason.DIED}, "former"),
    ],
)
def test_a_term_is_on_a_day(dates, state):
    TermFactory(**dates)

    assert Term.objects.state(on=TODAY).get().state == state


def test_a_term_was_something_else_on_other_days():
    TermFactory(starts_on=dt.date(2022, 1, 3), ends_on=LAST_YEAR, **over(YESTERDAY))
    days = [dt.date(2021, 5, 1), dt.date(2023, 5, 1), dt.date(2025, 7, 1), TODAY]

    states = [Term.objects.state(on=day).get().state for day in days]

    assert states == ["elect", "sitting", "unconfirmed", "former"]


def test_terms_that_are_not_over_are_held():
    kept = [TermFactory(), TermFactory(starts_on=TOMORROW), TermFactory(ends_on=LAST_YEAR)]
    TermFactory(**over())
    TermFactory(end_reason=EndReason.OTHER_OFFICE)

    assert set(Term.objects.held(on=TODAY)) == set(kept)


# Seats


def places(seat, on=TODAY):
    counted = Seat.objects.vacancies(on=on).get(pk=seat.pk)
    return counted.held, counted.vacant


def hold(seat, place, **dates):
    return MembershipFactory(group=seat.committee, seat=seat, place=place, **dates)


def test_a_new_seat_is_vacant():
    assert places(SeatFactory(count=2)) == (0, 2)


def test_a_holder_fills_a_place_from_their_first_day_to_their_last():
    seat = SeatFactory()
    hold(seat, 1, since=LAST_YEAR, until=YESTERDAY, end_reason=MembershipEnd.TERM_OVER)

    assert places(seat, LAST_YEAR - dt.timedelta(days=1)) == (0, 1)
    assert places(seat, LAST_YEAR) == (1, 0)
    assert places(seat, YESTERDAY) == (1, 0)
    assert places(seat, TODAY) == (0, 1)


def test_a_term_that_ran_out_leaves_no_place_vacant():
    seat = SeatFactory()
    hold(seat, 1, term_ends_on=LAST_YEAR)

    assert places(seat) == (1, 0)


def test_fewer_places_than_holders_is_no_negative_vacancy():
    seat = SeatFactory(count=2)
    hold(seat, 1)
    hold(seat, 2)
    Seat.objects.update(count=1)

    assert places(seat) == (2, 0)


def test_a_seat_of_a_private_group_is_counted_as_any_other():
    caucus = CaucusGroupFactory()
    seat = SeatFactory(committee=caucus)
    hold(seat, 1)

    assert places(seat) == (1, 0)


def test_a_closed_seat_is_open_until_its_last_day():
    seat = SeatFactory(closed_on=TODAY)

    assert list(Seat.objects.open(on=TODAY)) == [seat]
    assert list(Seat.objects.open(on=TOMORROW)) == []


def test_a_national_committee_and_a_chapters_have_seats():
    seats = [
        SeatFactory(committee=CommitteeFactory(parent=the_network())),
        SeatFactory(committee=CommitteeFactory(parent=ChapterFactory())),
    ]

    assert set(Seat.objects.editable_by(national_staff().user)) == set(seats)
    assert list(Seat.objects.editable_by(a_director().user)) == seats[1:]
    assert list(Seat.objects.editable_by(a_member().user)) == []


def test_staff_of_a_closed_chapter_are_nobodys_staff():
    person = a_director(ChapterFactory(closed_on=LAST_YEAR, slug="old-texas"))

    assert person.user.rights.desk is False


def test_who_asked_to_be_staff_is_none():
    person = a_member()
    MembershipFactory(
        person=person, group=StaffTeamFactory(), role=Role.ADMIN, state=MembershipState.ASKED
    )

    assert person.user.rights.everyone is False
