from .caucus import Caucus, JoinAnswer, ListedTo, RosterShown
from .invitations import InviteLink
from .meetings import Attendance, MeetingSeries, Occurrence
from .patterns import Pattern, Rule
from .roster import Appears, RosterChoice
from .vault import GatedLink, LinkKind, LinkReveal, RotationReason, RotationTask

__all__ = [
    "Appears",
    "Attendance",
    "Caucus",
    "GatedLink",
    "InviteLink",
    "JoinAnswer",
    "LinkKind",
    "LinkReveal",
    "ListedTo",
    "MeetingSeries",
    "Occurrence",
    "Pattern",
    "RosterChoice",
    "RosterShown",
    "RotationReason",
    "RotationTask",
    "Rule",
]
