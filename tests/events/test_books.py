"""Checks: promised, come, late, of another amount, sent back by hand."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from events import payments
from events.models import (
    MoneyMatter,
    Payment,
    Refund,
    Registration,
    State,
    WaitlistEntry,
)
from events.operations import books, checkouts, matters, orders, registrations, waiting
from network.models import AuditEntry, Letter
from tests.event_factories import PaymentFactory, RefundFactory
from tests.events.buying import CENTS, a_paid_ticket, begin, fresh, paid, register
from tests.events.promising import CHECK, DAY, PO, come, lines, promise, untouched
from tests.factories import a_member, national_staff


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


def test_a_promise_is_taken_back_once(place, now):
    check = promise(place, now)
    books.withdraw(payment=check, by=None, at=now)

    with pytest.raises(ValidationError) as refused:
        books.withdraw(payment=check, by=None, at=now)

    assert refused.value.code == "state"


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


def test_a_promise_for_places_that_were_all_given_back_is_dropped(place, now):
    check = promise(place, now)
    registrations.cancel(registration=place, by=None, at=now)

    books.overdue(now + 11 * DAY)

    assert (fresh(check).state, MoneyMatter.objects.count()) == ("void", 0)
