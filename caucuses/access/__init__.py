"""Who may know of a caucus, see who is in it, read what it holds. Decided here and nowhere else.

Being staff or an administrator opens nothing: what counts is one's own live membership of
the caucus, and, at each look, that one is still somebody it is for. An end counts at once
here, not at midnight: a row whose `until` is today is over.
"""

from .audience import rule
from .convening import choices_in, free_rooms, rooms_for, sessions_for
from .invites import links_of, opened_by
from .meetings import (
    came_to,
    meetings_for,
    next_meeting_for,
    occurrences_for,
    series_for,
    was_there,
    zone_of,
)
from .mine import choices_of, next_meetings, read_by
from .permissions import Permissions, can, found_by, listed_for, locked, visible_to
from .requests import Request, decidable, requests_for
from .rosters import (
    FEWEST,
    Face,
    Roster,
    appears_as,
    candidates_for,
    leaders,
    people,
    person_of,
    removable,
    roster_for,
    stewards,
    successors_for,
)
from .rows import (
    INSIDE,
    INVITED_FOR,
    current,
    inside,
    membership_of,
    memberships,
    places_of,
    run_out,
)
from .standing import admitted, could_steward, graced, lapsed
from .stewarding import (
    Lapse,
    could_join,
    lapses_of,
    may_name_steward,
    next_stewards,
    stewarded_by,
)
from .vault import led_by, vault_for

__all__ = [
    "FEWEST",
    "INSIDE",
    "INVITED_FOR",
    "Face",
    "Lapse",
    "Permissions",
    "Request",
    "Roster",
    "admitted",
    "appears_as",
    "came_to",
    "can",
    "candidates_for",
    "choices_in",
    "choices_of",
    "could_join",
    "could_steward",
    "current",
    "decidable",
    "found_by",
    "free_rooms",
    "graced",
    "inside",
    "lapsed",
    "lapses_of",
    "leaders",
    "led_by",
    "links_of",
    "listed_for",
    "locked",
    "may_name_steward",
    "meetings_for",
    "membership_of",
    "memberships",
    "next_meeting_for",
    "next_meetings",
    "next_stewards",
    "occurrences_for",
    "opened_by",
    "people",
    "person_of",
    "places_of",
    "read_by",
    "removable",
    "requests_for",
    "rooms_for",
    "roster_for",
    "rule",
    "run_out",
    "series_for",
    "sessions_for",
    "stewarded_by",
    "stewards",
    "successors_for",
    "vault_for",
    "visible_to",
    "was_there",
    "zone_of",
]
