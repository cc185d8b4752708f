"""Purchase orders, our compliments, what is written off."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from events.models import (
    MoneyMatter,
    Payment,
    Refund,
    State,
)
from events.operations import books, checkouts, orders, refunds, registrations
from network.models import Letter
from tests.events.buying import CENTS, a_paid_ticket, fresh, register
from tests.events.promising import DAY, PO, come, lines, promise, untouched
from tests.factories import national_staff


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


def test_a_purchase_order_that_places_rest_on_is_not_taken_back(place, june, now):
    payment = promise(place, now, PO, 60, "PO-7")
    books.approve(payment=payment, by=june, at=now)

    with pytest.raises(ValidationError) as refused:
        books.withdraw(payment=payment, by=june, at=now)

    assert (refused.value.code, fresh(payment).state) == ("confirmed", "open")


def test_our_compliments_confirm_and_are_no_money(place, june, now):
    books.comp(order=place.order, reason="Speaks at the opening", by=june, at=now)

    payment = Payment.objects.get()
    assert (payment.amount_cents, payment.captured_cents) == (CENTS, 0)
    assert fresh(place).state == State.CONFIRMED
    assert orders.money_cents(place.order) == 0
    with pytest.raises(ValidationError, match=r"At most \$0 can"):
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
