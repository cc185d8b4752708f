"""Another amount or currency than was due: what staff may make of it."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from events.models import MoneyMatter, Payment, Refund, State
from events.operations import amounts, books, checkouts, orders, settling
from tests.events.buying import CENTS, a_paid_ticket, begin, fresh, register, send_refunds
from tests.events.invariants import broken
from tests.factories import national_staff

DO = [amounts.accept, amounts.send_back]


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def june():
    return national_staff().user


@pytest.fixture
def place(now):
    return register(a_paid_ticket(now), now)


def came(place, now, cents, currency="usd"):
    """By check, so that any amount may come."""
    payment = books.promise(
        order=place.order,
        kind="check",
        due_on=place.event.day(now),
        reference="",
        by=None,
        at=now,
    )
    settling.captured(payment, cents=cents, currency=currency, at=now)
    return payment, MoneyMatter.objects.get()


def test_too_little_is_taken_as_paid(place, june, now):
    _, matter = came(place, now, CENTS - 500)

    amounts.accept(matter=matter, words="The bank kept $5", by=june, at=now)

    assert fresh(place).state == State.CONFIRMED
    rest = Payment.objects.get(kind="comp")
    assert (rest.amount_cents, rest.reference) == (500, "The bank kept $5")
    assert (fresh(matter).settled_by, matter.settlement) == (june, "The bank kept $5")
    assert broken() == []


def test_too_much_confirms_and_the_rest_goes_back(place, june, now):
    payment, matter = came(place, now, CENTS + 500)

    amounts.accept(matter=matter, words="They rounded", by=june, at=now)

    assert fresh(place).state == State.CONFIRMED
    refund = Refund.objects.get()
    assert (refund.cents, refund.payment) == (500, payment)
    assert broken() == []


def test_all_of_it_goes_back_and_the_place_waits_a_day(stripe, place, june, now):
    _, matter = came(place, now, CENTS - 500)

    amounts.send_back(matter=matter, words="Please pay the whole", by=june, at=now)

    assert Refund.objects.get().cents == CENTS - 500
    assert fresh(place).hold_expires_at == now + dt.timedelta(hours=24)
    assert orders.owed_cents(place.order) == CENTS
    assert begin(place, now).amount_cents == CENTS


def test_another_currency_is_only_given_back(place, june, now):
    _, matter = came(place, now, CENTS, currency="cad")

    with pytest.raises(ValidationError) as refused:
        amounts.accept(matter=matter, words="Fine", by=june, at=now)
    assert refused.value.code == "currency"
    assert fresh(matter).settled_at is None

    amounts.send_back(matter=matter, words="In dollars, please", by=june, at=now)
    assert Refund.objects.get().cents == CENTS


def test_wrong_money_at_stripe_goes_back_through_stripe(stripe, place, june, now):
    payment = begin(place, now)
    Payment.objects.update(amount_cents=CENTS + 100)
    stripe.pay(payment.stripe_session_id)
    checkouts.sync_checkout(payment.stripe_session_id, at=now)

    amounts.send_back(matter=MoneyMatter.objects.get(), words="Sorry", by=june, at=now)
    send_refunds(now)

    assert fresh(payment).refunded_cents == CENTS


@pytest.mark.parametrize("do", DO)
def test_it_is_decided_once_and_in_words(place, june, now, do):
    _, matter = came(place, now, CENTS - 500)
    with pytest.raises(ValidationError) as refused:
        do(matter=matter, words="  ", by=june, at=now)
    assert refused.value.code == "words"
    assert (fresh(place).state, Refund.objects.count()) == (State.HELD, 0)
    do(matter=matter, words="So be it", by=june, at=now)

    with pytest.raises(ValidationError) as refused:
        do(matter=matter, words="Again", by=june, at=now)

    assert refused.value.code == "settled"
    assert Refund.objects.count() + Payment.objects.filter(kind="comp").count() == 1


@pytest.mark.parametrize("do", DO)
def test_only_a_matter_of_an_amount_is_decided_so(june, now, do):
    matter = MoneyMatter.objects.create(kind="overdue", key="1", words="Late", opened_at=now)

    with pytest.raises(ValidationError) as refused:
        do(matter=matter, words="x", by=june, at=now)

    assert refused.value.code == "kind"
