"""What is read of links: by those inside on a button, by those who lead, by nobody else."""

import io
import re
import sqlite3
import tarfile
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from caucuses import access
from caucuses.models import GatedLink, LinkReveal, ListedTo, RotationTask
from caucuses.operations import memberships, vault
from network.models import AuditEntry
from network.roles import Role

from .conftest import browser, list_to, row
from .test_not_found import answer

HUB = "/caucuses/lanterns/"
LINKS = f"{HUB}links/"
ADDRESS = "https://signal.group/#CjQKIAxolotl"
NEXT = "https://signal.group/#CjQKIBandicoot"
NOBODYS = "00000000-0000-4000-8000-000000000000"
STEPS = ["change", "retire", "reveal", "suspect"]


@pytest.fixture
def link(caucus, cast, at):
    return vault.add(
        caucus=caucus,
        kind="signal",
        label="Our chat",
        address=ADDRESS,
        by=cast.alice.user,
        at=at,
    )


def there(link, step, slug="lanterns"):
    return f"/caucuses/{slug}/links/{link}/{step}/"


def shown(client, link):
    return client.post(there(link.public_id, "reveal"))


def test_a_member_reads_the_link_on_a_button_and_not_before(link, cast):
    client = browser(cast.bob)
    hub = client.get(HUB)
    assertContains(hub, "Show the link")
    assertNotContains(hub, "signal.group")

    page = shown(client, link)

    assertContains(page, f'<a href="{ADDRESS}" rel="noreferrer noopener"', count=1)
    assertContains(page, "<h1>Our chat</h1>")
    assert "no-store" in page.headers["Cache-Control"]
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert "signal.group" not in str(page.cookies) + str(dict(client.session))
    assertNotContains(client.get(HUB), "signal.group")


def test_htmx_gets_the_part_with_the_same_headers(link, cast):
    page = browser(cast.bob).post(there(link.public_id, "reveal"), headers={"HX-Request": "true"})

    assertContains(page, ADDRESS)
    assertNotContains(page, "<h1>")
    assert "no-store" in page.headers["Cache-Control"]
    assert page.headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("method", ["get", "head", "put", "delete"])
def test_only_a_post_shows_it(link, cast, method):
    page = getattr(browser(cast.bob), method)(there(link.public_id, "reveal"))

    assert (page.status_code, LinkReveal.objects.filter(person=cast.bob).count()) == (405, 0)


def test_without_the_forms_token_nothing_is_shown(link, cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.bob.user)

    assert shown(client, link).status_code == 403


@pytest.mark.parametrize("who", ["visitor", "charlie", "dana", "ada"])
@pytest.mark.parametrize("listed", ListedTo.values)
def test_nobody_outside_has_it_shown_or_its_name(link, caucus, cast, who, listed):
    list_to(caucus, listed)
    client = browser(getattr(cast, who, None))

    pages = [client.get(HUB), client.get(LINKS), shown(client, link)]

    assert {page.status_code for page in pages[1:]} <= {302, 404}
    for page in pages:
        assert "signal.group" not in page.content.decode()
        assert "Our chat" not in page.content.decode()
    assert LinkReveal.objects.count() == 1


def test_whoever_left_a_second_ago_is_refused(link, caucus, cast, at):
    list_to(caucus, ListedTo.MEMBERS)
    client = browser(cast.bob)
    assert shown(client, link).status_code == 200
    memberships.leave(caucus=caucus, person=cast.bob, by=cast.bob.user, at=at)

    assert shown(client, link).status_code == 404


def test_whoever_leads_without_a_second_factor_reads_as_a_member_and_keeps_nothing(link, cast):
    client = Client()
    client.force_login(cast.alice.user)

    assertContains(shown(client, link), ADDRESS)
    assertNotContains(client.get(HUB), "Keep the links")
    for path in (LINKS, f"{LINKS}new/", there(link.public_id, "change")):
        response = client.get(path)
        assertRedirects(response, f"{HUB}unlock/", fetch_redirect_response=False)


def test_a_steward_keeps_links_without_a_button_to_show_them(link, caucus, cast):
    row(cast.dana, caucus.group, Role.STEWARD)
    client = browser(cast.dana)

    assertContains(client.get(LINKS), "Our chat")
    assertNotContains(client.get(HUB), "Show the link")
    assert shown(client, link).status_code == 404


@pytest.mark.parametrize("step", ["", "new/", "change", "retire", "suspect"])
def test_members_keep_no_links(link, cast, step):
    path = there(link.public_id, step) if step in STEPS else f"{LINKS}{step}"
    before = GatedLink.objects.values().get()

    assert browser(cast.bob).post(path, {"address": NEXT, "version": 1}).status_code in (404, 405)
    assert GatedLink.objects.values().get() == before


def test_links_of_another_caucus_are_not_found_here(link, cast, make_caucus, at):
    other = make_caucus("others")
    row(cast.bob, other.group, Role.CHAIR)
    client = browser(cast.bob)

    for step in STEPS:
        assert client.post(there(link.public_id, step, "others")).status_code == 404


@pytest.mark.parametrize("who", ["visitor", "charlie", "dana", "ada"])
@pytest.mark.parametrize("method", ["get", "head", "post", "put"])
@pytest.mark.parametrize("step", ["", "new/", *STEPS])
def test_hidden_and_never_there_answer_alike(link, cast, who, method, step):
    client = browser(getattr(cast, who, None))
    answer(client, "get", "/caucuses/")
    paths = [
        there(ref, step, slug) if step in STEPS else f"/caucuses/{slug}/links/{step}"
        for slug, ref in (("lanterns", link.public_id), ("nowheres", NOBODYS))
    ]

    hidden, never = (answer(client, method, path) for path in paths)

    assert hidden == never
    assert hidden[0] in (404, 405)


def test_a_chair_puts_in_changes_suspects_and_takes_away(caucus, cast, link):
    client = browser(cast.alice)
    new = {"label": "Playlist", "kind": "playlist", "address": "https://example.org/list"}
    assertRedirects(client.post(f"{LINKS}new/", new), LINKS)
    assertRedirects(client.post(there(link.public_id, "suspect")), LINKS)
    assertContains(client.get(LINKS), "It may have got out, said on")
    assertContains(client.get(LINKS), "Signal tells us nothing")
    assertContains(client.get(HUB), "Waits to be changed")

    changed = client.post(
        there(link.public_id, "change"), {"address": NEXT, "version": 1}, follow=True
    )
    assertContains(changed, "version 2")
    assertNotContains(changed, "Signal tells us nothing")
    assertContains(client.get(there(link.public_id, "retire")), "Take away Our chat?")
    assertRedirects(client.post(there(link.public_id, "retire")), LINKS)
    assertNotContains(client.get(LINKS), "Our chat")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "http://example.org/", "nonsense"])
def test_what_is_no_https_link_is_refused_at_its_field(caucus, cast, link, address):
    client = browser(cast.alice)

    added = client.post(f"{LINKS}new/", {"label": "X", "kind": "other", "address": address})
    changed = client.post(there(link.public_id, "change"), {"version": 1, "address": address})

    for page in (added, changed):
        assertContains(page, "Use a link that starts with https://.")
    assert GatedLink.objects.count() == 1


def test_those_who_lead_read_who_has_seen_what_and_who_left_with_it(link, caucus, cast, at):
    shown(browser(cast.bob), link)
    memberships.leave(caucus=caucus, person=cast.bob, by=cast.bob.user, at=at)

    page = browser(cast.alice).get(LINKS)

    assertContains(page, '<th scope="row">Bob Example</th><td>1</td>')
    assertContains(page, "Bob Example left on")
    assertContains(page, "has seen version 1, the one in use")
    assertNotContains(page, "signal.group")


def test_members_do_not_read_why_a_link_changes(link, caucus, cast, somebody, at):
    row(somebody("Eve"), caucus.group)
    RotationTask.objects.create(
        link=link, version=1, person=cast.charlie, reason="left", made_at=at
    )

    page = browser(cast.bob).get(HUB)

    assertContains(page, "Our chat")
    assertNotContains(page, "Waits to be changed")
    assertNotContains(page, "Charlie")


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_links_asks_as_often_for_three_as_for_one(
    caucus, cast, at, django_assert_num_queries, count
):
    for number in range(count):
        kept = vault.add(
            caucus=caucus,
            kind="other",
            label=f"Link {number}",
            address=ADDRESS,
            by=cast.alice.user,
            at=at,
        )
        RotationTask.objects.create(
            link=kept, version=1, person=cast.charlie, reason="left", made_at=at
        )
    client = browser(cast.alice)
    client.get(LINKS)

    with django_assert_num_queries(11):
        assertContains(client.get(LINKS), "has seen version 1", count=count)


def plain_text_of_the_database():
    """Every row of every table, as text."""
    with connection.cursor() as cursor:
        said = []
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            said.append(str(cursor.fetchall()))
    return "\n".join(said)


def test_the_plain_link_is_nowhere_in_the_database_the_log_the_letters_or_a_dump(
    link, cast, at, caplog, mailoutbox, send_letters
):
    caplog.set_level("DEBUG")
    alice = browser(cast.alice)
    alice.post(there(link.public_id, "change"), {"address": NEXT, "version": 1})
    alice.post(f"{LINKS}new/", {"label": "", "kind": "other", "address": NEXT})
    shown(browser(cast.bob), link)
    dumped = io.StringIO()
    call_command("dumpdata", stdout=dumped, exclude=["contenttypes"])
    letters = "\n".join(str(letter.message()) for letter in send_letters())

    for words in (plain_text_of_the_database(), dumped.getvalue(), letters):
        assert re.findall("CjQKI|signal.group", words) == []
    logged = [one.getMessage() for one in caplog.records if one.name != "django.db.backends"]
    assert [line for line in logged if "CjQKI" in line] == []
    assert AuditEntry.including_private.filter(action="caucuses.link_revealed").count() == 1


@pytest.mark.skipif(connection.vendor != "sqlite", reason="Looks into SQLite's own file.")
def test_neither_a_backup_nor_the_database_in_it_holds_the_plain_link(committed, link, tmp_path):
    file = tmp_path / "backup.tar"
    call_command("backup", file, stdout=io.StringIO())

    with tarfile.open(file) as archive:
        raw = archive.extractfile("database").read()

    assert b"CjQKI" not in raw
    assert b"signal.group" not in raw
    copy = tmp_path / "copy"
    copy.write_bytes(raw)
    rows = sqlite3.connect(copy).execute("SELECT secret FROM caucuses_gatedlink").fetchall()
    assert rows == [(link.secret,)]


def test_a_failed_address_leaves_nothing_in_the_log(caucus, link, cast, caplog):
    browser(cast.charlie).post(there(link.public_id, "reveal"))
    browser(cast.bob).get(there(link.public_id, "reveal"))

    assert [record.getMessage() for record in caplog.records] == [
        "Not Found: /caucuses/...",
        "Method Not Allowed (GET): /caucuses/...",
    ]


def test_a_link_put_in_long_ago_is_shown_to_whoever_comes_in_today(link, caucus, cast, at):
    GatedLink.objects.update(rotated_at=at - timedelta(days=400))
    row(cast.charlie, caucus.group)

    assertContains(shown(browser(cast.charlie), link), ADDRESS)
    assert access.can(cast.charlie.user, caucus, on=timezone.localdate(at)).lead is False
