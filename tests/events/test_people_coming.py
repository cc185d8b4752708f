"""Who is coming, as others who come read it: by consent, at one event, and never few."""

import pytest

from events.models import Registration, State
from events.operations import listed, registrations
from network.models import AuditEntry
from tests.event_factories import (
    NOON,
    EventFactory,
    RegistrationFactory,
    SessionChoiceFactory,
    SessionFactory,
    a_ticket,
)
from tests.events.refusing import refused
from tests.factories import PersonFactory, TermFactory, a_chapter, a_member

PEOPLE = "/events/supper/people/"


@pytest.fixture
def ours():
    return a_chapter("MD", "Maryland")


@pytest.fixture
def event(ours):
    return EventFactory(host=ours, slug="supper")


@pytest.fixture
def dana(ours):
    return a_member(ours, given="Dana", family="Lee")


@pytest.fixture
def place(event, dana):
    return RegistrationFactory(event=event, person=dana)


@pytest.fixture
def member(client, sign_in, dana, place):
    return sign_in(client, dana.user)


def others(event, number, **fields):
    return [RegistrationFactory(event=event, listed=True, **fields) for _ in range(number)]


def names(page):
    return [one.name for one in page.context["coming"]]


def choose(place, wanted):
    return listed.choose(registration=place, listed=wanted, by=place.person.user, at=NOON)


def test_nobody_is_listed_who_did_not_say_so(place):
    assert place.listed is False


def test_the_choice_is_on_record_once(place):
    for wanted in (True, True, False, False):
        choose(place, wanted)

    actions = list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))
    assert actions == ["events.listed", "events.unlisted"]


def test_only_who_has_a_place_is_listed(place):
    Registration.objects.update(state=State.CANCELLED, ended_at=NOON)

    assert refused("state", choose, place, True) == "Only who has a place is on the list."


def test_a_failure_midway_leaves_nothing(place, monkeypatch):
    def stop(*args, **values):
        raise RuntimeError

    monkeypatch.setattr(listed.audit, "record", stop)
    with pytest.raises(RuntimeError):
        choose(place, True)

    place.refresh_from_db()
    assert place.listed is False


def test_those_who_agreed_are_named_with_their_office(member, event, place):
    rows = others(event, 5)
    TermFactory(person=rows[0].person, office__title="Mayor")
    RegistrationFactory(event=event, person__given="Shy")

    page = member.get(PEOPLE)

    assert sorted(names(page)) == sorted(row.person.name for row in rows)
    assert b"Mayor" in page.content
    assert (b"Shy" in page.content, b"Dana Lee" in page.content) == (False, False)


def test_four_are_too_few_to_be_named(member, event):
    [row, *_] = others(event, 4)

    page = member.get(PEOPLE)

    assert names(page) == []
    assert row.person.family not in page.content.decode()


@pytest.mark.parametrize("state", ["held", "cancelled", "expired", "transferred"])
def test_who_does_not_come_any_more_is_not_named(member, event, state):
    others(event, 5)
    RegistrationFactory(event=event, listed=True, state=state, person__given="Gone")

    assert b"Gone" not in member.get(PEOPLE).content


def test_who_was_erased_is_not_named(member, event):
    others(event, 5)
    RegistrationFactory(event=event, listed=True, person=PersonFactory(given="X", erased_at=NOON))

    assert len(names(member.get(PEOPLE))) == 5


def test_at_another_event_nobody_has_agreed_to_anything(member, place):
    others(EventFactory(), 6)

    assert names(member.get(PEOPLE)) == []


def test_a_private_session_is_not_on_it(member, event):
    rows = others(event, 5)
    hidden = SessionFactory(event=event, title="Tapir", private=True, audience={"caucus": ["x"]})
    SessionChoiceFactory(registration=rows[0], session=hidden)

    assert b"Tapir" not in member.get(PEOPLE).content


def test_whoever_takes_a_place_over_is_not_listed_for_it(ours):
    ticket = a_ticket(EventFactory(host=ours))
    first, second = a_member(ours), a_member(ours)
    place = registrations.register(
        event=ticket.event, ticket_type=ticket, person=first, by=first.user, at=NOON
    )
    choose(place, True)

    new = registrations.transfer(registration=place, to=second, by=first.user, at=NOON)

    assert new.listed is False


@pytest.mark.parametrize("who", ["visitor", "no place", "held", "elsewhere"])
def test_only_who_comes_reads_it(client, sign_in, event, ours, who):
    others(event, 5)
    reader = a_member(ours)
    if who == "held":
        RegistrationFactory(event=event, person=reader, state="held")
    if who == "elsewhere":
        RegistrationFactory(event=EventFactory(), person=reader)
    if who != "visitor":
        sign_in(client, reader.user)

    assert client.get(PEOPLE).status_code == (302 if who == "visitor" else 404)


def test_the_button_on_ones_place_puts_one_on_the_list_and_off(member, place):
    address = f"{place.get_absolute_url()}listed/"
    assert member.get(address).status_code == 405

    page = member.post(address, {"listed": "yes"}, follow=True)
    assert "Take my name off the list" in page.content.decode()
    page = member.post(address, {"listed": "no"}, follow=True)
    assert "Put my name on the list" in page.content.decode()


def test_nobody_chooses_for_somebody_else(member, event):
    [row] = others(event, 1)

    assert member.post(f"{row.get_absolute_url()}listed/", {"listed": "no"}).status_code == 404
    row.refresh_from_db()
    assert row.listed is True


@pytest.mark.parametrize("number", [5, 15])
def test_it_costs_the_same_however_many_come(member, event, number, django_assert_num_queries):
    for row in others(event, number):
        TermFactory(person=row.person)

    with django_assert_num_queries(13):
        member.get(PEOPLE)
