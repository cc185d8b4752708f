"""What anybody reads of who introduced and passed it; merged and erased people; one's own data."""

import datetime as dt

import pytest

from network import public
from network.models import Person, PledgeSignature, PolicyAction
from network.operations import merging, my_data, policies
from network.reports import spread
from tests.cms.conftest import answer
from tests.factories import NOON, TODAY, JurisdictionFactory, PersonFactory, a_chapter
from tests.network.passing import DAY, NUMBER, confirmed, erase, king, serving_in, told

PASSED = dt.date(2026, 2, 11)


def place():
    [found] = public.spread(NUMBER).places
    return found


def who(person):
    return f"{person.name}, {person.policy_actions.first().office_title}"


def test_only_what_staff_confirmed_shows():
    dana = serving_in(king())
    told(dana)
    policies.decline(action=told(dana, did="passed"), reason="No", by=None, at=NOON)

    assert public.spread(NUMBER) == public.Spread(())
    policies.confirm(action=PolicyAction.objects.get(state="reported"), by=None, at=NOON)
    assert (place().name, place().state, place().steps[0].on) == ("King County, WA", "WA", DAY)


def test_two_of_one_council_are_one_event_and_both_are_named():
    seat = king()
    dana = serving_in(seat, consents=True, given="Dana", family="Diaz")
    bob = serving_in(seat, consents=True, given="Bob", family="Bell")
    eve = serving_in(seat, given="Eve", family="Eaton")
    confirmed(dana, named=True, link="https://example.org/1")
    confirmed(bob, named=True, on=PASSED, link="https://example.org/1")
    confirmed(eve, named=True)
    confirmed(dana, did="passed", on=PASSED)
    found = public.spread(NUMBER)
    introduced, passed = place().steps

    assert (found.introduced, found.passed, found.states) == (1, 1, {"WA": 1})
    assert (introduced.on, introduced.who) == (DAY, (who(dana), who(bob)))
    assert (introduced.unnamed, introduced.links) == (1, ("https://example.org/1",))
    assert (passed.did, passed.on, passed.who, passed.unnamed) == ("passed", PASSED, (), 1)


@pytest.mark.parametrize(
    ("named", "consents", "shown"),
    [(True, True, 1), (True, False, 0), (True, None, 0), (False, True, 0)],
)
def test_a_name_needs_both_yeses(named, consents, shown):
    confirmed(serving_in(king(), consents=consents), named=named)

    assert len(place().steps[0].who) == shown


def test_withdrawn_consent_counts_at_the_next_look():
    dana = serving_in(king(), consents=True)
    confirmed(dana, named=True)
    before = len(place().steps[0].who)
    answer(dana, given=False)

    assert (before, len(place().steps[0].who)) == (1, 0)


def test_places_stand_by_their_latest_news():
    for name, day in (("Old", DAY), ("New", TODAY), ("Newer", TODAY)):
        confirmed(serving_in(JurisdictionFactory(name=name)), on=day)

    assert [one.name for one in public.spread(NUMBER).places] == ["New, TX", "Newer, TX", "Old, TX"]


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_costs_one_question(count, django_assert_num_queries):
    for _ in range(count):
        confirmed(serving_in(consents=True), named=True)

    with django_assert_num_queries(1):
        assert len(public.spread(NUMBER).places) == count


def test_the_picture_counts_by_the_end_of_each_month():
    days = {"introduced": [dt.date(2026, 9, 3), dt.date(2026, 11, 2)], "passed": [TODAY]}

    picture = spread.over_time(days, until=TODAY)

    assert picture.head == ["Month", "Introduced", "Passed"]
    assert picture.rows == [
        ["September 2026", "1", "0"],
        ["October 2026", "1", "0"],
        ["November 2026", "2", "1"],
    ]
    assert spread.over_time({"passed": [TODAY]}, until=TODAY) is None
    assert spread.over_time({}, until=TODAY) is None


def test_each_state_has_a_tile_and_those_with_news_a_number():
    tiles = {tile.code: tile for tile in spread.by_state({"WA": 1, "MD": 9})}

    assert len(tiles) == 51
    assert (tiles["WA"].number, tiles["WA"].css) == ("1", "one")
    assert (tiles["MD"].said, tiles["MD"].css) == ("Maryland: 9 places", "four")
    assert (tiles["TX"].number, tiles["TX"].css, tiles["TX"].said) == ("", "none", "")


# Merged, erased, taken along


def test_what_a_double_reported_is_the_survivors_and_the_stricter_word_on_names_holds():
    seat = king()
    mine, theirs = serving_in(seat, consents=True), serving_in(seat)
    Person.objects.filter(pk=theirs.pk).update(user=None)
    waits = told(mine, named=True)
    stands = confirmed(theirs, named=False)
    other = confirmed(theirs, did="passed", named=True)

    made = merging.merge(survivor=mine, merged=Person.objects.get(pk=theirs.pk), by=None, at=NOON)
    for row in (waits, stands, other):
        row.refresh_from_db()

    assert [row.person for row in (waits, stands, other)] == [mine] * 3
    assert [row.state for row in (waits, stands, other)] == ["withdrawn", "confirmed", "confirmed"]
    assert (stands.named, other.named) == (False, True)
    merging.take_apart(merge=made, by=None, at=NOON)
    waits.refresh_from_db()
    stands.refresh_from_db()
    assert (waits.person, waits.state, stands.person) == (mine, "reported", theirs)


def test_what_happened_outlives_an_erasure_and_nothing_leads_to_whom():
    dana = serving_in(king(), consents=True, given="Dana", family="Diaz")
    confirmed(dana, named=True, link="https://example.org/dana-diaz")
    told(dana, did="passed")

    erase(dana)
    kept = PolicyAction.objects.get()

    assert (place().name, place().steps[0].who, place().steps[0].links) == (
        "King County, WA",
        (),
        (),
    )
    assert (kept.named, kept.link, kept.office_title) == (False, "", "a former member")


def test_one_takes_along_what_one_reported_and_signed():
    dana = serving_in(king(), chapter=a_chapter())
    told(dana, named=True)

    tables = {
        table.key: table for table in my_data.take(person=dana, form="json", by=None, at=NOON)
    }
    [row] = tables["policies"].rows
    said = dict(zip(tables["policies"].columns, row, strict=True))

    assert (said["policy"], said["did"], said["place_name"]) == (
        "Rental licensing",
        "Introduced",
        "King County, WA",
    )
    assert (tables["pledges"].rows, PledgeSignature.objects.count()) == ([], 0)


def test_a_person_nobody_knows_of_changes_nothing():
    confirmed(serving_in(king()))
    PersonFactory()

    assert len(public.spread(NUMBER).places) == 1
