"""Calendars of people's own, an event for the other chapter only, a meeting of the hidden caucus.

Whoever has the address of a calendar reads it. So those the crawl comes to are of people who let
their caucuses stand without a name, or not at all.
"""

import datetime as dt

from django.utils import timezone

from events.models import PrivateShown, Visibility
from events.operations import meetings, tokens
from network.models import Group, Person
from network.roles import GroupKind


def plant(made, known):
    at = timezone.now()
    caucus = Group.including_private.get(kind=GroupKind.CAUCUS)
    for host, title in (
        (known.theirs, made.plant("other chapter's event", "Ohio marmot supper", readers="")),
        (caucus, made.plant("caucus meeting", "Dovecote evening", readers="inside chair")),
    ):
        event = meetings.plan(
            host=host,
            title=title,
            timezone="America/New_York",
            starts_at=at + dt.timedelta(days=12),
            ends_at=at + dt.timedelta(days=12, hours=1),
            visibility=Visibility.AUDIENCE,
            by=None,
            at=at,
        )
        made.value("event", event.public_id)
    _, theirs = tokens.make(person=known.other, by=None, at=at)
    _, askers = tokens.make(person=known.asker, by=known.asker.user, at=at)
    made.plant("address of a calendar", theirs)
    made.plant("address of a neighbor's calendar", askers)
    made.value("secret", "never-was")
    for key, shown in (
        ("chair", PrivateShown.DISCREET),
        ("inside", PrivateShown.HIDDEN),
        ("outside", PrivateShown.HIDDEN),
    ):
        whose = Person.objects.get(user=made.people[key])
        token, secret = tokens.make(person=whose, by=whose.user, at=at)
        tokens.show_private(token=token, shown=shown, by=whose.user, at=at)
        made.value("secret", secret)
        made.named[f"calendar of {key}"] = secret
