"""What somebody can book, every part of it with its unit."""

from django import forms

from events.forms.ticketing import AudienceForm
from events.models import Host, MeetingPool, WindowMode
from events.models.meet.minutes import CELL_MINUTES, DAY_MINUTES, say_minutes
from events.models.meet.types import MOST_QUESTIONS
from network.forms.asking import AskingForm, choice, line

HOUR = 60
NOTICES = [0, *(hours * HOUR for hours in (1, 2, 4, 8)), *(d * DAY_MINUTES for d in (1, 2, 3, 7))]
CUTOFFS = [0, *(hours * HOUR for hours in (1, 2, 4, 8)), *(d * DAY_MINUTES for d in (1, 2, 3))]
NUMBER = {
    "required": "Enter a number.",
    "invalid": "Enter a number.",
    "step_size": "Use a multiple of five minutes.",
}


def _number(label, least, most, *, initial=None, step=None, required=True, hint=""):
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        initial=initial,
        step_size=step,
        required=required,
        help_text=hint,
        error_messages=NUMBER
        | {"min_value": f"Enter {least} or more.", "max_value": f"Enter {most} or less."},
    )


def _minutes(label, least, most, *, initial, hint=""):
    return _number(label, least, most, initial=initial, step=CELL_MINUTES, hint=hint)


def _span(label, *, initial, hint=""):
    """A stretch of time, chosen in words; its choices are given by the form."""
    return forms.TypedChoiceField(
        label=label,
        coerce=int,
        initial=initial,
        help_text=hint,
        error_messages={"required": "Choose one.", "invalid_choice": "Choose one of the list."},
    )


def _spans(minutes, current, none, after):
    several = sorted({*minutes, current})
    return [(one, f"{say_minutes(one)} {after}" if one else none) for one in several]


class KindForm(AudienceForm):
    template_name = "desk/meet/parts/kind_form.html"
    field_of = {
        "twice": "name",
        "meeting_type_in_fives": "minutes",
        "meeting_type_can_be_booked_some_day": "notice",
        "meeting_type_cap_is_some": "per_day_cap",
        "audience": "standing",
    }
    legends = {
        "What it is": ("whose", "name", "description", "minutes", "modes"),
        "Who may book it": ("standing", "chapter", "office", "public", "approval"),
        "How it fits into a day": (
            "step",
            "before",
            "after",
            "notice",
            "horizon_days",
            "per_day_cap",
        ),
        "What guests may do, and are asked": ("cancel_cutoff", "move_cutoff", "questions"),
    }

    name = line("Name", longest=80, missing="Give it a name.", hint="Such as Half an hour.")
    description = line("In a sentence", longest=300, required=False)
    minutes = _minutes("How many minutes it takes", 10, 480, initial=30)
    modes = choice("How people meet", WindowMode.choices, initial=WindowMode.ANY)
    public = forms.BooleanField(
        label="Anybody may book it",
        required=False,
        help_text="Also somebody whom the network does not know: they prove a mailbox first. "
        "What is ticked above then counts for nobody.",
    )
    approval = forms.BooleanField(
        label="The host says yes to each",
        required=False,
        help_text="Until then it is asked for; what nobody answers in time is declined.",
    )
    step = _minutes(
        "Minutes from one time to the next", 5, 480, initial=30, hint="30: on the half hour."
    )
    before = _minutes("Minutes kept free before it", 0, 240, initial=0)
    after = _minutes("Minutes kept free after it", 0, 240, initial=0)
    notice = _span("Booked at the latest", initial=DAY_MINUTES)
    horizon_days = _number("How many days ahead one can book", 1, 366, initial=60)
    per_day_cap = _number(
        "At most so many on one day", 1, 50, required=False, hint="Empty: no limit."
    )
    cancel_cutoff = _span("Guests may call it off until", initial=HOUR)
    move_cutoff = _span("Guests may move it until", initial=4 * HOUR)
    questions = forms.CharField(
        label="Questions",
        required=False,
        max_length=700,
        widget=forms.Textarea({"rows": MOST_QUESTIONS}),
        help_text=f"One on each line, up to {MOST_QUESTIONS}. What is answered is for the host "
        "alone.",
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        spans = {"notice": (NOTICES, "When it begins", "before it begins")}
        until = (CUTOFFS, "It begins", "before it begins")
        spans |= {"cancel_cutoff": until, "move_cutoff": until}
        for name, (minutes, none, after) in spans.items():
            field = self.fields[name]
            current = self.initial.get(name, field.initial)
            field.choices = _spans(minutes, current, none, after)

    def groups(self):
        """Legends, each with its fields."""
        return [
            (legend, [self[name] for name in names if name in self.fields])
            for legend, names in self.legends.items()
        ]

    def clean_questions(self):
        asked = [" ".join(one.split()) for one in self.cleaned_data["questions"].splitlines()]
        return [one for one in asked if one]


class NewKindForm(KindForm):
    """With whom it is booked: a host, or whoever's turn it is in a pool."""

    def __init__(self, *args, user, **options):
        super().__init__(*args, **options)
        kept = Host.objects.editable_by(user).filter(active=True).select_related("person")
        hosts = kept.order_by("person__sort_key", "pk")
        pools = MeetingPool.objects.editable_by(user).order_by("name", "pk")
        self.owners = {host.slug: {"host": host} for host in hosts}
        self.owners |= {str(pool.public_id): {"pool": pool} for pool in pools}
        said = [
            (key, f"Whoever’s turn it is: {of['pool']}" if "pool" in of else str(of["host"]))
            for key, of in self.owners.items()
        ]
        self.fields["whose"] = choice("With whom", said)

    def values(self):
        said = super().values()
        whose = said.pop("whose")
        return said | self.owners[whose]


class CopyForm(AskingForm):
    field_of = {"twice": "name"}

    name = line("What the copy is called", longest=80, missing="Give it a name.")
