"""Pairs at the desk: who sees which, what is decided, and how two records become one there."""

import pytest

from network.models import DuplicatePair, Merge, Person, Term
from network.models.duplicates import Decision
from tests.factories import (
    NOON,
    MembershipFactory,
    PersonFactory,
    TermFactory,
    a_chapter,
    a_director,
    a_member,
    national_staff,
    the_network,
    with_login,
)

LIST_QUERIES = 8
PREVIEW_QUERIES = 32


@pytest.fixture
def texas():
    return a_chapter()


@pytest.fixture
def ohio():
    return a_chapter("OH", "Ohio")


@pytest.fixture
def desk(client, sign_in, texas):
    """Alice, who keeps Texas, at her desk."""
    return sign_in(client, a_director(texas, given="Alice", family="Ames").user)


def a_pair(*chapters, decision=Decision.OPEN, **names):
    """Two records that look alike, each of a chapter."""
    sides = []
    for chapter in (chapters * 2)[:2]:
        person = PersonFactory(**{"given": "Dana", "family": "Lee", **names})
        MembershipFactory(person=person, group=chapter)
        sides.append(person)
    return DuplicatePair.objects.create(
        low=sides[0],
        high=sides[1],
        score=90,
        reasons=["Same last name"],
        found_at=NOON,
        decision=decision,
        decided_at=None if decision == Decision.OPEN else NOON,
    )


def listed(client, **filters):
    shown = client.get("/desk/duplicates/", filters).context["shown"]
    return [row.pair for row in shown.object_list] if shown is not None else None


def address(pair, *, to=""):
    return f"/desk/duplicates/{pair.public_id}/{to}"


def filled(page, **values):
    """What the preview would send, as it stands."""
    form = page.context["form"]
    return {name: field.initial for name, field in form.fields.items()} | values


# The list


def test_a_pair_is_shown_to_whom_both_sides_are(desk, client, sign_in, texas, ohio):
    ours, _theirs, half = a_pair(texas), a_pair(ohio), a_pair(texas, ohio)

    assert listed(desk) == [ours]
    assert desk.get(address(half)).status_code == 404
    assert len(listed(sign_in(client, national_staff().user))) == 3


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_the_same_queries(django_assert_num_queries, desk, texas, rows):
    for _ in range(rows):
        pair = a_pair(texas)
        TermFactory(person=pair.low)
    desk.get("/desk/duplicates/")

    with django_assert_num_queries(LIST_QUERIES):
        assert len(listed(desk)) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_preview_takes_the_same_queries(django_assert_num_queries, desk, texas, rows):
    pair = a_pair(texas)
    for _ in range(rows):
        TermFactory(person=pair.low)
        MembershipFactory(person=pair.high, group=texas, until=NOON.date(), end_reason="left")
    desk.get(address(pair))

    with django_assert_num_queries(PREVIEW_QUERIES):
        desk.get(address(pair))


def test_fifty_a_page_the_likeliest_first(desk, texas):
    pairs = [a_pair(texas) for _ in range(51)]
    DuplicatePair.objects.filter(pk=pairs[50].pk).update(score=99)

    first, second = listed(desk), listed(desk, page=2)

    assert (len(first), first[0], second) == (50, pairs[50], [pairs[49]])


def test_national_staff_narrow_it_to_a_chapter(client, sign_in, texas, ohio):
    ours, half = a_pair(texas), a_pair(texas, ohio)
    a_pair(ohio)
    staff = sign_in(client, national_staff().user)

    assert listed(staff, chapter="texas") == [ours, half]
    assert listed(staff, chapter="never-was") is None
    assert "Unknown filter." in staff.get("/desk/duplicates/?show=what").content.decode()


def test_not_a_duplicate_is_remembered_and_can_be_taken_back(desk, texas):
    pair = a_pair(texas)

    desk.post(address(pair, to="apart/"))
    told = (listed(desk), listed(desk, show="apart"))
    desk.post(address(pair, to="again/"))

    assert told == ([], [pair])
    assert listed(desk) == [pair]


def test_looking_changes_nothing(desk, texas):
    pair = a_pair(texas)

    assert [desk.get(address(pair, to=to)).status_code for to in ("apart/", "again/")] == [405, 405]
    assert desk.get(address(pair)).status_code == 200
    assert DuplicatePair.objects.get().decision == "open"


@pytest.mark.parametrize("to", ["", "apart/", "again/"])
def test_a_pair_elsewhere_is_not_found(client, sign_in, texas, ohio, to):
    pair = a_pair(ohio)
    people = [a_director(texas), a_member(texas), a_director(ohio)]

    statuses = [
        sign_in(client, person.user).post(address(pair, to=to)).status_code for person in people
    ]

    assert statuses == [404, 404, 200 if to == "" else 302]
    client.logout()
    assert client.post(address(pair, to=to)).url.startswith("/accounts/login/")


# The preview and the merge


def test_the_preview_says_where_they_differ_and_who_wins(desk, texas):
    pair = a_pair(texas)
    Person.objects.filter(pk=pair.high.pk).update(given="Dana Maria", pronouns="she/her")
    TermFactory(person=pair.high)

    comparison = desk.get(address(pair)).context["comparison"]

    assert [(choice.label, choice.default, choice.why) for choice in comparison.choices] == [
        ("First name", "right", "The fuller of the two."),
        ("Pronouns", "right", "The other says nothing."),
    ]
    assert comparison.same == [("Last name", "Lee")]
    assert (comparison.keep, comparison.why) == (pair.low, "It has been on the roster for longer.")
    assert comparison.records[1].owns == ["1 membership or seat", "1 term"]


def test_who_signs_in_stays_unless_somebody_says_otherwise(desk, texas):
    pair = a_pair(texas)
    with_login(pair.high)

    page = desk.get(address(pair))
    desk.post(address(pair), filled(page))

    assert page.context["comparison"].keep == pair.high
    assert Person.including_merged.get(pk=pair.low.pk).merged_into == pair.high


def test_two_records_are_joined_field_by_field(desk, texas):
    pair = a_pair(texas)
    Person.objects.filter(pk=pair.high.pk).update(family="Leigh", bio="Of the library board.")
    TermFactory(person=pair.high)
    page = desk.get(address(pair))

    answer = desk.post(address(pair), filled(page, family="left", keep=str(pair.high.public_id)))

    survivor = Person.objects.get(pk=pair.high.pk)
    assert answer.url == survivor.get_absolute_url()
    assert (survivor.family, survivor.bio) == ("Lee", "Of the library board.")
    assert Term.objects.get().person == survivor
    assert desk.get(pair.low.get_absolute_url()).url == survivor.get_absolute_url()
    assert desk.get(address(pair)).url == survivor.get_absolute_url()


def test_whoever_comes_second_finds_what_became_of_them(desk, texas):
    pair = a_pair(texas)
    sent = filled(desk.get(address(pair)))

    answers = [desk.post(address(pair), sent).url for _ in range(2)]

    assert answers == [pair.low.get_absolute_url()] * 2
    assert Merge.objects.count() == 1


def test_a_change_in_between_is_told_and_the_choice_stands(desk, texas):
    pair = a_pair(texas)
    Person.objects.filter(pk=pair.high.pk).update(family="Leigh")
    sent = filled(desk.get(address(pair)), family="left")
    Person.objects.filter(pk=pair.high.pk).update(version=2)

    page = desk.post(address(pair), sent)
    again = desk.post(address(pair), {**sent, "seen": page.context["form"]["seen"].value()})

    assert page.context["form"].non_field_errors() == [
        "Somebody changed one of these records. Look at them once more."
    ]
    assert page.context["form"]["family"].value() == "left"
    assert (again.status_code, Merge.objects.count()) == (302, 1)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"keep": "somebody"}, "keep"),
        ({"family": "up"}, "family"),
        ({"seen": "x"}, "seen"),
        ({"seen": "1-2-3"}, "seen"),
        ({"seen": ""}, "seen"),
    ],
)
def test_a_crooked_form_is_refused(desk, texas, values, field):
    pair = a_pair(texas)
    Person.objects.filter(pk=pair.high.pk).update(family="Leigh")
    sent = filled(desk.get(address(pair)), **values)

    assert field in desk.post(address(pair), sent).context["form"].errors
    assert Merge.objects.count() == 0


def test_two_who_sign_in_are_told_so_at_once_and_refused(desk, texas):
    pair = a_pair(texas)
    for person in (pair.low, pair.high):
        with_login(person)
    page = desk.get(address(pair))

    refused = desk.post(address(pair), filled(page))

    assert page.context["comparison"].both_sign_in is True
    assert refused.context["form"].errors["keep"] == [
        "Both can sign in. One has to give up their sign-in first."
    ]


def test_a_pair_one_found_oneself(desk, texas):
    pair = a_pair(texas)
    one, other = pair.low, pair.high
    DuplicatePair.objects.all().delete()
    start = f"{one.get_absolute_url()}merge/"

    found = desk.get(start, {"name": "dana"}).context["form"]["person"].field.choices
    chosen = desk.get(start, {"name": "dana", "person": str(other.public_id)})
    page = desk.get(chosen.url)
    desk.post(chosen.url, filled(page))

    assert found == [(str(other.public_id), "Dana Lee")]
    assert Merge.objects.get().survivor == one
    assert desk.get(chosen.url).url == one.get_absolute_url()


def test_a_person_with_themselves_is_refused_in_words(desk, texas):
    one = a_pair(texas).low
    answer = desk.get(f"{one.get_absolute_url()}merge/{one.public_id}/", follow=True)

    assert "A person cannot be merged with themselves." in answer.content.decode()


def test_a_record_elsewhere_is_not_found_as_the_other(desk, texas, ohio):
    """Make a double of somebody in my chapter, merge, own them: there is no such page."""
    double, target = a_pair(texas).low, a_pair(ohio).low
    before = Merge.objects.count()
    paths = [
        f"/desk/people/{one.public_id}/merge/{other.public_id}/"
        for one, other in ((double, target), (target, double), (target, target))
    ]

    assert [desk.post(path, {}).status_code for path in paths] == [404] * 3
    assert desk.get(f"/desk/people/{target.public_id}/merge/").status_code == 404
    assert Merge.objects.count() == before


# Taking apart


def joined(desk, texas):
    pair = a_pair(texas)
    desk.post(address(pair), filled(desk.get(address(pair))))
    return pair, Merge.objects.get()


def test_the_record_says_with_whom_it_was_joined_and_leads_to_the_undoing(desk, texas):
    pair, made = joined(desk, texas)
    path = f"{pair.low.get_absolute_url()}apart/{made.public_id}/"

    page = desk.get(pair.low.get_absolute_url()).content.decode()
    asked = desk.get(path)
    answer = desk.post(path, follow=True)

    assert "Joined with Dana Lee on" in page
    assert path in page
    assert "Take apart Dana Lee and Dana Lee" in asked.content.decode()
    assert "Dana Lee and Dana Lee are two records again." in answer.content.decode()
    assert Person.objects.filter(pk__in=[pair.low.pk, pair.high.pk]).count() == 2
    assert listed(desk) == [pair]


def test_what_stays_is_told(desk, texas):
    pair, made = joined(desk, texas)
    MembershipFactory(person=pair.high, group=the_network())
    made.moved.insert(
        0,
        {
            "label": "network.term",
            "key": TermFactory(person=pair.low).pk,
            "before": {"person_id": pair.high.pk},
            "after": {"person_id": 0},
        },
    )
    made.save()

    answer = desk.post(f"{pair.low.get_absolute_url()}apart/{made.public_id}/", follow=True)

    assert "Changed since, and still with Dana Lee: 1 term." in answer.content.decode()


def test_undone_twice_it_says_so(desk, texas):
    pair, made = joined(desk, texas)
    path = f"{pair.low.get_absolute_url()}apart/{made.public_id}/"
    for _ in range(2):
        desk.post(path)

    assert "They are two records again" in desk.get(path).content.decode()


def test_a_merge_elsewhere_is_not_found(client, sign_in, desk, texas, ohio):
    pair, made = joined(desk, texas)
    path = f"{pair.low.get_absolute_url()}apart/{made.public_id}/"
    strangers = [a_director(ohio), a_member(texas)]

    assert [sign_in(client, one.user).post(path).status_code for one in strangers] == [404, 404]
    assert Merge.objects.get().undone_at is None


# While adding somebody


def add(desk, **values):
    return desk.post(
        "/desk/people/add/", {"given": "Dana", "family": "Lee", "chapter": "texas", **values}
    )


def test_whoever_looks_alike_is_said_before_anybody_is_added(desk, texas):
    known = a_pair(texas).low
    before = Person.objects.count()

    warned = add(desk)
    added = add(desk, sure=warned.context["sure"])

    assert known in [match.person for match in warned.context["alike"]]
    assert "Add them all the same" in warned.content.decode()
    assert (added.status_code, Person.objects.count()) == (302, before + 1)


def test_while_typing_the_same_region_answers(desk, texas, ohio):
    a_pair(texas)
    a_pair(ohio)
    page = desk.get("/desk/people/add/", {"given": "Dana", "family": "Lee"})

    assert len(page.context["alike"]) == 2


def test_a_warning_about_somebody_else_does_not_wave_this_one_through(desk, texas):
    a_pair(texas)
    sure = add(desk).context["sure"]
    a_pair(texas, given="Dana", family="Leigh")

    assert add(desk, family="Leigh", sure=sure).status_code == 200
