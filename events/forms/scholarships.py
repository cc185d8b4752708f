"""Asking for a scholarship, what a reviewer says, and the funds it is paid from."""

from django import forms

from events.models import Verdict
from network.forms.asking import AskingForm, choice, line
from network.models.exports import ExportFormat
from network.words import say_money

from .moments import MomentsForm, moment
from .money import Dollars


class SomeDollars(Dollars):
    """Or nothing."""

    def clean(self, value):
        return None if value in self.empty_values else super().clean(value)


class AidForm(AskingForm):
    """`offers` are the assessments of tickets that cost this person something."""

    field_of = {
        "free": "ticket",
        "guest": "ticket",
        "audience": "ticket",
        "no_price": "ticket",
        "not_on_sale": "ticket",
        "cents": "cents",
        "words": "words",
    }
    ticket = choice("Which ticket?", [], widget=forms.RadioSelect)
    cents = Dollars("How many dollars would help?")
    words = forms.CharField(
        label="Why, in a few words",
        max_length=2000,
        help_text="Two reviewers on the staff read this, nobody else. It is destroyed a month"
        " after the event.",
        widget=forms.Textarea({"rows": 5}),
        error_messages={
            "required": "Say in a few words why.",
            "max_length": "Use 2,000 letters or fewer.",
        },
    )

    def __init__(self, data=None, *, offers, **options):
        super().__init__(data, **options)
        self.tickets = {str(one.ticket_type.public_id): one.ticket_type for one in offers}
        self.fields["ticket"].choices = [
            (str(one.ticket_type.public_id), f"{one.ticket_type.name}, {say_money(one.cents)}")
            for one in offers
        ]
        if len(offers) == 1:
            self.fields["ticket"].initial = str(offers[0].ticket_type.public_id)

    def values(self) -> dict:
        values = self.cleaned_data
        ticket = self.tickets[values["ticket"]]
        return {"ticket_type": ticket, "cents": values["cents"], "words": values["words"]}


class ReviewForm(AskingForm):
    field_of = {"cents": "cents", "fund": "cents"}
    verdict = choice("What do you say?", Verdict.choices, widget=forms.RadioSelect)
    cents = SomeDollars(
        "How many dollars, if you grant it?",
        required=False,
        help_text="Of two sums the lower is promised.",
    )
    words = line(
        "A word for the other reviewer",
        longest=500,
        required=False,
        hint="They read it once they have said theirs. The person who asks may ask to read it.",
    )

    def clean(self):
        values = super().clean()
        is_yes = values.get("verdict") == Verdict.YES
        if is_yes and values.get("cents") is None and "cents" not in self.errors:
            self.add_error("cents", "Enter how much you grant.")
        return values

    def values(self) -> dict:
        return self.cleaned_data | {"cents": self.cleaned_data["cents"] or 0}


class FundForm(MomentsForm):
    field_of = {"name": "name", "budget": "budget_cents"}
    name = line("Name", longest=120, missing="Enter a name.", hint="Who accepts reads it.")
    budget_cents = Dollars("How many dollars are in it?")
    closes_at = moment("Until when may one ask?", hint="Empty: until the event begins.")


class AidExportForm(AskingForm):
    form = choice("As", ExportFormat.choices, initial=ExportFormat.CSV, widget=forms.RadioSelect)
