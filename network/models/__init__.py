from .applications import Application
from .audit import AuditEntry
from .consents import Consent
from .duplicates import DuplicatePair, Merge
from .erasures import Erasure
from .exports import Export
from .groups import Group, Seat
from .imports import ColumnMap, ImportBatch, ImportChange, ImportRow
from .interactions import Interaction, NextAction
from .jobs import Hold, PeriodicRun, WorkerBeat
from .jurisdictions import Jurisdiction
from .letters import Letter
from .memberships import Membership
from .offices import Office, Term
from .people import ContactPoint, Person
from .pledges import Pledge, PledgeSignature
from .policies import Policy, PolicyAction
from .profiles import DirectoryChoice, Interest, Speaks
from .prospects import Prospect
from .rights import Rights
from .segments import Segment
from .site_version import SiteVersion
from .sources import SourceRecord
from .tags import Tag, Tagging
from .term_reports import TermReport
from .users import User
from .verifications import Campaign, Question
from .volunteers import Volunteer

__all__ = [
    "Application",
    "AuditEntry",
    "Campaign",
    "ColumnMap",
    "Consent",
    "ContactPoint",
    "DirectoryChoice",
    "DuplicatePair",
    "Erasure",
    "Export",
    "Group",
    "Hold",
    "ImportBatch",
    "ImportChange",
    "ImportRow",
    "Interaction",
    "Interest",
    "Jurisdiction",
    "Letter",
    "Membership",
    "Merge",
    "NextAction",
    "Office",
    "PeriodicRun",
    "Person",
    "Pledge",
    "PledgeSignature",
    "Policy",
    "PolicyAction",
    "Prospect",
    "Question",
    "Rights",
    "Seat",
    "Segment",
    "SiteVersion",
    "SourceRecord",
    "Speaks",
    "Tag",
    "Tagging",
    "Term",
    "TermReport",
    "User",
    "Volunteer",
    "WorkerBeat",
]
