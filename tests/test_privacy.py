"""The canary crawl: eight people visit every address the resolver knows.

Strings are planted that only some of them may ever read. New addresses join by
themselves; one that cannot be filled in fails the build until it is classified here.
"""

import re
from itertools import product
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from caucuses.models import Caucus, JoinAnswer, ListedTo
from cms.operations import make_chapter_page
from network import audit
from network.models import (
    Application,
    ContactPoint,
    Group,
    Jurisdiction,
    Membership,
    Office,
    Person,
    Seat,
    Term,
    User,
)
from network.models.memberships import MembershipState
from network.roles import GroupKind, Role
from tests.conftest import sign_in
from tests.crawl import LONG_AGO, NOWHERE, World, addresses, whole
from tests.plants import plant_all

EVERYBODY = ("visitor", "applicant", "outside", "inside", "chair", "director", "national", "admin")

#: Addresses left out, each with its reason.
LEFT_OUT = {
    "cms/failwhale/": "Wagtail raises there on purpose, to test error pages",
    "accounts/logout/": "ends the session the crawl needs",
}

#: Argument names that the planted world has no value for: such rows cannot exist yet.
PLAIN_VALUES = {
    "int": ["1"],
    "str": ["1"],
    "slug": ["nothing"],
    "path": ["nothing"],
    "uuid": [NOWHERE],
}


def person(world, key, *, given, family, super_=False):
    create = User.objects.create_superuser if super_ else User.objects.create_user
    user = create(email=f"{key}@example.org")
    someone = Person.objects.create(given=given, family=family, user=user)
    world.people[key] = user
    return someone


def joined(someone, group, role=Role.MEMBER, **fields):
    return Membership.including_private.create(
        person=someone, group=group, role=role, since=LONG_AGO, **fields
    )


def contact(someone, kind, use, value):
    return ContactPoint.objects.create(person=someone, kind=kind, use=use, value=value)


@pytest.fixture
def world():
    """Two chapters, a hidden caucus, and something about everybody that is not for everybody."""
    made = World()
    network = Group.objects.create(kind=GroupKind.NETWORK, name="Network", slug="network")
    ours, theirs = (
        Group.objects.create(
            kind=GroupKind.CHAPTER, name=name, slug=name.lower(), state=state, parent=network
        )
        for name, state in [("Texas", "TX"), ("Ohio", "OH")]
    )
    team = Group.objects.create(kind=GroupKind.STAFF, name="Staff", slug="staff", parent=network)
    hidden_group = Group.including_private.create(
        kind=GroupKind.CAUCUS,
        name=made.plant("caucus name", "Zephyrine Circle", readers="inside chair"),
        slug=made.plant("caucus slug", "zephyrine-cell", readers="inside chair"),
        parent=network,
    )
    Caucus.objects.create(
        group=hidden_group,
        listed_to=ListedTo.NOBODY,
        purpose=made.plant("caucus purpose", "quillwort gathering", readers="inside chair"),
    )
    place = Jurisdiction.objects.create(
        ocd_id="ocd-division/country:us/state:oh/place:elyria",
        name="Elyria",
        kind="city",
        state="OH",
    )
    office = Office.objects.create(jurisdiction=place, role="council", title="Council member")

    made.people["visitor"] = None
    for key, given in [("outside", "Olive"), ("inside", "Ines"), ("chair", "Cleo")]:
        someone = person(made, key, given=given, family="Member")
        joined(someone, network)
        joined(someone, ours)
        if key != "outside":
            joined(someone, hidden_group, Role.CHAIR if key == "chair" else Role.MEMBER)
    director = person(made, "director", given="Dara", family="Director")
    joined(director, ours, Role.DIRECTOR)
    national = person(made, "national", given="Nell", family="Staff")
    joined(national, team, Role.STAFF)
    person(made, "admin", given="Ada", family="Admin", super_=True)

    asker = person(made, "asker", given="Asa", family="Member")
    joined(asker, network)
    joined(asker, ours)
    asked = joined(asker, hidden_group, state=MembershipState.ASKED)
    del made.people["asker"]
    JoinAnswer.objects.create(
        membership=asked, text=made.plant("answer", "my grandmother Ysolde", readers="chair")
    )
    audit.record(
        asked, "caucuses.ask", by=None, person=asker, group=hidden_group, reason="umbrellabird"
    )
    made.plant("caucus trail", "umbrellabird")

    other = Person.objects.create(
        given="Quenby",
        family=made.plant("other chapter's person", "Xanderleigh", readers="national admin"),
    )
    joined(other, network)
    joined(other, theirs)
    term = Term.objects.create(person=other, office=office, starts_on=LONG_AGO)
    mailbox = contact(other, "email", "personal", made.plant("e-mail", "quenby.x@example.org"))
    contact(other, "phone", "personal", made.plant("phone", "(216) 555-0173"))
    committee = Group.objects.create(
        kind=GroupKind.COMMITTEE, name="Ohio steering", slug="ohio-steering", parent=theirs
    )
    seat = Seat.objects.create(committee=committee, title="At large")
    held = joined(other, committee, seat=seat, place=1)

    applicant = person(made, "applicant", given="Ari", family="Applicant")
    joined(applicant, network, state=MembershipState.ASKED)
    application = Application.objects.create(
        person=applicant,
        chapter=theirs,
        email=made.plant(
            "applicant's e-mail", "ari.private@example.org", readers="applicant national admin"
        ),
        given="Ari",
        family="Applicant",
        jurisdiction=place,
        office_role="council",
        heard=made.plant("how they heard", "from auntie Wilhelmine", readers="national admin"),
        submitted_at=timezone.now(),
    )
    make_chapter_page(group=ours, by=None, at=timezone.now())
    draft = make_chapter_page(group=theirs, by=None, at=timezone.now())
    draft.title = made.plant(
        "draft of another chapter", "Ptarmigan plans", readers="national admin"
    )
    draft.save_revision()

    made.named = {"application": application.public_id}
    made.values = PLAIN_VALUES | {
        "public_id": [str(row.public_id) for row in (other, asker, applicant, application, asked)]
        + [NOWHERE],
        "contact": [str(mailbox.public_id)],
        "term": [str(term.public_id)],
        "seat": [str(seat.public_id)],
        "membership": [str(held.public_id), str(asked.public_id)],
        "slug": ["texas", "ohio", "ohio-steering", "zephyrine-cell", "never-was"],
        "page_id": [str(draft.pk)],
        "pk": [str(draft.pk), "1"],
    }
    plant_all(
        made,
        SimpleNamespace(
            network=network,
            ours=ours,
            theirs=theirs,
            team=team,
            place=place,
            office=office,
            asker=asker,
            director=director,
            national=national,
            other=other,
            term=term,
            committee=committee,
            seat=seat,
            applicant=applicant,
        ),
    )
    return made


def client_of(user):
    client = Client(raise_request_exception=True)
    if user is not None:
        sign_in(client, user)
    return client


def visits(world, *, editor=True):
    for address in addresses():
        if address.route not in LEFT_OUT and (editor or not address.route.startswith("cms/")):
            yield from address.filled(world.values)


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
    for path in visits(world, editor=how == "get" and who not in ("national", "admin")):
        # What a visit changes is undone, so that each meets the same world.
        asked_for.append(path)
        with transaction.atomic():
            if how == "post":
                response = client.post(path, {})
            else:
                response = client.get(path, headers={"HX-Request": "true"} if how == "htmx" else {})
            if response.status_code >= 500:
                broken.append((path, response.status_code))
            said = whole(response).replace(path, "")
            leaks += [(path, name) for name in world.leaks(who, said)]
            transaction.set_rollback(True)

    assert broken == []
    assert leaks == []
    assert world.leaks("the log", without(caplog.text, asked_for)) == []


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
