"""Tickets, prices and seats, as staff set them."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from events.models import Seat, SeatPool, WaitlistEntry
from events.operations import limits, registrations, ticketing, waiting
from events.operations.assessing import assess, assess_all
from events.reports import rules
from network.models import AuditEntry
from tests.event_factories import (
    NOON,
    EventFactory,
    SessionChoiceFactory,
    SessionFactory,
    a_ticket,
)
from tests.events.invariants import broken
from tests.events.refusing import refused
from tests.factories import a_chapter, a_member, national_staff

pytestmark = pytest.mark.django_db
MEMBERS = {"standing": ["member"]}


@pytest.fixture
def by():
    return national_staff().user


def register(ticket, person=None):
    return registrations.register(
        event=ticket.event, ticket_type=ticket, person=person or a_member(), by=None, at=NOON
    )


def names(event):
    return [one.name for one in event.ticket_types.offered()]


def actions():
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


def test_the_price_tried_first_is_the_one_that_is_paid(by):
    ticket = ticketing.add(event=EventFactory(), name="Member", by=by, at=NOON)
    for name, cents in (("Full", 20_000), ("Early", 15_000)):
        ticketing.add_price(ticket=ticket, name=name, cents=cents, by=by, at=NOON)

    ticketing.move_price_up(price=ticket.prices.get(name="Early"), by=by, at=NOON)

    assert assess(a_member(), ticket, at=NOON).cents == 15_000
    assert actions()[-1] == "events.price_moved"


def test_the_first_price_or_ticket_moves_no_further_up(by):
    ticket = a_ticket()

    ticketing.move_price_up(price=ticket.prices.get(), by=by, at=NOON)
    ticketing.move_up(ticket=ticket, by=by, at=NOON)

    assert actions() == []


def test_a_price_that_changed_is_not_that_of_places_quoted_before(by):
    ticket = a_ticket(cents=10_000)
    place = register(ticket)

    for _ in range(2):
        ticketing.edit_price(price=ticket.prices.get(), cents=12_000, by=by, at=NOON)

    place.refresh_from_db()
    assert (place.cents, assess(a_member(), ticket, at=NOON).cents) == (10_000, 12_000)
    assert actions().count("events.price_edited") == 1


def test_a_withdrawn_price_is_paid_by_nobody_new(by):
    ticket = a_ticket(cents=10_000)

    for _ in range(2):
        ticketing.withdraw_price(price=ticket.prices.get(), by=by, at=NOON)

    assert assess(a_member(), ticket, at=NOON).reasons[0][0] == "no_price"
    assert actions() == ["events.price_withdrawn"]


def test_tickets_stand_in_the_order_staff_gave_them(by):
    event = EventFactory()
    for name in ("One", "Two", "Three"):
        ticketing.add(event=event, name=name, by=by, at=NOON)

    ticketing.move_up(ticket=event.ticket_types.get(name="Three"), by=by, at=NOON)

    assert names(event) == ["One", "Three", "Two"]


def test_a_withdrawn_ticket_is_offered_again_when_put_back(by):
    ticket = a_ticket(name="Member")

    for _ in range(2):
        ticketing.withdraw(ticket=ticket, by=by, at=NOON)
    assert names(ticket.event) == []
    ticketing.put_back(ticket=ticket, by=by, at=NOON)

    assert names(ticket.event) == ["Member"]
    assert actions() == ["events.ticket_withdrawn", "events.ticket_put_back"]


def test_what_a_ticket_or_price_cannot_be_is_refused_and_leaves_nothing(by):
    ticket = a_ticket(name="Member")
    ours = {"event": ticket.event, "by": by, "at": NOON}
    late = {"from_at": NOON, "until_at": NOON - dt.timedelta(days=1)}
    price = {"ticket": ticket, "name": "X", "by": by, "at": NOON}

    refused("ticket_type_once_per_event", ticketing.add, name="Member", **ours)
    refused("audience", ticketing.add, name="X", audience={"standing": ["king"]}, **ours)
    refused("price_rule_within_reason", ticketing.add_price, cents=1_000_001, **price)
    refused("price_rule_from_before_until", ticketing.add_price, cents=1, **late, **price)
    with pytest.raises(TypeError):
        ticketing.edit(ticket=ticket, pool=None, by=by, at=NOON)

    assert (names(ticket.event), ticket.prices.count(), actions()) == (["Member"], 1, [])


def test_an_event_that_gets_a_limit_seats_those_who_come_already(by):
    ticket = a_ticket()
    for _ in range(3):
        register(ticket)

    said = refused("taken", limits.set_size, event=ticket.event, size=2, by=by, at=NOON)
    limits.set_size(event=ticket.event, size=4, by=by, at=NOON)

    assert said == "3 seats are taken: there cannot be fewer."
    assert Seat.objects.filter(registration=None).count() == 1
    assert broken() == []


def test_a_ticket_and_a_session_have_limits_of_their_own(by):
    ticket = a_ticket()
    place = register(ticket)
    session = SessionFactory(event=ticket.event)
    SessionChoiceFactory(registration=place, session=session)

    limits.set_size(event=ticket.event, ticket_type=ticket, size=5, by=by, at=NOON)
    limits.set_size(event=ticket.event, session=session, size=1, by=by, at=NOON)

    assert sorted(SeatPool.objects.values_list("kind", flat=True)) == ["session", "tickets"]
    assert broken() == []
    for of in ({"ticket_type": ticket}, {"session": session}):
        limits.set_size(event=ticket.event, size=None, by=by, at=NOON, **of)
    assert (SeatPool.objects.count(), Seat.objects.count(), broken()) == (0, 0, [])


def test_fewer_seats_than_are_taken_is_refused_with_the_number(by):
    ticket = a_ticket(seats=5)
    for _ in range(3):
        register(ticket)

    said = refused("taken", limits.set_size, event=ticket.event, size=2, by=by, at=NOON)

    assert said == "3 seats are taken or held back: there cannot be fewer."
    assert (Seat.objects.usable().count(), actions().count("events.seats")) == (5, 0)
    refused("too_many", limits.set_size, event=ticket.event, size=20_001, by=by, at=NOON)


def test_more_seats_go_to_those_who_wait(by):
    ticket = a_ticket(seats=1)
    register(ticket)
    waiting.join(event=ticket.event, ticket_type=ticket, person=a_member(), by=None, at=NOON)

    limits.set_size(event=ticket.event, size=2, by=by, at=NOON)

    assert WaitlistEntry.objects.get().state == "offered"


def test_seats_held_back_are_for_nobody_else_until_given_back(by):
    ticket = a_ticket(seats=3)
    pool = limits.pool_of(ticket.event)
    hold = {"pool": pool, "purpose": "speakers", "by": by}

    said = refused("full", limits.hold_back, **(hold | {"number": 4}), at=NOON)
    refused("purpose", limits.hold_back, **(hold | {"number": 1, "purpose": " "}), at=NOON)
    limits.hold_back(**hold, number=3, at=NOON)
    with pytest.raises(ValidationError):
        register(ticket)
    limits.hold_back(**hold, number=0, at=NOON)

    assert said == "Only 3 seats are free."
    assert register(ticket).state == "confirmed"


def test_what_anybody_would_pay_follows_the_rules_staff_wrote(by):
    event = EventFactory()
    ticket = ticketing.add(event=event, name="Member", audience=MEMBERS, by=by, at=NOON)
    ticketing.add_price(ticket=ticket, name="Members", cents=5_000, by=by, at=NOON)

    [member], [stranger] = (assess_all(event, who, at=NOON) for who in (a_member(), None))

    assert (member.allowed, member.cents, stranger.allowed) == (True, 5_000, False)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({}, "Everybody"),
        ({"standing": ["member", "alum"]}, "Members and alumni"),
        ({"chapter": ["texas"], "standing": ["member"]}, "Members of Texas"),
        ({"office": ["mayor", "council"]}, "Everybody who holds office as mayor or council member"),
        ({"caucus": ["lanterns"]}, "Everybody of some groups"),
    ],
)
def test_rules_are_said_in_plain_words_and_name_no_caucus(rule, said):
    a_chapter()

    assert rules.Sayer().say(rule) == said
