"""A session: what, when, where, and for whom."""

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
    }

    title = line("What it is called", longest=200, missing="Give it a name.")
    starts_at = moment("Begins", required=True)
    ends_at = moment("Ends", required=True)
    room = line("Room", longest=60, required=False, hint="One session at a time.")
    track = line("Track", longest=60, required=False, hint="Such as Housing.")
    speakers = line("Who speaks", longest=300, required=False)
    description = words("What it is about", 2000)
