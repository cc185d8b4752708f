"""What taking a place costs, and a scan at the door, against the same in a draft of plain Django.

A registration is three requests: the form, sending it, and the page that it leads to. Both are
measured in turn: in this process, and by many at once at a real server, whose CPU is read from
the system. Raw SQL is the same rows written by the same connection, and nothing else.
"""

import datetime as dt
import statistics
import time
import uuid
from functools import partial

from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.models import Registration, Seat
from events.operations import credentials
from network.models import AuditEntry, Letter
from tests.conftest import sign_in
from tests.event_factories import EventFactory, RegistrationFactory, a_pool, a_ticket
from tests.factories import a_chapter, a_member, national_staff

from . import crowds
from .pages import cpu, queries

PLACES = 2_000
#: How many at once, and how many there are at the least.
CROWDS = (1, 8, 32)
AT_LEAST = 24


class Ways:
    """One event and its tickets; how to go through it, ours and the bare way."""

    def __init__(self, slug, cents):
        starts = timezone.now() + dt.timedelta(days=30)
        self.event = EventFactory(
            slug=slug, starts_at=starts, needs_asked=["diet", "access"], host=a_chapter()
        )
        a_pool(self.event, PLACES)
        self.ticket = a_ticket(self.event, cents=cents, name="Member")
        a_ticket(self.event, cents=2 * cents, name="Partner", audience={"standing": ["partner"]})
        self.ours = f"/events/{slug}/register/"
        self.bare = f"/bare/{slug}/register/"

    @property
    def sent(self):
        return {"ticket": str(self.ticket.public_id), "badge_name": "Dana Reyes"}


def somebody() -> Client:
    person = a_member(email=f"{uuid.uuid4()}@example.org")
    return sign_in(Client(SERVER_NAME="localhost"), person.user)


def register(client, address, sent):
    shown = client.get(address)
    taken = client.post(address, sent)
    told = client.get(taken.url) if taken.status_code == 302 else taken
    answers = shown.status_code, taken.status_code, told.status_code
    if answers != (200, 302, 200):
        raise SystemExit(f"{address} answered {answers}.")


def timed(act, *given) -> float:
    begun = time.process_time()
    act(*given)
    return time.process_time() - begun


def registering(way, rounds) -> dict:
    """One at a time, in this process."""
    taken = []
    for _ in range(rounds * 8 + 2):
        ours, bare = somebody(), somebody()
        taken.append(
            (timed(register, ours, way.ours, way.sent), timed(register, bare, way.bare, way.sent))
        )
    client = somebody()
    with CaptureQueriesContext(connection) as asked:
        register(client, way.ours, way.sent)
    return compared(taken[2:], len(asked)) | {"raw_ms": statistics.median(raw(way)) * 1000}


def compared(taken, number) -> dict:
    return {
        "queries": number,
        "ms": statistics.median(ours for ours, _ in taken) * 1000,
        "bare_ms": statistics.median(bare for _, bare in taken) * 1000,
        "ratio": statistics.median(ours for ours, _ in taken)
        / statistics.median(bare for _, bare in taken),
    }


def raw(way) -> list[float]:
    """The rows of the last place, written anew by statements that are ready."""
    place = Registration.objects.filter(event=way.event).select_related("order").latest("pk")
    line = AuditEntry.objects.filter(subject=f"events.registration:{place.pk}").latest("pk")
    letter = Letter.objects.filter(key__contains=str(place.public_id)).first()
    rows = [row for row in (place.order, place, line, letter) if row is not None]
    free = Seat.objects.filter(pool__event=way.event, registration=None).last()
    statements = [insert(row) for row in rows]
    times = []
    for _ in range(20):
        begun = time.process_time()
        with transaction.atomic(), connection.cursor() as cursor:
            for statement, values in statements:
                cursor.execute(statement, values)
            cursor.execute(
                "UPDATE events_seat SET held_for = %s WHERE id = %s AND registration_id IS NULL",
                ["", free.pk],
            )
            transaction.set_rollback(True)
        times.append(time.process_time() - begun)
    return times


def insert(row) -> tuple[str, list]:
    """A statement that writes the row again under keys of its own."""
    fields = [field for field in row._meta.local_concrete_fields if not field.primary_key]
    fresh = {"public_id": uuid.uuid4(), "code": "BENCH234", "key": "bench", "person": None}
    if row._meta.model_name == "registration":
        fresh |= {"claim_digest": "bench"}
    values = [
        field.get_db_prep_save(fresh.get(field.name, getattr(row, field.attname)), connection)
        for field in fields
    ]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    return f"INSERT INTO {row._meta.db_table} ({columns}) VALUES ({marks})", values


class Door:
    def __init__(self):
        starts = timezone.now() + dt.timedelta(hours=1)
        self.event = EventFactory(slug="door", starts_at=starts, host=a_chapter())
        self.ticket = a_ticket(self.event)
        self.staff = sign_in(Client(SERVER_NAME="localhost"), national_staff().user)
        self.session = self.staff.session.session_key
        self.ours, self.bare = "/desk/door/door/", "/bare/door/door/"

    def place(self):
        return RegistrationFactory(ticket_type=self.ticket, confirmed_at=timezone.now())

    def scan_ours(self):
        return {"nonce": str(uuid.uuid4()), "code": credentials.code_of(self.place())}

    def scan_bare(self):
        return {"nonce": str(uuid.uuid4()), "code": str(self.place().public_id)}


def scan(client, address, sent):
    answer = client.post(address, sent)
    if answer.status_code != 200 or b"elcome" not in answer.content:
        raise SystemExit(f"{address} let nobody in: {answer.status_code}.")


def scanning(door, rounds) -> dict:
    for _ in range(40):
        door.place()
    taken = []
    for _ in range(rounds * 8 + 2):
        ours, bare = door.scan_ours(), door.scan_bare()
        taken.append(
            (
                timed(scan, door.staff, door.ours, ours),
                timed(scan, door.staff, door.bare, bare),
            )
        )
    sent = door.scan_ours()
    with CaptureQueriesContext(connection) as asked:
        scan(door.staff, door.ours, sent)
    return compared(taken[2:], len(asked))


def page(way) -> dict:
    """The event's own page, to a bare view that the same person asks for."""
    client, address = somebody(), f"/events/{way.event.slug}/"
    number = queries(client, address)
    taken = [(cpu(client, address, 4), cpu(client, "/bare/", 20)) for _ in range(7)]
    return compared(taken, number)


def at_once(way, door) -> dict:
    """The same by so many at once; each rush of ours is followed by one of the bare views'."""
    found = {}
    with crowds.served() as server:
        for size in CROWDS:
            number = max(AT_LEAST, size)
            for what, ours, bare in (
                ("registration", coming(server, way, way.ours), coming(server, way, way.bare)),
                ("scan", *shown(server, door)),
            ):
                ours, bare = (crowds.rush(server, size, make(number)) for make in (ours, bare))
                found[f"{what}, {size} at once"] = ours | {"ratio": ours["ms"] / bare["ms"]}
    return found


def coming(server, way, address):
    def make(number):
        every = [crowds.Browser(server.port, somebody().session.session_key) for _ in range(number)]
        return [partial(one.register, address, way.sent) for one in every]

    return make


def shown(server, door):
    def make(address, ticket, number):
        phones = [crowds.Browser(server.port, door.session) for _ in range(number)]
        for phone in phones:
            phone.ask("GET", door.ours)  # each has the page open
        return [partial(phone.scan, address, ticket()) for phone in phones]

    return partial(make, door.ours, door.scan_ours), partial(make, door.bare, door.scan_bare)


def measure(rounds) -> dict:
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    free, paid, door = Ways("free", 0), Ways("paid", 12_500), Door()
    return {
        "registration, free": registering(free, rounds),
        "registration, paid": registering(paid, rounds),
        "scan": scanning(door, rounds),
        "event page": page(free),
        **at_once(free, door),
    }
