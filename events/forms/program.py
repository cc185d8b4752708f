"""A session: what, when, where, and for whom."""

from django import forms

from network.forms.asking import line

from .making import words
from .moments import moment
from .ticketing import AudienceForm


class SessionForm(AudienceForm):
    field_of = {
        "room": "room",
        "outside": "starts_at",
        "session_ends_after_it_starts": "ends_at",
        "audience": "standing",
        "session_set_aside_is_only_a_room": "set_aside",
    }

    title = line("What it is called", longest=200, missing="Give it a name.")
    starts_at = moment("Begins", required=True)
    ends_at = moment("Ends", required=True)
    room = line("Room", longest=60, required=False, hint="One session at a time.")
    track = line("Track", longest=60, required=False, hint="Such as Housing.")
    speakers = line("Who speaks", longest=300, required=False)
    description = words("What it is about", 2000)
    set_aside = forms.BooleanField(
        label="A room set aside for caucuses",
        required=False,
        help_text="Nobody chooses it. Those who lead a caucus may take it for a session of their "
        "own; who does, nobody outside learns.",
    )
