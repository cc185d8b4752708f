"""Bookings, the time they claim, what they were before, and requests to meet."""

import datetime as dt

from events.models import Booking, BookingChange, Claim, MeetingRequest
from tests.factories import NOON, PersonFactory, a_chapter
from tests.meeting_factories import a_host, a_place, a_type


def a_booking(**fields):
    kind = a_type(a_host())
    values = {
        "meeting_type": kind,
        "host": kind.host,
        "person": PersonFactory(),
        "guest_timezone": "America/New_York",
        "mode": "online",
        "zone": "America/New_York",
        "starts_at": NOON,
        "ends_at": NOON + dt.timedelta(minutes=30),
        "state": "confirmed",
        "made_at": NOON,
        "decided_at": NOON,
        "changed_at": NOON,
    }
    return Booking.objects.create(**values | fields)


def two_holds():
    person = PersonFactory()
    for _ in range(2):
        a_booking(person=person, state="hold", hold_until=NOON)


def claimed_twice(**whose):
    for _ in range(2):
        Claim.objects.create(booking=a_booking(), cell=1, **whose)


def a_claim_of_both():
    booking = a_booking()
    Claim.objects.create(booking=booking, host=booking.host, place=a_place(a_chapter()), cell=1)


def changed_twice():
    booking = a_booking()
    for _ in range(2):
        BookingChange.objects.create(
            booking=booking,
            what="moved",
            host=booking.host,
            starts_at=NOON,
            ends_at=NOON,
            sequence=0,
            at=NOON,
        )


def a_request(**fields):
    values = {"person": None, "group": a_chapter(), "words": "Roads", "made_at": NOON} | fields
    values["person"] = values["person"] or PersonFactory()
    return MeetingRequest.objects.create(**values)


def asked_twice():
    person = PersonFactory()
    for _ in range(2):
        a_request(person=person)


BREAKS = {
    "booking_one_hold_per_person": two_holds,
    "booking_ends_after_it_begins": lambda: a_booking(ends_at=NOON),
    "booking_clock_runs_only_while_held": lambda: a_booking(hold_until=NOON),
    "booking_is_somebodys": lambda: a_booking(person=None),
    "booking_in_person_has_a_place": lambda: a_booking(mode="in_person"),
    "booking_state_is_known": lambda: a_booking(state="dreamt"),
    "booking_decided_at_some_time": lambda: a_booking(decided_at=None),
    "claim_of_a_host_once": lambda: claimed_twice(host=a_host()),
    "claim_of_a_place_once": lambda: claimed_twice(place=a_place(a_chapter())),
    "claim_is_a_hosts_or_a_places": a_claim_of_both,
    "booking_change_once_a_sequence": changed_twice,
    "meeting_request_one_open_per_person": asked_twice,
    "meeting_request_says_something": lambda: a_request(words=""),
}
