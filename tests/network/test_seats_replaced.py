"""Whoever stays on or acts is replaced in one step; terms are proposed; the quorum guard warns."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from network import audit
from network.models import AuditEntry, Membership, Seat
from network.operations import seats, volunteers
from tests.factories import (
    NOON,
    TODAY,
    CommitteeFactory,
    JurisdictionFactory,
    OfficeFactory,
    SeatFactory,
    TermFactory,
    a_chapter,
    a_director,
    a_member,
)

LAST_YEAR = TODAY - dt.timedelta(days=365)
YESTERDAY = TODAY - dt.timedelta(days=1)


@pytest.fixture
def texas():
    return a_chapter()


@pytest.fixture
def seat(texas):
    committee = CommitteeFactory(parent=texas, name="Steering", slug="texas-steering")
    return SeatFactory(committee=committee)


@pytest.fixture
def alice(texas):
    return a_director(texas, given="Alice", family="Ames")


@pytest.fixture
def dana(texas):
    return a_member(texas, given="Dana", family="Diaz")


@pytest.fixture
def held(seat, texas):
    """A hold since a year ago, whose term is over."""
    person = a_member(texas, given="Otto", family="Old")
    return seats.appoint(
        seat=seat, person=person, since=LAST_YEAR, term_ends_on=YESTERDAY, by=None, at=NOON
    )


def replace(membership, person, by=None, since=TODAY, **more):
    return seats.replace(membership=membership, person=person, since=since, by=by, at=NOON, **more)


def refused(do, *args, **kwargs):
    with pytest.raises(ValidationError) as refusal:
        do(*args, **kwargs)
    error = refusal.value.error_list[0]
    return error.message, error.code


def test_the_old_hold_ends_the_day_before_the_new_begins(held, dana, seat):
    new = replace(held, dana, term_ends_on=dt.date(2028, 11, 23))
    held.refresh_from_db()

    assert (held.until, held.end_reason) == (YESTERDAY, "term_over")
    assert (new.person, new.seat, new.since, new.place) == (dana, seat, TODAY, held.place)
    assert Seat.objects.vacancies(on=TODAY).get().vacant == 0


def test_who_acts_is_appointed_in_their_own_place(seat, dana):
    acting = seats.appoint(seat=seat, person=dana, since=LAST_YEAR, acting=True, by=None, at=NOON)
    new = replace(acting, dana)

    assert (new.person, new.acting, Membership.objects.filter(until=None, seat=seat).count()) == (
        dana,
        False,
        1,
    )


def test_nobody_is_replaced_before_they_began(held, dana):
    assert refused(replace, held, dana, since=LAST_YEAR) == (
        "Otto Old holds it since November 24, 2025. Choose a later day.",
        "since",
    )


def test_the_second_to_replace_somebody_is_told(held, dana, texas):
    replace(held, dana)

    assert refused(replace, held, a_member(texas)) == (
        "This seat was filled a moment ago.",
        "filled",
    )


def test_an_ineligible_successor_leaves_the_holder_in_place(held, dana):
    Seat.objects.update(eligibility="in_office")
    lines = AuditEntry.objects.count()

    assert refused(replace, held, dana)[1] == "eligibility"
    held.refresh_from_db()
    assert (held.until, AuditEntry.objects.count()) == (None, lines)


def test_a_failure_midway_leaves_the_holder_in_place(held, dana, monkeypatch):
    monkeypatch.setattr(audit, "record", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        replace(held, dana)
    held.refresh_from_db()

    assert held.until is None


def test_another_chapters_director_replaces_nobody(held, dana):
    charlie = a_director(a_chapter("OH", "Ohio"))

    assert refused(replace, held, dana, by=charlie.user)[1] == "rights"


@pytest.mark.parametrize(
    ("since", "months", "last"),
    [
        ("2026-01-05", 24, "2028-01-04"),
        ("2026-01-31", 1, "2026-02-27"),
        ("2024-02-29", 12, "2025-02-27"),
        ("2026-12-01", 1, "2026-12-31"),
        ("2026-06-01", None, None),
        ("9999-06-01", 12, None),
    ],
)
def test_a_term_ends_the_day_before_its_months_are_over(since, months, last):
    proposed = Seat(term_months=months).term_from(dt.date.fromisoformat(since))

    assert proposed == (last and dt.date.fromisoformat(last))


def test_appointing_proposes_the_end_from_the_seats_term(client, sign_in, seat, alice):
    Seat.objects.update(term_months=12)
    form = sign_in(client, alice.user).get(
        f"/desk/groups/texas-steering/seats/{seat.public_id}/appoint/"
    )
    today = timezone.localdate()

    assert form.context["form"].initial["term_ends_on"] == Seat(term_months=12).term_from(today)


def test_a_seat_taken_without_an_end_gets_the_seats_term(client, sign_in, seat, alice, dana):
    Seat.objects.update(term_months=12)
    sent = {"seat": seat.public_id, "since": "2026-01-05"}
    sign_in(client, alice.user).post(f"{dana.get_absolute_url()}seat/", sent)

    assert Membership.objects.get(seat=seat).term_ends_on == dt.date(2027, 1, 4)


def test_a_holder_is_replaced_at_the_desk(client, sign_in, held, alice, dana):
    address = f"/desk/memberships/{held.public_id}/replace/"
    sent = {"name": "dana", "person": dana.public_id, "since": timezone.localdate()}
    answer = sign_in(client, alice.user).post(address, sent)
    again = client.get(address).status_code

    assert (answer.url, again) == ("/desk/groups/texas-steering/", 404)
    assert Membership.objects.get(seat=held.seat, until=None).person == dana


def test_holders_elsewhere_are_not_replaced(client, sign_in, held, alice, dana):
    address = f"/desk/memberships/{held.public_id}/replace/"
    charlie = a_director(a_chapter("OH", "Ohio"))
    readers = [charlie, dana, alice]

    assert [sign_in(client, one.user).get(address).status_code for one in readers] == [
        404,
        404,
        200,
    ]


@pytest.fixture
def council():
    """A body of three."""
    place = JurisdictionFactory(name="Harbor", body_size=3)
    return [OfficeFactory(jurisdiction=place) for _ in range(3)]


def test_appointing_a_majority_of_one_body_is_warned_of_and_done_all_the_same(
    client, sign_in, seat, alice, dana, texas, council
):
    other = SeatFactory(committee=seat.committee)
    first = a_member(texas)
    for person, office in zip((first, dana), council, strict=False):
        TermFactory(person=person, office=office)
    seats.appoint(seat=other, person=first, since=TODAY, by=None, at=NOON)
    address = f"/desk/groups/texas-steering/seats/{seat.public_id}/appoint/"
    sent = {"name": "dana", "person": dana.public_id, "since": timezone.localdate()}
    warned = sign_in(client, alice.user).post(address, sent).content.decode()
    seated = Membership.objects.filter(seat=seat).exists()
    client.post(address, {**sent, "aware": dana.public_id})
    shown = client.get("/desk/groups/texas-steering/").content.decode()

    assert ("2 of the 3 members of Harbor city council" in warned, seated) == (True, False)
    assert Membership.objects.get(seat=seat).person == dana
    assert "2 of the 3 members of Harbor city council" in shown


def test_a_seat_for_somebody_is_warned_of_too(client, sign_in, seat, alice, dana, texas, council):
    other = SeatFactory(committee=seat.committee)
    first = a_member(texas)
    for person, office in zip((first, dana), council, strict=False):
        TermFactory(person=person, office=office)
    seats.appoint(seat=other, person=first, since=TODAY, by=None, at=NOON)
    sent = {"seat": seat.public_id, "since": timezone.localdate()}
    address = f"{dana.get_absolute_url()}seat/"
    warned = sign_in(client, alice.user).post(address, sent).content.decode()
    client.post(address, {**sent, "aware": seat.public_id})

    assert "2 of the 3 members of Harbor city council" in warned
    assert Membership.objects.get(seat=seat).person == dana


def test_a_volunteer_is_warned_of_before_anything_is_sent(
    client, sign_in, seat, alice, dana, texas, council
):
    other = SeatFactory(committee=seat.committee)
    first = a_member(texas)
    for person, office in zip((first, dana), council, strict=False):
        TermFactory(person=person, office=office)
    seats.appoint(seat=other, person=first, since=TODAY, by=None, at=NOON)
    offered = volunteers.offer(seat=seat, person=dana, words="", by=dana.user, at=NOON)
    below = f"seats/{seat.public_id}/volunteers/{offered.public_id}/appoint/"
    address = f"/desk/groups/texas-steering/{below}"
    shown = sign_in(client, alice.user).get(address).content.decode()
    client.post(address, {"since": timezone.localdate()})
    before = Membership.objects.filter(seat=seat).count()
    client.post(address, {"since": timezone.localdate(), "aware": dana.public_id})

    assert ("2 of the 3 members" in shown, before) == (True, 0)
    assert Membership.objects.get(seat=seat).person == dana


def test_a_place_name_cannot_smuggle_markup_into_the_warning(
    client, sign_in, seat, alice, dana, texas
):
    place = JurisdictionFactory(name="<b>Harbor</b>", body_size=3)
    other = SeatFactory(committee=seat.committee)
    first = a_member(texas)
    for person in (first, dana):
        TermFactory(person=person, office=OfficeFactory(jurisdiction=place))
    seats.appoint(seat=other, person=first, since=TODAY, by=None, at=NOON)
    address = f"/desk/groups/texas-steering/seats/{seat.public_id}/appoint/"
    sent = {"name": "dana", "person": dana.public_id, "since": timezone.localdate()}
    warned = sign_in(client, alice.user).post(address, sent).content.decode()

    assert ("&lt;b&gt;Harbor" in warned, "<b>Harbor" in warned) == (True, False)


def test_a_seat_somebody_volunteered_for_is_not_closed(seat, dana, alice):
    offered = volunteers.offer(seat=seat, person=dana, words="", by=dana.user, at=NOON)

    assert refused(seats.close, seat=seat, on=TODAY, by=None, at=NOON) == (
        "Somebody has volunteered for it. Answer them first.",
        "volunteers",
    )
    volunteers.decline(volunteer=offered, by=alice.user, at=NOON)
    assert seats.close(seat=seat, on=TODAY, by=None, at=NOON).closed_on == TODAY
