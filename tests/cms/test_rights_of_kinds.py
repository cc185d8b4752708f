"""Stories, newsletters, the library and jobs below a chapter's page: who writes, who publishes."""

from datetime import timedelta

import pytest
from django.urls import reverse
from wagtail.models import Page

from cms.models import (
    AudioSeriesPage,
    ChapterPage,
    EpisodePage,
    FormPage,
    HomePage,
    JobPage,
    NewsletterPage,
    ResourcePage,
    SectionPage,
    StoryPage,
)
from network.models import Membership
from network.roles import Role
from tests.factories import TODAY, an_editor, national_staff

OWN = [SectionPage, StoryPage, NewsletterPage, ResourcePage, JobPage]
NATIONAL = [FormPage, AudioSeriesPage, EpisodePage, ChapterPage, HomePage]
FIELDS = {
    "title": "Ours",
    "slug": "ours",
    "search_description": "What we did.",
    "body-count": "0",
    "kind": "story",
    "told_on": "2026-11-01",
    "sent_on": "2026-11-01",
    "level": "any",
    "employer": "Austin",
    "where": "Austin, TX",
    "hours": "full",
    "pays_from": "50000",
    "pays_to": "60000",
    "pays_per": "year",
    "posted_on": "2026-11-01",
    "closes_on": "2026-12-01",
    "apply_by_mail": "jobs@example.org",
    "form_fields-TOTAL_FORMS": "0",
    "form_fields-INITIAL_FORMS": "0",
    "thanks": "Thanks",
    "told": "us@example.org",
    "who_speaks": "Us",
    "category": "Government",
    "action-publish": "1",
}


def add(editor, kind, parent):
    address = reverse("wagtailadmin_pages:add", args=["cms", kind._meta.model_name, parent.pk])
    more = {"kind": "toolkit"} if kind is ResourcePage else {}
    return editor.post(address, {**FIELDS, **more})


@pytest.fixture
def story(texas):
    return texas.page.add_child(instance=StoryPage(title="Ours", slug="ours", live=False))


@pytest.fixture
def section(texas):
    return texas.page.add_child(instance=SectionPage(title="News", slug="news"))


@pytest.mark.parametrize("kind", OWN)
@pytest.mark.parametrize(("role", "live"), [(Role.PUBLISHER, True), (Role.WRITER, False)])
def test_a_publisher_publishes_and_a_writer_drafts(enter, texas, kind, role, live):
    add(enter(an_editor(texas.group, role)), kind, texas.page)

    made = kind.objects.child_of(texas.page)
    assert list(made.values_list("slug", "live")) == [("ours", live)]


@pytest.mark.parametrize("kind", OWN)
def test_nobody_makes_them_below_another_chapter_or_in_an_index(enter, texas, kansas, kind):
    editor = enter(an_editor(texas.group, Role.PUBLISHER))
    before = Page.objects.count()

    for parent in (kansas.page, kansas.draft, HomePage.objects.get()):
        assert add(editor, kind, parent).status_code in (302, 403, 404)
    for index in SectionPage.objects.exclude(lists=""):
        assert add(editor, kind, index).status_code in (302, 403, 404)

    assert Page.objects.count() == before


@pytest.mark.parametrize("kind", NATIONAL)
@pytest.mark.parametrize("right", ["publisher", "national"])
def test_forms_and_series_stand_below_no_chapter(enter, texas, section, kind, right):
    person = an_editor(texas.group, Role.PUBLISHER) if right == "publisher" else national_staff()
    editor = enter(person)
    before = Page.objects.count()

    for parent in (texas.page, section):
        assert add(editor, kind, parent).status_code in (302, 403, 404)

    assert Page.objects.count() == before
    offered = editor.get(reverse("wagtailadmin_pages:add_subpage", args=[section.pk]))
    assert ("add/cms/storypage/" in (page := offered.content.decode())) is True
    assert f"add/cms/{kind._meta.model_name}/" not in page


def test_elsewhere_national_staff_make_a_form(enter, texas):
    """The control: what keeps it from a chapter is where it would stand."""
    add(enter(national_staff()), FormPage, HomePage.objects.get())

    assert FormPage.objects.get().url == "/ours/"


def move(editor, page, to):
    return editor.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, to.pk]))


def move_many(editor, page, to):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])
    return editor.post(f"{address}?id={page.pk}", {"chooser": to.pk})


def copy(editor, page, to):
    return editor.post(
        reverse("wagtailadmin_pages:copy", args=[page.pk]),
        {"new_title": "Ours", "new_slug": "copied", "new_parent_page": to.pk},
    )


@pytest.mark.parametrize("way", [move, move_many, copy])
def test_a_page_leaves_its_chapter_by_no_way(enter, texas, kansas, story, section, way):
    editor = enter(an_editor(texas.group, Role.PUBLISHER))
    count, stories = Page.objects.count(), SectionPage.objects.get(lists="stories")

    for to in (kansas.page, kansas.draft, HomePage.objects.get(), stories):
        way(editor, story, to)

    story.refresh_from_db()
    assert (story.get_parent().pk, Page.objects.count()) == (texas.page.pk, count)

    way(editor, story, section)

    # The control: within the chapter the same request works.
    assert SectionPage.objects.get(pk=section.pk).get_children().count() == 1


def test_an_index_takes_in_only_what_it_lists_by_moving_too(enter, texas, section, story):
    editor = enter(national_staff())
    jobs = SectionPage.objects.get(lists="jobs")

    move(editor, story, jobs)
    move(editor, section, jobs)
    assert SectionPage.objects.get(pk=jobs.pk).get_children().count() == 0

    move(editor, story, SectionPage.objects.get(lists="stories"))
    story.refresh_from_db()
    assert story.url_path.endswith("/stories/ours/")


def test_nothing_else_is_kept_in_the_editor(settings):
    """Snippets and redirects would be everybody's who has any right there."""
    assert {"wagtail.snippets", "wagtail.contrib.redirects"} & set(settings.INSTALLED_APPS) == set()


@pytest.mark.parametrize("name", ["edit", "view_draft", "history", "unpublish", "delete"])
def test_whoever_loses_the_right_finds_no_story_any_more(enter, texas, story, name):
    person = an_editor(texas.group, Role.PUBLISHER)
    editor = enter(person)
    story.save_revision().publish()
    address = reverse(f"wagtailadmin_pages:{name}", args=[story.pk])
    assert editor.get(address).status_code == 200

    Membership.objects.filter(person=person).update(
        until=TODAY - timedelta(days=3), end_reason="left"
    )

    assert editor.get(address).status_code == 404
    assert editor.post(address, FIELDS).status_code == 404
    assert add(editor, StoryPage, texas.page).status_code == 404
    assert StoryPage.objects.get().live
