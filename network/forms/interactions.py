"""Forms for what was said with people, and for what is to be done about them."""

from contextlib import suppress
from uuid import UUID

from django import forms

from network.models import Group, User
from network.models.interactions import InteractionKind, Visibility
from network.operations import interactions

from .asking import MOST_FOUND, AskingForm, Found, choice, day, line, search
from .rows import RowField, RowsField

LOCAL = "%Y-%m-%dT%H:%M"
MOST_SHOWN = 10_000


class VersionedForm(AskingForm):
    """After another's change the same input stands, now on top of theirs."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def refuse(self, refusal):
        super().refuse(refusal)
        if getattr(refusal, "code", None) == "stale":
            self.data = self.data.copy()
            self.data["version"] = str(self.initial["version"])


class FoundSeveral(forms.CheckboxSelectMultiple):
    """What searches found, to tick."""

    template_name = Found.template_name
    nothing = Found.nothing

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["nothing"] = self.nothing
        return context


def pick_group(label, hint=""):
    return RowField(
        label=label,
        queryset=Group.objects.none(),
        to_field_name="slug",
        empty_label=None,
        help_text=hint,
    )


def _uuids(texts):
    """Those of them that are such."""
    for text in texts:
        with suppress(ValueError):
            yield UUID(text)


class WordsForm(AskingForm):
    """What was said, when, and who may read it."""

    field_of = {
        "people": "also",
        "scope": "scope",
        "future": "happened_at",
        "interaction_says_something": "body",
    }
    kind = choice("What was it?", InteractionKind.choices, widget=forms.RadioSelect)
    happened_at = forms.DateTimeField(
        label="When",
        error_messages={"required": "Enter a day and a time.", "invalid": "Enter a time that is."},
        widget=forms.DateTimeInput({"type": "datetime-local"}, format=LOCAL),
    )
    body = forms.CharField(
        label="What to remember",
        max_length=5000,
        widget=forms.Textarea({"rows": 6}),
        error_messages={
            "required": "Write something.",
            "max_length": "Use 5,000 letters or fewer.",
        },
    )
    scope = pick_group("Whose staff is it for?")
    visibility = choice("Who may read it?", Visibility.choices, widget=forms.RadioSelect)

    def __init__(self, data=None, *, user, **options):
        super().__init__(data, **options)
        self.fields["scope"].queryset = interactions.scopes_of(user)


class NoteForm(WordsForm):
    """A new one, perhaps about more people than the one it began with."""

    def __init__(self, data=None, *, people, url, **options):
        super().__init__(data, **options)
        self.people = people
        typed = str((data if data is not None else self.initial).get("name") or "")[:200].strip()
        self.fields["name"] = search("Somebody else it is about", into="also", url=url)
        self.fields["name"].required = False
        self.fields["name"].widget.attrs["hx-include"] = "[name=also]"
        self.fields["also"] = self._also(typed)
        self.order_fields(["kind", "happened_at", "body", "name", "also"])

    def _also(self, typed):
        """Those ticked before, and those the typed name finds."""
        data = self.data if self.is_bound else self.initial.get("ticked") or {}
        ticked = data.getlist("also") if hasattr(data, "getlist") else []
        field = RowsField(
            label="Also about",
            queryset=self.people,
            to_field_name="public_id",
            required=False,
            widget=FoundSeveral,
            error_messages={
                "invalid_choice": "Choose some of those found.",
                "invalid_pk_value": "Choose some of those found.",
            },
        )
        before = list(self.people.filter(public_id__in=_uuids(ticked)))
        found = list(self.people.named_like(typed)[:MOST_FOUND]) if typed else []
        self.found = {str(person.public_id) for person in found if person not in before}
        offered = before + [person for person in found if person not in before]
        field.choices = [(str(person.public_id), person.name) for person in offered]
        field.initial = [str(person.public_id) for person in before]
        field.widget.nothing = (
            "Nobody has a name like this. Try fewer letters."
            if typed
            else "Those you find are listed here."
        )
        return field

    def clean(self):
        values = super().clean()
        ticked = {str(person.public_id) for person in values.get("also") or []}
        if values.get("name") and self.found and not self.found & ticked:
            self.add_error("also", "Tick whom you mean, or empty the search above.")
        elif values.get("name") and not self.fields["also"].choices:
            self.add_error("name", "Nobody has a name like this. Try fewer letters.")
        return values


class EditNoteForm(WordsForm, VersionedForm):
    pass


class PlanForm(AskingForm):
    """What somebody of the staff will do, and by when."""

    field_of = {"owner": "owner", "past": "due_on", "scope": "scope", "done": "owner"}
    text = line("What is to be done?", longest=200, missing="Say what is to be done.")
    due_on = day("By when")
    scope = pick_group("Whose staff is it for?")

    def __init__(self, data=None, *, owners, user=None, **options):
        super().__init__(data, **options)
        self.fields["owner"] = OwnerField(
            label="Who does it?",
            queryset=owners,
            to_field_name="person__public_id",
            empty_label=None,
        )
        if user:
            self.fields["scope"].queryset = interactions.scopes_of(user)
        self.order_fields(["text", "owner", "due_on", "scope"])


class HandOverForm(PlanForm):
    text = None
    scope = None


class OwnerField(RowField):
    """A user, by their person: an address holds no row number, and no e-mail address either."""

    def label_from_instance(self, user):
        return user.get_full_name()

    def prepare_value(self, value):
        if isinstance(value, User):
            return str(value.known_person.public_id) if value.known_person else ""
        return super().prepare_value(value)


class TimelineForm(forms.Form):
    """Which part of a timeline, and how much of it."""

    kind = forms.SlugField(required=False, max_length=40)
    show = forms.IntegerField(required=False, min_value=1, max_value=MOST_SHOWN)

    def wanted(self) -> dict:
        """As `network.reports.timeline.choose` takes them; what is no part of it is left out."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}
