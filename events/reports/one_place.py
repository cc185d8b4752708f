"""All there is about one place, on one screen. What is private to a group is not among it."""

from dataclasses import dataclass
from typing import Any

from events.models import (
    Attendance,
    Need,
    Payment,
    Registration,
    Scan,
    Seat,
    SeatPool,
    Session,
    SessionChoice,
    State,
)
from events.models.registrations import ACTIVE
from events.operations import handing, orders
from network.models import Person
from network.reports import columns as roster
from network.reports import history

#: That sessions were chosen may be all there is to see of one that is nobody's business.
UNSAID = ("events.sessions_chosen",)


@dataclass(frozen=True)
class Whole:
    place: Registration
    who: dict[str, Any]
    """Of the person what the roster says, if the reader may open their record."""
    seats: list[Seat]
    sessions: list[Session]
    needs: list[Need]
    beside: list[Registration]
    """Other places in the same order."""
    payments: list[Payment]
    owed: int
    terms: handing.Terms
    scans: list[Scan]
    came: list[Attendance]
    history: list[history.Line]

    @property
    def is_asked(self):
        return self.place.state == State.APPLIED

    @property
    def may_cancel(self):
        return self.place.state in ACTIVE

    @property
    def may_hand_on(self):
        return self.place.state == State.CONFIRMED and self.place.person_id is not None

    @property
    def has_letter(self):
        is_held = self.place.state == State.HELD and self.place.hold_expires_at is not None
        return self.place.person_id and (self.place.state == State.CONFIRMED or is_held)


def whole(place, *, user, at) -> Whole:
    """`place` comes with its event, ticket, order, person and those it came from."""
    chosen = SessionChoice.objects.filter(registration=place).values("session")
    scans = Scan.objects.filter(registration=place).exclude(session__private=True)
    came = Attendance.objects.filter(registration=place).exclude(session__private=True)
    beside = Registration.objects.filter(order=place.order_id).exclude(pk=place.pk)
    return Whole(
        place=place,
        who=_who(place.person_id, user, place.event.day(at)),
        seats=_seats(place),
        sessions=list(Session.objects.filter(pk__in=chosen)),
        needs=list(Need.objects.filter(registration=place).order_by("kind")),
        beside=list(beside.select_related("person", "ticket_type").order_by("pk")),
        payments=list(Payment.objects.filter(order=place.order_id)),
        owed=orders.owed_cents(place.order),
        terms=handing.terms(place, at=at),
        scans=list(scans.select_related("session", "by__person").order_by("-scanned_at", "-pk")),
        came=list(came.select_related("session").order_by("came_at")),
        history=history.about(place, without=UNSAID),
    )


def _seats(place):
    """Those of pools that everybody may know of."""
    known = SeatPool.objects.filter(event=place.event_id).values("pk")
    rows = Seat.objects.filter(registration=place, pool__in=known)
    return list(rows.select_related("pool").order_by("pool", "number"))


def _who(person_id, user, on):
    seen = Person.objects.visible_to(user).filter(pk=person_id).values_list("pk", flat=True)
    known = list(seen) if person_id else []
    if not known:
        return {}
    return roster.read(known, ["standing", "office", "chapter"], user=user, on=on)[person_id]
