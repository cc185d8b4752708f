"""Booking a meeting: which time, what it is about, and why it is called off."""

from datetime import UTC, datetime
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from events.models import MeetingPlace, Mode
from events.models.zones import zones_with
from events.operations.meet.bookings import Wish
from network.forms.asking import AskingForm, line
from network.forms.join import EmailForm

ONLINE = Mode.ONLINE.value
CHOOSE = "Choose one of the times."


class LookForm(forms.Form):
    """Which month, which way and whose clocks; what cannot be read is as if nothing was said."""

    month = forms.DateField(required=False, input_formats=["%Y-%m"])
    how = forms.CharField(required=False, max_length=36)
    zone = forms.ChoiceField(label="Other clocks", required=False)

    def __init__(self, data=None, *, zone):
        super().__init__(data, initial={"zone": zone}, label_suffix="")
        self.fields["zone"].choices = list(zones_with(zone).items())
        self.is_valid()

    def clean_how(self):
        return as_way(self.cleaned_data["how"])

    def wanted(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if value}


def as_way(said: str) -> str:
    """ "online", the key of a place, or nothing."""
    try:
        return said if said in ("", ONLINE) else str(UUID(said))
    except ValueError:
        return ""


class PickForm(forms.Form):
    """A time's button: an instant and a way to meet."""

    time = forms.CharField(max_length=60, error_messages={"required": CHOOSE})
    seen = forms.IntegerField(required=False, min_value=0)

    def clean_time(self) -> Wish:
        said, _, how = self.cleaned_data["time"].partition(" ")
        try:
            starts_at = datetime.strptime(said, "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC)
        except ValueError:
            raise ValidationError(CHOOSE, code="time") from None
        if not 2000 < starts_at.year < 3000:
            raise ValidationError(CHOOSE, code="time")
        if how == ONLINE:
            return Wish(starts_at)
        key = as_way(how)
        place = MeetingPlace.objects.open().filter(public_id=key).first() if key else None
        if place is None:
            raise ValidationError(CHOOSE, code="time")
        return Wish(starts_at, Mode.IN_PERSON, place)


class DetailsForm(AskingForm):
    """What it is about, and what the host asks of everybody."""

    topic = forms.CharField(
        label="What is it about?",
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"max_length": "Use 500 letters or fewer."},
    )

    def __init__(self, data=None, *, kind, host):
        super().__init__(data)
        self.questions = list(kind.questions)
        told = f"Only you and {host} read this. It stands in no letter and no calendar."
        self.fields["topic"].help_text = told
        for number, question in enumerate(self.questions):
            self.fields[f"question_{number}"] = line(question, longest=300, required=False)

    @property
    def asked(self):
        """The fields of the host's questions."""
        return [self[f"question_{number}"] for number, _ in enumerate(self.questions)]

    def answers(self) -> list[tuple[str, str]]:
        given = (
            (question, self.cleaned_data[f"question_{number}"])
            for number, question in enumerate(self.questions)
        )
        return [(question, answer) for question, answer in given if answer]


class VisitorForm(DetailsForm, EmailForm):
    """The same of somebody we do not know yet."""

    name = line("Your name", longest=120, missing="Enter your name.", autocomplete="name")

    def __init__(self, data=None, **about):
        super().__init__(data, **about)
        self.fields["email"].label = "Your e-mail address"
        self.fields["email"].help_text = "We send a code there, and then all about the meeting."
        self.order_fields(["name", "email", "topic"])


class ReasonForm(AskingForm):
    reason = line(
        "Why?", longest=300, required=False, hint="If you like. They read it.", autocomplete="off"
    )
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class AskForm(AskingForm):
    """A note to the staff of one's chapter."""

    field_of = {
        "meeting_request_says_something": "words",
        "meeting_request_one_open_per_person": "words",
    }
    words = forms.CharField(
        label="What would you like to talk about, and when would it suit you?",
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={
            "required": "Say in a few words what it is about.",
            "max_length": "Use 1,000 letters or fewer.",
        },
    )
