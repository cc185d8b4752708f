"""A calendar file becomes busy times: which ones, by whose clocks, and never at any price."""

import datetime as dt
import time

import pytest

from events.operations.meet import reading, repeating
from events.operations.meet.reading import Unreadable, busy

from .elsewhere import entry, file

UTC = dt.UTC
FIRST, LAST = dt.datetime(2026, 1, 31, tzinfo=UTC), dt.datetime(2027, 3, 7, tzinfo=UTC)
NINE = ["DTSTART:20260202T090000", "DTEND:20260202T100000"]
MOUNTAINS = [
    "BEGIN:VTIMEZONE",
    "TZID:Up in the mountains",
    "BEGIN:STANDARD",
    "DTSTART:16010101T020000",
    "TZOFFSETFROM:-0600",
    "TZOFFSETTO:-0700",
    "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11",
    "END:STANDARD",
    "BEGIN:DAYLIGHT",
    "DTSTART:16010101T020000",
    "TZOFFSETFROM:-0700",
    "TZOFFSETTO:-0600",
    "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3",
    "END:DAYLIGHT",
    "END:VTIMEZONE",
]


def read(*lines, **how):
    how = {"zone": "America/New_York", "first": FIRST, "last": LAST} | how
    return busy(file(*lines), **how)


def told(*lines, **how):
    """As "02-02 14:00-15:00", in UTC."""
    return [f"{start:%m-%d %H:%M}-{end:%H:%M}" for start, end in read(*lines, **how)]


def refusal(*lines, **how):
    with pytest.raises(Unreadable) as refused:
        read(*lines, **how)
    return str(refused.value)


@pytest.mark.parametrize(
    ("lines", "blocks"),
    [
        (["DTSTART:20260202T150000Z", "DTEND:20260202T160000Z"], ["02-02 15:00-16:00"]),
        (["DTSTART:20260202T150000Z", "DURATION:PT90M"], ["02-02 15:00-16:30"]),
        (["DTSTART:20260202T150000Z"], []),
        (["DTSTART:20260202T150000Z", "DTEND:20260202T140000Z"], []),
        (NINE, ["02-02 14:00-15:00"]),
        (["DTSTART;TZID=America/Denver:20260202T090000", "DURATION:PT1H"], ["02-02 16:00-17:00"]),
        (
            ["DTSTART;TZID=Pacific Standard Time:20260202T090000", "DURATION:PT1H"],
            ["02-02 17:00-18:00"],
        ),
        (["DTSTART;TZID=Nowhere:20260202T090000", "DURATION:PT1H"], ["02-02 14:00-15:00"]),
        (["DTSTART;VALUE=DATE:20260202"], ["02-02 05:00-05:00"]),
        (["DTSTART;VALUE=DATE:20260308", "DTEND;VALUE=DATE:20260309"], ["03-08 05:00-04:00"]),
        ([*NINE, "TRANSP:TRANSPARENT"], []),
        ([*NINE, "STATUS:CANCELLED"], []),
        ([*NINE, "STATUS:TENTATIVE", "TRANSP:OPAQUE"], ["02-02 14:00-15:00"]),
        (["DTSTART:20200101T000000Z", "DTEND:20300101T000000Z"], ["01-31 00:00-00:00"]),
        (["DTSTART:20250202T150000Z", "DTEND:20250202T160000Z"], []),
    ],
)
def test_one_entry_is_busy_when_its_clock_says(lines, blocks):
    assert told(*entry(*lines)) == blocks


def test_a_whole_day_on_which_clocks_change_is_as_long_as_it_is():
    [(starts, ends)] = read(*entry("DTSTART;VALUE=DATE:20260308"))

    assert ends - starts == dt.timedelta(hours=23)


def test_a_zone_that_only_the_file_knows_is_read_from_the_file():
    away = [f"DTSTART;TZID=Up in the mountains:2026{day}T090000" for day in ("0202", "0702")]
    lines = [
        *entry(away[0], "DURATION:PT1H"),
        *entry(away[1], "DURATION:PT1H", uid="two"),
    ]

    assert told(*MOUNTAINS, *lines) == ["02-02 16:00-17:00", "07-02 15:00-16:00"]
    # And is not remembered for the next file.
    assert told(*lines) == ["02-02 14:00-15:00", "07-02 13:00-14:00"]


def test_a_repeating_entry_keeps_its_hour_when_clocks_change():
    lines = entry(
        "DTSTART;TZID=America/New_York:20260302T090000",
        "DTEND;TZID=America/New_York:20260302T100000",
        "RRULE:FREQ=WEEKLY;UNTIL=20260316T130000Z",
    )

    assert told(*lines) == ["03-02 14:00-15:00", "03-09 13:00-14:00", "03-16 13:00-14:00"]


def test_repetitions_are_left_out_moved_called_off_or_made_free():
    lines = [
        *entry(*NINE, "RRULE:FREQ=DAILY;COUNT=7", "EXDATE:20260203T090000"),
        *entry("RECURRENCE-ID:20260204T090000", "DTSTART:20260204T130000", "DURATION:PT1H"),
        *entry("RECURRENCE-ID:20260205T090000", *NINE, "STATUS:CANCELLED"),
        *entry("RECURRENCE-ID;VALUE=DATE:20260206", *NINE, "TRANSP:TRANSPARENT"),
        *entry("RECURRENCE-ID:20260207T140000Z", "DTSTART:20260207T140000Z", "DURATION:PT2H"),
    ]

    assert told(*lines) == [
        "02-02 14:00-15:00",
        "02-04 18:00-19:00",
        "02-07 14:00-16:00",
        "02-08 14:00-15:00",
    ]


def test_a_change_of_all_that_come_after_is_refused_rather_than_guessed():
    changed = "RECURRENCE-ID;RANGE=THISANDFUTURE:20260204T090000"
    lines = [*entry(*NINE, "RRULE:FREQ=DAILY"), *entry(changed, *NINE)]

    assert refusal(*lines) == repeating.NOT_READ


def test_further_dates_count_with_their_own_length_if_they_have_one():
    lines = entry(
        *NINE,
        "RDATE:20260204T090000,20260205T090000",
        "RDATE;VALUE=PERIOD:20260206T140000Z/PT3H",
        "EXDATE:20260205T090000",
    )

    assert told(*lines) == ["02-02 14:00-15:00", "02-04 14:00-15:00", "02-06 14:00-17:00"]


def test_free_and_busy_times_are_read_and_what_is_free_is_not_busy():
    lines = [
        "BEGIN:VFREEBUSY",
        "FREEBUSY:20260202T150000Z/20260202T160000Z,20260203T150000Z/PT1H",
        "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20260204T150000Z/PT1H",
        "FREEBUSY;FBTYPE=FREE:20260205T150000Z/PT1H",
        "END:VFREEBUSY",
    ]

    assert told(*lines) == ["02-02 15:00-16:00", "02-03 15:00-16:00", "02-04 15:00-16:00"]


def test_what_overlaps_or_touches_is_one():
    lines = [
        *entry(*NINE),
        *entry("DTSTART:20260202T143000Z", "DURATION:PT1H", uid="two"),
        *entry("DTSTART:20260202T153000Z", "DURATION:PT1H", uid="three"),
    ]

    assert told(*lines) == ["02-02 14:00-16:30"]


def test_a_meeting_booked_here_that_comes_back_is_left_out():
    mine = entry(*NINE, uid="mine@here.example")

    assert told(*mine, own={"mine@here.example"}) == []
    assert told(*mine) == ["02-02 14:00-15:00"]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=SECONDLY", repeating.TOO_OFTEN),
        ("FREQ=MINUTELY;COUNT=2", repeating.TOO_OFTEN),
        ("FREQ=HOURLY", repeating.TOO_OFTEN),
        (f"FREQ=DAILY;BYMINUTE={','.join(map(str, range(60)))}", repeating.TOO_OFTEN),
        ("FREQ=DAILY;BYHOUR=1,2,3,4,5;BYMINUTE=1,2,3,4,5", repeating.TOO_OFTEN),
        (f"FREQ=DAILY;BYMONTHDAY={','.join(['1'] * 400)}", repeating.NOT_READ),
        ("FREQ=DAILY;INTERVAL=0", repeating.NOT_READ),
        ("FREQ=FORTNIGHTLY", reading.NOT_UNDERSTOOD),
        ("FREQ=DAILY;COUNT=many", reading.NOT_UNDERSTOOD),
    ],
)
def test_rules_that_cost_too_much_are_refused_before_any_work(rule, words):
    began = time.monotonic()

    assert refusal(*entry(*NINE, f"RRULE:{rule}")) == words
    assert time.monotonic() - began < 1


@pytest.mark.parametrize("rule", ["COUNT=1000000000", "UNTIL=99991231T000000Z", "INTERVAL=1"])
def test_a_rule_without_end_is_read_as_far_as_anything_is_booked(rule):
    began = time.monotonic()
    blocks = read(*entry(*NINE, f"RRULE:FREQ=DAILY;{rule}"))

    assert (len(blocks), blocks[-1][1] <= LAST) == (398, True)
    assert time.monotonic() - began < 1


def test_a_clock_that_is_changed_each_second_is_refused():
    odd = [line.replace("YEARLY", "SECONDLY") for line in MOUNTAINS]

    assert refusal(*odd, *entry("DTSTART;TZID=Up in the mountains:20260202T090000")) == (
        repeating.TOO_OFTEN
    )


def test_too_many_times_are_refused():
    lines = [
        line
        for number in range(14)
        for line in entry(*NINE, "RRULE:FREQ=DAILY", uid=f"{number}@elsewhere.example")
    ]

    assert refusal(*lines) == reading.TOO_MUCH


def test_a_rule_that_never_comes_true_uses_up_its_time_and_no_more():
    never = ("DTSTART:20260101T090000", "RRULE:FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30")
    lines = [line for number in range(30) for line in entry(*never, uid=str(number))]
    began = time.monotonic()

    assert refusal(*lines, seconds=0.3) == reading.TOO_LONG
    assert time.monotonic() - began < 3


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", reading.NO_CALENDAR),
        (b"<!doctype html><title>Sign in</title>", reading.NO_CALENDAR),
        (b"\xff\xfe\x00", reading.NO_CALENDAR),
        (file(*entry(*NINE))[:-20], reading.CUT),
        (file("BEGIN:VEVENT", *NINE), reading.CUT),
        (file(*(["BEGIN:VEVENT"] * 9), *(["END:VEVENT"] * 9)), reading.NO_CALENDAR),
        (file(*entry("DTSTART:soon")), reading.NOT_UNDERSTOOD),
        (file(*entry()), reading.NOT_UNDERSTOOD),
        (file(*entry(*NINE, "RRULE:FREQ=DAILY", "DURATION:P9999999999D")), reading.NOT_UNDERSTOOD),
        (file(*["X-A:B", *(["UID:B"] * 150_000)]), reading.TOO_MUCH),
    ],
)
def test_what_is_no_calendar_or_not_understood_is_refused_in_words(content, words):
    with pytest.raises(Unreadable) as refused:
        busy(content, zone="America/New_York", first=FIRST, last=LAST)

    assert str(refused.value) == words


def test_what_an_entry_is_about_is_never_in_what_went_wrong():
    with pytest.raises(Unreadable) as refused:
        read(*entry("DTSTART:Numbat", "DESCRIPTION:Numbat"))

    assert "Numbat" not in repr(refused.value)


def test_folded_lines_and_alarms_and_other_things_do_not_disturb():
    lines = [
        *entry("DTSTART:2026020", " 2T150000Z", "DURATION:PT1H", "BEGIN:VALARM", "END:VALARM"),
        *["BEGIN:VTODO", "DTSTART:20260203T150000Z", "RRULE:FREQ=SECONDLY", "END:VTODO"],
    ]

    assert told(*lines) == ["02-02 15:00-16:00"]
