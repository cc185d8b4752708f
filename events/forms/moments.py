"""A day and a time as the clocks at an event show them."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime

from events.models.clocks import instant, wall
from events.models.zones import ZONES
from network.forms.asking import AskingForm, choice

LOCAL = "%Y-%m-%dT%H:%M"


class MomentField(forms.DateTimeField):
    """Answers with what the clock shows, in no zone: the form knows in which."""

    def to_python(self, value):
        if value in self.empty_values:
            return None
        try:
            shown = parse_datetime(str(value).strip())
        except ValueError:
            shown = None
        if shown is None or shown.tzinfo is not None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return shown


def moment(label, *, required=False, hint=""):
    return MomentField(
        label=label,
        required=required,
        help_text=hint,
        error_messages={
            "required": "Enter a day and a time.",
            "invalid": "Enter a day and a time that exist.",
        },
        widget=forms.DateTimeInput({"type": "datetime-local"}, format=LOCAL),
    )


class MomentsForm(AskingForm):
    """A form whose moments are those of the clocks in `zone`, or in the zone that is chosen."""

    zone = ""

    @property
    def zone_now(self) -> str:
        return self.cleaned_data.get("timezone") or self.zone

    def at(self, name):
        shown = self.cleaned_data[name]
        return shown and instant(on=shown.date(), at=shown.time(), zone=self.zone_now)

    def values(self) -> dict:
        """What was filled in, moments as instants."""
        return {
            name: self.at(name) if isinstance(field, MomentField) else self.cleaned_data[name]
            for name, field in self.fields.items()
        }


def shown(row, names, *, zone) -> dict:
    """A row's values for a form: its instants as the clocks in a zone show them."""
    values = {name: getattr(row, name) for name in names}
    return {
        name: wall(value, zone=zone).replace(tzinfo=None) if hasattr(value, "tzinfo") else value
        for name, value in values.items()
    }


def zones(current=""):
    """Where members live, and the one an event has already."""
    more = [] if not current or current in ZONES else [(current, current)]
    return choice("By the clocks of", [*ZONES.items(), *more])
