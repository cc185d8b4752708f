"""Letters that ask whether somebody still serves: sent once, answered once, by a button only."""

import datetime as dt
import hashlib
import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from network import audit
from network.models import AuditEntry, Campaign, Letter, Question, Term, TermReport
from network.operations import terms, verifications
from tests.factories import NOON, TODAY, TermFactory, a_chapter, a_director, with_login
from tests.network.offices import asked, code_of, unconfirmed

LATER = NOON + dt.timedelta(days=3)
GONE = "This link has expired or was already used. Ask for a new one."


@pytest.fixture
def texas():
    return a_chapter()


@pytest.fixture
def alice(texas):
    return a_director(texas, given="Alice", family="Ames")


@pytest.fixture
def dana(texas):
    term = unconfirmed(texas, given="Dana", family="Diaz", email="dana@example.org")
    term.office.title, term.office.seat_label = "Councilmember", "District 2"
    term.office.save()
    term.office.jurisdiction.name = "Hagerstown"
    term.office.jurisdiction.save()
    return term


def secret_in(letter):
    return re.search(r"/offices/verify/([\w-]+)/", letter.body)[1]


@pytest.fixture
def link(texas, alice, dana):
    """The address in Dana's letter."""
    asked(texas, [dana], by=alice.user)
    return f"/offices/verify/{secret_in(Letter.objects.get())}/"


def test_a_letter_asks_about_one_term(texas, alice, dana, send_letters):
    campaign = asked(texas, [dana], by=alice.user)
    letter = send_letters()[0]

    assert (letter.to, letter.subject) == (
        ["dana@example.org"],
        "Are you still Councilmember, District 2, Hagerstown?",
    )
    assert "works until December 24, 2026" in letter.body
    assert [q.term for q in campaign.questions.all()] == [dana]
    entry = AuditEntry.objects.get(action="network.campaign_sent")
    assert (entry.by, entry.group, entry.after) == (
        alice.user,
        texas,
        {"name": "Fall round", "letters": 1},
    )


def test_only_the_letter_holds_the_secret_and_only_until_it_is_sent(texas, dana, send_letters):
    asked(texas, [dana])
    secret = secret_in(Letter.objects.get())
    send_letters()

    assert Question.objects.get().token_hash == hashlib.sha256(secret.encode()).hexdigest()
    assert Letter.objects.get().body == ""


def test_a_person_with_two_terms_gets_two_letters(texas, dana):
    asked(texas, [dana, TermFactory(person=dana.person, ends_on=dt.date(2026, 1, 1))])

    assert Letter.objects.filter(kind="verify_term", to="dana@example.org").count() == 2


def test_who_is_left_out_is_said_with_the_reason(texas, dana):
    silent = unconfirmed(texas, given="Sam")
    returned = unconfirmed(texas, given="Rae", email="rae@example.org")
    returned.person.contacts.update(bounced_at=NOON)
    spoken = unconfirmed(texas, given="Tess", email="tess@example.org")
    TermReport.objects.create(person=spoken.person, term=spoken, news="over", submitted_at=NOON)
    asked(texas, [dana])
    found = verifications.recipients(Term.objects.all(), on=TODAY)

    assert found.asked == []
    assert {term: why for term, why in found.left_out} == {
        dana: "asked on November 24, 2026, and may still answer",
        silent: "no personal e-mail address",
        returned: "mail to their address came back",
        spoken: "told us already, and waits for you",
    }


def test_an_official_address_is_no_persons_own(texas):
    term = unconfirmed(texas)
    term.person.contacts.create(kind="email", use="official", value="council@example.org")

    assert verifications.recipients(Term.objects.all(), on=TODAY).asked == []


def test_sorting_costs_the_same_for_one_and_for_three(texas, dana, django_assert_num_queries):
    with django_assert_num_queries(4):
        verifications.recipients(Term.objects.all(), on=TODAY)
    for n in range(2):
        unconfirmed(texas, email=f"more{n}@example.org")
    with django_assert_num_queries(4):
        found = verifications.recipients(Term.objects.all(), on=TODAY)

    assert len(found.asked) == 3


@pytest.mark.parametrize(
    ("values", "code", "words"),
    [
        ({"closes_on": TODAY}, "past", "Give them until tomorrow at least."),
        ({"seen": "another"}, "changed", "The list has changed since. Look at it again."),
        ({"name": " "}, None, "This field cannot be blank."),
        (
            {"about": Term.objects.none()},
            "nobody",
            "None of them can be asked by letter.",
        ),
    ],
)
def test_a_round_is_refused_in_words(texas, alice, dana, values, code, words):
    about = Term.objects.all()
    whole = {
        "group": texas,
        "name": "Round",
        "closes_on": dt.date(2026, 12, 24),
        "about": about,
        "seen": verifications.recipients(about, on=TODAY).seen,
    }
    with pytest.raises(ValidationError) as refusal:
        verifications.ask(**(whole | values), by=alice.user, at=NOON)

    assert refusal.value.messages == [words]
    assert code is None or code_of(refusal) == code
    assert (Campaign.objects.count(), Letter.objects.count()) == (0, 0)


def test_more_than_fit_in_one_round_are_refused(texas, alice, dana, monkeypatch):
    monkeypatch.setattr(verifications, "MOST", 1)
    unconfirmed(texas, email="more@example.org")
    with pytest.raises(ValidationError) as refusal:
        asked(texas, Term.objects.all(), by=alice.user)

    assert (refusal.value.messages, code_of(refusal)) == (
        ["At most 1,000 at once. Choose a smaller group."],
        "many",
    )


def test_another_chapters_group_is_refused(dana):
    bob = a_director(a_chapter("OH", "Ohio"))
    with pytest.raises(ValidationError) as refusal:
        asked(a_chapter(), [dana], by=bob.user)

    assert (refusal.value.messages, code_of(refusal)) == (
        ["This is not a group of yours."],
        "rights",
    )


def test_a_failure_midway_leaves_no_round_no_letter_and_no_line(texas, dana, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(RuntimeError):
        asked(texas, [dana])

    assert (Campaign.objects.count(), Question.objects.count()) == (0, 0)
    assert (Letter.objects.count(), AuditEntry.objects.count()) == (0, 0)


def test_looking_changes_nothing_and_tells_nobody_where_one_came_from(client, link, dana):
    before = (AuditEntry.objects.count(), Question.objects.get().answer)
    pages = [client.get(link), client.head(link), client.get(link)]
    dana.refresh_from_db()

    assert [page.status_code for page in pages] == [200, 200, 200]
    assert "Are you still Councilmember, District 2, Hagerstown?" in pages[0].content.decode()
    assert (AuditEntry.objects.count(), Question.objects.get().answer) == before
    assert dana.confirmed_on is None
    assert pages[0]["Referrer-Policy"] == "same-origin"
    assert "no-store" in pages[0]["Cache-Control"]


def test_yes_confirms_the_term_on_their_own_word(client, link, dana):
    answer = client.post(link, {"answer": "yes"})
    dana.refresh_from_db()
    question, entry = (
        Question.objects.get(),
        AuditEntry.objects.get(action="network.term_confirmed"),
    )

    assert (answer.status_code, answer.url) == (302, "/offices/verify/thanks/")
    assert question.answer == "yes"
    assert dana.confirmed_on == timezone.localdate(question.answered_at)
    assert entry.reason == "They said so themselves, by the link in our letter."
    assert (entry.by, entry.person) == (None, dana.person)


def test_who_has_a_login_is_named_as_the_one_who_said_so(texas, dana):
    with_login(dana.person)
    asked(texas, [dana])
    verifications.say_yes(secret=secret_in(Letter.objects.get()), at=LATER)
    dana.refresh_from_db()

    assert (dana.confirmed_by, dana.confirmed_on) == (dana.person.user, LATER.date())


def test_no_waits_for_staff_with_how_and_when(client, link, dana):
    answer = client.post(
        link, {"answer": "no", "news": "lost", "ends_month": "11", "ends_year": "2026"}
    )
    dana.refresh_from_db()
    report = TermReport.objects.get()

    assert (answer.status_code, dana.end_reason) == (302, "")
    assert (report.term, report.news, report.state) == (dana, "lost", "waiting")
    assert (report.ends_on, report.ends_precision) == (dt.date(2026, 11, 30), "month")


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"answer": "no"}, "Choose one."),
        ({"answer": "no", "news": "promoted"}, "Choose one of the list."),
        ({"answer": "no", "news": "over", "ends_year": "26"}, "Enter the year as four digits"),
        ({}, "Are you still"),
        ({"answer": "maybe"}, "Are you still"),
    ],
)
def test_an_answer_without_sense_changes_nothing(client, link, sent, words):
    page = client.post(link, sent)

    assert (page.status_code, words in page.content.decode()) == (200, True)
    assert (Question.objects.get().answer, TermReport.objects.count()) == ("", 0)


def test_an_unknown_a_used_and_a_late_link_say_the_same(client, texas, link, dana):
    late = unconfirmed(texas, email="late@example.org")
    asked(texas, [late])
    old = f"/offices/verify/{secret_in(Letter.objects.get(to='late@example.org'))}/"
    Campaign.objects.filter(questions__term=late).update(closes_on=dt.date(2020, 1, 1))
    client.post(link, {"answer": "yes"})
    paths = [link, old, "/offices/verify/unknown/", "/offices/verify/%F0%9F%90%9D/"]
    answers = [client.get(path) for path in paths]
    answers += [client.post(path, {"answer": "yes"}) for path in paths]

    assert {page.status_code for page in answers} == {410}
    assert {GONE in page.content.decode() for page in answers} == {True}
    assert len({_bare(page) for page in answers}) == 1
    assert "Dana" not in answers[0].content.decode()


def _bare(page):
    return re.sub(r'nonce="[^"]*"|csrfmiddlewaretoken" value="[^"]*"', "", page.content.decode())


def test_a_term_that_staff_have_ended_asks_nothing_any_more(client, link, dana):
    terms.end(term=dana, ended_on=TODAY, reason="resigned", by=None, at=NOON)

    assert client.get(link).status_code == 410


def test_an_answer_counts_once(texas, dana):
    asked(texas, [dana])
    secret = secret_in(Letter.objects.get())
    verifications.say_yes(secret=secret, at=LATER)
    for again in (
        lambda: verifications.say_yes(secret=secret, at=LATER),
        lambda: verifications.say_no(secret=secret, news="over", at=LATER),
    ):
        with pytest.raises(ValidationError) as refusal:
            again()
        assert (refusal.value.messages, code_of(refusal)) == ([GONE], "gone")

    assert AuditEntry.objects.filter(action="network.term_confirmed").count() == 1
    assert TermReport.objects.count() == 0


def test_a_no_beside_a_word_that_waits_adds_none(texas, dana):
    asked(texas, [dana])
    TermReport.objects.create(person=dana.person, term=dana, news="resigned", submitted_at=NOON)
    verifications.say_no(secret=secret_in(Letter.objects.get()), news="lost", at=LATER)

    assert (TermReport.objects.get().news, Question.objects.get().answer) == ("resigned", "no")


def test_a_failure_while_answering_leaves_the_question_open(texas, dana, monkeypatch):
    asked(texas, [dana])
    secret = secret_in(Letter.objects.get())

    def fail(*args, **kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(RuntimeError):
        verifications.say_yes(secret=secret, at=LATER)
    dana.refresh_from_db()

    assert (Question.objects.get().answer, dana.confirmed_on) == ("", None)


@pytest.mark.parametrize(
    "wrong", [{"answer": "yes"}, {"answered_at": NOON}, {"token_hash": "taken"}, {"term": "again"}]
)
def test_what_no_question_can_be(texas, dana, wrong):
    asked(texas, [dana])
    first = Question.objects.get()
    Question.objects.filter(pk=first.pk).update(token_hash="taken")
    other = unconfirmed(texas)
    values = {"campaign": first.campaign, "term": other, "token_hash": "new"} | wrong
    values |= {"term": dana} if wrong.get("term") else {}
    with pytest.raises(IntegrityError):
        Question.objects.create(**values)


def test_a_round_has_a_name(texas):
    with pytest.raises(IntegrityError):
        Campaign.objects.create(group=texas, name="", made_at=NOON, closes_on=TODAY)
