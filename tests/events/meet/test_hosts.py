"""Who of the staff can be met: taken on, for whom they are there, and stopped."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from events.models import Host, MeetingType
from events.operations.meet import bookings, changing, hosts
from events.reports.meet import hosts as report
from network import audit, sealing
from network.models import AuditEntry, Membership
from network.roles import GroupKind
from tests.events.meet.test_bookings import NINE, SUNDAY, lines, refusal
from tests.factories import (
    NOON,
    CaucusGroupFactory,
    RegionFactory,
    a_chapter,
    a_director,
    a_member,
    national_staff,
    the_network,
)
from tests.meeting_factories import a_host, a_type, booked, held

pytestmark = pytest.mark.django_db
ZONE = "America/Chicago"


@pytest.fixture
def chapter():
    return a_chapter()


@pytest.fixture
def rosa(chapter):
    return a_director(chapter, given="Rosa", family="Ortiz")


@pytest.fixture
def by(rosa):
    return {"by": rosa.user, "at": NOON}


def lost(monkeypatch):
    """The trail cannot be written, the last thing that each of these does."""

    def fail(*args, **kwargs):
        raise RuntimeError("the trail is full")

    monkeypatch.setattr(audit, "record", fail)


def test_somebody_of_the_staff_can_be_met_and_again_changes_nothing(rosa, by):
    host = hosts.take_on(person=rosa, timezone=ZONE, headline=" State  director ", **by)
    again = hosts.take_on(person=rosa, timezone="America/Denver", **by)

    assert (host.slug, host.headline, again.timezone) == ("rosa-ortiz", "State director", ZONE)
    assert (Host.objects.get(), lines()) == (host, ["events.meeting_host_made"])


def test_two_of_one_name_have_two_addresses(chapter, rosa, by):
    other = a_director(chapter, given="Rosa", family="Ortiz", user=None)
    made = [hosts.take_on(person=one, timezone=ZONE, **by) for one in (rosa, other)]

    assert [host.slug for host in made] == ["rosa-ortiz", "rosa-ortiz-2"]


def test_who_is_called_like_a_page_has_another_address(chapter, by):
    person = a_director(chapter, given="Ask", family="")

    assert hosts.take_on(person=person, timezone=ZONE, **by).slug == "ask-1"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"slug": "guest"}, "reserved"),
        ({"slug": "new"}, "reserved"),
        ({"timezone": "Mars/Base"}, "zone"),
        ({"slug": "a b"}, "invalid"),
    ],
)
def test_what_cannot_be_is_refused_in_words(rosa, by, values, code):
    with pytest.raises(ValidationError) as refused:
        hosts.take_on(person=rosa, **({"timezone": ZONE} | values), **by)

    errors = refused.value
    codes = (
        [error.code for each in errors.error_dict.values() for error in each]
        if hasattr(errors, "error_dict")
        else [error.code for error in errors.error_list]
    )
    assert (codes, Host.objects.count()) == ([code], 0)


def test_who_does_not_work_here_is_no_host(chapter, by):
    person = a_member(chapter, email="dana@example.org")

    assert refusal(hosts.take_on, person=person, timezone=ZONE, **by) == "staff"
    assert refusal(hosts.take_on_oneself, person=person, **by) == "staff"


def test_a_director_takes_meetings_with_what_is_usual(rosa, chapter, by):
    host = hosts.take_on_oneself(person=rosa, **by)
    again = hosts.take_on_oneself(person=rosa, **by)

    assert (again, host.timezone) == (host, ZONE)
    assert host.headline == f"State director, {chapter}"
    assert [area.group for area in host.areas.all()] == [chapter]
    windows = host.weekly_hours.values_list("weekday", "start_minute", "end_minute", "mode")
    assert list(windows) == [(day, 540, 1020, "online") for day in range(5)]
    kind = host.meeting_types.get()
    assert (kind.name, kind.minutes, kind.audience) == ("Half an hour", 30, hosts.OURS)
    assert len(lines()) == 4


def test_national_staff_are_there_for_the_network():
    june = national_staff()
    host = hosts.take_on_oneself(person=june, by=june.user, at=NOON)

    assert (host.areas.get().group, host.timezone) == (the_network(), "America/New_York")


def test_who_has_hours_keeps_them_when_asked_for_the_usual_ones(chapter, by):
    host = a_host(chapter, hours=((8, 12),), days=[0])
    hosts.keep_usual_hours(host=host, **by)

    assert (host.weekly_hours.count(), lines()) == (1, [])


def test_another_zone_leaves_hours_and_meetings_where_they_are(chapter, by):
    host = a_host(chapter)
    booking = booked(a_type(host), a_member(chapter), NINE, at=SUNDAY)
    edited = hosts.edit(host=host, timezone=ZONE, headline="Here", **by)
    hosts.edit(host=host, timezone=ZONE, headline="Here", **by)

    booking.refresh_from_db()
    assert (edited.timezone, booking.starts_at) == (ZONE, NINE)
    assert host.weekly_hours.first().start_minute == 540
    assert lines() == ["events.meeting_booked", "events.meeting_host_edited"]


def test_only_what_a_host_says_of_themselves_is_edited(chapter, by):
    with pytest.raises(TypeError):
        hosts.edit(host=a_host(chapter), slug="other", **by)


def test_a_link_is_kept_sealed_and_stands_in_no_trail(chapter, by):
    host = a_host(chapter)
    link = "https://video.example.org/rosa"
    for _ in range(2):
        host = hosts.set_link(host=host, link=link, **by)

    assert (sealing.unseal(host.video_link), link in host.video_link) == (link, False)
    assert [entry.after for entry in AuditEntry.objects.filter(action__endswith="link_set")] == [
        {"way_in": "another"}
    ]
    assert refusal(hosts.set_link, host=host, link="http://x.example.org", **by) == "video_link"
    assert hosts.set_link(host=host, link="", **by).video_link == ""


def test_a_host_is_there_for_a_region_and_no_more(chapter, by):
    host, region = a_host(chapter), RegionFactory(parent=chapter)
    for rank in (1, 1, 2):
        hosts.serve(host=host, group=region, rank=rank, **by)

    assert [(area.group, area.rank) for area in host.areas.all()] == [(chapter, 1), (region, 2)]
    for _ in range(2):
        hosts.serve_no_more(host=host, group=region, **by)
    assert [area.group for area in host.areas.all()] == [chapter]
    assert lines() == [*["events.meeting_area_set"] * 2, "events.meeting_area_ended"]


def test_nobody_is_the_one_to_meet_for_a_caucus_or_a_closed_chapter(chapter, by):
    host, caucus = a_host(chapter), CaucusGroupFactory(kind=GroupKind.CAUCUS)
    closed = a_chapter("OH", "Ohio")
    closed.closed_on = NOON.date()
    closed.save()

    assert refusal(hosts.serve, host=host, group=caucus, **by) == "area"
    assert refusal(hosts.serve, host=host, group=closed, **by) == "closed"


def test_nobody_stops_while_meetings_are_to_come(chapter, by):
    host = a_host(chapter)
    booking = booked(a_type(host), a_member(chapter), NINE, at=SUNDAY)
    stop = {"host": host, "by": by["by"]}

    with pytest.raises(ValidationError, match="1 meeting is still to come") as refused:
        hosts.stop(at=SUNDAY, **stop)
    assert refused.value.code == "bookings"
    assert hosts.stop(at=booking.ends_at, **stop).active is False
    hosts.stop(at=booking.ends_at, **stop)
    assert lines() == ["events.meeting_booked", "events.meeting_host_stopped"]


def test_who_fills_in_a_meeting_when_its_host_stops_finds_it_taken(chapter, by):
    host, dana = a_host(chapter), a_member(chapter)
    hold = held(a_type(host), dana, NINE, at=SUNDAY)
    hosts.stop(host=host, by=by["by"], at=SUNDAY)

    assert refusal(bookings.book, booking=hold, by=dana.user, at=SUNDAY) == "taken"


def test_the_list_counts_what_is_open_this_week_and_from_now_on(chapter, rosa):
    host = a_host(chapter, email="lee@example.org")
    kind = a_type(host)
    for days in (0, 1, 7):
        booked(kind, a_member(), NINE + dt.timedelta(days=days), at=SUNDAY)
    gone = booked(kind, a_member(), NINE + dt.timedelta(days=2), at=SUNDAY)
    changing.cancel(booking=gone, by=None, at=SUNDAY)
    [listed] = report.kept(rosa.user, at=NINE + dt.timedelta(hours=1))

    assert (listed.week, listed.coming, listed.works) == (2, 2, True)


def test_who_stopped_takes_meetings_again(chapter, by):
    host = a_host(chapter)
    hosts.stop(host=host, **by)
    resumed = [hosts.resume(host=host, **by) for _ in range(2)]

    assert [one.active for one in resumed] == [True, True]
    assert lines() == ["events.meeting_host_stopped", "events.meeting_host_resumed"]


def test_who_left_the_staff_does_not_take_meetings_again(chapter, by):
    host = a_host(chapter)
    hosts.stop(host=host, **by)
    left = {"until": NOON.date() - dt.timedelta(days=1), "end_reason": "left"}
    Membership.objects.filter(person=host.person).update(**left)

    assert refusal(hosts.resume, host=host, **by) == "staff"


def test_a_failure_midway_leaves_nothing(rosa, chapter, by, monkeypatch):
    host, region = a_host(chapter, days=[]), RegionFactory(parent=chapter)
    lost(monkeypatch)
    verbs = [
        lambda: hosts.take_on_oneself(person=rosa, **by),
        lambda: hosts.edit(host=host, headline="Here", **by),
        lambda: hosts.set_link(host=host, link="https://video.example.org/", **by),
        lambda: hosts.serve(host=host, group=region, **by),
        lambda: hosts.serve_no_more(host=host, group=chapter, **by),
        lambda: hosts.keep_usual_hours(host=host, **by),
        lambda: hosts.stop(host=host, **by),
    ]
    for verb in verbs:
        with pytest.raises(RuntimeError):
            verb()

    kept = Host.objects.get()
    assert (kept, kept.headline, kept.video_link, kept.active) == (host, "", "", True)
    assert [area.group for area in host.areas.all()] == [chapter]
    assert (host.weekly_hours.count(), MeetingType.objects.count(), lines()) == (0, 0, [])
