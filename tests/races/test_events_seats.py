"""The last seat, two tabs, a limit cut while people register: as many processes at once.

Each guard has a control: with it taken out, the same race is lost.
"""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from events.models import Order, Payment, Registration, Seat, SeatPool
from events.operations import registrations, seats
from network.models import AuditEntry
from tests import processes
from tests.conftest import sign_in
from tests.event_factories import EventFactory, a_pool, a_ticket
from tests.events import invariants
from tests.factories import a_member
from tests.races.guards import without_constraints

CROWD = 50

REGISTER = """
from django.core.exceptions import ValidationError
from django.utils import timezone
from events.models import Event, TicketType
from events.operations import registrations
from network.models import Person
from tests.races import guards

def act(ticket, person):
    ticket = TicketType.objects.get(pk=ticket)
    try:
        registrations.register(
            event=ticket.event, ticket_type=ticket, person=Person.objects.get(pk=person),
            by=None, at=timezone.now(),
        )
    except ValidationError as refusal:
        return refusal.error_list[0].code
    return "held"
"""
WITHOUT_LOCK = REGISTER + "\nguards.without_lock()\n"
WITHOUT_ANY = WITHOUT_LOCK + "\nguards.without_swap()\n"

IN_THE_BROWSER = """
from django.conf import settings
from django.test import Client

def act(session, address, ticket):
    client = Client(raise_request_exception=False, SERVER_NAME="localhost")
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    answer = client.post(address, {"ticket": ticket})
    while answer.status_code == 503:  # it took too long: "try again in a moment", and they do
        answer = client.post(address, {"ticket": ticket})
    return [answer.status_code, "Join the line" in answer.content.decode()]
"""


@pytest.fixture
def ticket(committed):
    event = EventFactory(starts_at=timezone.now() + dt.timedelta(days=60))
    return a_ticket(event, cents=12_500, seats=1)


def a_crowd(ticket, size):
    return [[ticket.pk, a_member(login=False).pk] for _ in range(size)]


def test_of_fifty_one_has_the_last_seat_and_the_others_are_told(committed, ticket):
    sessions = [sign_in(Client(), a_member().user).session.session_key for _ in range(CROWD)]
    address = f"/events/{ticket.event.slug}/register/"

    answers = processes.race(
        committed, IN_THE_BROWSER, [[key, address, str(ticket.public_id)] for key in sessions]
    )

    assert sorted(answers) == [[200, True]] * (CROWD - 1) + [[302, False]]
    assert Registration.objects.count() == Order.objects.count() == 1
    assert AuditEntry.objects.filter(action="events.place_held").count() == 1
    assert invariants.broken() == []


def test_of_fifty_verbs_one_holds_the_seat(committed, ticket):
    answers = processes.race(committed, REGISTER, a_crowd(ticket, CROWD))

    assert sorted(answers) == ["full"] * (CROWD - 1) + ["held"]
    assert Registration.objects.count() == Order.objects.count() == 1


def test_without_the_lock_the_swap_still_gives_the_seat_once(committed, ticket):
    """The backstop; without a transaction the others leave places without seats behind."""
    answers = processes.race(committed, WITHOUT_LOCK, a_crowd(ticket, 8))

    assert sorted(answers) == ["full"] * 7 + ["held"]
    assert Seat.objects.taken().count() == 1
    assert len(invariants.broken()) >= 7


def test_without_lock_and_swap_the_seat_is_given_away_often(committed, ticket):
    """The control."""
    answers = processes.race(committed, WITHOUT_ANY, a_crowd(ticket, 8))

    assert answers == ["held"] * 8
    assert Seat.objects.taken().count() == 1


@pytest.mark.parametrize(("whole", "own"), [(5, 1), (1, 5)])
def test_where_one_limit_is_reached_nothing_of_the_other_is_taken(committed, whole, own):
    event = EventFactory(starts_at=timezone.now() + dt.timedelta(days=60))
    ticket = a_ticket(event, cents=12_500, seats=whole)
    ticket.pool = a_pool(event, own, kind="tickets", name="Members")
    ticket.save()

    answers = processes.race(committed, REGISTER, a_crowd(ticket, 8))

    assert sorted(answers) == ["full"] * 7 + ["held"]
    taken = Seat.objects.taken().order_by("pool").values_list("pool__kind", flat=True)
    assert sorted(taken) == ["event", "tickets"]
    assert Registration.objects.count() == Order.objects.count() == 1
    assert invariants.broken() == []


TABS = """
from django.core.exceptions import ValidationError
from django.utils import timezone
from events.operations import checkouts
{register}
guards.pay_at(base := {base!r})

def act(ticket, person):
    ticket = TicketType.objects.get(pk=ticket)
    place = registrations.register(
        event=ticket.event, ticket_type=ticket, person=Person.objects.get(pk=person),
        by=None, at=timezone.now(),
    )
    return checkouts.begin(order=place.order, by=None, at=timezone.now())
"""


def tabs(stripe, *, register=REGISTER):
    return TABS.replace("{register}", register).replace("{base!r}", repr(stripe.base))


def test_eight_tabs_of_one_person_are_one_place_and_one_page_to_pay(committed, stripe, ticket):
    dana = a_member(email="dana@example.org", login=False)

    answers = processes.race(committed, tabs(stripe), [[ticket.pk, dana.pk]] * 8)

    assert len(set(answers)) == 1
    assert answers[0].startswith(stripe.base)
    assert Registration.objects.count() == Order.objects.count() == 1
    assert Payment.objects.filter(state="open").count() == 1
    asked = stripe.calls("POST /v1/checkout/sessions")
    assert len({call["key"] for call in asked}) == 1


SLOW_TO_LOOK = """
from events.operations import places
guards.slowly(places, "active_of")
"""


def test_without_lock_and_constraint_tabs_are_several_places(committed, ticket):
    """The control."""
    a_pool_of_many(ticket)
    dana = a_member(login=False)
    without_constraints(Registration, "registration_one_active_per_person")

    answers = processes.race(committed, WITHOUT_ANY + SLOW_TO_LOOK, [[ticket.pk, dana.pk]] * 4)

    assert answers == ["held"] * 4
    assert Registration.objects.filter(person=dana).count() == 4


def a_pool_of_many(ticket):
    seats.resize(pool=SeatPool.objects.get(), size=9, by=None, at=timezone.now())


BEGIN = """
from django.utils import timezone
from events.models import Order
from events.operations import checkouts
from tests.races import guards
{guards}

def act(order, base):
    guards.pay_at(base)
    return checkouts.begin(
        order=Order.objects.get(pk=order), by=None, at=timezone.now()
    )
"""


def test_without_lock_and_constraints_tabs_open_several_pages(committed, stripe, ticket):
    """The control of the one open payment."""
    place = registrations.register(
        event=ticket.event,
        ticket_type=ticket,
        person=a_member(login=False),
        by=None,
        at=timezone.now(),
    )
    without_constraints(Payment, "payment_one_open_per_order", "payment_attempt_once")
    out = 'guards.without_lock()\nguards.slowly(checkouts.mail, "address_of")'

    processes.race(committed, BEGIN.replace("{guards}", out), [[place.order_id, stripe.base]] * 4)

    assert Payment.objects.filter(state="open").count() == 4


CUT_OR_REGISTER = (
    REGISTER
    + """
from events.models import SeatPool
from events.operations import seats
register = act

def act(ticket, person):
    if person:
        return register(ticket, person)
    # and now
    try:
        seats.resize(pool=SeatPool.objects.get(), size=2, by=None, at=timezone.now())
    except ValidationError as refusal:
        return refusal.messages[0]
    return "cut"
"""
)


def test_a_limit_is_cut_or_refused_with_the_number_while_people_register(committed, ticket):
    seats.resize(pool=SeatPool.objects.get(), size=6, by=None, at=timezone.now())

    answers = processes.race(committed, CUT_OR_REGISTER, [[ticket.pk, None], *a_crowd(ticket, 8)])

    held = Registration.objects.filter(state="held").count()
    usable = Seat.objects.usable().count()
    assert (answers[0], held, usable) in [
        ("cut", 2, 2),
        *((f"{n} seats are taken or held back: there cannot be fewer.", 6, 6) for n in range(3, 7)),
    ]
    assert invariants.broken() == []


def test_without_the_lock_a_seat_is_taken_away_from_under_somebody(committed, ticket):
    """The control."""
    without_constraints(Seat, "seat_retired_is_empty")
    blindly = "guards.without_lock()\nguards.without_swap()\n"
    cut = CUT_OR_REGISTER.replace("size=2", "size=0").replace("# and now", "time.sleep(0.4)")

    answers = processes.race(
        committed, "import time\n" + cut + blindly, [[ticket.pk, None], *a_crowd(ticket, 1)]
    )

    assert answers == ["cut", "held"]
    assert Seat.objects.filter(retired=True, registration__isnull=False).count() == 1
