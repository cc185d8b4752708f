"""Rounds of letters at the desk: looked at, sent, followed."""

import datetime as dt

import pytest
from django.utils import timezone

from network.models import Campaign, Letter
from tests.factories import NOON, TermFactory, a_chapter, a_director, a_member
from tests.network.offices import asked, unconfirmed

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


def test_a_round_is_looked_at_then_sent(desk, texas):
    unconfirmed(texas, given="Dana", email="dana@example.org")
    unconfirmed(texas, given="Sam")
    page = desk.get(f"{LISTS}campaigns/new/", {"group": texas.slug})
    shown, form = page.context["shown"], page.context["form"]
    sent = {name: form[name].value() for name in ("group", "name", "seen")}
    answer = desk.post(f"{LISTS}campaigns/new/", sent | {"closes_on": str(days(30))})
    campaign = Campaign.objects.get()

    assert [line.name.split()[0] for line in shown.asked] == ["Dana"]
    assert [line.note for line in shown.left_out] == ["no personal e-mail address"]
    assert answer.url == f"{LISTS}campaigns/{campaign.public_id}/"
    assert Letter.objects.get().to == "dana@example.org"


def test_a_list_that_changed_is_shown_again(desk, texas):
    unconfirmed(texas, email="dana@example.org")
    form = desk.get(f"{LISTS}campaigns/new/", {"group": texas.slug}).context["form"]
    sent = {name: form[name].value() for name in ("group", "name", "seen")}
    unconfirmed(texas, email="late@example.org")
    late = {"closes_on": str(days(30))}
    page = desk.post(f"{LISTS}campaigns/new/", sent | late)

    assert "The list has changed since. Look at it again." in page.content.decode()
    assert Letter.objects.count() == 0
    again = {name: page.context["form"][name].value() for name in ("group", "name", "seen")}
    assert desk.post(f"{LISTS}campaigns/new/", again | late).status_code == 302


def test_people_handed_over_are_asked_about_what_they_hold(desk, texas, ohio):
    term = member_in_office(texas)
    term.person.contacts.create(kind="email", use="personal", value="dana@example.org")
    theirs = a_member(ohio, login=False)
    people = f"{term.person.public_id},{theirs.public_id} nonsense"
    page = desk.post(f"{LISTS}campaigns/new/", {"people": people})
    shown, form = page.context["shown"], page.context["form"]
    sent = {name: form[name].value() for name in ("name", "seen", "people")}
    answer = desk.post(
        f"{LISTS}campaigns/new/", sent | {"group": texas.slug, "closes_on": str(days(30))}
    )

    assert [line.office for line in shown.asked] == [str(term.office)]
    assert answer.status_code == 302
    assert Letter.objects.get().person == term.person


def test_a_group_that_is_not_yours_is_none_to_ask(desk, ohio):
    unconfirmed(ohio, email="quenby@example.org")
    theirs = desk.get(f"{LISTS}campaigns/new/", {"group": "ohio"})
    nothing = desk.get(f"{LISTS}campaigns/new/", {"group": "never-was"})

    assert ("shown" in theirs.context, "shown" in nothing.context) == (False, False)


def test_a_round_shows_how_far_it_is(desk, texas, alice):
    terms = [unconfirmed(texas, email=f"m{n}@example.org") for n in range(3)]
    campaign = asked(texas, terms, by=alice.user)
    question = campaign.questions.get(term=terms[0])
    question.answer, question.answered_at = "yes", NOON
    question.save()
    for path in (f"{LISTS}campaigns/", f"{LISTS}campaigns/{campaign.public_id}/"):
        page = desk.get(path).content.decode()
        assert "1 of 3 answered" in page
        assert '<progress id="progress' in page


def test_a_round_of_another_chapter_is_not_found(desk, ohio):
    campaign = asked(ohio, [unconfirmed(ohio, email="q@example.org")])

    assert desk.get(f"{LISTS}campaigns/{campaign.public_id}/").status_code == 404
    assert desk.get(f"{LISTS}campaigns/").context["rounds"] == []


def test_a_round_costs_the_same_with_one_and_with_three(
    desk, texas, alice, django_assert_num_queries
):
    campaign = asked(texas, [unconfirmed(texas, email="m@example.org")], by=alice.user)
    path = f"{LISTS}campaigns/{campaign.public_id}/"
    desk.get(path)
    with django_assert_num_queries(8):
        desk.get(path)
    for n in range(2):
        term = unconfirmed(texas)
        campaign.questions.create(term=term, token_hash=str(n))
    with django_assert_num_queries(8):
        desk.get(path)
