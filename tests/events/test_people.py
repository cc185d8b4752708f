"""Two records of one person become one: places, orders, turns in line and help go along."""

import datetime as dt

import pytest
from django.apps import apps

from events.models import (
    MoneyMatter,
    Order,
    Registration,
    ScholarshipApplication,
    State,
    WaitlistEntry,
)
from network.operations import merging
from tests.event_factories import (
    EventFactory,
    FundFactory,
    OrderFactory,
    PaymentFactory,
    RegistrationFactory,
    ScholarshipFactory,
    WaitlistEntryFactory,
    everything_at_an_event,
)
from tests.factories import NOON, PersonFactory

LATER = NOON + dt.timedelta(hours=1)
EARLIER = NOON - dt.timedelta(hours=1)


@pytest.fixture
def pair():
    return PersonFactory(given="Dana"), PersonFactory(given="Dayna")


def merge(survivor, merged):
    return merging.merge(survivor=survivor, merged=merged, by=None, at=LATER)


def every_row():
    return {
        model.__name__: list(model._base_manager.order_by("pk").values())
        for model in apps.get_app_config("events").get_models()
    }


def of(model, person):
    return set(model.objects.filter(person=person).values_list("pk", flat=True))


def test_everything_moves_and_comes_back_when_they_are_taken_apart(pair):
    survivor, merged = pair
    everything_at_an_event(merged)
    before = every_row()

    made = merge(survivor, merged)

    assert Registration.objects.filter(person=survivor, guest_of=None).count() == 1
    assert Registration.objects.filter(guest_of=survivor).count() == 1
    assert Order.objects.filter(payer=survivor).count() == 1
    assert len(of(WaitlistEntry, survivor)) == len(of(ScholarshipApplication, survivor)) == 1
    assert MoneyMatter.objects.filter(key__startswith="merge:").count() == 0
    assert merging.take_apart(merge=made, by=None, at=LATER) == []
    assert every_row() == before


@pytest.mark.parametrize(
    ("ours", "theirs", "kept"),
    [
        (State.CONFIRMED, State.PROCESSING, "ours"),
        (State.PROCESSING, State.CONFIRMED, "theirs"),
        (State.HELD, State.PROCESSING, "theirs"),
        (State.APPLIED, State.HELD, "theirs"),
        (State.HELD, State.APPLIED, "ours"),
    ],
)
def test_of_two_places_at_one_event_the_better_is_the_survivors(pair, ours, theirs, kept):
    event = EventFactory()
    places = {
        "ours": RegistrationFactory(event=event, person=pair[0], state=ours, cents=700),
        "theirs": RegistrationFactory(event=event, person=pair[1], state=theirs, cents=700),
    }
    before = every_row()

    made = merge(*pair)

    best = places.pop(kept)
    (other,) = places.values()
    assert (of(Registration, pair[0]), of(Registration, pair[1])) == ({best.pk}, {other.pk})
    matter = MoneyMatter.objects.get()
    assert (matter.key, matter.event, matter.cents) == (f"merge:{other.public_id}", event, 700)
    assert (other.order.code in matter.words, "Dana" in matter.words) == (True, False)
    assert merging.take_apart(merge=made, by=None, at=LATER) == []
    assert every_row() == before


def test_of_two_equal_places_the_older_is_the_survivors(pair):
    event = EventFactory()
    ours = RegistrationFactory(event=event, person=pair[0])
    older = RegistrationFactory(event=event, person=pair[1], made_at=EARLIER)

    merge(*pair)

    assert (of(Registration, pair[0]), of(Registration, pair[1])) == ({older.pk}, {ours.pk})


def test_the_matter_names_what_was_paid_for_the_place_that_is_left(pair):
    event = EventFactory()
    RegistrationFactory(event=event, person=pair[0])
    left = RegistrationFactory(event=event, person=pair[1], cents=900)
    payment = PaymentFactory(order=left.order)

    merge(*pair)

    assert MoneyMatter.objects.get().payment == payment


def test_a_place_that_is_over_moves_beside_an_active_one(pair):
    event = EventFactory()
    for person, state in zip(pair, [State.CONFIRMED, State.CANCELLED], strict=True):
        RegistrationFactory(event=event, person=person, state=state)

    merge(*pair)

    assert (len(of(Registration, pair[0])), MoneyMatter.objects.count()) == (2, 0)


def test_somebody_who_waits_twice_waits_once_where_they_were_first(pair):
    event = EventFactory()
    ours = WaitlistEntryFactory(event=event, person=pair[0])
    first = WaitlistEntryFactory(event=event, person=pair[1], asked_at=EARLIER)
    before = every_row()

    made = merge(*pair)

    assert of(WaitlistEntry, pair[0]) == {ours.pk, first.pk}
    assert WaitlistEntry.objects.in_line().get() == first
    merging.take_apart(merge=made, by=None, at=LATER)
    assert every_row() == before


def test_of_two_offers_each_goes_with_the_place_it_offers(pair):
    event = EventFactory()
    older = EARLIER
    for person, made_at in zip(pair, [NOON, older], strict=True):
        place = RegistrationFactory(event=event, person=person, state=State.HELD, made_at=made_at)
        WaitlistEntryFactory(event=event, person=person, state="offered", registration=place)
    before = every_row()

    made = merge(*pair)

    for entry in WaitlistEntry.objects.select_related("registration"):
        assert entry.person_id == entry.registration.person_id
    assert Registration.objects.get(person=pair[0]).made_at == older
    assert merging.take_apart(merge=made, by=None, at=LATER) == []
    assert every_row() == before


def test_of_two_requests_for_help_the_one_promised_more_goes_on(pair):
    fund = FundFactory()
    ScholarshipFactory(fund=fund, person=pair[0])
    promised = ScholarshipFactory(
        fund=fund, person=pair[1], state="granted", granted_cents=100, accept_by=LATER
    )

    merge(*pair)

    states = set(ScholarshipApplication.objects.filter(person=pair[0]).values_list("pk", "state"))
    assert (promised.pk, "granted") in states
    assert {state for _, state in states} == {"granted", "withdrawn"}


def test_of_two_promises_one_is_left_and_staff_are_told(pair):
    fund = FundFactory()
    promise = {"fund": fund, "granted_cents": 100, "accept_by": LATER}
    ours = ScholarshipFactory(person=pair[0], state="granted", **promise)
    taken = ScholarshipFactory(person=pair[1], state="accepted", **promise)
    before = every_row()

    made = merge(*pair)

    assert of(ScholarshipApplication, pair[0]) == {taken.pk}
    assert of(ScholarshipApplication, pair[1]) == {ours.pk}
    matter = MoneyMatter.objects.get()
    assert (matter.key, matter.cents) == (f"merge:{ours.public_id}", 100)
    assert merging.take_apart(merge=made, by=None, at=LATER) == []
    assert every_row() == before


def test_what_an_organization_pays_for_stays_with_it(pair):
    order = OrderFactory()
    place = RegistrationFactory(order=order, person=pair[1])

    merge(*pair)

    place.refresh_from_db()
    assert (place.person, place.order.payer) == (pair[0], order.payer)
