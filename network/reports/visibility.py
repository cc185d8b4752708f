"""Who sees what of one person, worked out from the rules themselves, and who looked."""

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession

from network.models import AuditEntry
from network.models.consents import Purpose
from network.models.directory import (
    chapter_staff,
    choices_of,
    national_staff,
    seats_of,
    staffed_by,
)
from network.models.profiles import Part, ShownTo
from network.registries import Registry
from network.reports.directory import is_listed

#: What apps above this one show of somebody to others, told to that person alone.
also_seen = Registry()

MOST = 50
YES, NO = "Yes", "No"
#: Hidden until they say why they need it; the page says so under its table.
MASKED = "With a reason"


@dataclass(frozen=True)
class Line:
    """One thing about the person, and for each kind of reader what they see of it."""

    what: str
    everyone: str
    members: str
    chapter_staff: str
    national_staff: str


@dataclass(frozen=True)
class Staffer:
    name: str
    role: str


@dataclass(frozen=True)
class Look:
    """Somebody opened something that is hidden until a reason is given."""

    at: datetime
    who: str
    what: str
    reason: str


@dataclass(frozen=True)
class SignIn:
    where: str
    browser: str
    since: datetime
    last: datetime


def table(person, *, on) -> list[Line]:
    """Row by row who sees it today."""
    agreed = {row.purpose: row.given for row in person.consents.latest()}
    shown = {part for part, to in choices_of(person).items() if to == ShownTo.MEMBERS}
    in_directory = is_listed(person, on=on)
    seats = list(seats_of(person, on=on))
    public = _public(bool(agreed.get(Purpose.PUBLIC_NAME)), bool(seats))
    staff = YES if staffed_by(person, on=on).exists() else "Nobody"
    lines = [
        Line("Name, office and city", public, YES if in_directory else NO, staff, YES),
        Line(
            "Seats on committees",
            _seat(public, seats),
            _part(in_directory, Part.SEATS in shown) if seats else "You hold none",
            staff,
            YES,
        ),
    ]
    for part, what in PARTS.items():
        members = _part(in_directory, part in shown)
        lines.append(Line(what, NO, members, *_by_staff(part, staff)))
    masked = MASKED if staff == YES else staff
    return [
        *lines,
        Line("Personal e-mail address", NO, NO, masked, MASKED),
        Line("Personal phone number", NO, NO, masked, MASKED),
        Line(
            "Caucuses you are in",
            NO,
            "Only inside: see below",
            NO,
            "Only stewards you can see there",
        ),
        Line(
            "Notes of staff about you", NO, NO, "What is meant for them", "What is meant for them"
        ),
    ]


#: Of each part in words that say whose it is; seats have a line of their own.
PARTS = {
    Part.PRONOUNS: "Pronouns",
    Part.BIO: "What you wrote about yourself",
    Part.LANGUAGES: "Languages",
    Part.INTERESTS: "What you work on",
    Part.PAST_OFFICES: "Offices you held before",
    Part.OFFICIAL_EMAIL: "Your office’s e-mail address",
    Part.OFFICIAL_PHONE: "Your office’s phone number",
    Part.WEBSITE: "Website",
}
_WAYS = (Part.OFFICIAL_EMAIL, Part.OFFICIAL_PHONE)


def staff_of(person, *, on) -> list[Staffer]:
    """By name, those of chapters' staff who see the record."""
    rows = chapter_staff(staffed_by(person, on=on), on=on)
    return [
        Staffer(row.person.name, f"{row.get_role_display()}, {row.group}")
        for row in rows
        if row.person_id != person.pk
    ]


def national_count(*, on) -> int:
    return national_staff(on=on).count()


def looks(person) -> list[Look]:
    """Who opened an address or number of theirs, and why, the latest first."""
    entries = AuditEntry.objects.filter(person=person, action="network.contact_revealed")
    return [
        Look(entry.at, entry.by_name, _say_what(entry.after), entry.reason)
        for entry in entries.order_by("-at", "-pk")[:MOST]
    ]


def sign_ins(user) -> list[SignIn]:
    """Where somebody is or was signed in lately, as far as it is kept."""
    sessions = UserSession.objects.filter(user=user).order_by("-last_seen_at", "-pk")
    return [
        SignIn(row.ip, row.user_agent, row.created_at, row.last_seen_at) for row in sessions[:10]
    ]


def _public(agreed, leads) -> str:
    if not agreed:
        return NO
    return "Yes, where you lead something" if leads else "Nothing now: you lead nothing"


def _seat(public, seats) -> str:
    if not seats:
        return "You hold none"
    return public if public != NO else "That a seat is filled, without your name"


def _part(in_directory, shown) -> str:
    return YES if in_directory and shown else NO


def _by_staff(part, staff) -> tuple[str, str]:
    if part in _WAYS:
        return (MASKED if staff == YES else staff), MASKED
    return staff, YES


def _say_what(after) -> str:
    use, kind = after.get("use", ""), after.get("kind", "")
    return f"{use} {kind}".strip().lower() or "a way to reach you"
