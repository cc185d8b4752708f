"""A meeting with the staff as calendars are invited to it (RFC 5546).

It has one UID and one organizer for life, whoever holds it: the network, or a calendar would
keep the meeting of a host who left. Each copy names nobody as attending but whom it goes to.
What the meeting is about is in none of it.
"""

from dataclasses import replace
from email.utils import parseaddr

from django.conf import settings
from django.urls import reverse
from icalendar import Calendar, Event, vCalAddress

from events.calendars import zones
from events.calendars.entries import Entry, uid
from events.calendars.writing import clean, component, frame
from events.models import Booking, BookingState

OFF = (BookingState.CANCELLED, BookingState.DECLINED, BookingState.LAPSED)


def request(booking: Booking, *, for_host: bool, name: str, address: str) -> bytes:
    """`name` and `address` are of whom it goes to: calendars look for their owner by it."""
    told = entry(booking, for_host=for_host)
    return _invitation(told, "REQUEST", name, address)


def cancel(booking: Booking, *, for_host: bool, name: str, address: str) -> bytes:
    """Called off; or, for whoever was its host until then, not theirs any more."""
    told = replace(entry(booking, for_host=for_host), cancelled=True)
    return _invitation(told, "CANCEL", name, address)


def published(booking: Booking, *, for_host: bool = False) -> bytes:
    """A file to add to a calendar by hand: it says when and where, and invites nobody."""
    told = entry(booking, for_host=for_host)
    calendar = _frame(told, "PUBLISH")
    calendar.add_component(_organized(told))
    return calendar.to_ical()


def entry(booking: Booking, *, for_host: bool) -> Entry:
    """As the one or the other has it in their calendar."""
    page = settings.SITE_URL + page_of(booking, for_host=for_host)
    return Entry(
        uid=uid(booking.public_id),
        title=f"Meeting with {booking.guest if for_host else booking.host}",
        zone=booking.zone,
        starts=booking.starts_at,
        ends=booking.ends_at,
        changed_at=booking.changed_at,
        place=where(booking),
        url=page,
        description=f"To move it or call it off, open its page:\n{page}",
        sequence=booking.sequence,
        cancelled=booking.state in OFF,
        tentative=booking.state in (BookingState.PENDING, BookingState.HOLD),
    )


def where(booking: Booking) -> str:
    if not booking.place_name:
        return "Online"
    return ", ".join(part for part in (booking.place_name, booking.place_address) if part)


def page_of(booking: Booking, *, for_host: bool) -> str:
    """Where whoever reads it sees the meeting and acts on it."""
    if for_host:
        return reverse("desk:meeting", args=[booking.public_id])
    if booking.person_id:
        return booking.get_absolute_url()
    return reverse("events:guest_booking", args=[booking.public_id, booking.guest_token])


def _invitation(told, method, name, address):
    calendar = _frame(told, method)
    event = _organized(told)
    parts = {"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "ACCEPTED", "RSVP": "FALSE"}
    event.add("attendee", _mailbox(address, name, **parts), encode=False)
    calendar.add_component(event)
    return calendar.to_ical()


def _frame(told: Entry, method: str) -> Calendar:
    return frame(method, [] if told.zone == "UTC" else [zones.around(told.zone, told.starts)])


def _organized(told: Entry) -> Event:
    event = component(told)
    organizer = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    event.add("organizer", _mailbox(organizer, settings.WAGTAIL_SITE_NAME), encode=False)
    return event


def _mailbox(address, name, **parts) -> vCalAddress:
    """A name stands in quotes, so that quotes in it, and what escapes them, become others."""
    mailbox = vCalAddress(f"mailto:{clean(address)}")
    shown = clean(name).replace('"', "'").replace("^", " ")
    for key, value in {"CN": shown, **parts}.items():
        mailbox.params[key] = value
    return mailbox
