"""Staff make events, put them right, publish them and take them back."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from events.models import Event, PriceRule, Seat, Session
from events.models.clocks import wall
from events.operations import events, registrations, templates
from network import sealing
from network.models import AuditEntry, Letter
from tests.event_factories import EventFactory, SessionFactory, a_ticket
from tests.events.refusing import refused
from tests.factories import a_chapter, a_member, national_staff

pytestmark = pytest.mark.django_db
ZONE = "America/New_York"
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def now():
    return timezone.now().replace(microsecond=0)


@pytest.fixture
def by():
    return national_staff().user


@pytest.fixture
def soon(now):
    return (now + dt.timedelta(days=40)).replace(hour=22, minute=0, second=0)


def make(by, now, soon, template=templates.HAPPY_HOUR, **fields):
    values = {"host": a_chapter(), "title": "Spring social", "timezone": ZONE} | fields
    return templates.make(template=template, starts_at=soon, by=by, at=now, **values)


def edit(event, by, now, **fields):
    return events.edit(event=event, by=by, at=now, **fields)


def letters(kind):
    return Letter.objects.filter(kind=kind).count()


@pytest.mark.parametrize("template", templates.TEMPLATES.values(), ids=lambda one: one.key)
def test_each_template_is_a_draft_with_tickets_that_have_prices(by, now, soon, template):
    event = make(by, now, soon, template)

    assert (event.draft, event.kind, event.slug) == (True, template.kind, "spring-social")
    assert [one.name for one in event.ticket_types.all()] == [one.name for one in template.tickets]
    assert all(one.prices.exists() for one in event.ticket_types.all())
    assert Seat.objects.filter(pool__event=event).count() == (template.seats or 0)
    assert event.ends_at - event.starts_at == template.length


def test_a_second_event_of_the_same_title_has_its_day_in_its_address(by, now, soon):
    slugs = [make(by, now, soon).slug for _ in range(3)]

    day = f"{wall(soon, zone=ZONE):%Y-%m-%d}"
    assert slugs == ["spring-social", f"spring-social-{day}", f"spring-social-{day}-2"]


def test_a_copy_begins_at_the_same_hour_with_every_date_moved(by, now):
    starts = dt.datetime(2027, 3, 1, 14, tzinfo=dt.UTC)  # 9 in the morning, before clocks change
    earlier = make(by, now, starts, templates.CONVENING_TEMPLATE)
    session = SessionFactory(event=earlier, title="Opening", room="Hall A")
    SessionFactory(event=earlier, private=True, audience={"caucus": ["x"]}, title="Hidden")

    copied = templates.copy(
        earlier=earlier, title="Again", starts_at=starts.replace(month=6, hour=13), by=by, at=now
    )

    shown = [wall(one.starts_at, zone=ZONE).hour for one in (earlier, copied, session)]
    assert shown == [9, 9, 9]
    opening = Session.including_private.get(event=copied)
    assert (opening.title, opening.room, opening.starts_at) == (
        "Opening",
        "Hall A",
        copied.starts_at,
    )
    assert wall(copied.closes_at, zone=ZONE).hour == wall(earlier.closes_at, zone=ZONE).hour
    assert Seat.objects.filter(pool__event=copied).count() == 400
    bird = PriceRule.objects.get(ticket_type__event=copied, name="Early bird, members")
    assert bird.until_at == copied.starts_at - dt.timedelta(days=60)


def test_a_failure_midway_leaves_nothing(by, now, soon):
    template = templates.Template(
        "bad",
        "Bad",
        "",
        "gathering",
        dt.timedelta(hours=1),
        (templates.Ticket("One"), templates.Ticket("One")),
        {},
    )
    with pytest.raises(ValidationError):
        make(by, now, soon, template)

    assert (Event.objects.count(), AuditEntry.objects.count()) == (0, 0)


def test_an_event_without_tickets_or_place_is_not_published(by, now, soon):
    event = EventFactory(draft=True, place="", starts_at=soon)

    said = refused("missing", events.publish, event=event, by=by, at=now)

    assert said == "It has no ticket, so nobody could take a place."
    lacks = [one.words for one in events.missing(event, at=now) if one.must]
    assert lacks[1:] == ["It has no place and is not online."]
    event.refresh_from_db()
    assert (event.draft, AuditEntry.objects.count()) == (True, 0)


def test_published_twice_is_published_once(by, now, soon):
    event = make(by, now, soon)
    edit(event, by, now, place="Lantern Hall")

    for _ in range(2):
        assert not events.publish(event=event, by=by, at=now).draft

    assert AuditEntry.objects.filter(action="events.published").count() == 1


def test_a_new_hour_is_told_to_those_who_come_and_to_calendars(by, now, soon, send_letters):
    event = a_ticket(EventFactory(starts_at=soon)).event
    dana = a_member(email="dana@example.org")
    registrations.register(
        event=event, ticket_type=event.ticket_types.get(), person=dana, by=None, at=now
    )

    for _ in range(2):
        edit(event, by, now, starts_at=soon + dt.timedelta(hours=1), place="Harbor Room")
    send_letters()
    was = {"timezone": ZONE, "starts_at": soon.isoformat(), "ends_at": soon.isoformat()}
    events.tell_of_change.call(event.pk, 1, was)

    event.refresh_from_db()
    letter = Letter.objects.get(kind="event_changed")
    assert (event.sequence, letter.to) == (1, "dana@example.org")
    assert "It was: Lantern Hall" in letter.body
    assert "Where: Harbor Room" in letter.body


def test_other_words_are_told_to_nobody(by, now, soon, send_letters):
    event = a_ticket(EventFactory(starts_at=soon)).event
    registrations.register(
        event=event, ticket_type=event.ticket_types.get(), person=a_member(), by=None, at=now
    )

    edit(event, by, now, summary="Come early", access_notes="Ramp at the back")
    send_letters()

    event.refresh_from_db()
    assert (event.sequence, letters("event_changed")) == (0, 0)


def test_sessions_move_with_the_event_when_asked(by, now, soon):
    event = EventFactory(starts_at=soon, ends_at=soon + dt.timedelta(hours=9))
    hidden = SessionFactory(event=event, private=True, audience={"caucus": ["x"]})
    later = {"starts_at": soon + dt.timedelta(days=1), "ends_at": soon + dt.timedelta(days=1.2)}

    edit(event, by, now, move_program=True, **later)

    hidden.refresh_from_db()
    assert hidden.starts_at == soon + dt.timedelta(days=1)


def test_the_way_in_is_sealed_and_the_trail_does_not_hold_it(by, now, soon):
    event = EventFactory(starts_at=soon, online=True)

    edit(event, by, now, join_link="https://meet.example.org/1")

    event.refresh_from_db()
    assert sealing.unseal(event.join_link) == "https://meet.example.org/1"
    assert AuditEntry.objects.get(action="events.edited").after == {"way_in": "another"}
    edit(event, by, now, join_link="https://meet.example.org/1")
    assert AuditEntry.objects.count() == 1


def test_what_cannot_be_edited_is_refused(by, now, soon):
    event = EventFactory(starts_at=soon)

    refused("slug_fixed", edit, event=event, by=by, now=now, slug="elsewhere")
    refused("join_link", edit, event=event, by=by, now=now, join_link="http://example.org")
    refused("event_ends_after_it_starts", edit, event=event, by=by, now=now, ends_at=soon)
    refused("past", edit, event=event, by=by, now=now, starts_at=now - HOUR, ends_at=now)
    refused("reserved", edit, event=event, by=by, now=now, slug="new")
    over = EventFactory(starts_at=now - dt.timedelta(days=1))
    refused("over", edit, event=over, by=by, now=now, title="Late")
    off = EventFactory(starts_at=soon, cancelled_at=now, sequence=1)
    refused("cancelled", edit, event=off, by=by, now=now, title="Late")
    with pytest.raises(TypeError):
        edit(event, by, now, host=None)
    assert AuditEntry.objects.count() == 0


def test_an_event_somebody_comes_to_is_not_taken_back(by, now, soon):
    event = a_ticket(EventFactory(starts_at=soon)).event
    place = registrations.register(
        event=event, ticket_type=event.ticket_types.get(), person=a_member(), by=None, at=now
    )

    said = refused("has_places", events.withdraw, event=event, by=by, at=now)
    registrations.cancel(registration=place, by=None, at=now)
    events.withdraw(event=event, by=by, at=now)

    event.refresh_from_db()
    assert said == "Places held or waited for: 1. Call it off instead."
    assert event.draft
