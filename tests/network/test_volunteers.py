"""Members offer to take a seat; staff shortlist, decline and appoint; everybody is told."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from network import audit
from network.models import AuditEntry, Letter, Membership, Seat, Volunteer
from network.operations import seats, volunteers
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
    national_staff,
    the_network,
)

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


def offer(seat, person, words="", by=None):
    return volunteers.offer(seat=seat, person=person, words=words, by=by or person.user, at=NOON)


def refused(do, **kwargs):
    with pytest.raises(ValidationError) as refusal:
        do(at=NOON, **kwargs)
    error = refusal.value.error_list[0]
    return error.message, error.code


def kinds():
    return sorted(Letter.objects.values_list("kind", "person__given"))


def test_who_offers_and_the_director_get_one_letter_each(seat, alice, dana, send_letters):
    offered = offer(seat, dana, words=" I know the county. ")

    assert (offered.words, offered.state, offered.offered_at) == (
        "I know the county.",
        "new",
        NOON,
    )
    assert kinds() == [("volunteer_new", "Alice"), ("volunteer_offered", "Dana")]
    to_alice = next(letter for letter in send_letters() if letter.to == [alice.user.email])
    assert "I know the county." in to_alice.body
    assert f"/desk/groups/texas-steering/seats/{seat.public_id}/volunteers/" in to_alice.body


def test_offering_twice_is_refused_and_writes_nothing(seat, alice, dana):
    offer(seat, dana)
    before = (AuditEntry.objects.count(), Letter.objects.count())

    assert refused(volunteers.offer, seat=seat, person=dana, words="", by=dana.user) == (
        "You have already offered to take this seat.",
        "volunteer_once_per_seat",
    )
    assert (AuditEntry.objects.count(), Letter.objects.count()) == before


def test_who_takes_back_and_offers_again_fills_nobodys_mailbox(seat, alice, dana):
    for _ in range(3):
        volunteers.take_back(volunteer=offer(seat, dana), by=dana.user, at=NOON)

    assert kinds() == [("volunteer_new", "Alice"), ("volunteer_offered", "Dana")]
    assert Volunteer.objects.filter(state="withdrawn").count() == 3


def test_the_database_keeps_one_open_offer_per_person_and_seat(seat, dana):
    offered = offer(seat, dana)
    twice = Volunteer(seat=seat, person=dana, state="shortlisted", offered_at=NOON)

    with pytest.raises(IntegrityError), transaction.atomic():
        twice.save()
    Volunteer.objects.filter(pk=offered.pk).update(state="declined")
    twice.save()
    assert Volunteer.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"closed_on": YESTERDAY}, "This seat is closed."),
        ({"recruiting": False}, "This seat is not looking for volunteers now."),
        ({"call_closes_on": YESTERDAY}, "The call for volunteers is over."),
    ],
)
def test_a_seat_that_does_not_call_says_so(seat, dana, fields, words):
    Seat.objects.update(**fields)

    assert refused(volunteers.offer, seat=seat, person=dana, words="", by=dana.user)[0] == words


def test_a_call_lasts_through_its_last_day(seat, dana):
    Seat.objects.update(call_closes_on=TODAY)

    assert offer(seat, dana).seat == seat


def test_a_filled_seat_takes_no_volunteers(seat, dana):
    MembershipFactory(person=a_member(), group=seat.committee, seat=seat, place=1)

    assert refused(volunteers.offer, seat=seat, person=dana, words="", by=dana.user) == (
        "This seat is filled.",
        "filled",
    )


def test_who_sits_there_already_does_not_offer(seat, dana):
    other = SeatFactory(committee=seat.committee)
    MembershipFactory(person=dana, group=seat.committee, seat=other, place=1)

    assert refused(volunteers.offer, seat=seat, person=dana, words="", by=dana.user) == (
        "You already hold a seat here.",
        "seated",
    )


def test_only_the_chapters_members_offer(seat):
    outside = a_member(a_chapter("OH", "Ohio"))

    assert refused(volunteers.offer, seat=seat, person=outside, words="", by=outside.user) == (
        "Only members of Texas can volunteer for this seat.",
        "chapter",
    )


def test_any_member_offers_for_a_national_seat():
    seat = SeatFactory(committee=CommitteeFactory(parent=the_network()))
    member = a_member(a_chapter("OH", "Ohio"))

    assert offer(seat, member).person == member


def test_what_the_seat_asks_for_is_said(texas, seat, dana):
    north = RegionFactory(parent=texas, name="North")
    north.jurisdictions.add(JurisdictionFactory())
    Seat.objects.update(eligibility="in_region", region=north)
    said = [refused(volunteers.offer, seat=seat, person=dana, words="", by=dana.user)]
    TermFactory(person=dana)
    said += [refused(volunteers.offer, seat=seat, person=dana, words="", by=dana.user)]

    assert said == [
        ("Only members in office can hold this seat.", "eligibility"),
        ("Only members in office in North can hold this seat.", "eligibility"),
    ]
    TermFactory(person=dana, office=OfficeFactory(jurisdiction=north.jurisdictions.get()))
    assert offer(seat, dana).seat == seat


def test_nobody_offers_or_takes_back_for_somebody_else(seat, dana, alice):
    offered = offer(seat, dana)
    other = SeatFactory(committee=seat.committee)

    assert (
        refused(volunteers.offer, seat=other, person=dana, words="", by=alice.user)[1] == "rights"
    )
    assert refused(volunteers.take_back, volunteer=offered, by=alice.user)[1] == "rights"


def test_a_failure_midway_leaves_no_offer_letter_or_line(seat, dana, alice, monkeypatch):
    lines = AuditEntry.objects.count()
    monkeypatch.setattr(volunteers, "_directors", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        offer(seat, dana)

    assert (Volunteer.objects.count(), Letter.objects.count()) == (0, 0)
    assert AuditEntry.objects.count() == lines


def test_the_shortlist_tells_nobody_and_lets_go_again(seat, dana, alice):
    offered = offer(seat, dana)
    letters = Letter.objects.count()
    for listed in (True, True, False):
        now = volunteers.shortlist(volunteer=offered, listed=listed, by=alice.user, at=NOON)

    assert (now.state, Letter.objects.count()) == ("new", letters)
    assert AuditEntry.objects.filter(action="network.volunteer_shortlisted").count() == 1


def test_declining_sends_the_words_and_twice_sends_nothing(seat, dana, alice, send_letters):
    offered = offer(seat, dana)
    for _ in range(2):
        volunteers.decline(volunteer=offered, words="Call me?", by=alice.user, at=NOON)

    told = [letter.body for letter in send_letters() if "About your offer" in letter.subject]
    assert len(told) == 1
    assert "Call me?" in told[0]
    assert AuditEntry.objects.filter(action="network.volunteer_declined").count() == 1


def test_who_was_slower_is_told_who_decided(seat, dana, alice):
    offered = offer(seat, dana)
    volunteers.decline(volunteer=offered, by=alice.user, at=NOON)
    june = national_staff()

    said = "Alice Ames declined Dana Diaz a moment ago."
    assert refused(volunteers.shortlist, volunteer=offered, by=june.user) == (said, "decided")
    assert refused(volunteers.decline, volunteer=offered, by=june.user) == (said, "decided")
    assert refused(volunteers.appoint, volunteer=offered, since=TODAY, by=june.user) == (
        said,
        "decided",
    )


def test_an_offer_taken_back_is_gone(seat, dana, alice):
    offered = offer(seat, dana)
    volunteers.take_back(volunteer=offered, by=dana.user, at=NOON)

    assert refused(volunteers.appoint, volunteer=offered, since=TODAY, by=alice.user) == (
        "Dana Diaz took the offer back.",
        "decided",
    )


def test_the_appointed_hold_the_seat_and_the_others_wait(seat, dana, alice, texas, send_letters):
    other = offer(seat, a_member(texas))
    offered = offer(seat, dana)
    held = volunteers.appoint(
        volunteer=offered, since=TODAY, term_ends_on=dt.date(2028, 11, 23), by=alice.user, at=NOON
    )
    offered.refresh_from_db()
    other.refresh_from_db()

    assert (held.person, held.seat, offered.state, other.state) == (dana, seat, "appointed", "new")
    [letter] = [letter for letter in send_letters() if letter.subject.startswith("You are app")]
    assert "until November 23, 2028" in letter.body


def test_a_volunteer_appointed_by_name_has_their_answer_too(seat, dana, alice):
    offered = offer(seat, dana)
    seats.appoint(seat=seat, person=dana, since=TODAY, by=alice.user, at=NOON)
    offered.refresh_from_db()

    assert (offered.state, offered.decided_by) == ("appointed", alice.user)
    assert Letter.objects.filter(kind="volunteer_appointed").count() == 1


def test_what_was_decided_is_not_taken_back(seat, dana, alice):
    offered = offer(seat, dana)
    volunteers.decline(volunteer=offered, by=alice.user, at=NOON)

    assert refused(volunteers.take_back, volunteer=offered, by=dana.user) == (
        "Staff have decided about this offer already.",
        "decided",
    )


def test_losing_what_the_seat_asks_for_meanwhile_is_refused(seat, dana, alice):
    Seat.objects.update(eligibility="in_office")
    term = TermFactory(person=dana)
    offered = offer(seat, dana)
    term.ended_on, term.end_reason = YESTERDAY, "lost"
    term.save()

    assert refused(volunteers.appoint, volunteer=offered, since=TODAY, by=alice.user) == (
        "Only members in office can hold this seat.",
        "eligibility",
    )
    offered.refresh_from_db()
    assert (offered.state, Membership.objects.filter(seat=seat).count()) == ("new", 0)


def test_a_failure_while_appointing_leaves_offer_and_seat(seat, dana, alice, monkeypatch):
    offered = offer(seat, dana)
    letters = Letter.objects.count()
    monkeypatch.setattr(audit, "record", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        volunteers.appoint(volunteer=offered, since=TODAY, by=alice.user, at=NOON)

    offered.refresh_from_db()
    assert (offered.state, Letter.objects.count()) == ("new", letters)
    assert not Membership.objects.filter(seat=seat).exists()


def test_the_others_are_told_together(seat, alice, texas):
    seen = [offer(seat, a_member(texas)) for _ in range(2)]
    volunteers.tell_others(seat=seat, volunteers=seen, by=alice.user, at=NOON)
    again = volunteers.tell_others(seat=seat, volunteers=[], by=alice.user, at=NOON)

    assert list(Volunteer.objects.values_list("state", flat=True)) == ["declined"] * 2
    assert (Letter.objects.filter(kind="volunteer_declined").count(), again) == (2, [])


def test_nobody_is_told_who_came_after_one_looked(seat, alice, dana, texas):
    seen = [offer(seat, a_member(texas))]
    offer(seat, dana)

    assert refused(volunteers.tell_others, seat=seat, volunteers=seen, by=alice.user) == (
        "The list has changed since you looked. Look again, then tell them.",
        "changed",
    )
    assert Volunteer.objects.filter(state="new").count() == 2


@pytest.mark.parametrize("verb", ["shortlist", "decline", "appoint", "tell_others"])
def test_another_chapters_director_decides_nothing(seat, dana, verb):
    offered = offer(seat, dana)
    charlie = a_director(a_chapter("OH", "Ohio"))
    told = {"volunteer": offered} | ({"since": TODAY} if verb == "appoint" else {})
    told = {"seat": seat, "volunteers": [offered]} if verb == "tell_others" else told

    assert refused(getattr(volunteers, verb), by=charlie.user, **told)[1] == "rights"
