"""Places that an organization takes, on pages of members and of staff."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from events.models import Order, Payment, Registration
from events.operations import delegations
from network.models import Membership
from network.roles import Role
from tests.event_factories import a_ticket
from tests.events.buying import CENTS, a_paid_ticket, fresh, register
from tests.factories import (
    MembershipFactory,
    PartnerFactory,
    PersonFactory,
    a_member,
    national_staff,
    with_login,
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


@pytest.fixture
def league():
    return PartnerFactory(name="League of Counties")


@pytest.fixture
def kay(client, sign_in, league):
    """Who works for a partner organization."""
    person = a_member(email="kay@example.org")
    MembershipFactory(person=person, group=league, role=Role.MEMBER)
    sign_in(client, person.user)
    return person


def words(answer):
    assert answer.status_code == 200
    text = re.sub(r"<[^>]+>", " ", answer.content.decode().split("<main")[1])
    return re.sub(r"\s+", " ", text)


def come_back(client, session):
    answer = client.get(reverse("events:paid"), {"session": session})
    assert answer.status_code == 302
    return words(client.get(answer.url))


def several(client, ticket, league, **changes):
    values = {"organization": league.slug, "ticket": ticket.public_id, "number": 2} | changes
    return client.post(reverse("events:group", args=[ticket.event.slug]), values)


def test_a_partner_takes_places_and_sees_the_links_once(client, kay, ticket, league):
    answer = several(client, ticket, league, emails="bo@example.org")

    shown = words(answer)
    secrets = re.findall(r"/events/claim/([\w.-]+)/", shown)
    order = Order.objects.get()
    assert len(set(secrets)) == 2
    assert (order.payer_group, order.total_cents) == (league, 2 * CENTS)
    assert answer["Referrer-Policy"] == "same-origin"
    assert "/claim/" not in words(client.get(order.get_absolute_url()))


def test_a_partners_order_is_paid_by_card_by_whoever_belongs_to_it(
    stripe, client, kay, ticket, league, now
):
    several(client, ticket, league)
    order = Order.objects.get()

    client.post(reverse("events:pay", args=[order.code]))
    payment = Payment.objects.get()
    stripe.pay(payment.stripe_session_id)
    come_back(client, payment.stripe_session_id)

    assert set(order.registrations.values_list("state", flat=True)) == {"confirmed"}


def test_a_new_link_to_a_partners_place(client, kay, ticket, league):
    several(client, ticket, league, number=1)
    place = Registration.objects.get()
    before = place.claim_digest
    address = reverse("events:group_link", args=[place.order.code, place.public_id])
    assert "The link before it opens nothing any more." in words(client.get(address))

    shown = words(client.post(address, {"email": ""}))

    assert "/events/claim/" in shown
    assert fresh(place).claim_digest != before


def test_whoever_left_the_partner_sees_its_orders_no_more(client, kay, ticket, league, now):
    several(client, ticket, league)
    order = Order.objects.get()
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    theirs = Membership.objects.filter(person=kay, group=league)
    theirs.update(since=yesterday, until=yesterday, end_reason="left")

    assert client.get(order.get_absolute_url()).status_code == 404
    assert several(client, ticket, league).status_code == 404


def test_an_address_that_is_none_is_said(client, kay, ticket, league):
    shown = words(several(client, ticket, league, emails="bo@example.org nonsense"))

    assert "“nonsense” is no e-mail address." in shown
    assert Order.objects.count() == 0


def test_members_of_no_partner_find_no_such_page(client, dana, ticket, league):
    address = reverse("events:group", args=[ticket.event.slug])

    assert client.get(address).status_code == 404
    assert several(client, ticket, league).status_code == 404
    assert Order.objects.count() == 0


def test_no_other_organization_is_charged(client, kay, ticket):
    other = PartnerFactory()

    assert "Choose one of the list." in words(several(client, ticket, other))
    assert Order.objects.count() == 0


def test_only_tickets_one_may_take_are_offered(client, kay, league, ticket):
    approved = a_ticket(ticket.event, requires_approval=True)

    assert "Choose one of the list." in words(several(client, approved, league))


def test_staff_take_places_and_name_somebody(client, sign_in, ticket, league, now):
    sign_in(client, national_staff().user)
    values = {"organization": league.slug, "ticket": ticket.public_id, "number": 2}
    shown = words(client.post(reverse("desk:event_group", args=[ticket.event.slug]), values))
    assert len(re.findall("/events/claim/", shown)) == 2
    first, second = delegations.of(Order.objects.get())
    bo = a_member(given="Bo", family="Larkin")

    search = client.get(reverse("desk:place_name", args=[first.public_id]), {"name": "larkin"})
    assert "Bo Larkin" in words(search)
    client.post(
        reverse("desk:place_name", args=[first.public_id]),
        {"name": "larkin", "person": bo.public_id},
    )
    made = client.post(reverse("desk:place_link", args=[second.public_id]), {"email": ""})

    assert fresh(first).person == bo
    assert "/events/claim/" in words(made)
    digest = fresh(second).claim_digest
    client.post(reverse("desk:place_link_end", args=[second.public_id]))
    assert fresh(second).claim_digest != digest


def test_whoever_opens_a_partners_link_takes_the_place(client, sign_in, kay, ticket, league):
    shown = words(several(client, ticket, league, number=1))
    [secret] = set(re.findall(r"/events/claim/([\w.-]+)/", shown))
    bo = a_member(email="bo@example.org")
    sign_in(client, bo.user)
    address = reverse("events:claim", args=[secret])
    assert "League of Counties" in words(client.get(address))

    client.post(address)

    assert Registration.objects.get().person == bo


def test_the_page_of_an_event_leads_partners_to_places_for_several(
    client, sign_in, ticket, league, place
):
    lee = with_login(PersonFactory())
    MembershipFactory(person=lee, group=league, role=Role.MEMBER)
    address = reverse("events:group", args=[ticket.event.slug])
    assert address not in client.get(ticket.event.get_absolute_url()).content.decode()

    sign_in(client, lee.user)

    assert address in client.get(ticket.event.get_absolute_url()).content.decode()
