"""Seats: filled once, by those who may hold them, and never shrunk under somebody."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from network import audit
from network.models import AuditEntry, Membership, Seat
from network.operations import seats
from tests.factories import (
    NOON,
    TODAY,
    CommitteeFactory,
    JurisdictionFactory,
    MembershipFactory,
    OfficeFactory,
    PersonFactory,
    RegionFactory,
    SeatFactory,
    TermFactory,
    a_chapter,
    a_director,
    a_member,
    the_network,
)

YESTERDAY = TODAY - dt.timedelta(days=1)


@pytest.fixture
def texas():
    return a_chapter()


@pytest.fixture
def committee(texas):
    return CommitteeFactory(parent=texas, name="Steering", slug="texas-steering")


@pytest.fixture
def seat(committee):
    return SeatFactory(committee=committee)


@pytest.fixture
def alice(texas):
    return a_director(texas, given="Alice", family="Ames")


@pytest.fixture
def dana(texas):
    return a_member(texas, given="Dana", family="Diaz")


def appoint(seat, person, by=None, since=TODAY, **more):
    return seats.appoint(seat=seat, person=person, since=since, by=by, at=NOON, **more)


def refused(do, *args, **kwargs):
    with pytest.raises(ValidationError) as refusal:
        do(*args, **kwargs)
    said = refusal.value
    errors = said.error_list if hasattr(said, "error_list") else said.error_dict.popitem()[1]
    return errors[0].message, errors[0].code


def vacant(on=TODAY):
    return list(Seat.objects.vacancies(on=on).values_list("vacant", flat=True))


def test_somebody_appointed_holds_the_lowest_free_place(seat, dana, alice):
    Seat.objects.update(count=3)
    for _ in range(2):
        appoint(seat, a_member())
    first = Membership.objects.get(place=1, seat=seat)
    seats.vacate(membership=first, until=TODAY, reason="resigned", by=None, at=NOON)
    appointed = appoint(seat, dana, by=alice.user, since=TODAY + dt.timedelta(days=1))

    assert (appointed.place, appointed.group, appointed.role) == (1, seat.committee, "member")


def test_a_full_seat_is_refused_and_nothing_is_written(seat, dana):
    appoint(seat, a_member())
    lines = AuditEntry.objects.count()

    assert refused(appoint, seat, dana) == ("This seat was filled a moment ago.", "filled")
    assert (Membership.objects.filter(seat=seat).count(), AuditEntry.objects.count()) == (1, lines)


def test_whoever_leaves_later_still_fills_the_seat_until_then(seat, dana):
    holder = appoint(seat, a_member())
    later = TODAY + dt.timedelta(days=30)
    seats.vacate(membership=holder, until=later, reason="resigned", by=None, at=NOON)

    assert refused(appoint, seat, dana) == ("This seat was filled a moment ago.", "filled")
    assert appoint(seat, dana, since=later + dt.timedelta(days=1)).place == 1


def test_a_failure_midway_leaves_the_seat_vacant(seat, dana, monkeypatch):
    monkeypatch.setattr(audit, "record", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        appoint(seat, dana)

    assert vacant() == [1]


def test_the_same_appointment_twice_is_refused(seat, dana):
    appoint(seat, dana)

    assert refused(appoint, seat, dana) == ("They already hold this seat.", "seated")


def test_nobody_holds_two_seats_of_one_committee(seat, dana):
    appoint(seat, dana)
    other = SeatFactory(committee=seat.committee)

    assert refused(appoint, other, dana) == (
        "They hold another seat here. Move them instead.",
        "seated",
    )


def test_who_sat_without_a_seat_takes_one(seat, dana):
    MembershipFactory(person=dana, group=seat.committee)
    appoint(seat, dana)

    told = Membership.objects.filter(person=dana, group=seat.committee).order_by("pk")
    assert list(told.values_list("seat", "until")) == [(None, YESTERDAY), (seat.pk, None)]


def test_a_seat_asks_for_membership(seat):
    assert refused(appoint, seat, PersonFactory()) == (
        "Only members of the network can hold a seat.",
        "eligibility",
    )


def test_a_seat_may_ask_for_an_office(seat, dana):
    Seat.objects.update(eligibility="in_office")
    TermFactory(person=dana, ended_on=YESTERDAY, end_reason="lost")

    assert refused(appoint, seat, dana) == (
        "Only members in office can hold this seat.",
        "eligibility",
    )
    TermFactory(person=dana)
    assert appoint(seat, dana).seat == seat


def test_a_seat_may_ask_for_an_office_in_its_region(texas, committee, dana):
    north = RegionFactory(parent=texas, name="North")
    county = JurisdictionFactory(name="Cedar County", kind="county")
    north.jurisdictions.add(county)
    seat = SeatFactory(committee=committee, region=north, eligibility="in_region")
    TermFactory(person=dana)

    assert refused(appoint, seat, dana) == (
        "Only members in office in North can hold this seat.",
        "eligibility",
    )
    town = JurisdictionFactory(county="Cedar County")
    TermFactory(person=dana, office=OfficeFactory(jurisdiction=town))
    assert appoint(seat, dana).seat == seat


def test_a_closed_seat_takes_nobody(seat, dana):
    Seat.objects.update(closed_on=YESTERDAY)

    assert refused(appoint, seat, dana) == ("This seat is closed.", "closed")


def test_another_chapters_director_appoints_nobody(seat, dana):
    charlie = a_director(a_chapter("OH", "Ohio"))

    assert refused(appoint, seat, dana, by=charlie.user) == (
        "You can only give rights you hold, inside your chapters.",
        "rights",
    )


def test_moving_leaves_one_seat_vacant_and_fills_another(seat, dana):
    other = SeatFactory(committee=seat.committee)
    held = appoint(seat, dana, since=TODAY - dt.timedelta(days=100))
    moved = seats.move(membership=held, seat=other, since=TODAY, by=None, at=NOON)
    held.refresh_from_db()

    assert (held.until, held.end_reason, moved.seat) == (YESTERDAY, "moved", other)


def test_nobody_moves_to_a_seat_of_another_committee(seat, dana):
    held = appoint(seat, dana)
    strange = SeatFactory(committee=CommitteeFactory(parent=seat.committee.parent))

    assert refused(seats.move, membership=held, seat=strange, since=TODAY, by=None, at=NOON) == (
        "That seat belongs to another committee.",
        "other_committee",
    )


def test_a_move_to_a_full_seat_leaves_them_where_they_are(seat, dana):
    other = SeatFactory(committee=seat.committee)
    appoint(other, a_member())
    held = appoint(seat, dana)

    assert refused(seats.move, membership=held, seat=other, since=TODAY, by=None, at=NOON) == (
        "This seat was filled a moment ago.",
        "filled",
    )
    held.refresh_from_db()
    assert held.until is None


def test_vacating_twice_changes_nothing(seat, dana):
    held = appoint(seat, dana)
    for _ in range(2):
        seats.vacate(membership=held, until=TODAY, reason="resigned", by=None, at=NOON)

    assert vacant(on=TODAY + dt.timedelta(days=1)) == [1]
    assert AuditEntry.objects.filter(action="network.seat_vacated").count() == 1


def test_a_seat_never_has_fewer_places_than_holders(seat):
    Seat.objects.update(count=3)
    appoint(seat, a_member(given="Ana", family="Abara"))
    appoint(seat, a_member(given="Bo", family="Chen"))

    assert refused(seats.change, seat=seat, count=1, by=None, at=NOON) == (
        "Ana Abara and Bo Chen hold this seat: it needs at least 2 places.",
        "held",
    )
    assert seats.change(seat=seat, count=2, by=None, at=NOON).count == 2


def test_a_held_seat_is_not_closed(seat, dana):
    held = appoint(seat, dana)

    assert refused(seats.close, seat=seat, on=TODAY, by=None, at=NOON) == (
        "Dana Diaz still holds this seat.",
        "held",
    )
    seats.vacate(membership=held, until=TODAY, reason="resigned", by=None, at=NOON)
    assert seats.close(seat=seat, on=TODAY, by=None, at=NOON).closed_on == TODAY


def test_a_seat_is_opened_only_on_a_committee_and_in_its_chapters_regions(texas, committee):
    ohio = a_chapter("OH", "Ohio")
    strange = RegionFactory(parent=ohio)
    new = {"title": "Delegate", "by": None, "at": NOON}

    assert refused(seats.open_seat, committee=texas, **new) == (
        "Only a committee has seats.",
        "committee",
    )
    assert refused(seats.open_seat, committee=committee, region=strange, **new) == (
        "This region belongs to another chapter.",
        "region",
    )
    assert seats.open_seat(committee=committee, **new).title == "Delegate"


def test_a_seat_is_filled_at_the_desk_by_name(client, sign_in, alice, seat, dana):
    sign_in(client, alice.user)
    address = f"/desk/groups/texas-steering/seats/{seat.public_id}/appoint/"
    found = client.get(address, {"name": "dana"}).content.decode()
    answer = client.post(address, {"name": "dana", "person": dana.public_id, "since": TODAY})

    assert (str(dana.public_id) in found, answer.url) == (True, "/desk/groups/texas-steering/")
    assert Membership.objects.get(seat=seat).person == dana


def test_a_person_takes_a_seat_moves_and_leaves_at_the_desk(client, sign_in, alice, seat, dana):
    other = SeatFactory(committee=seat.committee)
    sign_in(client, alice.user)
    back = dana.get_absolute_url()
    client.post(f"{back}seat/", {"seat": seat.public_id, "since": "2026-01-05"})
    held = Membership.objects.get(seat=seat)
    client.post(
        f"/desk/memberships/{held.public_id}/move/", {"seat": other.public_id, "since": TODAY}
    )
    moved = Membership.objects.get(seat=other)
    client.post(f"/desk/memberships/{moved.public_id}/end/", {"until": TODAY, "reason": "resigned"})
    moved.refresh_from_db()

    assert (moved.person, moved.end_reason) == (dana, "resigned")


def test_the_refusal_stands_at_the_person(client, sign_in, alice, seat, dana):
    Seat.objects.update(eligibility="in_office")
    page = sign_in(client, alice.user).post(
        f"/desk/groups/texas-steering/seats/{seat.public_id}/appoint/",
        {"name": "dana", "person": dana.public_id, "since": TODAY},
    )

    assert page.context["form"].errors == {"person": ["Only members in office can hold this seat."]}


def test_a_seat_is_added_edited_and_closed_at_the_desk(client, sign_in, alice, committee):
    sign_in(client, alice.user)
    base = "/desk/groups/texas-steering/seats/"
    client.post(f"{base}add/", {"title": "Delegate", "count": 2, "eligibility": "member"})
    seat = Seat.objects.get()
    client.post(
        f"{base}{seat.public_id}/", {"title": "Envoy", "count": 1, "eligibility": "in_office"}
    )
    client.post(f"{base}{seat.public_id}/close/", {"on": TODAY})
    seat.refresh_from_db()

    assert (seat.title, seat.count, seat.eligibility) == ("Envoy", 1, "in_office")
    assert (seat.recruiting, seat.closed_on) == (False, TODAY)


def test_seats_elsewhere_are_not_found(client, sign_in, alice):
    national = SeatFactory(
        committee=CommitteeFactory(parent=the_network(), name="Nation", slug="nation")
    )
    sign_in(client, alice.user)
    answers = {
        client.get(f"/desk/groups/nation/seats/{national.public_id}/{what}").status_code
        for what in ("", "appoint/", "close/")
    }

    assert answers == {404}
