"""The desk's list of who comes, and one place with all of it."""

import csv
import io

import pytest

from events.models import Attendance, State
from events.operations import choices, coming, orders
from network import audit
from network.models import AuditEntry, Export
from tests.event_factories import (
    NOON,
    EventFactory,
    NeedFactory,
    OrderFactory,
    PaymentFactory,
    RefundFactory,
    RegistrationFactory,
    SessionChoiceFactory,
    SessionFactory,
    a_pool,
)
from tests.factories import (
    PersonFactory,
    TermFactory,
    a_chapter,
    a_director,
    a_member,
    national_staff,
)


def find(desk, **filters):
    page = desk.get("/desk/events/supper/places/", filters)
    return [row.name for row in page.context.get("rows", [])]


def lines(answer):
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


# The list


@pytest.mark.parametrize("typed", ["dana", "diaz", "oneil", "dan dia"])
def test_somebody_is_found_by_any_part_of_their_name(desk, place, event, typed):
    RegistrationFactory(event=event, person__given="Other", person__family="Person")

    assert find(desk, q=typed) == ["Dana Díaz-O’Neil"]


def test_a_place_nobody_has_claimed_is_found_by_the_name_on_its_badge(desk, event, dana):
    RegistrationFactory(
        event=event,
        order=OrderFactory(event=event, payer=dana),
        person=None,
        guest_of=dana,
        claim_digest="x" * 64,
        badge_name="Sam Guest",
    )

    assert find(desk, q="guest") == ["Sam Guest"]


def test_the_list_narrows_by_what_is_asked(desk, event, place, dana, maryland):
    other = RegistrationFactory(
        event=event, person__given="Lee", person__family="Zed", state=State.HELD, cents=5_000
    )
    Attendance.objects.create(registration=place, came_at=NOON)
    NeedFactory(registration=place)
    session = SessionFactory(event=event, title="Opening")
    SessionChoiceFactory(registration=place, session=session)
    place.standing = "member"
    place.save()
    only_dana = ["Dana Díaz-O’Neil"]

    assert find(desk) == [*only_dana, "Lee Zed"]
    assert find(desk, state="held") == ["Lee Zed"]
    assert find(desk, ticket=str(place.ticket_type.public_id)) == only_dana
    assert find(desk, paid="no") == ["Lee Zed"]
    assert find(desk, paid="yes") == only_dana
    assert find(desk, came="yes") == only_dana
    assert find(desk, came="no") == [str(other.person)]
    assert find(desk, need="diet") == only_dana
    assert find(desk, session=str(session.public_id)) == only_dana
    assert find(desk, standing="member") == only_dana
    assert find(desk, chapter=maryland.slug) == only_dana


def test_an_unknown_filter_lists_nobody(desk, place):
    page = desk.get("/desk/events/supper/places/", {"session": "nonsense"})

    assert "rows" not in page.context
    assert b"Unknown filter" in page.content


def test_a_private_session_narrows_nothing_and_is_in_no_column(desk, event, place):
    hidden = SessionFactory(event=event, title="Tapir", private=True, audience={"caucus": ["x"]})
    SessionChoiceFactory(registration=place, session=hidden)
    page = desk.get("/desk/events/supper/places/", {"columns": ["sessions"]})

    assert page.context["rows"][0].cells == ("",)
    assert b"Tapir" not in page.content
    assert find(desk, session=str(hidden.public_id)) == []


def test_the_columns_say_what_was_chosen(desk, place, dana):
    TermFactory(person=dana, office__title="Mayor")
    page = desk.get("/desk/events/supper/places/", {"columns": ["ticket", "paid", "state"]})

    assert page.context["rows"][0].cells == ("Member", "Free", "Confirmed")


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(
    desk, event, maryland, number, django_assert_num_queries
):
    for _ in range(number):
        place = RegistrationFactory(event=event, person=a_member(maryland, login=False))
        NeedFactory(registration=place)
        SessionChoiceFactory(registration=place)
    every = ["ticket", "state", "price", "paid", "standing", "office", "chapter", "sessions"]
    desk.get("/desk/events/supper/places/")
    with django_assert_num_queries(18):
        desk.get(
            "/desk/events/supper/places/",
            {"columns": [*every, "needs", "came", "badge", "guest", "made"]},
        )


@pytest.mark.parametrize(
    "path",
    [
        "places/",
        "places/add/",
        "places/export/",
        "places/requests/",
        "places/requests/approve/",
        "line/",
        "needs/",
        "needs/diet/",
        "messages/",
        "messages/new/",
    ],
)
def test_what_is_not_yours_is_not_there(client, sign_in, place, renata, dana, path):
    path = f"/desk/events/supper/{path}"
    visitor = client.get(path).status_code
    seen = [
        sign_in(client, one.user).get(path).status_code
        for one in (renata, national_staff(), a_director(a_chapter("OH", "Ohio")), dana)
    ]

    assert visitor == 302
    assert seen[0] == seen[1] in (200, 302)
    assert seen[2:] == [404, 404]


def test_one_place_of_another_chapter_is_not_there(client, sign_in, place, renata):
    path = f"/desk/events/supper/places/{place.public_id}/"
    ours = sign_in(client, renata.user).get(path).status_code
    theirs = sign_in(client, a_director(a_chapter("OH", "Ohio")).user).get(path).status_code

    assert (ours, theirs) == (200, 404)


# What is still to be paid


def test_what_orders_owe_is_the_same_one_by_one_and_all_at_once(event):
    for captured, refunded, asked in [(0, 0, 0), (5_000, 0, 0), (10_000, 0, 0), (10_000, 1, 300)]:
        order = OrderFactory(event=event, total_cents=10_000)
        if captured:
            paid = PaymentFactory(
                order=order,
                amount_cents=10_000,
                captured_cents=captured,
                refunded_cents=refunded,
            )
            if asked:
                RefundFactory(payment=paid, cents=asked)
    PaymentFactory(order=OrderFactory(event=event, total_cents=700), kind="comp", amount_cents=700)
    promised = OrderFactory(event=event, total_cents=900)
    PaymentFactory(order=promised, kind="po", state="open", approved_at=NOON)
    PaymentFactory(order=OrderFactory(event=event, total_cents=800), kind="check", state="open")
    at_once = {order.pk: order.owed for order in coming.owing()}
    one_by_one = {order.pk: orders.owed_cents(order) for order in event.orders.all()}

    assert at_once == {pk: owed for pk, owed in one_by_one.items() if owed}
    assert sorted(at_once.values()) == [301, 800, 5_000, 10_000]


# One place


def test_one_screen_holds_all_of_a_place(desk, event, place, dana):
    pool = a_pool(event, 2)
    pool.seats.filter(number=2).update(registration=place)
    NeedFactory(registration=place, choices=["Vegan"], words="No onions")
    SessionChoiceFactory(registration=place, session=SessionFactory(event=event, title="Opening"))
    RegistrationFactory(event=event, order=place.order, person__given="Guest", guest_of=dana)
    Attendance.objects.create(registration=place, came_at=NOON)
    page = desk.get(f"/desk/events/supper/places/{place.public_id}/")
    text = page.content.decode()

    for words in ["Dana Díaz-O’Neil", "Places, number 2", "Vegan; No onions", "Opening", "Guest"]:
        assert words in text
    assert "Came" in text


def test_nothing_on_one_screen_tells_of_a_private_session(desk, event, place):
    before = desk.get(f"/desk/events/supper/places/{place.public_id}/").content
    pool = a_pool(event, 1, kind="private", name="Tapir seats")
    pool.seats.update(registration=place)
    hidden = SessionFactory(
        event=event, title="Tapir", private=True, audience={"caucus": ["x"]}, pool=pool
    )
    SessionChoiceFactory(registration=place, session=hidden)
    audit.record(place, "events.sessions_chosen", by=None, person=place.person, group=event.host)
    after = desk.get(f"/desk/events/supper/places/{place.public_id}/").content

    assert without_tokens(after) == without_tokens(before)


def test_the_trail_does_not_say_that_somebody_chose_what_nobody_may_see(event, ada, chapter):
    place = RegistrationFactory(event=event, person=ada)
    secret = SessionFactory(event=event, private=True, audience={"chapter": [chapter.slug]})
    opening = SessionFactory(event=event, starts_at=secret.ends_at)
    counted = []
    for sessions in ([secret], [secret, opening], [opening], []):
        choices.choose(registration=place, sessions=sessions, by=ada.user, at=NOON)
        counted.append(AuditEntry.objects.filter(action="events.sessions_chosen").count())

    assert counted == [0, 1, 1, 2]


def without_tokens(content):
    return [line for line in content.splitlines() if b"csrf" not in line.lower()]


def test_the_page_of_a_place_asks_a_fixed_number_of_questions(
    desk, place, event, django_assert_num_queries
):
    for _ in range(2):
        RegistrationFactory(event=event, order=place.order)
        SessionChoiceFactory(registration=place)
        audit.record(place, "events.place_confirmed", by=None)
    path = f"/desk/events/supper/places/{place.public_id}/"
    desk.get(path)
    with django_assert_num_queries(19):
        desk.get(path)


# The file


def test_the_file_is_on_record_and_runs_in_no_spreadsheet(desk, event):
    RegistrationFactory(event=event, person__given="=HYPERLINK(1)", person__family="A")
    RegistrationFactory(event=event, person__given="+1 410", person__family="B", badge_name="@x")
    answer = desk.post(
        "/desk/events/supper/places/export/?columns=state&columns=badge", {"form": "csv"}
    )
    about, head, *rows = lines(answer)
    made = Export.objects.get()

    assert about[0].startswith("# Places: ")
    assert head == ["Name", "Where it stands", "Name on the badge"]
    assert rows == [["'=HYPERLINK(1) A", "Confirmed", ""], ["'+1 410 B", "Confirmed", "'@x"]]
    assert (made.rows, made.columns) == (2, ["state", "badge"])


def test_addresses_leave_only_for_a_reason_and_only_of_ones_own_people(desk, event, place):
    stranger = PersonFactory(given="Far", family="Away", email="far@example.org")
    RegistrationFactory(event=event, person=stranger)
    path = "/desk/events/supper/places/export/?columns=state"
    refused = desk.post(path, {"form": "csv", "addresses": "on"})
    _, _, *rows = lines(desk.post(path, {"form": "csv", "addresses": "on", "reason": "Ride"}))

    assert b"Say why you need the addresses." in refused.content
    assert [row[2] for row in rows] == ["", "dana@example.org"]


def test_nobody_is_nothing_to_take_away(desk, event):
    page = desk.post("/desk/events/supper/places/export/", {"form": "csv"})

    assert b"Nobody fits, so there is nothing to export." in page.content


# The person screen


def test_the_person_screen_tells_of_events_the_reader_keeps(desk, place, dana):
    theirs = EventFactory(host=a_chapter("OH", "Ohio"), title="Ohio pangolin gala")
    RegistrationFactory(event=theirs, person=dana)
    page = desk.get(f"/desk/people/{dana.public_id}/").content.decode()

    assert place.event.title in page
    assert "Ohio pangolin gala" not in page
