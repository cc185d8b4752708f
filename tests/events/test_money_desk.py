"""Money at the desk: the queue, the books of an event, one order and what may be done about it."""

import csv
import datetime as dt
import io

import pytest
from django.urls import reverse
from django.utils import timezone

from events.models import MoneyMatter, Payment, Refund, State
from events.operations import books, settling
from network.models import Export
from network.registries import desk_waits
from tests.event_factories import (
    EventFactory,
    OrderFactory,
    PaymentFactory,
    RefundFactory,
    RegistrationFactory,
    a_ticket,
)
from tests.events.buying import CENTS, begin, fresh, paid, register
from tests.factories import PersonFactory, a_chapter, a_director, a_member, national_staff

NOW = dt.datetime.now(dt.UTC)
#: Pages that change nothing.
SHOWN = ("event_money", "order")


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def ours():
    return a_chapter()


@pytest.fixture
def event(ours, now):
    return EventFactory(host=ours, title="Lantern supper", starts_at=now + dt.timedelta(days=30))


@pytest.fixture
def ticket(event):
    return a_ticket(event, cents=CENTS, seats=9)


@pytest.fixture
def place(ticket, now):
    return register(ticket, now)


@pytest.fixture
def renata(ours, client, sign_in):
    user = a_director(ours).user
    sign_in(client, user)
    return user


def page(client, name, *args, **query):
    answer = client.get(reverse(f"desk:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def send(client, name, *args, **values):
    return client.post(reverse(f"desk:{name}", args=args), values)


def a_matter(event, **fields):
    values = {"kind": "difference", "key": f"k{MoneyMatter.objects.count()}", "opened_at": NOW}
    return MoneyMatter.objects.create(event=event, **(values | {"words": "A riddle"} | fields))


def test_the_queue_shows_what_waits_with_kind_age_and_owner(client, renata, event):
    a_matter(event, cents=4_200, owner=renata, words="The bank sent too little")

    shown = page(client, "money")

    assert "The bank sent too little" in shown
    assert "$42" in shown
    assert f"{renata.get_full_name()} sees to it" in shown
    assert "Stripe and our books differ" in shown


def test_the_queue_is_narrowed_by_kind_and_shows_what_was_settled(client, renata, event):
    a_matter(event, words="First", kind="overdue")
    a_matter(event, words="Second", settled_at=NOW, settlement="They called", settled_by=renata)

    assert "First" not in page(client, "money", kind="dispute")
    settled = page(client, "money", settled="on")
    assert "They called" in settled
    assert "First" not in settled


def test_a_matter_is_taken_on_and_settled_in_words(client, renata, event):
    matter = a_matter(event)

    send(client, "money_take_on", matter.public_id)
    assert fresh(matter).owner == renata
    wordless = send(client, "money_settle", matter.public_id, words=" ")
    assert "Say how it was settled." in wordless.content.decode()
    send(client, "money_settle", matter.public_id, words="They called.")

    assert (fresh(matter).settlement, matter.settled_by) == ("They called.", renata)


def test_a_wrong_amount_is_accepted_in_its_form(client, renata, place, now):
    payment = books.promise(
        order=place.order,
        kind="check",
        due_on=place.event.day(now),
        reference="",
        by=None,
        at=now,
    )
    settling.captured(payment, cents=CENTS - 100, currency="usd", at=now)
    matter = MoneyMatter.objects.get()
    assert "Accept it as paid" in page(client, "money_settle", matter.public_id)

    send(client, "money_settle", matter.public_id, words="Fine", decision="accept")

    assert fresh(place).state == State.CONFIRMED


def test_the_front_page_counts_what_waits(client, renata, event):
    a_matter(event)
    a_matter(EventFactory(host=a_chapter("OH", "Ohio")))
    page(client, "money")

    told = [wait.title for wait in desk_waits.of(renata, on=timezone.localdate())]

    assert "1 matter of money" in told


def test_money_of_no_event_is_for_national_staff(client, sign_in, renata):
    a_matter(None, words="Nobody's money")
    assert "Nobody's money" not in page(client, "money").replace("&#x27;", "'")

    sign_in(client, national_staff().user)

    assert "Nobody's money" in page(client, "money").replace("&#x27;", "'")


def test_the_books_of_an_event_add_up(stripe, client, renata, ticket, now):
    place, payment = paid(stripe, ticket, now)
    RefundFactory(payment=payment, cents=500)
    Payment.objects.filter(pk=payment.pk).update(refunded_cents=2_500)
    register(ticket, now, a_member())
    given = register(ticket, now, a_member())
    books.comp(order=given.order, reason="Speaks", by=renata, at=now)

    shown = page(client, "event_money", ticket.event.slug)

    assert "$125, of which $25 went back and $5 is to go back" in shown
    assert "$125 for places that are held" in shown
    assert "$125 with our compliments or by scholarship" in shown
    assert f"Order {place.order.code}" not in shown
    assert place.order.code in shown


@pytest.mark.parametrize(
    ("show", "found"), [("owed", 1), ("paid", 1), ("given", 0), ("disputed", 0), ("", 2)]
)
def test_orders_are_narrowed(stripe, client, renata, ticket, now, show, found):
    paid(stripe, ticket, now)
    register(ticket, now, a_member())

    shown = page(client, "event_money", ticket.event.slug, show=show)

    assert f"{found} order{'' if found == 1 else 's'}</p>" in shown


def test_orders_are_found_by_payer_code_and_check(client, renata, event):
    person = PersonFactory(given="Wilhelmina", family="Zabriskie")
    order = OrderFactory(event=event, payer=person, total_cents=100)
    PaymentFactory(order=order, kind="check", reference="CHK-991")

    for words in ("wilhel zabri", order.code.lower(), "chk-991"):
        assert order.code in page(client, "event_money", event.slug, q=words)
    assert order.code not in page(client, "event_money", event.slug, q="nobody")


@pytest.mark.parametrize("count", [1, 3])
def test_the_books_cost_the_same_at_any_length(
    client, renata, event, count, django_assert_num_queries
):
    for _ in range(count):
        PaymentFactory(order=OrderFactory(event=event, total_cents=100))
        refund = RefundFactory(
            payment=PaymentFactory(kind="check", order=OrderFactory(event=event, total_cents=900))
        )
        a_matter(event, payment=refund.payment, owner=renata)

    page(client, "money")
    with django_assert_num_queries(12):
        page(client, "event_money", event.slug)
    with django_assert_num_queries(7):
        page(client, "money")


@pytest.mark.parametrize("count", [1, 3])
def test_one_order_costs_the_same_at_any_length(
    client, renata, event, count, django_assert_num_queries
):
    order = OrderFactory(event=event, total_cents=100)
    for _ in range(count):
        RegistrationFactory(order=order)
        refund = RefundFactory(payment=PaymentFactory(order=order, made_by=renata), by=renata)
        a_matter(event, payment=refund.payment, owner=renata)

    page(client, "money")
    with django_assert_num_queries(11):
        page(client, "order", order.code)


def test_the_orders_leave_as_a_file_that_is_on_record(client, renata, event):
    person = PersonFactory(given="=HYPERLINK(1)", family="Doe")
    order = OrderFactory(event=event, payer=person, total_cents=12_550)
    PaymentFactory(order=order, kind="check", reference="77")

    answer = send(client, "event_money_export", event.slug, form="csv")

    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    about, head, row = list(csv.reader(io.StringIO(text)))
    assert about[0].startswith("# Lantern supper. Exported by")
    assert head[:2] == ["Order", "Payer"]
    assert row[:2] == [order.code, "'=HYPERLINK(1) Doe"]
    assert row[4:6] == ["125.50", "125.50"]
    assert row[-2:] == ["Check", "77"]
    assert (Export.objects.get().by, Export.objects.get().rows) == (renata, 1)


def test_no_orders_are_no_file(client, renata, event):
    answer = send(client, "event_money_export", event.slug, form="csv")

    assert "nothing to export" in answer.content.decode()
    assert Export.objects.count() == 0


def test_a_part_goes_back_and_one_cent_over_is_refused_with_what_is_left(
    stripe, client, renata, ticket, now
):
    place, payment = paid(stripe, ticket, now)
    address = ("payment_give_back", place.order.code, payment.public_id)

    send(client, *address, cents="25", reason="As agreed")
    over = send(client, *address, cents="100.01", reason="As agreed")

    assert "At most $100 can be given back." in over.content.decode()
    assert [refund.cents for refund in Refund.objects.all()] == [2_500]
    assert "To be sent" in page(client, "order", place.order.code)


@pytest.mark.parametrize("typed", ["", "abc", "0", "-5", "1.234"])
def test_what_is_no_amount_is_refused(stripe, client, renata, ticket, now, typed):
    place, payment = paid(stripe, ticket, now)

    send(client, "payment_give_back", place.order.code, payment.public_id, cents=typed, reason="x")

    assert Refund.objects.count() == 0


def test_stripe_is_asked_again(stripe, client, renata, place, now):
    payment = begin(place, now)
    stripe.pay(payment.stripe_session_id)

    send(client, "payment_ask", place.order.code, payment.public_id)

    assert fresh(place).state == State.CONFIRMED


def test_stripe_away_is_said_and_changes_nothing(stripe, client, renata, place, now):
    payment = begin(place, now)
    stripe.fault("500", times=9)

    for name in ("payment_ask", "payment_void"):
        send(client, name, place.order.code, payment.public_id)

    assert "Stripe cannot be reached" in page(client, "order", place.order.code)
    assert (fresh(place).state, fresh(payment).state) == (State.HELD, "open")


def test_an_open_page_is_withdrawn_and_the_place_stays_held(stripe, client, renata, place, now):
    payment = begin(place, now)

    send(client, "payment_void", place.order.code, payment.public_id)

    assert (fresh(payment).state, fresh(place).state) == ("expired", State.HELD)


def test_a_purchase_order_by_telephone_is_written_down_and_approved(client, renata, place, now):
    due = place.event.day(now) + dt.timedelta(days=40)
    code = place.order.code

    send(client, "order_promise", code, kind="po", due_on=due, reference="PO-7")
    payment = Payment.objects.get()
    assert "Approve the purchase order" in page(client, "order", code)
    send(client, "payment_approve", code, payment.public_id)

    assert fresh(place).state == State.CONFIRMED
    send(client, "payment_void", code, payment.public_id)
    assert "Places are confirmed by this" in page(client, "order", code)


def test_a_check_is_written_down(client, renata, place):
    send(client, "order_received", place.order.code, cents="125.00", reference="1042")

    assert fresh(place).state == State.CONFIRMED


def test_compliments_need_a_reason(client, renata, place):
    refused = send(client, "order_comp", place.order.code, reason="")
    assert "Say why." in refused.content.decode()

    send(client, "order_comp", place.order.code, reason="Speaks at the opening")

    assert fresh(place).state == State.CONFIRMED


def test_what_will_not_come_is_written_off(client, renata, place):
    send(client, "order_write_off", place.order.code, reason="Closed")

    assert Payment.objects.get().reference == "Closed"


def test_a_check_that_goes_back_is_written_down(client, renata, event):
    refund = RefundFactory(
        payment=PaymentFactory(kind="check", order__event=event, order__total_cents=900)
    )
    assert "To be sent back by hand" in page(client, "money")

    send(client, "money_sent", refund.public_id, reference="88")

    assert fresh(refund).state == "done"
    assert "To be sent back by hand" not in page(client, "money")


def addresses(event, place, payment, refund, matter):
    code, one = place.order.code, payment.public_id
    return [
        ("event_money", event.slug),
        ("event_money_export", event.slug),
        ("event_group", event.slug),
        ("order", code),
        ("order_received", code),
        ("order_promise", code),
        ("order_comp", code),
        ("order_write_off", code),
        ("payment_give_back", code, one),
        ("money_settle", matter.public_id),
        ("money_sent", refund.public_id),
        ("place_link", place.public_id),
        ("place_name", place.public_id),
    ]


def posts(place, payment, matter):
    code, one = place.order.code, payment.public_id
    names = ["payment_ask", "payment_void", "payment_approve"]
    return [
        *[(name, code, one) for name in names],
        ("money_take_on", matter.public_id),
        ("place_link_end", place.public_id),
    ]


@pytest.mark.parametrize("who", ["another director", "a member", "a visitor"])
def test_what_is_not_yours_is_not_found(client, sign_in, event, place, who):
    payment = PaymentFactory(order=place.order, kind="check")
    refund, matter = RefundFactory(payment=payment), a_matter(event)
    if who == "another director":
        sign_in(client, a_director(a_chapter("OH", "Ohio")).user)
    elif who == "a member":
        sign_in(client, a_member(email="mo@example.org").user)
    status = {302} if who == "a visitor" else {404}

    asked = addresses(event, place, payment, refund, matter)
    got = {client.get(reverse(f"desk:{name}", args=args)).status_code for name, *args in asked}
    changes = [*[one for one in asked if one[0] not in SHOWN], *posts(place, payment, matter)]
    sent = {send(client, *one).status_code for one in changes}

    assert (got, sent) == (status, status)
    assert Payment.objects.count() == 1


def test_what_is_yours_is_found(client, renata, event, place):
    payment = PaymentFactory(order=place.order, kind="check")
    refund, matter = RefundFactory(payment=payment), a_matter(event)

    for name, *args in addresses(event, place, payment, refund, matter):
        page(client, name, *args)
