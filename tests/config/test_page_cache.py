"""Whole pages are kept for visitors, and never a moment longer than they are true."""

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms import operations
from cms.models import HomePage, SectionPage, StoryPage
from network.models import Consent, SiteVersion
from network.models.consents import Purpose
from network.operations import consents, seats
from tests.factories import SeatFactory, a_chapter, a_director, a_member, national_staff
from tests.processes import race

CACHE = "config.page_cache.PageCache"


@pytest.fixture
def visitor(settings, committed):
    """A visitor to a process that keeps pages."""
    settings.MIDDLEWARE = [CACHE, *settings.MIDDLEWARE]
    return Client()


@pytest.fixture
def texas(committed):
    group = a_chapter()
    return operations.make_chapter_page(group=group, by=None, at=timezone.now())


def asked(client, path):
    with CaptureQueriesContext(connection) as questions:
        response = client.get(path)
    return len(questions), response


def said(client, page):
    return client.get(page.url).content.decode()


def test_the_second_visit_asks_one_question(visitor):
    first, made = asked(visitor, "/")
    second, kept = asked(visitor, "/")

    assert (first > 5, second) == (True, 1)
    assert kept.content == made.content
    headers = ("Content-Security-Policy", "Content-Type", "ETag", "Referrer-Policy", "Vary")
    assert [kept.headers.get(name) for name in headers] == [
        made.headers.get(name) for name in headers
    ]
    assert kept.headers["Cache-Control"] == "public, no-cache"


def test_a_phone_that_has_the_page_is_told_so(visitor):
    tag = visitor.get("/").headers["ETag"]
    answer = visitor.get("/", headers={"If-None-Match": tag})

    assert (answer.status_code, answer.content) == (304, b"")


@pytest.mark.parametrize("cookie", ["sessionid", "csrftoken", "messages"])
def test_whoever_is_somebody_has_the_page_made_for_them(visitor, cookie):
    visitor.get("/")
    visitor.cookies[cookie] = "anything"

    assert asked(visitor, "/")[0] > 5


def test_a_question_in_the_address_is_answered_anew(visitor):
    visitor.get("/?utm_source=a")

    assert asked(visitor, "/?utm_source=a")[0] > 5


def test_what_is_not_for_everybody_is_never_kept(visitor, texas):
    secret = texas.add_child(instance=SectionPage(title="For members", slug="inside"))
    said(visitor, secret)
    secret.view_restrictions.create(restriction_type="login")
    SiteVersion.raise_on_commit()

    assert visitor.get(secret.url).status_code == 302


def test_a_story_is_seen_at_the_next_view_once_it_is_live(visitor, texas):
    index = SectionPage.objects.get(lists=SectionPage.Lists.STORIES)
    before = said(visitor, index)
    story = StoryPage(title="A bridge is mended", slug="bridge", live=False)
    index.add_child(instance=story)
    draft = said(visitor, index)
    story.save_revision().publish()

    assert "A bridge is mended" not in before + draft
    assert "A bridge is mended" in said(visitor, index)


def test_a_filled_seat_is_seen_at_the_next_view(visitor, texas):
    seat = SeatFactory(committee__parent=texas.group, title="Treasurer")
    member = a_member(texas.group)
    SiteVersion.raise_on_commit()
    before = said(visitor, texas)
    seats.appoint(
        seat=seat,
        person=member,
        since=timezone.localdate(),
        by=national_staff().user,
        at=timezone.now(),
    )

    assert ("Vacant" in before, "Vacant" in said(visitor, texas)) == (True, False)


def test_a_withdrawn_consent_is_seen_at_the_next_view(visitor, texas):
    director = a_director(texas.group, given="Renata", family="Osei")

    def answer(given):
        consents.answer(
            person=director,
            purpose=Purpose.PUBLIC_NAME,
            given=given,
            how=Consent.How.SELF,
            by=director.user,
            at=timezone.now(),
        )

    answer(True)
    named = said(visitor, texas)
    answer(False)

    assert ("Renata Osei" in named, "Renata Osei" in said(visitor, texas)) == (True, False)


def test_what_is_undone_changes_no_number_and_much_at_once_changes_it_once(committed):
    number = SiteVersion.current()
    with transaction.atomic():
        SiteVersion.raise_on_commit()
        transaction.set_rollback(True)
    undone = SiteVersion.current()
    with transaction.atomic():
        for _ in range(3):
            SiteVersion.raise_on_commit()

    assert (undone, SiteVersion.current()) == (number, number + 1)


def test_a_part_that_is_undone_takes_no_change_of_the_rest_along(committed):
    number = SiteVersion.current()
    with transaction.atomic():
        with transaction.atomic():
            SiteVersion.raise_on_commit()
            transaction.set_rollback(True)
        SiteVersion.raise_on_commit()

    assert SiteVersion.current() == number + 1


PUBLISH = """
from cms.models import HomePage

def act():
    home = HomePage.objects.get()
    home.title = "Said in another process"
    home.save_revision().publish()
    return home.title
"""


def test_what_another_process_publishes_is_seen_at_the_next_view(visitor, committed):
    home = HomePage.objects.get()
    before = said(visitor, home)
    [title] = race(committed, PUBLISH, [[]])

    assert (title in before, title in said(visitor, home)) == (False, True)


def test_without_the_number_an_old_page_would_be_shown(visitor):
    """The control: what the number guards against is real."""
    home = HomePage.objects.get()
    said(visitor, home)
    HomePage.objects.update(title="Changed past everybody")

    assert "Changed past everybody" not in said(visitor, home)
    SiteVersion.raise_on_commit()
    assert "Changed past everybody" in said(visitor, home)
