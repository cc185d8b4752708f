"""The member's own pages."""

import datetime as dt

import pytest

from network.models import AuditEntry, Consent, Person, Term, User
from network.models.consents import Purpose
from network.operations import consents
from tests.factories import (
    NOON,
    ApplicationFactory,
    CommitteeFactory,
    MembershipFactory,
    PersonFactory,
    SeatFactory,
    TermFactory,
    UserFactory,
    a_chapter,
    a_director,
    a_member,
    an_administrator,
    an_editor,
    national_staff,
    with_login,
)

HOME, PROFILE, PRIVACY = "/me/", "/me/profile/", "/me/privacy/"


@pytest.fixture
def ana(client):
    person = a_member(a_chapter(), given="Ana", family="Silva")
    client.force_login(person.user)
    return person


def text(client, address=HOME):
    return " ".join(client.get(address).content.decode().split())


def test_visitor_is_asked_to_sign_in(client):
    assert [client.get(page).status_code for page in (HOME, PROFILE, PRIVACY)] == [302, 302, 302]


def test_home_says_who_one_is(client, ana):
    TermFactory(person=ana, starts_on=dt.date(2023, 1, 2), ends_on=dt.date(2030, 1, 1))

    page = text(client)

    assert "Hello, Ana" in page
    assert "a member of the network" in page
    assert '<a href="/chapters/texas/">Texas</a>' in page
    assert "In office" in page
    assert "since January 2, 2023, term to January 1, 2030" in page


@pytest.mark.parametrize("make", [a_director, national_staff, an_administrator, an_editor])
def test_home_opens_for_everybody_with_rights(client, make):
    client.force_login(make(given="Bea").user)

    assert "Hello, Bea" in text(client)


def test_term_past_its_scheduled_end_is_asked_about_and_takes_nothing_away(client, ana):
    TermFactory(person=ana, ends_on=dt.date(2025, 1, 1))

    page = text(client)

    assert "Still in office?" in page
    assert "a member of the network" in page


def test_former_officeholder_reads_alum(client, ana):
    TermFactory(person=ana, ended_on=dt.date(2025, 1, 1), end_reason="completed")

    assert "an alum of the network" in text(client)


def test_home_lists_committee_seats(client, ana):
    seat = SeatFactory(committee=CommitteeFactory(parent=a_chapter(), name="Steering"))
    MembershipFactory(person=ana, group=seat.committee, seat=seat, place=1)

    assert "<strong>Steering</strong>: Representative" in text(client)


def test_applicant_reads_that_we_have_the_application(client):
    person = with_login(PersonFactory())
    ApplicationFactory(person=person, chapter=a_chapter())
    client.force_login(person.user)

    page = text(client)

    assert "We have your application" in page
    assert "The staff of Texas read it" in page


def test_account_without_a_person_sees_something_sensible(client):
    client.force_login(User.objects.create_superuser("root@example.org"))

    page = text(client)

    assert "an administrator of this site" in page
    assert client.get(PROFILE).status_code == 404
    assert client.get(PRIVACY).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_home_asks_the_same_number_of_questions_whatever_there_is(
    client, ana, count, django_assert_num_queries
):
    for _ in range(count):
        TermFactory(person=ana)
        seat = SeatFactory(committee=CommitteeFactory(parent=a_chapter()))
        MembershipFactory(person=ana, group=seat.committee, seat=seat, place=1)
    client.get(HOME)

    with django_assert_num_queries(QUERIES_AT_HOME):
        client.get(HOME)


#: Two of them ask for places at events and turns in line, whatever there is; two for meetings to
#: come, and for whom one would ask for the next; two for what one took to one's council.
QUERIES_AT_HOME = 24


def profile(**changes):
    return {"given": "Ana", "family": "Silva", "known_as": "", "pronouns": "", "bio": ""} | changes


def test_profile_is_saved_with_who_and_what(client, ana):
    answer = client.post(PROFILE, profile(known_as="Nana", pronouns="she/her", version=1))

    ana.refresh_from_db()
    assert answer.url == HOME
    assert (ana.name, ana.pronouns, ana.version) == ("Nana Silva", "she/her", 2)
    entry = AuditEntry.objects.get(action="network.person_edited")
    assert (entry.by, entry.after) == (ana.user, {"known_as": "Nana", "pronouns": "she/her"})


def test_second_editor_keeps_their_words_and_sees_the_first_ones(client, ana):
    Person.objects.filter(pk=ana.pk).update(bio="Theirs", version=2)

    page = client.post(PROFILE, profile(bio="Mine", version=1))
    again = client.post(PROFILE, profile(bio="Mine", version=page.context["now"].version))

    words = page.content.decode()
    assert "Their changes are shown; yours are kept below." in words
    assert ("<dd>Theirs</dd>" in words, "Mine</textarea>" in words) == (True, True)
    assert 'name="version" value="2"' in words
    assert again.url == HOME


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"given": ""}, "Enter your first name."),
        ({"given": "x" * 300}, "at most 100 characters"),
        ({"family": "a\u202eb"}, "This holds a character that cannot be printed."),
        ({"version": ""}, "This field is required."),
        ({"version": "9" * 30}, ""),
    ],
)
def test_bad_profile_changes_nothing(client, ana, changes, words):
    page = client.post(PROFILE, profile(**{"version": 1} | changes))

    ana.refresh_from_db()
    assert page.status_code == 200
    assert words in page.content.decode()
    assert (ana.given, ana.version) == ("Ana", 1)


def test_profile_changes_only_ones_own(client, ana):
    other = PersonFactory(given="Ben")

    client.post(PROFILE, profile(known_as="X", version=1, id=other.pk, person=other.pk))

    assert Person.objects.get(pk=other.pk).known_as == ""


def test_answer_is_kept_with_its_words_and_its_trail(client, ana):
    client.post(PRIVACY, {"purpose": "public_name", "given": "yes"})
    client.post(PRIVACY, {"purpose": "public_name", "given": "no"})

    given = list(Consent.objects.values_list("purpose", "given", "text_version", "how", "by"))
    assert given == [
        ("public_name", True, "2026-11", "self", ana.user_id),
        ("public_name", False, "2026-11", "self", ana.user_id),
    ]
    assert AuditEntry.objects.filter(action="network.consent", person=ana).count() == 2


def test_same_answer_twice_is_one_answer(ana):
    for _ in range(2):
        consents.answer(
            person=ana, purpose=Purpose.DIRECTORY, given=True, how="self", by=ana.user, at=NOON
        )

    assert (Consent.objects.count(), AuditEntry.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "data",
    [{}, {"purpose": "public_name"}, {"purpose": "everything", "given": "yes"}, {"given": "yes"}],
)
def test_answer_to_no_question_is_not_kept(client, ana, data):
    assert client.post(PRIVACY, data).status_code == 200
    assert Consent.objects.count() == 0


def test_privacy_page_says_what_one_answered(client, ana):
    consents.answer(
        person=ana, purpose=Purpose.DIRECTORY, given=True, how="self", by=ana.user, at=NOON
    )

    page = text(client, PRIVACY)

    assert "You said yes on November 24, 2026." in page
    assert "You have not answered, so we take it as no." in page


def test_term_of_somebody_else_is_not_shown(client, ana):
    TermFactory(office__title="Sheriff of elsewhere")
    UserFactory()

    assert "Sheriff" not in text(client)
    assert Term.objects.count() == 1
