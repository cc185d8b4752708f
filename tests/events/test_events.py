import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from events.models import Event
from network.models import Group, Membership, Person, User
from network.roles import GroupKind, Role
from network.templatetags.sayings import say_when

NOON = dt.datetime(2026, 12, 3, 17, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
DAY = dt.date(2026, 12, 3)


@pytest.fixture
def network():
    return Group.objects.create(kind=GroupKind.NETWORK, name="Network", slug="network")


@pytest.fixture
def ohio(network):
    return Group.objects.create(
        kind=GroupKind.CHAPTER, name="Ohio", slug="ohio", state="OH", parent=network
    )


@pytest.fixture
def hidden(network):
    return Group.including_private.create(
        kind=GroupKind.CAUCUS, name="Lanterns", slug="lanterns", parent=network
    )


def event(host, title="Supper", starts_at=NOON, **fields):
    fields = {"timezone": "America/New_York", "ends_at": starts_at + HOUR} | fields
    return Event.objects.create(host=host, title=title, starts_at=starts_at, **fields)


def user_in(*groups, role=Role.MEMBER):
    user = User.objects.create_user(f"user{User.objects.count()}@example.org")
    person = Person.objects.create(given="Ada", user=user)
    for group in groups:
        Membership.including_private.create(
            person=person, group=group, role=role, since=dt.date(2020, 1, 1)
        )
    return user


def test_upcoming_holds_what_is_not_over_soonest_first(network):
    later, now = event(network, "Later", NOON + HOUR), event(network, "Now")
    event(network, "Over", NOON - HOUR)

    assert list(Event.objects.upcoming(at=NOON)) == [now, later]


def test_hosted_by_holds_the_events_of_one_group(network, ohio):
    event(network)
    ours = event(ohio)

    assert list(Event.objects.hosted_by(ohio)) == [ours]


@pytest.mark.parametrize(
    ("visibility", "seeing"),
    [
        ("public", ["visitor", "stranger", "member", "of ohio"]),
        ("members", ["member", "of ohio"]),
        ("audience", ["of ohio"]),
    ],
)
def test_who_sees_an_event(network, ohio, visibility, seeing):
    event(ohio, visibility=visibility)
    users = {
        "visitor": AnonymousUser(),
        "stranger": user_in(),
        "member": user_in(network),
        "of ohio": user_in(network, ohio),
    }

    seen = [who for who, user in users.items() if Event.objects.visible_to(user, on=DAY).exists()]

    assert seen == seeing


@pytest.mark.parametrize("visibility", ["public", "members", "audience"])
def test_what_a_private_group_hosts_is_in_nobodys_list(network, hidden, visibility):
    event(hidden, visibility=visibility)
    inside = user_in(network, hidden)
    admin = User.objects.create_superuser("admin@example.org")

    seen = [Event.objects.visible_to(user, on=DAY).count() for user in (inside, admin)]

    assert seen == [0, 0]


def test_an_event_ends_after_it_starts(network):
    with pytest.raises(IntegrityError):
        event(network, ends_at=NOON)


def test_an_unknown_zone_is_refused(network):
    made = event(network)
    made.timezone = "Mars/Olympus"

    with pytest.raises(ValidationError, match="Unknown time zone"):
        made.full_clean()


@pytest.mark.parametrize(
    ("instant", "zone", "said"),
    [
        (NOON, "America/New_York", "Thursday, December 3, noon ET"),
        (NOON, "America/Chicago", "Thursday, December 3, 11 a.m. CT"),
        (NOON - dt.timedelta(days=150), "America/New_York", "Monday, July 6, 1 p.m. ET"),
        (NOON + HOUR / 2, "America/Anchorage", "Thursday, December 3, 8:30 a.m. AKT"),
        (NOON, "Asia/Kolkata", "Thursday, December 3, 10:30 p.m. IST"),
        (NOON, "America/Sao_Paulo", "Thursday, December 3, 2 p.m. UTC-03:00"),
        (NOON, "UTC", "Thursday, December 3, 5 p.m. UTC"),
    ],
)
def test_times_are_said_as_the_clocks_there_show_them(instant, zone, said):
    assert say_when(instant, zone) == said
