"""The desk's pages for making and keeping events: whose they are, what they do, what they cost."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from events.models import Attendance, Event, PriceRule, Session, State, TicketType
from events.operations import limits
from network.registries import desk_waits
from tests.event_factories import (
    EventFactory,
    NeedFactory,
    PriceRuleFactory,
    RegistrationFactory,
    SessionFactory,
    TicketTypeFactory,
    a_pool,
    a_ticket,
)
from tests.factories import (
    a_chapter,
    a_director,
    a_member,
    an_administrator,
    national_staff,
)

pytestmark = pytest.mark.django_db
PAGES = (
    "event",
    "event_facts",
    "event_when",
    "event_registering",
    "event_call_off",
    "event_seats",
    "event_hold",
    "event_tickets",
    "event_ticket_add",
    "event_program",
    "event_agenda",
    "event_session_add",
)
BUTTONS = ("event_publish", "event_withdraw")
OF_TICKET = ("event_ticket", "event_ticket_seats", "event_ticket_hold", "event_price_add")
TICKET_BUTTONS = ("event_ticket_withdraw", "event_ticket_back", "event_ticket_up")


@pytest.fixture
def texas():
    return a_chapter()


@pytest.fixture
def soon():
    return (timezone.now() + dt.timedelta(days=40)).replace(minute=0, second=0, microsecond=0)


@pytest.fixture
def event(texas, soon):
    made = EventFactory(host=texas, slug="supper", title="Supper", starts_at=soon)
    ticket = a_ticket(made, seats=10, name="Member")
    ticket.pool = a_pool(made, 5, kind="tickets", name="Member")
    ticket.save()
    SessionFactory(event=made, title="Opening")
    return made


@pytest.fixture
def desk(client, sign_in, texas):
    return sign_in(client, a_director(texas).user)


def addresses(event):
    ticket, session = event.ticket_types.first(), Session.objects.get(event=event)
    price = ticket.prices.get()
    looks = [reverse(f"desk:{name}", args=[event.slug]) for name in PAGES]
    looks += [reverse(f"desk:{name}", args=[event.slug, ticket.public_id]) for name in OF_TICKET]
    looks += [reverse("desk:event_price", args=[event.slug, price.public_id])]
    for name in ("event_session", "event_session_seats"):
        looks.append(reverse(f"desk:{name}", args=[event.slug, session.public_id]))
    does = [reverse(f"desk:{name}", args=[event.slug]) for name in BUTTONS]
    of_ticket = [event.slug, ticket.public_id]
    does += [reverse(f"desk:{name}", args=of_ticket) for name in TICKET_BUTTONS]
    for name in ("event_price_withdraw", "event_price_up"):
        does.append(reverse(f"desk:{name}", args=[event.slug, price.public_id]))
    does.append(reverse("desk:event_session_withdraw", args=[event.slug, session.public_id]))
    return looks, does


def test_each_page_is_there_for_those_who_keep_the_event(desk, event):
    looks, does = addresses(event)

    assert {desk.get(path).status_code for path in looks} == {200}
    assert {desk.get(path).status_code for path in does} == {405}


@pytest.mark.parametrize("who", ["another director", "a member", "a visitor"])
def test_whose_event_it_is_not_finds_nothing(client, sign_in, event, texas, who):
    if who == "another director":
        sign_in(client, a_director(a_chapter("OH", "Ohio")).user)
    elif who == "a member":
        sign_in(client, a_member(texas, email="dana@example.org").user)
    looks, does = addresses(event)

    answers = {client.get(path).status_code for path in looks}
    answers |= {client.post(path).status_code for path in does}

    assert answers == ({302} if who == "a visitor" else {404})
    assert Event.objects.get().cancelled_at is None


def test_a_director_makes_an_event_from_a_template_and_publishes_it(desk, texas, soon):
    asked = {
        "template": "happy-hour",
        "title": "Spring social",
        "host": texas.slug,
        "starts_at": f"{soon:%Y-%m-%dT}18:30",
        "timezone": "America/Chicago",
    }

    desk.get(reverse("desk:event_new"))
    answer = desk.post(reverse("desk:event_new"), asked)
    event = Event.objects.get()
    assert answer.url == reverse("desk:event", args=["spring-social"])
    page = desk.get(answer.url)
    assert b"It has no place and is not online." in page.content
    when = {
        "timezone": "America/Chicago",
        "starts_at": f"{soon:%Y-%m-%dT}19:00",
        "ends_at": f"{soon:%Y-%m-%dT}21:00",
        "place": "The Lantern",
    }
    desk.post(reverse("desk:event_when", args=[event.slug]), when)
    desk.post(reverse("desk:event_publish", args=[event.slug]))

    event.refresh_from_db()
    shown = timezone.localtime(event.starts_at, dt.timezone(dt.timedelta(hours=-6)))
    assert (event.draft, event.place, event.host) == (False, "The Lantern", texas)
    assert shown.minute == 0
    assert event.ends_at - event.starts_at == dt.timedelta(hours=2)


def test_a_director_hosts_nothing_of_another_chapter(desk, soon):
    asked = {
        "template": "call",
        "title": "Spring social",
        "host": a_chapter("OH", "Ohio").slug,
        "starts_at": f"{soon:%Y-%m-%dT%H:%M}",
        "timezone": "America/Chicago",
    }

    assert desk.post(reverse("desk:event_new"), asked).status_code == 200
    assert Event.objects.count() == 0


def test_a_copy_is_made_of_what_one_keeps_alone(desk, event, soon):
    theirs = EventFactory(slug="theirs", host=a_chapter("OH", "Ohio"))
    asked = {
        "template": "copy",
        "title": "Supper again",
        "host": event.host.slug,
        "starts_at": f"{soon + dt.timedelta(days=7):%Y-%m-%dT}18:00",
        "timezone": "America/New_York",
    }

    refused = desk.post(reverse("desk:event_new"), asked | {"earlier": theirs.slug})
    assert (refused.status_code, Event.objects.count()) == (200, 2)
    desk.post(reverse("desk:event_new"), asked | {"earlier": event.slug})

    copied = Event.objects.get(slug="supper-again")
    assert (copied.draft, copied.ticket_types.get().name) == (True, "Member")
    assert Session.objects.get(event=copied).title == "Opening"


def test_a_price_is_typed_in_dollars_for_members_of_a_chapter(desk, event, texas):
    ticket = event.ticket_types.get()
    asked = {
        "name": "Texans",
        "dollars": "12.50",
        "standing": ["member"],
        "chapter": [texas.slug],
        "until_at": "2027-01-15T17:00",
    }

    desk.post(reverse("desk:event_price_add", args=[event.slug, ticket.public_id]), asked)

    price = PriceRule.objects.get(name="Texans")
    assert (price.cents, price.audience) == (
        1250,
        {"standing": ["member"], "chapter": [texas.slug]},
    )
    assert price.until_at == dt.datetime(2027, 1, 15, 22, tzinfo=dt.UTC)
    page = desk.get(reverse("desk:event_tickets", args=[event.slug]))
    assert b"Members of Texas" in page.content


def test_what_is_refused_stands_in_the_form_with_what_was_typed(desk, event):
    ticket = event.ticket_types.get()
    path = reverse("desk:event_ticket_add", args=[event.slug])

    page = desk.post(path, {"name": "Member", "refund_percent": "100", "standing": ["king"]})
    assert b"Choose from the list." in page.content
    page = desk.post(path, {"name": "Member", "refund_percent": "100"})
    assert b"This event has a ticket of this name." in page.content
    page = desk.post(reverse("desk:event_seats", args=[event.slug]), {"size": "20001"})
    assert b"At most 20,000 seats." in page.content
    price = reverse("desk:event_price_add", args=[event.slug, ticket.public_id])
    page = desk.post(price, {"name": "X", "dollars": "12.505"})
    assert b"at most two digits for cents" in page.content
    assert TicketType.objects.count() == 1


def test_a_session_in_a_hidden_ones_room_is_refused_without_a_name(desk, event):
    SessionFactory(
        event=event, title="Lanterns", room="Hall A", private=True, audience={"caucus": ["x"]}
    )
    local = timezone.localtime(event.starts_at, dt.timezone(dt.timedelta(hours=-5)))
    asked = {
        "title": "Housing",
        "starts_at": f"{event.starts_at.astimezone(local.tzinfo):%Y-%m-%dT%H:%M}",
        "ends_at": f"{event.starts_at.astimezone(local.tzinfo):%Y-%m-%dT%H}:45",
        "room": "Hall A",
    }

    page = desk.post(reverse("desk:event_session_add", args=[event.slug]), asked)

    assert b"This room is taken then." in page.content
    for name in ("event_program", "event_agenda", "event", "event_tickets"):
        shown = desk.get(reverse(f"desk:{name}", args=[event.slug])).content
        assert b"Lanterns" not in shown


def test_a_hidden_session_changes_no_page_of_the_desk(desk, event):
    names = ("event", "event_tickets", "event_program", "event_agenda", "event_call_off")
    paths = [reverse(f"desk:{name}", args=[event.slug]) for name in names]

    def read():
        return [desk.get(path).content.split(b"<main")[1].split(b"csrf")[0] for path in paths]

    before = read()
    pool = a_pool(event, 3, kind="private", name="Hidden")
    SessionFactory(event=event, private=True, audience={"caucus": ["x"]}, pool=pool)

    assert read() == before


def test_calling_off_shows_first_and_does_only_when_it_is_ticked(desk, event):
    path = reverse("desk:event_call_off", args=[event.slug])

    assert desk.get(path).status_code == 200
    unsure = desk.post(path, {"words": "Flooded"})
    assert b"Flooded" in unsure.content
    assert Event.objects.get(pk=event.pk).cancelled_at is None
    answer = desk.post(path, {"words": "Flooded", "sure": "on"})

    assert Event.objects.get(pk=event.pk).called_off_words == "Flooded"
    assert b"Flooded" in desk.get(answer.url).content
    assert desk.get(path).status_code == 302


def test_the_list_tells_upcoming_from_drafts_past_and_called_off(desk, event, texas):
    now = timezone.now()
    EventFactory(host=texas, title="Plan", draft=True, starts_at=now + dt.timedelta(days=3))
    EventFactory(host=texas, title="Gone", starts_at=now - dt.timedelta(days=3))
    EventFactory(host=texas, title="Off", starts_at=now, cancelled_at=now, sequence=1)
    ohio = a_chapter("OH", "Ohio")
    EventFactory(host=ohio, title="Theirs", starts_at=now + dt.timedelta(days=3))

    found = {
        which: [one.title for one in desk.get(f"/desk/events/?which={which}").context["events"]]
        for which in ("upcoming", "drafts", "past", "off", "asked", "nonsense")
    }

    assert found == {
        "upcoming": ["Supper"],
        "drafts": ["Plan"],
        "past": ["Gone"],
        "off": ["Off"],
        "asked": [],
        "nonsense": ["Supper"],
    }
    assert desk.get("/desk/events/?q=supp&kind=gathering").context["events"][0] == event
    assert desk.get("/desk/events/?q=nothing").context["events"] == []


def test_the_list_counts_places_of_all_there_are(desk, event):
    ticket = event.ticket_types.get()
    for state in (State.CONFIRMED, State.CONFIRMED, State.HELD, State.APPLIED, State.CANCELLED):
        RegistrationFactory(ticket_type=ticket, state=state)

    [row] = desk.get("/desk/events/").context["events"]

    assert (row.coming, row.held, row.asked, row.seats, row.limited) == (2, 1, 1, 10, True)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(
    desk, event, soon, django_assert_num_queries, number
):
    for _ in range(number - 1):
        EventFactory(host=event.host, starts_at=soon)

    with django_assert_num_queries(11):
        assert len(desk.get("/desk/events/").context["events"]) == number


@pytest.mark.parametrize("number", [1, 3])
def test_tickets_and_program_cost_the_same_for_one_and_three(
    desk, event, django_assert_num_queries, number
):
    for _ in range(number - 1):
        PriceRuleFactory(ticket_type=TicketTypeFactory(event=event))
        session = SessionFactory(event=event)
        limits.set_size(event=event, session=session, size=3, by=None, at=timezone.now())

    with django_assert_num_queries(27):
        desk.get(reverse("desk:event_tickets", args=[event.slug]))
    with django_assert_num_queries(11):
        desk.get(reverse("desk:event_program", args=[event.slug]))


@pytest.mark.parametrize("number", [1, 3])
def test_the_overview_costs_the_same_for_one_place_and_three(
    desk, event, django_assert_num_queries, number
):
    for _ in range(number):
        place = RegistrationFactory(ticket_type=event.ticket_types.get(), standing="member")
        Attendance.objects.create(registration=place, came_at=event.starts_at)
        NeedFactory(registration=place)

    with django_assert_num_queries(25):
        page = desk.get(reverse("desk:event", args=[event.slug]))

    assert page.context["counts"]["confirmed"] == number
    assert [bar.said for bar in page.context["arrivals"].bars] == [f"{number}"]
    assert [bar.said for bar in page.context["standings"].bars] == [f"{number}"]
    waits = [one.words for one in page.context["waits"]]
    assert waits == [["1 need nobody has seen to"], ["3 needs nobody has seen to"]][number // 3]


def test_the_front_page_tells_of_requests_and_drafts_that_come_soon(desk, event, texas):
    RegistrationFactory(ticket_type=event.ticket_types.get(), state=State.APPLIED)
    soon = timezone.now() + dt.timedelta(days=3)
    EventFactory(host=texas, draft=True, starts_at=soon)
    EventFactory(host=a_chapter("OH", "Ohio"), draft=True, starts_at=soon)
    user = a_director(texas, email="rena@example.org").user

    waits = {one.title for one in desk_waits.of(user, on=timezone.localdate())}

    assert {"1 request for a place", "1 event that nobody sees yet"} <= waits


@pytest.mark.parametrize("staff", [national_staff, an_administrator])
def test_national_staff_keep_every_chapters_events(client, sign_in, event, staff):
    sign_in(client, staff().user)

    assert client.get(reverse("desk:event", args=[event.slug])).status_code == 200
