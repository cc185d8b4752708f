"""When people came, as a picture."""

import datetime as dt

import pytest

from events.models import Attendance
from events.reports import arrivals
from tests.event_factories import BEGINS, EventFactory, RegistrationFactory, SessionFactory

pytestmark = pytest.mark.django_db


def came(event, *minutes):
    for after in minutes:
        Attendance.objects.create(
            registration=RegistrationFactory(event=event),
            came_at=BEGINS + dt.timedelta(minutes=after),
        )


def drawn(event):
    picture = arrivals.picture(event)
    return picture.head[0], [(bar.label, bar.said) for bar in picture.bars]


def test_before_anybody_came_there_is_nothing_to_see():
    assert arrivals.picture(EventFactory()) is None


def test_quarters_of_an_hour_by_the_clocks_there(django_assert_num_queries):
    event = EventFactory()
    came(event, 0, 3, 16)
    session = SessionFactory(event=event)
    place = RegistrationFactory(event=event)
    Attendance.objects.create(registration=place, session=session, came_at=BEGINS)

    with django_assert_num_queries(1):
        assert drawn(event) == ("From", [("9 a.m.", "2"), ("9:15 a.m.", "1")])


def test_hours_where_it_took_long():
    event = EventFactory()
    came(event, *range(0, 300, 15))

    assert drawn(event)[1][0] == ("9 a.m.", "4")


def test_days_where_it_took_days():
    event = EventFactory()
    came(event, 0, 1440, 1445)

    assert drawn(event) == ("Day", [("Friday, July 9", "1"), ("Saturday, July 10", "2")])
