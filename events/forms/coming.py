"""What the desk asks about places: filters, reasons, people, files."""

from django import forms
from django.db.models import Q
from django.http import QueryDict

from events.models import NeedKind, Session, State, TicketType
from events.models.columns import AT_FIRST, Column
from network.forms.asking import AskingForm, choice, line
from network.forms.roster import LAST_PAGE, UNKNOWN, Ticks, pick
from network.forms.rows import RowField
from network.forms.seats import PersonMixin
from network.forms.segments import ExportForm
from network.models import Group
from network.models.people import Standing
from network.roles import GroupKind

YES_NO = [("yes", "Yes"), ("no", "No")]
STATES = [("active", "All that stand"), *State.choices]


class PlacesFilter(forms.Form):
    """Narrows the places of one event. Whatever it does not know is refused."""

    q = forms.CharField(
        label="Name",
        max_length=200,
        required=False,
        widget=forms.TextInput({"type": "search", "autocomplete": "off", "spellcheck": "false"}),
    )
    state = pick("Where it stands", STATES)
    ticket = pick("Ticket")
    paid = pick("Paid", YES_NO)
    came = pick("Came in", YES_NO)
    standing = pick("Standing", Standing.choices)
    chapter = pick("Chapter")
    session = pick("Session")
    need = pick("Need")
    columns = forms.MultipleChoiceField(
        label="Columns", choices=Column.choices, required=False, widget=Ticks(AT_FIRST)
    )
    page = forms.IntegerField(
        required=False, min_value=1, max_value=LAST_PAGE, widget=forms.HiddenInput
    )

    SHOWN = ("q", "state", "ticket", "paid", "came")
    LOOKS = ("page", "columns")

    data: QueryDict

    def __init__(self, data, *, event, user):
        super().__init__(data)
        chapters = Group.objects.open().editable_by(user).filter(kind=GroupKind.CHAPTER)
        self.offered = {
            "ticket": {str(row.public_id): row for row in event.ticket_types.all()},
            "session": {str(row.public_id): row for row in Session.objects.filter(event=event)},
            "chapter": {row.slug: row for row in chapters.order_by("name")},
        }
        for name, found in self.offered.items():
            self._offer(name, [(key, str(row)) for key, row in found.items()])
        self._offer("need", [pair for pair in NeedKind.choices if pair[0] in event.needs_asked])

    def _offer(self, name, choices):
        """A filter with nothing to choose from is no filter."""
        if choices:
            self.fields[name].choices = [("", "Any"), *choices]
        else:
            del self.fields[name]

    def clean(self):
        several = [
            name for name in self.data if name != "columns" and len(self.data.getlist(name)) > 1
        ]
        if set(self.data) - set(self.fields) or several:
            raise forms.ValidationError(UNKNOWN, code="unknown")
        return self.cleaned_data

    @property
    def columns_shown(self) -> list[str]:
        return self.cleaned_data["columns"] or list(AT_FIRST)

    @property
    def asked(self) -> dict[str, str]:
        return {
            name: str(self.data[name])
            for name in self.fields
            if name not in self.LOOKS and self.data.get(name)
        }

    def wanted(self) -> dict:
        """As `events.reports.coming.narrow` takes it."""
        return {name: self.offered.get(name, {}).get(key, key) for name, key in self.asked.items()}

    def address(self, *, without=None) -> str:
        query = QueryDict(mutable=True)
        query.update({name: value for name, value in self.asked.items() if name != without})
        query.setlist("columns", self.data.getlist("columns"))
        return query.urlencode()

    def chips(self) -> list[tuple[str, str]]:
        return [(self._say(name), self.address(without=name)) for name in self.asked]

    def said(self) -> str:
        return "; ".join(self._say(name) for name in self.asked) or "everyone"

    def _say(self, name):
        field = self.fields[name]
        value = self.data[name]
        return f"{field.label}: {dict(getattr(field, 'choices', ())).get(value, value)}"

    def shown(self):
        return [self[name] for name in self.SHOWN if name in self.fields]

    def more(self):
        return [
            field
            for field in self.visible_fields()
            if field.name not in self.SHOWN and field.name != "columns"
        ]


class DeclinePlaceForm(AskingForm):
    reason = line(
        "Why?",
        longest=300,
        missing="Say why.",
        hint="They read this in the letter that tells them.",
    )


class CancelPlaceForm(AskingForm):
    reason = line("Why?", longest=200, required=False, hint="Kept on the record.")
    money = choice(
        "What goes back?",
        [("terms", "What the ticket’s terms say"), ("full", "All that was paid for this place")],
        initial="terms",
        widget=forms.RadioSelect,
    )

    def __init__(self, data=None, *, is_paid, **options):
        super().__init__(data, **options)
        if not is_paid:
            del self.fields["money"]

    @property
    def in_full(self) -> bool:
        return self.cleaned_data.get("money") == "full"


class HandOnByStaffForm(PersonMixin, AskingForm):
    field_of = dict.fromkeys(["have_place", "audience", "no_price", "dearer"], "person")

    def __init__(self, data=None, *, people, url, **options):
        super().__init__(data, **options)
        self.add_person(people, url=url)


class ByHandForm(PersonMixin, AskingForm):
    """Somebody of the roster, a ticket, and who pays."""

    field_of = {
        "have_place": "person",
        "audience": "person",
        "full": "ticket",
        "wait": "ticket",
        "reason": "reason",
    }
    ticket = RowField(
        label="Ticket",
        queryset=TicketType.objects.none(),
        to_field_name="public_id",
        empty_label=None,
    )
    held_for = forms.ChoiceField(label="Seat", required=False)
    pays = choice(
        "If it costs something",
        [("they", "They pay: a letter tells them how"), ("comp", "It is free of charge for them")],
        initial="they",
        widget=forms.RadioSelect,
    )
    reason = line("Why is it free of charge?", longest=80, required=False)

    def __init__(self, data=None, *, event, purposes, people, url, **options):
        super().__init__(data, **options)
        held = [(one, f"One that is held for {one}") for one in purposes]
        self.fields["held_for"].choices = [("", "One for everybody"), *held]
        if not held:
            del self.fields["held_for"]
        offered = event.ticket_types.offered().filter(~Q(for_guests=True))
        self.fields["ticket"].queryset = offered
        self.add_person(people, url=url)

    def clean(self):
        values = super().clean()
        if values.get("pays") == "comp" and not values.get("reason"):
            self.add_error("reason", "Say why.")
        return values

    def comp(self) -> str:
        return self.cleaned_data["reason"] if self.cleaned_data["pays"] == "comp" else ""


class ExportPlacesForm(ExportForm):
    addresses = forms.BooleanField(
        label="With personal e-mail addresses",
        required=False,
        help_text="Only of people on your own roster. Phone numbers never leave this way.",
    )
