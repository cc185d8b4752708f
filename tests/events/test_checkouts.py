"""Paying on Stripe's page, with its word late, early, twice, or not at all."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from events import payments
from events.models import (
    Event,
    MoneyMatter,
    Payment,
    Refund,
    Seat,
    State,
    StripeEvent,
    WaitlistEntry,
)
from events.operations import checkouts, choices, orders, refunds, registrations, seats, waiting
from network.models import Letter
from tests.event_factories import (
    EventFactory,
    SessionChoiceFactory,
    SessionFactory,
    a_pool,
    a_ticket,
)
from tests.events import invariants
from tests.factories import a_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def ticket(now):
    event = EventFactory(starts_at=now + dt.timedelta(days=30))
    return a_ticket(event, cents=12_500, seats=1)


def register(ticket, now, person=None):
    return registrations.register(
        event=ticket.event,
        ticket_type=ticket,
        person=person or a_member(email="dana@example.org"),
        by=None,
        at=now,
    )


def begin(place, now):
    """The payment, whose page is open now."""
    checkouts.begin(order=place.order, by=None, at=now)
    return Payment.objects.get(order=place.order, state="open")


def send_refunds(now):
    for refund in Refund.objects.filter(state="asked"):
        refunds.send(refund.pk, at=now)


def fresh(row):
    row.refresh_from_db()
    return row


def test_a_paid_place_is_confirmed_by_the_webhook(stripe, client, ticket, now):
    place = register(ticket, now)
    payment = begin(place, now)

    stripe.pay(payment.stripe_session_id)
    told = stripe.tell(client)

    assert {status for _, status in told} == {200}
    assert fresh(place).state == State.CONFIRMED
    assert (fresh(payment).state, payment.captured_cents) == ("captured", 12_500)
    assert Letter.objects.filter(kind="place_confirmed").count() == 1
    assert set(StripeEvent.objects.values_list("state", flat=True)) == {"done"}


def test_whoever_asks_twice_gets_the_same_page(stripe, ticket, now):
    place = register(ticket, now)

    addresses = {checkouts.begin(order=place.order, by=None, at=now) for _ in range(2)}

    assert len(addresses) == 1
    assert len(stripe.calls("POST /v1/checkout/sessions")) == 1


def test_a_signal_told_twenty_times_is_one_confirmation(stripe, client, ticket, now):
    payment = begin(register(ticket, now), now)
    stripe.pay(payment.stripe_session_id)

    for letter in stripe.take():
        for _ in range(20):
            assert stripe.post(client, letter).status_code == 200

    assert Letter.objects.filter(kind="place_confirmed").count() == 1
    assert orders.money_cents(payment.order) == 12_500


def test_a_place_is_kept_as_long_as_its_page_is_open(stripe, ticket, now):
    place = register(ticket, now)
    begin(place, now)

    checkouts.release_lapsed(at=now + dt.timedelta(minutes=20))

    assert fresh(place).state == State.HELD
    assert place.hold_expires_at == now + checkouts.PAGE_LASTS + checkouts.GRACE


def test_a_lapsed_place_is_let_go_after_its_page_is_closed(stripe, ticket, now):
    place = register(ticket, now)
    payment = begin(place, now)

    checkouts.release_lapsed(at=now + dt.timedelta(minutes=37))

    assert (fresh(place).state, fresh(payment).state) == (State.EXPIRED, "expired")
    assert payments.session(payment.stripe_session_id).status == "expired"
    assert Seat.objects.taken().count() == 0


def test_stripe_unreachable_keeps_the_seat(stripe, ticket, now):
    place = register(ticket, now)
    begin(place, now)
    stripe.fault("500", times=30)

    with pytest.raises(ExceptionGroup):
        checkouts.release_lapsed(at=now + dt.timedelta(minutes=37))

    assert fresh(place).state == State.HELD


def test_paid_in_the_last_second_the_sweeper_finds_the_money(stripe, ticket, now):
    place = register(ticket, now)
    payment = begin(place, now)
    stripe.pay(payment.stripe_session_id)

    checkouts.release_lapsed(at=now + dt.timedelta(minutes=37))

    assert fresh(place).state == State.CONFIRMED


def late(stripe, place, now):
    """The place lapsed in our books, though its page was paid."""
    payment = begin(place, now)
    stripe.pay(payment.stripe_session_id)
    registrations.expire(registration=place, at=now)
    return payment


def test_late_money_finds_a_free_seat(stripe, ticket, now):
    place = register(ticket, now)
    payment = late(stripe, place, now)

    checkouts.sync_checkout(payment.stripe_session_id, at=now)

    assert fresh(place).state == State.CONFIRMED
    assert fresh(place.order).total_cents == 12_500
    assert Refund.objects.count() == 0


def test_late_money_whose_seat_is_gone_goes_back_and_its_payer_is_first_in_line(
    stripe, ticket, now
):
    place = register(ticket, now)
    payment = late(stripe, place, now)
    register(ticket, now, a_member())

    checkouts.sync_checkout(payment.stripe_session_id, at=now)
    send_refunds(now)

    assert (fresh(place).state, fresh(payment).refunded_cents) == (State.EXPIRED, 12_500)
    assert WaitlistEntry.objects.get(person=place.person).ahead
    assert Letter.objects.filter(kind="paid_too_late").count() == 1


def test_what_a_revived_place_had_chosen_stays_where_a_seat_is_free(stripe, ticket, now):
    """Seats were given back when it lapsed; one session filled up meanwhile."""
    place = register(ticket, now)
    times = {"starts_at": ticket.event.starts_at, "ends_at": ticket.event.ends_at}
    roomy, full = (
        SessionFactory(event=ticket.event, pool=a_pool(ticket.event, 1, kind="session"), **times)
        for _ in range(2)
    )
    for session in (roomy, full):
        SessionChoiceFactory(registration=place, session=session)
        seats.take(place, [session.pool_id])
    payment = late(stripe, place, now)
    Seat.objects.filter(pool=full.pool).update(retired=True)

    checkouts.sync_checkout(payment.stripe_session_id, at=now)

    assert fresh(place).state == State.CONFIRMED
    assert list(choices.chosen_by(place)) == [roomy]
    assert Seat.objects.get(pool=roomy.pool).registration == place
    assert invariants.broken() == []


def test_late_money_of_somebody_in_line_puts_them_in_front(stripe, ticket, now):
    place = register(ticket, now)
    payment = late(stripe, place, now)
    register(ticket, now, a_member())
    waiting.join(event=ticket.event, ticket_type=ticket, person=a_member(), by=None, at=now)
    waiting.join(event=ticket.event, ticket_type=ticket, person=place.person, by=None, at=now)

    checkouts.sync_checkout(payment.stripe_session_id, at=now)

    assert WaitlistEntry.objects.in_line().first().person == place.person
    assert "You are first in line" in Letter.objects.get(kind="paid_too_late").body


def test_late_money_for_what_was_called_off_promises_no_place(stripe, ticket, now):
    place = register(ticket, now)
    payment = late(stripe, place, now)
    Event.objects.filter(pk=ticket.event_id).update(cancelled_at=now, sequence=1)

    checkouts.sync_checkout(payment.stripe_session_id, at=now)

    assert (Refund.objects.get().cents, WaitlistEntry.objects.count()) == (12_500, 0)
    assert "first in line" not in Letter.objects.get(kind="paid_too_late").body


def test_late_money_does_not_jump_the_line(stripe, ticket, now):
    place = register(ticket, now)
    payment = begin(place, now)
    bob = a_member()
    waiting.join(event=ticket.event, ticket_type=ticket, person=bob, by=None, at=now)
    stripe.pay(payment.stripe_session_id)
    registrations.expire(registration=place, at=now)

    checkouts.sync_checkout(payment.stripe_session_id, at=now)

    assert fresh(place).state == State.EXPIRED
    assert Refund.objects.get().cents == 12_500


def test_what_is_paid_twice_goes_back_once(stripe, ticket, now):
    place = register(ticket, now)
    first = begin(place, now)
    Payment.objects.filter(pk=first.pk).update(state="expired")
    second = begin(place, now)
    for payment in (first, second):
        stripe.pay(payment.stripe_session_id)
        checkouts.sync_checkout(payment.stripe_session_id, at=now)

    send_refunds(now)

    assert (fresh(first).refunded_cents, fresh(second).refunded_cents) == (0, 12_500)
    assert len(stripe.calls("POST /v1/refunds")) == 1


def test_money_after_a_cancellation_goes_back(stripe, ticket, now):
    place = register(ticket, now)
    payment = begin(place, now)
    registrations.cancel(registration=place, by=None, at=now)
    stripe.pay(payment.stripe_session_id)

    checkouts.sync_checkout(payment.stripe_session_id, at=now)
    send_refunds(now)

    assert fresh(payment).refunded_cents == 12_500
    assert fresh(place).state == State.CANCELLED


def test_a_bank_debit_on_its_way_keeps_the_place_and_then_confirms_it(stripe, client, ticket, now):
    place = register(ticket, now)
    payment = begin(place, now)
    stripe.pay(payment.stripe_session_id, way="bank")
    stripe.tell(client)
    assert (fresh(place).state, fresh(payment).state) == (State.PROCESSING, "processing")
    checkouts.release_lapsed(at=now + dt.timedelta(days=3))
    assert fresh(place).state == State.PROCESSING

    stripe.settle(payment.stripe_session_id, arrives=True)
    stripe.tell(client)

    assert fresh(place).state == State.CONFIRMED


def test_a_bank_debit_that_fails_leaves_a_day_to_pay_otherwise(stripe, client, ticket, now):
    place = register(ticket, now)
    payment = begin(place, now)
    stripe.pay(payment.stripe_session_id, way="bank")
    stripe.tell(client)
    stripe.settle(payment.stripe_session_id, arrives=False)

    stripe.tell(client)

    assert (fresh(place).state, fresh(payment).state) == (State.HELD, "failed")
    assert place.hold_expires_at > now + dt.timedelta(hours=23)
    assert begin(place, timezone.now()).attempt == 2


def test_word_that_comes_before_we_kept_the_session_finds_its_payment(stripe, ticket, now):
    place = register(ticket, now)
    payment = begin(place, now)
    session = payment.stripe_session_id
    stripe.pay(session)
    Payment.objects.update(stripe_session_id=None, session_url="")

    checkouts.sync_checkout(session, at=now)

    assert fresh(place).state == State.CONFIRMED
    assert fresh(payment).stripe_session_id == session


def test_another_amount_than_was_due_waits_for_a_person(stripe, ticket, now):
    place = register(ticket, now)
    payment = begin(place, now)
    Payment.objects.update(amount_cents=12_600)
    stripe.pay(payment.stripe_session_id)

    checkouts.sync_checkout(payment.stripe_session_id, at=now)

    assert (fresh(place).state, place.hold_expires_at) == (State.HELD, None)
    assert MoneyMatter.objects.get().kind == "amount"


def test_a_refund_from_the_dashboard_is_taken_over_and_told(stripe, client, ticket, now):
    place = register(ticket, now)
    payment = begin(place, now)
    stripe.pay(payment.stripe_session_id)
    stripe.tell(client)
    stripe.refund(fresh(payment).payment_intent, cents=5_000)

    stripe.tell(client)

    assert fresh(payment).refunded_cents == 5_000
    assert (fresh(place).state, MoneyMatter.objects.count()) == (State.CONFIRMED, 1)


def test_parts_are_given_back_to_the_total_and_not_a_cent_more(stripe, client, ticket, now):
    payment = begin(register(ticket, now), now)
    stripe.pay(payment.stripe_session_id)
    stripe.tell(client)
    for cents in (2_500, 10_000):
        refunds.ask(payment=payment, cents=cents, reason="As agreed", by=None, at=now)
        send_refunds(now)

    with pytest.raises(ValidationError, match=r"At most \$0 can"):
        refunds.ask(payment=payment, cents=1, reason="More", by=None, at=now)
    assert fresh(payment).refunded_cents == 12_500


def test_a_dispute_flags_the_payment_and_leaves_the_place(stripe, client, ticket, now):
    place = register(ticket, now)
    payment = begin(place, now)
    stripe.pay(payment.stripe_session_id)
    stripe.tell(client)
    dispute = stripe.dispute(fresh(payment).payment_intent)
    stripe.tell(client)
    assert (fresh(payment).disputed, fresh(place).state) == (True, State.CONFIRMED)

    stripe.close_dispute(dispute, won=True)
    stripe.tell(client)

    assert fresh(payment).disputed is False


@pytest.mark.parametrize("signed", ["wrongly", "long ago", "not"])
def test_what_stripe_did_not_sign_is_refused(stripe, client, ticket, now, signed):
    place = register(ticket, now)
    stripe.pay(begin(place, now).stripe_session_id)

    told = stripe.tell(client, signed=signed)

    assert {status for _, status in told} == {400}
    assert (fresh(place).state, StripeEvent.objects.count()) == (State.HELD, 0)


def test_a_signal_that_cannot_be_worked_on_is_kept_and_tried_again(stripe, client, ticket, now):
    place = register(ticket, now)
    stripe.pay(begin(place, now).stripe_session_id)
    letters = stripe.take()
    stripe.fault("500", times=3)
    statuses = {stripe.post(client, letter).status_code for letter in letters}
    assert 500 in statuses
    assert StripeEvent.objects.filter(state="failed").exists()

    for letter in letters:
        stripe.post(client, letter)

    assert fresh(place).state == State.CONFIRMED
