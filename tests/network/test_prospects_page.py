"""One prospect at the desk: where they come from, and every step taken."""

import datetime as dt

import pytest
from django.utils import timezone

from network.models import Letter, Membership, NextAction, Prospect
from network.models.prospects import Closing, Stage
from network.operations import prospects
from network.registries import desk_waits, person_panels, timeline
from tests.factories import (
    NOON,
    JurisdictionFactory,
    OfficeFactory,
    PersonFactory,
    TermFactory,
    a_chapter,
    a_director,
    a_member,
    national_staff,
    the_network,
)
from tests.network.referring import sent
from tests.network.test_prospects import a_prospect, move
from tests.network.test_prospects_desk import BOARD, address, said, text, today


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


# One of them


def test_the_page_says_where_they_come_from_and_what_happened(desk, rosa, alice, texas):
    dana = a_member(texas, given="Dana", family="Diaz")
    Prospect.objects.filter(pk=rosa.pk).update(referred_by=dana, words="We sang together.")
    Prospect.objects.create(
        person=rosa.person,
        chapter=texas,
        source="refer",
        referred_by=PersonFactory(given="Noor", family="Haddad"),
        words="Ran on bus shelters.",
        stage="closed",
        closed_reason=Closing.MERGED,
        made_at=NOON,
        moved_at=NOON,
    )
    NextAction.objects.create(
        person=rosa.person,
        text="Send the primer",
        owner=alice.user,
        due_on=today(),
        scope=texas,
        made_at=NOON,
    )
    move(rosa, Stage.TALKING, by=alice)
    page = text(desk.get(address(rosa)))

    for words in (
        rosa.person.get_absolute_url(),
        dana.get_absolute_url(),
        "We sang together.",
        "Noor Haddad",
        "Ran on bus shelters.",
        "Send the primer",
        "stage: New → In conversation",
    ):
        assert words in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_the_same_queries(desk, rosa, texas, rows, django_assert_num_queries):
    for _ in range(rows):
        Prospect.objects.create(
            person=rosa.person,
            chapter=texas,
            source="refer",
            referred_by=a_member(texas, login=False),
            words="Yes",
            stage="closed",
            closed_reason=Closing.MERGED,
            made_at=NOON,
            moved_at=NOON,
        )
    desk.get(address(rosa))

    with django_assert_num_queries(12):
        desk.get(address(rosa))


def test_each_step_by_post(desk, rosa, alice, send_letters):
    rosa.person.contacts.create(kind="email", use="official", value="council@example.org")
    seen = []

    def step(name, **values):
        answer = desk.post(address(rosa, f"{name}/"), values)
        rosa.refresh_from_db()
        seen.append((name, answer.status_code, rosa.stage))

    step("move", seen="new", stage="contacted")
    step(
        "plan",
        seen="contacted",
        was=prospects.mark(rosa),
        owner=str(alice.public_id),
        next_step="Call her",
        next_on="2026-12-01",
    )
    step("close", seen="contacted", reason="not_reached")
    step("reopen", seen="closed")
    step("invite", seen="new")
    step("admit", seen="invited")

    assert seen == [
        ("move", 302, "contacted"),
        ("plan", 302, "contacted"),
        ("close", 302, "closed"),
        ("reopen", 302, "new"),
        ("invite", 302, "invited"),
        ("admit", 302, "joined"),
    ]
    assert (rosa.owner, rosa.next_step, rosa.next_on) == (
        alice.user,
        "Call her",
        dt.date(2026, 12, 1),
    )
    assert [letter.to for letter in send_letters()] == [["council@example.org"]]


def test_from_the_board_one_comes_back_to_the_board(desk, rosa):
    moved = desk.post(address(rosa, "move/"), {"seen": "new", "stage": "contacted", "board": "1"})

    assert moved.url == BOARD


@pytest.mark.parametrize("step", ["move", "reopen", "invite", "admit"])
def test_nothing_is_changed_by_following_a_link(desk, rosa, step):
    assert desk.get(address(rosa, f"{step}/")).status_code == 405


def test_whoever_was_faster_is_named_on_the_page(desk, rosa):
    move(
        rosa, Stage.TALKING, by=national_staff(given="June", family="Abernathy"), at=timezone.now()
    )
    answer = desk.post(address(rosa, "move/"), {"seen": "new", "stage": "contacted"}, follow=True)

    assert said(answer) == ["June Abernathy moved this a moment ago."]
    assert Prospect.objects.get().stage == "talking"


def test_a_plan_on_an_old_page_keeps_what_was_typed_and_shows_theirs(desk, rosa, alice):
    june = national_staff(given="June", family="Abernathy")
    old = {"seen": "new", "was": prospects.mark(rosa), "next_step": "Mine", "owner": ""}
    prospects.plan(
        prospect=rosa,
        owner=june.user,
        next_step="Hers",
        next_on=None,
        seen="new",
        was=old["was"],
        by=june.user,
        at=timezone.now(),
    )
    page = desk.post(address(rosa, "plan/"), old)
    again = {**old, **{name: page.context["form"][name].value() for name in ("seen", "was")}}

    assert "June Abernathy changed this a moment ago." in text(page)
    assert ("Mine" in text(page), "Hers" in text(page)) == (True, True)
    assert desk.post(address(rosa, "plan/"), again).status_code == 302
    assert Prospect.objects.get().next_step == "Mine"


@pytest.mark.parametrize(
    ("step", "values"),
    [
        ("move", {}),
        ("move", {"seen": "new", "stage": "joined"}),
        ("move", {"seen": "emperor", "stage": "talking"}),
        ("reopen", {}),
        ("invite", {"seen": "x" * 5000}),
        ("admit", {}),
        ("close", {"seen": "new", "reason": "merged"}),
        ("close", {"reason": "lost"}),
        ("plan", {"seen": "new", "was": "x" * 65}),
        ("plan", {"seen": "new", "was": "y", "owner": "1", "next_on": "2026-02-30"}),
        ("plan", {"seen": "new", "was": "y", "next_step": "a\nb"}),
        ("plan", {"seen": "new", "was": "y", "next_step": "a" * 201}),
    ],
)
def test_hostile_input_changes_nothing(desk, rosa, step, values):
    before = Prospect.objects.values().get()
    answer = desk.post(address(rosa, f"{step}/"), values)

    assert answer.status_code in (200, 302)
    assert Prospect.objects.values().get() == before
    assert Letter.objects.count() == Membership.objects.filter(group__kind="network").count() == 0


# Added by hand


def test_a_prospect_is_added_by_hand(desk, texas):
    place = JurisdictionFactory(name="Cedar Falls")
    form = {**sent(place), "source": "county fair"}
    answer = desk.post(f"{BOARD}add/", form)
    again = desk.post(f"{BOARD}add/", form)

    assert answer.url == BOARD
    assert Prospect.objects.get().source == "county fair"
    assert "Somebody follows up with this person already." in text(again)


def test_an_office_elsewhere_is_refused_at_its_field(desk, ohio):
    place = JurisdictionFactory(name="Elyria", state="OH")
    page = desk.post(f"{BOARD}add/", {**sent(place), "place": "elyria", "source": "fair"})

    assert list(page.context["form"].errors) == ["jurisdiction"]
    assert Prospect.objects.count() == 0


# Elsewhere at the desk


def test_what_waits_is_counted_for_each(alice, texas, ohio):
    a_prospect(texas)
    a_prospect(ohio)
    late = a_prospect(texas, stage="talking")
    Prospect.objects.filter(pk=late.pk).update(
        owner=alice.user, next_step="Call", next_on=today() - dt.timedelta(days=1)
    )

    def waits(who):
        return [
            wait.title for wait in desk_waits.of(who.user, on=today()) if "prospect" in wait.href
        ]

    assert waits(alice) == [
        "1 prospect nobody follows up",
        "1 next step with a prospect overdue",
    ]
    assert waits(national_staff())[0] == "2 prospects nobody follows up"


@pytest.mark.parametrize("number", [0, 1])
def test_a_wait_leads_to_its_list(desk, texas, alice, number):
    fresh = a_prospect(texas, given="Ann", family="")
    late = a_prospect(texas, given="Bea", family="", stage="talking")
    Prospect.objects.filter(pk=late.pk).update(
        owner=alice.user, next_step="Call", next_on=today() - dt.timedelta(days=1)
    )
    wait = [w for w in desk_waits.of(alice.user, on=today()) if "prospect" in w.href][number]
    rows = desk.get(wait.href).context["shown"].rows

    assert [row.name for row in rows] == [[fresh, late][number].name]


def test_the_record_says_that_they_are_a_prospect(rosa, alice, ohio, texas):
    Prospect.objects.update(referred_by=a_member(texas, given="Dana", family="Diaz"))
    shown = [
        [
            template
            for template, _ in person_panels.render_list(rosa.person, viewer=who.user, at=NOON)
            if "prospects" in template
        ]
        for who in (alice, a_director(ohio))
    ]
    told = [line.text for line in timeline.of(rosa.person, viewer=alice.user, at=NOON)]

    assert shown == [["desk/prospects/parts/panel.html"], []]
    assert "Passed on by Dana Diaz" in told


def test_the_panel_is_drawn_on_the_record(desk, rosa):
    assert "As a prospect" in text(desk.get(rosa.person.get_absolute_url()))


def test_a_member_who_was_passed_on_is_pointed_out(desk, texas):
    dana = a_member(texas, given="Dana", family="Diaz")
    office = TermFactory(person=dana, office=OfficeFactory()).office
    row = Prospect.objects.create(
        person=dana, chapter=texas, office=office, source="refer", made_at=NOON, moved_at=NOON
    )

    assert "They belong already: move to Joined" in text(desk.get(address(row)))
