"""Paying, as whoever pays sees it: the order, the way back from Stripe, check, receipt, group."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from events import payments
from events.models import Payment, State
from events.operations import books, checkouts, registrations
from tests.event_factories import OrderFactory, RegistrationFactory
from tests.events.buying import CENTS, a_paid_ticket, begin, fresh, paid, register
from tests.factories import (
    a_member,
    national_staff,
)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def ticket(now):
    return a_paid_ticket(now, seats=9)


@pytest.fixture
def dana(client, sign_in):
    person = a_member(email="dana@example.org")
    sign_in(client, person.user)
    return person


@pytest.fixture
def place(ticket, dana, now):
    return register(ticket, now, dana)


def words(answer):
    assert answer.status_code == 200
    text = re.sub(r"<[^>]+>", " ", answer.content.decode().split("<main")[1])
    return re.sub(r"\s+", " ", text)


def order_page(client, place, query=""):
    return words(client.get(place.order.get_absolute_url() + query))


def test_an_order_says_what_is_owed_and_until_when(stripe, client, place):
    shown = order_page(client, place)

    assert "$125 is to be paid. The place is held until" in shown
    assert "Pay by card or bank" in shown
    assert "Pay by check or purchase order" in shown


def test_without_a_key_nobody_is_offered_a_card(client, place):
    assert "Pay by card" not in order_page(client, place)


def test_the_button_leads_to_stripe(stripe, client, place):
    answer = client.post(reverse("events:pay", args=[place.order.code]))

    assert answer.url == Payment.objects.get().session_url


def come_back(client, session):
    answer = client.get(reverse("events:paid"), {"session": session})
    assert answer.status_code == 302
    return words(client.get(answer.url))


def test_back_from_stripe_with_the_money(stripe, client, place, now):
    payment = begin(place, now)
    stripe.pay(payment.stripe_session_id)

    shown = come_back(client, payment.stripe_session_id)

    assert "Paid Thank you. A letter with your ticket is on its way." in shown
    assert fresh(place).state == State.CONFIRMED


def test_back_from_stripe_without_paying(stripe, client, place, now):
    shown = come_back(client, begin(place, now).stripe_session_id)

    assert "Nothing was paid yet." in shown
    assert fresh(place).state == State.HELD


def test_back_from_stripe_with_a_debit_on_its_way(stripe, client, place, now):
    payment = begin(place, now)
    stripe.pay(payment.stripe_session_id, way="bank")

    shown = come_back(client, payment.stripe_session_id)

    assert "Your payment is on its way." in shown


def test_a_debit_that_failed_is_said(stripe, client, place, now):
    payment = begin(place, now)
    stripe.pay(payment.stripe_session_id, way="bank")
    stripe.settle(payment.stripe_session_id, arrives=False)
    stripe.tell(client)

    shown = order_page(client, place)

    assert "The bank did not send the money." in shown
    assert "Pay by card or bank" in shown


def test_a_page_that_was_closed_leaves_the_place_and_says_so(stripe, client, place, now):
    payment = begin(place, now)
    payments.expire(payment.stripe_session_id)
    stripe.tell(client)

    assert "Nothing was paid in time" in order_page(client, place)


def test_the_way_back_with_another_persons_session_is_not_found(stripe, client, ticket, place, now):
    theirs = begin(register(ticket, now, a_member()), now)
    stripe.pay(theirs.stripe_session_id)

    answer = client.get(reverse("events:paid"), {"session": theirs.stripe_session_id})

    assert answer.status_code == 404
    assert fresh(theirs).state == "open"


def test_stripe_away_on_the_way_back_is_no_error(stripe, client, place, now):
    payment = begin(place, now)
    stripe.pay(payment.stripe_session_id)
    stripe.fault("500", times=3)

    assert "Nothing was paid yet." in come_back(client, payment.stripe_session_id)


def test_a_wrong_amount_is_looked_at(stripe, client, place, now):
    payment = begin(place, now)
    Payment.objects.update(amount_cents=CENTS + 1)
    stripe.pay(payment.stripe_session_id)

    shown = come_back(client, payment.stripe_session_id)

    assert "Another amount came than was due." in shown
    assert "Pay by card" not in shown


def test_a_goodwill_refund_asks_for_no_money(stripe, client, ticket, dana, now):
    place, payment = paid(stripe, ticket, now, dana)
    Payment.objects.filter(pk=payment.pk).update(refunded_cents=5_000)

    assert "to be paid" not in order_page(client, place)


def promised(client, place, now, **changes):
    due = place.event.day(now) + dt.timedelta(days=9)
    values = {"kind": "check", "due_on": due, "reference": ""} | changes
    return client.post(reverse("events:promise", args=[place.order.code]), values)


def test_a_check_is_promised_and_taken_back(client, place, now):
    assert promised(client, place, now).status_code == 302
    shown = order_page(client, place)
    assert "We wait for your check of $125" in shown
    assert f"Write {place.order.code} on it." in shown

    payment = Payment.objects.get()
    client.post(reverse("events:withdraw", args=[place.order.code, payment.public_id]))

    assert fresh(payment).state == "void"


def test_a_purchase_order_needs_its_number(client, place, now):
    refused = promised(client, place, now, kind="po")
    assert "Enter the number of the purchase order." in words(refused)

    promised(client, place, now, kind="po", reference="PO-7")

    assert "We have your purchase order PO-7" in order_page(client, place)


def test_an_approved_purchase_order_is_not_taken_back_here(client, place, now):
    promised(client, place, now, kind="po", reference="PO-7")
    payment = books.approve(payment=Payment.objects.get(), by=national_staff().user, at=now)

    answer = client.post(reverse("events:withdraw", args=[place.order.code, payment.public_id]))

    assert answer.status_code == 404
    assert "Confirmed on a purchase order" in order_page(client, place)


def test_an_invoice_becomes_a_receipt(stripe, client, place, now):
    address = reverse("events:receipt", args=[place.order.code])
    before = words(client.get(address))
    assert f"Invoice {place.order.code}" in before
    assert "To be paid $125" in before
    payment = begin(place, now)
    stripe.pay(payment.stripe_session_id)
    checkouts.sync_checkout(payment.stripe_session_id, at=now)

    after = words(client.get(address))

    assert f"Receipt {place.order.code}" in after
    assert "Money received $125" in after
    assert "Balance $0" in after


def test_orders_of_others_are_not_found(client, place, sign_in, ticket, now):
    theirs = register(ticket, now, a_member())
    payment = a_promise_for(theirs)
    code = theirs.order.code
    names = ["order", "pay", "promise", "receipt"]

    got = [client.get(reverse(f"events:{name}", args=[code])).status_code for name in names]
    put = [
        client.post(reverse(f"events:{name}", args=args)).status_code
        for name, args in [
            ("pay", [code]),
            ("promise", [code]),
            ("withdraw", [code, payment.public_id]),
            ("group_link", [code, theirs.public_id]),
        ]
    ]
    statement = client.get(reverse("events:statement", args=[theirs.public_id]))

    assert got == [404, 405, 404, 404]
    assert put == [404] * 4
    assert statement.status_code == 404
    assert order_page(client, place)


def a_promise_for(place):
    return books.promise(
        order=place.order,
        kind="check",
        due_on=place.event.day(timezone.now()),
        reference="",
        by=None,
        at=timezone.now(),
    )


@pytest.mark.parametrize("count", [1, 3])
def test_an_order_costs_the_same_at_any_length(client, dana, count, django_assert_num_queries):
    order = OrderFactory(payer=dana)
    for _ in range(count):
        RegistrationFactory(order=order, person=a_member())
    client.get(order.get_absolute_url())

    with django_assert_num_queries(10):
        client.get(order.get_absolute_url())


def test_a_cancelled_order_asks_for_nothing(client, place, now):
    registrations.cancel(registration=place, by=None, at=now)

    assert "There is nothing to pay any more." in order_page(client, place)
