"""Alice chairs, Bob is a member, Charlie is outside, Dana is national staff, Ada administers."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone

from caucuses.models import Caucus, ListedTo
from network.models import ContactPoint, Group, Membership, Person, User
from network.roles import GroupKind, Role
from tests.conftest import sign_in

LONG_AGO = dt.date(2020, 1, 6)


@pytest.fixture
def at():
    return timezone.now()


@pytest.fixture
def on(at):
    return timezone.localdate(at)


@pytest.fixture
def network():
    return Group.objects.create(kind=GroupKind.NETWORK, name="Network", slug="network")


def row(person, group, role=Role.MEMBER, since=None, **fields):
    """Since long ago; an invitation since today, or it would have run out."""
    if since is None:
        since = timezone.localdate() if fields.get("state") == "invited" else LONG_AGO
    return Membership.including_private.create(
        person=person, group=group, role=role, since=since, **fields
    )


@pytest.fixture
def somebody(network):
    """Make a person with a login and an address, a member of the network unless said otherwise."""

    def make(name, *, member=True):
        email = f"{name.lower()}@example.org"
        user = User.objects.create_user(email)
        person = Person.objects.create(given=name, family="Example", user=user)
        ContactPoint.objects.create(person=person, kind="email", use="personal", value=email)
        if member:
            row(person, network)
        return person

    return make


@pytest.fixture
def make_caucus(network):
    def make(slug="lanterns", *, policy="open", **fields):
        group = Group.including_private.create(
            kind=GroupKind.CAUCUS,
            name=f"{slug.title()} Caucus",
            slug=slug,
            parent=network,
            join_policy=policy,
        )
        fields = {"purpose": f"We of {slug}.", "listed_to": ListedTo.NOBODY} | fields
        return Caucus.objects.create(group=group, **fields)

    return make


@pytest.fixture
def cast(network, somebody):
    team = Group.objects.create(kind=GroupKind.STAFF, name="Staff", slug="staff", parent=network)
    dana = somebody("Dana", member=False)
    row(dana, team, Role.STAFF)
    return SimpleNamespace(
        alice=somebody("Alice"),
        bob=somebody("Bob"),
        charlie=somebody("Charlie"),
        dana=dana,
        ada=User.objects.create_superuser("ada@example.org"),
    )


def on_the_staff(person):
    """Only who is of the national staff may look after a caucus."""
    row(person, Group.objects.get(kind=GroupKind.STAFF), Role.STAFF)


@pytest.fixture
def caucus(make_caucus, cast):
    """A hidden caucus that Alice chairs and Bob is in."""
    made = make_caucus()
    row(cast.alice, made.group, Role.CHAIR)
    row(cast.bob, made.group)
    return made


def browser(who=None):
    """A browser somebody is signed in with, second factor and all; a visitor's without a name."""
    client = Client()
    user = getattr(who, "user", who) if isinstance(who, Person) else who
    return sign_in(client, user) if user is not None else client


def set_policy(caucus, policy):
    Group.including_private.filter(pk=caucus.group_id).update(join_policy=policy)
    caucus.group.refresh_from_db()


def list_to(caucus, whom):
    caucus.listed_to = whom
    caucus.save()
