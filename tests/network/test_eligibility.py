"""Whoever loses what their seat asks for is put before staff, who end the hold or let it stay."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from network import audit
from network.models import AuditEntry, Membership, Seat, Term
from network.models.eligibility import doubtful
from network.operations import seats
from tests.factories import (
    NOON,
    TODAY,
    CommitteeFactory,
    JurisdictionFactory,
    MembershipFactory,
    OfficeFactory,
    RegionFactory,
    SeatFactory,
    TermFactory,
    a_chapter,
    a_director,
    a_member,
)

LIST = "/desk/vacancies/eligibility/"
DAY = dt.timedelta(days=1)


@pytest.fixture
def texas():
    return a_chapter()


@pytest.fixture
def coast(texas):
    region = RegionFactory(parent=texas, name="Coast")
    region.jurisdictions.add(JurisdictionFactory(name="Harbor"))
    return region


@pytest.fixture
def seat(texas, coast):
    committee = CommitteeFactory(parent=texas, name="Steering", slug="texas-steering")
    return SeatFactory(committee=committee, region=coast, eligibility="in_region", count=9)


@pytest.fixture
def alice(texas):
    return a_director(texas, given="Alice", family="Ames")


def a_holder(seat, office=None, **names):
    """Somebody who holds the seat, and an office in its region unless told otherwise."""
    person = a_member(seat.committee.parent, login=False, **names)
    place = seat.region.jurisdictions.first()
    TermFactory(person=person, office=office or OfficeFactory(jurisdiction=place))
    taken = Membership.objects.filter(seat=seat).count()
    return MembershipFactory(person=person, group=seat.committee, seat=seat, place=taken + 1)


def lose(held, on=TODAY - DAY):
    Term.objects.filter(person=held.person).update(ended_on=on, end_reason="lost")


def listed(on=TODAY):
    return dict(doubtful(Membership.objects.all(), on=on).values_list("person__given", "lacks"))


def stay(held, by=None, reason="Until the summer"):
    return seats.let_stay(membership=held, reason=reason, by=by, at=NOON)


def test_each_way_to_lose_the_ground_for_a_seat_is_named(seat):
    a_holder(seat, given="Fine")
    lose(a_holder(seat, given="Lost"))
    a_holder(seat, OfficeFactory(), given="Moved")
    gone = a_holder(seat, given="Gone")
    Membership.objects.filter(person=gone.person, group__kind="network").update(
        until=TODAY - DAY, end_reason="left"
    )

    assert listed() == {"Lost": "in_office", "Moved": "in_region", "Gone": "member"}


def test_nobody_is_listed_before_the_day_they_lose_it(seat):
    lose(a_holder(seat, given="Lost"), on=TODAY)

    assert (listed(TODAY), listed(TODAY + DAY)) == ({}, {"Lost": "in_office"})


def test_a_seat_for_any_member_asks_for_no_office(seat):
    lose(a_holder(seat))
    Seat.objects.update(eligibility="member")

    assert listed() == {}


@pytest.mark.parametrize("kind", ["listed", "county", "empty"])
def test_a_region_is_what_it_lists_its_counties_or_the_whole_state(texas, seat, coast, kind):
    town = JurisdictionFactory(county="Cedar County")
    held = a_holder(seat, OfficeFactory(jurisdiction=town), given="Somewhere")
    before = listed()
    coast.jurisdictions.clear()
    if kind == "listed":
        coast.jurisdictions.add(town)
    if kind == "county":
        coast.jurisdictions.add(JurisdictionFactory(name="Cedar County", kind="county"))

    assert (before, listed()) == ({"Somewhere": "in_region"}, {})
    assert coast.places().filter(pk=town.pk).exists()
    assert held.seat == seat


def test_an_unconfirmed_term_is_still_held(seat):
    held = a_holder(seat)
    Term.objects.filter(person=held.person).update(ends_on=TODAY - DAY)

    assert listed() == {}


def test_whoever_may_stay_comes_back_only_after_losing_more(seat):
    held = a_holder(seat, given="Lost")
    lose(held)
    stay(held)
    kept = listed()
    later = TermFactory(person=held.person)
    Term.objects.filter(pk=later.pk).update(ended_on=TODAY + DAY, end_reason="lost")

    assert (kept, listed(TODAY + 2 * DAY)) == ({}, {"Lost": "in_office"})


def test_letting_stay_is_kept_with_its_reason_once_a_day(seat, alice):
    held = a_holder(seat)
    lose(held)
    for _ in range(2):
        stay(held, by=alice.user)
    held.refresh_from_db()

    [line] = AuditEntry.objects.filter(action="network.seat_kept")
    assert (held.kept_on, line.reason, line.by) == (TODAY, "Until the summer", alice.user)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"reason": " "}, ("Say why.", "reason")),
        ({"ended": True}, ("This has already ended.", "ended")),
        (
            {"strange": True},
            ("You can only give rights you hold, inside your chapters.", "rights"),
        ),
    ],
)
def test_letting_stay_is_refused_in_words(seat, changes, said):
    held = a_holder(seat)
    if "ended" in changes:
        Membership.objects.filter(pk=held.pk).update(until=TODAY, end_reason="left")
    by = a_director(a_chapter("OH", "Ohio")).user if "strange" in changes else None
    with pytest.raises(ValidationError) as refusal:
        stay(held, by=by, reason=changes.get("reason", "Because"))

    error = refusal.value.error_list[0]
    assert (error.message, error.code) == said


def test_a_failure_midway_lets_nobody_stay(seat, monkeypatch):
    held = a_holder(seat)
    monkeypatch.setattr(audit, "record", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        stay(held)
    held.refresh_from_db()

    assert held.kept_on is None


def test_the_list_says_why_and_what_they_hold_all_the_same(client, sign_in, seat, alice):
    lose(a_holder(seat, given="Lost", family="Lee"))
    city = JurisdictionFactory(name="Elsewhere")
    elsewhere = OfficeFactory(jurisdiction=city, title="Mayor", seat_label="")
    a_holder(seat, elsewhere, given="Moved", family="Mo")
    said = sign_in(client, alice.user).get(LIST).context["doubts"]

    assert [(line.name, line.why, line.office) for line in said] == [
        ("Lost Lee", "Only members in office can hold this seat.", ""),
        ("Moved Mo", "Only members in office in Coast can hold this seat.", "Mayor, Elsewhere, TX"),
    ]


def test_at_the_desk_one_stays_and_one_leaves(client, sign_in, seat, alice):
    kept, ended = a_holder(seat), a_holder(seat)
    for held in (kept, ended):
        lose(held)
    sign_in(client, alice.user)
    stayed = client.post(f"{LIST}{kept.public_id}/stay/", {"reason": "Until June"})
    client.post(
        f"/desk/memberships/{ended.public_id}/end/",
        {"until": timezone.localdate() - DAY, "reason": "term_over"},
    )

    assert (stayed.url, client.get(LIST).context["doubts"]) == (LIST, [])


def test_a_reason_is_asked_for(client, sign_in, seat, alice):
    held = a_holder(seat)
    answer = sign_in(client, alice.user).post(f"{LIST}{held.public_id}/stay/", {"reason": ""})

    assert answer.context["form"].errors == {"reason": ["Say why."]}


def test_the_persons_screen_and_the_front_page_ask_too(client, sign_in, seat, alice):
    held = a_holder(seat)
    sign_in(client, alice.user)
    quiet = client.get(held.person.get_absolute_url()).content.decode()
    lose(held)
    asked = client.get(held.person.get_absolute_url()).content.decode()
    front = client.get("/desk/").content.decode()

    assert ["Seats to decide about" in said for said in (quiet, asked)] == [False, True]
    assert f"{LIST}{held.public_id}/stay/" in asked
    assert "1 seat to decide about" in front


def test_another_chapters_holders_are_not_found(client, sign_in, seat, alice, texas):
    held = a_holder(seat, given="Hidden")
    lose(held)
    address = f"{LIST}{held.public_id}/stay/"
    unseated = MembershipFactory(person=held.person, group=seat.committee, role="chair")
    readers = [a_director(a_chapter("OH", "Ohio")), a_member(texas), alice]
    seen = [sign_in(client, person.user).get(address).status_code for person in readers]

    assert seen == [404, 404, 200]
    assert client.get(f"{LIST}{unseated.public_id}/stay/").status_code == 404
    sign_in(client, readers[0].user)
    assert "Hidden" not in client.get(LIST).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_queries(
    client, sign_in, seat, alice, number, django_assert_num_queries
):
    for _ in range(number):
        a_holder(seat, OfficeFactory())
    sign_in(client, alice.user).get(LIST)

    with django_assert_num_queries(LIST_QUERIES):
        client.get(LIST)


LIST_QUERIES = 6
