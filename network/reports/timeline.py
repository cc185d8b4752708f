"""What has happened with somebody, told from each of our tables to whoever may read it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify

from network.models import Application, Interaction, Letter, Membership
from network.models.interactions import Visibility
from network.models.letters import LetterState
from network.models.memberships import MembershipState
from network.models.offices import Precision
from network.registries import Happening
from network.roles import GroupKind, Role

AT_ONCE = 20
#: Letters of the network that may be told of, never what they say. No caucus's letter is here.
LETTERS = {
    "welcome": "Welcome to the network",
    "join_received": "We have your application",
    "join_declined": "Our answer to your application",
    "join_already_member": "You are a member already",
    "join_already_waiting": "Your application waits already",
    "verify_term": "Do you still serve?",
    "term_report_accepted": "Your office is up to date",
    "term_report_declined": "About what you told us of your office",
    "volunteer_offered": "Thank you for volunteering",
    "volunteer_appointed": "You are appointed",
    "volunteer_declined": "About your offer to serve",
    "referral_thanks": "Thank you for passing somebody on",
    "prospect_invite": "Would you like to join us?",
    "left": "You have left the network",
}


@dataclass(frozen=True)
class Told:
    """A part of a timeline: what is shown, and what one may choose to see of it."""

    lines: list[Happening]
    kinds: list[tuple[str, str, bool]]
    """Key, word, and whether it is the one that is shown."""
    kind: str
    more: int
    """How many to show next, or 0 when all are shown."""


def choose(happenings, *, kind="", show=AT_ONCE) -> Told:
    words = {slugify(line.kind): line.kind for line in happenings}
    lines = [line for line in happenings if not kind or slugify(line.kind) == kind]
    return Told(
        lines=lines[:show],
        kinds=[(key, word, key == kind) for key, word in sorted(words.items())],
        kind=kind,
        more=show + AT_ONCE if len(lines) > show else 0,
    )


def terms(person, viewer, at) -> list[Happening]:
    """An office begins, is confirmed, ends; only what has come, and only days that are known."""
    today = timezone.localdate(at)
    told = []
    for term in person.terms.select_related("office__jurisdiction"):
        won = f"{term.get_how_display()}: {term.office}"
        ended = f"No longer {term.office}"
        if term.elected_on != term.starts_on:
            told.append(_of_day(term.elected_on, "Office", won))
        told += [
            _of_day(term.starts_on, "Office", f"Took office: {term.office}", term.starts_precision),
            _of_day(term.confirmed_on, "Office", f"Confirmed: {term.office}"),
            _of_day(
                term.ended_on,
                "Office",
                ended,
                term.ended_precision,
                detail=term.get_end_reason_display(),
            ),
        ]
    return [line for line in told if line and line.at <= today]


def memberships(person, viewer, at) -> list[Happening]:
    """Groups, roles and seats. Private groups are in none of it."""
    today = timezone.localdate(at)
    rows = Membership.objects.visible_to(viewer, seen=[person.pk])
    told = []
    for row in rows.select_related("group", "seat__region"):
        kind = "Seat" if row.seat_id else "Membership"
        began = "Asked to join" if row.state == MembershipState.ASKED else _began(row)
        told.append(_of_day(row.since, kind, f"{began} {_where(row)}"))
        ended = f"{_ended(row)} {_where(row)}"
        told.append(_of_day(row.until, kind, ended, detail=row.get_end_reason_display()))
    return [line for line in told if line and line.at <= today]


def letters(person, viewer, at) -> list[Happening]:
    """That a letter went out, and of which kind; never its words."""
    sent = Letter.objects.filter(
        person=person, kind__in=LETTERS, state=LetterState.SENT, sent_at__isnull=False
    )
    return [
        Happening(at=instant, kind="Letter", text=LETTERS[kind])
        for kind, instant in sent.values_list("kind", "sent_at")
        if instant
    ]


def interactions(person, viewer, at) -> list[Happening]:
    mine = Interaction.objects.visible_to(viewer).filter(people=person)
    return [
        Happening(
            at=row.at,
            kind=row.get_kind_display(),
            text=row.body,
            detail=f"{row.by.get_full_name()}, for {_readers(row)}",
            href=_change(row) if row.by_id == viewer.pk else "",
        )
        for row in mine.select_related("by__person", "scope")
    ]


def applications(person, viewer, at) -> list[Happening]:
    mine = Application.objects.editable_by(viewer).filter(person=person)
    told = []
    for row in mine.select_related("decided_by__person"):
        href = reverse("desk:application", args=[row.public_id])
        told.append(Happening(row.submitted_at, "Application", "Applied to join", href=href))
        if row.decided_at:
            who = row.decided_by.get_full_name() if row.decided_by else ""
            word = f"Application {row.get_state_display().lower()}"
            told.append(Happening(row.decided_at, "Application", word, who, href))
    return told


def _readers(row):
    if row.visibility == Visibility.OWN:
        return "nobody else to read"
    if row.visibility == Visibility.NATIONAL or row.scope.kind == GroupKind.NETWORK:
        return "national staff"
    return f"the staff of {row.scope}"


def _change(row):
    return reverse("desk:note_edit", args=[row.public_id])


def _of_day(day, kind, text, precision=Precision.DAY, *, detail="") -> Happening | None:
    if day is None:
        return None
    return Happening(at=day, kind=kind, text=text, detail=detail, said=_say(day, precision))


def _say(day: date | datetime, precision) -> str:
    """Only as much of a day as is known."""
    wanted = {Precision.YEAR: "Y", Precision.MONTH: "F Y"}.get(precision)
    return date_format(day, wanted) if wanted else ""


def _where(row):
    if row.seat_id:
        return f"{row.seat}, {row.group}"
    is_plain = row.role == Role.MEMBER or row.group.kind == GroupKind.PARTNER
    return str(row.group) if is_plain else f"{row.get_role_display()}, {row.group}"


def _began(row):
    if row.seat_id:
        return "Acting in" if row.acting else "Appointed to"
    return "Joined" if row.role == Role.MEMBER else "Became"


def _ended(row):
    if row.seat_id:
        return "Gave up"
    return "Left" if row.role == Role.MEMBER else "No longer"
