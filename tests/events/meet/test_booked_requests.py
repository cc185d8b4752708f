"""What people wrote who found nobody to meet: staff of their chapter read and answer it."""

import datetime as dt

import pytest
from django.utils import timezone

from events.models import MeetingRequest
from events.operations.meet import requests
from network.models import AuditEntry
from network.registries import desk_waits
from tests.factories import NOON, TermFactory, a_chapter, a_director, a_member

ASKED = "/desk/meetings/asked/"


@pytest.fixture
def chapter():
    return a_chapter()


@pytest.fixture
def director(chapter):
    return a_director(chapter, given="Renata", family="Osei")


@pytest.fixture
def desk(client, sign_in, director):
    return sign_in(client, director.user)


def ask(chapter, *, words="About roads", made_at=NOON, **names):
    person = a_member(chapter, **names)
    return MeetingRequest.objects.create(person=person, group=chapter, words=words, made_at=made_at)


def lines():
    found = AuditEntry.objects.filter(action="events.meeting_wish_answered")
    return list(found.values_list("by_name", flat=True))


def test_staff_read_who_asks_and_what_longest_wait_first(desk, chapter):
    ask(chapter, given="Late", made_at=NOON + dt.timedelta(days=1))
    early = ask(chapter, given="Early", words="About <roads>")
    TermFactory(person=early.person, office__title="Mayor")

    page = desk.get(ASKED).content.decode()

    assert page.index("Early") < page.index("Late")
    assert ("About &lt;roads&gt;" in page, "Mayor" in page) == (True, True)
    assert early.person.get_absolute_url() in page


def test_an_answer_says_who_and_when_and_is_given_once(desk, chapter, director):
    asked = ask(chapter)

    page = desk.post(f"{ASKED}{asked.public_id}/", follow=True)
    desk.post(f"{ASKED}{asked.public_id}/")

    asked.refresh_from_db()
    assert (asked.answered_by, lines()) == (director.user, ["Renata Osei"])
    assert b"Nobody waits for an answer." in page.content
    assert b"by Renata Osei" in page.content


def test_a_failure_midway_leaves_nothing(chapter, director, monkeypatch):
    asked = ask(chapter)

    def stop(*args, **values):
        raise RuntimeError

    monkeypatch.setattr(requests.audit, "record", stop)
    with pytest.raises(RuntimeError):
        requests.answer(asked=asked, by=director.user, at=NOON)

    asked.refresh_from_db()
    assert asked.answered_at is None


def test_it_waits_on_the_front_page_of_those_who_keep_the_chapter(chapter, director):
    ask(chapter)

    def waits(person):
        said = desk_waits.of(person.user, on=timezone.localdate())
        return [one.count for one in said if "for a meeting" in one.title]

    assert waits(director) == [1]
    assert waits(a_director(a_chapter("OH", "Ohio"))) == [0]


@pytest.mark.parametrize("who", ["elsewhere", "themselves", "visitor"])
def test_for_everybody_else_there_is_nothing(client, sign_in, chapter, who):
    asked = ask(chapter, words="About herons")
    if who == "elsewhere":
        page = sign_in(client, a_director(a_chapter("OH", "Ohio")).user).get(ASKED)
        assert b"herons" not in page.content
    if who == "themselves":
        assert sign_in(client, asked.person.user).get(ASKED).status_code == 404

    expected = 302 if who == "visitor" else 404
    assert client.post(f"{ASKED}{asked.public_id}/").status_code == expected
    asked.refresh_from_db()
    assert asked.answered_at is None


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same(desk, chapter, director, rows, django_assert_num_queries):
    for _ in range(rows):
        TermFactory(person=ask(chapter).person)
        done = ask(chapter)
        requests.answer(asked=done, by=director.user, at=NOON)
    desk.get(ASKED)

    with django_assert_num_queries(8):
        desk.get(ASKED)
