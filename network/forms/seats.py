"""Seats: opened, changed, filled, vacated."""

from django import forms
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Concat
from django.utils.html import format_html_join

from network.models import Group, Seat, Term
from network.models.groups import Eligibility
from network.models.memberships import HoldState, MembershipEnd
from network.roles import GroupKind

from .asking import AskingForm, choice, day, found, line, search
from .rows import RowField

NEVER_BY_HAND = {
    MembershipEnd.MOVED,
    MembershipEnd.DECLINED,
    MembershipEnd.WITHDRAWN,
    MembershipEnd.LAPSED,
    MembershipEnd.CLOSED,
}
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

    def must_see(self, said, key):
        """Ask to be told that `said` was read: it warns, and refuses nothing."""
        self.fields["aware"] = forms.MultipleChoiceField(
            label="Read this first",
            choices=[(key, "I have read this. Go on all the same.")],
            help_text=format_html_join(" ", "{}", ((sentence,) for sentence in said)),
            widget=forms.CheckboxSelectMultiple,
        )
        if self.is_bound and key not in self.data.getlist("aware"):
            self.add_error("aware", "Say that you have read this, or choose somebody else.")

    def hold(self) -> dict:
        """Since when, until when and whether acting, as the operations take them."""
        return {name: self.cleaned_data[name] for name in ("since", "term_ends_on", "acting")}


SEAT_FIELDS = {
    "eligibility": "person",
    "seated": "person",
    "filled": "seat",
    "other_committee": "seat",
    "membership_ends_after_it_begins": "since",
    "since": "since",
}


class AppointForm(PersonMixin, HoldMixin, AskingForm):
    """Somebody for a seat. `warn(person)` says what their appointment would bring about."""

    field_of = SEAT_FIELDS

    def __init__(self, data=None, *, people, url, warn, **options):
        super().__init__(data, **options)
        self.warn = warn
        self.add_person(people, url=url)

    def clean(self):
        super().clean()
        person = self.cleaned_data.get("person")
        if person and (said := self.warn(person)):
            self.must_see(said, str(person.public_id))


class TakeSeatForm(HoldMixin, AskingForm):
    """A seat for somebody. Without a scheduled end, the seat's length of a term makes it."""

    field_of = SEAT_FIELDS | {"eligibility": "seat", "seated": "seat"}
    seat = RowField(
        queryset=Seat.objects.none(),
        to_field_name="public_id",
    )

    def __init__(self, data=None, *, seats, warn=None, **options):
        super().__init__(data, **options)
        self.warn = warn
        self.fields["seat"].queryset = seats
        self.fields["seat"].label_from_instance = lambda seat: f"{seat.committee}: {seat}"
        self.fields["term_ends_on"].help_text = (
            "Left empty, it follows from the seat’s length of a term. The holder stays until "
            "replaced."
        )
        self.order_fields(["seat"])

    def clean(self):
        super().clean()
        seat, since = self.cleaned_data.get("seat"), self.cleaned_data.get("since")
        if seat and since and not self.cleaned_data.get("term_ends_on"):
            acting = self.cleaned_data.get("acting")
            self.cleaned_data["term_ends_on"] = None if acting else seat.term_from(since)
        if seat and self.warn and (said := self.warn(seat)):
            self.must_see(said, str(seat.public_id))


class StayForm(AskingForm):
    """Why somebody keeps a seat though they lost what it asks for."""

    field_of = {"reason": "reason"}
    reason = forms.CharField(
        label="Why do they stay?",
        max_length=300,
        help_text="Kept with your name. Only staff read it.",
        error_messages={"required": "Say why.", "max_length": "Use 300 letters or fewer."},
        widget=forms.Textarea({"rows": 3}),
    )


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
        label="Look for volunteers on the chapter’s page while it is vacant",
        required=False,
        initial=True,
    )
    call = forms.CharField(
        label="Call for volunteers",
        max_length=1000,
        required=False,
        help_text="What the seat is about, and whom you hope to find. Everybody reads it.",
        error_messages={"max_length": "Use 1,000 letters or fewer."},
        widget=forms.Textarea({"rows": 4}),
    )
    call_closes_on = day(
        "Last day to volunteer", required=False, hint="Leave it empty to keep the call open."
    )


class OpenSeatForm(SeatForm):
    region = RowField(
        queryset=Group.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label="At large",
    )

    def __init__(self, data=None, *, committee, **options):
        super().__init__(data, **options)
        self.fields["region"].queryset = Group.objects.open().filter(
            kind=GroupKind.REGION, parent=committee.parent_id
        )
        self.order_fields(["title", "region"])


class CloseForm(AskingForm):
    field_of = {"held": "on", "volunteers": "on"}
    on = day("Last day")


#: Holds that want somebody, as the board filters them.
WANTING = [(state.value, state.label) for state in HoldState if state != HoldState.FILLED]
UNKNOWN = "Unknown filter."


class VacancyFilter(forms.Form):
    """Narrows the board to what the reader keeps; whatever it does not know is refused."""

    chapter = forms.ChoiceField(label="Chapter", required=False)
    committee = forms.ChoiceField(label="Committee", required=False)
    region = forms.ChoiceField(label="Region", required=False)
    state = forms.ChoiceField(label="State", required=False, choices=[("", "Any"), *WANTING])

    def __init__(self, data, *, user, national):
        super().__init__(data)
        kinds = [GroupKind.CHAPTER, GroupKind.COMMITTEE, GroupKind.REGION]
        mine = Group.objects.open().editable_by(user).filter(kind__in=kinds)
        rows = list(mine.values_list("kind", "slug", "name", "parent__name").order_by("name"))
        chapters = [(slug, name) for kind, slug, name, _ in rows if kind == GroupKind.CHAPTER]
        if user.rights.everyone:
            chapters.append((national, "National committees"))
        self._offer("chapter", chapters, fewest=2)
        self._offer("committee", _within(rows, GroupKind.COMMITTEE), fewest=2)
        self._offer("region", _within(rows, GroupKind.REGION), fewest=1)

    def _offer(self, name, choices, *, fewest):
        """A filter with nothing to choose from is no filter."""
        if len(choices) >= fewest:
            self.fields[name].choices = [("", "Any"), *choices]
        else:
            del self.fields[name]

    def clean(self):
        if set(self.data) - set(self.fields):
            raise forms.ValidationError(UNKNOWN, code="unknown")
        return self.cleaned_data


def _within(rows, wanted):
    """Groups of a kind, each with its chapter's name where there are several chapters."""
    rows = [(slug, name, parent) for kind, slug, name, parent in rows if kind == wanted]
    if len({parent for _, _, parent in rows}) < 2:
        return [(slug, name) for slug, name, _ in rows]
    by_chapter = sorted(rows, key=lambda row: (row[2], row[1]))
    return [(slug, f"{parent}: {name}") for slug, name, parent in by_chapter]
