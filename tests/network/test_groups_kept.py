"""Committees renamed, closed and opened again; who chairs; the roster on paper."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from network import audit
from network.models import AuditEntry, Group
from network.operations import groups, seats, volunteers
from tests.factories import (
    NOON,
    TODAY,
    CommitteeFactory,
    JurisdictionFactory,
    MembershipFactory,
    OfficeFactory,
    PersonFactory,
    RegionFactory,
    SeatFactory,
    TermFactory,
    a_chapter,
    a_director,
    a_member,
)

PAST = TODAY - dt.timedelta(days=30)


@pytest.fixture
def texas():
    return a_chapter()


@pytest.fixture
def committee(texas):
    return CommitteeFactory(parent=texas, name="Steering", slug="texas-steering")


@pytest.fixture
def alice(texas):
    return a_director(texas, given="Alice", family="Ames")


@pytest.fixture
def desk(client, sign_in, alice):
    return sign_in(client, alice.user)


def hold(seat, place=1, person=None, **more):
    return MembershipFactory(
        person=person or a_member(), group=seat.committee, seat=seat, place=place, **more
    )


def refused(do, **kwargs):
    with pytest.raises(ValidationError) as refusal:
        do(at=NOON, **{"by": None, **kwargs})
    error = refusal.value.error_list[0]
    return error.message, error.code


def test_a_new_name_keeps_the_address_and_the_same_one_changes_nothing(committee, alice):
    for _ in range(2):
        groups.rename(group=committee, name=" Steering  Group ", by=alice.user, at=NOON)

    assert Group.objects.get(pk=committee.pk).name == "Steering Group"
    assert Group.objects.get(pk=committee.pk).slug == "texas-steering"
    assert AuditEntry.objects.filter(action="network.group_renamed").count() == 1


def test_a_chapter_is_not_renamed_here(texas):
    assert refused(groups.rename, group=texas, name="Lone Star") == (
        "Only committees and regions are renamed here.",
        "kind",
    )


def test_a_committee_is_closed_once_and_opened_again(committee):
    for _ in range(2):
        closed = groups.close(committee=committee, by=None, at=NOON)
    opened = groups.reopen(committee=committee, by=None, at=NOON)

    assert (closed.closed_on, opened.closed_on) == (TODAY, None)
    assert AuditEntry.objects.filter(action="network.group_closed").count() == 1


def test_nobody_is_appointed_and_no_seat_is_added_while_it_is_closed(committee, texas):
    seat = SeatFactory(committee=committee)
    groups.close(committee=committee, by=None, at=NOON)
    committee.refresh_from_db()

    assert refused(seats.appoint, seat=seat, person=a_member(texas), since=TODAY) == (
        "This seat is closed.",
        "closed",
    )
    assert refused(seats.open_seat, committee=committee, title="New") == (
        "Steering is closed.",
        "closed",
    )


def test_a_committee_somebody_sits_on_is_not_closed(committee):
    hold(SeatFactory(committee=committee), person=PersonFactory(given="Dana", family="Diaz"))
    one = refused(groups.close, committee=committee)
    MembershipFactory(
        person=PersonFactory(given="Bo", family="Chen"), group=committee, role="chair"
    )

    assert one == ("Dana Diaz still sits on this committee.", "held")
    assert refused(groups.close, committee=committee) == (
        "Bo Chen and Dana Diaz still sit on this committee.",
        "held",
    )


def test_of_many_who_sit_there_five_are_named(committee):
    for number in range(7):
        MembershipFactory(person=PersonFactory(given=f"N{number}", family=""), group=committee)

    assert refused(groups.close, committee=committee)[0] == (
        "N0, N1, N2, N3, N4 and others still sit on this committee."
    )


def test_who_left_today_no_longer_sits_there(committee):
    hold(SeatFactory(committee=committee), until=TODAY, end_reason="left")

    assert groups.close(committee=committee, by=None, at=NOON).closed_on == TODAY


def test_a_committee_somebody_volunteered_for_is_not_closed(committee, texas):
    for _ in range(2):
        person = a_member(texas)
        seat = SeatFactory(committee=committee)
        volunteers.offer(seat=seat, person=person, words="", by=person.user, at=NOON)

    assert refused(groups.close, committee=committee) == (
        "2 people have volunteered for it. Answer them first.",
        "volunteers",
    )


def test_a_region_is_not_closed_and_nothing_opens_in_a_closed_chapter(texas, committee):
    region = RegionFactory(parent=texas)
    groups.close(committee=committee, by=None, at=NOON)
    Group.objects.filter(pk=texas.pk).update(closed_on=TODAY)
    committee.refresh_from_db()

    assert refused(groups.close, committee=region) == ("Only a committee is closed here.", "kind")
    assert refused(groups.reopen, committee=committee) == ("Texas is closed.", "closed")


@pytest.mark.parametrize("verb", ["rename", "close", "reopen"])
def test_another_chapters_director_keeps_out(committee, verb):
    charlie = a_director(a_chapter("OH", "Ohio"))
    what = {"group": committee, "name": "x"} if verb == "rename" else {"committee": committee}

    assert refused(getattr(groups, verb), by=charlie.user, **what)[1] == "rights"


@pytest.mark.parametrize("verb", ["rename", "close"])
def test_a_failure_midway_changes_nothing(committee, verb, monkeypatch):
    what = {"group": committee, "name": "x"} if verb == "rename" else {"committee": committee}
    monkeypatch.setattr(audit, "record", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        getattr(groups, verb)(by=None, at=NOON, **what)

    assert Group.objects.filter(name="Steering", closed_on=None).exists()


def test_names_closing_and_opening_at_the_desk(desk, committee):
    base = "/desk/groups/texas-steering/"
    desk.post(f"{base}name/", {"name": "Helm"})
    desk.post(f"{base}close/")
    listed = desk.get("/desk/groups/").context
    page = desk.get(base).content.decode()
    desk.post(f"{base}reopen/")

    assert [line.name for line in listed["closed"]] == ["Helm"]
    assert [line.name for line in listed["others"]] == []
    assert ("Open it again" in page, "Add a seat" in page) == (True, False)
    assert Group.objects.get(slug="texas-steering").closed_on is None


def test_an_empty_name_is_refused(desk, committee):
    answer = desk.post("/desk/groups/texas-steering/name/", {"name": " "})

    assert answer.context["form"].errors == {"name": ["Enter a name."]}


def test_closing_is_refused_in_words_at_the_desk(desk, committee):
    hold(SeatFactory(committee=committee), person=PersonFactory(given="Dana", family="Diaz"))
    answer = desk.post("/desk/groups/texas-steering/close/")

    assert "Dana Diaz still sits on this committee." in answer.content.decode()


@pytest.mark.parametrize("what", ["name/", "close/", "reopen/", "sheet/"])
def test_committees_elsewhere_are_not_found(client, sign_in, committee, what):
    charlie = a_director(a_chapter("OH", "Ohio"))
    ask = client.post if what == "reopen/" else client.get
    sign_in(client, charlie.user)

    assert ask(f"/desk/groups/texas-steering/{what}").status_code == 404


@pytest.mark.parametrize(
    ("title", "chairs"),
    [
        ("Chair", True),
        ("Co-chair", True),
        ("Cochairs", True),
        ("Vice chair", False),
        ("Deputy Chair", False),
        ("Wheelchair access lead", False),
        ("Delegate", False),
    ],
)
def test_a_title_says_who_chairs(committee, title, chairs):
    assert SeatFactory(committee=committee, title=title).is_chair is chairs


def test_who_chairs_is_said_first(desk, committee):
    SeatFactory(committee=committee, title="Delegate")
    chair = SeatFactory(committee=committee, title="Co-chair", count=2)
    hold(chair, 1, PersonFactory(given="Dana", family="Diaz"))
    hold(chair, 2, PersonFactory(given="Bo", family="Chen"), acting=True)
    MembershipFactory(
        person=PersonFactory(given="Ada", family="Ash"), group=committee, role="chair"
    )
    page = desk.get("/desk/groups/texas-steering/")
    roster = page.context["roster"]

    assert [(leader.name, leader.note) for leader in roster.chairs] == [
        ("Ada Ash", ""),
        ("Dana Diaz", ""),
        ("Bo Chen", "acting"),
    ]
    assert [line.seat.title for line in roster.regions["At large"]] == ["Co-chair", "Delegate"]
    assert (roster.held, roster.places, roster.vacant) == (2, 3, 1)


def test_offices_stand_beside_names_as_of_the_day(desk, committee):
    city = JurisdictionFactory(name="Harbor")
    held = hold(SeatFactory(committee=committee))
    TermFactory(
        person=held.person,
        office=OfficeFactory(jurisdiction=city, title="Mayor", seat_label=""),
        ended_on=PAST,
        end_reason="lost",
    )

    def office(on):
        regions = desk.get("/desk/groups/texas-steering/", {"on": on}).context["regions"]
        return regions["At large"][0].places[0].office

    assert (office(PAST), office(TODAY)) == ("Mayor, Harbor, TX", "")


def test_a_chapters_sheet_holds_its_committees_and_counts_on_the_day(desk, texas, committee):
    member = a_member(texas)
    TermFactory(person=member)
    a_member(texas)
    hold(SeatFactory(committee=committee), person=member, since=PAST)
    CommitteeFactory(parent=texas, name="Gone", founded_on=dt.date(2019, 1, 1), closed_on=PAST)
    CommitteeFactory(parent=texas, name="New", founded_on=timezone.localdate())

    def sheet(on):
        context = desk.get("/desk/groups/texas/sheet/", {"on": on}).context
        return (
            [group.name for group, _ in context["sheets"]],
            [roster.held for _, roster in context["sheets"]],
            (context["counts"].members, context["counts"].in_office),
        )

    assert sheet(timezone.localdate()) == (["Texas", "New", "Steering"], [0, 0, 1], (2, 1))
    day_before = PAST - dt.timedelta(days=1)
    assert sheet(day_before) == (["Texas", "Gone", "Steering"], [0, 0, 0], (2, 1))


def test_the_sheet_tells_no_way_to_reach_anybody(desk, committee):
    person = a_member(email="dana@example.org")
    hold(SeatFactory(committee=committee), person=person)
    page = desk.get("/desk/groups/texas-steering/sheet/").content.decode()

    assert (person.name in page, "dana@example.org" in page) == (True, False)


@pytest.mark.parametrize("number", [1, 3])
def test_a_sheet_takes_the_same_queries(desk, texas, number, django_assert_num_queries):
    for _ in range(number):
        committee = CommitteeFactory(parent=texas)
        person = a_member(texas)
        TermFactory(person=person)
        hold(SeatFactory(committee=committee, region=RegionFactory(parent=texas)), person=person)
        MembershipFactory(person=a_member(), group=committee, role="chair")
    desk.get("/desk/groups/texas/sheet/")

    with django_assert_num_queries(SHEET_QUERIES):
        desk.get("/desk/groups/texas/sheet/")


SHEET_QUERIES = 10
