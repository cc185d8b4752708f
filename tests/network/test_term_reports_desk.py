"""What members said of their offices, at the desk and on their own page."""

import datetime as dt

import pytest

from network.models import TermReport
from tests.factories import (
    NOON,
    JurisdictionFactory,
    TermFactory,
    UserFactory,
    a_chapter,
    a_director,
    a_member,
)
from tests.network.offices import unconfirmed

LISTS = "/desk/offices/"


@pytest.fixture
def texas():
    return a_chapter()


@pytest.fixture
def ohio():
    return a_chapter("OH", "Ohio")


@pytest.fixture
def alice(texas):
    return a_director(texas, given="Alice", family="Ames")


@pytest.fixture
def desk(client, sign_in, alice):
    return sign_in(client, alice.user)


@pytest.fixture
def report(texas):
    term = unconfirmed(texas, given="Dana", family="Diaz", email="dana@example.org")
    return TermReport.objects.create(
        person=term.person, term=term, news="lost", submitted_at=NOON, words="Thirty votes short."
    )


def test_a_word_is_read_and_accepted_at_the_desk(desk, report, alice):
    path = f"{LISTS}reports/{report.public_id}/"
    page = desk.get(path).content.decode()
    desk.post(f"{path}accept/", {"ends_month": "12", "ends_day": "7", "ends_year": "2026"})
    report.term.refresh_from_db()
    report.refresh_from_db()

    assert "Thirty votes short." in page
    assert (report.state, report.decided_by) == ("accepted", alice.user)
    assert (report.term.ended_on, report.term.end_reason) == (dt.date(2026, 12, 7), "lost")


def test_a_word_is_declined_with_a_reason(desk, report):
    path = f"{LISTS}reports/{report.public_id}/"
    without = desk.post(f"{path}decline/").content.decode()
    desk.post(f"{path}decline/", {"reason": "The clerk says otherwise."})
    again = desk.post(f"{path}decline/", {"reason": "Really."}, follow=True).content.decode()
    report.refresh_from_db()

    assert "Give a reason." in without
    assert (report.state, report.reason) == ("declined", "The clerk says otherwise.")
    assert "Alice Ames declined this a moment ago." in again


def test_a_word_shows_wherever_it_waits(desk, report):
    path = f"{LISTS}reports/{report.public_id}/"
    pages = ["/desk/", f"{LISTS}reports/", report.person.get_absolute_url()]
    found = [desk.get(page).content.decode() for page in pages]

    assert "1 word from a member" in found[0]
    assert [path in page for page in found[1:]] == [True, True]


def test_another_chapters_word_is_not_found(desk, ohio):
    person = a_member(ohio, login=False)
    term = TermFactory(person=person, office__jurisdiction__state="OH")
    theirs = TermReport.objects.create(person=person, term=term, news="lost", submitted_at=NOON)
    path = f"{LISTS}reports/{theirs.public_id}/"

    assert desk.get(path).status_code == 404
    assert desk.post(f"{path}accept/").status_code == 404
    assert desk.post(f"{path}decline/", {"reason": "No."}).status_code == 404
    assert desk.get(f"{LISTS}reports/").context["page"].paginator.count == 0


@pytest.mark.parametrize("tab", ["", "?list=decided"])
def test_words_cost_the_same_with_one_and_with_three(desk, texas, tab, django_assert_num_queries):
    decided = {"state": "withdrawn", "decided_at": NOON} if tab else {}

    def tell():
        term = unconfirmed(texas)
        TermReport.objects.create(
            person=term.person, term=term, news="lost", submitted_at=NOON, **decided
        )

    tell()
    desk.get(f"{LISTS}reports/{tab}")
    with django_assert_num_queries(6):
        desk.get(f"{LISTS}reports/{tab}")
    tell()
    tell()
    with django_assert_num_queries(6):
        assert len(desk.get(f"{LISTS}reports/{tab}").context["page"]) == 3


MINE = "/me/offices/"


@pytest.fixture
def dana(client, texas):
    person = a_member(texas, given="Dana", family="Diaz")
    client.force_login(person.user)
    return person


def test_ones_offices_are_one_timeline(client, dana):
    TermFactory(
        person=dana,
        starts_on=dt.date(2018, 1, 1),
        ended_on=dt.date(2022, 1, 1),
        end_reason="completed",
    )
    now = TermFactory(person=dana)
    TermFactory(office__jurisdiction__name="Elsewhere")
    page = client.get(MINE)

    assert page.context["terms"][0]["term"] == now
    assert [line["may_tell"] for line in page.context["terms"]] == [True, False]
    assert ("Former" in page.content.decode(), "Elsewhere" in page.content.decode()) == (
        True,
        False,
    )


@pytest.mark.parametrize("news", ["still", "lost", "resigned", "over"])
def test_one_tells_of_a_term_and_takes_it_back(client, dana, news):
    term = TermFactory(person=dana)
    path = f"{MINE}{term.public_id}/{news}/"
    shown = client.get(path).status_code
    answer = client.post(path, {"ends_year": "2027", "words": "As ever."})
    report = TermReport.objects.get()
    again = client.post(path).content.decode()
    waits = client.get(MINE).content.decode()
    client.post(f"{MINE}told/{report.public_id}/take-back/")
    report.refresh_from_db()

    assert (shown, answer.status_code, answer.url) == (200, 302, MINE)
    assert (report.news, report.ends_on, report.words) == (news, dt.date(2027, 12, 31), "As ever.")
    assert "You have told us already; staff will read it." in again
    assert "Take it back" in waits
    assert report.state == "withdrawn"


def test_one_tells_of_a_victory(client, dana):
    JurisdictionFactory(name="Cedar Falls", state="TX", ocd_id="ocd/cedar")
    found = client.get(f"{MINE}won/", {"place": "cedar"}).content.decode()
    sent = {"place": "cedar", "jurisdiction": "ocd/cedar", "role": "mayor", "starts_year": "2027"}
    answer = client.post(f"{MINE}won/", sent)

    assert 'value="ocd/cedar"' in found
    assert answer.status_code == 302
    assert TermReport.objects.get().office_said == "Mayor, Cedar Falls, TX"


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Choose the one you mean."),
        ({"role": "emperor"}, "Choose one of the list."),
        ({"starts_year": "2027", "ends_year": "2026"}, "The end date is before the start date."),
        ({"words": "a" * 501}, "Use 500 letters or fewer."),
    ],
)
def test_a_victory_is_refused_in_words(client, dana, sent, words):
    page = client.post(f"{MINE}won/", sent)

    assert (page.status_code, words in page.content.decode()) == (200, True)
    assert TermReport.objects.count() == 0


def test_what_is_another_persons_is_not_found(client, dana, texas):
    theirs = TermFactory(person=a_member(texas))
    report = TermReport.objects.create(
        person=theirs.person, term=theirs, news="lost", submitted_at=NOON
    )
    own = TermFactory(person=dana)

    assert client.post(f"{MINE}{theirs.public_id}/lost/").status_code == 404
    assert client.get(f"{MINE}{theirs.public_id}/lost/").status_code == 404
    assert client.get(f"{MINE}{own.public_id}/won/").status_code == 404
    assert client.get(f"{MINE}{own.public_id}/lost/").status_code == 200
    assert client.post(f"{MINE}told/{report.public_id}/take-back/").status_code == 404
    assert TermReport.objects.get().state == "waiting"


def test_a_visitor_is_asked_to_sign_in_and_nobody_without_a_record_gets_in(client):
    visitor = [client.get(path).status_code for path in (MINE, f"{MINE}won/")]
    client.force_login(UserFactory())

    assert visitor == [302, 302]
    assert [client.get(path).status_code for path in (MINE, f"{MINE}won/")] == [404, 404]


def test_ones_page_costs_the_same_with_one_and_with_three(client, dana, django_assert_num_queries):
    def another():
        term = TermFactory(person=dana)
        TermReport.objects.create(person=dana, term=term, news="lost", submitted_at=NOON)

    another()
    client.get(MINE)
    with django_assert_num_queries(7):
        client.get(MINE)
    another()
    another()
    with django_assert_num_queries(7):
        assert len(client.get(MINE).context["waiting"]) == 3
