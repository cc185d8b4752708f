"""Letters about meetings with the staff: to the guest, and to the host.

What a meeting is about is in none of them: officials' mailboxes are public records. Each change
is told once: a key names the meeting, its sequence and how it stands, for a host's yes to another
time comes at the sequence at which it was moved.
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from events.calendars import invitations
from events.mail import address_of
from events.models import BookingState, Host
from events.models.clocks import wall
from network import mail
from network.models import Person
from network.models.letters import CalendarMethod


@dataclass(frozen=True)
class Span:
    """From when to when, by the clocks of a zone."""

    starts_at: datetime
    ends_at: datetime
    timezone: str

    @property
    def hours_from_utc(self):
        return wall(self.starts_at, zone=self.timezone).utcoffset()


@dataclass(frozen=True)
class Reader:
    """Whom a copy goes to."""

    side: str
    """ "guest", "host", or "earlier" for whoever was the host until then."""
    called: str
    """As the letter begins: by their first name."""
    name: str
    address: str
    zone: str
    person: Person | None = None

    @property
    def is_host(self):
        return self.side != "guest"


def confirmed(booking) -> None:
    for reader in _both(booking):
        _post("meeting_confirmed", booking, reader, invited=True)


def asked(booking) -> None:
    for reader in _both(booking):
        _post("meeting_asked", booking, reader)


def moved(booking, change) -> None:
    """`change` is what it was until then."""
    mover = change.by.known_person if change.by else None
    by_guest = change.by is None or (mover is not None and mover == booking.person)
    was = Span(change.starts_at, change.ends_at, booking.zone)
    for reader in _both(booking):
        by_host = mover is not None and mover == reader.person
        _post(
            "meeting_moved",
            booking,
            reader,
            invited=booking.invited,
            was=was,
            was_place=change.place_name or "Online",
            by_reader=by_host if reader.is_host else by_guest,
            by=booking.guest if by_guest else str(mover or "The staff"),
        )


def declined(booking) -> None:
    for reader in _both(booking):
        _post("meeting_declined", booking, reader, invited=booking.invited)


def cancelled(booking, *, by_host) -> None:
    for reader in _both(booking):
        _post(
            "meeting_cancelled",
            booking,
            reader,
            invited=booking.invited,
            by=booking.host if by_host else booking.guest,
            by_reader=by_host == reader.is_host,
        )


def handed_on(booking, change) -> None:
    """To the guest, to whoever holds it now, and to whoever held it: their calendar drops it."""
    earlier = _of_host(change.host, side="earlier")
    for reader in (*_both(booking), earlier):
        _post(
            "meeting_handed_on",
            booking,
            reader,
            invited=booking.invited,
            earlier=change.host,
        )


def soon(booking) -> None:
    _post("meeting_soon", booking, _guest(booking))


def soon_key(booking) -> str:
    return _key("meeting_soon", booking, "guest")


def _both(booking) -> tuple[Reader, Reader]:
    return _guest(booking), _of_host(booking.host)


def _guest(booking) -> Reader:
    person = booking.person
    address = address_of(person) or _signs_in_with(person) if person else booking.guest_email
    called = _called(person) if person else booking.guest_name
    return Reader("guest", called, booking.guest, address, booking.guest_timezone, person)


def _of_host(host: Host, *, side="host") -> Reader:
    person = host.person
    address = address_of(person) or _signs_in_with(person)
    return Reader(side, _called(person), str(host), address, host.timezone, person)


def _called(person) -> str:
    return person.known_as or person.given


def _signs_in_with(person) -> str:
    return person.user.email if person.user else ""


def _post(template, booking, reader, *, invited=False, **context):
    """One letter to one of them. Calendars hear only of what they were invited to."""
    if not reader.address:
        return
    span = Span(booking.starts_at, booking.ends_at, booking.zone)
    theirs = Span(booking.starts_at, booking.ends_at, reader.zone)
    page = invitations.page_of(booking, for_host=reader.is_host)
    mail.post(
        to=reader.address,
        template=template if reader.side == "guest" else f"{template}_{reader.side}",
        key=_key(template, booking, reader.side),
        person=reader.person,
        # The link of somebody without a record is a key: the letter is wiped once it is sent.
        private=reader.person is None,
        booking=booking,
        reader=reader,
        other=booking.guest if reader.is_host else str(booking.host),
        when=span,
        theirs=theirs if theirs.hours_from_utc != span.hours_from_utc else None,
        where=invitations.where(booking),
        waits=booking.state == BookingState.PENDING,
        href=settings.SITE_URL + page,
        **context,
        **(_for_calendars(booking, reader) if invited else {}),
    )


def _key(template, booking, side) -> str:
    return f"{template} {side} {booking.public_id} {booking.sequence} {booking.state}"


def _for_calendars(booking, reader) -> dict:
    copy = {"for_host": reader.is_host, "name": reader.name, "address": reader.address}
    if reader.side == "earlier" or booking.state in invitations.OFF:
        ends = invitations.cancel(booking, **copy)
        return {"calendar": ends, "method": CalendarMethod.CANCEL}
    invites = invitations.request(booking, **copy)
    return {"calendar": invites, "method": CalendarMethod.REQUEST}
