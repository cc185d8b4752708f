"""Looking for members, and writing to one."""

from uuid import uuid4

from django import forms

from network.models import Group, Jurisdiction
from network.models.offices import Office
from network.models.profiles import Language, Topic
from network.roles import GroupKind
from network.words import STATE_NAMES

from .asking import AskingForm, line
from .roster import Pick

LAST_PAGE = 1000
UNKNOWN = "Unknown filter."


def pick(label, choices=()):
    return forms.ChoiceField(
        label=label, choices=[("", "Any"), *choices], required=False, widget=Pick
    )


class DirectoryFilter(forms.Form):
    """Whatever it does not know is refused, so that nothing is listed by mistake."""

    q = forms.CharField(
        label="Name",
        max_length=100,
        required=False,
        widget=forms.TextInput({"type": "search", "autocomplete": "off", "spellcheck": "false"}),
    )
    state = pick("State", STATE_NAMES.items())
    chapter = pick("Chapter")
    role = pick("Office", Office.Role.choices)
    kind = pick("Kind of place", Jurisdiction.Kind.choices)
    topic = pick("Works on", Topic.choices)
    language = pick("Speaks", Language.choices)
    page = forms.IntegerField(
        required=False, min_value=1, max_value=LAST_PAGE, widget=forms.HiddenInput
    )

    def __init__(self, data):
        super().__init__(data)
        chapters = Group.objects.open().filter(kind=GroupKind.CHAPTER)
        self.fields["chapter"].choices = [
            ("", "Any"),
            *chapters.order_by("name").values_list("slug", "name"),
        ]

    def clean(self):
        if set(self.data) - set(self.fields):
            raise forms.ValidationError(UNKNOWN, code="unknown")
        return self.cleaned_data

    def wanted(self) -> dict:
        """The filters as `network.reports.directory.listing` takes them."""
        return {name: value for name, value in self.cleaned_data.items() if name != "page"}


class MessageForm(AskingForm):
    field_of = {"subject": "subject", "words": "words"}
    subject = line("What is it about?", longest=120, missing="Say what it is about.")
    words = forms.CharField(
        label="Your message",
        max_length=3000,
        widget=forms.Textarea({"rows": 8}),
        error_messages={
            "required": "Write something.",
            "max_length": "Use 3,000 letters or fewer.",
        },
    )
    share = forms.BooleanField(
        label="Give them my e-mail address, so that they can answer me directly",
        required=False,
        help_text="Otherwise they answer through the directory, and nobody sees an address.",
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
