"""An event is called off: places, lines, pages for paying, money and letters come out right."""

import datetime as dt

import pytest
from django.utils import timezone

from events import payments
from events.models import Payment, Refund, State, WaitlistEntry
from events.operations import books, calling_off, checkouts, refunds, registrations, waiting
from events.reports import calling_off as reckoning
from network.models import AuditEntry, Letter
from tests.event_factories import (
    EventFactory,
    PaymentFactory,
    RefundFactory,
    RegistrationFactory,
    a_ticket,
)
from tests.events.invariants import broken
from tests.events.refusing import refused
from tests.factories import a_member, national_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def by():
    return national_staff().user


@pytest.fixture
def ticket(now):
    event = EventFactory(starts_at=now + dt.timedelta(days=30))
    return a_ticket(event, cents=12_500, seats=3)


@pytest.fixture
def member():
    numbers = iter(range(1, 100))
    return lambda: a_member(email=f"member{next(numbers)}@example.org")


def register(ticket, person, now):
    return registrations.register(
        event=ticket.event, ticket_type=ticket, person=person, by=None, at=now
    )


def begin(place, now):
    checkouts.begin(order=place.order, by=None, at=now)
    return Payment.objects.get(order=place.order, state="open")


def paid(stripe, client, ticket, person, now, way="card"):
    place = register(ticket, person, now)
    payment = begin(place, now)
    stripe.pay(payment.stripe_session_id, way)
    stripe.tell(client)
    return place


def call_off(ticket, by, now, words="The hall was flooded."):
    return calling_off.call_off(event=ticket.event, words=words, by=by, at=now)


def finish(ticket, by, now):
    calling_off.finish(ticket.event.pk, by=by, at=now)


def states(event):
    return set(event.registrations.values_list("state", flat=True))


def letters(kind):
    return Letter.objects.filter(kind=kind).count()


def test_nobody_new_comes_from_the_moment_it_is_called_off(ticket, member, by, now):
    for _ in range(2):
        event = call_off(ticket, by, now)

    refused("cancelled", register, ticket, member(), now)
    event.refresh_from_db()
    assert (event.cancelled_at, event.sequence) == (now, 1)
    assert event.called_off_words == "The hall was flooded."
    assert AuditEntry.objects.filter(action="events.cancel").count() == 1


def test_an_event_that_is_over_is_not_called_off(ticket, by, now):
    refused("over", call_off, ticket, by, now + dt.timedelta(days=31))

    assert AuditEntry.objects.count() == 0


def test_those_who_paid_get_their_money_those_who_wait_are_told(
    stripe, client, ticket, member, by, now, send_letters
):
    paid(stripe, client, ticket, member(), now)
    begun = begin(register(ticket, member(), now), now)
    register(ticket, member(), now)
    waiting.join(event=ticket.event, ticket_type=ticket, person=member(), by=None, at=now)

    call_off(ticket, by, now)
    send_letters()
    for _ in range(2):
        finish(ticket, by, now)
    send_letters()

    assert states(ticket.event) == {State.CANCELLED}
    assert WaitlistEntry.objects.get().state == "left"
    assert payments.session(begun.stripe_session_id).status == "expired"
    refund = Refund.objects.get()
    assert (refund.cents, refund.state) == (12_500, "done")
    assert len(stripe.calls("POST /v1/refunds")) == 1
    told = [letters(kind) for kind in ("event_called_off", "line_called_off", "refund_begun")]
    assert told == [3, 1, 1]
    assert "The hall was flooded." in Letter.objects.filter(kind="event_called_off")[0].body
    assert broken() == []


def test_money_that_came_while_its_page_was_being_closed_goes_back(
    stripe, client, ticket, member, by, now, send_letters
):
    begun = begin(register(ticket, member(), now), now)

    call_off(ticket, by, now)
    stripe.pay(begun.stripe_session_id)
    send_letters()
    stripe.tell(client)
    send_letters()

    begun.refresh_from_db()
    assert (begun.state, begun.refunded_cents) == ("captured", 12_500)
    assert states(ticket.event) == {State.CANCELLED}
    assert (letters("event_called_off"), letters("place_confirmed"), broken()) == (1, 0, [])


def test_a_bank_debit_on_its_way_goes_back_once_it_came(
    stripe, client, ticket, member, by, now, send_letters
):
    place = paid(stripe, client, ticket, member(), now, way="bank")
    session = Payment.objects.get().stripe_session_id

    call_off(ticket, by, now)
    send_letters()
    place.refresh_from_db()
    assert (place.state, Refund.objects.count()) == (State.CANCELLED, 0)
    stripe.settle(session, arrives=True)
    stripe.tell(client)
    send_letters()

    assert Payment.objects.get().refunded_cents == 12_500
    assert broken() == []


def test_where_stripe_cannot_be_asked_the_rest_is_done_and_it_is_tried_again(
    stripe, client, ticket, member, by, now, send_letters
):
    paid(stripe, client, ticket, member(), now)
    begin(register(ticket, member(), now), now)
    call_off(ticket, by, now)

    stripe.fault("500", times=3, path="POST /v1/checkout/sessions")
    with pytest.raises(ExceptionGroup):
        finish(ticket, by, now)
    assert (states(ticket.event), Refund.objects.count()) == ({State.CANCELLED}, 1)
    finish(ticket, by, now)

    assert set(Payment.objects.values_list("state", flat=True)) == {"captured", "expired"}
    assert letters("event_called_off") == 2


def test_killed_after_any_batch_it_is_finished_by_the_clock(
    ticket, member, by, now, send_letters, monkeypatch
):
    for _ in range(3):
        register(ticket, member(), now)
    call_off(ticket, by, now)
    monkeypatch.setattr(calling_off, "BATCH", 1)
    calling_off._end_some(ticket.event.pk, by, now)

    calling_off.look_after(now)
    send_letters()

    assert (states(ticket.event), letters("event_called_off")) == ({State.CANCELLED}, 3)
    assert AuditEntry.objects.filter(action="events.place_cancelled").count() == 3


def test_a_refund_that_failed_is_a_persons_to_decide_and_not_asked_again(ticket, by, now):
    place = RegistrationFactory(ticket_type=ticket, cents=12_500)
    payment = PaymentFactory(order=place.order)
    RefundFactory(payment=payment, cents=12_500, state="failed")

    call_off(ticket, by, now)
    finish(ticket, by, now)

    assert Refund.objects.count() == 1


def test_a_purchase_order_is_not_owed_any_more(ticket, member, by, now):
    place = register(ticket, member(), now)
    promise = books.promise(
        order=place.order,
        kind="po",
        due_on=timezone.localdate(now) + dt.timedelta(days=20),
        reference="PO 7",
        by=by,
        at=now,
    )
    books.approve(payment=promise, by=by, at=now)

    call_off(ticket, by, now)
    finish(ticket, by, now)

    promise.refresh_from_db()
    assert (promise.state, states(ticket.event)) == ("void", {State.CANCELLED})


def test_the_dry_run_reckons_what_is_then_done(ticket, member, by, now):
    for kind in ("stripe", "stripe", "check"):
        place = RegistrationFactory(ticket_type=ticket, cents=12_500, person=member())
        PaymentFactory(order=place.order, kind=kind)
    kept = RegistrationFactory(
        ticket_type=ticket, cents=12_500, state="cancelled", kept_cents=2_500
    )
    kept.order.total_cents = 2_500
    kept.order.save()
    PaymentFactory(order=kept.order, amount_cents=12_500, captured_cents=2_500)

    run = reckoning.dry_run(ticket.event)
    assert Refund.objects.count() == 0
    call_off(ticket, by, now)
    finish(ticket, by, now)

    assert (run.places, run.total, run.orders) == (3, 37_500, 3)
    assert sum(Refund.objects.values_list("cents", flat=True)) == run.total
    assert run.left == [
        "What came by check or purchase order is sent back by hand.",
        "Orders of which a part was kept when a place was given back: 1.",
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_the_dry_run_asks_the_same_for_one_and_for_many(
    ticket, member, django_assert_num_queries, number
):
    for _ in range(number):
        place = RegistrationFactory(ticket_type=ticket, cents=12_500)
        PaymentFactory(order=place.order)
        RefundFactory(payment=place.order.payments.get(), cents=100)

    with django_assert_num_queries(9):
        run = reckoning.dry_run(ticket.event)

    assert run.total == number * 12_400


def test_a_failure_midway_leaves_no_letter_and_no_line(ticket, member, by, now, monkeypatch):
    register(ticket, member(), now)
    call_off(ticket, by, now)

    def no_letters(place):
        raise LookupError

    monkeypatch.setattr(calling_off.mail, "event_called_off", no_letters)
    with pytest.raises(LookupError):
        finish(ticket, by, now)

    assert states(ticket.event) == {State.HELD}
    assert AuditEntry.objects.filter(action="events.place_cancelled").count() == 0
    assert refunds.unsent().count() == 0


def test_its_page_says_why_it_was_called_off(client, ticket, by, now):
    call_off(ticket, by, now)

    page = client.get(ticket.event.get_absolute_url())

    assert b"This event was called off. <span>The hall was flooded.</span>" in page.content
