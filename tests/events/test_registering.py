"""Taking a place: by whom, at what price, until when, and what becomes of it."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from events.models import (
    Event,
    Registration,
    Seat,
    SeatPool,
    Session,
    State,
    TicketType,
    WaitlistEntry,
    WaitState,
)
from events.operations import registrations, seats, waiting
from network.models import AuditEntry, Letter
from tests.event_factories import (
    EventFactory,
    PriceRuleFactory,
    SessionFactory,
    TicketTypeFactory,
    a_pool,
    a_ticket,
)
from tests.factories import NOON, PersonFactory, a_member

pytestmark = pytest.mark.django_db
LATER = NOON + dt.timedelta(hours=1)


def register(ticket, person, **more):
    return registrations.register(
        event=ticket.event, ticket_type=ticket, person=person, by=person.user, at=NOON, **more
    )


def refusal(call, *arguments, **more):
    with pytest.raises(ValidationError) as refused:
        call(*arguments, **more)
    return refused.value.error_list[0].code


def taken(event):
    return Seat.objects.filter(pool__event=event).taken().count()


def test_a_free_place_is_confirmed_at_once_with_one_letter_and_one_line():
    ticket = a_ticket(seats=5)

    place = register(ticket, a_member(email="dana@example.org"))

    assert (place.state, place.cents, place.hold_expires_at) == (State.CONFIRMED, 0, None)
    assert taken(ticket.event) == 1
    assert Letter.objects.filter(kind="place_confirmed").count() == 1
    assert AuditEntry.objects.filter(action__startswith="events.").count() == 1


def test_a_place_that_costs_is_held_for_a_quarter_of_an_hour():
    ticket = a_ticket(cents=12_500, seats=5)

    place = register(ticket, a_member())

    assert (place.state, place.cents) == (State.HELD, 12_500)
    assert place.hold_expires_at == NOON + dt.timedelta(minutes=15)
    assert place.order.total_cents == 12_500
    assert place.standing == "member"


def test_the_price_is_the_first_that_fits():
    ticket = TicketTypeFactory()
    PriceRuleFactory(ticket_type=ticket, cents=9_000, priority=2)
    PriceRuleFactory(ticket_type=ticket, cents=5_000, priority=1, audience={"standing": ["member"]})
    PriceRuleFactory(ticket_type=ticket, cents=1, priority=0, until_at=NOON)

    assert register(ticket, a_member()).cents == 5_000
    assert register(ticket, PersonFactory()).cents == 9_000


def test_whom_a_ticket_is_not_for_is_told_whom_it_is_for():
    ticket = a_ticket(audience={"standing": ["member", "alum"]})

    with pytest.raises(ValidationError) as refused:
        register(ticket, PersonFactory())

    assert refused.value.messages == [f"“{ticket.name}” is for members and alumni."]


def test_two_tabs_are_one_place():
    ticket, person = a_ticket(cents=100, seats=5), a_member()

    assert register(ticket, person) == register(ticket, person)
    assert (taken(ticket.event), Registration.objects.count()) == (1, 1)


def test_who_has_a_place_takes_no_other():
    event = EventFactory()
    first, second = a_ticket(event), a_ticket(event, name="Another")
    person = a_member()
    register(first, person)

    assert refusal(register, second, person) == "have_place"


def test_nothing_is_half_taken_where_one_pool_is_full():
    ticket = a_ticket(cents=100, seats=5)
    ticket.pool = a_pool(ticket.event, 0, kind="tickets")
    ticket.save()

    assert refusal(register, ticket, a_member()) == "full"
    assert (taken(ticket.event), Registration.objects.count()) == (0, 0)


def test_a_lapsed_place_goes_to_the_first_who_waits():
    ticket = a_ticket(cents=100, seats=1)
    place = register(ticket, a_member())
    bob = a_member(email="bob@example.org")
    entry = waiting.join(event=ticket.event, ticket_type=ticket, person=bob, by=None, at=NOON)

    registrations.expire(registration=place, at=LATER)

    entry.refresh_from_db()
    assert (entry.state, entry.registration.state) == (WaitState.OFFERED, State.HELD)
    assert taken(ticket.event) == 1
    assert Letter.objects.filter(kind="place_offered", to="bob@example.org").count() == 1


def test_nobody_jumps_the_line():
    ticket = a_ticket(seats=1)
    register(ticket, a_member())
    waiting.join(event=ticket.event, ticket_type=ticket, person=a_member(), by=None, at=NOON)
    seats.resize(pool=SeatPool.objects.get(), size=2, by=None, at=NOON)

    assert refusal(register, ticket, a_member()) == "wait"


def test_there_is_no_line_where_there_is_room():
    ticket = a_ticket(seats=1)

    with pytest.raises(ValidationError, match="There is room"):
        waiting.join(event=ticket.event, ticket_type=ticket, person=a_member(), by=None, at=NOON)
    assert WaitlistEntry.objects.count() == 0


def test_a_cancelled_place_gives_its_seat_back_and_again_changes_nothing():
    ticket = a_ticket(seats=1)
    place = register(ticket, a_member(email="dana@example.org"))

    registrations.cancel(registration=place, by=None, at=LATER)
    registrations.cancel(registration=place, by=None, at=LATER)

    assert taken(ticket.event) == 0
    assert Letter.objects.filter(kind="place_cancelled").count() == 1


def test_a_place_is_handed_on_with_its_seat_and_price():
    ticket = a_ticket(seats=1)
    place = register(ticket, a_member())
    heir = a_member()

    new = registrations.transfer(registration=place, to=heir, by=None, at=LATER)

    place.refresh_from_db()
    assert (place.state, place.credential_version) == (State.TRANSFERRED, 2)
    assert (new.state, new.person, new.previous) == (State.CONFIRMED, heir, place)
    assert Seat.objects.get(registration=new).pool.event == ticket.event


def test_fewer_seats_than_are_taken_are_refused_with_the_number():
    ticket = a_ticket(seats=3)
    register(ticket, a_member())
    register(ticket, a_member())

    with pytest.raises(ValidationError, match="2 seats are taken"):
        seats.resize(pool=SeatPool.objects.get(), size=1, by=None, at=NOON)


def test_seats_held_back_are_for_nobody_else():
    ticket = a_ticket(seats=2)
    pool = SeatPool.objects.get()
    seats.hold_back(pool=pool, number=2, purpose="speakers", by=None, at=NOON)

    assert refusal(register, ticket, a_member()) == "full"


def test_a_request_is_approved_or_declined_once():
    ticket = a_ticket(cents=100, seats=1, requires_approval=True)
    place = register(ticket, a_member())
    assert (place.state, taken(ticket.event)) == (State.APPLIED, 0)

    registrations.approve(registration=place, by=None, at=LATER)

    place.refresh_from_db()
    place.order.refresh_from_db()
    assert (place.state, place.order.total_cents, taken(ticket.event)) == (State.HELD, 100, 1)
    assert refusal(registrations.decline, registration=place, by=None, at=LATER) == "state"


def test_what_was_read_before_the_lock_is_read_again():
    """Called off, or limited, while somebody filled in the page."""
    ticket = a_ticket(seats=5)
    read_before = TicketType.objects.select_related("event").get(pk=ticket.pk)
    ticket.pool = a_pool(ticket.event, 1, kind="tickets", name="Members")
    ticket.save()

    register(read_before, a_member())

    assert taken(ticket.event) == 2
    read_before = TicketType.objects.select_related("event").get(pk=ticket.pk)
    Event.objects.update(cancelled_at=NOON, sequence=1)
    assert refusal(register, read_before, a_member()) == "cancelled"
    wait = {"event": ticket.event, "ticket_type": read_before, "by": None, "at": NOON}
    with pytest.raises(ValidationError, match="called off"):
        waiting.join(person=a_member(), **wait)


def test_a_session_that_was_limited_meanwhile_gives_a_seat():
    ticket = a_ticket()
    session = SessionFactory(event=ticket.event)
    read_before = Session.objects.get(pk=session.pk)
    session.pool = a_pool(ticket.event, 1, kind="session", name="Talk")
    session.save()

    register(ticket, a_member(), sessions=[read_before])

    assert taken(ticket.event) == 1
