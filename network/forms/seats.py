"""Seats: opened, changed, filled, vacated."""

from django import forms
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Concat

from network.models import Group, Seat, Term
from network.models.groups import Eligibility
from network.models.memberships import MembershipEnd
from network.roles import GroupKind

from .asking import AskingForm, choice, day, found, line, search

NEVER_BY_HAND = {MembershipEnd.MOVED, MembershipEnd.DECLINED, MembershipEnd.WITHDRAWN}
REASONS = [pair for pair in MembershipEnd.choices if pair[0] not in NEVER_BY_HAND]


class PersonMixin:
    """Adds the search for a person to a form, as `name` and `person`."""

    def add_person(self, people, *, url):
        typed = str((self.data if self.is_bound else self.initial).get("name") or "")[:200]
        self.fields["name"] = search("Name", into="person", url=url)
        self.fields["person"] = found(
            "Who?", people.annotate(office=_office()), typed, by="public_id", say=_say
        )
        self.order_fields(["name", "person"])


def _office():
    """Where somebody serves, or served last: it tells two of one name apart."""
    said = Concat("office__title", Value(", "), "office__jurisdiction__name")
    terms = Term.objects.filter(person=OuterRef("pk")).order_by("end_reason", "-starts_on", "pk")
    return Subquery(terms.annotate(said=said).values("said")[:1])


def _say(person):
    return f"{person.name} ({person.office})" if person.office else person.name


class HoldMixin(forms.Form):
    """From when, until when, and whether only for the time being."""

    since = day("From")
    term_ends_on = day("Scheduled end", required=False, hint="The holder stays until replaced.")
    acting = forms.BooleanField(label="Acting, until somebody is appointed", required=False)


SEAT_FIELDS = {
    "eligibility": "person",
    "seated": "person",
    "filled": "seat",
    "other_committee": "seat",
    "membership_ends_after_it_begins": "since",
}


class AppointForm(PersonMixin, HoldMixin, AskingForm):
    """Somebody for a seat."""

    field_of = SEAT_FIELDS

    def __init__(self, data=None, *, people, url, **options):
        super().__init__(data, **options)
        self.add_person(people, url=url)


class TakeSeatForm(HoldMixin, AskingForm):
    """A seat for somebody."""

    field_of = SEAT_FIELDS | {"eligibility": "seat", "seated": "seat"}
    seat = forms.ModelChoiceField(
        queryset=Seat.objects.none(),
        to_field_name="public_id",
        error_messages={"required": "Choose one.", "invalid_choice": "Choose one of the list."},
    )

    def __init__(self, data=None, *, seats, **options):
        super().__init__(data, **options)
        self.fields["seat"].queryset = seats
        self.fields["seat"].label_from_instance = lambda seat: f"{seat.committee}: {seat}"
        self.order_fields(["seat"])


class EndForm(AskingForm):
    """The end of a membership, a role or a seat."""

    field_of = {"membership_ends_after_it_begins": "until"}
    until = day("Last day")
    reason = choice("Why?", [("", "Choose one"), *REASONS])


class SeatForm(AskingForm):
    field_of = {"held": "count", "seat_has_a_place": "count", "region": "region"}
    title = line("Title", longest=120, missing="Enter a title, such as Regional representative.")
    count = forms.IntegerField(
        label="Places",
        min_value=1,
        max_value=200,
        initial=1,
        error_messages={
            "required": "Enter a number.",
            "invalid": "Enter a number.",
            "min_value": "A seat needs at least one place.",
            "max_value": "Use 200 or fewer.",
        },
    )
    eligibility = choice("Who may hold it?", Eligibility.choices, initial=Eligibility.MEMBER)
    term_months = forms.IntegerField(
        label="Length of a term in months",
        required=False,
        min_value=1,
        max_value=240,
        error_messages={
            "invalid": "Enter a number.",
            "min_value": "Use 1 or more.",
            "max_value": "Use 240 or fewer.",
        },
    )
    recruiting = forms.BooleanField(
        label="Show it on the chapter’s page while it is vacant", required=False, initial=True
    )


class OpenSeatForm(SeatForm):
    region = forms.ModelChoiceField(
        queryset=Group.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label="At large",
        error_messages={"invalid_choice": "Choose one of the list."},
    )

    def __init__(self, data=None, *, committee, **options):
        super().__init__(data, **options)
        self.fields["region"].queryset = Group.objects.open().filter(
            kind=GroupKind.REGION, parent=committee.parent_id
        )
        self.order_fields(["title", "region"])


class CloseForm(AskingForm):
    field_of = {"held": "on"}
    on = day("Last day")
