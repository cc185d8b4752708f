"""The roster's filters: each by what it finds, together, and what none of them gives away."""

import datetime as dt

import pytest

from network.models import Consent, Interaction, Person, Speaks, Tag, Tagging
from network.models.interactions import InteractionKind, Visibility
from network.reports import people
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
def ann(texas):
    return a_member(texas, given="Ann")


@pytest.fixture
def bea(texas):
    return a_member(texas, given="Bea")


@pytest.fixture
def desk(client, sign_in, alice):
    return sign_in(client, alice.user)


def find(client, **filters):
    shown = client.get("/desk/people/", filters).context["shown"]
    return [row.name.split()[0] for row in shown.rows] if shown else None


def serving(person, **place):
    office = OfficeFactory(jurisdiction=JurisdictionFactory(**place))
    return TermFactory(person=person, office=office)


def agreed(person, *answers, purpose="newsletter"):
    for given in answers:
        Consent.objects.create(
            person=person, purpose=purpose, given=given, text_version="1", how="self", at=NOON
        )


def tag(group, name, *those):
    made = Tag.objects.create(group=group, name=name)
    for person in those:
        Tagging.objects.create(person=person, tag=made, at=NOON)
    return made


def spoke(person, by, *, days=0, scope=None, kind=InteractionKind.CALL, **fields):
    made = Interaction.objects.create(
        at=NOON - dt.timedelta(days=days),
        by=by.user,
        scope=scope or a_chapter(),
        body="x",
        kind=kind,
        **fields,
    )
    made.people.add(person)


def test_by_kind_and_size_of_the_place(desk, ann, bea):
    serving(ann, kind="city", population=4_999)
    serving(bea, kind="county", population=5_000)

    assert find(desk, kind="city") == ["Ann"]
    assert find(desk, kind=["city", "county"]) == ["Ann", "Bea"]
    assert find(desk, kind="county", size="under-5k") == []


@pytest.mark.parametrize(
    ("population", "size"),
    [
        (4_999, "under-5k"),
        (5_000, "5k-25k"),
        (25_000, "25k-100k"),
        (100_000, "over-100k"),
        (None, "unknown"),
    ],
)
def test_each_size_has_one_band(desk, ann, population, size):
    serving(ann, population=population)
    every = ["under-5k", "5k-25k", "25k-100k", "over-100k", "unknown"]

    assert [one for one in every if find(desk, size=one)] == [size]


def test_office_filters_are_about_one_and_the_same_term(desk, ann):
    """Once mayor of a town, now on the council of a city: no mayor of a city."""
    town = OfficeFactory(role="mayor", jurisdiction=JurisdictionFactory(kind="town"))
    TermFactory(person=ann, office=town, ended_on=dt.date(2024, 1, 1), end_reason="completed")
    TermFactory(person=ann, office=OfficeFactory(role="council"))

    assert find(desk, term="former", role="mayor") == ["Ann"]
    assert find(desk, role="mayor") == []
    assert find(desk, role="council", kind="town") == []
    assert find(desk, term="former", role="council") == []


def test_by_committee_with_a_seat_or_a_role_there_now(desk, texas, ann, bea):
    committee = CommitteeFactory(parent=texas, slug="steering")
    seat = SeatFactory(committee=committee)
    MembershipFactory(person=ann, group=committee, seat=seat, place=1)
    MembershipFactory(
        person=bea, group=committee, role="chair", until=dt.date(2026, 1, 1), end_reason="left"
    )

    assert find(desk, committee="steering") == ["Ann"]


def test_by_language_one_of_several_is_enough(desk, ann, bea):
    Speaks.objects.create(person=ann, language="es")
    Speaks.objects.create(person=bea, language="ko")

    assert find(desk, language="es") == ["Ann"]
    assert find(desk, language=["es", "ko"]) == ["Ann", "Bea"]


def test_by_tag(desk, texas, ann, bea):
    mark = tag(texas, "Mentor", ann)
    other = tag(texas, "Shy", bea)

    assert find(desk, tag=str(mark.public_id)) == ["Ann"]
    assert find(desk, tag=[str(mark.public_id), str(other.public_id)]) == ["Ann", "Bea"]


def test_by_the_day_they_joined_the_network(desk, texas):
    for given, since in (("Old", dt.date(2020, 5, 1)), ("New", dt.date(2026, 5, 1))):
        person = PersonFactory(given=given)
        MembershipFactory(person=person, group=the_network(), since=since)
        MembershipFactory(person=person, group=texas, since=dt.date(2024, 1, 1))

    assert find(desk, joined_from="2026-05-01") == ["New"]
    assert find(desk, joined_to="2020-05-01") == ["Old"]
    assert find(desk, joined_from="2020-05-02", joined_to="2026-04-30") == []


def test_by_consent_the_latest_answer_counts(desk, ann, bea):
    agreed(ann, True)
    agreed(bea, True, False)

    assert find(desk, consent="newsletter") == ["Ann"]
    assert find(desk, consent="directory") == []


def test_by_last_contact(desk, alice, texas, ann, bea):
    lost = a_member(texas, given="Lost")
    spoke(ann, alice, days=3)
    spoke(bea, alice, days=100)
    spoke(lost, alice, kind=InteractionKind.NOTE)
    everyone = {"standing": "member"}

    assert find(desk, contact="month", **everyone) == ["Ann"]
    assert find(desk, contact="3", **everyone) == ["Bea", "Lost"]
    assert find(desk, contact="6", **everyone) == ["Lost"]
    assert find(desk, contact="never", **everyone) == ["Lost"]
    assert find(desk, sort="contact", **everyone) == ["Lost", "Bea", "Ann"]


def test_contact_the_reader_may_not_read_of_is_none(desk, ann):
    boss = national_staff()
    spoke(ann, boss, visibility=Visibility.NATIONAL)
    spoke(ann, boss, visibility=Visibility.OWN)
    page = desk.get("/desk/people/", {"standing": "member", "columns": "contact"})

    assert find(desk, contact="month") == []
    assert page.context["shown"].rows[0].cells == [("", "")]


def test_filters_of_every_kind_hold_together(desk, texas, ann, bea):
    for person in (ann, bea):
        serving(person, kind="city", population=9_000)
        Speaks.objects.create(person=person, language="es")
    agreed(ann, True)
    asked = {"standing": "member", "kind": "city", "size": "5k-25k", "language": "es"}

    assert find(desk, **asked) == ["Ann", "Bea"]
    assert find(desk, **asked, consent="newsletter", term="sitting") == ["Ann"]


@pytest.mark.parametrize(
    "name", ["standing", "contact", "consent", "language", "kind", "tag", "committee"]
)
def test_each_way_of_asking_finds_the_same(
    monkeypatch, client, sign_in, alice, texas, ann, bea, name
):
    """From the filter's side or of each person, counted or gone through in order."""
    serving(ann, kind="city")
    serving(bea, kind="town")
    agreed(ann, True)
    spoke(ann, alice)
    Speaks.objects.create(person=ann, language="es")
    mark = tag(texas, "Mentor", ann)
    committee = CommitteeFactory(parent=texas, slug="steering")
    MembershipFactory(person=ann, group=committee)
    value = {
        "standing": "member",
        "contact": "month",
        "consent": "newsletter",
        "language": "es",
        "kind": "city",
        "tag": str(mark.public_id),
        "committee": "steering",
    }[name]
    boss = national_staff(given="Nat").user
    found = []
    for reader, most, many in (
        (alice.user, 9, 0),
        (alice.user, 0, 0),
        (boss, 9, 0),
        (boss, 9, 999),
    ):
        sign_in(client, reader)
        monkeypatch.setattr(people, "MOST", most)
        monkeypatch.setattr(people, "MANY", many)
        found.append(find(client, **{name: value}))

    assert found[1:] == found[:-1]
    assert found[0] in (["Ann"], ["Ann", "Bea"])


@pytest.mark.parametrize(
    "filters",
    [
        {"kind": "planet"},
        {"kind": ["city", "planet"]},
        {"size": "huge"},
        {"committee": "ohio-steering"},
        {"committee": "texas"},
        {"language": "en"},
        {"language": "' OR 1=1 --"},
        {"tag": "1"},
        {"tag": "00000000-0000-4000-8000-000000000000"},
        {"tag": "x" * 5000},
        {"joined_from": "yesterday"},
        {"joined_to": "2026-02-30"},
        {"joined_from": "99999-01-01"},
        {"contact": "2"},
        {"contact": "-1"},
        {"consent": "no"},
        {"columns": "phone"},
        {"columns": "email"},
        {"columns": "official_email"},
        {"standing": ["member", "alum"]},
        {"standing": ["member", ""]},
        {"person": "1"},
        {"user__email": "a"},
    ],
)
def test_what_is_unknown_lists_nobody(desk, texas, ohio, ann, filters):
    tag(texas, "Mentor", ann)
    CommitteeFactory(parent=texas)
    CommitteeFactory(parent=ohio, slug="ohio-steering")
    page = desk.get("/desk/people/", filters)

    assert (page.status_code, page.context["shown"]) == (200, None)
    assert "Unknown filter." in page.content.decode()


def test_a_reader_is_offered_only_what_they_keep(desk, texas, ohio):
    tag(texas, "Ours", a_member(texas))
    theirs = tag(ohio, "Xylophone", a_member(texas))
    national = tag(the_network(), "Quokka", a_member(texas))
    CaucusGroupFactory(name="Zephyrine", slug="zephyrine")
    page = desk.get("/desk/people/?columns=tags").content.decode()

    assert [word in page for word in ("Ours", "Xylophone", "Quokka", "Zephyrine")] == [
        True,
        False,
        False,
        False,
    ]
    for hidden in (theirs, national):
        assert find(desk, tag=str(hidden.public_id)) is None
    assert find(desk, committee="zephyrine") is None


def test_what_is_set_is_shown_as_chips_that_take_it_off(desk, ann):
    page = desk.get(
        "/desk/people/?standing=member&language=es&language=ko&sort=newest&columns=term"
    )

    assert page.context["chips"] == [
        ("Standing: Member", "language=es&language=ko&sort=newest&columns=term"),
        ("Language: Spanish", "standing=member&language=ko&sort=newest&columns=term"),
        ("Language: Korean", "standing=member&language=es&sort=newest&columns=term"),
    ]


COLUMNS = dict.fromkeys(["region", "languages", "joined", "contact", "tags", "ends", "seat"], 1)
COLUMNS["standing"] = 0  # comes with the name


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("column", "queries"), COLUMNS.items())
def test_a_column_costs_a_query_at_most(
    django_assert_num_queries, desk, texas, alice, rows, column, queries
):
    for _ in range(rows):
        person = a_member(texas)
        serving(person)
        Speaks.objects.create(person=person, language="es")
        spoke(person, alice)
    desk.get("/desk/people/")

    with django_assert_num_queries(8 + queries):
        page = desk.get("/desk/people/", {"standing": "member", "columns": column})
    assert len(page.context["shown"].rows) == rows


def test_columns_say_what_they_promise(desk, texas, alice, ann):
    county = JurisdictionFactory(kind="county", name="Lake", county="")
    town = JurisdictionFactory(name="Alder", county="Lake")
    office = OfficeFactory(jurisdiction=town, next_election_on=dt.date(2027, 11, 2))
    TermFactory(person=ann, office=office, ends_on=dt.date(2027, 12, 31), ends_precision="year")
    region = texas.children.create(kind="region", name="Lakeside", slug="lakeside")
    region.jurisdictions.add(county)
    for language in ("ko", "es"):
        Speaks.objects.create(person=ann, language=language)
    spoke(ann, alice)
    tag(texas, "Mentor", ann)
    columns = ["region", "languages", "joined", "contact", "ends", "election", "tags"]
    page = desk.get("/desk/people/", {"standing": "member", "columns": columns})

    assert [text for text, _ in page.context["shown"].rows[0].cells] == [
        "Lakeside",
        "Korean, Spanish",
        "January 1, 2020",
        "November 24, 2026",
        "2027",
        "November 2, 2027",
        "Mentor",
    ]


def test_sorted_by_the_scheduled_end_unknown_ones_last(desk, ann, bea, texas):
    cleo = a_member(texas, given="Cleo")
    TermFactory(person=ann, ends_on=None)
    TermFactory(person=bea, ends_on=dt.date(2028, 1, 1))
    TermFactory(person=cleo, ends_on=dt.date(2027, 1, 1))

    assert find(desk, standing="member", sort="ends") == ["Cleo", "Bea", "Ann"]


def test_two_directors_see_their_own_with_the_same_filters(client, sign_in, texas, ohio):
    for chapter in (texas, ohio):
        person = a_member(chapter, given=chapter.name)
        Speaks.objects.create(person=person, language="es")
    seen = []
    for chapter in (texas, ohio):
        sign_in(client, a_director(chapter).user)
        seen.append(find(client, language="es"))

    assert seen == [["Texas"], ["Ohio"]]


def test_counting_many_questions_takes_one_query(django_assert_num_queries, alice, ann, bea):
    Speaks.objects.create(person=ann, language="es")
    questions = [{}, {"language": ["es"]}, {"standing": "member"}, {"language": ["ko"]}]
    assert alice.user.rights.desk

    with django_assert_num_queries(1):
        assert people.counts(alice.user, questions, on=TODAY) == [3, 1, 2, 0]
    assert Person.objects.count() == 3
