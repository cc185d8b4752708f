"""Somebody of the other chapter with a calendar of their own, an event for that chapter only, and
a meeting of the hidden caucus.
"""

import datetime as dt

from django.utils import timezone

from events.models import Visibility
from events.operations import meetings, tokens
from network.models import Group
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
    tokens.make(person=known.asker, by=known.asker.user, at=at)
    made.plant("address of a calendar", theirs)
    made.value("secret", "never-was")
