"""The forms of a person's record."""

from django import forms

from network.models import Group
from network.models.consents import Purpose
from network.models.offices import Office
from network.models.people import ContactKind, ContactUse
from network.models.profiles import Language, Topic
from network.roles import GroupKind
from network.words import validate_one_line

from .asking import AskingForm, PlaceMixin, choice, day, line
from .dates import PartialDateField
from .interactions import VersionedForm
from .rows import RowField
from .terms import clean_dates


def several(label, choices, *, hint=""):
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=False,
        help_text=hint,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose some of the list."},
    )


class NamesForm(VersionedForm):
    given = line("First name", missing="Enter a first name.")
    family = line("Last name", required=False)
    known_as = line("Known as", required=False, hint="If it is not the first name.")
    other_names = line(
        "Other names",
        longest=200,
        required=False,
        hint="Earlier or other spellings, so that a search finds them. Only staff see these.",
    )
    pronouns = line("Pronouns", longest=40, required=False)
    bio = forms.CharField(
        label="About them", max_length=2000, required=False, widget=forms.Textarea({"rows": 5})
    )
    languages = several("Languages", Language.choices, hint="Besides English.")
    topics = several("What they work on", Topic.choices)


class AddPersonForm(PlaceMixin, AskingForm):
    """A new record; the office may follow later."""

    field_of = {
        "contact_one_person_per_personal_address": "email",
        "invalid": "email",
        "rights": "chapter",
        "person_has_a_name": "given",
    }
    given = line("First name", missing="Enter a first name.")
    family = line("Last name", required=False)
    email = forms.EmailField(
        label="Personal e-mail address",
        required=False,
        max_length=254,
        help_text="Not the one of their office. They sign in with it.",
        error_messages={"invalid": "Enter an e-mail address, such as name@example.org."},
    )
    chapter = RowField(
        label="Member of",
        queryset=Group.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label="No chapter yet",
    )
    role = choice("Office", [("", "None, or not known"), *Office.Role.choices], required=False)
    seat_label = line("District, ward or position", required=False)
    starts = PartialDateField(label="Start of the term", required=False)
    ends = PartialDateField(label="Scheduled end", required=False, last=True)

    def __init__(self, data=None, *, user, url, **options):
        super().__init__(data, **options)
        self.user = user
        self.fields["chapter"].queryset = (
            Group.objects.open().editable_by(user).filter(kind=GroupKind.CHAPTER)
        )
        self.add_place(url=url, required=False)
        self.order_fields(
            ["given", "family", "email", "chapter", "role", "place", "jurisdiction", "seat_label"]
        )

    def clean(self):
        values = super().clean()
        clean_dates(self)
        role, place = values.get("role"), values.get("jurisdiction")
        if role and not place and "jurisdiction" not in self.errors:
            self.add_error("jurisdiction", "Choose the place of this office.")
        if place and not role and "role" not in self.errors:
            self.add_error("role", "Choose the office they hold there.")
        at_home = place is not None and place.state in self.user.rights.states
        if not (self.user.rights.everyone or values.get("chapter") or at_home or self.errors):
            self.add_error(
                "chapter",
                "Choose your chapter, or an office in your state: else you would not find this "
                "person again.",
            )
        return values

    def term(self) -> dict | None:
        values = self.cleaned_data
        if not values["role"]:
            return None
        return {
            "jurisdiction": values["jurisdiction"],
            "role": values["role"],
            "seat_label": values["seat_label"],
            "starts_on": values["starts"][0],
            "starts_precision": values["starts"][1],
            "ends_on": values["ends"][0],
            "ends_precision": values["ends"][1],
        }


class ContactForm(AskingForm):
    field_of = {
        "contact_one_person_per_personal_address": "value",
        "contact_once_per_person": "value",
        "invalid": "value",
        "phone": "value",
    }
    kind = choice("What is it?", ContactKind.choices, widget=forms.RadioSelect)
    use = choice("Whose is it?", ContactUse.choices, widget=forms.RadioSelect)
    value = forms.CharField(
        label="Address, number or link",
        max_length=254,
        validators=[validate_one_line],
        error_messages={"required": "Fill this in.", "max_length": "Use 254 letters or fewer."},
    )


class ReasonForm(AskingForm):
    field_of = {"reason": "reason"}
    reason = line(
        "Why do you need it?",
        longest=500,
        missing="Say why you need it.",
        hint="Your name and this reason stay on the record.",
    )


class ConsentForm(AskingForm):
    purpose = choice("What did they say about?", Purpose.choices, widget=forms.RadioSelect)
    given = choice(
        "Their answer",
        [("yes", "Yes, they agree"), ("no", "No, they do not")],
        widget=forms.RadioSelect,
    )


class MoveChapterForm(AskingForm):
    field_of = {"membership_ends_after_it_begins": "since", "there": "chapter"}
    chapter = RowField(
        label="New chapter",
        queryset=Group.objects.none(),
        to_field_name="slug",
    )
    since = day("From")

    def __init__(self, data=None, *, user, **options):
        super().__init__(data, **options)
        self.fields["chapter"].queryset = (
            Group.objects.open().editable_by(user).filter(kind=GroupKind.CHAPTER)
        )
