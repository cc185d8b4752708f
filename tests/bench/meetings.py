"""What a month of open times costs, and a meeting booked, against a draft of plain Django.

Booking one is four requests: the times, holding one, saying what it is about, and the page that
this leads to. Measured in turn: in this process, and by many at once at a real server, all of
whom book with one host.
"""

import datetime as dt
from functools import partial

from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.models import Booking, BusyBlock, BusyFeed, Claim
from events.models.meet.bookings import cells
from events.operations.meet import slots
from tests.factories import a_chapter, a_member
from tests.meeting_factories import a_host, a_type

from . import crowds
from .events import AT_LEAST, CROWDS, compared, somebody, timed
from .pages import cpu, queries

BOOKED, BLOCKS = 200, 300
DAY, HALF = dt.timedelta(days=1), dt.timedelta(minutes=30)


class Way:
    """A host whom many meet; how to book with them, ours and the bare way."""

    def __init__(self):
        self.host = a_host(a_chapter(), hours=[(8, 18)], days=range(7))
        self.kind = a_type(self.host, horizon_days=60)
        self.ours, self.bare = f"/meet/about/{self.kind.slug}/", f"/bare/meet/{self.kind.slug}/"
        now = timezone.now()
        first = timezone.localdate(now) + DAY
        found = slots.open_slots(self.kind, [self.host], first=first, last=first + 58 * DAY, at=now)
        self.open = iter([slot.starts_at for slot in found])

    def sent(self):
        """Another time for everybody."""
        return {"time": f"{next(self.open):%Y-%m-%dT%H:%MZ} online"}


def fill(way):
    """Two hundred meetings, six weeks long, and a calendar elsewhere; mostly mornings are taken."""
    now = timezone.now()
    feed = BusyFeed.objects.create(host=way.host, name="Mine", address="", made_at=now, ok_at=now)
    tomorrow = (now + DAY).replace(hour=12, minute=0, second=0, microsecond=0)
    BusyBlock.objects.bulk_create(
        BusyBlock(feed=feed, starts_at=starts, ends_at=starts + HALF)
        for starts in (tomorrow + number // 5 * DAY + number % 5 * HALF for number in range(BLOCKS))
    )
    person = a_member(email="guest@example.org", login=False)
    for number in range(BOOKED):
        starts = tomorrow + number // 5 * DAY + dt.timedelta(hours=3) + number % 5 * HALF
        booking = Booking.objects.create(
            meeting_type=way.kind,
            host=way.host,
            person=person,
            guest_timezone="America/New_York",
            mode="online",
            zone=way.host.timezone,
            starts_at=starts,
            ends_at=starts + HALF,
            state="confirmed",
            made_at=now,
            changed_at=now,
            decided_at=now,
        )
        Claim.objects.bulk_create(
            Claim(booking=booking, host=way.host, cell=cell)
            for cell in cells(starts, starts + HALF)
        )


def book(client, address, sent):
    shown = client.get(address)
    held = client.post(address, sent)
    answers = [shown.status_code, held.status_code]
    if held.status_code == 302:
        filled = client.get(held.url)
        booked = client.post(held.url, {"topic": "The budget."})
        told = client.get(booked.url) if booked.status_code == 302 else booked
        answers += [filled.status_code, booked.status_code, told.status_code]
    if answers != [200, 302, 200, 302, 200]:
        raise SystemExit(f"{address} answered {answers}.")


def booking(ours, bare, rounds) -> dict:
    """One at a time, in this process."""
    taken = []
    for _ in range(rounds * 6 + 2):
        one, other = somebody(), somebody()
        taken.append(
            (
                timed(book, one, ours.ours, ours.sent()),
                timed(book, other, bare.bare, bare.sent()),
            )
        )
    client = somebody()
    with CaptureQueriesContext(connection) as asked:
        book(client, ours.ours, ours.sent())
    return compared(taken[2:], len(asked))


def month(way) -> dict:
    """The page of open times with nothing booked, and with much; and raw SQL for its rows."""
    client = somebody()
    empty = queries(client, way.ours)
    fill(way)
    number = queries(client, way.ours)
    taken = [(cpu(client, way.ours, 4), cpu(client, way.bare, 10)) for _ in range(7)]
    return compared(taken, number) | {"same": empty == number}


def at_once(ours, bare) -> dict:
    """By so many at once; each rush of ours is followed by one of the bare views'."""
    found = {}
    with crowds.served() as server:
        for way, address in ((ours, ours.ours), (bare, bare.bare)):
            crowds.rush(server, 8, coming(server, way, address, 8))  # each worker has begun
        for size in CROWDS:
            number = max(AT_LEAST, size)
            one = crowds.rush(server, size, coming(server, ours, ours.ours, number))
            other = crowds.rush(server, size, coming(server, bare, bare.bare, number))
            found[f"meeting, {size} at once"] = one | {"ratio": one["ms"] / other["ms"]}
    return found


def coming(server, way, address, number):
    every = [crowds.Browser(server.port, somebody().session.session_key) for _ in range(number)]
    return [partial(one.book, address, way.sent()) for one in every]


def measure(rounds) -> dict:
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    busy, ours, bare = Way(), Way(), Way()
    return {
        "times of a month": month(busy),
        "meeting": booking(ours, bare, rounds),
        **at_once(ours, bare),
    }
