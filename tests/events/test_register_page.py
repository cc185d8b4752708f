"""Taking a place in the browser, as somebody we know: in one page, with nothing typed again."""

import datetime as dt

import pytest
from django.utils import timezone

from events.models import Need, Registration, SessionChoice, State, WaitlistEntry
from network.models import Letter
from tests.conftest import sign_in
from tests.event_factories import (
    EventFactory,
    SessionFactory,
    WaitlistEntryFactory,
    a_pool,
    a_ticket,
)
from tests.factories import TermFactory, a_chapter, a_member

pytestmark = pytest.mark.django_db
ROUGH = ["=HYPERLINK(1)", '"><script>alert(1)</script>', "+1 410 555 0100"]


@pytest.fixture
def dana():
    return a_member(a_chapter(), given="Dana", family="Reyes", email="dana@example.org")


@pytest.fixture
def as_dana(client, dana):
    return sign_in(client, dana.user)


@pytest.fixture
def soon():
    return (timezone.now() + dt.timedelta(days=10)).replace(minute=0, second=0, microsecond=0)


@pytest.fixture
def event(soon):
    event = EventFactory(starts_at=soon, guests_each=2, needs_asked=["diet", "access"])
    a_pool(event, 5)
    return event


@pytest.fixture
def ticket(event):
    return a_ticket(event, name="Member")


def path(event):
    return f"/events/{event.slug}/register/"


def send(client, chosen, **more):
    return client.post(path(chosen.event), {"ticket": chosen.public_id, **more})


def test_the_page_knows_who_asks(as_dana, dana, ticket):
    term = TermFactory(person=dana)

    shown = as_dana.get(path(ticket.event)).content.decode()

    known = ["Dana Reyes", str(term.office.jurisdiction), 'value="Dana Reyes"', "Member: free"]
    assert [word for word in known if word not in shown] == []


def test_one_press_takes_a_free_place(as_dana, dana, ticket, send_letters):
    answer = send(as_dana, ticket)

    place = Registration.objects.get()
    assert (place.person, place.state) == (dana, State.CONFIRMED)
    assert answer.headers["Location"] == place.get_absolute_url()
    assert [letter.to for letter in send_letters()] == [["dana@example.org"]]


def test_what_costs_leads_to_its_order(as_dana, event):
    ticket = a_ticket(event, name="Paid", cents=12_500)

    answer = send(as_dana, ticket)

    place = Registration.objects.get()
    assert (place.state, answer.headers["Location"]) == (
        State.HELD,
        place.order.get_absolute_url(),
    )


def test_everything_at_once(as_dana, dana, event, ticket):
    guests = a_ticket(event, name="Guest", for_guests=True)
    session = SessionFactory(event=event)

    send(
        as_dana,
        ticket,
        badge_name="Dana R.",
        sessions=[session.public_id],
        need_diet=["Vegan", "No nuts"],
        words_access="A ramp",
        guest_1="Robin Lee",
        guest_email_1="robin@example.org",
        guest_2="Kim Lee",
    )

    mine = Registration.objects.get(person=dana)
    assert mine.badge_name == "Dana R."
    assert SessionChoice.objects.get().session == session
    assert sorted(Need.objects.values_list("kind", "words")) == [("access", "A ramp"), ("diet", "")]
    brought = Registration.objects.filter(guest_of=dana, ticket_type=guests, order=mine.order)
    assert sorted(brought.values_list("badge_name", flat=True)) == ["Kim Lee", "Robin Lee"]


def test_sessions_at_one_time_are_refused_at_the_sessions(as_dana, event, ticket):
    one, other = SessionFactory(event=event), SessionFactory(event=event)

    answer = send(as_dana, ticket, sessions=[one.public_id, other.public_id])

    assert list(answer.context["form"].errors) == ["sessions"]
    assert Registration.objects.count() == 0


def test_a_full_session_is_marked_and_refused(as_dana, event, ticket):
    full = SessionFactory(event=event, title="Housing", pool=a_pool(event, 0, kind="session"))

    shown = as_dana.get(path(event)).content.decode()
    answer = send(as_dana, ticket, sessions=[full.public_id])

    assert (" disabled" in shown, ". Full" in shown) == (True, True)
    assert answer.context["form"].errors["sessions"] == ["“Housing” is full."]


def test_a_session_of_others_is_no_choice(as_dana, event, ticket):
    SessionFactory(event=event)
    theirs = SessionFactory(event=event, private=True, audience={"standing": ["partner"]})

    answer = send(as_dana, ticket, sessions=[theirs.public_id])

    assert answer.context["form"].errors["sessions"] == ["Choose from the list."]


def test_guests_who_do_not_fit_are_refused_at_their_field(as_dana, soon):
    event = EventFactory(starts_at=soon, guests_each=1)
    a_pool(event, 1)
    ticket = a_ticket(event, name="Own")
    a_ticket(event, name="Guest", for_guests=True)

    answer = send(as_dana, ticket, guest_1="Robin")

    assert list(answer.context["form"].errors) == ["guest_1"]
    assert Registration.objects.count() == 0


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"ticket": "x"}, "ticket"),
        ({"ticket": ""}, "ticket"),
        ({"guest_email_1": "robin@example.org"}, "guest_1"),
        ({"guest_1": "R", "guest_email_1": "robin"}, "guest_email_1"),
        ({"guest_1": "x" * 300}, "guest_1"),
        ({"badge_name": "x" * 300}, "badge_name"),
        ({"badge_name": "Dana\u202egnp.exe"}, "badge_name"),
        ({"guest_1": "two\nlines"}, "guest_1"),
        ({"need_diet": ["Mammoth"]}, "need_diet"),
        ({"words_diet": "x" * 501}, "words_diet"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(as_dana, event, ticket, sent, field):
    a_ticket(event, name="Guest", for_guests=True)

    answer = send(as_dana, ticket, **sent)

    assert list(answer.context["form"].errors) == [field]
    assert Registration.objects.count() == 0


@pytest.mark.parametrize("rough", ROUGH)
def test_names_are_kept_as_typed_and_run_nothing(as_dana, dana, event, ticket, rough):
    a_ticket(event, name="Guest", for_guests=True)

    send(as_dana, ticket, badge_name=rough, guest_1=rough, guest_email_1="r@example.org")

    place = Registration.objects.get(person=dana)
    shown = as_dana.get(place.get_absolute_url()).content.decode()
    assert (place.badge_name, "<script>alert" in shown) == (rough, False)
    assert Letter.objects.filter(kind="place_for_guest").count() == 1


def test_who_has_a_place_is_led_to_it(as_dana, ticket):
    send(as_dana, ticket)

    assert as_dana.get(path(ticket.event)).headers["Location"] == (
        Registration.objects.get().get_absolute_url()
    )


def test_the_last_place_gone_leads_to_the_line(as_dana, soon):
    ticket = a_ticket(EventFactory(starts_at=soon), seats=0)

    shown = as_dana.get(path(ticket.event)).content.decode()

    assert f"/events/{ticket.event.slug}/line/{ticket.public_id}/" in shown


def test_a_request_needs_no_free_place(as_dana, soon):
    ticket = a_ticket(EventFactory(starts_at=soon), seats=0, requires_approval=True)

    send(as_dana, ticket)

    assert Registration.objects.get().state == State.APPLIED


def test_nobody_waits_for_a_guests_ticket(as_dana, soon):
    ticket = a_ticket(EventFactory(starts_at=soon), seats=0, for_guests=True)

    answer = as_dana.post(f"/events/{ticket.event.slug}/line/{ticket.public_id}/")

    assert (answer.status_code, WaitlistEntry.objects.count()) == (404, 0)


def test_one_joins_the_line_and_leaves_it(as_dana, dana, soon):
    ticket = a_ticket(EventFactory(starts_at=soon), seats=0)

    for _ in range(2):
        as_dana.post(f"/events/{ticket.event.slug}/line/{ticket.public_id}/")
    waits = list(WaitlistEntry.objects.values_list("person", "state"))
    shown = as_dana.get(ticket.event.get_absolute_url()).content.decode()
    as_dana.post(f"/events/{ticket.event.slug}/line/leave/")

    assert waits == [(dana.pk, "waiting")]
    assert "You are near the front." in shown
    assert WaitlistEntry.objects.get().state == "left"


def test_a_number_is_said_where_enough_are_before(as_dana, dana, soon):
    ticket = a_ticket(EventFactory(starts_at=soon), seats=0)
    for _ in range(6):
        WaitlistEntryFactory(event=ticket.event, ticket_type=ticket)
    WaitlistEntryFactory(
        event=ticket.event, ticket_type=ticket, person=dana, asked_at=timezone.now()
    )

    assert "About 6 people are before you." in (
        as_dana.get(ticket.event.get_absolute_url()).content.decode()
    )


def test_where_there_is_room_there_is_no_line(as_dana, ticket):
    answer = as_dana.post(f"/events/{ticket.event.slug}/line/{ticket.public_id}/", follow=True)

    assert "There is room: take a place right away." in answer.content.decode()
    assert WaitlistEntry.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_what_registering_costs(as_dana, event, count, django_assert_num_queries):
    for number in range(count):
        SessionFactory(event=event, pool=a_pool(event, 5, kind="session", name=str(number)))
        ticket = a_ticket(event)
    as_dana.get(path(event))

    with django_assert_num_queries(17):
        as_dana.get(path(event))
    with django_assert_num_queries(38):
        send(as_dana, ticket)
