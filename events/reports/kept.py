"""The events that staff keep, with how many come and what waits: one question for all of them."""

from dataclasses import dataclass

from django.db.models import Count, Exists, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from events.models import Event, PoolKind, Registration, Seat, SeatPool, State, WaitlistEntry

MOST = 100
UPCOMING, DRAFTS, PAST, OFF, ASKED = "upcoming", "drafts", "past", "off", "asked"
WHICH = {
    UPCOMING: "Upcoming",
    DRAFTS: "Drafts",
    ASKED: "With requests that wait",
    PAST: "Past",
    OFF: "Called off",
}


@dataclass(frozen=True)
class Wanted:
    which: str = UPCOMING
    kind: str = ""
    q: str = ""


def listed(user, wanted, *, at):
    """Each with `coming`, `held`, `asked`, `waiting` and `size`, which is None without a limit."""
    found = _which(Event.objects.editable_by(user), wanted.which, at)
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.q:
        found = found.filter(title__icontains=wanted.q)
    places = Registration.objects.filter(event=OuterRef("pk"))
    line = WaitlistEntry.objects.in_line().filter(event=OuterRef("pk"))
    seats = Seat.objects.usable().filter(pool__event=OuterRef("pk"), pool__kind=PoolKind.EVENT)
    whole = SeatPool.objects.filter(event=OuterRef("pk"), kind=PoolKind.EVENT)
    return found.select_related("host").annotate(
        coming=_count(places.filter(state=State.CONFIRMED)),
        held=_count(places.filter(state__in=[State.HELD, State.PROCESSING])),
        asked=_count(places.filter(state=State.APPLIED)),
        waiting=_count(line),
        seats=_count(seats, "pool__event"),
        limited=Exists(whole),
    )


def requests(user, *, at) -> int:
    """How many ask for a place and wait for an answer."""
    kept = Event.objects.editable_by(user).upcoming(at=at).order_by()
    asked = Registration.objects.filter(state=State.APPLIED, event__in=kept.values("pk"))
    return asked.count()


def drafts_soon(user, *, by, at) -> int:
    """Drafts that are to begin before an instant."""
    kept = Event.objects.editable_by(user).upcoming(at=at)
    return kept.filter(draft=True, starts_at__lt=by).count()


def _which(found, which, at):
    if which == PAST:
        return found.filter(ends_at__lte=at, cancelled_at=None).order_by("-starts_at", "-pk")
    if which == OFF:
        return found.exclude(cancelled_at=None).order_by("-starts_at", "-pk")
    found = found.upcoming(at=at)
    if which == DRAFTS:
        return found.filter(draft=True)
    if which == ASKED:
        asked = Registration.objects.filter(event=OuterRef("pk"), state=State.APPLIED)
        return found.filter(Exists(asked))
    return found.filter(draft=False)


def _count(rows, by="event"):
    counted = rows.order_by().values(by).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
