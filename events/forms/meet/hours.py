"""A host's hours: windows of a week and of a day, time away, travel."""

import datetime as dt
import re

from django import forms
from django.core.exceptions import ValidationError

from events.forms.moments import zones
from events.models import MeetingPlace, WindowMode
from events.models.meet.hours import WEEKDAYS
from events.models.meet.minutes import DAY_MINUTES
from events.operations.meet import absences
from events.operations.meet.hours import Span
from network.forms.asking import AskingForm, choice, day, line
from network.forms.rows import RowField

CLOCK = re.compile(r"(\d{1,2})(?::?(\d{2}))?(?::00)?\s*([ap])?\.?(?:m\.?)?", re.ASCII)
WORDS = {"noon": "12:00", "midnight": "0:00"}
#: So many windows a day of its own may have.
SPANS = ("first", "second", "third")
MIDNIGHT = "Midnight at the end of the day is 12:00 a.m."


class MinuteField(forms.Field):
    """A time of day as minutes since midnight: 09:00, 9, 9:30 p.m., noon, midnight."""

    def __init__(self, *, ends=False, **options):
        self.ends = ends
        super().__init__(**options)

    def to_python(self, value):
        typed = str(value or "").lower().strip()
        if not typed:
            return None
        read = CLOCK.fullmatch(WORDS.get(typed, typed))
        if read is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        hour, minute = int(read[1]), int(read[2] or 0)
        if read[3] and 1 <= hour <= 12:
            hour = hour % 12 + (12 if read[3] == "p" else 0)
        elif read[3]:
            hour = 99
        minutes = hour * 60 + minute
        if minute > 59 or minutes > (DAY_MINUTES if self.ends else DAY_MINUTES - 1):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return DAY_MINUTES if self.ends and not minutes else minutes

    def prepare_value(self, value):
        if isinstance(value, int):
            return f"{value // 60 % 24:02}:{value % 60:02}"
        return value


def minute(label, *, ends=False, required=True, hint=""):
    return MinuteField(
        label=label,
        ends=ends,
        required=required,
        help_text=hint,
        error_messages={
            "required": "Enter a time.",
            "invalid": "Enter a time that exists, such as 9:00 a.m.",
        },
        widget=forms.TimeInput({"type": "time", "step": 300}),
    )


def room(host, label="Room"):
    return RowField(
        label=label,
        queryset=MeetingPlace.objects.open_to(host).order_by("name", "pk"),
        to_field_name="public_id",
        required=False,
        empty_label="None: online",
    )


def _mode(label="How"):
    return choice(label, WindowMode.choices, initial=WindowMode.ONLINE)


class WindowForm(AskingForm):
    field_of = {
        "duplicate": "start_minute",
        "overlap": "start_minute",
        "many": "weekday",
        "weekly_hours_within_a_day": "end_minute",
        "weekly_hours_in_person_has_a_place": "place",
        "weekly_hours_end_after_they_begin": "valid_until",
    }

    weekday = forms.TypedChoiceField(
        label="Every",
        coerce=int,
        choices=list(enumerate(WEEKDAYS)),
    )
    start_minute = minute("From")
    end_minute = minute("Until", ends=True, hint=MIDNIGHT)
    mode = _mode()
    valid_from = day("First day", required=False, hint="For summer hours, say. Empty: at once.")
    valid_until = day("Last day", required=False, hint="Empty: until somebody changes it.")
    field_order = ["weekday", "start_minute", "end_minute", "mode", "place"]

    def __init__(self, *args, host, **options):
        super().__init__(*args, **options)
        self.fields["place"] = room(host, "Room, where they meet in person")
        self.order_fields(self.field_order)


class CopyForm(AskingForm):
    to = forms.TypedMultipleChoiceField(
        label="To which days",
        coerce=int,
        choices=list(enumerate(WEEKDAYS)),
        widget=forms.CheckboxSelectMultiple,
        help_text="Their own hours make way for these.",
        error_messages={
            "required": "Choose at least one day.",
            "invalid_choice": "Choose from the list.",
        },
    )

    def __init__(self, *args, weekday, **options):
        super().__init__(*args, **options)
        self.fields["to"].choices = [one for one in enumerate(WEEKDAYS) if one[0] != weekday]


class DayForm(AskingForm):
    """A day of its own: closed, or up to three windows."""

    template_name = "desk/meet/parts/day_form.html"
    field_of = {"past": "on", "far": "on", "date_override_once_a_day": "on"}

    on = day("Day")
    note = line("Note", longest=120, required=False, hint="Only staff read it.")
    closed = forms.BooleanField(label="Closed: nobody is met on this day", required=False)

    def __init__(self, *args, host, **options):
        super().__init__(*args, **options)
        for name in SPANS:
            self.fields[f"start_{name}"] = minute("From", required=False)
            hint = MIDNIGHT if name == SPANS[0] else ""
            self.fields[f"end_{name}"] = minute("Until", ends=True, required=False, hint=hint)
            self.fields[f"mode_{name}"] = _mode()
            self.fields[f"mode_{name}"].required = False
            self.fields[f"place_{name}"] = room(host)

    def heads(self):
        return [self[name] for name in ("on", "note", "closed")]

    def windows(self):
        """Each window's fields, for its own box."""
        parts = ("start", "end", "mode", "place")
        return [(name, [self[f"{part}_{name}"] for part in parts]) for name in SPANS]

    def clean(self):
        said = super().clean()
        for name in SPANS:
            if (said.get(f"start_{name}") is None) != (said.get(f"end_{name}") is None):
                empty = "start" if said.get(f"start_{name}") is None else "end"
                if f"{empty}_{name}" not in self.errors:
                    self.add_error(f"{empty}_{name}", "Enter a time.")
        if not self.errors and bool(self.spans()) == bool(said["closed"]):
            self.add_error("closed", "Say when they can be met, or that the day is closed.")
        return said

    def spans(self) -> list[Span]:
        said = self.cleaned_data
        return [
            Span(
                said[f"start_{name}"],
                said[f"end_{name}"],
                said[f"mode_{name}"] or WindowMode.ONLINE,
                said[f"place_{name}"],
            )
            for name in SPANS
            if said.get(f"start_{name}") is not None
        ]


def shown_day(row) -> dict:
    """A day's values for its form."""
    windows = list(row.windows.select_related("place"))
    values = {"on": row.on, "note": row.note, "closed": not windows}
    for name, window in zip(SPANS, windows, strict=False):
        values |= {
            f"start_{name}": window.start_minute,
            f"end_{name}": window.end_minute,
            f"mode_{name}": window.mode,
            f"place_{name}": window.place and window.place.public_id,
        }
    return values


class AwayForm(AskingForm):
    field_of = {"past": "last", "far": "last", "time_away_ends_after_it_begins": "last"}

    first = day("First day")
    begins = minute("From", required=False, hint="Empty: the whole day.")
    last = day("Last day")
    ends = minute("Until", ends=True, required=False, hint="Empty: the whole day.")
    note = line("Note", longest=120, required=False, hint="Only staff read it.")


def shown_away(row) -> dict:
    """A time away's values for its form, by the clocks where the host is then."""
    read = absences.clocks(row.host)
    first, last = (
        absences.shown(row.host, moment, read=read)
        for moment in (row.starts_at, row.ends_at - dt.timedelta(minutes=1))
    )
    begins, ends = (one.hour * 60 + one.minute for one in (first, last))
    return {
        "first": first.date(),
        "begins": begins or None,
        "last": last.date(),
        "ends": None if ends + 1 == DAY_MINUTES else ends + 1,
        "note": row.note,
    }


class TravelForm(AskingForm):
    field_of = {
        "past": "last_day",
        "far": "last_day",
        "overlap": "first_day",
        "host_travel_ends_after_it_begins": "last_day",
    }

    first_day = day("First day")
    last_day = day("Last day")
    timezone = zones()

    def __init__(self, *args, zone="", **options):
        super().__init__(*args, **options)
        self.fields["timezone"] = zones(zone)


class WhyForm(AskingForm):
    """A kind of meeting, a day and perhaps a time."""

    def __init__(self, data, *, kinds, today, **options):
        super().__init__(data, **options)
        self.today = today
        self.fields["kind"] = RowField(
            label="Kind of meeting",
            queryset=kinds,
            to_field_name="slug",
            empty_label=None,
        )
        self.fields["day"] = day("Day")
        self.fields["time"] = minute("Time", required=False, hint="Empty: the whole day.")

    def clean_day(self):
        asked = self.cleaned_data["day"]
        if abs(asked - self.today) > dt.timedelta(days=2 * 366):
            raise ValidationError("Choose a day within two years.", code="far")
        return asked
