"""What somebody with rights on one chapter's page finds in the editor, and what they do not."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from wagtail.models import Page

from cms import access
from cms.models import ChapterPage, SectionPage
from network.models import Membership
from network.roles import Role
from tests.factories import (
    TODAY,
    MembershipFactory,
    a_director,
    a_member,
    an_administrator,
    an_editor,
    national_staff,
)

SECRET = "Secret Wichita plan"
SCREENS = [
    "edit",
    "view_draft",
    "delete",
    "unpublish",
    "move",
    "copy",
    "history",
    "revisions_index",
    "usage",
    "lock",
]


def edit(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def posted(page, **fields):
    return {
        "lede": "New words",
        "body-count": "0",
        "search_description": "A summary",
        "action-publish": "1",
        **fields,
    }


def test_a_publisher_writes_and_publishes_their_chapters_page(enter, texas, publisher, client):
    editor = enter(publisher)
    assert editor.get(edit(texas.page)).status_code == 200

    editor.post(edit(texas.page), posted(texas.page))

    assert "New words" in client.get(texas.url).content.decode()


def test_a_writer_drafts_and_cannot_publish(enter, texas, client):
    editor = enter(an_editor(texas.group, Role.WRITER))

    editor.post(edit(texas.page), posted(texas.page))

    texas.page.refresh_from_db()
    assert texas.page.has_unpublished_changes
    assert "New words" not in client.get(texas.url).content.decode()


def test_preview_shows_the_draft_in_the_editors_frame(enter, texas, publisher):
    editor = enter(publisher)
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[texas.page.pk])
    editor.post(address, posted(texas.page))

    preview = editor.get(address + "?mode=")

    assert "New words" in preview.content.decode()
    assert "frame-ancestors 'self'" in preview.headers["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["delete", "unpublish", "move", "copy", "set_privacy"])
def test_a_publisher_cannot_displace_the_chapters_page(enter, texas, publisher, name):
    editor = enter(publisher)
    address = reverse(f"wagtailadmin_pages:{name}", args=[texas.page.pk])
    before = Page.objects.get(pk=texas.page.pk).path

    for response in (editor.get(address), editor.post(address, {"restriction_type": "login"})):
        assert response.status_code in (302, 403)
        if response.status_code == 302:
            assert response.url == reverse("wagtailadmin_home")
    page = Page.objects.get(pk=texas.page.pk)
    assert (page.live, page.path, page.get_view_restrictions().exists()) == (True, before, False)


@pytest.mark.parametrize("action", ["delete", "unpublish", "move"])
def test_nor_by_a_bulk_action(enter, texas, publisher, action):
    editor = enter(publisher)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])

    editor.post(
        f"{address}?id={texas.page.pk}",
        {"chooser": texas.page.get_parent().get_parent().pk, "include_descendants": "on"},
    )

    page = Page.objects.get(pk=texas.page.pk)
    assert (page.live, page.path) == (True, texas.page.path)


def test_nor_by_giving_it_another_address_name_or_end(enter, texas, publisher):
    enter(publisher).post(
        edit(texas.page),
        posted(
            texas.page,
            slug="elsewhere",
            title="Our country",
            expire_at="2020-01-01 00:00",
            go_live_at="2099-01-01 00:00",
            group="1",
        ),
    )

    page = ChapterPage.objects.get(pk=texas.page.pk)
    assert (page.slug, page.title, page.live) == ("texas", "Texas", True)
    assert (page.expire_at, page.go_live_at, page.group) == (None, None, texas.group)


def test_national_staff_hide_and_rename_it_and_nobody_copies_it(enter, texas):
    editor = enter(national_staff())

    editor.post(edit(texas.page), posted(texas.page, title="Lone Star", slug="texas"))
    editor.post(reverse("wagtailadmin_pages:unpublish", args=[texas.page.pk]))

    page = Page.objects.get(pk=texas.page.pk)
    assert (page.title, page.live) == ("Lone Star", False)
    assert not page.permissions_for_user(an_administrator().user).can_copy()


def test_a_publisher_adds_a_page_below_and_nowhere_else(enter, texas, kansas, publisher):
    editor = enter(publisher)
    add = ("cms", "sectionpage")
    fields = {"title": "Our bylaws", "slug": "bylaws", "body-count": "0", "action-publish": "1"}

    editor.post(reverse("wagtailadmin_pages:add", args=[*add, texas.page.pk]), fields)
    for parent in (kansas.page, texas.page.get_parent(), texas.page.get_parent().get_parent()):
        editor.post(reverse("wagtailadmin_pages:add", args=[*add, parent.pk]), fields)

    assert [page.url for page in SectionPage.objects.filter(slug="bylaws")] == [
        "/chapters/texas/bylaws/"
    ]


def drafts_addresses(kansas):
    """Where a plain Wagtail tells of another chapter's draft."""
    draft, page = kansas.draft.pk, kansas.page.pk
    revision = kansas.draft.latest_revision_id
    kind = ContentType.objects.get_for_model(SectionPage)
    yield from (reverse(f"wagtailadmin_pages:{name}", args=[draft]) for name in SCREENS)
    yield reverse("wagtailadmin_pages:revisions_view", args=[draft, revision])
    yield reverse("wagtailadmin_pages:revisions_revert", args=[draft, revision])
    yield reverse("wagtailadmin_pages:revisions_compare", args=[draft, "earliest", "latest"])
    yield reverse("wagtailadmin_explore", args=[page])
    yield reverse("wagtailadmin_explore", args=[draft])
    yield reverse("wagtailadmin_explore_root") + "?q=Secret"
    yield reverse("wagtailadmin_pages:search") + "?q=Secret"
    yield reverse("wagtailadmin_pages:search_results") + "?q=Secret"
    yield reverse("wagtailadmin_pages:search") + f"?content_type=cms.{kind.model}"
    yield reverse("wagtailadmin_choose_page")
    yield reverse("wagtailadmin_choose_page_child", args=[page])
    yield reverse("wagtailadmin_choose_page_child", args=[draft])
    yield reverse("wagtailadmin_choose_page_search") + "?q=Secret"
    yield reverse("wagtailadmin_choose_page_chosen_multiple") + f"?id={draft}"
    yield reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"]) + f"?id={draft}"
    yield (
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
        + f"?id=all&childOf={page}"
    )
    yield reverse("wagtailadmin_pages:type_use", args=["cms", "sectionpage"])
    yield from (
        reverse(f"wagtailadmin_reports:{name}")
        for name in ["site_history", "aging_pages", "locked_pages", "page_types_usage"]
    )
    yield "/cms/api/main/pages/"
    yield f"/cms/api/main/pages/{draft}/"
    yield f"/cms/api/main/pages/?child_of={page}"
    yield f"/cms/api/main/pages/?for_explorer=1&child_of={page}"
    yield "/cms/"


def test_another_chapters_draft_is_nowhere(enter, texas, kansas, publisher):
    theirs = enter(publisher)
    national = enter(an_administrator())
    shown = {}

    for address in drafts_addresses(kansas):
        assert SECRET not in theirs.get(address, follow=True).content.decode(), address
        shown[address] = SECRET in national.get(address).content.decode()

    # The crawl means something: with rights, most of these addresses do tell.
    assert sum(shown.values()) > 15


def test_not_yours_is_not_found(enter, texas, kansas, publisher):
    editor = enter(publisher)

    found = {
        editor.get(edit(kansas.draft)).status_code,
        editor.get(edit(kansas.page)).status_code,
        editor.get(edit(Page(pk=999_999))).status_code,
    }

    assert found == {404}


def test_a_member_finds_no_editor(client, texas):
    client.force_login(a_member(texas.group).user)

    assert [client.get(url).status_code for url in ("/cms/", edit(texas.page))] == [404, 404]


@pytest.mark.parametrize("right", ["editor", "director", "national"])
def test_whoever_loses_the_right_is_out_at_the_next_request(enter, texas, right):
    person = {
        "editor": lambda: an_editor(texas.group, Role.PUBLISHER),
        "director": lambda: a_director(texas.group),
        "national": national_staff,
    }[right]()
    editor = enter(person)
    assert editor.get(edit(texas.page)).status_code == 200

    held = Membership.objects.get(person=person)
    held.until, held.end_reason = TODAY - timedelta(days=3), "left"
    held.save()

    assert editor.get(edit(texas.page)).status_code == 404
    assert editor.post(edit(texas.page), posted(texas.page)).status_code == 404


def test_an_editor_of_two_loses_one(enter, texas, kansas):
    person = an_editor(texas.group, Role.PUBLISHER)
    other = MembershipFactory(person=person, group=kansas.group, role=Role.WRITER)
    editor = enter(person)
    assert editor.get(edit(kansas.draft)).status_code == 200

    other.until, other.end_reason = TODAY - timedelta(days=3), "left"
    other.save()

    assert editor.get(edit(kansas.draft)).status_code == 404
    assert editor.get(edit(texas.page)).status_code == 200
    assert [group.name for group in person.user.groups.all()] == ["chapter:texas:publisher"]


def test_a_publisher_made_a_writer_publishes_no_more(enter, texas):
    person = an_editor(texas.group, Role.PUBLISHER)
    editor = enter(person)
    editor.get("/cms/")
    Membership.objects.filter(person=person).update(role=Role.WRITER)

    editor.post(edit(texas.page), posted(texas.page))

    texas.page.refresh_from_db()
    assert texas.page.has_unpublished_changes


def test_groups_are_written_only_when_something_differs(texas, django_assert_num_queries):
    user = an_editor(texas.group).user
    access.keep_in_step(user)
    access.ensure_chapter_groups(texas.page)
    assert user.rights.cms

    with django_assert_num_queries(2):
        access.keep_in_step(user)


def test_making_the_groups_again_changes_nothing(texas):
    def rights():
        return sorted(
            Group.objects.values_list(
                "name",
                "page_permissions__page",
                "page_permissions__permission__codename",
                "collection_permissions__collection__name",
                "collection_permissions__permission__codename",
                "permissions__codename",
            )
        )

    before = rights()
    access.ensure_chapter_groups(texas.page)

    assert (rights(), len(before) > 0) == (before, True)
    assert {name for name, *_ in before} == {"chapter:texas:writer", "chapter:texas:publisher"}


def test_wagtail_tells_nothing_about_people_and_changes_nobody(enter, texas, publisher):
    for person in (publisher, national_staff(), an_administrator()):
        editor = enter(person)
        for part in ("users", "groups", "users/1", "groups/new", "password_reset"):
            assert editor.get(f"/cms/{part}/").status_code == 404
        assert editor.get("/cms/account/").url == "/me/"


def test_lists_of_pages_do_not_offer_everybody_who_ever_wrote_one(enter, texas, kansas, publisher):
    stranger = national_staff(given="Zebulon")
    Page.objects.filter(pk=kansas.page.pk).update(owner=stranger.user)
    kansas.draft.save_revision(user=stranger.user, log_action=True)
    editor = enter(publisher)

    for address in (
        reverse("wagtailadmin_explore", args=[texas.page.pk]),
        reverse("wagtailadmin_explore_root"),
        "/cms/",
    ):
        page = editor.get(address, follow=True).content.decode()
        assert "Zebulon" not in page
        assert stranger.user.email not in page


def test_menus_offer_what_there_is(enter, texas, publisher):
    theirs = enter(publisher).get("/cms/").content.decode()
    national = enter(national_staff()).get("/cms/").content.decode()

    for word in ("site-history", "/cms/users/", "/cms/groups/", "/cms/sites/", "chapter-pages"):
        assert word not in theirs
    assert "/cms/users/" not in national
    assert "/cms/chapter-pages/" in national


def test_half_a_form_is_a_bad_request(enter, texas, publisher):
    editor = enter(publisher)
    address = reverse("wagtailadmin_choose_page_external_link")

    assert editor.post(address, {}).status_code == 400
    assert editor.post(edit(texas.page), {}).status_code == 400
    assert editor.post(address, {"external-link-chooser-url": ""}).status_code == 200


def test_an_administrator_sees_the_tree_from_its_root(enter, texas):
    user = an_administrator().user
    user.is_superuser = True
    user.save()
    editor = enter(user.person)

    root = editor.get(reverse("wagtailadmin_explore", args=[Page.get_first_root_node().pk]))

    assert "Local officials, better together" in root.content.decode()


def test_national_staff_make_a_chapters_page_with_a_button(enter, client, kansas):
    ChapterPage.objects.all().delete()
    editor = enter(national_staff())
    assert "Make the page" in editor.get("/cms/chapter-pages/").content.decode()

    editor.post("/cms/chapter-pages/kansas/")
    editor.post("/cms/chapter-pages/kansas/")

    assert client.get("/chapters/kansas/").status_code == 200
    assert "Make the page" not in editor.get("/cms/chapter-pages/").content.decode()


def test_chapters_editors_make_no_pages(enter, texas, publisher):
    editor = enter(publisher)

    assert editor.get("/cms/chapter-pages/").status_code == 404
    assert editor.post("/cms/chapter-pages/texas/").status_code == 404
