"""Pools of hosts, and how often each has their turn."""

from django import forms

from events.models import Host
from events.models.meet.types import MOST_WEIGHT
from events.operations.meet.pools import KEEPERS
from network.forms.asking import AskingForm, line
from network.forms.rows import RowField
from network.models import Group

CHOOSE = {"required": "Choose one.", "invalid_choice": "Choose one of the list."}
NUMBER = {"required": "Enter a number.", "invalid": "Enter a number."}
MOST_PRIORITY = 9


class NameForm(AskingForm):
    field_of = {"meeting_pool_name_once_in_group": "name"}

    name = line(
        "What it is called",
        longest=80,
        missing="Give it a name.",
        hint="Such as Policy desk. Members read it where they book.",
    )


class NewPoolForm(NameForm):
    field_of = NameForm.field_of | {"group": "group", "closed": "group"}

    def __init__(self, *args, user, **options):
        super().__init__(*args, **options)
        kept = Group.objects.open().editable_by(user).filter(kind__in=KEEPERS)
        self.fields["group"] = RowField(
            label="Whose staff keep it",
            queryset=kept.order_by("kind", "name", "pk"),
            to_field_name="slug",
            empty_label=None,
            error_messages=CHOOSE,
        )


class WeightForm(AskingForm):
    field_of = {"pool_member_weight_is_one_to_ten": "weight"}

    weight = forms.IntegerField(
        label="How often",
        min_value=1,
        max_value=MOST_WEIGHT,
        initial=1,
        help_text="Of two hosts, the one with 2 is given twice as many as the one with 1.",
        error_messages=NUMBER
        | {"min_value": "At least 1.", "max_value": f"At most {MOST_WEIGHT}."},
    )
    priority = forms.IntegerField(
        label="Asked how early",
        min_value=1,
        max_value=MOST_PRIORITY,
        initial=1,
        help_text="Those with 1 are asked first; others only when none of those has time.",
        error_messages=NUMBER
        | {"min_value": "1 comes first.", "max_value": f"At most {MOST_PRIORITY}."},
    )


class JoinForm(WeightForm):
    field_of = WeightForm.field_of | {"stopped": "host"}
    field_order = ["host", "weight", "priority"]

    def __init__(self, *args, user, pool, **options):
        super().__init__(*args, **options)
        kept = Host.objects.editable_by(user).filter(active=True).exclude(pools__pool=pool)
        self.fields["host"] = RowField(
            label="Who",
            queryset=kept.select_related("person").order_by("person__sort_key", "pk"),
            to_field_name="slug",
            empty_label="Choose somebody",
            error_messages=CHOOSE,
        )
        self.order_fields(self.field_order)
