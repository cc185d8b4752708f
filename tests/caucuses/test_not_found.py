"""A hidden caucus and one that never was answer alike, to the byte and to the query."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from caucuses import access
from caucuses.models import InviteLink, ListedTo
from network.roles import Role

from .conftest import browser, list_to, on_the_staff, row

DAY = dt.timedelta(days=1)
NOBODYS = "00000000-0000-4000-8000-000000000000"
OWN_ADDRESSES = sorted(
    name
    for name in get_resolver("caucuses.urls").reverse_dict
    if isinstance(name, str) and name not in ("index", "join_by_link", "make", "stewarded")
)
#: What the control below asks for; meetings, sessions and links have controls of their own.
BELONGING = [
    name
    for name in OWN_ADDRESSES
    if not re.search(
        "/(meetings|sessions|links)/",
        get_resolver("caucuses.urls").reverse_dict[name][1].replace("\\", ""),
    )
    and name != "reopen"
]


def address(name, slug, public_id):
    """The address of this name, every argument but the slug being this id."""
    _, pattern, *_ = get_resolver("caucuses.urls").reverse_dict[name]
    kwargs = dict.fromkeys(re.findall(r"\?P<(\w+)>", pattern), public_id) | {"slug": slug}
    return reverse(f"caucuses:{name}", kwargs=kwargs)


def answer(client, method, path):
    """Status, body without the form token that differs every time, headers, and queries made."""
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = getattr(client, method)(path)
    body = re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", response.content)
    body = re.sub(rb'nonce="[^"]+"', b"", body)
    headers = {
        name: re.sub(r"'nonce-[^']+'", "", value)
        for name, value in response.items()
        if name != "Content-Length"
    }
    cookies = sorted(response.cookies)
    return response.status_code, body, headers, cookies, len(queries)


@pytest.mark.parametrize("who", ["visitor", "charlie", "dana", "ada"])
@pytest.mark.parametrize("method", ["get", "head", "post", "put"])
def test_hidden_and_never_there_answer_alike(caucus, cast, on, who, method):
    client = browser(getattr(cast, who, None))
    member = access.membership_of(cast.bob, caucus, on=on).public_id
    answer(client, "get", "/caucuses/")

    asked = {
        name: (
            answer(client, method, address(name, "lanterns", member)),
            answer(client, method, address(name, "nowheres", NOBODYS)),
        )
        for name in OWN_ADDRESSES
    }

    assert [name for name, (hidden, never) in asked.items() if hidden != never] == []
    assert {hidden[0] for hidden, _ in asked.values()} <= {404, 405}
    assert [name for name, (hidden, _) in asked.items() if b"lanterns" in hidden[1]] == []
    assert len(asked) > 30


@pytest.mark.parametrize("name", BELONGING)
def test_the_same_addresses_are_there_for_whoever_leads(caucus, cast, on, at, name):
    """The control: the addresses above do lead somewhere."""
    client = browser(cast.alice)
    member = access.membership_of(cast.bob, caucus, on=on).public_id
    row(cast.charlie, caucus.group, state="asked")
    on_the_staff(cast.alice)
    row(cast.alice, caucus.group, Role.STEWARD)
    InviteLink.objects.create(
        public_id=member, caucus=caucus, digest="d", made_at=at, expires_at=at + DAY, most_uses=1
    )
    getting = name in ("hub", "leave", "remove", "unlock", "standing")
    waiting = name in ("accept", "decline_invitation", "withdraw", "join", "ask")

    response = getattr(client, "get" if getting else "post")(address(name, "lanterns", member))

    assert response.status_code in ((302, 200) if getting or waiting else (200, 302))


def test_a_caucus_for_members_is_not_found_by_visitors_and_staff(caucus, cast):
    list_to(caucus, ListedTo.MEMBERS)

    found = {
        who: browser(getattr(cast, who, None)).get("/caucuses/lanterns/").status_code
        for who in ("visitor", "dana", "ada", "charlie")
    }

    assert found == {"visitor": 404, "dana": 404, "ada": 404, "charlie": 200}


@pytest.mark.parametrize("who", ["bob", "charlie"])
@pytest.mark.parametrize("name", ["invite", "approve", "decline", "remove"])
def test_what_is_for_those_who_lead_is_not_there_for_others(caucus, cast, on, who, name):
    list_to(caucus, ListedTo.PUBLIC)
    asked = row(cast.dana, caucus.group, state="asked")
    member = access.membership_of(cast.bob, caucus, on=on)
    row_id = member.public_id if name == "remove" else asked.public_id

    response = browser(getattr(cast, who)).post(address(name, "lanterns", row_id))

    assert response.status_code == 404
    asked.refresh_from_db()
    member.refresh_from_db()
    assert (asked.state, asked.until, member.until) == ("asked", None, None)


def test_rows_of_another_caucus_are_not_found_here(caucus, cast, make_caucus):
    other = make_caucus("others")
    asked = row(cast.charlie, other.group, state="asked")

    response = browser(cast.alice).post(address("approve", "lanterns", asked.public_id))

    assert response.status_code == 404


def test_the_log_names_no_caucus(caucus, cast, caplog):
    browser(cast.charlie).get("/caucuses/lanterns/")
    browser(cast.bob).get("/caucuses/lanterns/invite/")
    Client(enforce_csrf_checks=True).post("/caucuses/lanterns/join/")

    assert [record.getMessage() for record in caplog.records] == [
        "Not Found: /caucuses/...",
        "Method Not Allowed (GET): /caucuses/...",
        "Forbidden (CSRF cookie not set.): /caucuses/...",
    ]
