"""One change for many people: what is shown before is what is done, to exactly those."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from network import audit
from network.models import AuditEntry, Membership, Tag, Tagging
from network.operations import bulk, memberships
from network.roles import GroupKind
from tests.factories import (
    NOON,
    TODAY,
    CaucusGroupFactory,
    CommitteeFactory,
    JurisdictionFactory,
    MembershipFactory,
    OfficeFactory,
    PersonFactory,
    SeatFactory,
    TermFactory,
    a_chapter,
    a_director,
    a_member,
    national_staff,
)

BULK = "/desk/people/bulk/"


@pytest.fixture
def texas():
    return a_chapter()


@pytest.fixture
def ohio():
    return a_chapter("OH", "Ohio")


@pytest.fixture
def alice(texas):
    return a_director(texas, given="Alice", family="Ames")


@pytest.fixture
def committee(texas):
    return CommitteeFactory(parent=texas, name="Housing", slug="housing")


@pytest.fixture
def ann(texas):
    return a_member(texas, given="Ann", family="Abel")


@pytest.fixture
def bea(texas):
    return a_member(texas, given="Bea", family="Bell")


@pytest.fixture
def mark(texas):
    return Tag.objects.create(group=texas, name="Mentor")


@pytest.fixture
def desk(client, sign_in, alice):
    return sign_in(client, alice.user)


def look(client, do, *people, **values):
    """The page that says whom a change would touch."""
    keys = [str(person.public_id) for person in people]
    chosen = {"whom": "ticked", "person": keys} if people else {"whom": "all"}
    return client.get(BULK, {"do": do, **chosen, "look": "1", **values})


def confirm(client, page):
    """Press the button of that page."""
    fields = {}
    for name, value in page.context["filled"]:
        fields.setdefault(name, []).append(value)
    return client.post(BULK, {**fields, "digest": page.context["plan"].digest}, follow=True)


def names(people):
    return [person.given for person in people]


def plan_of(page):
    plan = page.context["plan"]
    return names(plan.touched), [(person.given, why) for person, why in plan.skipped]


def here(group):
    return set(
        Membership.objects.filter(group=group, until=None).values_list("person__given", flat=True)
    )


ADD = {"into": "housing", "since": "2026-11-24"}
END = {"into": "housing", "until": "2026-11-24", "why": "left"}


# Adding


def test_the_preview_names_exactly_whom_it_touches_and_who_stays(desk, texas, committee, ann, bea):
    MembershipFactory(person=bea, group=committee)
    neighbor = TermFactory(person=PersonFactory(given="Neighbor")).person
    page = look(desk, "add", ann, bea, neighbor, **ADD)

    assert plan_of(page) == (
        ["Ann"],
        [
            ("Bea", "Belongs to it already, or has asked to."),
            ("Neighbor", "No member of the network yet."),
        ],
    )
    assert page.context["says"] == "Add 1 person to Housing"
    assert here(committee) == {"Bea"}


def test_the_button_does_what_the_page_said(desk, alice, committee, ann, bea):
    answer = confirm(desk, look(desk, "add", ann, bea, **ADD))
    begun = AuditEntry.objects.filter(action="network.membership_begun")

    assert "Added 2 people to Housing." in answer.content.decode()
    assert here(committee) == {"Ann", "Bea"}
    assert sorted(entry.person.given for entry in begun) == ["Ann", "Bea"]
    assert {entry.by for entry in begun} == {alice.user}


def test_everyone_who_fits_means_the_filters_of_the_list(desk, committee, ann, bea):
    page = look(desk, "add", q="bea", **ADD)
    answer = confirm(desk, page)

    assert plan_of(page) == (["Bea"], [])
    assert here(committee) == {"Bea"}
    assert answer.redirect_chain[0][0] == "/desk/people/?q=bea"


def test_a_chapter_takes_nobody_from_another(client, sign_in, texas, ohio, ann):
    sign_in(client, national_staff().user)
    loose = PersonFactory(given="Loose")
    network = Membership.objects.get(person=ann, group__kind=GroupKind.NETWORK).group
    MembershipFactory(person=loose, group=network)
    page = look(client, "add", ann, loose, into="ohio", since="2026-11-24")
    confirm(client, page)

    assert plan_of(page) == (["Loose"], [("Ann", "Belongs to Texas. Move them instead.")])
    assert here(ohio) == {"Loose"}


def test_a_committee_is_warned_of_a_majority_of_one_body(desk, committee, ann, bea):
    place = JurisdictionFactory(body_size=3)
    for person in (ann, bea):
        TermFactory(person=person, office=OfficeFactory(jurisdiction=place))
    MembershipFactory(person=ann, group=committee)
    page = look(desk, "add", bea, **ADD)
    alone = look(desk, "add", bea, into="texas", since="2026-11-24")

    assert [warning.how_many for warning in page.context["warnings"]] == [2]
    assert "2 of the 3 members" in page.content.decode()
    assert alone.context["warnings"] == []


# Ending


def test_memberships_end_but_not_the_hold_of_a_seat(desk, committee, ann, bea, texas):
    MembershipFactory(person=ann, group=committee)
    seat = SeatFactory(committee=committee)
    MembershipFactory(person=bea, group=committee, seat=seat, place=1)
    late = a_member(texas, given="Late")
    MembershipFactory(person=late, group=committee, since=TODAY + dt.timedelta(days=1))
    other = a_member(texas, given="Other")
    page = look(desk, "end", ann, bea, late, other, **END)
    confirm(desk, page)
    ended = Membership.objects.get(group=committee, person=ann)

    assert plan_of(page)[0] == ["Ann"]
    assert dict(plan_of(page)[1]) == {
        "Bea": "Holds a seat there. Vacate it instead.",
        "Late": "Joined after that day.",
        "Other": "Does not belong to it.",
    }
    assert (ended.until, ended.end_reason) == (TODAY, "left")
    assert here(committee) == {"Bea", "Late"}
    assert AuditEntry.objects.filter(action="network.membership_ended").count() == 1


# Tags


def test_people_are_tagged_and_untagged_with_one_line_each(desk, mark, ann, bea):
    Tagging.objects.create(tag=mark, person=bea, at=NOON)
    tagged = look(desk, "tag", ann, bea, mark=mark.public_id)
    confirm(desk, tagged)
    both = set(names(tagging.person for tagging in Tagging.objects.all()))
    untagged = look(desk, "untag", ann, bea, mark=mark.public_id)
    confirm(desk, untagged)

    assert plan_of(tagged) == (["Ann"], [("Bea", "Has it already.")])
    assert (both, Tagging.objects.count()) == ({"Ann", "Bea"}, 0)
    assert [entry.action for entry in AuditEntry.objects.order_by("pk")] == [
        "network.tagged",
        "network.untagged",
        "network.untagged",
    ]


# Whoever looked sees that it changed


def test_another_set_of_people_is_refused(desk, texas, committee, ann, bea):
    page = look(desk, "add", **{"standing": "member", **ADD})
    a_member(texas, given="New")
    answer = confirm(desk, page)

    assert "The list has changed since you looked. Look again." in answer.content.decode()
    assert here(committee) == set()
    assert names(answer.context["plan"].touched) == ["Ann", "Bea", "New"]


def test_somebody_added_meanwhile_is_noticed(desk, committee, ann, bea):
    page = look(desk, "add", ann, bea, **ADD)
    MembershipFactory(person=ann, group=committee)

    assert "The list has changed since you looked." in confirm(desk, page).content.decode()
    assert here(committee) == {"Ann"}


def test_the_same_button_twice_changes_nothing_more(desk, mark, ann):
    page = look(desk, "tag", ann, mark=mark.public_id)
    confirm(desk, page)
    again = confirm(desk, page)

    assert "The list has changed since you looked." in again.content.decode()
    assert (Tagging.objects.count(), AuditEntry.objects.count()) == (1, 1)


def test_a_digest_is_for_one_change_in_one_group(desk, texas, committee, ann):
    other = CommitteeFactory(parent=texas, slug="other")
    page = look(desk, "add", ann, **ADD)
    fields = dict(page.context["filled"]) | {"into": "other", "digest": page.context["plan"].digest}
    answer = desk.post(BULK, fields)

    assert "The list has changed since you looked." in answer.content.decode()
    assert here(other) == here(committee) == set()


@pytest.mark.parametrize("digest", ["", "0", "x" * 10_000])
def test_without_a_look_nothing_is_done(desk, committee, ann, digest):
    page = look(desk, "add", ann, **ADD)
    desk.post(BULK, dict(page.context["filled"]) | {"digest": digest})

    assert here(committee) == set()


def test_a_failure_midway_leaves_nothing(monkeypatch, alice, committee, ann, bea):
    """The second person's line cannot be written: the first one's membership is gone too."""
    people = type(ann).objects.filter(pk__in=[ann.pk, bea.pk])
    plan = bulk.adding(people=people, group=committee, on=TODAY)
    written = audit.record

    def fails(*args, person=None, **kwargs):
        if person == bea:
            raise OSError("the disk is full")
        return written(*args, person=person, **kwargs)

    monkeypatch.setattr(memberships.audit, "record", fails)
    with pytest.raises(OSError, match="full"):
        bulk.add(
            people=people,
            group=committee,
            since=TODAY,
            digest=plan.digest,
            by=alice.user,
            at=NOON,
        )

    assert (here(committee), AuditEntry.objects.count()) == (set(), 0)


def test_too_many_at_once_are_refused(monkeypatch, desk, mark, ann, bea):
    monkeypatch.setattr(bulk, "MOST", 1)
    page = look(desk, "tag", ann, bea, mark=mark.public_id)

    assert "plan" not in page.context
    assert page.context["refused"].startswith("At most")


def test_the_first_two_hundred_are_named(monkeypatch, desk, mark, ann, bea):
    monkeypatch.setattr("network.desk.bulk.NAMED", 1)
    page = look(desk, "tag", ann, bea, mark=mark.public_id).content.decode()

    assert ("Ann Abel" in page, "Bea Bell" in page, "And 1 more." in page) == (True, False, True)


# Who may


def test_nobody_of_another_chapter_is_touched_or_named(desk, ohio, committee, ann):
    stranger = a_member(ohio, given="Quenby")
    page = look(desk, "add", ann, stranger, **ADD)
    confirm(desk, page)

    assert plan_of(page) == (["Ann"], [])
    assert "Quenby" not in page.content.decode()
    assert here(committee) == {"Ann"}


@pytest.mark.parametrize(
    ("do", "values"),
    [
        ("add", {"into": "ohio", "since": "2026-11-24"}),
        ("add", {"into": "zephyrine", "since": "2026-11-24"}),
        ("add", {"into": "network", "since": "2026-11-24"}),
        ("add", {"into": "housing", "since": "x"}),
        ("end", {"into": "housing", "until": "2026-11-24", "why": "boredom"}),
        ("tag", {"mark": "00000000-0000-4000-8000-000000000000"}),
        ("tag", {"mark": "x"}),
    ],
)
def test_what_is_not_the_readers_is_not_on_the_list(desk, ohio, committee, ann, do, values):
    CaucusGroupFactory(slug="zephyrine")
    page = look(desk, do, ann, **values)

    assert "plan" not in page.context
    assert next(iter(page.context["form"].errors)) in ("into", "since", "why", "mark")


def test_a_tag_of_another_chapter_is_not_offered(desk, ohio, ann):
    theirs = Tag.objects.create(group=ohio, name="Xylophone")
    page = look(desk, "tag", ann, mark=theirs.public_id)
    kept = desk.get(BULK, {"do": "tag", "whom": "all"}).content.decode()

    assert ("plan" in page.context, "Xylophone" in page.content.decode() + kept) == (False, False)


def test_operations_ask_for_rights_themselves(alice, ohio, ann):
    people = type(ann).objects.filter(pk=ann.pk)
    theirs = Tag.objects.create(group=ohio, name="x")
    committee = CommitteeFactory(parent=ohio)
    who = {"by": alice.user, "at": NOON}
    plan = bulk.adding(people=people, group=committee, on=TODAY)
    with pytest.raises(ValidationError) as adding:
        bulk.add(people=people, group=committee, since=TODAY, digest=plan.digest, **who)
    plan = bulk.tagging(people=people, tag=theirs)
    with pytest.raises(ValidationError) as tagging:
        bulk.tag(people=people, tag=theirs, digest=plan.digest, **who)

    assert [r.value.error_list[0].code for r in (adding, tagging)] == ["rights", "rights"]
    assert (here(committee), Tagging.objects.count()) == (set(), 0)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({}, "Tick the people first"),
        ({"do": "tag", "whom": "ticked"}, "Tick the people first"),
        ({"do": "tag", "person": "x"}, "Tick the people first"),
        ({"do": "explode", "whom": "all"}, "Choose what to do."),
        ({"do": "tag", "whom": "all", "planet": "mars"}, "Unknown filter."),
        ({"do": "tag", "whom": "all", "standing": "emperor"}, "Unknown filter."),
    ],
)
def test_a_choice_that_makes_no_sense_leads_back(desk, ann, asked, words):
    answer = desk.get(BULK, asked, follow=True)

    assert answer.redirect_chain[0][0].startswith("/desk/people/")
    assert words in answer.content.decode()


def test_members_and_visitors_find_no_such_page(client, sign_in, ann):
    visitor = client.get(BULK).url
    member = sign_in(client, ann.user).get(BULK).status_code

    assert (visitor.startswith("/accounts/login/"), member) == (True, 404)


def test_the_list_offers_boxes_to_tick_and_everyone(desk, ann):
    page = desk.get("/desk/people/?standing=member").content.decode()

    assert f'value="{ann.public_id}" aria-label="Tick Ann Abel"' in page
    assert "With everyone who fits (1)" in page
    assert 'name="standing" value="member"' in page


def test_those_chosen_are_handed_to_the_page_that_asks_by_letter(desk, ohio, ann, bea):
    stranger = a_member(ohio)
    TermFactory(person=ann)
    page = look(desk, "ask", ann, bea, stranger)
    letter = desk.post("/desk/offices/campaigns/new/", {"people": page.context["keys"]})

    assert names(page.context["people"]) == ["Ann", "Bea"]
    assert page.context["keys"] == f"{ann.public_id},{bea.public_id}"
    assert "About whatever they hold, the people you chose." in letter.content.decode()
