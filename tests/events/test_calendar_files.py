"""Calendar files, read back by a program that shares no code with the one that wrote them."""

import datetime as dt
from dataclasses import replace
from types import SimpleNamespace
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
import vobject

from events import calendars
from events.calendars import zones
from events.models import clocks
from tests.events.conftest import read, titles

STARTS = dt.datetime(2026, 12, 3, 23, 30, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
ENTRY = calendars.Entry(
    uid="1@example.org",
    title="Supper",
    zone="America/New_York",
    starts=STARTS,
    ends=STARTS + HOUR,
    changed_at=dt.datetime(2026, 11, 24, 17, tzinfo=dt.UTC),
    place="Town hall",
)


def written(*entries):
    return calendars.write(entries, name="Events")


def unfolded(body):
    return body.decode().replace("\r\n ", "").split("\r\n")


def test_an_entry_is_understood_by_another_program():
    (event,) = read(written(replace(ENTRY, url="https://example.org/", description="Two\nlines")))

    assert event.uid.value == "1@example.org"
    assert event.dtstart.value == STARTS
    assert event.dtend.value == STARTS + HOUR
    assert event.summary.value == "Supper"
    assert event.location.value == "Town hall"
    assert event.description.value == "Two\nlines"
    assert event.url.value == "https://example.org/"
    assert (event.sequence.value, event.status.value) == ("0", "CONFIRMED")
    assert event.dtstamp.value == ENTRY.changed_at


def test_nobody_is_named_as_attending():
    body = written(ENTRY).decode()

    assert ("ATTENDEE" in body, "ORGANIZER" in body) == (False, False)


def test_a_cancelled_entry_says_so():
    (event,) = read(written(replace(ENTRY, cancelled=True, sequence=4)))

    assert (event.status.value, event.sequence.value) == ("CANCELLED", "4")


def test_an_empty_calendar_is_a_calendar():
    assert read(written()) == []


def test_no_line_is_longer_than_the_standard_allows_and_no_letter_is_cut():
    title = "é" * 150 + "ł" * 150
    body = written(replace(ENTRY, title=title))

    assert max(len(line) for line in body.split(b"\r\n")) <= 75
    assert titles(body) == [title]


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Supper\r\nATTENDEE:mailto:eve@example.org", "Supper ATTENDEE:mailto:eve@example.org"),
        ("Supper\nEND:VEVENT\nBEGIN:VALARM", "Supper END:VEVENT BEGIN:VALARM"),
        ('"><script>alert(1)</script>', '"><script>alert(1)</script>'),
        ("abc\u202egnp.exe", "abcgnp.exe"),
        ("nul\x00 bell\x07 tab\there", "nul bell tab here"),
        ("a\u2028b\u2029c\x85d", "a b c d"),
        ("one; two, three\\n four", "one; two, three\\n four"),
        ("family \U0001f468\u200d\U0001f469", "family \U0001f468\u200d\U0001f469"),
    ],
)
def test_a_hostile_title_is_a_title_and_nothing_more(title, shown):
    body = written(replace(ENTRY, title=title, place=title))

    (event,) = read(body)
    assert (event.summary.value, event.location.value) == (shown, shown)
    starts = [line.partition(":")[0] for line in unfolded(body)]
    assert [starts.count(name) for name in ("BEGIN", "ATTENDEE")] == [
        2
        + len(
            [
                line
                for line in unfolded(body)
                if line in ("BEGIN:VTIMEZONE", "BEGIN:STANDARD", "BEGIN:DAYLIGHT")
            ]
        ),
        0,
    ]


def test_a_description_keeps_its_lines_and_nothing_else():
    (event,) = read(written(replace(ENTRY, description="Bring:\r\n\tmaps\x00\rEND:VEVENT\u202e ")))

    assert event.description.value == "Bring:\n maps\nEND:VEVENT"


@pytest.mark.parametrize(
    ("zone", "shown"),
    [
        ("America/New_York", "DTSTART;TZID=America/New_York:20261203T183000"),
        ("America/Chicago", "DTSTART;TZID=America/Chicago:20261203T173000"),
        ("America/Phoenix", "DTSTART;TZID=America/Phoenix:20261203T163000"),
        ("America/Anchorage", "DTSTART;TZID=America/Anchorage:20261203T143000"),
        ("UTC", "DTSTART:20261203T233000Z"),
    ],
)
def test_times_are_those_of_the_clocks_where_it_happens(zone, shown):
    body = written(replace(ENTRY, zone=zone))

    assert (shown in unfolded(body)) is True
    assert read(body)[0].dtstart.value == STARTS
    assert (f"TZID:{zone}" in unfolded(body)) is (zone != "UTC")


@pytest.mark.parametrize("zone", ["America/New_York", "America/Anchorage", "Australia/Sydney"])
def test_the_changes_of_clocks_are_where_the_zone_has_them(zone):
    """Every hour of two years, by the rules in the file and by those of the zone itself."""
    component = zones.told(zone, first=2026, last=2028)
    onsets = []
    for part in component.subcomponents:
        rdates = part.get("rdate")
        moments = [part["dtstart"].dt, *(one.dt for one in (rdates.dts if rdates else []))]
        before, after = part["tzoffsetfrom"].td, part["tzoffsetto"].td
        onsets += [((moment - before).replace(tzinfo=dt.UTC), after) for moment in moments]
    onsets.sort(key=lambda onset: onset[0])
    hour, wrong = dt.datetime(2026, 2, 1, tzinfo=dt.UTC), []
    while hour.year < 2028:
        said = [after for onset, after in onsets if onset <= hour][-1]
        if said != hour.astimezone(ZoneInfo(zone)).utcoffset():
            wrong.append(hour)
        hour += HOUR

    assert wrong == []


def test_a_series_keeps_its_hour_through_a_change_of_clocks():
    first = clocks.instant(on=dt.date(2027, 3, 9), at=dt.time(18, 30), zone="America/New_York")
    left_out = clocks.instant(on=dt.date(2027, 3, 23), at=dt.time(18, 30), zone="America/New_York")
    series = replace(
        ENTRY,
        starts=first,
        ends=first + HOUR,
        rule="FREQ=WEEKLY;BYDAY=TU;COUNT=4",
        exdates=(left_out,),
    )

    (event,) = read(written(series))

    assert [moment.isoformat() for moment in event.getrruleset(addRDate=True)] == [
        "2027-03-09T18:30:00-05:00",
        "2027-03-16T18:30:00-04:00",
        "2027-03-30T18:30:00-04:00",
    ]


def test_one_that_differs_names_the_one_it_stands_for():
    moved = replace(
        ENTRY,
        title="Moved supper",
        starts=STARTS + dt.timedelta(days=8),
        ends=STARTS + dt.timedelta(days=8, hours=1),
        instead_of=STARTS + dt.timedelta(days=7),
        sequence=1,
    )
    series = replace(ENTRY, rule="FREQ=WEEKLY;BYDAY=TH", overrides=(moved,))

    first, second = read(written(series))

    assert (first.uid.value, first.summary.value) == (second.uid.value, "Supper")
    assert second.recurrence_id.value == STARTS + dt.timedelta(days=7)
    assert (second.summary.value, "rrule" in second.contents) == ("Moved supper", False)


def test_without_a_name_a_series_and_what_differs_still_belong_together():
    person = SimpleNamespace(public_id=UUID(int=7))
    moved = replace(ENTRY, title="Moved supper", instead_of=STARTS + dt.timedelta(days=7))
    series = replace(
        ENTRY,
        rule="FREQ=WEEKLY;BYDAY=TH",
        url="https://example.org/x",
        description="Oil",
        overrides=(moved,),
    )
    sources = calendars.Sources()
    sources.add("lanterns", lambda person, at, how: [series])

    first, second = read(written(*sources.of(person, at=STARTS, how="discreet")))

    assert first.uid.value == second.uid.value != ENTRY.uid
    assert (first.summary.value, second.summary.value) == ("Meeting", "Meeting")
    left = set(first.contents) | set(second.contents)
    assert left & {"location", "url", "description"} == set()


@pytest.mark.parametrize("how", ["hidden", "loud", ""])
def test_what_is_private_is_not_even_asked_for_where_it_is_hidden(how):
    asked = []
    sources = calendars.Sources()
    sources.add("lanterns", lambda person, at, how: asked.append(how) or [ENTRY])

    assert (sources.of(None, at=STARTS, how=how), asked) == ([], [])


def test_the_other_program_refuses_what_is_no_calendar():
    """The control: it does read."""
    with pytest.raises(vobject.base.ParseError):
        vobject.readOne("BEGIN:VCALENDAR\r\nSUMMARY\r\n")
