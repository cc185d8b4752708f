"""The canary crawl: eight people visit every address the resolver knows.

Strings are planted that only some of them may ever read. New addresses join by
themselves; one that cannot be filled in fails the build until it is classified here.
"""

import re
from itertools import product

import pytest
from django.db import transaction
from django.test import Client

from network.models import Letter
from tests.conftest import sign_in
from tests.crawl import addresses, whole
from tests.privacy.world import build

EVERYBODY = ("visitor", "applicant", "outside", "inside", "chair", "director", "national", "admin")

#: Addresses left out, each with its reason.
LEFT_OUT = {
    "cms/failwhale/": "Wagtail raises there on purpose, to test error pages",
    "accounts/logout/": "ends the session the crawl needs",
}
#: Where machines look whether or not there is such an address.
LOOKED_FOR = ("/sitemap.xml", "/robots.txt")


@pytest.fixture
def world():
    return build()


def client_of(user):
    client = Client(raise_request_exception=True)
    if user is not None:
        sign_in(client, user)
    return client


def visits(world, *, editor=True):
    for address in addresses():
        if address.route not in LEFT_OUT and (editor or not address.route.startswith("cms/")):
            yield from address.filled(world.values)
    yield from LOOKED_FOR


@pytest.mark.parametrize(
    ("how", "who"),
    [
        *product(["get", "post"], EVERYBODY),
        ("htmx", "outside"),
        ("htmx", "director"),
    ],
)
def test_nobody_reads_what_is_not_theirs(world, who, how, caplog):
    client = client_of(world.people[who])
    leaks, broken, asked_for = [], [], []
    # Wagtail's own screens hold nothing about people; what an editor may do there is tested
    # in tests/cms. Those with the narrowest rights to them crawl them all the same.
    # Members of every kind have the same rights there, which is none.
    editor = how == "get" and who in ("visitor", "outside", "director")
    queued = Letter.objects.count()
    client.get("/")  # Noted once: the note on where a session is used would be undone each time.
    cookies = client.cookies.copy()
    for path in visits(world, editor=editor):
        # What a visit changes is undone, so that each meets the same world.
        asked_for.append(path)
        with undone():
            if how == "post":
                response = client.post(path, {})
            else:
                response = client.get(path, headers={"HX-Request": "true"} if how == "htmx" else {})
            if response.status_code >= 500:
                broken.append((path, response.status_code))
            said = whole(response).replace(path, "")
            leaks += [(path, name) for name in world.leaks(who, said, how=how)]
            if how == "post" and Letter.objects.count() != queued:
                leaks += [(path, name) for name in world.secrets(letters())]
            transaction.set_rollback(True)
        # One page may end the session, and the next is to meet the same person.
        client.cookies = cookies.copy()

    assert broken == []
    assert leaks == []
    assert world.leaks("the log", without(caplog.text, asked_for)) == []


def undone():
    """A transaction of the test's own: as such it keeps no page from asking Stripe."""
    block = transaction.Atomic(using=None, savepoint=True, durable=False)
    block._from_testcase = True
    return block


def letters():
    """All that a letter says or is filed under, less whom it goes to."""
    rows = Letter.objects.values_list("subject", "body", "kind", "key", "calendar")
    return "\n".join(" ".join(row) for row in rows).replace("\r\n ", "")


def without(log, paths):
    """The log, less the addresses that were asked for: the crawl made those up itself."""
    for path in sorted(paths, key=len, reverse=True):
        log = log.replace(path, "")
    return log


def said_by(response, slug):
    """The answer's words, less what is drawn anew for each page and the slug asked for."""
    words = re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"', "", response.content.decode())
    return words.replace(slug, "")


@pytest.mark.parametrize(
    ("who", "path", "canary"),
    [
        ("inside", "/caucuses/zephyrine-cell/", "caucus name"),
        ("inside", "/caucuses/", "caucus name"),
        ("chair", "/caucuses/zephyrine-cell/", "answer"),
        ("national", "/desk/people/?q=quenby", "other chapter's person"),
        ("national", "/desk/applications/{application}/", "how they heard"),
    ],
)
def test_the_crawl_would_see_a_canary(world, who, path, canary):
    """The control: those who may read a planted string do find it."""
    page = whole(client_of(world.people[who]).get(path.format(**world.named)))

    assert (world.canaries[canary].text in page) is True


@pytest.mark.parametrize("who", [who for who in EVERYBODY if who not in ("inside", "chair")])
def test_a_hidden_caucus_is_no_filter_and_no_answer(world, who):
    """Asking about a hidden caucus and about one that never was answers with the same bytes."""
    client = client_of(world.people[who])
    for path in [
        "/desk/people/?group={}",
        "/desk/people/?chapter={}",
        "/desk/groups/{}/",
        "/caucuses/{}/",
    ]:
        hidden = client.get(path.format("zephyrine-cell"))
        unknown = client.get(path.format("zephyrine-void"))

        assert hidden.status_code == unknown.status_code
        assert said_by(hidden, "zephyrine-cell") == said_by(unknown, "zephyrine-void")


def test_every_address_can_be_filled_in(world):
    """A new argument needs a value in the planted world before it can ship."""
    unknown = {
        kind
        for address in addresses()
        for name, kind in address.arguments
        if name not in world.values and kind not in world.values
    }

    assert unknown == set()
