"""Somebody's other calendar, as the place where she keeps it would hand it out."""

#: Tuesdays she is on the other end of a school bus.
CALENDAR = "\r\n".join(
    [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Somewhere else//Family//EN",
        "BEGIN:VEVENT",
        "UID:school-bus@calendar.example.org",
        "DTSTAMP:20260101T000000Z",
        "DTSTART;TZID=America/Los_Angeles:20260106T170000",
        "DURATION:PT1H",
        "RRULE:FREQ=WEEKLY;BYDAY=TU",
        "SUMMARY:School bus",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
)
