"""A room for meetings, and who keeps it."""

from django import forms

from events.forms.moments import zones
from network.forms.asking import AskingForm, line
from network.forms.rows import RowField
from network.models import Group
from network.roles import GroupKind

FIELDS = ("name", "address", "access", "timezone", "travel_before", "travel_after")


def _minutes(label):
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=480,
        initial=0,
        help_text="Minutes, in fives: the host cannot be met meanwhile.",
        error_messages={
            "required": "Enter a number of minutes; 0 if there is none.",
            "invalid": "Enter a number of minutes.",
            "min_value": "Enter 0 or more.",
            "max_value": "Use a multiple of five minutes, up to eight hours.",
        },
        widget=forms.NumberInput({"step": 5, "inputmode": "numeric"}),
    )


class PlaceForm(AskingForm):
    field_of = {
        "meeting_place_name_once_in_group": "name",
        "meeting_place_travel_in_fives": "travel_before",
    }

    name = line("What it is called", longest=80, missing="Give it a name.")
    address = line("Address", longest=200, missing="Say where it is.")
    access = line(
        "How to get in", longest=300, required=False, hint="Steps, elevator, parking, bus."
    )
    timezone = zones()
    travel_before = _minutes("On the way there")
    travel_after = _minutes("On the way back")

    def __init__(self, *args, zone="", **options):
        super().__init__(*args, **options)
        self.fields["timezone"] = zones(zone)


class NewPlaceForm(PlaceForm):
    def __init__(self, *args, user, **options):
        super().__init__(*args, **options)
        self.fields["group"] = RowField(
            label="Whose room it is",
            queryset=keepers(user),
            to_field_name="slug",
            empty_label=None,
            help_text="Their staff keep it, and their hosts can meet there.",
        )
        self.order_fields(["name", "group"])


def keepers(user):
    """Chapters of this user's, and the network for its own staff."""
    kept = Group.objects.open().editable_by(user)
    kinds = [GroupKind.CHAPTER, *([GroupKind.NETWORK] if user.rights.everyone else [])]
    return kept.filter(kind__in=kinds).order_by("-kind", "name", "pk")
