"""What a ticket comes to at a door: each scan is kept, and who came is on their record.

Somebody is in or out by their scans, of which one that was taken back counts no more. Private
groups' sessions have no door.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef

from events.models import (
    Attendance,
    Need,
    NeedKind,
    Payment,
    Registration,
    Scan,
    ScanKind,
    ScanResult,
    SessionChoice,
    State,
    Visibility,
)
from network.roles import PRIVATE_KINDS

from . import credentials, orders
from .locking import event_txn

#: What was scanned without a network is believed so far back.
OFFLINE = timedelta(days=2)

WORDS = {
    ScanResult.WELCOME: "Welcome",
    ScanResult.ALREADY: "In already",
    ScanResult.UNPAID: "Not paid yet",
    ScanResult.OTHER_EVENT: "A ticket of another event",
    ScanResult.REVOKED: "No longer valid",
    ScanResult.UNKNOWN: "Not known",
    ScanResult.NOT_CHOSEN: "Not for this session",
    ScanResult.OUT: "Out",
    ScanResult.UNDONE: "Taken back",
}
REASONS = {
    State.APPLIED: "Their request for a place was not approved yet.",
    State.EXPIRED: "The place lapsed before it was paid for.",
    State.DECLINED: "Their request for a place was declined.",
    State.CANCELLED: "The place was given back.",
    State.TRANSFERRED: "The place was handed on to somebody else.",
}
NEWER = "A newer ticket was made in its place: ask for that one."
NO_TICKET = "No ticket has this code. Look for the name instead."


@dataclass(frozen=True)
class Answer:
    """What the door says: `title` large, `reason` below it. `since` is when they came in."""

    result: ScanResult
    title: str
    reason: str = ""
    registration: Registration | None = None
    since: datetime | None = None
    owed_cents: int = 0
    repeated: bool = False

    @property
    def is_known(self) -> bool:
        return self.registration is not None


def scan(
    *,
    event,
    nonce: UUID,
    by,
    at,
    code="",
    registration=None,
    session=None,
    kind=ScanKind.IN,
    device="",
    scanned_at=None,
) -> Answer:
    """Let in, out, or take back the last of the two; a refusal is an answer and is kept too.

    `registration` is a place of this event that was chosen by name, in place of a `code`. The
    same `nonce` again answers as it did and changes nothing. `by` is None with a door pass.
    """
    seen = _Seen(nonce, event, session, kind, device, _believed(scanned_at, at), at, by)
    read = credentials.Read(registration) if registration else credentials.read(code)
    place = read.registration
    if place is None:
        return _outside(seen, ScanResult.UNKNOWN, NO_TICKET)
    if place.event_id != event.pk:
        return _outside(seen, ScanResult.OTHER_EVENT, _which(place.event))
    with event_txn(event.pk):
        if again := _before(seen):
            return again
        place = _places().get(pk=place.pk)
        if read.refused and kind == ScanKind.IN:
            return _keep(seen, place, read.refused, NEWER)
        return _STEPS[ScanKind(kind)](seen, place)


@dataclass(frozen=True)
class _Seen:
    nonce: UUID
    event: object
    session: object
    kind: ScanKind
    device: str
    scanned_at: datetime
    at: datetime
    by: object


def _believed(scanned_at, at):
    """A phone's clock counts so long as what it shows can be."""
    return scanned_at if scanned_at and at - OFFLINE <= scanned_at <= at else at


def _places():
    """With what staff are told at the door."""
    disputed = Payment.objects.filter(order=OuterRef("order"), disputed=True)
    access = Need.objects.filter(registration=OuterRef("pk"), kind=NeedKind.ACCESS)
    return Registration.objects.select_related("event", "person", "ticket_type", "order").annotate(
        is_disputed=Exists(disputed), needs_access=Exists(access)
    )


def _which(event):
    """Whoever holds the ticket shows it themselves; what not everybody hears of stays unnamed."""
    hidden = event.draft or event.host.kind in PRIVATE_KINDS
    if hidden or event.visibility == Visibility.AUDIENCE:
        return "Ask which event it is for."
    return f"It is for “{event.title}”."


def _outside(seen, result, reason):
    """What is no ticket of this event changes nothing here, so nobody waits for it."""
    if again := _before(seen):
        return again
    try:
        with transaction.atomic():
            return _keep(seen, None, result, reason)
    except IntegrityError as broken:
        if again := _before(seen):
            return again
        raise ValidationError("Scan it again.", code="conflict") from broken


def _before(seen) -> Answer | None:
    """What this was answered when it was sent the first time."""
    found = Scan.objects.filter(nonce=seen.nonce, event=seen.event).first()
    if found is None:
        return None
    place = _places().get(pk=found.registration_id) if found.registration_id else None
    result = ScanResult(found.result)
    owed = orders.owed_cents(place.order) if place and result == ScanResult.UNPAID else 0
    title = WORDS[result]
    return Answer(result, title, "", place, found.scanned_at, owed, repeated=True)


def _come_in(seen, place):
    if place.state in (State.HELD, State.PROCESSING):
        return _keep(seen, place, ScanResult.UNPAID, owed=orders.owed_cents(place.order))
    if place.state != State.CONFIRMED:
        return _keep(seen, place, ScanResult.REVOKED, REASONS[place.state])
    if not _may_enter(seen.session, place):
        reason = f"They have not chosen “{seen.session}”."
        return _keep(seen, place, ScanResult.NOT_CHOSEN, reason)
    came = dict(Attendance.objects.filter(registration=place).values_list("session", "came_at"))
    mine = seen.session.pk if seen.session else None
    passed = _passed(seen, place) if mine in came else []
    if mine in came and (not passed or passed[-1].result == ScanResult.WELCOME):
        since = passed[-1].scanned_at if passed else came[mine]
        return _keep(seen, place, ScanResult.ALREADY, since=since)
    # Who is in a session is at the event.
    Attendance.objects.bulk_create(
        Attendance(registration=place, session=where, came_at=seen.scanned_at, by=seen.by)
        for where in dict.fromkeys((None, seen.session))
        if (where.pk if where else None) not in came
    )
    title = "Welcome back" if passed else WORDS[ScanResult.WELCOME]
    return _keep(seen, place, ScanResult.WELCOME, title=title, since=seen.scanned_at)


def _go_out(seen, place):
    passed = _passed(seen, place)
    inside = passed and passed[-1].result == ScanResult.WELCOME
    reason = "" if inside else "They were not in, as far as we know."
    return _keep(seen, place, ScanResult.OUT, reason)


def _take_back(seen, place):
    """Of the last time in or out. Whoever never came in otherwise has not come."""
    passed = _passed(seen, place)
    if not passed:
        return _keep(seen, place, ScanResult.UNDONE, "There was nothing to take back.")
    if not any(one.result == ScanResult.WELCOME for one in passed[:-1]):
        Attendance.objects.filter(registration=place, session=seen.session).delete()
    was = "in" if passed[-1].result == ScanResult.WELCOME else "out"
    return _keep(seen, place, ScanResult.UNDONE, f"They did not go {was}.")


_STEPS = {ScanKind.IN: _come_in, ScanKind.OUT: _go_out, ScanKind.UNDO: _take_back}


def _may_enter(session, place):
    """Seats and an audience are for those who chose it; other sessions take whoever comes."""
    if session is None or not (session.pool_id or session.audience):
        return True
    return SessionChoice.objects.filter(registration=place, session=session).exists()


def _passed(seen, place) -> list[Scan]:
    """Each time through this door, in or out, that was not taken back."""
    every = Scan.objects.filter(registration=place, session=seen.session)
    moved = (ScanResult.WELCOME, ScanResult.OUT, ScanResult.UNDONE)
    passed: list[Scan] = []
    for one in every.filter(result__in=moved).order_by("pk"):
        if one.result != ScanResult.UNDONE:
            passed.append(one)
        elif passed:
            passed.pop()
    return passed


def _keep(seen, place, result, reason="", *, title="", since=None, owed=0) -> Answer:
    Scan.objects.create(
        nonce=seen.nonce,
        event=seen.event,
        session=seen.session,
        registration=place,
        kind=seen.kind,
        result=result,
        scanned_at=seen.scanned_at,
        received_at=seen.at,
        device=seen.device[:60],
        by=seen.by,
    )
    return Answer(result, title or WORDS[result], reason, place, since, owed)
