"""The desk's lists of offices and terms, an office's page, a place's, letters and words."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from network.models import AuditEntry, Term
from tests.factories import (
    JurisdictionFactory,
    MembershipFactory,
    OfficeFactory,
    PersonFactory,
    TermFactory,
    a_chapter,
    a_director,
    a_member,
    national_staff,
    the_network,
)
from tests.network.offices import unconfirmed

LISTS = "/desk/offices/"


def days(n):
    return timezone.localdate() + dt.timedelta(days=n)


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


def member_in_office(chapter, **term):
    name = term.pop("name", "Dana")
    return TermFactory(person=a_member(chapter, login=False, given=name), **term)


ON_LIST = {
    "unconfirmed": lambda chapter: member_in_office(chapter, ends_on=days(-9)),
    "ending": lambda chapter: member_in_office(chapter, ends_on=days(30)),
    "elect": lambda chapter: member_in_office(chapter, starts_on=days(30)),
    "elections": lambda chapter: member_in_office(
        chapter, office=OfficeFactory(next_election_on=days(60))
    ),
    "new": lambda chapter: member_in_office(chapter, starts_on=days(-30)),
    "nowhere": lambda chapter: a_member(chapter, login=False, given="Dana"),
    "crowded": lambda chapter: _two_in_one_seat(chapter),
}


def _two_in_one_seat(chapter):
    office = OfficeFactory()
    member_in_office(chapter, office=office)
    return member_in_office(chapter, office=office, name="Rae")


def rows(client, key, **query):
    return client.get(LISTS, {"list": key, **query}).context["shown"].rows


@pytest.mark.parametrize("key", ON_LIST)
def test_each_list_holds_those_who_belong_on_it(desk, texas, key):
    TermFactory(person=a_member(texas, given="Sam"), ends_on=days(800))
    ON_LIST[key](texas)
    shown = desk.get(LISTS, {"list": key}).context["shown"]

    assert len(shown.rows) == 1
    assert {tab.key: tab.count for tab in shown.tabs}[key] == 1


@pytest.mark.parametrize("key", ON_LIST)
def test_another_chapters_people_are_on_nobody_elses_list(desk, ohio, key, sign_in):
    made = ON_LIST[key](ohio)
    if isinstance(made, Term):
        made.office.jurisdiction.state = "OH"
        made.office.jurisdiction.save()
    shown = desk.get(LISTS, {"list": key}).context["shown"]
    theirs = sign_in(Client(), national_staff().user).get(LISTS, {"list": key}).context["shown"]

    assert (shown.rows, {tab.count for tab in shown.tabs}) == ([], {0})
    assert len(theirs.rows) == 1


@pytest.mark.parametrize("key", ON_LIST)
def test_a_list_costs_the_same_with_one_and_with_three(desk, texas, key, django_assert_num_queries):
    ON_LIST[key](texas)
    desk.get(LISTS)
    cost = 9 if key == "crowded" else 8
    with django_assert_num_queries(cost):
        desk.get(LISTS, {"list": key})
    for _ in range(2):
        ON_LIST[key](texas)
    with django_assert_num_queries(cost):
        assert len(desk.get(LISTS, {"list": key}).context["shown"].rows) == 3


def test_how_far_ahead_is_chosen(desk, texas):
    member_in_office(texas, ends_on=days(120))

    assert (len(rows(desk, "ending")), len(rows(desk, "ending", days=180))) == (0, 1)


def test_an_election_counts_before_the_end_of_the_term(desk, texas):
    office = OfficeFactory(next_election_on=days(40))
    member_in_office(texas, office=office, ends_on=days(60))
    member_in_office(texas, ends_on=days(50), name="Rae")

    assert [(row.when, row.note) for row in rows(desk, "elections")] == [
        (days(40), "election"),
        (days(50), "term ends"),
    ]


@pytest.mark.parametrize("query", ["list=secret", "days=7", "page=0", "page=x"])
def test_an_unknown_list_shows_nobody(desk, texas, query):
    unconfirmed(texas, given="Zenobia")
    page = desk.get(f"{LISTS}?{query}").content.decode()

    assert ("Unknown filter." in page, "Zenobia" in page) == (True, False)


def test_several_are_confirmed_at_once(desk, texas, alice):
    terms = [unconfirmed(texas) for _ in range(3)]
    answer = desk.post(f"{LISTS}confirm/", {"term": [term.public_id for term in terms[:2]]})

    assert (answer.status_code, answer.url) == (302, LISTS)
    assert Term.objects.filter(confirmed_by=alice.user).count() == 2
    assert AuditEntry.objects.filter(action="network.term_confirmed").count() == 2


def test_ticking_nobody_is_told(desk):
    page = desk.post(f"{LISTS}confirm/", follow=True).content.decode()

    assert "Tick at least one person." in page


def test_one_that_is_not_yours_among_several_confirms_none(desk, texas, ohio):
    theirs = unconfirmed(ohio)
    theirs.office.jurisdiction.state = "OH"
    theirs.office.jurisdiction.save()
    for strange in (theirs.public_id, the_network().public_id, "x"):
        answer = desk.post(f"{LISTS}confirm/", {"term": [unconfirmed(texas).public_id, strange]})
        assert answer.status_code == 404

    assert Term.objects.exclude(confirmed_on=None).count() == 0


def test_confirming_one_leads_back_to_the_list(desk, texas):
    term = unconfirmed(texas)
    base = f"/desk/people/{term.person.public_id}/terms/{term.public_id}"
    back = desk.post(f"{base}/confirm/?list=unconfirmed&days=90&page=2&next=//evil").url
    ended = desk.post(f"{base}/end/?list=ending", {"reason": "lost"}).url

    assert back == f"{LISTS}?list=unconfirmed&days=90&page=2"
    assert ended == f"{LISTS}?list=ending"


def test_the_dates_of_a_term_are_put_right_at_the_desk(desk, texas):
    term = unconfirmed(texas)
    path = f"/desk/people/{term.person.public_id}/terms/{term.public_id}/dates/"
    shown = desk.get(path).content.decode()
    answer = desk.post(path, {"how": "appointed", "starts_year": "2024", "ends_year": "2027"})
    term.refresh_from_db()

    assert 'value="2026"' in shown
    assert (answer.url, term.how) == (term.person.get_absolute_url(), "appointed")
    assert (term.starts_on, term.ends_on) == (dt.date(2024, 1, 1), dt.date(2027, 12, 31))


def test_an_office_shows_whoever_held_it_and_is_edited(desk, texas):
    term = member_in_office(texas)
    former = member_in_office(texas, office=term.office, name="Rae", end_reason="lost")
    path = f"{LISTS}office/{term.office.public_id}/"
    holders = desk.get(path).context["holders"]
    desk.post(f"{path}edit/", {"title": "Alder", "seats": "2", "next_election_on": "2027-11-02"})
    page = desk.get(path).content.decode()

    assert [line.term for line in holders] == [term, former]
    assert "November 2, 2027" in page
    assert "seats: 1 → 2" in page


def test_an_offices_holders_are_those_one_sees(desk, ohio):
    office = OfficeFactory()
    member_in_office(ohio, office=office)

    assert desk.get(f"{LISTS}office/{office.public_id}/").context["holders"] == []


def test_a_place_says_how_many_seats_are_members(desk, texas):
    place = JurisdictionFactory(name="Cedar Falls", body_size=7)
    for n in range(2):
        member_in_office(texas, office=OfficeFactory(jurisdiction=place, seat_label=f"{n}"))
    TermFactory(office=OfficeFactory(jurisdiction=place))
    page = desk.get(f"{LISTS}place/{place.ocd_id}/").content.decode()

    assert "2 of 7 seats of this body are members." in page


def test_the_size_of_a_body_is_recorded(desk):
    place = JurisdictionFactory()
    answer = desk.post(
        f"{LISTS}place/{place.ocd_id}/edit/", {"body_name": "City Council", "body_size": "9"}
    )
    wrong = desk.post(f"{LISTS}place/{place.ocd_id}/edit/", {"body_size": "0"}).content.decode()
    place.refresh_from_db()

    assert (answer.status_code, place.body_name, place.body_size) == (302, "City Council", 9)
    assert "Enter 1 or more." in wrong


def test_another_states_office_and_place_are_not_found(desk, sign_in):
    office = OfficeFactory(jurisdiction=JurisdictionFactory(state="OH"))
    paths = [f"office/{office.public_id}/", f"place/{office.jurisdiction.ocd_id}/"]
    national = sign_in(Client(), national_staff().user)
    for path in [*paths, *(f"{path}edit/" for path in paths)]:
        assert desk.get(LISTS + path).status_code == 404
        assert desk.post(LISTS + path).status_code in (404, 405)
        assert national.get(LISTS + path).status_code == 200


def test_members_and_visitors_find_no_lists(client, sign_in, texas):
    paths = ["", "confirm/", "campaigns/", "campaigns/new/", "reports/", "coverage/"]
    visitor = {client.get(LISTS + path).status_code for path in paths if path != "confirm/"}
    sign_in(client, a_member(texas).user)

    assert visitor == {302}
    assert {client.post(LISTS + path).status_code for path in paths} <= {404, 405}
    assert {client.get(LISTS + path).status_code for path in paths} <= {404, 405}


def test_somebody_who_left_the_network_is_no_gap(desk, texas):
    gone = PersonFactory()
    MembershipFactory(person=gone, group=texas)

    assert rows(desk, "nowhere") == []
