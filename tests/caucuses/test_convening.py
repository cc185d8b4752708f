"""A caucus's own session at an event: taken, described and given up; nobody outside reads of it."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from caucuses import access
from caucuses.operations import convening
from events.models import Session, SessionChoice
from events.operations import choices, limits, registrations, sessions
from network import audiences
from network.models import AuditEntry, Person
from tests.event_factories import EventFactory, a_ticket

from .conftest import browser, row

LEADING = "/caucuses/lanterns/sessions/"


@pytest.fixture
def event(network, at):
    return EventFactory(
        host=network,
        slug="convening",
        starts_at=at + dt.timedelta(days=30),
        ends_at=at + dt.timedelta(days=32),
    )


@pytest.fixture
def set_aside(event, at):
    def made(room="Key Room", hours=5):
        begins = event.starts_at + dt.timedelta(hours=hours)
        return sessions.add(
            event=event,
            title="Caucus time",
            room=room,
            starts_at=begins,
            ends_at=begins + dt.timedelta(hours=1),
            set_aside=True,
            by=None,
            at=at,
        )

    return made


@pytest.fixture
def meet(caucus, cast, at):
    def made(room, title="Wick hour"):
        return convening.meet(
            caucus=caucus,
            room=room,
            title=title,
            description="Bring a candle.",
            by=cast.alice.user,
            at=at,
        )

    return made


def place_of(event, person, at):
    ticket = event.ticket_types.first() or a_ticket(event)
    return registrations.register(
        event=event, ticket_type=ticket, person=person, by=person.user, at=at
    )


def refused(operation, *args, **what):
    with pytest.raises(ValidationError) as refusal:
        operation(*args, **what)
    return refusal.value.code


def test_who_leads_takes_a_room_that_was_set_aside(set_aside, meet, caucus):
    room = set_aside()

    session = meet(room)

    assert (session.private, session.room, session.starts_at) == (True, room.room, room.starts_at)
    assert session.audience == {"caucus": ["lanterns"]}
    line = AuditEntry.including_private.get(action="caucuses.session_made")
    assert line.group_id == caucus.group_id


def test_a_room_is_taken_once_and_who_has_it_is_not_said(set_aside, meet):
    room = set_aside()
    meet(room)

    assert refused(meet, room) == "taken"
    assert Session.including_private.filter(private=True).count() == 1


def test_a_link_is_refused_and_leaves_nothing(set_aside, meet):
    room = set_aside()

    with pytest.raises(ValidationError):
        meet(room, title="https://meet.example.org/x")

    assert not Session.including_private.filter(private=True).exists()
    assert not AuditEntry.including_private.filter(action="caucuses.session_made").exists()


def test_who_is_inside_may_choose_it_and_nobody_else(set_aside, meet, event, cast, at):
    session = meet(set_aside())
    bobs, charlies = (place_of(event, one, at) for one in (cast.bob, cast.charlie))

    choices.choose(registration=bobs, sessions=[session], by=cast.bob.user, at=at)
    code = refused(
        choices.choose, registration=charlies, sessions=[session], by=cast.charlie.user, at=at
    )

    assert code == "audience"
    chosen = SessionChoice.including_private.values_list("registration", flat=True)
    assert list(chosen) == [bobs.pk]


def test_nobody_chooses_a_room_set_aside(set_aside, event, cast, at):
    room = set_aside()
    place = place_of(event, cast.bob, at)

    code = refused(choices.choose, registration=place, sessions=[room], by=None, at=at)

    assert code == "audience"


def test_who_left_the_caucus_no_longer_reads_of_it(set_aside, meet, event, caucus, cast, on):
    session = meet(set_aside())
    assert session in choices.open_to(event, cast.bob, on=on)

    access.membership_of(cast.bob, caucus, on=on).delete()

    assert session not in choices.open_to(event, cast.bob, on=on)


def test_a_closed_caucus_is_an_audience_of_nobody(set_aside, meet, event, caucus, cast, on):
    session = meet(set_aside())
    caucus.group.closed_on = on
    caucus.group.save()

    assert session not in choices.open_to(event, cast.bob, on=on)


def test_agenda_tells_those_inside_and_says_to_others_that_the_room_is_set_aside(
    set_aside, meet, event, cast
):
    meet(set_aside())

    assertContains(browser(cast.bob).get("/events/convening/"), "Wick hour")
    for who in (cast.charlie, cast.dana, cast.ada, None):
        page = browser(who).get("/events/convening/")
        assertNotContains(page, "Wick hour")
        assertNotContains(page, "Lanterns")
        assertContains(page, "set aside for caucuses")


def test_given_up_the_room_is_free_again_and_nobody_means_to_come(
    set_aside, meet, event, caucus, cast, at, on
):
    room = set_aside()
    session = meet(room)
    bobs = place_of(event, cast.bob, at)
    choices.choose(registration=bobs, sessions=[session], by=cast.bob.user, at=at)

    convening.give_up(caucus=caucus, session=session, by=cast.alice.user, at=at)

    assert list(access.free_rooms()) == [room]
    assert not SessionChoice.including_private.exists()
    again = {"caucus": caucus, "session": session, "by": cast.alice.user, "at": at}
    assert refused(convening.give_up, **again) == "gone"


def test_words_are_changed_and_nothing_else(set_aside, meet, caucus, cast, at):
    session = meet(set_aside())

    changed = convening.describe(
        caucus=caucus,
        session=session,
        title="Wax hour",
        description="",
        by=cast.alice.user,
        at=at,
    )

    assert (changed.title, changed.description) == ("Wax hour", "")
    assert changed.starts_at == session.starts_at


def test_staff_move_the_room_and_who_meets_in_it_goes_along(set_aside, meet, at):
    room = set_aside()
    session = meet(room)
    later = room.starts_at + dt.timedelta(hours=2)

    sessions.edit(
        session=room,
        room="The Library",
        starts_at=later,
        ends_at=later + dt.timedelta(hours=1),
        by=None,
        at=at,
    )

    found = Session.including_private.get(pk=session.pk)
    assert (found.room, found.starts_at) == ("The Library", later)


def test_staff_withdraw_the_room_and_nobody_meets_in_it(set_aside, meet, event, cast, at, on):
    room = set_aside()
    session = meet(room)

    sessions.withdraw(session=room, by=None, at=at)

    assert session not in choices.open_to(event, cast.bob, on=on)


def test_a_room_set_aside_has_no_seats(set_aside, event, at):
    room = set_aside()

    code = refused(limits.set_size, event=event, session=room, size=9, by=None, at=at)

    assert code == "set_aside"


def test_a_rule_by_caucus_is_unknown_wherever_it_could_tell_who_is_in_one(
    event, caucus, cast, on, at
):
    rule = access.rule(caucus)

    assert refused(audiences.validate, rule) == "audience"
    assert list(audiences.people_in(rule, on=on)) == []
    assert audiences.fitting([rule], cast.bob, on=on)[1] == [False]
    begins = event.starts_at
    public = {"title": "Open", "starts_at": begins, "ends_at": event.ends_at, "audience": rule}
    with pytest.raises(ValidationError) as refusal:
        sessions.add(event=event, by=None, at=at, **public)
    assert list(refusal.value.message_dict) == ["audience"]


def test_caucus_as_an_audience_is_those_who_may_read_it(caucus, cast, on):
    asked = Person.objects.create(given="Eve")
    row(asked, caucus.group, state="asked")

    within = audiences.people_in(access.rule(caucus), on=on, private=True)

    assert set(within) == {cast.alice, cast.bob}


def test_who_leads_goes_from_the_hub_to_a_session(set_aside, caucus, cast):
    room = set_aside()
    alice = browser(cast.alice)
    assertContains(alice.get("/caucuses/lanterns/"), LEADING)
    assertContains(alice.get(LEADING), "Key Room")

    said = {"title": "Wick hour", "description": ""}
    assertRedirects(alice.post(f"{LEADING}new/{room.public_id}/", said), LEADING)

    session = Session.including_private.get(private=True)
    assertContains(alice.get(LEADING), "Wick hour")
    assertContains(alice.get(f"{LEADING}{session.public_id}/"), "Wick hour")
    said["title"] = "Wax hour"
    assertRedirects(alice.post(f"{LEADING}{session.public_id}/", said), LEADING)
    assertContains(alice.get(LEADING), "Wax hour")
    assertRedirects(alice.post(f"{LEADING}{session.public_id}/give-up/"), LEADING)
    assertContains(alice.get(LEADING), "None yet.")


def test_what_was_refused_stands_in_the_form(set_aside, meet, cast):
    room = set_aside()
    alice = browser(cast.alice)

    page = alice.post(f"{LEADING}new/{room.public_id}/", {"title": "", "description": ""})

    assertContains(page, "Give it a name.")


@pytest.mark.parametrize("who", ["bob", "charlie", "dana", "ada"])
def test_nobody_else_finds_these_pages(set_aside, meet, cast, who):
    session, free = meet(set_aside()), set_aside(hours=9)
    client = browser(getattr(cast, who))
    paths = ["", f"new/{free.public_id}/", f"{session.public_id}/"]

    found = [client.get(f"{LEADING}{path}").status_code for path in paths]
    found.append(client.post(f"{LEADING}{session.public_id}/give-up/").status_code)

    assert found == [404] * 4


@pytest.mark.parametrize("many", [1, 3])
def test_page_asks_as_much_for_one_room_as_for_three(
    set_aside, meet, cast, many, django_assert_num_queries
):
    for number in range(many):
        set_aside(room=f"Free {number}")
        meet(set_aside(room=f"Taken {number}"))
    alice = browser(cast.alice)
    alice.get(LEADING)

    with django_assert_num_queries(10):
        alice.get(LEADING)
