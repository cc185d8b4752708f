"""Somebody with places at events takes their data, or is erased: words go, sums stay."""

import datetime as dt
import json

import pytest
from django.db.models import Sum

from events.models import (
    Attendance,
    MoneyMatter,
    Need,
    Order,
    Payment,
    Refund,
    Registration,
    Scan,
    ScholarshipApplication,
    Seat,
    SessionChoice,
    State,
    WaitlistEntry,
)
from network.models import AuditEntry, Letter, Person
from network.operations import erasure, my_data
from network.reports import my_data as files
from tests.event_factories import (
    BEGINS,
    EventFactory,
    OrderFactory,
    PaymentFactory,
    RegistrationFactory,
    ScholarshipFactory,
    WaitlistEntryFactory,
    a_pool,
    a_ticket,
    everything_at_an_event,
)
from tests.factories import NOON, a_chapter, a_member, national_staff

WEEK = dt.timedelta(days=7)
DUE = NOON + WEEK


@pytest.fixture
def ana():
    return a_member(a_chapter(), given="Ana", family="Silva", email="ana@example.org")


def erase(person):
    asked = erasure.ask(person=person, by=person.user, at=NOON)
    erasure.carry_out(erasure=asked, at=DUE)


def told(person):
    tables = my_data.take(person=person, form="json", by=person.user, at=NOON)
    return json.loads(files.as_json(tables, at=NOON))["tables"]


def an_event_over():
    return EventFactory(starts_at=NOON - 9 * WEEK, ends_at=NOON - 8 * WEEK)


# Told


def test_they_read_all_that_is_theirs(ana):
    place = everything_at_an_event(ana, words="No nuts")

    said = told(ana)

    rows = {key: len(said[key]["rows"]) for key in said}
    theirs = ["places", "guests", "orders", "payments", "refunds", "disputes", "needs", "choices"]
    theirs += ["waitlist", "aid", "came", "scans"]
    assert {key: rows[key] for key in theirs} == dict.fromkeys(theirs, 1)
    assert said["needs"]["rows"][0]["words"] == "No nuts"
    assert said["orders"]["rows"][0]["code"] == place.order.code
    assert said["payments"]["rows"][0]["captured_cents"] == 1_000


def test_they_read_of_the_private_sessions_they_chose(ana):
    place = everything_at_an_event(ana, private=True)
    chosen = SessionChoice.including_private.get(registration=place)

    assert told(ana)["choices"]["rows"][0]["session"] == chosen.session.title


def test_they_read_nothing_of_whom_they_got_a_place_from_or_what_staff_said(ana):
    before = RegistrationFactory(person__given="Quokka", state=State.TRANSFERRED)
    RegistrationFactory(event=before.event, order=before.order, person=ana, previous=before)
    guest = RegistrationFactory(guest_of=ana, badge_name="Quokka", person__given="Quokka")
    everything_at_an_event(ana, words="said of her")

    said = told(ana)

    assert (str(guest.event) in json.dumps(said), "Quokka" in json.dumps(said)) == (True, False)
    assert "matters" not in said
    assert "aid_reviews" not in said


# Erased


def test_places_to_come_are_given_back_and_those_that_were_are_kept(ana):
    coming = RegistrationFactory(person=ana, event=EventFactory())
    a_pool(coming.event, 1)
    Seat.objects.update(registration=coming)
    past = RegistrationFactory(person=ana, event=an_event_over())
    Attendance.objects.create(registration=past, came_at=NOON)

    erase(ana)

    states = dict(Registration.objects.values_list("pk", "state"))
    assert states == {coming.pk: State.CANCELLED, past.pk: State.CONFIRMED}
    assert (Seat.objects.free().count(), Attendance.objects.count()) == (1, 1)
    assert str(Registration.objects.get(pk=past.pk).person) == erasure.NAME


def test_a_place_given_back_goes_to_the_next_in_line(ana):
    ticket = a_ticket(EventFactory(host=a_chapter()), seats=1)
    theirs = RegistrationFactory(person=ana, ticket_type=ticket)
    Seat.objects.update(registration=theirs)
    bo = a_member(a_chapter(), given="Bo")
    entry = WaitlistEntryFactory(event=ticket.event, ticket_type=ticket, person=bo)

    erase(ana)

    entry.refresh_from_db()
    assert (entry.state, Seat.objects.get().registration) == ("offered", entry.registration)


def test_nobody_is_written_to_and_no_line_of_the_trail_names_them(ana):
    RegistrationFactory(person=ana)

    erase(ana)

    assert Letter.objects.filter(to="ana@example.org").count() == 0
    line = AuditEntry.objects.get(action="events.place_cancelled")
    assert (line.before, str(line.person), "Silva" in str(vars(line))) == ({}, erasure.NAME, False)


def test_sums_stay_and_words_go(ana):
    everything_at_an_event(ana, words="Zorquil", private=True)
    totals = [Payment.objects.aggregate(Sum("captured_cents"), Sum("refunded_cents"))]
    totals += [Refund.objects.aggregate(Sum("cents"))]

    erase(ana)

    now = [Payment.objects.aggregate(Sum("captured_cents"), Sum("refunded_cents"))]
    assert [*now, Refund.objects.aggregate(Sum("cents"))] == totals
    assert (Need.objects.count(), WaitlistEntry.objects.count()) == (0, 0)
    assert SessionChoice.including_private.count() == 0
    assert Seat.objects.taken().count() == 0
    assert (Attendance.objects.count(), Scan.objects.count()) == (1, 1)
    assert ScholarshipApplication.objects.get().words == ""


def test_a_past_seat_in_a_private_session_is_nobodys(ana):
    """What is over is not given back by a verb, and yet tells who was in a private group."""
    everything_at_an_event(ana, event=an_event_over(), private=True)
    assert Seat.objects.taken().count() == 1

    erase(ana)

    assert (Seat.objects.taken().count(), SessionChoice.including_private.count()) == (0, 0)


def test_money_does_not_stop_an_erasure_and_staff_are_told_what_is_owed(ana):
    place = RegistrationFactory(person=ana, cents=5_000)
    payment = PaymentFactory(order=place.order)

    erase(ana)

    matter = MoneyMatter.objects.get()
    assert (matter.key, matter.cents) == (f"erased:{place.public_id}", 5_000)
    assert (matter.payment, matter.settled_at) == (payment, None)
    assert (Person.including_merged.get(pk=ana.pk).erased_at, "Silva" in matter.words) == (
        DUE,
        False,
    )


def test_what_somebody_else_paid_for_their_place_is_that_persons(ana):
    payer = a_member(given="Pia")
    place = RegistrationFactory(person=ana, cents=5_000, order__payer=payer)
    PaymentFactory(order=place.order)

    erase(ana)

    assert (Order.objects.get().payer, MoneyMatter.objects.get().cents) == (payer, 5_000)


def test_an_address_typed_at_stripe_for_an_organization_goes_too(ana):
    order = OrderFactory(payer=None, payer_group=a_chapter())
    PaymentFactory(order=order, session_email="Ana@example.org", reference="PO 7")

    erase(ana)

    payment = Payment.objects.get()
    assert (payment.session_email, payment.reference) == ("", "PO 7")


def test_guests_keep_their_places(ana):
    guest = RegistrationFactory(guest_of=ana, badge_name="Gus", order__payer=ana)

    erase(ana)

    guest.refresh_from_db()
    assert (guest.state, guest.badge_name) == (State.CONFIRMED, "Gus")


def test_a_promise_goes_back_to_its_fund(ana):
    asked = ScholarshipFactory(
        person=ana,
        state="granted",
        granted_cents=3_000,
        accept_by=BEGINS,
        fund__committed_cents=9_000,
    )

    erase(ana)

    asked.refresh_from_db()
    assert (asked.state, asked.fund.committed_cents, asked.words) == ("withdrawn", 6_000, "")


def test_a_reviewer_who_is_erased_leaves_the_verdict():
    reviewer = national_staff(given="Nell", email="nell@example.org")
    application = ScholarshipFactory()
    application.reviews.create(by=reviewer.user, verdict="yes", words="Yes", at=NOON)

    erase(reviewer)

    review = application.reviews.get()
    assert (review.verdict, review.by.is_active, "nell" in review.by.email) == ("yes", False, False)


def test_an_erasure_that_fails_gives_nothing_back(ana, monkeypatch):
    place = RegistrationFactory(person=ana)
    asked = erasure.ask(person=ana, by=ana.user, at=NOON)
    letters = Letter.objects.count()
    monkeypatch.setitem(erasure._before, "failing", _fail)

    with pytest.raises(RuntimeError):
        erasure.carry_out(erasure=asked, at=DUE)

    place.refresh_from_db()
    assert (place.state, Letter.objects.count()) == (State.CONFIRMED, letters)


def _fail(*, people, at):
    raise RuntimeError("the power went")
