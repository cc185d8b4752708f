"""What the desk asks about a meeting: another time, a reason, a colleague, what to remember."""

from django import forms

from events.forms.moments import MomentsForm, moment
from events.models import Host, MeetingPlace, Mode
from events.operations.meet.bookings import Wish
from network.forms.asking import AskingForm, choice, day, line
from network.forms.rows import RowField
from network.models import Group
from network.models.interactions import Visibility


class SeenForm(AskingForm):
    """What is sent says which state of the meeting its sender had before them."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, booking, **kwargs):
        initial = {"seen": booking.sequence} | kwargs.pop("initial", {})
        super().__init__(*args, initial=initial, **kwargs)
        self.booking = booking

    def refuse(self, refusal):
        """After another's change the same input stands, now on top of theirs."""
        super().refuse(refusal)
        if "changed" in [error.code for error in getattr(refusal, "error_list", [])]:
            self.data = self.data.copy()
            self.data["seen"] = self.booking.sequence


class ReasonForm(SeenForm):
    """Why not, in words for the guest."""

    reason = line(
        "Why? They read this",
        longest=300,
        required=False,
        hint="A sentence, such as: I am at the capitol that day. Not what the meeting is about.",
    )


class MoveForm(MomentsForm, SeenForm):
    """Any time that nobody has."""

    starts = moment("New day and time", required=True)
    where = choice("Where", [])
    field_of = {"taken": "starts", "same": "starts", "over": "starts"}

    def __init__(self, *args, booking, places, **kwargs):
        super().__init__(*args, booking=booking, **kwargs)
        self.zone = booking.zone
        self.places = {str(place.public_id): place for place in places}
        known = [(key, str(place)) for key, place in self.places.items()]
        self.fields["where"].choices = [("online", "Online"), *known]

    def clean_starts(self):
        starts = self.cleaned_data["starts"]
        if starts.minute % 5 or starts.second:
            raise forms.ValidationError("Use a multiple of five minutes.", code="fives")
        return starts

    def wish(self) -> Wish:
        """By the clocks of the place, or of where it was to be."""
        place: MeetingPlace | None = self.places.get(self.cleaned_data["where"])
        self.zone = place.timezone if place else self.zone
        mode = Mode.IN_PERSON if place else Mode.ONLINE
        return Wish(self.at("starts"), mode, place)


class HandOnForm(SeenForm):
    """To one of those who are free then."""

    host = RowField(
        label="To whom",
        queryset=Host.objects.none(),
        to_field_name="slug",
        empty_label="Choose a colleague",
        error_messages={
            "required": "Choose a colleague.",
            "invalid_choice": "They have something at that time by now. Choose somebody else.",
        },
    )
    field_of = {"taken": "host", "host": "host", "same": "host"}

    def __init__(self, *args, booking, hosts, **kwargs):
        super().__init__(*args, booking=booking, **kwargs)
        keys = [host.pk for host in hosts]
        free = Host.objects.filter(pk__in=keys).select_related("person")
        self.fields["host"].queryset = free.order_by("person__sort_key", "pk")


class StandInForm(AskingForm):
    """For all the meetings of somebody who left."""

    host = HandOnForm.base_fields["host"]
    field_of = {"host": "host", "same": "host"}

    def __init__(self, *args, hosts, **kwargs):
        super().__init__(*args, **kwargs)
        keys = [host.pk for host in hosts]
        found = Host.objects.filter(pk__in=keys).select_related("person")
        self.fields["host"].queryset = found.order_by("person__sort_key", "pk")


class CallAllOffForm(AskingForm):
    reason = line(
        "Why? They read this",
        longest=300,
        required=False,
        hint="A sentence, such as: Renata does not work with us any more.",
    )


class MeetingNoteForm(AskingForm):
    """What was talked about, on the guest's record, for the staff who may read it."""

    body = forms.CharField(
        label="What to remember",
        max_length=5000,
        widget=forms.Textarea({"rows": 8}),
        error_messages={"required": "Write something."},
    )
    scope = RowField(
        label="For the staff of",
        queryset=Group.objects.none(),
        to_field_name="slug",
        empty_label=None,
        error_messages={
            "required": "Choose a group.",
            "invalid_choice": "Choose a group you keep.",
        },
    )
    visibility = choice("Who may read it", Visibility.choices, initial=Visibility.SCOPE)
    field_of = {"scope": "scope"}

    def __init__(self, *args, scopes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["scope"].queryset = scopes.order_by("kind", "name")


class WeekForm(forms.Form):
    """Which week, and whose meetings."""

    week = day("Week of", required=False)
    whose = forms.ChoiceField(label="Whose", required=False)

    ALL = "all"

    def __init__(self, *args, hosts, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.hosts = {host.slug: host for host in hosts}
        self.mine = next((host for host in hosts if host.person.user_id == user.pk), None)
        named = [(host.slug, "Mine" if host == self.mine else str(host)) for host in hosts]
        self.fields["whose"].choices = [*named, (self.ALL, "Everybody’s that I keep")]
        self.initial["whose"] = self.mine.slug if self.mine else self.ALL

    def wanted(self):
        """The hosts and a day of the week; what is not understood is as if it were not said."""
        self.is_valid()
        said = getattr(self, "cleaned_data", {})
        whose = said.get("whose") or self.initial["whose"]
        chosen = [self.hosts[whose]] if whose in self.hosts else list(self.hosts.values())
        return chosen, said.get("week"), whose
