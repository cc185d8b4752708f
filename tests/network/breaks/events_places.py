"""Tickets, prices, seats and places at events."""

import datetime as dt

from events.models import Seat, State
from tests.event_factories import (
    EventFactory,
    OrderFactory,
    PriceRuleFactory,
    RegistrationFactory,
    TicketTypeFactory,
    WaitlistEntryFactory,
    a_pool,
)
from tests.factories import NOON, PersonFactory, the_network

EARLIER = NOON - dt.timedelta(hours=1)


def twice(make, **fields):
    for _ in range(2):
        make(**fields)


def one_ticket_twice():
    twice(TicketTypeFactory, event=EventFactory(), name="Member")


def two_prices_at_one_priority():
    twice(PriceRuleFactory, ticket_type=TicketTypeFactory(), priority=1)


def two_pools_for_the_whole_event():
    event = EventFactory()
    a_pool(event, 1)
    a_pool(event, 1)


def one_seat_twice():
    twice(Seat.objects.create, pool=a_pool(EventFactory(), 0), number=1)


def a_place_on_two_seats():
    place = RegistrationFactory()
    pool = a_pool(place.event, 2)
    Seat.objects.filter(pool=pool).update(registration=place)


def a_seat_taken_away_from_under_somebody():
    place = RegistrationFactory()
    a_pool(place.event, 1)
    Seat.objects.update(registration=place, retired=True)


def two_places_of_one_person():
    twice(RegistrationFactory, event=EventFactory(), person=PersonFactory())


def one_link_for_two_places():
    twice(RegistrationFactory, claim_digest="a" * 64)


def nobodys_place():
    RegistrationFactory(person=None, order=OrderFactory())


def twice_in_line():
    twice(WaitlistEntryFactory, event=EventFactory(), person=PersonFactory())


BREAKS = {
    "event_with_places_has_an_address": lambda: EventFactory(slug=None),
    "event_closes_after_it_opens": lambda: EventFactory(opens_at=NOON, closes_at=EARLIER),
    "ticket_type_once_per_event": one_ticket_twice,
    "ticket_type_refunds_at_most_all": lambda: TicketTypeFactory(refund_percent=101),
    "ticket_type_sold_from_before_until": lambda: TicketTypeFactory(
        sales_from=NOON, sales_until=EARLIER
    ),
    "price_rule_one_at_a_priority": two_prices_at_one_priority,
    "price_rule_from_before_until": lambda: PriceRuleFactory(from_at=NOON, until_at=EARLIER),
    "price_rule_within_reason": lambda: PriceRuleFactory(cents=1_000_001),
    "pool_one_for_the_whole_event": two_pools_for_the_whole_event,
    "seat_once_in_its_pool": one_seat_twice,
    "seat_one_per_registration_and_pool": a_place_on_two_seats,
    "seat_retired_is_empty": a_seat_taken_away_from_under_somebody,
    "order_has_one_payer": lambda: OrderFactory(payer_group=the_network()),
    "registration_one_active_per_person": two_places_of_one_person,
    "registration_claim_link_is_one_place": one_link_for_two_places,
    "registration_is_somebodys_or_to_be_claimed": nobodys_place,
    "registration_clock_runs_only_while_held": lambda: RegistrationFactory(hold_expires_at=NOON),
    "registration_confirmed_at_some_time": lambda: RegistrationFactory(confirmed_at=None),
    "registration_ended_at_some_time": lambda: RegistrationFactory(
        state=State.CANCELLED, ended_at=None
    ),
    "registration_keeps_at_most_its_price": lambda: RegistrationFactory(
        state=State.CANCELLED, cents=500, kept_cents=501
    ),
    "registration_state_is_known": lambda: RegistrationFactory(state="perhaps"),
    "waitlist_once_per_person": twice_in_line,
    "waitlist_offer_is_a_place": lambda: WaitlistEntryFactory(state="offered"),
}
