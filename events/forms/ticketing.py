"""Kinds of place, what they cost, for whom, and how many there are."""

from decimal import Decimal

from django import forms

from network.forms.asking import AskingForm, line
from network.models import Group, Office
from network.models.people import Standing
from network.roles import GroupKind

from .moments import MomentsForm, moment

KINDS = ("standing", "chapter", "office")


def ticks(label, hint=""):
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        help_text=hint,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose from the list."},
    )


class AudienceForm(MomentsForm):
    """With for whom it is: standing, chapter and office, each of which may say nothing."""

    def __init__(self, data=None, *, rule=None, **options):
        super().__init__(data, **options)
        self.rule = rule or {}
        chapters = Group.objects.open().filter(kind=GroupKind.CHAPTER).order_by("name")
        choices = {
            "standing": Standing.choices,
            "chapter": list(chapters.values_list("slug", "name")),
            "office": Office.Role.choices,
        }
        labels = {
            "standing": ticks("For whom", "Any of those ticked. None ticked: everybody."),
            "chapter": ticks("And only of these chapters", "None ticked: of any, or of none."),
            "office": ticks("And only who holds such an office now", "None ticked: any, or none."),
        }
        for name in KINDS:
            self.fields[name] = labels[name]
            self.fields[name].choices = choices[name]
            self.fields[name].initial = self.rule.get(name, [])

    def audience(self) -> dict:
        """What is ticked; what else the rule says, which is nothing of this form's, stays."""
        kept = {name: values for name, values in self.rule.items() if name not in KINDS}
        ticked = {name: self.cleaned_data[name] for name in KINDS if self.cleaned_data[name]}
        return kept | ticked

    def values(self) -> dict:
        said = super().values()
        return {name: value for name, value in said.items() if name not in KINDS} | {
            "audience": self.audience()
        }


class TicketForm(AudienceForm):
    field_of = {
        "ticket_type_once_per_event": "name",
        "ticket_type_refunds_at_most_all": "refund_percent",
        "ticket_type_sold_from_before_until": "sales_until",
        "audience": "standing",
    }

    name = line("Name", longest=80, missing="Enter a name.", hint="Such as Member.")
    description = line("What it says below its name", longest=300, required=False)
    for_guests = forms.BooleanField(label="Only for guests whom somebody brings", required=False)
    requires_approval = forms.BooleanField(label="Staff decide on each request", required=False)
    sales_from = moment("Can be taken from")
    sales_until = moment("Can be taken until")
    refund_until = moment(
        "Money back until",
        hint="For people who give their place back. Empty: not without staff.",
    )
    refund_percent = forms.IntegerField(
        label="Percent of the price given back",
        min_value=0,
        max_value=100,
        initial=100,
        error_messages={
            "required": "Enter a number.",
            "invalid": "Enter a number.",
            "min_value": "Enter 0 or more.",
            "max_value": "Enter 100 or less.",
        },
    )


class PriceForm(AudienceForm):
    field_of = {
        "price_rule_from_before_until": "until_at",
        "price_rule_within_reason": "dollars",
        "price_rule_one_at_a_priority": "name",
        "audience": "standing",
    }

    name = line(
        "Name", longest=80, missing="Enter a name.", hint="People read it: Early bird, members."
    )
    dollars = forms.DecimalField(
        label="Price in dollars",
        min_value=0,
        max_value=10_000,
        decimal_places=2,
        help_text="0 is free.",
        error_messages={
            "required": "Enter a price; 0 is free.",
            "invalid": "Enter a number such as 125 or 12.50.",
            "min_value": "Enter 0 or more.",
            "max_value": "A place costs at most $10,000.",
            "max_decimal_places": "Enter at most two digits for cents.",
        },
    )
    from_at = moment("From")
    until_at = moment("Until", hint="The first instant at which it no longer counts.")

    def values(self) -> dict:
        said = super().values()
        return said | {"cents": int(said.pop("dollars") * 100)}


def dollars(cents) -> Decimal:
    return Decimal(cents) / 100


class SizeForm(AskingForm):
    field_of = {"taken": "size", "too_many": "size"}

    size = forms.IntegerField(
        label="How many",
        required=False,
        min_value=0,
        help_text="Those held back included. Empty: no limit.",
        error_messages={"invalid": "Enter a number.", "min_value": "Enter 0 or more."},
    )


class HoldForm(AskingForm):
    field_of = {"purpose": "purpose", "full": "number"}

    purpose = line(
        "What for", longest=40, missing="Say what they are for.", hint="Such as speakers."
    )
    number = forms.IntegerField(
        label="How many",
        min_value=0,
        help_text="0 gives those held for this purpose back.",
        error_messages={
            "required": "Enter a number.",
            "invalid": "Enter a number.",
            "min_value": "Enter 0 or more.",
        },
    )


class OnForm(AskingForm):
    """As of which day prices are shown."""

    on = forms.DateField(
        label="On",
        required=False,
        error_messages={"invalid": "Enter a date that exists."},
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
