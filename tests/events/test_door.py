"""A ticket at the door: who comes in, who does not, and why."""

import datetime as dt
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from events.models import Attendance, Scan, ScanKind, ScanResult, State
from events.operations import credentials, door, registrations
from tests.event_factories import (
    NOON,
    EventFactory,
    NeedFactory,
    PaymentFactory,
    RegistrationFactory,
    SessionChoiceFactory,
    SessionFactory,
    a_pool,
    a_ticket,
)
from tests.factories import CaucusGroupFactory, UserFactory, a_member

pytestmark = pytest.mark.django_db
LATER = NOON + dt.timedelta(minutes=5)


@pytest.fixture
def event():
    return EventFactory(title="Lantern supper")


@pytest.fixture
def place(event):
    return RegistrationFactory(event=event)


def show(event, place=None, *, code=None, at=NOON, nonce=None, **how):
    code = code if code is not None else credentials.code_of(place)
    return door.scan(event=event, code=code, nonce=nonce or uuid4(), by=None, at=at, **how)


def came(place, session=None):
    return Attendance.objects.filter(registration=place, session=session).count()


def test_whoever_has_a_place_comes_in_and_it_is_on_their_record(event, place):
    user = UserFactory()

    answer = door.scan(
        event=event,
        code=credentials.code_of(place),
        nonce=uuid4(),
        device="Lobby",
        by=user,
        at=NOON,
    )

    assert (answer.result, answer.registration) == (ScanResult.WELCOME, place)
    attendance = Attendance.objects.get()
    assert (attendance.registration, attendance.session) == (place, None)
    assert (attendance.came_at, attendance.by) == (NOON, user)
    scan = Scan.objects.get()
    assert (scan.result, scan.device, scan.by, scan.kind) == ("welcome", "Lobby", user, "in")


def test_a_place_chosen_by_name_opens_as_its_ticket_does(event, place):
    answer = show(event, code="", registration=place)

    assert (answer.result, came(place)) == (ScanResult.WELCOME, 1)


def test_a_second_ticket_of_the_same_place_is_told_since_when(event, place):
    show(event, place)

    answer = show(event, place, at=LATER)

    assert (answer.result, answer.since) == (ScanResult.ALREADY, NOON)
    assert came(place) == 1


def test_who_is_on_record_without_a_scan_is_in_already(event, place):
    Attendance.objects.create(registration=place, came_at=NOON)

    answer = show(event, place, at=LATER)

    assert (answer.result, answer.since) == (ScanResult.ALREADY, NOON)


def test_sent_twice_it_is_one_scan_with_the_same_answer(event, place):
    nonce = uuid4()
    show(event, place, nonce=nonce)

    answer = show(event, place, nonce=nonce, at=LATER)

    assert (answer.result, answer.repeated, answer.since) == (ScanResult.WELCOME, True, NOON)
    assert (Scan.objects.count(), came(place)) == (1, 1)


def test_an_unknown_code_sent_twice_is_one_scan(event):
    nonce = uuid4()
    answers = [show(event, code="CH1.NONSENSE", nonce=nonce) for _ in range(2)]

    assert [one.result for one in answers] == [ScanResult.UNKNOWN] * 2
    assert [one.repeated for one in answers] == [False, True]
    assert Scan.objects.count() == 1


def test_a_nonce_of_another_event_changes_nothing(event, place):
    nonce = uuid4()
    show(EventFactory(), code="x", nonce=nonce)

    with pytest.raises(ValidationError) as refused:
        show(event, code="y", nonce=nonce)

    assert refused.value.code == "conflict"


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (State.APPLIED, "Their request for a place was not approved yet."),
        (State.EXPIRED, "The place lapsed before it was paid for."),
        (State.DECLINED, "Their request for a place was declined."),
        (State.CANCELLED, "The place was given back."),
        (State.TRANSFERRED, "The place was handed on to somebody else."),
    ],
)
def test_a_place_that_is_none_any_more_says_why(event, state, reason):
    place = RegistrationFactory(event=event, state=state)

    answer = show(event, place)

    assert (answer.result, answer.reason) == (ScanResult.REVOKED, reason)
    assert came(place) == 0


def test_a_ticket_that_was_ended_stays_out_even_before_anybody_came(event, place):
    old = credentials.code_of(place)
    credentials.revoke(registration=place, by=None, at=NOON)

    answer = show(event, code=old)

    assert (answer.result, came(place)) == (ScanResult.REVOKED, 0)
    assert "newer ticket" in answer.reason


def test_a_ticket_used_and_then_ended_lets_nobody_else_in(event, place):
    old = credentials.code_of(place)
    show(event, code=old)
    credentials.revoke(registration=place, by=None, at=NOON)

    answers = [show(event, code=old), show(event, place)]

    assert [one.result for one in answers] == [ScanResult.REVOKED, ScanResult.ALREADY]


def test_a_place_handed_on_opens_for_the_new_holder_alone():
    ticket = a_ticket(seats=1)
    mine = registrations.register(
        event=ticket.event, ticket_type=ticket, person=a_member(), by=None, at=NOON
    )
    old = credentials.code_of(mine)
    new = registrations.transfer(registration=mine, to=a_member(), by=None, at=NOON)

    answers = [show(ticket.event, code=old), show(ticket.event, new)]

    assert [one.result for one in answers] == [ScanResult.REVOKED, ScanResult.WELCOME]


def test_what_is_owed_is_said(event):
    place = RegistrationFactory(event=event, state=State.HELD, cents=12_500)

    answer = show(event, place)

    assert (answer.result, answer.owed_cents) == (ScanResult.UNPAID, 12_500)
    assert came(place) == 0


def test_a_ticket_of_another_event_is_named(event):
    other = RegistrationFactory(event__title="Book evening")

    answer = show(event, other)

    assert answer.result == ScanResult.OTHER_EVENT
    assert answer.reason == "It is for “Book evening”."
    assert (answer.registration, Scan.objects.get().registration) == (None, None)


@pytest.mark.parametrize("hidden", [{"event__visibility": "audience"}, {"event__draft": True}])
def test_another_event_that_not_everybody_hears_of_is_not_named(event, hidden):
    other = RegistrationFactory(event__title="Closed circle", **hidden)

    assert "Closed circle" not in show(event, other).reason


def test_a_private_groups_event_is_not_named(event):
    other = RegistrationFactory(event__title="Closed circle", event__host=CaucusGroupFactory())

    assert "Closed circle" not in show(event, other).reason


def test_out_and_in_again(event, place):
    show(event, place)
    out = show(event, place, kind=ScanKind.OUT)

    answers = [show(event, place), show(event, place)]

    assert out.result == ScanResult.OUT
    assert [one.result for one in answers] == [ScanResult.WELCOME, ScanResult.ALREADY]
    assert (answers[0].title, came(place)) == ("Welcome back", 1)


def test_out_without_in_is_noted_all_the_same(event, place):
    answer = show(event, place, kind=ScanKind.OUT)

    assert answer.result == ScanResult.OUT
    assert answer.reason == "They were not in, as far as we know."


def test_taken_back_they_have_not_come(event, place):
    show(event, place)

    answer = show(event, place, kind=ScanKind.UNDO)

    assert (answer.result, answer.reason) == (ScanResult.UNDONE, "They did not go in.")
    assert (came(place), Scan.objects.count()) == (0, 2)
    assert show(event, place).result == ScanResult.WELCOME


def test_taking_back_an_out_leaves_them_in(event, place):
    show(event, place)
    show(event, place, kind=ScanKind.OUT)
    show(event, place, kind=ScanKind.UNDO)

    assert (show(event, place).result, came(place)) == (ScanResult.ALREADY, 1)


def test_taking_back_the_second_time_in_leaves_the_first(event, place):
    for kind in (ScanKind.IN, ScanKind.OUT, ScanKind.IN, ScanKind.UNDO):
        show(event, place, kind=kind)

    assert (came(place), show(event, place).result) == (1, ScanResult.WELCOME)


def test_nothing_to_take_back_is_said(event, place):
    answer = show(event, place, kind=ScanKind.UNDO)

    assert (answer.result, answer.reason) == (ScanResult.UNDONE, "There was nothing to take back.")


def test_a_session_with_seats_is_for_those_who_chose_it(event, place):
    session = SessionFactory(event=event, pool=a_pool(event, 5, kind="session"), title="Rent")

    before = show(event, place, session=session)
    SessionChoiceFactory(registration=place, session=session)
    after = show(event, place, session=session)

    assert (before.result, before.reason) == (
        ScanResult.NOT_CHOSEN,
        "They have not chosen “Rent”.",
    )
    assert (after.result, came(place, session)) == (ScanResult.WELCOME, 1)


def test_who_is_in_a_session_is_at_the_event(event, place):
    session = SessionFactory(event=event)

    show(event, place, session=session)

    assert (came(place, session), came(place)) == (1, 1)
    assert show(event, place).result == ScanResult.ALREADY


def test_each_session_has_its_own_door(event, place):
    one, other = SessionFactory.create_batch(2, event=event)
    show(event, place)

    answers = [show(event, place, session=session) for session in (one, other, one)]

    assert [a.result for a in answers] == ["welcome", "welcome", "already"]
    show(event, place, session=one, kind=ScanKind.UNDO)
    assert (came(place, one), came(place, other), came(place)) == (0, 1, 1)


def test_staff_are_told_of_access_and_of_disputes(event, place):
    NeedFactory(registration=place, kind="access", choices=["Hearing loop"])
    PaymentFactory(order=place.order, disputed=True)

    answer = show(event, place)

    assert (answer.registration.needs_access, answer.registration.is_disputed) == (True, True)
    assert answer.result == ScanResult.WELCOME


def test_a_phones_clock_counts_within_reason(event):
    places = RegistrationFactory.create_batch(3, event=event)
    hour = dt.timedelta(hours=1)

    for place, shown in zip(places, (NOON - hour, NOON + hour, NOON - 100 * hour), strict=True):
        show(event, place, scanned_at=shown)

    assert [one.came_at for one in Attendance.objects.order_by("pk")] == [NOON - hour, NOON, NOON]
    assert {one.received_at for one in Scan.objects.all()} == {NOON}


def test_a_failure_midway_leaves_nothing(event, place):
    with pytest.raises(ValueError, match="kind"):
        show(event, place, kind="kind")

    assert (Scan.objects.count(), Attendance.objects.count()) == (0, 0)


def test_a_scan_takes_few_questions(event, place, django_assert_num_queries):
    code = credentials.code_of(place)

    with django_assert_num_queries(9):
        show(event, code=code)
