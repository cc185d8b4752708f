"""A supper that costs something, a fund for it, Dana who asks, and two who review."""

import pytest

from tests.event_factories import EventFactory, FundFactory, a_ticket
from tests.events.aiding import CENTS, ask
from tests.factories import a_chapter, a_director, a_member, national_staff


@pytest.fixture
def ours():
    return a_chapter("MD", "Maryland")


@pytest.fixture
def ticket(ours):
    return a_ticket(EventFactory(host=ours, slug="supper"), cents=CENTS, seats=5)


@pytest.fixture
def fund(ticket):
    return FundFactory(event=ticket.event, name="Lantern fund", budget_cents=20_000)


@pytest.fixture
def dana(ours):
    return a_member(ours, given="Dana", email="dana@example.org")


@pytest.fixture
def renata(ours):
    return a_director(ours, given="Renata", email="renata@example.org").user


@pytest.fixture
def june():
    return national_staff(given="June").user


@pytest.fixture
def asked(ticket, fund, dana):
    return ask(ticket, dana)
