"""Writing to those who come: whom it reaches, once, and how far it is."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django_tasks_db.models import DBTaskResult

from events.models import Attendance, EventMessage, State
from events.operations import coming, messages
from network.models import AuditEntry, Letter
from tests.event_factories import (
    NOON,
    EventFactory,
    RegistrationFactory,
    SessionChoiceFactory,
    SessionFactory,
    TicketTypeFactory,
)
from tests.factories import PersonFactory, a_chapter, a_director


@pytest.fixture
def maryland():
    return a_chapter("MD", "Maryland")


@pytest.fixture
def event(maryland):
    return EventFactory(host=maryland, slug="supper")


@pytest.fixture
def renata(maryland):
    return a_director(maryland, given="Renata", family="Ruiz")


@pytest.fixture
def desk(client, sign_in, renata):
    return sign_in(client, renata.user)


def place(event, name="Dana", **fields):
    email = f"{name.lower()}@example.org"
    person = PersonFactory(given=name, family="Diaz", email=email)
    return RegistrationFactory(event=event, person=person, **fields)


def send(event, *, count=1, to="everybody", **fields):
    said = {"subject": "The bus", "words": "It leaves at nine.", "by": None}
    return messages.send(event=event, to=to, count=count, at=NOON, **(said | fields))


def names(event, **to):
    return [one.person.given for one in coming.recipients(event, **to)]


# To whom


def test_each_group_of_those_who_come_is_reached(event):
    ticket = TicketTypeFactory(event=event)
    session = SessionFactory(event=event)
    dana = place(event, "Dana", ticket_type=ticket)
    lee = place(event, "Lee")
    place(event, "Owes", state=State.HELD, cents=900)
    place(event, "Gone", state=State.CANCELLED)
    SessionChoiceFactory(registration=lee, session=session)
    Attendance.objects.create(registration=dana, came_at=NOON)

    assert names(event, to="everybody") == ["Dana", "Lee"]
    assert names(event, to="ticket", ticket_type=ticket) == ["Dana"]
    assert names(event, to="session", session=session) == ["Lee"]
    assert names(event, to="unpaid") == ["Owes"]
    assert names(event, to="absent") == ["Lee"]


def test_those_who_chose_a_private_session_are_never_reached_by_it(event):
    hidden = SessionFactory(event=event, private=True, audience={"caucus": ["x"]})
    SessionChoiceFactory(registration=place(event), session=hidden)
    with pytest.raises(ValidationError) as refusal:
        send(event, to="session", session=hidden)

    assert names(event, to="session", session=hidden) == []
    assert refusal.value.code == "session"


# Sending


def test_a_letter_goes_to_each_at_their_own_address(event, send_letters):
    place(event, "Dana")
    place(event, "Lee")
    made = send(event, count=2)
    letters = send_letters()
    made.refresh_from_db()

    assert sorted(letter.to[0] for letter in letters) == ["dana@example.org", "lee@example.org"]
    assert letters[0].subject == "The bus"
    assert "It leaves at nine." in letters[0].body
    assert f"You get this because you have a place at {event.title}" in letters[0].body
    assert (made.total, made.done, made.skipped) == (2, 2, 0)
    assert made.finished_at is not None


def test_it_goes_out_in_batches(event, send_letters, monkeypatch):
    monkeypatch.setattr(messages, "BATCH", 2)
    for name in ("Ana", "Ben", "Cleo", "Dee"):
        place(event, name)
    made = send(event, count=4)
    messages.write_batch(made.pk, at=NOON)
    made.refresh_from_db()
    halfway = (made.done, made.finished_at)
    letters = send_letters()
    made.refresh_from_db()

    assert halfway == (2, None)
    assert (len(letters), made.done) == (4, 4)
    assert made.finished_at is not None


def test_a_batch_that_runs_twice_writes_to_nobody_twice(event, send_letters):
    place(event)
    made = send(event)
    for _ in range(3):
        messages.write_batch(made.pk, at=NOON)
    EventMessage.objects.update(reached=0, finished_at=None)
    messages.write_batch(made.pk, at=NOON)

    assert Letter.objects.count() == 1
    assert len(send_letters()) == 1


def test_who_has_no_address_is_counted_and_who_came_later_is_not_written_to(event, send_letters):
    RegistrationFactory(event=event)
    made = send(event)
    place(event, "Late", made_at=NOON + dt.timedelta(minutes=1))
    letters = send_letters()
    made.refresh_from_db()

    assert letters == []
    assert (made.done, made.skipped) == (0, 1)


def test_it_is_on_record_with_to_how_many(event, renata):
    place(event)
    send(event, by=renata.user)
    entry = AuditEntry.objects.get(action="events.message_sent")

    assert (entry.by, entry.group, entry.after["rows"]) == (renata.user, event.host, 1)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"count": 2}, "count"),
        ({"to": "unpaid"}, "nobody"),
        ({"to": "ticket"}, "nobody"),
    ],
)
def test_it_is_refused_and_leaves_nothing(event, fields, code):
    place(event)
    with pytest.raises(ValidationError) as refusal:
        send(event, **fields)

    assert refusal.value.code == code
    assert (EventMessage.objects.count(), AuditEntry.objects.count()) == (0, 0)
    assert DBTaskResult.objects.count() == 0


def test_a_ticket_of_another_event_is_refused(event):
    place(event)
    with pytest.raises(ValidationError) as refusal:
        send(event, to="ticket", ticket_type=TicketTypeFactory())

    assert refusal.value.code == "ticket"


# At the desk


WORDS = {"to": "everybody", "subject": "The bus", "words": "It leaves at nine."}


def test_it_is_looked_at_with_how_many_get_it_before_it_is_sent(desk, event):
    place(event)
    page = desk.post("/desk/events/supper/messages/new/", WORDS)

    assert "It goes to 1 person" in page.content.decode()
    assert EventMessage.objects.count() == 0


def test_it_is_sent_from_what_was_looked_at_and_its_page_says_how_far_it_is(
    desk, event, send_letters
):
    place(event)
    answer = desk.post("/desk/events/supper/messages/new/", {**WORDS, "send": "1"})
    before = desk.get(answer.url).content.decode()
    send_letters()
    after = desk.get(answer.url).content.decode()
    listed = desk.get("/desk/events/supper/messages/").content.decode()

    assert "On its way: 0 of 1 letters." in before
    assert "Written to 1 of 1." in after
    assert "The bus" in listed


def test_another_number_than_was_shown_is_shown_again(desk, event):
    place(event)
    page = desk.post("/desk/events/supper/messages/new/", {**WORDS, "send": "7"})

    assert "This would go to 1 now." in page.content.decode()
    assert EventMessage.objects.count() == 0


def test_it_can_be_changed_after_a_look(desk, event):
    place(event)
    page = desk.post("/desk/events/supper/messages/new/", {**WORDS, "edit": "1"})

    assert "See who gets it" in page.content.decode()
    assert "It leaves at nine." in page.content.decode()


def test_a_ticket_has_to_be_named_where_one_is_meant(desk, event):
    place(event)
    page = desk.post("/desk/events/supper/messages/new/", {**WORDS, "to": "ticket"})

    assert page.context["form"].errors == {"ticket_type": ["Choose one."]}


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(
    desk, event, number, django_assert_num_queries
):
    place(event)
    for _ in range(number):
        send(event)
    desk.get("/desk/events/supper/messages/")
    with django_assert_num_queries(6):
        desk.get("/desk/events/supper/messages/")


def test_another_chapter_neither_reads_nor_sends(client, sign_in, event):
    place(event)
    made = send(event)
    sign_in(client, a_director(a_chapter("OH", "Ohio")).user)
    codes = [
        client.get(f"/desk/events/supper/messages/{made.public_id}/").status_code,
        client.post("/desk/events/supper/messages/new/", {**WORDS, "send": "1"}).status_code,
    ]

    assert codes == [404, 404]
    assert EventMessage.objects.count() == 1
