from .applications import Application
from .audit import AuditEntry
from .consents import Consent
from .groups import Group, Seat
from .jobs import Hold, PeriodicRun, WorkerBeat
from .jurisdictions import Jurisdiction
from .letters import Letter
from .memberships import Membership
from .offices import Office, Term
from .people import ContactPoint, Person
from .rights import Rights
from .sources import SourceRecord
from .users import User

__all__ = [
    "Application",
    "AuditEntry",
    "Consent",
    "ContactPoint",
    "Group",
    "Hold",
    "Jurisdiction",
    "Letter",
    "Membership",
    "Office",
    "PeriodicRun",
    "Person",
    "Rights",
    "Seat",
    "SourceRecord",
    "Term",
    "User",
    "WorkerBeat",
]
