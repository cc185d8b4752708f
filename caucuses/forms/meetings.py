"""What those who lead a caucus fill in about its meetings."""

from datetime import timedelta

from django import forms

from caucuses.models import Pattern
from events.models import clocks
from events.models.zones import ZONES
from network.forms.asking import AskingForm, choice, day, line

LENGTHS = {
    15: "15 minutes",
    30: "30 minutes",
    45: "45 minutes",
    60: "1 hour",
    75: "1 hour 15 minutes",
    90: "1 hour 30 minutes",
    120: "2 hours",
    180: "3 hours",
    240: "4 hours",
    480: "A whole day (8 hours)",
}
ONCE = "once"


class WordsForm(AskingForm):
    """What every meeting has but for its day."""

    field_of = {"past": "starts_on", "twice": "title"}

    title = line("What it is called", longest=200, missing="Give the meeting a name.")
    starts = forms.TimeField(
        label="Begins at",
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
        error_messages={"required": "Enter an hour.", "invalid": "Enter an hour such as 19:00."},
    )
    timezone = choice("By the clocks of", list(ZONES.items()))
    minutes = forms.TypedChoiceField(
        label="How long",
        coerce=int,
        choices=list(LENGTHS.items()),
        error_messages={"required": "Choose one.", "invalid_choice": "Choose one of the list."},
    )
    place = line("Where", longest=200, required=False, hint="A room and its address.")
    online = forms.BooleanField(
        label="People can come online",
        required=False,
        help_text="Keep the link itself with the caucus’s links, never here.",
    )
    description = forms.CharField(
        label="What it is about",
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"max_length": "Use 4,000 letters or fewer."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        initial = self.initial.get("minutes")
        if initial and initial not in LENGTHS:
            self.fields["minutes"].choices = [*LENGTHS.items(), (initial, f"{initial} minutes")]
        zone = self.initial.get("timezone")
        if zone and zone not in ZONES:
            self.fields["timezone"].choices = [*ZONES.items(), (zone, zone)]

    def words(self) -> dict:
        names = ("title", "timezone", "place", "online", "description")
        return {name: self.cleaned_data[name] for name in names}

    def series_words(self) -> dict:
        return self.words() | {name: self.cleaned_data[name] for name in ("starts", "minutes")}


class MeetingForm(WordsForm):
    """One meeting, on a day."""

    starts_on = day("Day")
    field_order = ["title", "starts_on"]

    def one(self) -> dict:
        said = self.cleaned_data
        starts = clocks.instant(on=said["starts_on"], at=said["starts"], zone=said["timezone"])
        return self.words() | {
            "starts_at": starts,
            "ends_at": starts + timedelta(minutes=said["minutes"]),
        }


class FollowForm(MeetingForm):
    """Meetings that repeat, from a day on: that day says which weekday it is."""

    pattern = choice("How often", Pattern.choices, hint="The day above is the first of them.")
    every = forms.IntegerField(
        label="Every how many weeks or months",
        initial=1,
        min_value=1,
        max_value=12,
        help_text="For every few weeks (2, 3, 4, 6 or 8) or months (2, 3, 4, 6 or 12) only.",
        error_messages={
            "required": "Enter a number.",
            "invalid": "Enter a number.",
            "min_value": "Enter 1 or more.",
            "max_value": "Enter 12 or less.",
        },
    )
    until = day("The last day it may meet", required=False, hint="Leave empty for no end.")
    field_of = {
        "past": "starts_on",
        "twice": "title",
        "meeting_series_ends_after_it_starts": "until",
        "meeting_series_in_five_patterns": "every",
    }

    def series(self) -> dict:
        names = ("starts_on", "pattern", "every", "until")
        return self.series_words() | {name: self.cleaned_data[name] for name in names}


class CallForm(FollowForm):
    """One meeting or a series of them."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        pattern = self.fields["pattern"]
        pattern.choices = [(ONCE, "Once"), *Pattern.choices]
        pattern.help_text = "Where it repeats, the day above is the first of them."

    @property
    def is_once(self) -> bool:
        return self.cleaned_data["pattern"] == ONCE


class EndForm(AskingForm):
    last_on = day("The last day it may meet")
    field_of = {"past": "last_on", "late": "last_on"}


class AttendanceForm(AskingForm):
    """Everybody in the caucus, to be ticked."""

    came = forms.MultipleChoiceField(
        label="Who came",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose people from the list."},
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {str(person.ref): person for person in people}
        self.fields["came"].choices = [(ref, person.name) for ref, person in self.people.items()]

    def chosen(self) -> list:
        return [self.people[ref] for ref in self.cleaned_data["came"]]
