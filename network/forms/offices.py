"""Offices and places: which list is wanted, the facts staff keep, and whom to ask by letter."""

from django import forms

from network.models import Group, Term
from network.roles import GroupKind

from .asking import AskingForm, choice, day, line
from .rows import RowField, RowsField

#: Whose people may be asked by letter.
ASKABLE = (GroupKind.NETWORK, GroupKind.CHAPTER, GroupKind.REGION, GroupKind.COMMITTEE)
LARGEST = 32_767


def count(label, *, least=1, most=LARGEST, required=True, hint=""):
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        required=required,
        help_text=hint,
        error_messages={
            "required": "Enter a number.",
            "invalid": "Enter a whole number.",
            "min_value": f"Enter {least} or more.",
            "max_value": f"Enter {most:,} or less.",
        },
        widget=forms.NumberInput({"inputmode": "numeric", "class": "short"}),
    )


class WorkListForm(forms.Form):
    """Which of the work lists, how far ahead, and which page of it."""

    list = forms.ChoiceField(required=False)
    days = forms.ChoiceField(
        label="Ending within", required=False, choices=[("90", "90 days"), ("180", "180 days")]
    )
    page = forms.IntegerField(required=False, min_value=1, max_value=10_000)

    def __init__(self, data, *, lists):
        super().__init__(data)
        self.fields["list"].choices = lists
        self.first = lists[0][0]

    def clean(self):
        values = super().clean()
        return values | {
            "list": values.get("list") or self.first,
            "days": int(values.get("days") or 90),
            "page": values.get("page") or 1,
        }


class SeveralForm(forms.Form):
    """The terms that were ticked, out of those the reader may change."""

    term = RowsField(
        queryset=Term.objects.none(),
        to_field_name="public_id",
        error_messages={"required": "Tick at least one person."},
    )

    def __init__(self, data, *, terms):
        super().__init__(data)
        self.fields["term"].queryset = terms

    @property
    def is_empty(self) -> bool:
        return self.has_error("term", "required")


class OfficeForm(AskingForm):
    field_of = {"office_has_a_seat": "seats"}
    title = line("Title", longest=200)
    seats = count("Seats", hint="How many people hold this office at once.")
    term_months = count("Length of a term, in months", most=240, required=False)
    next_election_on = day("Next election", required=False)


class BodyForm(AskingForm):
    body_name = line(
        "What is its governing body called?",
        longest=200,
        required=False,
        hint="Such as City Council.",
    )
    body_size = count(
        "How many sit on it?",
        required=False,
        hint="With the mayor, if the mayor is one of them. The quorum guard counts by this.",
    )


class CampaignForm(AskingForm):
    """Who is asked, under which name, and until when their links answer."""

    field_of = {"past": "closes_on", "rights": "group", "campaign_has_a_name": "name"}
    group = RowField(
        label="Of which group?",
        queryset=Group.objects.none(),
        to_field_name="slug",
        empty_label=None,
    )
    name = line("What do you call this round?", longest=80, hint="Only staff read it.")
    closes_on = day("Last day to answer")
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    people = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, user, **options):
        super().__init__(data, **options)
        self.fields["group"].queryset = groups_of(user)


class WhoseForm(forms.Form):
    """The group whose people are looked at before anybody is written to."""

    group = RowField(
        label="Of which group?",
        queryset=Group.objects.none(),
        to_field_name="slug",
        empty_label=None,
    )

    def __init__(self, data=None, *, user, **options):
        super().__init__(data, **options)
        self.fields["group"].queryset = groups_of(user)


def groups_of(user):
    mine = Group.objects.open().editable_by(user).filter(kind__in=ASKABLE)
    return mine.order_by("name", "pk")


class AreaForm(forms.Form):
    """Which state's coverage, and which page of its bodies."""

    state = choice("State", [], required=False)
    page = forms.IntegerField(required=False, min_value=1, max_value=10_000)

    def __init__(self, data, *, states):
        super().__init__(data)
        self.fields["state"].choices = states
