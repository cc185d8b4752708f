"""The door in the browser: for staff of the event, and for a helper with a pass."""

import datetime as dt
from uuid import uuid4

import pytest
from django.utils import timezone

from events.models import Attendance, DoorPass, Scan
from events.operations import credentials, door_passes
from network.models import AuditEntry
from tests.conftest import sign_in
from tests.event_factories import (
    EventFactory,
    NeedFactory,
    RegistrationFactory,
    SessionChoiceFactory,
    SessionFactory,
    a_pool,
)
from tests.factories import (
    NOON,
    PersonFactory,
    TermFactory,
    a_chapter,
    a_director,
    a_member,
    national_staff,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def chapter():
    return a_chapter()


@pytest.fixture
def event(chapter):
    return EventFactory(host=chapter, title="Lantern supper", slug="supper", starts_at=soon())


@pytest.fixture
def place(event):
    person = PersonFactory(given="Quenby", family="Marsh", pronouns="she/they")
    return RegistrationFactory(event=event, person=person, ticket_type__name="Patron")


@pytest.fixture
def as_director(client, chapter):
    return sign_in(client, a_director(chapter).user)


@pytest.fixture
def address(event):
    return pass_to(event)


def soon():
    return timezone.now() + dt.timedelta(hours=1)


def pass_to(event, **how):
    at = timezone.now()
    _, secret = door_passes.make(
        event=event,
        label="Lobby",
        by=None,
        **{"at": at, "expires_at": at + dt.timedelta(hours=4)} | how,
    )
    return f"/events/pass/{secret}/"


def text(response):
    return response.content.decode()


def scan(client, path, shown=None, **sent):
    if shown is not None:
        sent["code"] = credentials.code_of(shown)
    return client.post(path, {"nonce": uuid4(), **sent})


def test_staff_let_somebody_in_by_code(as_director, place):
    page = text(scan(as_director, "/desk/door/supper/", place))

    assert "Welcome" in page
    assert "Quenby Marsh" in page
    assert "she/they" in page
    assert "1 of 1 here" in page
    assert Scan.objects.get().device == "Desk"


def test_the_same_form_twice_changes_nothing(as_director, place):
    nonce = uuid4()
    for _ in range(2):
        page = text(scan(as_director, "/desk/door/supper/", place, nonce=nonce))

    assert "This was sent before" in page
    assert Scan.objects.count() == 1


@pytest.mark.parametrize("sent", [{}, {"code": "x" * 201}, {"code": "\x00"}, {"kind": "x"}])
def test_what_no_scanner_sends_is_no_scan(as_director, event, sent):
    page = text(as_director.post("/desk/door/supper/", {"nonce": uuid4()} | sent if sent else {}))

    assert "Nothing could be read." in page
    assert Scan.objects.count() == 0


def test_staff_find_somebody_by_name_and_let_them_in(as_director, place):
    TermFactory(person=place.person, office__title="Councilmember")
    page = text(as_director.get("/desk/door/supper/?q=mars+quen"))
    answer = text(scan(as_director, "/desk/door/supper/?q=quen", place=place.public_id))

    assert str(place.public_id) in page
    assert "Councilmember" in page
    assert "Welcome" in answer
    assert "Quenby Marsh" in answer


def test_a_guest_without_a_record_is_found_by_the_name_on_the_badge(as_director, place):
    RegistrationFactory(
        event=place.event, person=None, order=place.order, badge_name="Tuck Oye", claim_digest="x"
    )

    assert "Tuck Oye" in text(as_director.get("/desk/door/supper/?q=oye"))


def test_what_was_said_can_be_taken_back(as_director, place):
    scan(as_director, "/desk/door/supper/", place)

    page = text(scan(as_director, "/desk/door/supper/", kind="undo", place=place.public_id))

    assert "Taken back" in page
    assert Attendance.objects.count() == 0


def test_staff_see_what_is_owed_and_a_way_to_pay(as_director, event):
    held = RegistrationFactory(event=event, state="held", cents=12_500)

    page = text(scan(as_director, "/desk/door/supper/", held))
    pay = text(as_director.get(f"/desk/door/supper/pay/{held.public_id}/"))

    assert "Not paid yet" in page
    assert "$125" in page
    assert held.order.get_absolute_url() in pay
    assert "data:image/svg+xml" in pay


def test_a_lost_ticket_is_ended(as_director, place):
    old = credentials.code_of(place)

    answer = as_director.post(f"/desk/door/supper/ticket/{place.public_id}/")

    assert answer.status_code == 302
    assert "No longer valid" in text(scan(as_director, "/desk/door/supper/", code=old))


def test_a_session_has_its_own_door_and_list(as_director, place):
    session = SessionFactory(
        event=place.event, title="Rent", pool=a_pool(place.event, 3, kind="session")
    )
    path = f"/desk/door/supper/?session={session.public_id}"
    refused = text(scan(as_director, path, place))
    SessionChoiceFactory(registration=place, session=session)

    welcome = text(scan(as_director, path, place))
    listed = text(as_director.get(f"/desk/door/supper/here/?session={session.public_id}"))

    assert "Not for this session" in refused
    assert "Welcome" in welcome
    assert "Quenby Marsh" in listed
    assert "1 of 1 here" in listed


def test_a_private_groups_session_has_no_door(as_director, place, address, client):
    hidden = SessionFactory(
        event=place.event, private=True, audience={"caucus": ["x"]}, title="Tapir breakfast"
    )
    SessionChoiceFactory(registration=place, session=hidden)
    paths = ["/desk/door/supper/", "/desk/door/supper/here/", address]

    inside = [as_director.get(f"{p}?session={hidden.public_id}").status_code for p in paths]
    nothing = [as_director.get(f"{p}?session={uuid4()}").status_code for p in paths]
    nonsense = [as_director.get(f"{p}?session=x").status_code for p in paths]

    assert inside == nothing == nonsense == [404, 404, 404]
    assert all("Tapir" not in text(as_director.get(p)) for p in paths)


def test_staff_of_another_chapter_members_and_visitors_find_no_door(client, place, event):
    ticket = event.ticket_types.first().public_id
    paths = [
        "/desk/door/supper/",
        "/desk/door/supper/here/",
        "/desk/door/supper/walk-in/",
        f"/desk/door/supper/pay/{place.public_id}/",
        "/desk/events/supper/door-passes/",
        "/desk/events/supper/badges/",
        f"/desk/events/supper/badges/print/?ticket={ticket}",
    ]
    posts = [
        "/desk/door/supper/",
        "/desk/door/supper/walk-in/",
        f"/desk/door/supper/ticket/{place.public_id}/",
        "/desk/events/supper/door-passes/",
        "/desk/events/supper/badges/printed/",
    ]
    visits = [client.get(path).status_code for path in paths]
    for stranger in (a_director(a_chapter("OH", "Ohio")), a_member(a_chapter())):
        sign_in(client, stranger.user)
        assert [client.get(path).status_code for path in paths] == [404] * len(paths)
        sent = {"nonce": uuid4(), "place": place.public_id, "label": "Mine", "lasts": "4"}
        assert [client.post(path, sent).status_code for path in posts] == [404] * len(posts)
    sign_in(client, national_staff().user)

    assert visits == [302] * len(paths)
    assert [client.get(path).status_code for path in paths] == [200] * len(paths)
    assert (Scan.objects.count(), DoorPass.objects.count()) == (0, 0)


def test_a_place_of_another_event_is_not_let_in_by_name(as_director, event):
    other = RegistrationFactory()

    answer = scan(as_director, "/desk/door/supper/", place=other.public_id)

    assert answer.status_code == 404


def test_what_is_typed_is_shown_as_text(as_director, event):
    RegistrationFactory(event=event, person=PersonFactory(given='"><script>alert(1)', family="X"))

    page = text(as_director.get("/desk/door/supper/?q=script"))

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_pass_opens_one_door_and_shows_names_and_offices_alone(client, place, address):
    TermFactory(person=place.person, office__title="Councilmember")
    NeedFactory(registration=place, kind="access", choices=["Hearing loop"])
    held = RegistrationFactory(event=place.event, state="held", cents=12_500)
    page = text(scan(client, address, place))
    unpaid = text(scan(client, address, held))
    found = text(client.get(f"{address}?q=quenby"))

    assert "Welcome" in page
    assert "Councilmember" in page
    for told in (page, unpaid, found):
        assert "Patron" not in told
        assert "she/they" not in told
        assert "Access" not in told
        assert "$125" not in told
        assert "/desk/" not in told
    scans = Scan.objects.order_by("pk")
    assert [(one.by, one.device) for one in scans] == [(None, "Pass: Lobby")] * 2


def test_a_pass_is_nobodys_once_it_is_over_or_ended(client, event, as_director):
    past = timezone.now() - dt.timedelta(hours=5)
    over = pass_to(event, at=past, expires_at=past + dt.timedelta(hours=4))
    live = pass_to(event)
    made = DoorPass.objects.get(expires_at__gt=timezone.now())
    before = client.get(live).status_code

    as_director.post(f"/desk/events/supper/door-passes/{made.public_id}/end/")

    assert before == 200
    assert [client.get(path).status_code for path in (over, live)] == [404, 404]
    assert client.post(live, {"nonce": uuid4(), "code": "x"}).status_code == 404
    assert Scan.objects.count() == 0


def test_a_pass_of_another_event_lets_nobody_of_this_one_in(client, place):
    other = pass_to(EventFactory())

    page = text(scan(client, other, place))

    assert "A ticket of another event" in page
    assert "Quenby" not in page


def test_the_address_of_a_pass_is_shown_once(as_director, event):
    made = text(
        as_director.post("/desk/events/supper/door-passes/", {"label": "Sam", "lasts": "4"})
    )
    later = text(as_director.get("/desk/events/supper/door-passes/"))

    assert "/events/pass/" in made
    assert "/events/pass/" not in later
    assert "Sam" in later
    assert DoorPass.objects.get().digest not in made + later
    assert AuditEntry.objects.filter(action="events.door_pass_made").count() == 1


def test_ending_a_pass_again_changes_nothing(event):
    pass_to(event)
    made = DoorPass.objects.get()

    for minutes in (1, 2):
        door_passes.revoke(door_pass=made, by=None, at=NOON + dt.timedelta(minutes=minutes))

    made.refresh_from_db()
    assert made.revoked_at == NOON + dt.timedelta(minutes=1)
    assert AuditEntry.objects.filter(action="events.door_pass_ended").count() == 1


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_door_and_its_lists_take_as_many_questions_for_one_as_for_three(
    as_director, event, how_many, django_assert_num_queries
):
    for place in RegistrationFactory.create_batch(how_many, event=event, person__family="Marsh"):
        TermFactory(person=place.person)
        credentials.code_of(place)
        SessionFactory(event=event)
        pass_to(event)
    as_director.get("/desk/door/supper/")
    event.refresh_from_db()
    code = credentials.code_of(place)

    with django_assert_num_queries(9):
        as_director.get("/desk/door/supper/?q=marsh")
    with django_assert_num_queries(11):
        as_director.get("/desk/door/supper/here/")
    with django_assert_num_queries(6):
        as_director.get("/desk/events/supper/door-passes/")
    with django_assert_num_queries(17):
        as_director.post("/desk/door/supper/", {"nonce": uuid4(), "code": code})


def test_who_came_is_told_on_their_own_page_and_to_their_staff(client, as_director, place):
    member = a_member(place.event.host, email="dana@example.org")
    mine = RegistrationFactory(event=place.event, person=member)
    scan(as_director, "/desk/door/supper/", mine)

    staff = text(as_director.get(f"/desk/people/{member.public_id}/"))
    own = text(sign_in(client, member.user).get("/me/"))

    assert "Came to Lantern supper" in staff
    assert "Where you have been" in own
    assert "Lantern supper" in own
