"""The audit trail in words."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from network.models import AuditEntry, Person
from network.models.memberships import MembershipEnd
from network.models.offices import EndReason
from network.operations import putting_back

from .actions import ACTIONS

MOST = 100
LATEST = 10


#: The fields whose values may be said here. What is not named says only that it changed.
FIELDS = {
    "hours": "hours",
    "day": "day",
    "away": "away",
    "travel": "travel",
    "news": "what they said",
    "name": "name",
    "given": "first name",
    "family": "last name",
    "known_as": "known as",
    "other_names": "other names",
    "pronouns": "pronouns",
    "office": "office",
    "how": "how",
    "elected_on": "elected",
    "starts_on": "start",
    "ends_on": "scheduled end",
    "ended_on": "end",
    "end_reason": "reason",
    "confirmed_on": "confirmed",
    "kind": "kind",
    "use": "use",
    "group": "group",
    "role": "role",
    "since": "since",
    "until": "until",
    "seat": "seat",
    "acting": "acting",
    "term_ends_on": "scheduled end",
    "kept_on": "let stay",
    "state": "state",
    "jurisdiction": "place",
    "public_name": "name on public pages",
    "directory": "directory",
    "newsletter": "newsletter",
    "owner": "owner",
    "due_on": "due",
    "languages": "languages",
    "interests": "interests",
    "tag": "tag",
    "rows": "people",
    "stage": "stage",
    "closed_reason": "why",
    "source": "source",
    "next_on": "next step by",
    "headline": "headline",
    "rank": "rank",
    "weight": "weight",
    "priority": "priority",
}
#: What is said of a change without saying more than that.
QUIET = {
    "text",
    "version",
    "starts_precision",
    "ends_precision",
    "ended_precision",
    "next_step",
    "entry",
    "from",
    "into",
    "other",
    "part",
}
PARTS = {"bio": "about them", "end": "end"}
_LIMITED = [
    "network.note_written",
    "network.note_edited",
    "network.note_removed",
    "network.action_planned",
    "network.action_done",
    "network.action_reassigned",
    "network.tagged",
    "network.untagged",
    "network.exported",
    "events.aid_asked",
    "events.aid_reviewed",
    "events.aid_granted",
    "events.aid_declined",
    "events.aid_accepted",
    "events.aid_lapsed",
    "events.aid_returned",
    "events.aid_withdrawn",
    "events.aid_paid",
]
_REASONS = {**dict(EndReason.choices), **dict(MembershipEnd.choices)}


@dataclass(frozen=True)
class Put:
    """A part of a change that can be put back."""

    part: str
    label: str


@dataclass(frozen=True)
class Line:
    public_id: UUID
    at: datetime
    who: str
    what: str
    changes: list[str]
    reason: str
    puts: list[Put]


@dataclass(frozen=True)
class Recent:
    line: Line
    person: Person | None
    where: str


def of(person, viewer) -> list[Line]:
    """What happened to a record, newest first. What happened in private groups is not here."""
    entries = list(_readable(viewer).filter(person=person).order_by("-at", "-pk")[:MOST])
    offered = putting_back.offers(sorted(entries, key=lambda entry: entry.pk, reverse=True))
    return [_line(entry, offered.get(entry.pk, [])) for entry in entries]


def latest(viewer) -> list[Recent]:
    """The last changes to what a staffer sees."""
    entries = _readable(viewer)
    if not viewer.rights.everyone:
        here = Q(group__in=viewer.rights.chapters) | Q(group__parent__in=viewer.rights.chapters)
        seen = Person.objects.visible_to(viewer).order_by().values("pk")
        entries = entries.filter(Q(person__in=seen) | Q(person=None) & here)
    rows = entries.select_related("person", "group").order_by("-pk")[:LATEST]
    return [
        Recent(_line(row, []), row.person, str(row.group) if row.group_id else "")
        for row in sorted(rows, key=lambda row: row.at, reverse=True)
    ]


def about(row, *, without=()) -> list[Line]:
    """What happened to one row, newest first; whoever asks may read of it.

    Actions `without` are left out.
    """
    return about_each([row], without=without)


def about_each(rows, *, without=()) -> list[Line]:
    """What happened to several rows together."""
    subjects = [f"{row._meta.label_lower}:{row.pk}" for row in rows]
    entries = AuditEntry.objects.filter(subject__in=subjects)
    entries = entries.exclude(action__in=without)
    return [_line(entry, []) for entry in entries.order_by("-pk")[:MOST]]


def change_of(entry, part, values) -> list[tuple[str, str, str]]:
    """What putting back would do: the label of each field, what stands there, what would."""
    return [
        (
            label_of(part) if name == "bio" else FIELDS.get(name, label_of(part)),
            _say(name, entry.after.get(name)) or "Nothing",
            _say(name, entry.before.get(name)) or "Nothing",
        )
        for name in values
        if name not in QUIET
    ]


def label_of(part) -> str:
    return PARTS.get(part) or FIELDS.get(part, part)


def _readable(viewer):
    """Entries about notes, next steps, tags and scholarships are read by who may read of these."""
    entries = AuditEntry.objects.all()
    mine = Q(by=viewer) | Q(group__in=viewer.rights.chapters)
    if viewer.rights.everyone:
        mine |= Q(group__isnull=False)
    return entries.filter(~Q(action__in=_LIMITED) | mine)


def _line(entry, parts) -> Line:
    what = ACTIONS.get(entry.action) or entry.action.partition(".")[2].replace("_", " ")
    changes = [
        _change(name, entry.before.get(name), entry.after.get(name))
        for name in dict.fromkeys([*entry.before, *entry.after])
        if name in FIELDS
    ]
    if {*entry.before, *entry.after} - set(FIELDS) - QUIET:
        changes.append("and more")
    return Line(
        public_id=entry.public_id,
        at=entry.at,
        who=entry.by_name,
        what=what,
        changes=changes,
        reason=entry.reason,
        puts=[Put(part, label_of(part)) for part in parts],
    )


def _change(name, before, after) -> str:
    label, old, new = FIELDS[name], _say(name, before), _say(name, after)
    if not old or old == new:
        return f"{label}: {new or 'empty'}"
    return f"{label}: {old} → {new or 'empty'}"


def _say(name, value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if name == "end_reason":
        return _REASONS.get(value, value)
    try:
        said = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return str(value)
    if said.tzinfo is None:
        return date_format(said, "F j, Y")
    return date_format(timezone.localtime(said), "F j, Y, P")
