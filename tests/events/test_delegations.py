"""Several places that an organization takes, each claimed by a link."""

import datetime as dt
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from events.models import Order, PriceRule, Registration, Seat, State
from events.operations import books, checkouts, claiming, delegations, registrations, waiting
from network.models import AuditEntry, Letter
from tests.event_factories import PriceRuleFactory, TicketTypeFactory, a_ticket
from tests.events.buying import CENTS, a_paid_ticket, fresh
from tests.events.invariants import broken
from tests.factories import PartnerFactory, a_member, national_staff


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def june():
    return national_staff().user


@pytest.fixture
def league():
    return PartnerFactory(name="League of Counties")


@pytest.fixture
def ticket(now):
    return a_paid_ticket(now, seats=5)


def take(ticket, league, june, now, number=3, **more):
    return delegations.take(
        event=ticket.event,
        ticket_type=ticket,
        number=number,
        payer_group=league,
        by=june,
        at=now,
        **more,
    )


def test_places_are_held_in_one_order_of_the_organization(ticket, league, june, now):
    order, taken = take(ticket, league, june, now)

    assert (order.payer_group, order.total_cents) == (league, 3 * CENTS)
    assert {one.place.state for one in taken} == {State.HELD}
    assert {one.place.person for one in taken} == {None}
    assert len({one.secret for one in taken}) == 3
    assert Seat.objects.taken().count() == 3
    assert AuditEntry.objects.filter(action="events.places_taken").count() == 1


def test_a_purchase_order_confirms_them_all_and_each_is_claimed_once(ticket, league, june, now):
    order, taken = take(ticket, league, june, now)
    due = ticket.event.day(now)
    payment = books.promise(order=order, kind="po", due_on=due, reference="PO-7", by=june, at=now)
    books.approve(payment=payment, by=june, at=now)
    dana, bob = a_member(email="dana@example.org"), a_member()

    place = claiming.claim(secret=taken[0].secret, person=dana, by=None, at=now)

    assert (place.person, place.state) == (dana, State.CONFIRMED)
    assert Letter.objects.filter(kind="place_confirmed").count() == 1
    with pytest.raises(ValidationError) as refused:
        claiming.claim(secret=taken[0].secret, person=bob, by=None, at=now)
    assert refused.value.code == "gone"
    assert broken() == []


def test_a_check_for_all_of_them_that_comes_late_finds_free_seats(ticket, league, june, now):
    order, _ = take(ticket, league, june, now)
    checkouts.release_lapsed(at=now + dt.timedelta(days=2))
    assert Registration.objects.filter(state=State.EXPIRED).count() == 3

    books.received(order=order, cents=3 * CENTS, reference="88", by=june, at=now)

    assert Registration.objects.filter(state=State.CONFIRMED).count() == 3


def test_late_money_for_places_of_nobody_goes_back_where_the_seats_are_gone(
    ticket, league, june, now
):
    order, _ = take(ticket, league, june, now)
    checkouts.release_lapsed(at=now + dt.timedelta(days=2))
    take(ticket, league, june, now, number=5)

    payment = books.received(order=order, cents=3 * CENTS, reference="88", by=june, at=now)

    assert payment.refunds.get().cents == 3 * CENTS
    assert broken() == []


def test_free_places_are_confirmed_at_once(league, june, now):
    _, taken = take(a_ticket(), league, june, now, number=2)

    assert {one.place.state for one in taken} == {State.CONFIRMED}


def test_all_of_them_or_none(ticket, league, june, now):
    with pytest.raises(ValidationError) as refused:
        take(ticket, league, june, now, number=6)

    assert refused.value.code == "full"
    assert (Order.objects.count(), Registration.objects.count()) == (0, 0)
    assert Seat.objects.taken().count() == 0


@pytest.mark.parametrize("number", [0, -1, 51])
def test_how_many(ticket, league, june, now, number):
    with pytest.raises(ValidationError) as refused:
        take(ticket, league, june, now, number=number)

    assert refused.value.code == "number"


@pytest.mark.parametrize(
    ("fields", "code"), [({"for_guests": True}, "guest"), ({"requires_approval": True}, "approval")]
)
def test_tickets_that_no_organization_takes(league, june, now, fields, code):
    with pytest.raises(ValidationError) as refused:
        take(a_ticket(**fields), league, june, now)

    assert refused.value.code == code


def test_nobody_in_line_is_overtaken(ticket, league, june, now):
    take(ticket, league, june, now, number=5)
    waiting.join(event=ticket.event, ticket_type=ticket, person=a_member(), by=None, at=now)
    Registration.objects.first()

    with pytest.raises(ValidationError) as refused:
        take(ticket, league, june, now, number=1)

    assert refused.value.code == "wait"


def test_staff_take_members_tickets_at_the_highest_price(league, june, now):
    ticket = TicketTypeFactory(audience={"standing": ["member"]})
    for cents in (5_000, 9_000):
        PriceRuleFactory(ticket_type=ticket, cents=cents, audience={"standing": ["member"]})

    order, _ = take(ticket, league, june, now, number=2)

    assert order.total_cents == 18_000


def test_an_organization_takes_what_its_people_may_at_their_price(league, june, now):
    ticket = TicketTypeFactory(audience={"standing": ["member"]})
    PriceRuleFactory(ticket_type=ticket, cents=9_000)

    order, _ = take(ticket, league, june, now, number=1, buyer=a_member())

    assert order.total_cents == 9_000
    with pytest.raises(ValidationError) as refused:
        take(ticket, league, june, now, number=1, buyer=june.person)
    assert refused.value.code == "audience"


def test_what_has_no_price_is_not_sold(ticket, league, june, now):
    PriceRule.objects.update(withdrawn_at=now)

    with pytest.raises(ValidationError) as refused:
        take(ticket, league, june, now)

    assert refused.value.code == "no_price"


def test_who_claims_a_members_ticket_must_be_one(league, june, now):
    ticket = TicketTypeFactory(audience={"standing": ["member"]})
    PriceRuleFactory(ticket_type=ticket, cents=0)
    _, [one] = take(ticket, league, june, now, number=1)

    with pytest.raises(ValidationError) as refused:
        claiming.claim(secret=one.secret, person=june.person, by=None, at=now)

    assert refused.value.code == "audience"


def test_links_are_mailed_where_an_address_is_given(ticket, league, june, now, send_letters):
    _, taken = take(ticket, league, june, now, number=2, emails=["kay@example.org"])

    [letter] = send_letters()

    assert letter.to == ["kay@example.org"]
    [address] = [word for word in letter.body.split() if "/claim/" in word]
    assert urlsplit(address).path == f"/events/claim/{taken[0].secret}/"
    assert "League of Counties" in letter.body


def test_a_new_link_ends_the_one_before(ticket, league, june, now):
    _, [one] = take(ticket, league, june, now, number=1)

    secret = delegations.new_link(registration=one.place, email="kay@example.org", by=june, at=now)

    assert claiming.find(one.secret, at=now) is None
    assert claiming.find(secret, at=now) == one.place
    assert Letter.objects.filter(kind="place_from_organization").count() == 1


def test_a_link_that_was_ended_opens_nothing(ticket, league, june, now):
    _, [one] = take(ticket, league, june, now, number=1)

    delegations.end_link(registration=one.place, by=june, at=now)

    assert claiming.find(one.secret, at=now) is None
    assert fresh(one.place).state == State.HELD


def test_staff_name_somebody_directly(ticket, league, june, now):
    _, [one] = take(ticket, league, june, now, number=1)
    dana = a_member()

    delegations.name(registration=one.place, person=dana, by=june, at=now)

    assert fresh(one.place).person == dana
    assert claiming.find(one.secret, at=now) is None


def test_somebody_with_a_place_is_not_named(ticket, league, june, now):
    _, [one] = take(ticket, league, june, now, number=1)
    dana = a_member()
    registrations.register(event=ticket.event, ticket_type=ticket, person=dana, by=None, at=now)

    with pytest.raises(ValidationError) as refused:
        delegations.name(registration=one.place, person=dana, by=june, at=now)

    assert refused.value.code == "have_place"
    assert claiming.find(one.secret, at=now) == one.place


@pytest.mark.parametrize("what", ["taken", "state"])
def test_only_places_that_wait_for_somebody_have_links(ticket, league, june, now, what):
    _, [one] = take(ticket, league, june, now, number=1)
    if what == "taken":
        delegations.name(registration=one.place, person=a_member(), by=june, at=now)
    else:
        registrations.cancel(registration=one.place, by=june, at=now)

    for do in (delegations.new_link, delegations.end_link):
        with pytest.raises(ValidationError) as refused:
            do(registration=one.place, by=june, at=now)
        assert refused.value.code == what


def test_its_places_in_order(ticket, league, june, now):
    order, taken = take(ticket, league, june, now)

    assert delegations.of(order) == [one.place for one in taken]
