"""A chapter's events, a hidden caucus, and what reads our calendar files: other code than wrote
them.
"""

import datetime as dt

import pytest
import vobject
from django.utils import timezone

from events.operations import meetings
from network.roles import GroupKind, Role
from tests.factories import CaucusGroupFactory, MembershipFactory, a_chapter, a_member

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def at():
    return timezone.now().replace(microsecond=0)


@pytest.fixture
def soon(at):
    return (at + dt.timedelta(days=9)).replace(minute=0, second=0)


@pytest.fixture
def chapter():
    return a_chapter()


@pytest.fixture
def plan(chapter, soon, at):
    def make(title="Supper", **fields):
        starts = fields.pop("starts_at", soon)
        values = {
            "host": chapter,
            "timezone": "America/Chicago",
            "starts_at": starts,
            "ends_at": starts + HOUR,
            "place": "Town hall",
            "visibility": "public",
            "by": None,
            "at": at,
        }
        return meetings.plan(title=title, **(values | fields))

    return make


@pytest.fixture
def ada(chapter):
    return a_member(chapter, given="Ada")


@pytest.fixture
def hidden(ada):
    group = CaucusGroupFactory(name="Lanterns Circle", slug="lanterns", kind=GroupKind.CAUCUS)
    MembershipFactory(person=ada, group=group, role=Role.MEMBER)
    return group


@pytest.fixture(autouse=True)
def _zones_unread():
    """The other program keeps the first account it reads of a zone; each test gives its own."""
    vobject.icalendar.__dict__["__tzidMap"].clear()


def read(body):
    """The events of a calendar file, as somebody else's program understands them."""
    text = body.decode() if isinstance(body, bytes) else body
    return list(vobject.readOne(text).contents.get("vevent", []))


def titles(body):
    return [event.summary.value for event in read(body)]
