"""The line above every page: when, where, and how soon it is seen."""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import Site

from cms import access
from cms.models import SectionPage, SiteAlert
from cms.models.home import HomePage
from config import frame
from network.models import SiteVersion
from tests.conftest import sign_in
from tests.factories import a_director, a_member, national_staff

HOUR = timedelta(hours=1)
WORDS = "The office is closed today."


@pytest.fixture
def say():
    """Call it to say something above every page, to a process that knows nothing yet."""

    def say(words=WORDS, **fields):
        alert = SiteAlert.for_site(Site.objects.get(is_default_site=True))
        for name, value in {"words": words, **fields}.items():
            setattr(alert, name, value)
        alert.full_clean()
        alert.save()
        frame.remembered.keep(frame.Frame())
        return alert

    return say


def test_it_stands_above_public_and_members_pages_and_not_above_the_desk(say):
    say(href="/events/")
    visitor, member, staff = Client(), Client(), Client()
    sign_in(member, a_member().user)
    sign_in(staff, a_director().user)

    shown = {
        path: WORDS in client.get(path).content.decode()
        for client, path in [
            (visitor, "/"),
            (visitor, "/events/"),
            (visitor, "/join/"),
            (visitor, "/nothing-here/"),
            (member, "/me/"),
            (staff, "/desk/"),
        ]
    }

    assert [path for path, is_shown in shown.items() if not is_shown] == ["/desk/"]
    page = visitor.get("/").content.decode()
    assert '<section class="alert" aria-label="Notice">' in page
    assert f'<a href="/events/">{WORDS}</a>' in page


@pytest.mark.parametrize(
    ("begins", "ends", "shown"),
    [
        (None, None, True),
        (-HOUR, HOUR, True),
        (None, -HOUR, False),
        (HOUR, None, False),
        (-2 * HOUR, -HOUR, False),
    ],
)
def test_it_is_shown_between_its_two_moments(client, say, begins, ends, shown):
    now = timezone.now()
    say(shown_from=begins and now + begins, shown_until=ends and now + ends)

    assert (WORDS in client.get("/").content.decode()) is shown


def test_without_words_there_is_no_line(client, say):
    say(words="")

    assert 'class="alert"' not in client.get("/").content.decode()


def test_its_words_are_text_and_nothing_else(client, say):
    say(words="<b>Closed</b>")

    assert "&lt;b&gt;Closed&lt;/b&gt;" in client.get("/").content.decode()


@pytest.mark.parametrize(
    "href", ["/events/", "/events/?as=calendar", "https://example.org/weather", ""]
)
def test_it_leads_to_our_pages_or_by_https(say, href):
    assert say(href=href).href == href


@pytest.mark.parametrize(
    "href",
    [
        "http://example.org",
        "//example.org",
        "/\\example.org",
        "/\t/example.org",
        "javascript:alert(1)",
        "events",
        "mailto:a@example.org",
    ],
)
def test_and_nowhere_else(say, href):
    with pytest.raises(ValidationError) as refusal:
        say(href=href)

    assert list(refusal.value.message_dict) == ["href"]


@pytest.mark.parametrize("name", ["words", "href"])
def test_a_link_that_lets_anybody_in_is_no_news(say, name):
    with pytest.raises(ValidationError) as refusal:
        say(**{name: "https://us02web.zoom.us/j/81234567890?pwd=abcdef"})

    assert list(refusal.value.message_dict) == [name]


def test_it_cannot_end_before_it_begins(say):
    now = timezone.now()
    with pytest.raises(ValidationError, match="taken off before it is shown"):
        say(shown_from=now, shown_until=now - HOUR)
    alert = say()
    with pytest.raises(IntegrityError), transaction.atomic():
        SiteAlert.objects.filter(pk=alert.pk).update(shown_from=now, shown_until=now - HOUR)


def test_kept_pages_show_it_at_once_and_lose_it_at_once(committed, settings, say):
    settings.MIDDLEWARE = ["config.page_cache.PageCache", *settings.MIDDLEWARE]
    visitor = Client()
    before = visitor.get("/").content.decode()

    alert = say()
    with_it = visitor.get("/").content.decode()
    alert.words = ""
    alert.save()
    after = visitor.get("/").content.decode()

    assert [WORDS in page for page in (before, with_it, after)] == [False, True, False]


def test_a_member_sees_it_at_once_where_it_was_saved(committed, say):
    client = sign_in(Client(), a_member().user)
    alert = say()
    assert WORDS in client.get("/me/").content.decode()

    alert.words = "Open again."
    alert.save()

    assert "Open again." in client.get("/me/").content.decode()


def test_another_process_sees_it_when_it_meets_the_new_version_or_after_a_minute(say):
    say()
    frame.alert()
    SiteAlert.objects.update(words="Said elsewhere.")
    assert frame.alert().words == WORDS

    SiteVersion.seen += 1

    assert frame.alert().words == "Said elsewhere."
    assert frame.LASTS == 60


def test_a_page_asks_nothing_more_once_it_is_known(client, say, django_assert_num_queries):
    say()
    with django_assert_num_queries(3):
        frame.alert()
        frame.leaves()
    with django_assert_num_queries(0):
        frame.alert()
        frame.leaves()


def test_national_staff_write_it_and_are_told_the_zone(enter, publisher):
    site = Site.objects.get(is_default_site=True)
    at = f"/cms/settings/cms/sitealert/{site.pk}/"
    staff = enter(national_staff())

    page = staff.get(at).content.decode()
    answer = staff.post(at, {"words": "Snow.", "href": "", "shown_from": "", "shown_until": ""})

    assert "Times are those of New York." in page
    assert answer.status_code == 302
    assert SiteAlert.objects.get().words == "Snow."
    assert enter(publisher).get(at).status_code == 404


def test_the_foot_leads_to_what_is_there(client):
    home = HomePage.objects.get()
    home.add_child(instance=SectionPage(title="Access", slug="accessibility"))
    home.add_child(instance=SectionPage(title="Press", slug="press", live=False))
    frame.remembered.keep(frame.Frame())

    foot = client.get("/").content.decode().partition("<footer")[2]

    assert '<a href="/accessibility/">Accessibility</a>' in foot
    assert '<a href="/site-map/">Site map</a>' in foot
    assert "/press/" not in foot


def test_staff_who_had_their_group_before_are_given_the_right_by_a_command(db):
    access.ensure_site_group()
    group = Group.objects.get(name=access.SITE_EDITORS)
    group.permissions.remove(group.permissions.get(codename="change_sitealert"))
    call_command("make_chapter_pages", stdout=StringIO())

    assert group.permissions.filter(codename="access_admin").exists()
    assert group.permissions.filter(codename="change_sitealert").exists()
