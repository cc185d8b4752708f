"""The national convening in Baltimore: three days, its tickets, its program."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from events.models import Event, Kind, NeedKind, Session, TicketType, Visibility, clocks
from events.operations import events, limits, sessions, ticketing
from network.models import User

from . import convening_words as words
from . import turnout
from .groups import Groups

ZONE = "America/New_York"
SEATS = 600
#: How long before it begins the early prices end.
EARLY_FOR = timedelta(days=70)
FOR_SPEAKERS = 24

#: Name, whom it is for, cents early and later, seats of its own.
TICKETS = [
    ("Member", {"standing": ["member"]}, 24_500, 32_500, None),
    ("Alumni", {"standing": ["alum"]}, 19_500, 26_000, None),
    ("Partner", {"standing": ["partner"]}, 42_500, 52_500, 60),
    ("Staff", {"standing": ["staff"]}, 0, 0, None),
    ("Guest", {}, 15_000, 15_000, 80),
]
SAID = {
    "Member": "For those who hold office. All sessions, meals and the long supper.",
    "Alumni": "For those who have left office and still pick up the phone.",
    "Partner": "For those who work at our partner organizations.",
    "Guest": "Somebody you bring along: meals, plenaries and the long supper.",
}


@dataclass(frozen=True)
class Convening:
    event: Event
    tickets: dict[str, TicketType]
    first: date
    opened: datetime
    early_until: datetime

    def when(self, day: int, hour: int, minute: int = 0) -> datetime:
        return clocks.instant(on=self.first + timedelta(days=day), at=time(hour, minute), zone=ZONE)


def first_day(at: datetime) -> date:
    """The next July 9."""
    this_year = date(at.year, 7, 9)
    return this_year if this_year > at.date() else date(at.year + 1, 7, 9)


def announce(network: Groups, *, at: datetime, by: User) -> Convening:
    """On sale for two months, with its whole program."""
    first, opened = first_day(at), at - timedelta(days=60)
    event = _make(network, first, opened, by)
    early = clocks.instant(on=first - EARLY_FOR, at=time(23, 59), zone=ZONE)
    tickets = {
        name: _sell(event, name, audience, cents, early, by, opened)
        for name, audience, *cents, _ in TICKETS
    }
    made = Convening(event, tickets, first, opened, early)
    limits.set_size(event=event, size=SEATS, by=by, at=opened)
    pool = limits.pool_of(event)
    limits.hold_back(pool=pool, number=FOR_SPEAKERS, purpose=turnout.SPEAKERS, by=by, at=opened)
    for name, *_, size in TICKETS:
        if size:
            limits.set_size(event=event, size=size, ticket_type=tickets[name], by=by, at=opened)
            tickets[name].refresh_from_db()
    events.publish(event=event, by=by, at=opened)
    return made


def _make(network, first, opened, by):
    begins = clocks.instant(on=first, at=time(9), zone=ZONE)
    return events.make(
        host=network.network,
        kind=Kind.CONVENING,
        title="National Convening, Baltimore, MD",
        slug=f"convening-{first.year}",
        summary=words.SUMMARY,
        description=words.THEME,
        access_notes=words.ACCESS,
        timezone=ZONE,
        starts_at=begins,
        ends_at=clocks.instant(on=first + timedelta(days=2), at=time(15), zone=ZONE),
        place=words.PLACE,
        address=words.ADDRESS,
        visibility=Visibility.PUBLIC,
        opens_at=opened,
        closes_at=begins - timedelta(days=3),
        changes_until=begins - timedelta(days=2),
        guests_each=1,
        needs_asked=list(NeedKind.values),
        by=by,
        at=opened,
    )


def _sell(event, name, audience, cents, early, by, at):
    ticket = ticketing.add(
        event=event,
        name=name,
        description=SAID.get(name, ""),
        audience=audience,
        for_guests=name == "Guest",
        refund_until=event.starts_at - timedelta(days=30),
        refund_percent=80,
        by=by,
        at=at,
    )
    sooner, later = cents
    group = f"{name.lower()}s" if name in ("Member", "Partner", "Guest") else name.lower()
    if sooner != later:
        ticketing.add_price(
            ticket=ticket, name=f"Early bird, {group}", cents=sooner, until_at=early, by=by, at=at
        )
    price = "Free" if not later else f"Regular, {group}"
    ticketing.add_price(ticket=ticket, name=price, cents=later, by=by, at=at)
    return ticket


def plan(made: Convening, *, share: float, rng: Random, by: User) -> None:
    """Thirty sessions in six rooms; those of a track have as many seats as their room."""
    for (day, hour, minute, minutes), title, speakers, about in words.PLENARIES:
        _add(made, (day, hour, minute, minutes), by, title, speakers=speakers, description=about)
    for slot, told in words.SLOTS:
        rooms = words.ROOMS[1:] if len(told) == 5 else words.ROOMS[1 : 1 + len(told)]
        for room, (title, track, speakers) in zip(rooms, told, strict=True):
            about = rng.choice(words.ABOUT)
            session = _add(
                made, slot, by, title, room, track=track, speakers=speakers, description=about
            )
            size = 40 if title in words.POPULAR else rng.choice([80, 100, 120])
            limits.set_size(
                event=made.event,
                session=session,
                size=max(6, int(size * share)),
                by=by,
                at=made.opened,
            )


def _add(made, slot, by, title, room=words.ROOMS[0], **fields) -> Session:
    day, hour, minute, minutes = slot
    begins = made.when(day, hour, minute)
    return sessions.add(
        event=made.event,
        title=title,
        room=room,
        starts_at=begins,
        ends_at=begins + timedelta(minutes=minutes),
        by=by,
        at=made.opened,
        **fields,
    )
