"""Making an event, and putting right what it says."""

from django import forms

from events.models import Event, NeedKind, Visibility
from events.operations.templates import TEMPLATES
from network.forms.asking import choice, line
from network.forms.rows import RowField
from network.models import Group
from network.roles import GroupKind

from .moments import MomentsForm, moment, zones

HOSTS = (GroupKind.NETWORK, GroupKind.CHAPTER, GroupKind.COMMITTEE)
#: So many earlier events are offered to copy, the latest first.
EARLIER = 50
COPY = "copy"


def words(label, longest, *, rows=4, hint=""):
    return forms.CharField(
        label=label,
        required=False,
        max_length=longest,
        help_text=hint,
        widget=forms.Textarea({"rows": rows}),
        error_messages={"max_length": f"Use {longest:,} letters or fewer."},
    )


class NewForm(MomentsForm):
    field_of = {"closed": "host", "past": "starts_at"}

    template = choice(
        "Begin with",
        [
            *((one.key, f"{one.name}: {one.says}") for one in TEMPLATES.values()),
            (COPY, "A copy of an earlier event, with its dates moved"),
        ],
        widget=forms.RadioSelect,
    )
    title = line("What it is called", longest=200, missing="Give it a name.")
    starts_at = moment("Begins", required=True)
    timezone = zones()
    field_order = ["template", "earlier", "title", "host", "starts_at", "timezone"]

    def __init__(self, data=None, *, user, **options):
        super().__init__(data, **options)
        self.fields["earlier"] = RowField(
            label="Which earlier event",
            required=False,
            queryset=Event.objects.editable_by(user).order_by("-starts_at", "-pk"),
            to_field_name="slug",
            empty_label="None",
            help_text="Only for a copy: its host, tickets, prices, seats and program come along.",
        )
        earlier = self.fields["earlier"].queryset[:EARLIER]
        self.fields["earlier"].choices = [("", "None"), *((one.slug, str(one)) for one in earlier)]
        self.fields["host"] = RowField(
            label="Who hosts it",
            queryset=hosts_of(user),
            to_field_name="slug",
            empty_label=None,
        )
        self.order_fields(self.field_order)

    def clean(self):
        said = super().clean()
        if said.get("template") == COPY and not said.get("earlier"):
            self.add_error("earlier", "Choose the event to copy.")
        return said


def hosts_of(user):
    kept = Group.objects.open().editable_by(user).filter(kind__in=HOSTS)
    return kept.select_related("parent").order_by("kind", "name", "pk")


class FactsForm(MomentsForm):
    field_of = {"slug_fixed": "slug", "reserved": "slug"}

    title = line("What it is called", longest=200, missing="Give it a name.")
    slug = forms.SlugField(
        label="The last part of its address",
        max_length=80,
        help_text="Small letters, digits and hyphens. Once published it stays.",
        error_messages={
            "required": "Give its page an address.",
            "invalid": "Use small letters, digits and hyphens.",
        },
    )
    summary = line("In a sentence", longest=300, required=False)
    description = words("What happens there", 8000, rows=8)
    access_notes = words(
        "Access",
        2000,
        hint="Ramps, lifts, rides, captions: what somebody should know beforehand.",
    )
    visibility = choice("Who may see it", Visibility.choices, widget=forms.RadioSelect)

    def __init__(self, *args, is_published=False, **options):
        super().__init__(*args, **options)
        if is_published:
            del self.fields["slug"]

    def clean_slug(self):
        return self.cleaned_data["slug"].lower()


class WhenForm(MomentsForm):
    field_of = {
        "event_ends_after_it_starts": "ends_at",
        "event_closes_after_it_opens": "ends_at",
        "past": "starts_at",
    }

    timezone = zones()
    starts_at = moment("Begins", required=True)
    ends_at = moment("Ends", required=True)
    move_program = forms.BooleanField(
        label="Move the program along with the start", required=False, initial=True
    )
    place = line("Place", longest=200, required=False, hint="A house or a room.")
    address = line("Address", longest=300, required=False, hint="Street, city.")
    online = forms.BooleanField(label="People can come online", required=False)
    join_link = forms.CharField(
        label="The way in online",
        required=False,
        max_length=1000,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    forget_link = forms.BooleanField(label="Take the way in away", required=False)

    def __init__(self, *args, event, **options):
        super().__init__(*args, **options)
        self.fields["timezone"] = zones(event.timezone)
        self.fields["join_link"].help_text = (
            "There is one, kept sealed: type another only to replace it."
            if event.join_link
            else "Kept sealed, and shown only to those who have a place."
        )
        if not event.join_link:
            del self.fields["forget_link"]
        self.order_fields(list(type(self).base_fields))

    def values(self):
        said = super().values()
        typed, forget = said.pop("join_link"), said.pop("forget_link", False)
        return said | {"join_link": typed or ("" if forget else None)}


class RegisteringForm(MomentsForm):
    field_of = {"event_closes_after_it_opens": "closes_at"}

    opens_at = moment("Registration opens", hint="Empty: it is open.")
    closes_at = moment("Registration closes", hint="Empty: when the event ends.")
    changes_until = moment(
        "Places can be given back until", hint="By people themselves. Empty: until it begins."
    )
    guests_each = forms.IntegerField(
        label="Guests each may bring",
        min_value=0,
        max_value=5,
        error_messages={
            "required": "Enter a number; 0 is none.",
            "invalid": "Enter a number.",
            "min_value": "Enter 0 or more.",
            "max_value": "At most 5 guests.",
        },
    )
    needs_asked = forms.MultipleChoiceField(
        label="Needs it asks about",
        required=False,
        choices=NeedKind.choices,
        widget=forms.CheckboxSelectMultiple,
    )


class CallOffForm(MomentsForm):
    words = line(
        "Why",
        longest=300,
        required=False,
        hint="Stands in every letter. One or two sentences, such as: The hall was flooded.",
    )
    sure = forms.BooleanField(
        label="Yes, call it off",
        error_messages={"required": "Tick this first: it can’t be taken back."},
    )
