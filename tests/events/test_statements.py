"""Who paid which part of a place, in words a clerk accepts."""

import pytest
from django.urls import reverse
from django.utils import timezone

from events.models import State
from events.operations import books, refunds, registrations
from events.reports.statements import statement_of
from tests.event_factories import (
    OrderFactory,
    PaymentFactory,
    RegistrationFactory,
    ScholarshipFactory,
)
from tests.events.buying import CENTS, a_paid_ticket, paid, register, send_refunds
from tests.factories import PartnerFactory, PersonFactory, a_member, national_staff


@pytest.fixture
def now():
    return timezone.now()


def parts(place):
    return [(part.who, part.cents, part.own) for part in statement_of(place).parts]


def a_place(cents=CENTS, **fields):
    return RegistrationFactory(cents=cents, **fields)


def test_what_one_paid_oneself():
    place = a_place()
    PaymentFactory(order=place.order)

    statement = statement_of(place)

    assert parts(place) == [("Yourself", CENTS, True)]
    assert (statement.value, statement.by_others, statement.unpaid) == (CENTS, 0, 0)


def test_what_the_network_gave_is_a_gift_with_its_reason(now):
    place = register(a_paid_ticket(now), now)
    books.comp(order=place.order, reason="Speaker", by=national_staff().user, at=now)

    statement = statement_of(place)

    assert parts(place) == [("The network, with its compliments: Speaker", CENTS, False)]
    assert statement.by_others == CENTS


def test_what_an_office_pays_by_purchase_order_is_promised_until_it_comes(now):
    place = register(a_paid_ticket(now), now)
    june = national_staff().user
    payment = books.promise(
        order=place.order,
        kind="po",
        due_on=place.event.day(now),
        reference="PO-7",
        by=june,
        at=now,
    )
    assert parts(place) == []
    books.approve(payment=payment, by=june, at=now)

    [part] = statement_of(place).parts
    assert (part.who, part.how, part.promised) == (
        "Your office, by its purchase order",
        "Purchase order PO-7",
        True,
    )
    books.received(order=place.order, cents=CENTS, reference="", by=june, at=now)
    assert statement_of(place).parts[0].promised is False


def test_what_a_scholarship_pays_names_its_fund():
    place = a_place()
    ScholarshipFactory(fund__name="Travel", registration=place, person=place.person)
    PaymentFactory(order=place.order, kind="scholarship", amount_cents=5_000, captured_cents=0)
    PaymentFactory(order=place.order, amount_cents=7_500)

    assert sorted(parts(place)) == [
        ("The network’s scholarship fund “Travel”", 5_000, False),
        ("Yourself", 7_500, True),
    ]


def test_what_somebody_else_or_an_organization_pays():
    host = PersonFactory(given="Ada", family="Ames")
    order = OrderFactory(payer=host, total_cents=CENTS)
    guest = a_place(order=order)
    PaymentFactory(order=order)
    league = OrderFactory(payer=None, payer_group=PartnerFactory(name="League"), total_cents=CENTS)
    sent = a_place(order=league)
    PaymentFactory(order=league)

    assert parts(guest) == [("Ada Ames", CENTS, False)]
    assert parts(sent) == [("League", CENTS, False)]


def test_money_for_several_places_is_shared_by_price_to_the_cent():
    order = OrderFactory(total_cents=300)
    places = [a_place(cents=100, order=order) for _ in range(3)]
    PaymentFactory(order=order, amount_cents=200)

    shares = [sum(part.cents for part in statement_of(place).parts) for place in places]

    assert shares == [67, 67, 66]
    assert [statement_of(place).unpaid for place in places] == [33, 33, 34]


def test_what_went_back_was_not_paid(stripe, now):
    place, payment = paid(stripe, a_paid_ticket(now), now)
    refunds.ask(payment=payment, cents=2_500, reason="x", by=None, at=now)
    send_refunds(now)

    assert parts(place) == [("Yourself", 10_000, True)]


def test_of_a_cancelled_place_what_was_kept(stripe, now):
    place, _ = paid(stripe, a_paid_ticket(now), now)
    registrations.cancel(registration=place, kept_cents=2_500, by=None, at=now)
    place.refresh_from_db()

    assert place.state == State.CANCELLED
    assert (statement_of(place).value, parts(place)[0][1]) == (2_500, 2_500)


def test_only_the_official_reads_it(client, sign_in):
    dana = a_member(email="dana@example.org")
    place = a_place(person=dana)
    PaymentFactory(order=place.order)
    address = reverse("events:statement", args=[place.public_id])
    sign_in(client, dana.user)
    shown = client.get(address).content.decode()
    assert "Paid by others than the official" in shown
    assert "$125" in shown

    sign_in(client, a_member(email="mo@example.org").user)

    assert client.get(address).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_a_statement_costs_the_same_at_any_length(count, django_assert_num_queries):
    place = a_place()
    for _ in range(count):
        PaymentFactory(order=place.order, amount_cents=100)

    with django_assert_num_queries(2):
        statement_of(place)
