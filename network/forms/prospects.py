"""Prospects at the desk: what narrows the list, and what staff say of one."""

from django import forms

from network.models import Group
from network.models.prospects import OPEN_STAGES, Stage
from network.operations.prospects import REASONS
from network.roles import GroupKind

from .asking import AskingForm, choice, day, line
from .refer import OfficialForm, words
from .roster import LAST_PAGE, UNKNOWN, pick

OPEN, ANY = "open", "any"
STAGES = [("", "Open, any stage"), *Stage.choices, (ANY, "All, closed ones too")]
DUE = [("", "Any"), ("overdue", "Overdue"), ("week", "Within a week"), ("none", "No day set")]
SORTS = [
    ("", "Next step first"),
    ("newest", "Newest first"),
    ("waiting", "Longest in their stage"),
    ("name", "Name"),
]


class PipelineFilter(forms.Form):
    """Narrows the list of prospects; what it does not know is refused, so nothing is listed."""

    stage = forms.ChoiceField(label="Stage", choices=STAGES, required=False)
    chapter = pick("Chapter")
    owner = pick("Follows up")
    source = pick("Source")
    referrer = forms.CharField(
        label="Referred by",
        max_length=100,
        required=False,
        widget=forms.TextInput({"type": "search", "autocomplete": "off", "spellcheck": "false"}),
    )
    due = forms.ChoiceField(label="Next step", choices=DUE, required=False)
    sort = forms.ChoiceField(label="Order", choices=SORTS, required=False)
    won = forms.DateField(
        label="Won since",
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    page = forms.IntegerField(
        required=False, min_value=1, max_value=LAST_PAGE, widget=forms.HiddenInput
    )

    def __init__(self, data, *, user, owners, sources):
        """`owners` and `sources` are what there is to choose from, as (value, name)."""
        super().__init__(data)
        chapters = Group.objects.open().editable_by(user).filter(kind=GroupKind.CHAPTER)
        self.chapters = {group.slug: group for group in chapters.order_by("name")}
        self.fields["owner"].choices = [("", "Any"), ("me", "Me"), ("nobody", "Nobody"), *owners]
        self.fields["source"].choices = [("", "Any"), *sources]
        if len(self.chapters) > 1:
            named = [(slug, group.name) for slug, group in self.chapters.items()]
            self.fields["chapter"].choices = [("", "Any"), ("none", "No chapter yet"), *named]
        else:
            del self.fields["chapter"]

    def clean(self):
        if set(self.data) - {*self.fields, "as"}:
            raise forms.ValidationError(UNKNOWN, code="unknown")
        return self.cleaned_data

    def wanted(self) -> dict:
        """The filters as `network.reports.prospects.narrow` takes them."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "page"}
        if values.get("chapter"):
            values["chapter"] = self.chapters.get(values["chapter"], "none")
        return values


class SeenForm(AskingForm):
    """Carries along the stage that the prospect was read in."""

    seen = forms.ChoiceField(
        choices=Stage,
        widget=forms.HiddenInput,
        error_messages={
            "required": "Load this page again.",
            "invalid_choice": "Load this page again.",
        },
    )

    def refuse(self, refusal):
        """After another's change the same input stands, now on top of theirs."""
        super().refuse(refusal)
        if refusal.error_list[0].code in ("moved", "stale"):
            self.data = self.data.copy()
            for name in {"seen", "was"} & set(self.initial):
                self.data[name] = self.initial[name]


class MoveForm(SeenForm):
    stage = choice("Stage", [(stage.value, stage.label) for stage in OPEN_STAGES])


class PlanForm(SeenForm):
    field_of = {"owner": "owner", "step": "next_step"}
    owner = choice("Who follows up?", [], required=False)
    next_step = line(
        "Next step", longest=200, required=False, hint="Such as: call her after the vote."
    )
    next_on = day("By when?", required=False)
    was = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, data=None, *, owners, **options):
        """`owners` are the users who may follow up."""
        super().__init__(data, **options)
        self.owners = {str(user.person.public_id): user for user in owners}
        named = [(key, user.person.name) for key, user in self.owners.items()]
        self.fields["owner"].choices = [("", "Nobody yet"), *named]

    def clean_owner(self):
        return self.owners.get(self.cleaned_data["owner"])


class CloseForm(SeenForm):
    field_of = {"prospect_closed_with_a_reason": "reason"}
    reason = choice("Why?", REASONS, widget=forms.RadioSelect)


class AddProspectForm(OfficialForm):
    """Somebody a staffer came across."""

    source = line(
        "How did you come across them?",
        longest=60,
        missing="Say where this comes from.",
        hint="A name that you use again, such as: county fair 2026.",
    )
    words = words("What should whoever follows up know?", longest=400)
