"""What visitors and members read of events, and of one event."""

import datetime as dt

import pytest
from django.utils import timezone

from events.models import Kind, Visibility
from tests.conftest import sign_in
from tests.event_factories import (
    EventFactory,
    PriceRuleFactory,
    RegistrationFactory,
    SessionFactory,
    TicketTypeFactory,
    WaitlistEntryFactory,
    a_pool,
    a_ticket,
)
from tests.factories import a_chapter, a_member, an_administrator

pytestmark = pytest.mark.django_db
ROUGH = ["=HYPERLINK(1)", '"><script>alert(1)</script>', "x" * 200]


@pytest.fixture
def soon():
    return (timezone.now() + dt.timedelta(days=10)).replace(minute=0, second=0, microsecond=0)


@pytest.fixture
def dana():
    return a_member(a_chapter(), given="Dana", email="dana@example.org")


@pytest.fixture
def as_dana(client, dana):
    return sign_in(client, dana.user)


def page(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_a_visitor_reads_public_events_only(client, soon):
    for title, seen in [("Open house", "public"), ("Supper", "members"), ("Steering", "audience")]:
        EventFactory(title=title, visibility=seen, starts_at=soon)
    EventFactory(title="Draft", draft=True, starts_at=soon)
    EventFactory(title="Called off", starts_at=soon, cancelled_at=soon, sequence=1)

    shown = page(client, "/events/")

    titles = ["Open house", "Supper", "Steering", "Draft", "Called off"]
    assert [title for title in titles if title in shown] == ["Open house"]


def test_a_member_reads_members_events_and_sees_where_they_have_a_place(as_dana, dana, soon):
    event = EventFactory(title="Supper", visibility=Visibility.MEMBERS, starts_at=soon)
    RegistrationFactory(event=event, person=dana)

    shown = page(as_dana, "/events/")

    assert ("Supper" in shown, "You have a place" in shown) == (True, True)


def test_filters_find_by_kind_chapter_month_and_where(client, soon):
    ohio = a_chapter("OH", "Ohio")
    a = EventFactory(title="Alpha talk", host=ohio, kind=Kind.TRAINING, starts_at=soon)
    EventFactory(title="Beta talk", host=a_chapter("TX"), online=True, starts_at=soon)
    month = f"{a.starts_at:%Y-%m}"

    found = {
        query: ["Alpha" in (shown := page(client, f"/events/?{query}")), "Beta" in shown]
        for query in ["kind=training", f"chapter={ohio.slug}", "online=yes", f"month={month}"]
    }

    assert list(found.values()) == [[True, False], [True, False], [False, True], [True, True]]


@pytest.mark.parametrize("query", ["kind=x", "chapter=x", "online=x", "month=2026-13", "month=\0"])
def test_an_unknown_filter_is_said_so(client, query):
    assert "Unknown filter." in page(client, f"/events/?{query}")


def test_the_calendar_puts_an_event_on_each_of_its_days(client, soon):
    event = EventFactory(
        title="Convening",
        starts_at=dt.datetime(2027, 7, 9, 13, tzinfo=dt.UTC),
        ends_at=dt.datetime(2027, 7, 11, 17, tzinfo=dt.UTC),
    )

    shown = page(client, "/events/?as=calendar&month=2027-07")

    assert shown.count(event.get_absolute_url()) == 3


def test_what_begins_in_another_month_there_is_in_that_month(client):
    """At half past two in the night by UTC it is the evening of the last day in Honolulu."""
    starts = dt.datetime(2027, 8, 1, 2, tzinfo=dt.UTC)
    EventFactory(title="Luau", timezone="Pacific/Honolulu", starts_at=starts)

    found = ["Luau" in page(client, f"/events/?month=2027-0{number}") for number in (7, 8)]

    assert found == [True, False]


def test_the_list_costs_the_same_at_one_and_three(as_dana, dana, soon, django_assert_num_queries):
    for number in (1, 2, 3):
        RegistrationFactory(person=dana, event=EventFactory(starts_at=soon))
        if number != 2:
            as_dana.get("/events/")
            with django_assert_num_queries(7):
                as_dana.get("/events/")


def test_the_page_says_price_and_why(as_dana, soon):
    ticket = TicketTypeFactory(event=EventFactory(starts_at=soon), name="Member")
    PriceRuleFactory(
        ticket_type=ticket,
        name="early bird, for members",
        cents=12_500,
        priority=0,
        audience={"standing": ["member"]},
    )
    PriceRuleFactory(ticket_type=ticket, cents=17_500, priority=1)

    assert "$125, early bird, for members" in page(as_dana, ticket.event.get_absolute_url())


def test_whom_a_ticket_is_not_for_reads_whom_it_is_for(client, soon):
    ticket = a_ticket(
        EventFactory(starts_at=soon), name="Member", audience={"standing": ["member"]}
    )

    assert "“Member” is for members." in page(client, ticket.event.get_absolute_url())


@pytest.mark.parametrize(("seats", "said"), [(7, "7 left"), (60, ""), (0, "Full")])
def test_places_left_are_said_where_they_are_few(client, soon, seats, said):
    ticket = a_ticket(EventFactory(starts_at=soon), seats=seats)

    shown = page(client, ticket.event.get_absolute_url())

    assert [word for word in ("7 left", "60 left", "Full") if word in shown] == [said] * bool(said)


def test_nothing_is_left_for_others_while_somebody_waits(client, soon):
    ticket = a_ticket(EventFactory(starts_at=soon), seats=3)
    WaitlistEntryFactory(ticket_type=ticket, event=ticket.event)

    shown = page(client, ticket.event.get_absolute_url())

    assert ("3 left" in shown, "Join the line" in shown) == (False, True)


@pytest.mark.parametrize(
    ("opens", "closes", "said"),
    [
        (1, None, "Registration opens on"),
        (-2, -1, "Registration is closed."),
        (-1, 1, "Take a place"),
    ],
)
def test_whether_registration_is_open_is_said(client, soon, opens, closes, said):
    now, day = timezone.now(), dt.timedelta(days=1)
    ticket = a_ticket(
        EventFactory(
            starts_at=soon, opens_at=now + opens * day, closes_at=closes and now + closes * day
        )
    )

    shown = page(client, ticket.event.get_absolute_url())

    words = ["Registration opens on", "Registration is closed.", "Take a place"]
    assert [word for word in words if word in shown] == [said]


def test_a_private_session_is_read_by_those_who_may_choose_it_alone(client, as_dana, dana, soon):
    event = EventFactory(starts_at=soon)
    SessionFactory(event=event, title="Opening")
    SessionFactory(
        event=event, title="Lantern hour", private=True, audience={"standing": ["member"]}
    )
    SessionFactory(event=event, title="Owl hour", private=True, audience={"standing": ["partner"]})

    mine = page(as_dana, event.get_absolute_url())
    as_dana.logout()
    theirs = page(as_dana, event.get_absolute_url())

    assert [title in mine for title in ("Opening", "Lantern hour", "Owl hour")] == [
        True,
        True,
        False,
    ]
    assert [title in theirs for title in ("Opening", "Lantern hour")] == [True, False]


def test_an_event_not_for_the_reader_is_not_found(client, as_dana, soon):
    event = EventFactory(
        host=a_chapter("OH", "Ohio"), visibility=Visibility.AUDIENCE, starts_at=soon
    )

    answers = [as_dana.get(path).status_code for path in paths_of(event)]

    assert answers == [404, 404]
    sign_in(as_dana, a_member(event.host).user)
    assert as_dana.get(event.get_absolute_url()).status_code == 200


def paths_of(event):
    return [event.get_absolute_url(), event.get_absolute_url() + "register/"]


def test_the_page_costs_the_same_at_one_and_three(as_dana, soon, django_assert_num_queries):
    event = EventFactory(starts_at=soon)
    a_pool(event, 30)
    for number in (1, 2, 3):
        ticket = a_ticket(event, audience={"standing": ["member"]})
        SessionFactory(event=event, pool=a_pool(event, 5, kind="session"))
        assert ticket.pk
        if number != 2:
            as_dana.get(event.get_absolute_url())
            with django_assert_num_queries(17):
                as_dana.get(event.get_absolute_url())


@pytest.mark.parametrize("rough", ROUGH)
def test_titles_are_shown_as_they_are_and_run_nothing(client, soon, rough):
    event = EventFactory(title=rough, place=rough, starts_at=soon)

    shown = page(client, event.get_absolute_url())

    assert "<script>alert" not in shown


def test_an_administrator_who_is_nobody_reads_the_page(client, soon):
    admin = an_administrator()
    user = admin.user
    admin.user = None
    admin.save()
    ticket = a_ticket(EventFactory(starts_at=soon))

    sign_in(client, user)

    assert [client.get(path).status_code for path in paths_of(ticket.event)] == [200, 200]
