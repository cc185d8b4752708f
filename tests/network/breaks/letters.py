"""What a letter brings for calendars."""

from network.models import Letter


def a_letter(**fields):
    Letter.objects.create(to="a@example.org", kind="test", subject="Hello", **fields)


BREAKS = {
    "letter_says_what_calendars_do": lambda: a_letter(calendar="BEGIN:VCALENDAR\r\n"),
}
