"""What members report of their councils, at the desk."""

import pytest

from network.desk import policies as room
from network.models import PolicyAction, User
from network.registries import desk_waits
from tests.factories import (
    TODAY,
    JurisdictionFactory,
    UserFactory,
    a_chapter,
    a_director,
    a_member,
    national_staff,
)
from tests.network.passing import confirmed, serving_in, told

LIST = "/desk/policies/"


@pytest.fixture
def texas():
    return a_chapter()


@pytest.fixture
def alice(texas):
    return a_director(texas, given="Alice", family="Ames")


@pytest.fixture
def desk(client, sign_in, alice):
    return sign_in(client, alice.user)


@pytest.fixture
def action(texas):
    return told(serving_in(chapter=texas, given="Dana", family="Diaz", email="dana@example.org"))


def waits(person) -> int:
    [wait] = [
        one
        for one in desk_waits.of(User.objects.get(pk=person.user_id), on=TODAY)
        if one.href == LIST
    ]
    return wait.count


def test_a_report_is_read_and_confirmed(desk, action, alice):
    path = f"{LIST}{action.public_id}/"
    listed, page = (desk.get(one).content.decode() for one in (LIST, path))
    before = waits(alice)
    answer = desk.post(f"{path}confirm/", {"confirm-reason": "Well done."}, follow=True)
    action.refresh_from_db()

    assert ("Dana Diaz" in listed, action.place_name in page) == (True, True)
    assert (before, waits(alice)) == (1, 0)
    assert (action.state, action.reason) == ("confirmed", "Well done.")
    assert "It stands on the page now." in answer.content.decode()
    assert "Dana Diaz" in desk.get(f"{LIST}?list=decided").content.decode()


def test_a_report_is_declined_only_with_a_reason(desk, action):
    path = f"{LIST}{action.public_id}/decline/"

    assert "Give a reason." in desk.post(path, {"decline-reason": " "}).content.decode()
    assert PolicyAction.objects.get().state == "reported"
    desk.post(path, {"decline-reason": "It failed, 3 to 4."})
    assert PolicyAction.objects.get().reason == "It failed, 3 to 4."


def test_who_comes_second_is_told(desk, action):
    PolicyAction.objects.update(state="withdrawn", decided_at=action.reported_at)

    page = desk.post(f"{LIST}{action.public_id}/confirm/", {}, follow=True).content.decode()

    assert "This was taken back on November 24, 2026." in page


def test_the_same_of_one_council_stands_beside_it(desk, action, texas):
    bob = serving_in(action.jurisdiction, chapter=texas, given="Bob", family="Bell")
    told(bob)

    page = desk.get(f"{LIST}{action.public_id}/").content.decode()

    assert "says Bob Bell" in page


@pytest.mark.parametrize("below", ["", "confirm/", "decline/"])
@pytest.mark.parametrize(
    ("who", "status"), [("ohio", 404), ("member", 404), ("visitor", 302), ("national", 200)]
)
def test_others_find_no_such_report(client, sign_in, action, texas, below, who, status):
    people = {
        "ohio": lambda: a_director(a_chapter("OH", "Ohio")).user,
        "member": lambda: a_member(texas).user,
        "national": lambda: national_staff().user,
    }
    if who in people:
        sign_in(client, people[who]())
    path = f"{LIST}{action.public_id}/{below}"
    data = {"decline-reason": "No"}

    response = client.post(path, data, follow=who == "national") if below else client.get(path)

    assert response.status_code == status
    assert ("Dana" in response.content.decode()) is (who == "national")


def test_a_director_reads_of_their_states_and_their_people_alone(desk, texas):
    ohio = a_chapter("OH", "Ohio")
    elyria = JurisdictionFactory(name="Elyria", state="OH", ocd_id="ocd-division/x:elyria")
    told(serving_in(elyria, chapter=texas, given="Elsewhere"))
    told(serving_in(chapter=ohio, given="Stranger"))
    told(serving_in(chapter=texas, given="Ours"))

    page = desk.get(LIST).content.decode()

    assert [name in page for name in ("Elsewhere", "Stranger", "Ours")] == [False, False, True]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("tab", ["", "?list=decided"])
def test_the_list_asks_the_same_number_of_questions_whatever_there_is(
    desk, texas, count, tab, django_assert_num_queries
):
    for _ in range(count):
        (confirmed if tab else told)(serving_in(chapter=texas))
    desk.get(LIST)

    with django_assert_num_queries(QUERIES):
        assert desk.get(LIST + tab).content.decode().count('scope="row"') == count


QUERIES = 6


def test_a_page_of_the_list_holds_fifty(desk, texas, monkeypatch):
    monkeypatch.setattr(room, "A_PAGE", 1)
    for _ in range(2):
        told(serving_in(chapter=texas))

    assert "Page 2 of 2" in desk.get(f"{LIST}?page=2").content.decode()


# Pledges


@pytest.fixture
def nell(client, sign_in):
    return sign_in(client, national_staff().user)


PLEDGES = "/desk/pledges/"
WORDS = {
    "title": "Porch",
    "slug": "Porch",
    "text": "I will.\r\n\r\nI will too.",
    "opens_on": "2026-11-01",
}


def test_national_staff_write_change_and_close_a_pledge(nell):
    nell.post(f"{PLEDGES}new/", WORDS)
    again = nell.post(f"{PLEDGES}new/", WORDS).content.decode()
    here = f"{PLEDGES}of/porch/"
    wrong = nell.post(f"{here}edit/", {**WORDS, "closes_on": "2026-10-01"}).content.decode()
    nell.post(f"{here}edit/", {**WORDS, "title": "The Porch Pledge"})
    nell.post(f"{here}close/", {})
    page = nell.get(here).content.decode()

    assert "Another pledge has this address." in again
    assert "The last day is before the first." in wrong
    assert "<h1>The Porch Pledge</h1>" in page
    assert "The Porch Pledge" in nell.get(PLEDGES).content.decode()
    assert "None" not in page.split("Last day")[1][:60]


@pytest.mark.parametrize("below", ["", "new/", "of/porch/", "of/porch/edit/", "of/porch/close/"])
def test_others_keep_no_pledges(client, sign_in, nell, below):
    nell.post(f"{PLEDGES}new/", WORDS)
    path = PLEDGES + below

    def ask(user):
        sign_in(client, user) if user else client.logout()
        return (client.post if below.endswith("close/") else client.get)(path).status_code

    assert ask(a_director().user) == 404
    assert ask(UserFactory()) == 404
    assert ask(None) == 302
