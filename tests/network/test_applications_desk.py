"""Applications at the desk: who sees which, and what the pages take and say."""

import pytest

from network.operations import applications
from tests.factories import (
    NOON,
    ApplicationFactory,
    JurisdictionFactory,
    OfficeFactory,
    PersonFactory,
    TermFactory,
    a_chapter,
    a_director,
    a_member,
    national_staff,
    the_network,
)
from tests.network.applying import LATER, apply, everything


@pytest.fixture(autouse=True)
def network():
    return the_network()


def test_staff_of_the_chapter_see_what_waits(client, sign_in):
    application = ApplicationFactory(person=PersonFactory(given="Rosa", family="Marin"))
    sign_in(client, a_director().user)

    page = client.get("/desk/applications/")

    assert page.status_code == 200
    assert [row.pk for row in page.context["page"].object_list] == [application.pk]


def test_the_longest_wait_comes_first(client, sign_in):
    late = ApplicationFactory(submitted_at=LATER)
    early = ApplicationFactory(submitted_at=NOON)
    sign_in(client, national_staff().user)

    assert list(client.get("/desk/applications/").context["page"]) == [early, late]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("path", ["/desk/applications/", "/desk/applications/decided/"])
def test_a_list_costs_the_same_at_one_and_three(
    client, sign_in, django_assert_num_queries, path, rows
):
    director = a_director()
    for _ in range(rows):
        application = ApplicationFactory()
        if "decided" in path:
            applications.decline(application=application, reason="No.", by=director.user, at=NOON)
    sign_in(client, director.user)
    client.get(path)

    # The session, its record, the user, the rights; how many applications, and this page's.
    with django_assert_num_queries(6):
        page = client.get(path)

    assert len(page.context["page"]) == rows


def test_not_yours_is_not_found(client, sign_in):
    application = ApplicationFactory()
    address = f"/desk/applications/{application.public_id}/"
    outsider = a_director(a_chapter("OH", "Ohio"))
    before = everything()

    for user in (outsider.user, a_member().user):
        sign_in(client, user)
        assert client.get(address).status_code == 404
        assert client.post(f"{address}approve/", {"who": "new"}).status_code == 404
        assert client.post(f"{address}decline/", {"reason": "No."}).status_code == 404
    sign_in(client, outsider.user)
    assert list(client.get("/desk/applications/").context["page"]) == []
    application.refresh_from_db()
    assert application.state == "waiting"
    assert everything()["Letter"] == before["Letter"]


def test_visitors_are_asked_to_sign_in(client):
    address = f"/desk/applications/{ApplicationFactory().public_id}/"

    for path in ("/desk/applications/", "/desk/applications/decided/", address):
        answer = client.get(path)
        assert (answer.status_code, answer.url) == (302, f"/accounts/login/?next={path}")


def test_candidates_are_only_people_the_staffer_sees(client, sign_in):
    place = JurisdictionFactory()
    ours, theirs = a_chapter(), a_chapter("OH", "Ohio")
    for chapter in (ours, theirs):
        twin = a_member(chapter, given="Rosa", family="Marin", login=False)
        TermFactory(person=twin, office=OfficeFactory(jurisdiction=place))
    application = apply(jurisdiction=place)
    address = f"/desk/applications/{application.public_id}/"

    seen = {}
    for name, staffer in (("director", a_director(ours)), ("national", national_staff())):
        sign_in(client, staffer.user)
        seen[name] = len(client.get(address).context["matches"])

    assert seen == {"director": 1, "national": 2}


def test_the_page_shows_the_reasons_and_takes_the_choice(client, sign_in):
    twin = TermFactory(person=PersonFactory(given="Rosa", family="Marín"))
    application = apply(jurisdiction=twin.office.jurisdiction)
    address = f"/desk/applications/{application.public_id}/"
    sign_in(client, national_staff().user)

    page = client.get(address).content.decode()
    unsaid = client.post(f"{address}approve/", {})
    client.post(f"{address}approve/", {"who": str(twin.person.public_id)})

    application.refresh_from_db()
    assert "Same last name · Same first name" in page
    assert "Proven by code" in page
    assert "Say who this is." in unsaid.content.decode()
    assert (application.state, application.person) == ("approved", twin.person)


def test_somebody_out_of_sight_cannot_be_chosen(client, sign_in):
    hidden = a_member(a_chapter("OH", "Ohio"), login=False)
    application = apply()
    a_chapter()
    application = ApplicationFactory()
    sign_in(client, a_director().user)

    answer = client.post(
        f"/desk/applications/{application.public_id}/approve/", {"who": str(hidden.public_id)}
    )

    application.refresh_from_db()
    assert "Choose one of these people." in answer.content.decode()
    assert application.state == "waiting"


def test_a_decline_without_a_reason_is_asked_for_one(client, sign_in):
    application = ApplicationFactory()
    sign_in(client, a_director().user)

    answer = client.post(f"/desk/applications/{application.public_id}/decline/", {"reason": ""})

    assert "Give a reason." in answer.content.decode()


def test_the_second_staffer_is_told_on_the_page(client, sign_in):
    application = apply()
    a_director(given="Dana", family="Lee")
    sign_in(client, national_staff(given="Kim", family="Ola").user)
    address = f"/desk/applications/{application.public_id}/"
    client.post(f"{address}approve/", {"who": "new"})

    answer = client.post(f"{address}decline/", {"reason": "No."}, follow=True)

    assert "Kim Ola approved this a moment ago." in answer.content.decode()
