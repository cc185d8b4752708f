"""What staff do with a place: decline, cancel, hand on, write again, give one by hand."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from events.models import Payment, Registration, Seat, SeatPool, State
from events.operations import by_hand, seats, waiting
from network.models import AuditEntry, Letter
from tests.event_factories import (
    NOON,
    PaymentFactory,
    RegistrationFactory,
    TicketTypeFactory,
    a_ticket,
)
from tests.factories import (
    PersonFactory,
    a_chapter,
    a_director,
    a_member,
)


def test_a_request_is_declined_with_a_reason_that_is_told(desk, event, dana, send_letters):
    asked = RegistrationFactory(event=event, person=dana, state=State.APPLIED)
    answer = desk.post(
        f"/desk/events/supper/places/{asked.public_id}/decline/", {"reason": "It is for boards."}
    )
    asked.refresh_from_db()

    assert answer.status_code == 302
    assert (asked.state, asked.reason) == (State.DECLINED, "It is for boards.")
    assert "It is for boards." in send_letters()[-1].body


def test_a_place_is_cancelled_by_terms_or_in_full(desk, event, dana):
    begins = timezone.now() + dt.timedelta(days=30)
    event.starts_at, event.ends_at = begins, begins + dt.timedelta(hours=3)
    event.save()
    kept = []
    for money in ("terms", "full"):
        ticket = TicketTypeFactory(event=event)
        place = RegistrationFactory(ticket_type=ticket, person=PersonFactory(), cents=10_000)
        PaymentFactory(order=place.order, payment_intent=f"pi_{money}")
        path = f"/desk/events/supper/places/{place.public_id}/cancel/"
        assert "$100 is kept" in desk.get(path).content.decode()
        desk.post(path, {"reason": "Ill", "money": money})
        place.refresh_from_db()
        back = sum(one.cents for one in Payment.objects.get(order=place.order).refunds.all())
        kept.append((place.state, place.kept_cents, back))

    assert kept == [(State.CANCELLED, 10_000, 0), (State.CANCELLED, 0, 10_000)]


def test_a_place_is_handed_on_to_somebody_of_the_roster(desk, place, event, maryland):
    lee = a_member(maryland, given="Lee", family="Zed")
    TicketTypeFactory(event=event)
    rule = place.ticket_type.prices
    rule.create(name="Free", cents=0)
    path = f"/desk/events/supper/places/{place.public_id}/hand-on/"
    found = desk.get(path, {"name": "lee"}).content.decode()
    desk.post(path, {"name": "lee", "person": str(lee.public_id)})

    assert "Lee Zed" in found
    assert Registration.objects.get(person=lee).previous == place


def test_the_letter_is_sent_again_and_on_record(desk, place, send_letters):
    path = f"/desk/events/supper/places/{place.public_id}/letter/"
    desk.post(path)
    desk.post(path)

    assert [letter.to for letter in send_letters()] == [["dana@example.org"]] * 2
    assert AuditEntry.objects.filter(action="events.letter_sent_again").count() == 2


@pytest.mark.parametrize(
    ("fields", "code"),
    [({"state": State.CANCELLED}, "state"), ({"person__given": "No mailbox"}, "no_address")],
)
def test_a_letter_is_not_sent_again_to_nobody(event, fields, code):
    place = RegistrationFactory(event=event, **fields)
    with pytest.raises(ValidationError) as refusal:
        by_hand.send_again(registration=place, by=None, at=NOON)

    assert refusal.value.code == code


def test_somebody_is_registered_by_hand_and_told(desk, event, dana, send_letters):
    ticket = a_ticket(event)
    event.starts_at = timezone.now() + dt.timedelta(days=9)
    event.ends_at = event.starts_at + dt.timedelta(hours=1)
    event.save()
    fields = {"name": "dana", "person": str(dana.public_id), "ticket": str(ticket.public_id)}
    answer = desk.post("/desk/events/supper/places/add/", {**fields, "pays": "they"})
    again = desk.post("/desk/events/supper/places/add/", {**fields, "pays": "they"})

    assert answer.status_code == 302
    assert event.registrations.get().state == State.CONFIRMED
    assert "They have a place already." in again.content.decode()
    assert send_letters()[-1].subject.startswith("You have a place")


def test_what_is_to_be_paid_is_held_for_two_days_with_a_letter(event, dana, send_letters):
    ticket = a_ticket(event, cents=5_000)
    place = by_hand.register(event=event, ticket_type=ticket, person=dana, by=None, at=NOON)

    assert place.hold_expires_at == NOON + dt.timedelta(hours=48)
    assert send_letters()[-1].subject.startswith("A place is held for you")


def test_somebody_comes_free_of_charge_for_a_reason(event, dana, renata):
    ticket = a_ticket(event, cents=5_000)
    place = by_hand.register(
        event=event, ticket_type=ticket, person=dana, comp="Speaks", by=renata.user, at=NOON
    )

    assert place.state == State.CONFIRMED
    assert Payment.objects.get().kind == "comp"


def test_a_ticket_that_asks_for_approval_is_approved_at_once(event, dana):
    ticket = a_ticket(event, requires_approval=True)
    place = by_hand.register(event=event, ticket_type=ticket, person=dana, by=None, at=NOON)

    assert place.state == State.CONFIRMED


def test_registering_by_hand_leaves_nothing_when_it_is_full(event, dana):
    ticket = a_ticket(event, seats=0, requires_approval=True)
    before = AuditEntry.objects.count()
    with pytest.raises(ValidationError) as refusal:
        by_hand.register(event=event, ticket_type=ticket, person=dana, by=None, at=NOON)

    assert refusal.value.code == "full"
    assert (event.registrations.count(), AuditEntry.objects.count()) == (0, before)


@pytest.mark.parametrize(
    ("state", "begins", "code"),
    [
        (State.CONFIRMED, NOON - dt.timedelta(days=9), "over"),
        (State.DECLINED, NOON + dt.timedelta(days=9), "state"),
    ],
)
def test_what_is_over_or_decided_is_not_cancelled_and_nothing_is_left(
    event, dana, state, begins, code
):
    event.starts_at, event.ends_at = begins, begins + dt.timedelta(hours=1)
    event.save()
    place = RegistrationFactory(event=event, person=dana, state=state)
    with pytest.raises(ValidationError) as refusal:
        by_hand.cancel(registration=place, by=None, at=NOON)

    assert refusal.value.code == code
    assert (Letter.objects.count(), AuditEntry.objects.count()) == (0, 0)


def test_cancelling_again_changes_nothing(event, dana):
    place = RegistrationFactory(event=event, person=dana, cents=5_000)
    PaymentFactory(order=place.order, payment_intent="pi_1")
    for _ in range(2):
        by_hand.cancel(registration=place, in_full=True, by=None, at=NOON)

    assert Payment.objects.get().refunds.count() == 1
    assert AuditEntry.objects.filter(action="events.place_cancelled").count() == 1


def test_a_place_of_another_chapter_takes_no_step(client, sign_in, event, dana):
    place = RegistrationFactory(event=event, person=dana)
    sign_in(client, a_director(a_chapter("OH", "Ohio")).user)
    steps = ["approve", "decline", "cancel", "hand-on", "letter"]
    path = f"/desk/events/supper/places/{place.public_id}"
    codes = [client.post(f"{path}/{step}/", {"reason": "x"}).status_code for step in steps]
    place.refresh_from_db()

    assert codes == [404] * 5
    assert place.state == State.CONFIRMED


def test_a_speaker_gets_a_seat_that_is_held_for_speakers_past_those_who_wait(desk, event, dana):
    """All others are taken, and somebody waits for one."""
    ticket = a_ticket(event, seats=2, name="Guest of honor")
    pool = SeatPool.objects.get(event=event)
    seats.hold_back(pool=pool, number=1, purpose="speakers", by=None, at=NOON)
    by_hand.register(event=event, ticket_type=ticket, person=a_member(), by=None, at=NOON)
    waiting.join(event=event, ticket_type=ticket, person=a_member(), by=None, at=NOON)
    sent = {"name": "dana", "person": dana.public_id, "ticket": ticket.public_id, "pays": "they"}

    refused = desk.post("/desk/events/supper/places/add/", sent)
    given = desk.post("/desk/events/supper/places/add/", {**sent, "held_for": "speakers"})

    assert (refused.status_code, given.status_code) == (200, 302)
    seat = Seat.objects.get(pool=pool, held_for="speakers")
    assert (seat.registration.person, seat.registration.state) == (dana, State.CONFIRMED)


def test_where_no_seat_is_held_nobody_is_asked_which(desk, event, dana):
    a_ticket(event, seats=2)

    page = desk.get("/desk/events/supper/places/add/")

    assert b"held_for" not in page.content
