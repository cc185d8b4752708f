"""A link that lets anybody in comes neither onto a page nor into a draft of one."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Revision

from caucuses.models import Caucus, GatedLink
from cms.models import SectionPage
from cms.private_links import REFUSAL, found_in
from network.roles import Role
from tests.factories import CaucusGroupFactory, MembershipFactory, StaffTeamFactory

SECRET = "https://signal.group/#CjQKIAxolotlAxolotl"
REFUSED = REFUSAL.replace("'", "&#x27;")


@pytest.mark.parametrize(
    "text",
    [
        SECRET,
        "join us: signal.group/#abc",
        "https://signal.me/#p/+12025550100",
        "https://zoom.us/j/81234567890?pwd=x",
        "https://us02web.zoom.us/j/81234567890",
        "https://us02web.zoom.us/my/mayor",
        "https://meet.google.com/abc-defg-hij",
        "https://teams.microsoft.com/l/meetup-join/19%3ameeting",
        "https://chat.whatsapp.com/AbCdEf",
        "https://t.me/+AbCdEf",
        "https://discord.gg/abc",
        "https://discord.com/invite/abc",
        "https://town.webex.com/meet/mayor",
        "https://gotomeet.me/mayor",
        "https://global.gotomeeting.com/join/123",
        "HTTPS://WWW.Signal.Group/#abc",
        "https:\\/\\/signal.group\\/#abc",
        "https://signal&#46;group/#abc",
        "https%3A%2F%2Fsignal.group%2F%23abc",
        "https://sig\u200bnal.group/#abc",
    ],
)
def test_an_invitation_is_known_however_it_is_written(text):
    assert found_in(text) != ""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://example.org/j/1",
        "https://signal.org/download/",
        "https://zoom.us/",
        "https://zoom.us/pricing",
        "https://meet.google.com/",
        "We talk on Signal, and zoom in on budgets.",
        "https://notsignal.group/#abc",
        "https://discord.com/safety",
    ],
)
def test_what_lets_nobody_in_may_stand_on_a_page(text):
    assert found_in(text) == ""


def rich(address=None, text="Chat"):
    entity = {"type": "LINK", "mutability": "MUTABLE", "data": {"url": address}}
    ranges = [{"offset": 0, "length": 4, "key": 0}] if address else []
    block = {
        "key": "a",
        "type": "unstyled",
        "text": text,
        "depth": 0,
        "inlineStyleRanges": [],
        "entityRanges": ranges,
    }
    return json.dumps({"blocks": [block], "entityMap": {"0": entity} if address else {}})


def block(kind, **values):
    plain = {"body-0-value": values.pop("value")} if "value" in values else {}
    named = {f"body-0-value-{name}": value for name, value in values.items()}
    return {
        "body-count": "1",
        "body-0-type": kind,
        "body-0-order": "0",
        "body-0-deleted": "",
        "body-0-id": "",
        **plain,
        **named,
    }


PLACES = {
    "opening words": {"lede": f"Chat with us: {SECRET}"},
    "summary": {"search_description": SECRET},
    "a link in text": block("text", value=rich(SECRET)),
    "text": block("text", value=rich(text=f"See {SECRET}")),
    "a quote": block("quote", words=f"Join {SECRET}", who="Ann", office=""),
    "a button": block("button", words="Chat", page="", address=SECRET),
    "a callout": block("callout", title=SECRET, words=rich()),
    "a question": block(
        "questions",
        **{
            "count": "1",
            "0-id": "",
            "0-deleted": "",
            "0-order": "0",
            "0-type": "item",
            "0-value-question": "Where?",
            "0-value-answer": rich(SECRET),
        },
    ),
}


def posted(**fields):
    return {"lede": "Words", "body-count": "0", "search_description": "A summary", **fields}


@pytest.mark.parametrize("action", [{}, {"action-publish": "1"}], ids=["draft", "publish"])
@pytest.mark.parametrize("place", PLACES)
def test_it_is_refused_wherever_it_stands_and_in_drafts_too(
    enter, texas, publisher, client, place, action
):
    editor = enter(publisher)
    address = reverse("wagtailadmin_pages:edit", args=[texas.page.pk])
    before = Revision.objects.count()

    page = editor.post(address, posted(**PLACES[place], **action))

    assert page.status_code == 200
    assert REFUSED in page.content.decode()
    assert Revision.objects.count() == before
    assert "signal.group" not in client.get(texas.url).content.decode()


def test_the_same_words_without_it_are_kept(enter, texas, publisher):
    """The control: what is refused above is the link and nothing else."""
    editor = enter(publisher)
    address = reverse("wagtailadmin_pages:edit", args=[texas.page.pk])
    before = Revision.objects.count()

    for place, fields in PLACES.items():
        clean = {
            name: value.replace(SECRET, "https://example.org/") for name, value in fields.items()
        }
        assert editor.post(address, posted(**clean)).status_code == 302, place

    assert Revision.objects.count() == before + len(PLACES)


def test_a_title_is_refused_as_well(enter, texas, publisher):
    editor = enter(publisher)
    add = reverse("wagtailadmin_pages:add", args=["cms", "sectionpage", texas.page.pk])

    page = editor.post(add, posted(title=SECRET, slug="chat"))

    assert REFUSED in page.content.decode()
    assert SectionPage.objects.filter(slug="chat").exists() is False


def test_no_other_way_in_goes_past_it(texas):
    page = texas.page
    page.lede = SECRET

    for keep in (page.save, page.save_revision, page.minimal_clean):
        with pytest.raises(ValidationError) as refusal:
            keep()
        assert refusal.value.message_dict == {"lede": [REFUSAL]}


def test_it_waits_in_no_preview(enter, texas, publisher):
    editor = enter(publisher)
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[texas.page.pk])

    answer = editor.post(preview, posted(lede=SECRET)).json()

    assert answer["is_valid"] is False
    assert SECRET not in str(dict(editor.session))


def test_an_editor_who_leads_a_caucus_may_move_it_there(enter, texas, publisher):
    caucus = Caucus.objects.create(group=CaucusGroupFactory(name="Lanterns"), purpose="We.")
    MembershipFactory(person=publisher, group=caucus.group, role=Role.STEWARD)
    MembershipFactory(person=publisher, group=StaffTeamFactory(), role=Role.STAFF)
    editor = enter(publisher)
    edit = reverse("wagtailadmin_pages:edit", args=[texas.page.pk])
    there = "/caucuses/lanterns/links/new/"

    page = editor.post(edit, posted(lede=SECRET)).content.decode()

    assert (f'href="{there}"' in page, "Move it to Lanterns" in page) == (True, True)
    assert SECRET not in str(dict(editor.session))
    first, second = (editor.get(there).content.decode() for _ in range(2))
    assert (f'value="{SECRET}"' in first, SECRET in second) == (True, False)
    editor.post(there, {"label": "Chat", "kind": "signal", "address": SECRET})
    assert GatedLink.objects.get().caucus == caucus


def test_no_other_editor_is_told_of_caucuses(enter, texas, publisher):
    caucus = Caucus.objects.create(group=CaucusGroupFactory(name="Lanterns"), purpose="We.")
    MembershipFactory(person=publisher, group=caucus.group)
    edit = reverse("wagtailadmin_pages:edit", args=[texas.page.pk])

    page = enter(publisher).post(edit, posted(lede=SECRET)).content.decode()

    assert (REFUSED in page, "Lanterns" in page, "Move it" in page) == (True, False, False)
