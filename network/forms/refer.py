"""Passing somebody on: who they are, what they won, and how to reach them."""

import uuid

from django import forms
from django.utils.formats import date_format

from network.models.offices import Office, Precision
from network.models.people import ContactUse
from network.operations.referrals import Told
from network.words import validate_one_line

from .asking import AskingForm, PlaceMixin, choice, line
from .dates import PartialDateField

WON, BEGAN = "won", "began"
MORE = ("which", "when", "seat_label")


def words(label, *, longest, hint="", required=False):
    return forms.CharField(
        label=label,
        max_length=longest,
        required=required,
        help_text=hint,
        error_messages={
            "required": "Fill this in.",
            "max_length": f"Use {longest} letters or fewer.",
        },
        widget=forms.Textarea({"rows": 3}),
    )


class OfficialForm(PlaceMixin, AskingForm):
    """Somebody who was elected, as whoever knows them tells of them."""

    field_of = {
        "future": "when",
        "no_way": "email",
        "invalid": "email",
        "phone": "phone",
        "rights": "jurisdiction",
        "person_has_a_name": "given",
        "prospect_one_open_per_person": "given",
    }
    given = line("First name", missing="Enter their first name.")
    family = line("Last name", missing="Enter their last name.")
    role = choice("Office", [("", "Choose one"), *Office.Role.choices])
    seat_label = line("District, ward or position", required=False, hint="If the seat has one.")
    which = choice(
        "Which day do you know?",
        [(WON, "When they won the election"), (BEGAN, "When they took office")],
        initial=WON,
        widget=forms.RadioSelect,
    )
    when = PartialDateField(
        label="That day",
        required=False,
        help_text="The month and year, or just the year, will do.",
    )
    email = forms.EmailField(
        label="Their e-mail address",
        required=False,
        max_length=254,
        help_text="Of their office or campaign. A private one is theirs to give.",
        error_messages={
            "invalid": "Enter an e-mail address, such as name@example.org.",
            "max_length": "Use 254 letters or fewer.",
        },
        widget=forms.EmailInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    phone = line(
        "Or their phone number",
        longest=40,
        required=False,
        type="tel",
        autocomplete="off",
    )
    use = choice(
        "Whose address or number is it?",
        [(ContactUse.OFFICIAL, "Their office’s"), (ContactUse.CAMPAIGN, "Their campaign’s")],
        initial=ContactUse.OFFICIAL,
        widget=forms.RadioSelect,
    )

    def __init__(self, data=None, *, url, **options):
        super().__init__(data, **options)
        self.add_place(url=url)
        self.order_fields(["given", "family", "role", "place", "jurisdiction", "seat_label"])

    def clean(self):
        values = super().clean()
        said = values.get("email") or values.get("phone")
        if not said and not {"email", "phone"} & set(self.errors):
            self.add_error("email", "Give an e-mail address or a phone number.")
        return values

    def told(self) -> Told:
        values = self.cleaned_data
        day, precision = values["when"]
        won = values["which"] == WON
        return Told(
            **{name: values[name].strip() for name in ("given", "family", "role", "seat_label")},
            jurisdiction=values["jurisdiction"],
            elected_on=day if won and precision == Precision.DAY else None,
            starts_on=None if won else day,
            starts_precision=Precision.DAY if won else precision,
            email=values["email"],
            phone=values["phone"],
            use=values["use"],
        )

    def noted(self) -> str:
        """Their words, and a day of election of which only the month or the year is known."""
        values = self.cleaned_data
        day, precision = values["when"]
        known = values["which"] == WON and day and precision != Precision.DAY
        said = "Y" if precision == Precision.YEAR else "F Y"
        won = f"Won in {date_format(day, said)}." if known else ""
        return " ".join(filter(None, [won, values["words"].strip()]))

    def clean_words(self):
        text = self.cleaned_data["words"].replace("\r\n", "\n")
        for each in text.split("\n"):
            validate_one_line(each)
        return text


class ReferForm(OfficialForm):
    """What a member or a partner fills in."""

    words = words(
        "How do you know them?",
        longest=400,
        required=True,
        hint="And what they care about, in a sentence or two. Only our staff read it.",
    )
    agreed = forms.BooleanField(
        label="They know that I pass this on",
        error_messages={"required": "Ask them first: we write only to people who expect it."},
    )
    key = forms.CharField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)

    def who(self):
        return [self[name] for name in ("given", "family", "role", "place", "jurisdiction")]

    def more(self):
        """What is asked only of those who know it."""
        return [self[name] for name in MORE]

    def is_more_wrong(self):
        return bool(set(MORE) & set(self.errors))

    def how(self):
        return [self[name] for name in ("email", "phone", "use", "words", "agreed")]

    def clean_key(self):
        """Names this one sending; whatever else comes in its place is a new one."""
        try:
            return uuid.UUID(self.cleaned_data["key"])
        except ValueError:
            return uuid.uuid4()
