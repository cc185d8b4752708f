"""What the fictional network registers for is believable, and keeps the rules of events."""

import json
from collections import Counter

import pytest

from config.demo import play_money
from events.models import (
    AidState,
    Event,
    Kind,
    MoneyMatter,
    MoneyMatterKind,
    Need,
    NeedKind,
    Payment,
    PaymentKind,
    Registration,
    Scan,
    ScholarshipApplication,
    ScholarshipFund,
    Seat,
    Session,
    SessionChoice,
    State,
)
from events.operations import choices, orders, reconciling
from network.models import Person
from tests.events import invariants
from tests.factories import NOON, TODAY
from tests.stripe_standin import past

pytestmark = pytest.mark.usefixtures("network")


def convening() -> Event:
    return Event.objects.get(kind=Kind.CONVENING)


def places():
    return Registration.objects.filter(event=convening())


def test_every_rule_of_events_holds():
    assert invariants.broken() == []


def test_convening_is_on_the_next_ninth_of_july():
    event = convening()

    assert event.slug == "convening-2027"
    assert str(event.day(event.starts_at)) == "2027-07-09"
    assert str(event.day(event.ends_at)) == "2027-07-11"


def test_thirty_sessions_in_six_rooms_and_some_are_full():
    sessions = list(Session.objects.filter(event=convening(), set_aside=False))
    free = set(Seat.objects.free().values_list("pool", flat=True))
    full = [one for one in sessions if one.pool_id and one.pool_id not in free]

    assert len(sessions) == 30
    assert len({one.room for one in sessions}) == 6
    assert len(full) >= 1


def test_each_caucus_meets_in_a_room_that_was_set_aside_and_some_mean_to_come():
    theirs = Session.including_private.filter(event=convening(), private=True)
    chosen = SessionChoice.including_private.filter(session__in=theirs)
    theo = places().get(person__user__email="theo.lindqvist@example.org")

    assert theirs.count() == 7
    assert Session.objects.filter(event=convening(), set_aside=True).count() == 8
    assert chosen.count() > 7
    assert {one.title for one in choices.open_to(theo.event, theo.person, on=TODAY)} > {
        "The circle, for once in one room"
    }


def test_places_of_every_state_but_requests():
    states = set(places().values_list("state", flat=True))

    assert states == set(State.values) - {State.APPLIED, State.DECLINED}


def test_places_are_paid_for_in_every_way():
    kinds = set(Payment.objects.filter(order__event=convening()).values_list("kind", flat=True))

    assert kinds == set(PaymentKind.values)


def test_an_organization_has_places_claimed_and_not():
    theirs = places().filter(order__payer_group__isnull=False, state=State.CONFIRMED)

    assert theirs.exclude(person=None).count() == 3
    assert theirs.filter(person=None).count() == 9


def test_what_no_rule_decides_waits_for_a_person():
    waiting = Counter(MoneyMatter.objects.waiting().values_list("kind", flat=True))

    assert waiting == {
        MoneyMatterKind.AMOUNT: 1,
        MoneyMatterKind.DISPUTE: 1,
        MoneyMatterKind.OVERDUE: 1,
    }


def test_needs_of_every_kind():
    assert set(Need.objects.values_list("kind", flat=True)) == set(NeedKind.values)


def test_help_is_asked_for_in_every_state_and_promised_within_the_budget():
    fund = ScholarshipFund.objects.get()
    asked = ScholarshipApplication.objects.filter(fund=fund)
    promised = asked.filter(state__in=[AidState.GRANTED, AidState.ACCEPTED])

    assert set(asked.values_list("state", flat=True)) == set(AidState.values)
    assert fund.committed_cents == sum(promised.values_list("granted_cents", flat=True))
    accepted = asked.filter(state=AidState.ACCEPTED).select_related("registration__order")
    assert [one for one in accepted if not orders.is_paid(one.registration.order)] == []


def test_whom_one_can_be_has_no_place_in_baltimore_yet():
    dana = Person.objects.get(user__email="dana.whitlock@example.org")

    assert list(places().filter(person=dana)) == []


def test_happy_hour_tells_members_partners_staff_and_guests_apart():
    event = Event.objects.get(slug="copper-kettle")
    kinds = Counter(event.registrations.values_list("ticket_type__name", flat=True))

    assert set(kinds) == {"Member", "Partner", "Staff", "Guest of a member"}
    assert event.starts_at > NOON
    assert event.day(event.starts_at).weekday() == 4


def test_an_online_training_has_its_way_in_sealed():
    training = Event.objects.get(slug="budget-evening")

    assert training.online
    assert training.join_link != ""
    assert "example.org" not in training.join_link


def test_a_door_is_in_progress_and_another_is_over():
    came = Counter(Scan.objects.values_list("event__slug", flat=True))

    assert came["open-house"] >= 1
    assert came["fall-assembly"] >= 5
    assert not Scan.objects.filter(event__slug="open-house", scanned_at__gt=NOON).exists()
    assert Event.objects.get(slug="open-house").day(NOON) == TODAY


def test_stand_in_knows_what_was_paid_before_it_was_there(
    stripe, stripe_stand_in, settings, tmp_path
):
    settings.VAR_DIR = tmp_path
    told = json.loads(play_money.write_past().read_text())

    past.remember(stripe_stand_in.ledger, told)

    assert len(told) > 20
    assert reconciling.compare(at=NOON) == 0
    assert invariants.broken() == []
