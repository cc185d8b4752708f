"""One's own place in the browser: nobody else's, and what one may still change."""

import datetime as dt

import pytest
from django.utils import timezone

from events.models import Need, Registration, SessionChoice, State, WaitlistEntry
from events.operations import parties, registrations, tokens, waiting
from network import sealing
from network.models import Letter
from tests.conftest import sign_in
from tests.event_factories import (
    EventFactory,
    PaymentFactory,
    RegistrationFactory,
    SessionChoiceFactory,
    SessionFactory,
    a_ticket,
)
from tests.factories import a_chapter, a_director, a_member

pytestmark = pytest.mark.django_db
LINK = "https://meet.example.org/secret-room"
PAGES = ["", "sessions/", "needs/", "give-back/", "hand-on/"]
BUTTONS = ["take/", "way-in/", "keep/"]


@pytest.fixture
def dana():
    return a_member(a_chapter(), given="Dana", email="dana@example.org")


@pytest.fixture
def as_dana(client, dana):
    return sign_in(client, dana.user)


@pytest.fixture
def soon():
    return (timezone.now() + dt.timedelta(days=10)).replace(minute=0, second=0, microsecond=0)


@pytest.fixture
def place(dana, soon):
    event = EventFactory(
        starts_at=soon,
        needs_asked=["diet"],
        online=True,
        join_link=sealing.seal(LINK),
        guests_each=1,
    )
    ticket = a_ticket(event, name="Own", seats=3)
    return parties.register(
        event=event, ticket_type=ticket, person=dana, by=dana.user, at=timezone.now()
    )


def path(place, tail=""):
    return place.get_absolute_url() + tail


def text(response):
    return response.content.decode()


def test_nobody_else_finds_it(client, place):
    others = [a_member(a_chapter()), a_director(), a_member(a_chapter("OH", "Ohio"))]
    answers = []
    for other in others:
        sign_in(client, other.user)
        answers += [client.get(path(place, tail)).status_code for tail in PAGES]
        answers += [client.post(path(place, tail)).status_code for tail in PAGES[1:] + BUTTONS]
    client.logout()
    visitor = [client.get(path(place, tail)).status_code for tail in PAGES]

    assert (set(answers), set(visitor)) == ({404}, {302})


def test_its_owner_does(as_dana, place):
    assert [as_dana.get(path(place, tail)).status_code for tail in PAGES] == [200] * 5


def test_a_host_sees_a_guests_place_and_none_of_their_affairs(as_dana, dana, place):
    guest = RegistrationFactory(
        event=place.event,
        ticket_type=place.ticket_type,
        order=place.order,
        person=a_member(),
        guest_of=dana,
    )
    SessionChoiceFactory(
        registration=guest, session=SessionFactory(event=place.event, title="Quiet hour")
    )
    Need.objects.create(registration=guest, kind="diet", words="no mustard")

    shown = text(as_dana.get(path(guest)))
    codes = [as_dana.get(path(guest, tail)).status_code for tail in PAGES]

    assert ("Quiet hour" in shown, "no mustard" in shown) == (False, False)
    assert codes == [200, 404, 404, 200, 404]


def test_who_handed_a_place_on_holds_it_no_more(as_dana, dana, place):
    """Their order still has it, and so they see that it is confirmed; it is not theirs to end."""
    heir = a_member()
    new = registrations.transfer(registration=place, to=heir, by=dana.user, at=timezone.now())

    codes = [as_dana.get(path(new, tail)).status_code for tail in PAGES]
    pressed = [as_dana.post(path(new, tail)).status_code for tail in ["give-back/", *BUTTONS]]

    assert (codes, pressed) == ([200, 404, 404, 404, 404], [404] * 4)
    assert "Give it back" not in text(as_dana.get(path(new)))


def test_the_way_in_is_in_the_answer_to_the_button_alone(as_dana, place):
    pages = [text(as_dana.get(path(place, tail))) for tail in PAGES]

    answer = as_dana.post(path(place, "way-in/"))

    assert [LINK in page for page in pages] == [False] * 5
    assert LINK in text(answer)
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"
    assert as_dana.get(path(place, "way-in/")).status_code == 405


@pytest.mark.parametrize("state", [State.HELD, State.CANCELLED, State.APPLIED])
def test_the_way_in_is_for_those_who_come(as_dana, place, state):
    ended = {"ended_at": timezone.now()} if state == State.CANCELLED else {}
    Registration.objects.update(state=state, **ended)

    assert as_dana.post(path(place, "way-in/")).status_code == 404


def test_sessions_are_changed_and_clashes_refused_at_the_field(as_dana, place):
    one, other = SessionFactory(event=place.event), SessionFactory(event=place.event)
    later = SessionFactory(event=place.event, starts_at=one.ends_at)

    wrong = as_dana.post(path(place, "sessions/"), {"sessions": [one.public_id, other.public_id]})
    as_dana.post(path(place, "sessions/"), {"sessions": [one.public_id, later.public_id]})
    as_dana.post(path(place, "sessions/"), {"sessions": [later.public_id]})

    assert list(wrong.context["form"].errors) == ["sessions"]
    assert [choice.session for choice in SessionChoice.objects.all()] == [later]


def test_needs_are_changed_and_cleared(as_dana, place):
    as_dana.post(path(place, "needs/"), {"need_diet": ["Vegan"], "words_diet": "no mustard"})
    shown = text(as_dana.get(path(place)))
    as_dana.post(path(place, "needs/"), {})

    assert "Vegan, no mustard" in shown
    assert Need.objects.count() == 0


def test_looking_at_giving_back_gives_nothing_back(as_dana, dana, soon):
    ticket = a_ticket(
        EventFactory(starts_at=soon), cents=10_000, refund_until=soon, refund_percent=80
    )
    place = RegistrationFactory(event=ticket.event, ticket_type=ticket, person=dana, cents=10_000)
    PaymentFactory(order=place.order)

    shown = text(as_dana.get(path(place, "give-back/")))

    place.refresh_from_db()
    assert ("$80" in shown, "$20" in shown, place.state) == (True, True, State.CONFIRMED)


def test_the_button_gives_it_back_and_again_changes_nothing(as_dana, place):
    for _ in range(2):
        as_dana.post(path(place, "give-back/"))

    place.refresh_from_db()
    assert place.state == State.CANCELLED
    assert Letter.objects.filter(kind="place_cancelled").count() == 1


def test_an_offered_place_is_taken_by_its_button(as_dana, dana, soon):
    ticket = a_ticket(EventFactory(starts_at=soon), seats=1)
    now = timezone.now()
    first = parties.register(
        event=ticket.event, ticket_type=ticket, person=a_member(), by=None, at=now
    )
    waiting.join(event=ticket.event, ticket_type=ticket, person=dana, by=dana.user, at=now)
    sign_in(as_dana, first.person.user)
    as_dana.post(path(first, "give-back/"))
    sign_in(as_dana, dana.user)
    offered = Registration.objects.get(person=dana)
    shown = text(as_dana.get(path(offered)))

    for _ in range(2):
        as_dana.post(path(offered, "take/"))

    offered.refresh_from_db()
    assert "A place has come free" in shown
    assert (offered.state, WaitlistEntry.objects.get().state) == (State.CONFIRMED, "claimed")
    assert Letter.objects.filter(kind="place_confirmed", to="dana@example.org").count() == 1


def test_handing_on_says_the_same_for_any_mailbox(as_dana, place):
    a_member(email="noor@example.org")
    said = []
    for email in ("noor@example.org", "nobody@example.org"):
        answer = as_dana.post(path(place, "hand-on/"), {"email": email}, follow=True)
        said.append((answer.redirect_chain, "A letter is on its way." in text(answer)))

    assert said == [([(path(place), 302)], True)] * 2


def test_letters_to_others_are_few(as_dana, place):
    for number in range(7):
        as_dana.post(path(place, "hand-on/"), {"email": f"a{number}@example.org"})

    assert Letter.objects.filter(kind="place_passed_on").count() == 5


def test_my_page_shows_where_one_goes(as_dana, place):
    shown = text(as_dana.get("/me/"))

    assert (place.event.title in shown, path(place) in shown) == (True, True)


def test_ones_own_calendar_leads_to_the_place_wherever_it_is(client, dana, soon):
    event = EventFactory(
        host=a_chapter("OH", "Ohio"), visibility="audience", title="Guest of Ohio", starts_at=soon
    )
    place = RegistrationFactory(event=event, person=dana)
    _, secret = tokens.make(person=dana, by=dana.user, at=timezone.now())

    told = text(client.get(f"/calendar/{secret}.ics")).replace("\r\n ", "")

    assert ("Guest of Ohio" in told, path(place) in told) == (True, True)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same(as_dana, dana, place, count, django_assert_num_queries):
    for number in range(count):
        hours = dt.timedelta(hours=number)
        session = SessionFactory(event=place.event, starts_at=place.event.starts_at + hours)
        SessionChoiceFactory(registration=place, session=session)
        RegistrationFactory(
            event=place.event,
            ticket_type=place.ticket_type,
            order=place.order,
            person=a_member(),
            guest_of=dana,
        )
    as_dana.get(path(place))

    with django_assert_num_queries(9):
        as_dana.get(path(place))
