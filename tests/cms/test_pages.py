"""What a visitor reads."""

import json
import re

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Page, PageViewRestriction, Site

from cms import operations
from cms.models import ChapterPage, HomePage, SectionPage
from network.models import AuditEntry
from network.operations import seats
from tests.cms.conftest import answer, hold, serving
from tests.factories import (
    LONG_AGO,
    NOON,
    TODAY,
    CommitteeFactory,
    ContactPoint,
    SeatFactory,
    a_chapter,
    a_director,
    a_member,
    an_editor,
    national_staff,
)


def read(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_a_fresh_site_has_a_home_and_a_list_of_chapters(client):
    assert "Local officials, better together" in read(client, "/")
    assert "No chapter has a page yet." in read(client, "/chapters/")
    assert [page.title for page in Page.objects.filter(depth=2)] == [
        "Local officials, better together"
    ]
    assert Page.find_problems() == ([], [], [], [], [])


def test_the_list_names_each_chapter_by_its_state_and_leads_to_its_page(client, texas, kansas):
    page = read(client, "/chapters/")

    assert re.findall(r'<li><a href="(/chapters/[^"]+)">([^<]+)</a>', page) == [
        ("/chapters/kansas/", "Kansas"),
        ("/chapters/texas/", "Texas"),
    ]
    assert "1 open seat<" in page


def test_hidden_and_members_pages_are_left_out_of_lists(client, texas, kansas):
    texas.page.unpublish()
    PageViewRestriction.objects.create(page=kansas.page, restriction_type="login")

    assert "/chapters/texas/" not in read(client, "/chapters/") + read(client, "/")
    assert "/chapters/kansas/" not in read(client, "/chapters/") + read(client, "/")


def test_a_filled_seat_is_on_the_page_at_the_next_view(client, texas):
    person = serving(texas.group, given="Alma", family="Ruiz")
    answer(person, given=True)
    before = read(client, texas.url)

    seats.appoint(seat=texas.seat, person=person, since=LONG_AGO, by=None, at=NOON)

    after = read(client, texas.url)
    assert ("Volunteer for this seat" in before, "Alma Ruiz" in before) == (True, False)
    assert ("Volunteer for this seat" in after, "Alma Ruiz" in after) == (False, True)


def test_consent_withdrawn_shows_at_the_next_view(client, texas):
    person = serving(texas.group, given="Alma", family="Ruiz")
    hold(texas.seat, person)
    answer(person, given=True)
    assert "Alma Ruiz" in read(client, texas.url)

    answer(person, given=False)

    page = read(client, texas.url)
    assert ("Alma" in page, "Seat filled" in page) == (False, True)


def test_an_unnamed_director_is_our_state_director(client, texas):
    a_director(texas.group, given="Renata", family="Osei")

    page = read(client, texas.url)

    assert ("Renata" in page, "Our state director leads the chapter" in page) == (False, True)


def test_nobodys_address_reaches_the_page(client, texas):
    person = serving(texas.group)
    answer(person, given=True)
    hold(texas.seat, person)
    ContactPoint.objects.create(person=person, kind="phone", use="personal", value="555-0199")

    page = read(client, texas.url)

    assert ("555-0199" in page, "@" in re.sub(r'"@(context|type)"', "", page)) == (False, False)


def test_a_link_says_in_words_which_seat(client, texas):
    page = read(client, texas.url)

    assert (
        f'href="/volunteer/{texas.seat.public_id}/">Volunteer for this seat'
        '<span class="visually-hidden">: Regional seat, ' in page
    )
    assert "Hill Country" in page


def test_the_page_says_itself_to_machines(client, settings, texas):
    settings.SITE_URL = "https://chapters.example.org"
    texas.page.lede = "</script><script>alert(1)</script> & more"
    texas.page.search_description = ""
    texas.page.save()

    page = read(client, texas.url)

    [said, _] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert json.loads(said) == {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": "Texas",
        "description": "</script><script>alert(1)</script> & more",
        "parentOrganization": {
            "@type": "Organization",
            "name": settings.WAGTAIL_SITE_NAME,
            "url": "https://chapters.example.org",
        },
        "url": "https://chapters.example.org/chapters/texas/",
    }
    assert '<link rel="canonical" href="https://chapters.example.org/chapters/texas/">' in page


@pytest.mark.parametrize("url", ["/", "/chapters/", "/chapters/texas/"])
def test_pages_keep_the_policy_and_are_light(client, texas, url, settings):
    response = client.get(url)
    page = response.content.decode()
    policy = response.headers["Content-Security-Policy"]

    code = r"<(?:script(?![^>]*\b(?:src=|type=.application/ld.json))|style)\b"
    style = (settings.BASE_DIR / "config/static/site.css").read_text()
    assert re.findall(code, page) == []
    assert re.findall(r'\sstyle="|\son\w+="|javascript:', page) == []
    assert "unsafe" not in policy
    assert len(page.encode()) + len(style.encode()) < 60_000
    assert '<meta name="description" content="' in page


def test_a_page_that_is_not_there_is_404_in_our_clothes(client, texas):
    response = client.get("/chapters/atlantis/")

    assert response.status_code == 404
    assert "<h1>Not found.</h1>" in response.content.decode()


def test_a_closed_chapters_page_is_gone(client, texas):
    texas.group.closed_on = TODAY
    texas.group.save()

    assert client.get(texas.url).status_code == 404
    assert texas.url not in read(client, "/chapters/")


@pytest.mark.parametrize("number", [1, 3])
def test_a_visit_costs_the_same_queries_however_many_seats(
    client, texas, number, django_assert_num_queries
):
    for _ in range(number):
        seat = SeatFactory(committee=CommitteeFactory(parent=texas.group), count=2)
        person = serving(texas.group)
        answer(person, given=True)
        hold(seat, person)
    client.get(texas.url)

    with django_assert_num_queries(25):
        client.get(texas.url)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_queries_however_many_chapters(
    client, number, django_assert_num_queries
):
    for state in ("TX", "KS", "OH")[:number]:
        operations.make_chapter_page(group=a_chapter(state, state), by=None, at=NOON)
    client.get("/chapters/")

    with django_assert_num_queries(12):
        client.get("/chapters/")


def test_making_a_page_again_changes_nothing(texas):
    again = operations.make_chapter_page(group=texas.group, by=None, at=NOON)

    assert again == texas.page
    assert ChapterPage.objects.count() == 1
    assert AuditEntry.objects.filter(action="cms.chapter_page_made").count() == 1


def test_only_national_staff_make_pages_and_only_for_open_chapters():
    chapter = a_chapter()
    director, national = a_director(chapter).user, national_staff().user

    with pytest.raises(ValidationError) as refusal:
        operations.make_chapter_page(group=chapter, by=director, at=NOON)
    assert refusal.value.code == "rights"
    with pytest.raises(ValidationError) as refusal:
        operations.make_chapter_page(group=CommitteeFactory(), by=national, at=NOON)
    assert refusal.value.code == "kind"
    chapter.closed_on = TODAY
    with pytest.raises(ValidationError) as refusal:
        operations.make_chapter_page(group=chapter, by=national, at=NOON)
    assert refusal.value.code == "closed"
    assert ChapterPage.objects.count() == 0


def test_page_types_stand_only_where_they_belong(texas):
    home, index = HomePage.objects.get(), SectionPage.objects.get(lists="chapters")

    assert not HomePage.can_create_at(Page.get_first_root_node())
    assert not ChapterPage.can_create_at(index)
    assert not SectionPage.can_create_at(index)
    assert SectionPage.can_create_at(home)
    assert SectionPage.can_create_at(texas.page)


def test_the_sites_name_is_set_once():
    operations.ensure_site("https://chapters.example.org")
    operations.ensure_site("https://chapters.example.org")

    assert [(site.hostname, site.port) for site in Site.objects.all()] == [
        ("chapters.example.org", 443)
    ]


def test_the_bar_for_editors_is_for_editors(client, texas, kansas, sign_in):
    for person in (None, a_member(texas.group), a_director(kansas.group)):
        if person:
            client.force_login(person.user)
        assert "<wagtail-userbar" not in read(client, texas.url)

    sign_in(client, an_editor(texas.group).user).get("/cms/")

    assert "<wagtail-userbar" in read(client, texas.url)
