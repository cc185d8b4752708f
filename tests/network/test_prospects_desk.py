"""Prospects at the desk: board, list and page, and for whom there is nothing there."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from network.models import Office, Prospect
from network.operations import prospects, referrals
from network.reports import prospects as pipeline
from tests.factories import (
    NOON,
    JurisdictionFactory,
    MembershipFactory,
    PartnerFactory,
    PersonFactory,
    a_chapter,
    a_director,
    a_member,
    an_administrator,
    national_staff,
    the_network,
    with_login,
)
from tests.network.test_prospects import a_prospect

BOARD = "/desk/prospects/"
REFERRERS = "/desk/prospects/referrers/"


@pytest.fixture
def texas():
    the_network()
    return a_chapter()


@pytest.fixture
def ohio():
    return a_chapter("OH", "Ohio")


@pytest.fixture
def alice(texas):
    return a_director(texas, given="Alice", family="Ames")


@pytest.fixture
def desk(client, sign_in, alice):
    """Alice, at her desk."""
    return sign_in(client, alice.user)


@pytest.fixture
def rosa(texas):
    return a_prospect(texas, given="Rosa", family="Marin")


def address(prospect, step=""):
    return f"{BOARD}{prospect.public_id}/{step}"


def text(response):
    return response.content.decode()


def board(client):
    columns = client.get(BOARD).context["columns"]
    return {column.label: [card.name for card in column.cards] for column in columns}


def find(client, **filters):
    shown = client.get(BOARD, {"as": "list", **filters}).context["shown"]
    return [card.name for card in shown.rows] if shown else None


def said(response):
    return [str(message) for message in response.context["messages"]]


def today():
    return timezone.localdate()


# Board and list


def test_the_board_has_a_column_for_each_open_stage(desk, texas, ohio):
    for stage, name in (("new", "Ann"), ("talking", "Bea"), ("invited", "Cleo")):
        a_prospect(texas, stage=stage, given=name, family="")
    a_prospect(texas, stage="joined", given="Dora")
    a_prospect(ohio, given="Quenby")

    assert board(desk) == {
        "New": ["Ann"],
        "Contacted": [],
        "In conversation": ["Bea"],
        "Invited to join": ["Cleo"],
    }


def test_a_card_says_office_source_owner_and_what_is_overdue(desk, rosa, alice, texas):
    dana = a_member(texas, given="Dana", family="Diaz")
    Prospect.objects.update(
        referred_by=dana,
        owner=alice.user,
        next_step="Call her",
        next_on=today() - dt.timedelta(days=1),
    )
    card = desk.get(BOARD).context["columns"][0].cards[0]

    assert (card.office, card.source, card.owner, card.next_step, card.is_overdue) == (
        str(rosa.office),
        "Referred by Dana Diaz",
        "Alice Ames",
        "Call her",
        True,
    )


def test_a_long_column_shows_the_first_and_says_how_many_more(desk, texas, monkeypatch):
    monkeypatch.setattr(pipeline, "IN_COLUMN", 2)
    for given in ("Ann", "Bea", "Cleo"):
        a_prospect(texas, given=given)

    assert "1 more in New" in text(desk.get(BOARD))


def test_the_list_narrows(client, sign_in, texas, ohio, alice):
    june = national_staff(given="June")
    late, soon = (today() + dt.timedelta(days=days) for days in (-2, 3))
    ann, bea, cleo = (a_prospect(texas, given=given, family="") for given in ("Ann", "Bea", "Cleo"))
    dora = a_prospect(ohio, given="Dora", family="", stage="talking")
    eva = a_prospect(texas, given="Eva", family="", stage="closed", why="lost")
    fund = PartnerFactory(name="Lantern Street")
    change = Prospect.objects.filter
    change(pk=ann.pk).update(owner=alice.user, next_step="Call", next_on=late, source="fair")
    change(pk=bea.pk).update(owner=june.user, next_step="Call", next_on=soon)
    noor = PersonFactory(given="Noor", family="Haddad")
    change(pk=cleo.pk).update(referred_by=noor, referred_for=fund)
    dora.person.terms.update(elected_on=dt.date(2026, 11, 3))
    eva.person.terms.update(starts_on=dt.date(2020, 1, 1))
    sign_in(client, june.user)

    assert find(client) == ["Ann", "Bea", "Cleo", "Dora"]
    assert [
        find(client, **{name: value})
        for name, value in (
            ("stage", "talking"),
            ("stage", "closed"),
            ("chapter", "ohio"),
            ("owner", "me"),
            ("owner", "nobody"),
            ("owner", str(alice.public_id)),
            ("source", "fair"),
            ("referrer", "had noor"),
            ("referrer", "lantern"),
            ("due", "overdue"),
            ("due", "week"),
            ("due", "none"),
            ("won", "2026-11-01"),
        )
    ] == [
        ["Dora"],
        ["Eva"],
        ["Dora"],
        ["Bea"],
        ["Cleo", "Dora"],
        ["Ann"],
        ["Ann"],
        ["Cleo"],
        ["Cleo"],
        ["Ann"],
        ["Bea"],
        ["Cleo", "Dora"],
        ["Dora"],
    ]
    assert find(client, stage="any", sort="name") == ["Ann", "Bea", "Cleo", "Dora", "Eva"]


def test_sorting(desk, texas):
    for days, given in ((3, "Ann"), (1, "Bea"), (2, "Cleo")):
        row = a_prospect(texas, given=given, family="", at=NOON - dt.timedelta(days=days))
        if given != "Bea":
            next_on = today() + dt.timedelta(days=days)
            Prospect.objects.filter(pk=row.pk).update(next_step="Call", next_on=next_on)

    assert {sort: find(desk, sort=sort) for sort in ("", "newest", "waiting", "name")} == {
        "": ["Cleo", "Ann", "Bea"],
        "newest": ["Bea", "Cleo", "Ann"],
        "waiting": ["Ann", "Cleo", "Bea"],
        "name": ["Ann", "Bea", "Cleo"],
    }


@pytest.mark.parametrize(
    "filters",
    [
        {"stage": "emperor"},
        {"chapter": "ohio"},
        {"owner": "00000000-0000-4000-8000-000000000000"},
        {"source": "another chapter's list"},
        {"due": "never"},
        {"won": "yesterday"},
        {"sort": "password"},
        {"page": "0"},
        {"page": "9" * 30},
        {"referrer": "a\0b"},
        {"referrer": "a" * 101},
        {"group": "hidden"},
    ],
)
def test_an_unknown_filter_lists_nobody(desk, rosa, ohio, filters):
    a_prospect(ohio)
    page = desk.get(BOARD, {"as": "list", **filters})

    assert (page.status_code, page.context["shown"]) == (200, None)
    assert "Unknown filter." in text(page)


def test_fifty_to_a_page_and_the_next(desk, texas):
    for _ in range(52):
        a_prospect(texas)
    second = desk.get(BOARD, {"as": "list", "page": 2}).context["shown"]

    assert (len(find(desk)), len(second.rows), second.said) == (50, 2, "52 people")


def several(texas, alice, rows):
    for number in range(rows):
        row = a_prospect(texas, stage=["new", "talking", "invited"][number])
        Prospect.objects.filter(pk=row.pk).update(
            owner=a_director(texas).user,
            referred_by=a_member(texas, login=False),
            referred_for=PartnerFactory(),
            next_step="Call",
            next_on=today(),
        )


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"), [(BOARD, 10), (f"{BOARD}?as=list", 10), (REFERRERS, 6)]
)
def test_each_list_takes_the_same_queries(
    desk, texas, alice, path, queries, rows, django_assert_num_queries
):
    several(texas, alice, rows)
    desk.get(path)

    with django_assert_num_queries(queries):
        assert desk.get(path).status_code == 200


# Who brought whom


def test_who_brought_whom(desk, texas, ohio):
    dana = a_member(texas, given="Dana", family="Diaz")
    noor = with_login(PersonFactory(given="Noor", family="Haddad"))
    MembershipFactory(person=noor, group=PartnerFactory(name="Lantern Street"))
    for referrer, given, stage in (
        (dana, "Ann", "joined"),
        (dana, "Bea", "talking"),
        (noor, "Cleo", "closed"),
        (noor, "Dora", "new"),
    ):
        row = referrals.refer(
            told=referrals.Told(
                given=given,
                family="Able",
                jurisdiction=JurisdictionFactory(),
                role=Office.Role.COUNCIL,
                phone="410 555 0123",
            ),
            referrer=referrer,
            by=referrer.user,
            at=NOON,
        )
        why = {"closed_reason": "lost"} if stage == "closed" else {}
        Prospect.objects.filter(pk=row.pk).update(stage=stage, **why)
    a_prospect(ohio)
    page = desk.get(REFERRERS)

    assert [
        (row.name, row.detail, row.referred, row.going_on, row.joined)
        for row in page.context["people"]
    ] == [("Dana Diaz", "", 2, 1, 1), ("Noor Haddad", "Lantern Street", 2, 1, 0)]
    assert [(row.name, row.referred) for row in page.context["partners"]] == [("Lantern Street", 2)]
    assert [bar.said for bar in page.context["picture"].bars] == ["1 of 2", "0 of 2"]
    assert [row.url != "" for row in page.context["people"]] == [True, False]
    listed = desk.get(page.context["people"][1].listed).context["shown"]
    assert sorted(card.name for card in listed.rows) == ["Cleo Able", "Dora Able"]


def test_nobody_brought_anybody_yet(desk):
    assert "Nobody has been passed on yet." in text(desk.get(REFERRERS))


# Who sees what

STEPS = ["", "move/", "plan/", "close/", "reopen/", "invite/", "admit/"]


@pytest.mark.parametrize("step", STEPS)
def test_another_chapters_prospect_is_not_found(desk, ohio, rosa, step):
    hidden = a_prospect(ohio, given="Quenby")
    form = {"seen": "new", "stage": "talking", "reason": "lost", "was": prospects.mark(hidden)}

    assert desk.post(address(hidden, step), form).status_code in ((405,) if not step else (404,))
    assert desk.get(address(hidden, step)).status_code in (404, 405)
    assert desk.get(address(rosa)).status_code == 200
    assert Prospect.objects.get(pk=hidden.pk).stage == "new"


def test_without_a_chapter_only_national_staff_find_it(sign_in, alice, texas):
    row = a_prospect(texas)
    Prospect.objects.update(chapter=None)
    seen = [
        sign_in(Client(), who.user).get(address(row)).status_code
        for who in (alice, national_staff(), an_administrator())
    ]

    assert seen == [404, 200, 200]


@pytest.mark.parametrize("path", [BOARD, f"{BOARD}?as=list", REFERRERS, f"{BOARD}add/"])
def test_members_partners_and_visitors_have_no_such_pages(client, sign_in, texas, path):
    partner = with_login(PersonFactory())
    MembershipFactory(person=partner, group=PartnerFactory())
    seen = [client.get(path).status_code]
    seen += [
        sign_in(Client(), who.user).get(path).status_code for who in (a_member(texas), partner)
    ]

    assert seen == [302, 404, 404]


def test_of_somebody_who_moved_on_a_director_reads_the_name_as_told(desk, rosa, ohio):
    MembershipFactory(person=rosa.person, group=ohio)
    rosa.person.given = "Quenby"
    rosa.person.save()
    rosa.person.contacts.create(kind="email", use="official", value="q@example.org")
    page = desk.get(address(rosa))
    tried = [desk.post(address(rosa, f"{step}/"), {"seen": "new"}) for step in ("invite", "admit")]

    assert ("Rosa Marin" in text(page), "Quenby" in text(page)) == (True, False)
    assert "You cannot open this person’s record." in text(page)
    assert [answer.status_code for answer in tried] == [404, 404]
    assert board(desk)["New"] == ["Rosa Marin"]


def test_a_referrer_of_another_chapter_is_named_and_not_linked(desk, rosa, ohio):
    quenby = a_member(ohio, given="Quenby", family="Quill")
    Prospect.objects.update(referred_by=quenby)
    page = text(desk.get(address(rosa)))

    assert ("Quenby Quill" in page, str(quenby.public_id) in page) == (True, False)
