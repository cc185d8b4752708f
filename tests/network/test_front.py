"""The desk's front page: what waits for its reader, how the roster grows, what changed lately."""

import datetime as dt

import pytest
from django.utils import timezone

from network import audit
from network.desk import front
from network.models import Person, User
from network.models.people import Standing
from network.operations import people
from network.reports import growth, pictures
from network.roles import Role
from tests.factories import (
    LONG_AGO,
    NOON,
    TODAY,
    ApplicationFactory,
    CaucusGroupFactory,
    CommitteeFactory,
    MembershipFactory,
    PersonFactory,
    SeatFactory,
    TermFactory,
    a_chapter,
    a_director,
    a_member,
    national_staff,
    the_network,
)


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
def desk(client, sign_in, alice):
    return sign_in(client, alice.user)


def fresh(person):
    return User.objects.get(pk=person.user_id)


# What waits


def test_the_front_counts_what_waits_for_its_reader(desk, texas, ohio):
    for chapter in (texas, ohio):
        SeatFactory(committee=CommitteeFactory(parent=chapter), count=2)
        TermFactory(person=a_member(chapter), ends_on=dt.date(2026, 1, 1))
    page = desk.get("/desk/").context
    titles = [wait.title for wait in page["waiting"]]

    assert [title for title in titles if "confirm" in title] == ["1 person to confirm"]
    assert [title for title in titles if "vacant" in title] == ["2 vacant places"]
    assert "0 applications" in [wait.title for wait in page["quiet"]]


def test_what_waits_comes_first_and_what_does_not_is_said_quietly(desk, texas):
    ApplicationFactory(chapter=texas)
    page = desk.get("/desk/").content.decode()

    assert page.index("1 application") < page.index("Every place on every committee is held.")


@pytest.mark.parametrize("rows", [1, 3])
def test_each_thing_that_waits_takes_one_query(django_assert_num_queries, alice, texas, rows):
    user = fresh(alice)
    assert user.rights.desk
    for _ in range(rows):
        ApplicationFactory(chapter=texas)
        TermFactory(person=a_member(texas), ends_on=dt.date(2026, 1, 1))
    for count in (front._applications, front._unconfirmed):
        with django_assert_num_queries(1):
            count(user, TODAY)


def test_the_desk_is_for_staff(client, sign_in, texas):
    answers = [
        sign_in(client, person.user).get("/desk/").status_code
        for person in (a_member(texas), a_director(texas), national_staff())
    ]
    client.logout()

    assert answers == [404, 200, 200]
    assert client.get("/desk/").status_code == 302


# How the roster grows


def test_the_last_days_of_two_years_of_months():
    days = growth.month_ends(TODAY)

    assert (len(days), days[0], days[-3:]) == (
        24,
        dt.date(2024, 12, 31),
        [dt.date(2026, 9, 30), dt.date(2026, 10, 31), TODAY],
    )


def a_crowd():
    """One of each kind of story, some of them twice."""
    network = the_network()
    day = dt.date

    def belongs(since=LONG_AGO, until=None, **fields):
        person = PersonFactory()
        reason = "left" if until else ""
        MembershipFactory(
            person=person, group=network, since=since, until=until, end_reason=reason, **fields
        )
        return person

    belongs()
    belongs(since=day(2025, 6, 30))
    belongs(since=day(2025, 7, 1))
    belongs(until=day(2025, 12, 31))
    belongs(until=day(2025, 12, 30))
    belongs(state="asked")
    returned = belongs(until=day(2025, 1, 15))
    MembershipFactory(person=returned, group=network, since=day(2025, 9, 1))
    for ended in (day(2025, 3, 31), day(2025, 4, 1), None):
        TermFactory(person=belongs(), ended_on=ended, end_reason="lost")
    again = belongs()
    TermFactory(person=again, ended_on=day(2025, 2, 1), end_reason="lost")
    TermFactory(person=again, starts_on=day(2026, 2, 1))
    TermFactory(person=belongs(), ends_on=day(2025, 5, 5))
    TermFactory(person=belongs(), ended_on=day.max, end_reason="lost")
    hired = belongs()
    MembershipFactory(person=hired, group=a_chapter(), role=Role.STAFF, since=day(2025, 8, 8))
    old_hand = belongs()
    TermFactory(person=old_hand, ended_on=day(2024, 2, 1), end_reason="lost")
    MembershipFactory(
        person=old_hand,
        group=a_chapter(),
        role=Role.DIRECTOR,
        since=LONG_AGO,
        until=day(2026, 4, 30),
        end_reason="left",
    )
    merged = belongs()
    Person.objects.filter(pk=merged.pk).update(merged_into=again)


def test_every_month_is_counted_as_standing_would_count_it_that_day():
    june = national_staff()
    a_crowd()
    picture = growth.picture(fresh(june), on=TODAY)
    expected = [
        [
            f"{Person.objects.of_standing(standing, on=day).count():,}"
            for standing in (Standing.MEMBER, Standing.ALUM)
        ]
        for day in growth.month_ends(TODAY)
    ]

    assert [row[1:] for row in picture.rows] == expected


@pytest.mark.parametrize("rows", [1, 3])
def test_two_years_take_five_queries(django_assert_num_queries, rows):
    june = fresh(national_staff())
    assert june.rights.everyone
    for _ in range(rows):
        a_member()
        MembershipFactory(person=a_member(), group=a_chapter(), role=Role.STAFF)
    with django_assert_num_queries(5):
        growth.picture(june, on=TODAY)


def test_a_director_reads_of_their_chapter_and_not_of_the_next(alice, texas, ohio):
    for _ in range(6):
        a_member(texas, login=False)
        a_member(ohio, login=False)

    assert growth.picture(fresh(alice), on=TODAY).rows[-1] == ["Nov 2026", "6", "fewer than 5"]


def test_a_chapters_few_are_not_counted_aloud_in_numbers_or_strokes(alice, texas):
    for _ in range(4):
        a_member(texas, login=False)
    picture = growth.picture(fresh(alice), on=TODAY)

    assert {tuple(row[1:]) for row in picture.rows} == {("fewer than 5", "fewer than 5")}
    assert [line.strokes for line in picture.lines] == [[], []]


def test_a_caucus_moves_no_number():
    june = national_staff()
    a_member()
    member = a_member()
    before = growth.picture(fresh(june), on=TODAY)
    MembershipFactory(person=member, group=CaucusGroupFactory())
    MembershipFactory(person=PersonFactory(), group=CaucusGroupFactory())

    assert growth.picture(fresh(june), on=TODAY) == before


def test_the_numbers_are_those_of_the_lists_behind_them(desk, alice, texas, ohio):
    today = timezone.localdate()
    a_member(texas), a_member(ohio)
    TermFactory(person=a_member(texas), ended_on=LONG_AGO, starts_on=None, end_reason="lost")
    ApplicationFactory(chapter=texas)
    ApplicationFactory(chapter=ohio)
    numbers = {number.label: number.count for number in growth.standings(fresh(alice), on=today)}

    assert numbers == {"members": 1, "alumni": 1, "prospects": 0, "who want to join": 1}
    for number in growth.standings(fresh(alice), on=today)[:3]:
        assert len(desk.get(number.href).context["shown"].rows) == number.count


# Pictures


def test_bars_are_as_wide_as_their_share_and_say_their_numbers():
    picture = pictures.bars(
        "Coverage",
        [("Frederick", 2, "2 of 7"), ("Salisbury", 1)],
        head=("Place", "Members"),
        most=8,
    )

    assert [(bar.label, bar.said, bar.width) for bar in picture.bars] == [
        ("Frederick", "2 of 7", "25%"),
        ("Salisbury", "1", "12.5%"),
    ]


def test_no_bars_and_none_but_empty_ones_break_nothing():
    assert pictures.bars("Nothing", [], head=("a", "b")).bars == []
    assert pictures.bars("Nothing", [("a", 0)], head=("a", "b")).bars[0].width == "0%"


def test_a_gap_in_a_line_is_a_gap():
    drawn = pictures.line("Growth", ["a", "b", "c", "d"], [("Members", [1, 2, None, 4])]).lines[0]

    assert [(stroke.x1, stroke.x2) for stroke in drawn.strokes] == [("0%", "33.33%")]


@pytest.mark.parametrize(
    ("values", "levels"),
    [([0], ["0", "1"]), ([7], ["0", "5", "10"]), ([1742], ["0", "1,000", "2,000"])],
)
def test_an_axis_ends_at_a_number_people_like(values, levels):
    picture = pictures.line("Growth", ["a"], [("Members", values)])

    assert [mark.said for mark in picture.levels] == levels


def test_the_picture_is_described_and_its_numbers_are_in_a_table(desk):
    page = desk.get("/desk/").content.decode()

    assert '<svg class="drawn" width="100%"' in page
    assert "<title>Members and alumni at the end of each month</title>" in page
    assert page.count('<th scope="row">') == 24


# Recent changes


def test_the_last_ten_changes_to_those_one_sees(desk, alice, texas, ohio):
    for chapter in (ohio, texas):
        for number in range(11):
            person = a_member(chapter, login=False, given=f"{chapter}{number}")
            people.edit(person=person, version=1, pronouns="they", by=alice.user, at=NOON)
    recent = desk.get("/desk/").context["recent"]

    assert [row.person.given for row in recent] == [f"Texas{n}" for n in range(10, 0, -1)]


def test_what_happened_in_a_caucus_is_told_to_nobody(client, sign_in, ohio):
    hidden, june = CaucusGroupFactory(), national_staff()
    audit.record(ohio, "network.group_renamed", by=None, at=NOON, group=ohio)
    audit.record(hidden, "caucuses.edited", by=None, at=NOON, group=hidden)
    recent = sign_in(client, june.user).get("/desk/").context["recent"]

    assert [row.where for row in recent] == ["Ohio"]


def test_a_director_is_not_told_of_another_chapter(desk, ohio, texas):
    audit.record(ohio, "network.group_renamed", by=None, at=NOON, group=ohio)
    audit.record(texas, "network.group_renamed", by=None, at=NOON, group=texas)
    audit.record(a_member(ohio), "network.person_added", by=None, at=NOON)

    assert [row.where for row in desk.get("/desk/").context["recent"]] == ["Texas"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_front_takes_the_same_queries(django_assert_num_queries, desk, alice, texas, rows):
    for _ in range(rows):
        person = a_member(texas)
        people.edit(person=person, version=1, pronouns="they", by=alice.user, at=NOON)
        ApplicationFactory(chapter=texas)
        SeatFactory(committee=CommitteeFactory(parent=texas))
        TermFactory(person=person, ends_on=dt.date(2026, 1, 1))
    desk.get("/desk/")
    waits = len(desk.get("/desk/").context["waiting"] + desk.get("/desk/").context["quiet"])
    with django_assert_num_queries(BESIDE_WAITS + waits):
        desk.get("/desk/")


BESIDE_WAITS = 13
