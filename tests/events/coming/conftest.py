"""A supper of Maryland's, Dana with a place at it, and Renata who keeps it."""

import pytest

from tests.event_factories import EventFactory, RegistrationFactory
from tests.factories import a_chapter, a_director, a_member


@pytest.fixture
def maryland():
    return a_chapter("MD", "Maryland")


@pytest.fixture
def renata(maryland):
    return a_director(maryland, given="Renata", family="Ruiz")


@pytest.fixture
def event(maryland):
    return EventFactory(host=maryland, slug="supper", needs_asked=["diet", "access"])


@pytest.fixture
def dana(maryland):
    return a_member(maryland, given="Dana", family="Díaz-O’Neil", email="dana@example.org")


@pytest.fixture
def place(event, dana):
    return RegistrationFactory(event=event, person=dana, ticket_type__name="Member")


@pytest.fixture
def desk(client, sign_in, renata):
    return sign_in(client, renata.user)
