"""Checks, purchase orders, our compliments, what is written off."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from events import payments
from events.models import (
    MoneyMatter,
    Payment,
    PaymentKind,
    Refund,
    Registration,
    State,
    WaitlistEntry,
)
from events.operations import books, checkouts, matters, orders, refunds, registrations, waiting
from network.models import AuditEntry, Letter
from tests.event_factories import PaymentFactory, RefundFactory
from tests.events.buying import CENTS, a_paid_ticket, begin, fresh, paid, register
from tests.factories import a_member, national_staff

CHECK, PO = PaymentKind.CHECK, PaymentKind.PURCHASE_ORDER
DAY = dt.timedelta(days=1)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def june():
    return national_staff().user


@pytest.fixture
def ticket(now):
    return a_paid_ticket(now)


@pytest.fixture
def place(ticket, now):
    return register(ticket, now)


def promise(place, now, kind=CHECK, days=10, reference="", by=None):
    due = place.event.day(now) + dt.timedelta(days=days)
    return books.promise(
        order=place.order, kind=kind, due_on=due, reference=reference, by=by, at=now
    )


def come(place, june, now, cents=CENTS):
    return books.received(order=place.order, cents=cents, reference="1042", by=june, at=now)


def lines(action):
    return AuditEntry.objects.filter(action=action).count()


def untouched(place):
    """Nothing was written: no payment, letter or line."""
    kinds = ["place_confirmed", "payment_promised"]
    return (
        not Payment.objects.filter(order=place.order).exists()
        and not Letter.objects.filter(kind__in=kinds).exists()
        and not AuditEntry.objects.filter(action__startswith="events.p", subject__contains="paym")
    )


def test_a_check_holds_its_place_until_the_end_of_the_day_it_is_due(place, now):
    payment = promise(place, now, days=10)

    assert (payment.state, payment.kind, payment.amount_cents) == ("open", "check", CENTS)
    last = fresh(place).hold_expires_at - dt.timedelta(seconds=1)
    assert place.event.day(last) == payment.due_on
    assert place.state == State.HELD
    assert Letter.objects.filter(kind="payment_promised").count() == 1
    assert lines("events.payment_promised") == 1


def test_a_place_whose_check_did_not_come_is_let_go_and_staff_are_told(place, now):
    payment = promise(place, now, days=10)
    later = now + 12 * DAY

    checkouts.release_lapsed(at=later)
    books.overdue(later)
    books.overdue(later)

    assert (fresh(place).state, fresh(payment).state) == (State.EXPIRED, "open")
    matter = MoneyMatter.objects.get()
    assert (matter.kind, matter.cents, matter.payment) == ("overdue", CENTS, payment)


def test_a_check_that_came_confirms_the_place(place, june, now):
    promise(place, now)
    books.overdue(now + 11 * DAY)

    payment = come(place, june, now)

    assert (fresh(payment).state, payment.captured_cents, payment.reference) == (
        "captured",
        CENTS,
        "1042",
    )
    assert fresh(place).state == State.CONFIRMED
    assert AuditEntry.objects.get(action="events.payment_captured").by == june
    assert MoneyMatter.objects.get().settlement == "The money came."


def test_a_check_that_nobody_promised_confirms_as_well(place, june, now):
    come(place, june, now)

    assert fresh(place).state == State.CONFIRMED
    assert Payment.objects.get().kind == CHECK


def test_a_late_check_finds_a_free_seat(place, june, now):
    promise(place, now)
    registrations.expire(registration=place, at=now)

    come(place, june, now)

    assert fresh(place).state == State.CONFIRMED


def test_a_late_check_whose_seat_is_gone_is_to_be_sent_back_by_hand(ticket, place, june, now):
    promise(place, now)
    registrations.expire(registration=place, at=now)
    register(ticket, now, a_member())

    payment = come(place, june, now)

    refund = Refund.objects.get()
    assert (refund.cents, refund.state) == (CENTS, "asked")
    assert fresh(place).state == State.EXPIRED
    assert WaitlistEntry.objects.get().ahead
    books.gave_back(refund=refund, reference="Check 88", by=june, at=now)
    assert (fresh(refund).state, fresh(payment).refunded_cents) == ("done", CENTS)
    assert lines("events.gave_back") == 1


def test_what_was_sent_back_by_hand_is_so_once(june, now):
    refund = RefundFactory(payment=PaymentFactory(kind=CHECK, order__total_cents=900))
    books.gave_back(refund=refund, reference="", by=june, at=now)

    with pytest.raises(ValidationError) as refused:
        books.gave_back(refund=refund, reference="", by=june, at=now)

    assert refused.value.code == "state"
    assert fresh(refund.payment).refunded_cents == 500


def test_money_paid_by_card_is_not_sent_back_by_hand(june, now):
    refund = RefundFactory(payment=PaymentFactory(order__total_cents=900))

    with pytest.raises(ValidationError) as refused:
        books.gave_back(refund=refund, reference="", by=june, at=now)

    assert refused.value.code == "state"
    assert fresh(refund.payment).refunded_cents == 0


def test_a_check_beside_a_card_goes_back(stripe, ticket, june, now):
    place, _ = paid(stripe, ticket, now)

    come(place, june, now)

    refund = Refund.objects.get()
    assert (refund.payment.kind, refund.cents) == (CHECK, CENTS)
    assert orders.owed_back(place.order) == 0


def test_a_check_of_another_amount_waits_for_a_person(place, june, now):
    promise(place, now)

    come(place, june, now, cents=12_000)

    assert (fresh(place).state, place.hold_expires_at) == (State.HELD, None)
    assert MoneyMatter.objects.get().kind == "amount"


def test_nothing_came_is_refused(place, june, now):
    with pytest.raises(ValidationError) as refused:
        come(place, june, now, cents=0)

    assert refused.value.code == "cents"


def test_a_purchase_order_confirms_once_staff_approved_it(place, june, now):
    payment = promise(place, now, PO, 60, "PO-7")
    assert (fresh(place).state, orders.owed_cents(place.order)) == (State.HELD, CENTS)
    assert place.hold_expires_at == now + books.LOOKED_AT

    for _ in range(2):
        books.approve(payment=payment, by=june, at=now)

    assert (fresh(place).state, orders.owed_cents(place.order)) == (State.CONFIRMED, 0)
    assert lines("events.purchase_order_approved") == 1
    assert Letter.objects.filter(kind="place_confirmed").count() == 1


def test_the_money_of_a_purchase_order_changes_nothing_more(place, june, now):
    payment = promise(place, now, PO, 60, "PO-7")
    books.approve(payment=payment, by=june, at=now)

    come(place, june, now)

    assert (fresh(payment).state, orders.owed_back(place.order)) == ("captured", 0)
    assert Refund.objects.count() == 0


def test_a_purchase_order_whose_places_were_let_go_is_not_approved(place, june, now):
    payment = promise(place, now, PO, 60, "PO-7")
    checkouts.release_lapsed(at=now + 8 * DAY)

    with pytest.raises(ValidationError) as refused:
        books.approve(payment=payment, by=june, at=now)

    assert refused.value.code == "lapsed"
    assert fresh(payment).approved_at is None


def test_a_check_is_not_approved(place, june, now):
    with pytest.raises(ValidationError) as refused:
        books.approve(payment=promise(place, now), by=june, at=now)

    assert refused.value.code == "state"


@pytest.mark.parametrize(
    ("kind", "days", "reference", "code"),
    [
        (CHECK, -1, "", "due"),
        (CHECK, 31, "", "due"),
        (PO, 91, "7", "due"),
        (PO, 9, " ", "reference"),
    ],
)
def test_a_promise_is_refused_in_words(place, now, kind, days, reference, code):
    with pytest.raises(ValidationError) as refused:
        promise(place, now, kind, days, reference)

    assert refused.value.code == code
    assert untouched(place)


def test_what_is_paid_is_not_promised(stripe, ticket, now):
    place, _ = paid(stripe, ticket, now)

    with pytest.raises(ValidationError) as refused:
        promise(place, now)

    assert refused.value.code == "paid"


def test_a_lapsed_place_is_not_promised_for(place, now):
    Registration.objects.filter(pk=place.pk).update(
        state=State.EXPIRED, hold_expires_at=None, ended_at=now
    )

    with pytest.raises(ValidationError) as refused:
        promise(place, now)

    assert refused.value.code == "lapsed"


def test_one_promise_at_a_time(place, now):
    promise(place, now)

    with pytest.raises(ValidationError) as refused:
        promise(place, now)

    assert refused.value.code == "under_way"


def test_a_promise_closes_the_page_at_stripe(stripe, place, now):
    card = begin(place, now)

    promise(place, now)
    checkouts.shut(card.stripe_session_id, at=now)

    assert payments.session(card.stripe_session_id).status == "expired"
    assert (fresh(card).state, fresh(place).state) == ("void", State.HELD)


def test_the_word_that_a_page_was_closed_does_not_let_go_of_a_promised_place(
    stripe, client, place, now
):
    card = begin(place, now)
    promise(place, now)
    payments.expire(card.stripe_session_id)

    stripe.tell(client)

    assert fresh(place).state == State.HELD


def test_who_paid_by_card_in_that_second_has_the_place(stripe, place, now):
    card = begin(place, now)
    stripe.pay(card.stripe_session_id)
    check = promise(place, now)

    checkouts.shut(card.stripe_session_id, at=now)
    books.overdue(now + 11 * DAY)

    assert fresh(place).state == State.CONFIRMED
    assert (fresh(check).state, MoneyMatter.objects.count()) == ("void", 0)


def test_money_on_its_way_from_a_bank_does_not_give_way(stripe, client, place, now):
    card = begin(place, now)
    stripe.pay(card.stripe_session_id, way="bank")
    stripe.tell(client)

    with pytest.raises(ValidationError) as refused:
        come(place, None, now)

    assert refused.value.code == "under_way"


def test_while_a_check_is_on_its_way_the_card_waits(stripe, place, now):
    check = promise(place, now)
    with pytest.raises(ValidationError) as refused:
        checkouts.begin(order=place.order, by=None, at=now)
    assert refused.value.code == "promised"

    books.withdraw(payment=check, by=None, at=now)

    assert fresh(place).hold_expires_at == now + dt.timedelta(minutes=15)
    assert begin(place, now).attempt == 2


def test_a_purchase_order_that_places_rest_on_is_not_taken_back(place, june, now):
    payment = promise(place, now, PO, 60, "PO-7")
    books.approve(payment=payment, by=june, at=now)

    with pytest.raises(ValidationError) as refused:
        books.withdraw(payment=payment, by=june, at=now)

    assert (refused.value.code, fresh(payment).state) == ("confirmed", "open")


def test_a_promise_is_taken_back_once(place, now):
    check = promise(place, now)
    books.withdraw(payment=check, by=None, at=now)

    with pytest.raises(ValidationError) as refused:
        books.withdraw(payment=check, by=None, at=now)

    assert refused.value.code == "state"


def test_our_compliments_confirm_and_are_no_money(place, june, now):
    books.comp(order=place.order, reason="Speaks at the opening", by=june, at=now)

    payment = Payment.objects.get()
    assert (payment.amount_cents, payment.captured_cents) == (CENTS, 0)
    assert fresh(place).state == State.CONFIRMED
    assert orders.money_cents(place.order) == 0
    with pytest.raises(ValidationError, match=r"At most \$0.00"):
        refunds.ask(payment=payment, cents=1, reason="x", by=june, at=now)


@pytest.mark.parametrize("words", ["", "   ", "x" * 81])
@pytest.mark.parametrize("do", [books.comp, books.write_off])
def test_what_is_given_needs_a_reason(place, june, now, do, words):
    with pytest.raises(ValidationError) as refused:
        do(order=place.order, reason=words, by=june, at=now)

    assert refused.value.code == "reason"
    assert untouched(place)


def test_a_cancelled_comp_gives_no_money_back(place, june, now):
    books.comp(order=place.order, reason="Speaks", by=june, at=now)
    registrations.cancel(registration=place, by=june, at=now)

    assert refunds.give_back(place.order, reason="x", by=june, at=now) == []


def test_a_purchase_order_that_will_not_come_is_written_off(place, june, now):
    payment = promise(place, now, PO, 60, "PO-7")
    books.approve(payment=payment, by=june, at=now)
    books.overdue(now + 70 * DAY)

    books.write_off(order=place.order, reason="The county closed its books", by=june, at=now)

    assert (fresh(payment).state, fresh(place).state) == ("void", State.CONFIRMED)
    assert orders.owed_cents(place.order) == 0
    assert MoneyMatter.objects.waiting().count() == 0
    assert lines("events.written_off") == 1
    with pytest.raises(ValidationError) as refused:
        books.write_off(order=place.order, reason="Again", by=june, at=now)
    assert refused.value.code == "paid"


@pytest.mark.parametrize("step", ["promise", "comp", "received"])
def test_a_failure_midway_leaves_nothing(place, june, now, step, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("network.audit.record", broken)
    do = {
        "promise": lambda: promise(place, now),
        "comp": lambda: books.comp(order=place.order, reason="x", by=june, at=now),
        "received": lambda: come(place, june, now),
    }[step]

    with pytest.raises(RuntimeError):
        do()

    assert untouched(place)
    assert fresh(place).state == State.HELD


def test_a_matter_once_settled_is_not_told_again(place, june, now):
    promise(place, now)
    books.overdue(now + 11 * DAY)
    matters.settle(matter=MoneyMatter.objects.get(), words="They called.", by=june, at=now)

    books.overdue(now + 12 * DAY)

    assert MoneyMatter.objects.count() == 1


def test_an_offered_place_may_be_paid_by_check(ticket, place, now):
    bob = a_member(email="bob@example.org")
    waiting.join(event=ticket.event, ticket_type=ticket, person=bob, by=None, at=now)
    registrations.cancel(registration=place, by=None, at=now)
    offered = Registration.objects.get(person=bob)

    promise(offered, now)
    come(offered, None, now)

    assert fresh(offered).state == State.CONFIRMED
    assert WaitlistEntry.objects.get().state == "claimed"
