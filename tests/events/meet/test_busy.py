"""A host's own calendar closes times, and while it cannot be read meetings are asked for."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from events.calendars import uid
from events.mail import calendars as mail
from events.models import BusyBlock, BusyFeed
from events.operations.meet import busy, fetching, reading, slots, trust
from network import audit, jobs, sealing
from network.models import AuditEntry, Letter
from tests.factories import UserFactory, a_chapter, a_director, a_member
from tests.meeting_factories import a_host, a_type, booked

from .elsewhere import LINES, Elsewhere, entry, file

NEW_YORK = ZoneInfo("America/New_York")
SUNDAY = dt.datetime(2026, 2, 1, 18, tzinfo=NEW_YORK)
TEN = dt.datetime(2026, 2, 2, 10, tzinfo=NEW_YORK)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
ADDRESS = "https://calendar.example.org/private-numbat/basic.ics"


@pytest.fixture(scope="module")
def running():
    with Elsewhere() as server:
        yield server


@pytest.fixture
def there(running, settings):
    settings.CALENDARS_ON_LOOPBACK = True
    running.file = file(*LINES)
    running.asked.clear()
    return running


@pytest.fixture
def host():
    return a_host(a_chapter())


@pytest.fixture
def dana(host):
    return a_member(a_chapter(), given="Dana")


def add(host, address=ADDRESS, *, name="Home", by=None, at=SUNDAY):
    return busy.add(host=host, name=name, address=address, by=by or host.person.user, at=at)


def feed_at(there, host, path="ok"):
    return add(host, there.at(path))


def refusal(act, **how):
    with pytest.raises(ValidationError) as refused:
        act(**how)
    return refused.value.error_list[0].code


def lines():
    entries = AuditEntry.objects.filter(action__startswith="events.meeting_calendar")
    return [entry.action.rpartition("_")[2] for entry in entries.order_by("pk")]


def left():
    """Rows, letters, lines and tasks that there are."""
    return (
        BusyFeed.objects.count(),
        BusyBlock.objects.count(),
        Letter.objects.count(),
        len(lines()),
        DBTaskResult.objects.count(),
    )


def starts(host, kind=None):
    found = slots.open_slots(
        kind or a_type(host), [host], first=TEN.date(), last=TEN.date(), at=SUNDAY
    )
    return [slot.starts_at.astimezone(NEW_YORK).strftime("%H:%M") for slot in found]


def test_a_calendar_is_added_with_its_address_sealed_and_named_nowhere(host):
    feed = add(host, f" {ADDRESS} ".replace("https", "webcal"))

    assert ADDRESS not in feed.address
    assert sealing.unseal(feed.address) == ADDRESS
    assert (feed.name, feed.ok_at, lines()) == ("Home", None, ["added"])
    trail = "".join(str(row) for row in AuditEntry.objects.values())
    tasks = "".join(str(row) for row in DBTaskResult.objects.values())
    assert "numbat" not in trail + tasks


def test_only_the_host_adds_a_calendar_or_replaces_its_address(host):
    feed = add(host)
    before = left()
    for other in (a_director(a_chapter()).user, UserFactory(), None):
        with pytest.raises(ValidationError) as refused:
            busy.add(host=host, name="Work", address=ADDRESS, by=other, at=SUNDAY)
        assert refused.value.error_list[0].code == "rights"
        assert refusal(busy.replace, feed=feed, address=ADDRESS, by=other, at=SUNDAY) == "rights"

    assert left() == before


def test_five_calendars_are_the_most(host):
    for number in range(5):
        add(host, name=f"Calendar {number}")

    assert refusal(add, host=host, name="Sixth") == "full"


def test_a_name_is_used_once(host):
    add(host)

    assert refusal(add, host=host) == "busy_feed_name_once"
    assert lines() == ["added"]


@pytest.mark.parametrize("address", ["", "http://example.org/", "https://me:pw@example.org/"])
def test_what_is_no_address_is_refused(host, address):
    assert refusal(add, host=host, address=address) == "address"
    assert left() == (0, 0, 0, 0, 0)


def test_a_failure_midway_leaves_nothing(host, monkeypatch):
    feed = add(host)
    before = left()

    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(audit, "record", fail)
    by = host.person.user
    for act in (
        lambda: add(host, name="Work"),
        lambda: busy.replace(feed=feed, address=f"{ADDRESS}?2", by=by, at=SUNDAY),
        lambda: busy.remove(feed=feed, by=by, at=SUNDAY),
    ):
        with pytest.raises(RuntimeError):
            act()

    assert left() == before
    assert BusyFeed.objects.get().address == feed.address


def test_a_replaced_address_is_read_anew_and_what_is_known_stands_meanwhile(host):
    feed = add(host)
    busy.keep(feed=feed, blocks=[(TEN, TEN + HOUR)], at=SUNDAY)
    other = f"{ADDRESS}?2"
    busy.replace(feed=feed, address=other, by=host.person.user, at=SUNDAY)
    now = BusyFeed.objects.get()

    assert (sealing.unseal(now.address), now.ok_at, now.tried_at) == (other, None, None)
    assert now.blocks.count() == 1
    assert lines() == ["added", "replaced"]


def test_what_came_from_an_address_that_was_replaced_meanwhile_is_not_kept(host):
    feed = add(host)
    stale = BusyFeed.objects.get()
    busy.replace(feed=feed, address=f"{ADDRESS}?2", by=host.person.user, at=SUNDAY)
    busy.keep(feed=stale, blocks=[(TEN, TEN + HOUR)], at=SUNDAY)
    busy.fail(feed=stale, words="No.", at=SUNDAY)

    now = BusyFeed.objects.get()
    assert (now.ok_at, now.error, now.blocks.count()) == (None, "", 0)


def test_a_removed_calendar_frees_what_it_blocked_and_is_gone_for_every_verb(host):
    feed = add(host)
    busy.keep(feed=feed, blocks=[(TEN, TEN + HOUR)], at=SUNDAY)
    by = host.person.user
    busy.remove(feed=feed, by=by, at=SUNDAY)

    assert (BusyFeed.objects.count(), BusyBlock.objects.count()) == (0, 0)
    assert lines() == ["added", "removed"]
    gone = BusyFeed(pk=99_999, host=host)
    assert refusal(busy.remove, feed=gone, by=by, at=SUNDAY) == "gone"
    assert refusal(busy.replace, feed=gone, address=ADDRESS, by=by, at=SUNDAY) == "gone"
    assert refusal(busy.read_again, feed=gone, at=SUNDAY) == "gone"


def test_a_calendar_is_not_read_again_within_a_minute(host):
    feed = add(host)
    tasks = DBTaskResult.objects.count()
    busy.fail(feed=feed, words="No.", at=SUNDAY)

    assert refusal(busy.read_again, feed=feed, at=SUNDAY + dt.timedelta(seconds=59)) == "soon"
    busy.read_again(feed=feed, at=SUNDAY + dt.timedelta(seconds=61))
    assert DBTaskResult.objects.count() == tasks + 1


def test_what_a_calendar_says_is_not_offered(there, host):
    kind = a_type(host)
    assert starts(host, kind)[:4] == ["09:00", "09:30", "10:00", "10:30"]

    busy.read(feed_at(there, host), at=SUNDAY)

    assert starts(host, kind)[:3] == ["09:00", "09:30", "11:00"]
    assert BusyFeed.objects.values_list("ok_at", "tried_at", "error").get() == (SUNDAY, SUNDAY, "")


def test_a_calendar_that_says_the_same_writes_only_when_it_was_read(
    there, host, django_assert_num_queries
):
    feed = feed_at(there, host)
    busy.read(feed, at=SUNDAY)
    keys = list(BusyBlock.objects.values_list("pk", flat=True))
    with django_assert_num_queries(6):
        busy.read(feed, at=SUNDAY + HOUR)

    assert list(BusyBlock.objects.values_list("pk", flat=True)) == keys
    assert BusyFeed.objects.get().ok_at == SUNDAY + HOUR


def test_a_calendar_that_says_something_else_replaces_all_that_it_said(there, host):
    feed = feed_at(there, host)
    busy.read(feed, at=SUNDAY)
    there.file = file(*entry("DTSTART:20260203T150000Z", "DURATION:PT1H"))
    busy.read(feed, at=SUNDAY + HOUR)

    assert [block.starts_at.day for block in BusyBlock.objects.all()] == [3]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("gone", f"The address answered 404. {fetching.COPY}"),
        ("page", reading.NO_CALENDAR),
        ("inside", fetching.INSIDE),
    ],
)
def test_what_cannot_be_read_leaves_what_was_known_and_says_why(there, host, path, words):
    feed = feed_at(there, host, path)
    busy.keep(feed=feed, blocks=[(TEN, TEN + HOUR)], at=SUNDAY)
    busy.read(feed, at=SUNDAY + HOUR)
    now = BusyFeed.objects.get()

    assert (now.ok_at, now.tried_at, now.error) == (SUNDAY, SUNDAY + HOUR, words)
    assert (now.blocks.count(), there.at(path) in now.error) == (1, False)


def test_an_address_no_key_opens_is_to_be_put_in_again(host, settings):
    feed = add(host)
    settings.SECRETS_KEYS = ["mYTyVg1NZgcuGkSF4vGDZeLxn3f5gtgsZ2qvVyJ0M3k="]
    busy.read(feed, at=SUNDAY)

    assert BusyFeed.objects.get().error == busy.SEALED_OTHERWISE


def test_meetings_are_asked_for_until_it_is_read_when_it_is_stale_and_not_once_it_is_read(
    there, host, dana
):
    kind = a_type(host)
    feed = feed_at(there, host)
    states = []
    late = SUNDAY + trust.STALE
    for at, half_hours, is_read in (
        (SUNDAY, 0, False),
        (SUNDAY, 1, True),
        (late, 4, False),
        (late, 5, True),
    ):
        if is_read:
            busy.read(feed, at=at)
        begins = TEN - HOUR + half_hours * dt.timedelta(minutes=30)
        states.append(booked(kind, dana, begins, at=at).state)

    assert states == ["pending", "confirmed", "pending", "confirmed"]


def test_a_meeting_booked_here_does_not_block_itself_when_it_comes_back(there, host, dana):
    booking = booked(a_type(host), dana, TEN, at=SUNDAY)
    mine = entry("DTSTART:20260202T150000Z", "DURATION:PT30M", uid=uid(booking.public_id))
    there.file = file(*mine, *entry("DTSTART:20260203T150000Z", "DURATION:PT1H"))
    busy.read(feed_at(there, host), at=SUNDAY)

    assert [block.starts_at.day for block in BusyBlock.objects.all()] == [3]


def test_every_quarter_of_an_hour_all_calendars_of_those_who_take_meetings_are_read(
    there, host, send_letters
):
    feed_at(there, host)
    add(host, there.at("gone"), name="Old")
    away = a_host(a_chapter("OH", "Ohio"))
    feed_at(there, away)
    away.active = False
    away.save()
    send_letters()
    BusyFeed.objects.update(tried_at=timezone.now() - HOUR)
    there.asked.clear()
    jobs.tick(at=timezone.now())
    queued = DBTaskResult.objects.ready().filter(task_path__endswith="read_host").count()
    send_letters()

    assert (queued, there.asked) == (1, ["/ok/", "/gone/"])
    assert BusyFeed.objects.filter(host=host, error="").count() == 1


def test_of_many_tasks_that_waited_one_reads(there, host, send_letters):
    feed_at(there, host)
    for _ in range(3):
        busy.read_host.enqueue(host.pk)
    send_letters()

    assert there.asked == ["/ok/"]


def test_the_host_hears_once_of_a_calendar_not_read_for_a_day(host):
    feed = add(host)
    busy.keep(feed=feed, blocks=[], at=SUNDAY)
    for hours in (23, 24, 25, 100):
        busy.fail(feed=feed, words="The address answered 404.", at=SUNDAY + hours * HOUR)
    busy.keep(feed=feed, blocks=[], at=SUNDAY + 5 * DAY)
    busy.fail(feed=feed, words="The address answered 410.", at=SUNDAY + 7 * DAY)

    [first, second] = Letter.objects.order_by("pk")
    assert first.to == host.person.user.email
    assert first.subject == "We cannot read your calendar “Home”"
    assert "The address answered 404." in first.body
    assert f"/desk/meetings/hosts/{host.slug}/calendars/" in first.body
    assert "410" in second.body
    assert "numbat" not in first.body + second.body


def test_a_letter_that_fails_leaves_nothing_of_the_failure(host, monkeypatch):
    feed = add(host)

    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(mail, "unreadable", fail)
    with pytest.raises(RuntimeError):
        busy.fail(feed=feed, words="No.", at=SUNDAY + 2 * DAY)

    assert BusyFeed.objects.get().error == ""
