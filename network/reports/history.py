"""The audit trail in words."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format

from network.models import AuditEntry
from network.models.memberships import MembershipEnd
from network.models.offices import EndReason

MOST = 100

ACTIONS = {
    "network.person_added": "added this record",
    "network.person_edited": "changed the names",
    "network.record_joined": "joined another record to this one",
    "network.contact_added": "added a way to reach them",
    "network.contact_removed": "removed a way to reach them",
    "network.contact_revealed": "looked at a way to reach them",
    "network.term_added": "added a term",
    "network.term_ended": "recorded the end of a term",
    "network.term_confirmed": "confirmed that they still serve",
    "network.membership_asked": "asked to belong",
    "network.membership_begun": "began a membership",
    "network.membership_ended": "ended a membership",
    "network.seat_filled": "appointed them to a seat",
    "network.seat_vacated": "ended their hold of a seat",
    "network.consent": "recorded an answer about consent",
    "network.login_made": "made a way to sign in",
    "network.login_moved": "moved the way to sign in",
    "network.application_submitted": "took in an application",
    "network.application_approved": "approved an application",
    "network.application_declined": "declined an application",
}

#: The fields whose values may be said here. What is not named says only that it changed.
FIELDS = {
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
    "state": "state",
    "jurisdiction": "place",
    "public_name": "name on public pages",
    "directory": "directory",
    "newsletter": "newsletter",
}
_REASONS = {**dict(EndReason.choices), **dict(MembershipEnd.choices)}


@dataclass(frozen=True)
class Line:
    at: datetime
    who: str
    what: str
    changes: list[str]
    reason: str


def of(person) -> list[Line]:
    """What happened to a record, newest first. What happened in private groups is not here."""
    entries = AuditEntry.objects.filter(person=person).order_by("-at", "-pk")[:MOST]
    return [_line(entry) for entry in entries]


def _line(entry) -> Line:
    what = ACTIONS.get(entry.action) or entry.action.partition(".")[2].replace("_", " ")
    changes = [
        _change(name, entry.before.get(name), entry.after.get(name))
        for name in dict.fromkeys([*entry.before, *entry.after])
        if name in FIELDS
    ]
    if {*entry.before, *entry.after} - set(FIELDS) - {"text", "version", "ended_precision"}:
        changes.append("and more")
    return Line(entry.at, entry.by_name, what, changes, entry.reason)


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
        return date_format(date.fromisoformat(value), "F j, Y")
    except (TypeError, ValueError):
        return str(value)
