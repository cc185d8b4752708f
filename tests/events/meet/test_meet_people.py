"""Two records become one, somebody takes their data or is erased, time passes: their meetings."""

import datetime as dt
import json
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.urls import resolve

from events.models import (
    Booking,
    BusyFeed,
    Claim,
    Host,
    HostArea,
    MeetingRequest,
    MeetingType,
    TimeAway,
    WeeklyHours,
)
from events.operations.meet import bookings, leaving, people
from network.models import AuditEntry, Letter, Person
from network.operations import erasure, merging, my_data
from network.registries import timeline
from network.reports import my_data as files
from tests.factories import PersonFactory, a_chapter, a_director, a_member, national_staff
from tests.meeting_factories import a_host, a_type, booked, held

NEW_YORK = ZoneInfo("America/New_York")
SUNDAY = dt.datetime(2026, 2, 1, 18, tzinfo=NEW_YORK)
NINE = dt.datetime(2026, 2, 20, 9, tzinfo=NEW_YORK)
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
WEEK = dt.timedelta(days=7)
TOPIC = "Heron wetlands"


@pytest.fixture
def chapter():
    return a_chapter()


@pytest.fixture
def host(chapter):
    return a_host(chapter, given="Renata", family="Osei", email="renata@example.org")


@pytest.fixture
def kind(host):
    return a_type(host, public=True)


@pytest.fixture
def dana(chapter):
    return a_member(chapter, given="Dana", family="Lee", email="dana@example.org")


def meeting(kind, person, starts=NINE, **more):
    said = {"topic": TOPIC, "answers": [("How many?", "Egrets")]}
    return booked(kind, person, starts, at=SUNDAY, **said | more)


def visit(kind, starts=NINE, email="vera@example.org"):
    hold = bookings.hold(
        meeting_type=kind,
        wish=bookings.Wish(starts),
        timezone="America/Chicago",
        by=None,
        at=SUNDAY,
    )
    return bookings.book(
        booking=hold,
        guest_name="Vera Visitor",
        guest_email=email,
        topic=TOPIC,
        by=None,
        at=SUNDAY,
    )


def now(row):
    row.refresh_from_db()
    return row


def every_row():
    return {
        model.__name__: list(model._base_manager.order_by("pk").values())
        for model in apps.get_app_config("events").get_models()
    }


def merge(survivor, merged):
    return merging.merge(survivor=survivor, merged=merged, by=None, at=SUNDAY)


# Joined


def test_meetings_and_requests_move_and_come_back_when_records_are_taken_apart(kind, chapter, dana):
    twin = a_member(chapter, login=False)
    booking = meeting(kind, twin)
    asked = MeetingRequest.objects.create(person=twin, group=chapter, words="Roads", made_at=SUNDAY)
    before = every_row()

    made = merge(dana, twin)

    assert (now(booking).person, now(asked).person) == (dana, dana)
    assert merging.take_apart(merge=made, by=None, at=SUNDAY) == []
    assert every_row() == before


def test_of_two_holds_the_merged_ones_ends(kind, chapter, dana):
    twin = a_member(chapter, login=False)
    ours, theirs = held(kind, dana, NINE, at=SUNDAY), held(kind, twin, NINE + HOUR, at=SUNDAY)

    made = merge(dana, twin)

    assert (now(ours).state, now(theirs).state) == ("hold", "lapsed")
    assert set(Claim.objects.values_list("booking", flat=True)) == {ours.pk}
    merging.take_apart(merge=made, by=None, at=SUNDAY)
    assert (now(theirs).state, now(theirs).person) == ("lapsed", twin)


def test_of_two_requests_the_older_goes_on_with_what_both_said(chapter, dana):
    twin = PersonFactory()
    rows = [
        MeetingRequest.objects.create(person=person, group=chapter, words=words, made_at=made_at)
        for person, words, made_at in [(dana, "Roads", SUNDAY), (twin, "Rivers", SUNDAY - DAY)]
    ]
    before = every_row()

    made = merge(dana, twin)

    newer, older = map(now, rows)
    assert (older.words, older.answered_at, older.person) == ("Rivers\n\nRoads", None, dana)
    assert (newer.answered_at, newer.answered_by, newer.person) == (SUNDAY, None, dana)
    assert merging.take_apart(merge=made, by=None, at=SUNDAY) == []
    assert every_row() == before


def test_a_host_goes_along_where_the_survivor_is_none(kind, host, chapter, dana):
    booking, survivor = meeting(kind, dana), PersonFactory()

    made = merge(survivor, host.person)

    assert (now(host).person, now(booking).host) == (survivor, host)
    merging.take_apart(merge=made, by=None, at=SUNDAY)
    assert now(host).person != survivor


def test_of_two_hosts_nothing_is_lost_and_the_merged_ones_meetings_are_handed_on(
    kind, host, chapter, dana
):
    booking = meeting(kind, dana)
    survivor = a_host(chapter, given="Renata", family="Osei")
    Person.objects.filter(pk=host.person_id).update(user=None)

    merge(survivor.person, host.person)

    gone = Host.objects.gone(on=SUNDAY.date()).editable_by(survivor.person.user)
    assert (list(gone), now(booking).host) == ([host], host)
    leaving.hand_all_on(host=host, to=survivor, by=survivor.person.user, at=SUNDAY)
    assert (now(booking).host, now(booking).state) == (survivor, "confirmed")


# Told


def told(person):
    tables = my_data.take(person=person, form="json", by=person.user, at=SUNDAY)
    return json.loads(files.as_json(tables, at=SUNDAY))["tables"]


def test_a_guest_takes_along_all_that_is_theirs(kind, chapter, dana):
    meeting(kind, dana)
    meeting(kind, a_member(chapter, given="Quokka"), NINE + HOUR, topic="Quokka")
    MeetingRequest.objects.create(person=dana, group=chapter, words="Roads", made_at=SUNDAY)

    said = told(dana)

    [row] = said["meetings"]["rows"]
    assert (row["topic"], row["host"]) == (TOPIC, "Renata Osei")
    assert "Egrets" in json.dumps(row["answers"])
    assert said["meeting_requests"]["rows"][0]["words"] == "Roads"
    assert "quokka" not in json.dumps(said).lower()


def test_a_host_takes_along_their_hours_and_nothing_of_their_guests(kind, host, dana):
    meeting(kind, dana)
    TimeAway.objects.create(host=host, starts_at=NINE, ends_at=NINE + HOUR, note="Dentist")

    said = told(host.person)

    assert len(said["meeting_hours"]["rows"]) == WeeklyHours.objects.count() == 5
    assert said["meeting_away"]["rows"][0]["note"] == "Dentist"
    assert (TOPIC in json.dumps(said), "Dana" in json.dumps(said)) == (False, False)


# Erased


def erase(person):
    asked = erasure.ask(person=person, by=person.user, at=SUNDAY)
    erasure.carry_out(erasure=asked, at=SUNDAY + WEEK)


def letters():
    return "\n".join(
        f"{one.to} {one.subject} {one.body} {one.calendar}" for one in Letter.objects.all()
    )


def test_a_guest_is_erased_the_time_is_free_and_no_word_is_left(kind, host, dana):
    coming = meeting(kind, dana)
    past = meeting(kind, dana, NINE + HOUR)
    Booking.objects.filter(pk=past.pk).update(starts_at=SUNDAY - DAY, ends_at=SUNDAY - DAY + HOUR)

    erase(dana)

    assert (now(coming).state, now(past).state) == ("cancelled", "confirmed")
    assert set(Claim.objects.values_list("booking", flat=True)) == {past.pk}
    said = json.dumps(list(Booking.objects.values("topic", "answers", "reason"))) + letters()
    assert [word for word in (TOPIC, "Egrets", "Dana", "Lee", "dana@") if word in said] == []
    assert str(now(past).person) == erasure.NAME


def test_the_host_is_told_without_a_name(kind, host, dana):
    meeting(kind, dana)

    erase(dana)

    [letter] = Letter.objects.filter(kind__startswith="meeting_cancelled")
    assert (letter.to, letter.private) == ("renata@example.org", True)
    assert "a former member" in letter.subject + letter.body


def test_an_erasure_waits_for_no_hour(kind, dana):
    soon = meeting(kind, dana)
    starts = SUNDAY + WEEK + HOUR / 2
    Booking.objects.filter(pk=soon.pk).update(starts_at=starts, ends_at=starts + HOUR)

    erase(dana)

    assert now(soon).state == "cancelled"


def test_a_host_is_erased_guests_are_told_and_what_was_stays(kind, host, chapter, dana):
    coming = meeting(kind, dana)
    BusyFeed.objects.create(host=host, name="Mine", address="x", made_at=SUNDAY)
    Host.objects.update(headline="State director", about="Renata likes herons")

    erase(host.person)

    assert (now(coming).state, now(coming).topic) == ("cancelled", TOPIC)
    left = now(host)
    assert (left.active, left.headline, left.about) == (False, "", "")
    assert left.slug == f"former-{left.public_id}"
    rows = [HostArea, WeeklyHours, BusyFeed]
    assert [model.objects.count() for model in rows] == [0, 0, 0]
    assert MeetingType.objects.filter(active=True).count() == 0
    assert "dana@example.org" in letters()
    assert "Renata" not in letters()


def test_a_guest_without_a_record_is_forgotten_with_the_record_they_have_since(kind, chapter, dana):
    theirs = visit(kind, email="new@example.org")
    other = visit(kind, NINE + HOUR, email="vera@example.org")
    someone = a_member(chapter, given="Vera", family="Visitor", email="New@example.org")

    erase(someone)

    assert (now(theirs).state, now(other).state) == ("cancelled", "confirmed")
    assert (theirs.guest_name, theirs.guest_email, theirs.topic) == (
        "A former guest",
        "guest@erased.invalid",
        "",
    )
    assert (other.guest_name, other.topic) == ("Vera Visitor", TOPIC)


# Old


def test_what_is_old_is_forgotten_in_its_time(kind, dana):
    rows = [visit(kind), meeting(kind, dana, NINE + HOUR)]
    hold = held(kind, dana, NINE + 2 * HOUR, at=SUNDAY)
    bookings.let_go(booking=hold)
    guests = NINE + people.GUESTS_KEPT
    words = NINE + 2 * HOUR + people.WORDS_KEPT

    def known():
        names = Booking.objects.order_by("pk").values_list("guest_name", "topic")
        return [one for one in names if one != ("", "")]

    vera, dana_s = ("Vera Visitor", TOPIC), ("", TOPIC)
    former = ("A former guest", "")
    people.forget_old(SUNDAY + WEEK - HOUR)
    assert (known(), Booking.objects.count()) == ([vera, dana_s], 3)
    people.forget_old(SUNDAY + WEEK)
    assert (known(), Booking.objects.count()) == ([vera, dana_s], 2)
    people.forget_old(guests)
    assert known() == [vera, dana_s]
    people.forget_old(guests + HOUR)
    assert known() == [former, dana_s]
    people.forget_old(words - HOUR)
    assert known() == [former, dana_s]
    people.forget_old(words)
    assert known() == [former]
    assert [now(row).state for row in rows] == ["confirmed", "confirmed"]


def test_what_is_forgotten_is_told_to_nobody(kind, dana):
    meeting(kind, dana)
    lines, sent = AuditEntry.objects.count(), Letter.objects.count()

    people.forget_old(NINE + 2 * people.WORDS_KEPT)

    assert (AuditEntry.objects.count(), Letter.objects.count()) == (lines, sent)


# The record at the desk


def happened(person, viewer):
    resolve(f"/desk/people/{person.public_id}/")  # Who tells is known with the addresses.
    told = timeline.of(person, viewer=viewer.user, at=SUNDAY)
    return [(one.text, bool(one.href)) for one in told if one.kind == "Meeting"]


@pytest.mark.parametrize(
    ("state", "text"),
    [
        ("confirmed", "Meeting with Renata Osei"),
        ("no_show", "Did not come to the meeting with Renata Osei"),
        ("cancelled", "The meeting with Renata Osei was called off"),
    ],
)
def test_the_timeline_says_that_there_was_one(kind, host, chapter, dana, state, text):
    meeting(kind, dana)
    Booking.objects.update(state=state)

    assert happened(dana, host.person) == [(text, True)]
    assert happened(dana, national_staff()) == [(text, True)]


@pytest.mark.parametrize("state", ["pending", "declined", "lapsed"])
def test_what_was_never_settled_is_not_on_it(kind, dana, state):
    meeting(kind, dana)
    Booking.objects.update(state=state)

    assert happened(dana, national_staff()) == []


def test_it_says_nothing_of_what_it_was_about(kind, dana):
    meeting(kind, dana)

    told = timeline.of(dana, viewer=national_staff().user, at=SUNDAY)

    assert TOPIC not in str(told)
    assert "Half an hour" not in str(told)


def test_a_meeting_one_does_not_keep_opens_for_nobody(chapter, dana):
    """A director reads of their member's meeting with somebody of the network."""
    meeting(a_type(a_host(a_chapter("OH", "Ohio"), given="Otto", family="Far")), dana)

    assert happened(dana, a_director(chapter)) == [("Meeting with Otto Far", False)]
