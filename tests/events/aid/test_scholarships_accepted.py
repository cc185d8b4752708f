"""A scholarship is accepted in time, or the fund has it again; and what fails midway."""

import datetime as dt

import pytest

from events.models import (
    AidState,
    Payment,
    PaymentState,
    Registration,
    ScholarshipApplication,
    ScholarshipReview,
    State,
)
from events.operations import (
    by_hand,
    checkouts,
    funds,
    handing,
    orders,
    registrations,
    scholarships,
)
from network.models import AuditEntry, Letter
from tests.event_factories import (
    NOON,
    EventFactory,
    FundFactory,
    ScholarshipFactory,
    a_ticket,
)
from tests.events.aiding import (
    CENTS,
    DAY,
    LATER,
    accept,
    ask,
    counted,
    fresh,
    granted,
    kinds,
    nothing_left,
    yes,
)
from tests.events.invariants import broken
from tests.events.refusing import refused
from tests.factories import a_member

# Accepting


def test_a_full_scholarship_is_a_confirmed_place(asked, renata, june, dana):
    granted(asked, renata, june)

    place = accept(asked)

    assert (place.state, place.person, place.cents) == (State.CONFIRMED, dana, CENTS)
    assert orders.owed_cents(place.order) == 0
    paid = Payment.objects.get()
    assert (paid.kind, paid.state, paid.amount_cents) == ("scholarship", "captured", CENTS)
    assert (paid.captured_cents, paid.reference) == (0, "Lantern fund")
    assert fresh(asked).registration == place
    assert broken() == []


def test_the_rest_is_owed_and_the_place_held_meanwhile(asked, renata, june):
    granted(asked, renata, june, cents=6_000)

    place = accept(asked)

    assert (place.state, orders.owed_cents(place.order)) == (State.HELD, 4_000)
    assert place.hold_expires_at == LATER + 2 * DAY
    assert "aid_rest" in kinds()
    assert broken() == []


def test_a_place_that_is_held_already_is_paid_for(asked, ticket, renata, june, dana):
    granted(asked, renata, june)
    held = registrations.register(
        event=ticket.event, ticket_type=ticket, person=dana, by=dana.user, at=LATER
    )

    assert accept(asked) == held
    assert fresh(held).state == State.CONFIRMED
    assert Registration.objects.count() == 1


def test_a_request_for_a_place_is_approved_with_it(ours, dana, renata, june):
    ticket = a_ticket(EventFactory(host=ours), cents=CENTS, seats=5, requires_approval=True)
    FundFactory(event=ticket.event)
    asked = ask(ticket, dana)
    registrations.register(
        event=ticket.event, ticket_type=ticket, person=dana, by=dana.user, at=NOON
    )
    granted(asked, renata, june)

    assert accept(asked).state == State.CONFIRMED
    assert broken() == []


def test_accepting_again_changes_nothing(asked, renata, june, fund):
    granted(asked, renata, june)
    place = accept(asked)
    before = counted()

    assert accept(asked) == place
    assert nothing_left(*before)
    assert (Payment.objects.count(), fresh(fund).committed_cents) == (1, CENTS)


def test_a_lower_price_gives_the_rest_back_to_the_fund(asked, ticket, renata, june, fund):
    granted(asked, renata, june)
    ticket.prices.update(cents=4_000)

    place = accept(asked)

    assert (place.state, fresh(asked).granted_cents) == (State.CONFIRMED, 4_000)
    assert fresh(fund).committed_cents == 4_000


def test_a_free_place_costs_the_fund_nothing(asked, ticket, renata, june, fund):
    granted(asked, renata, june)
    ticket.prices.update(cents=0)

    assert accept(asked).state == State.CONFIRMED
    assert (fresh(fund).committed_cents, Payment.objects.count()) == (0, 0)


@pytest.mark.parametrize("state", [AidState.ASKED, AidState.DECLINED, AidState.WITHDRAWN])
def test_only_what_is_promised_is_accepted(asked, state):
    ScholarshipApplication.objects.update(state=state)

    assert refused("lapsed", accept, asked) == "This is no longer promised to you."


def test_on_the_day_it_lapses_it_is_too_late(asked, renata, june):
    now = granted(asked, renata, june)

    refused("lapsed", accept, now, at=now.accept_by)


def test_a_full_event_keeps_the_promise(asked, ticket, renata, june, fund):
    granted(asked, renata, june)
    for _ in range(5):
        by_hand.register(
            event=ticket.event,
            ticket_type=ticket,
            person=a_member(),
            by=june,
            at=LATER,
            comp="Speaker",
        )
    before = counted()

    refused("full", accept, asked)

    assert nothing_left(*before)
    assert (fresh(asked).state, fresh(fund).committed_cents) == (AidState.GRANTED, CENTS)


def test_a_place_an_organization_pays_for_takes_no_scholarship(asked, ticket, renata, june, dana):
    granted(asked, renata, june)
    held = registrations.register(
        event=ticket.event, ticket_type=ticket, person=dana, by=None, at=LATER
    )
    held.order.payer = a_member()
    held.order.save()

    refused("payer", accept, asked)


# Lapsing, taking back, and places that end


def test_what_nobody_accepts_lapses_once(asked, fund, renata, june):
    now = granted(asked, renata, june)

    scholarships.lapse(application=asked, at=now.accept_by - DAY)
    assert fresh(asked).state == AidState.GRANTED
    for _ in range(2):
        scholarships.lapse(application=asked, at=now.accept_by)

    assert (fresh(asked).state, fresh(fund).committed_cents) == (AidState.LAPSED, 0)
    assert kinds().count("aid_lapsed") == 1


def test_whoever_reviewed_the_next_request_hears_that_money_came_back(
    asked, ticket, fund, renata, june
):
    funds.edit(fund=fund, budget_cents=CENTS, by=june, at=NOON)
    now = granted(asked, renata, june)
    following = ask(ticket, a_member(), at=LATER)
    yes(following, renata)

    scholarships.lapse(application=asked, at=now.accept_by)

    letter = Letter.objects.get(kind="aid_money_back")
    assert (letter.to, str(following.public_id) in letter.body) == (renata.email, True)


def test_the_clock_reminds_once(asked, renata, june):
    now = granted(asked, renata, june)
    scholarships.look_after(LATER)
    assert "aid_reminder" not in kinds()

    for hours in (47, 46):
        scholarships.look_after(now.accept_by - dt.timedelta(hours=hours))

    assert kinds().count("aid_reminder") == 1


def test_a_request_is_taken_back_and_again_changes_nothing(asked, fund, renata, june, dana):
    granted(asked, renata, june)

    for _ in range(2):
        scholarships.withdraw(application=asked, by=dana.user, at=LATER)

    assert (fresh(asked).state, fresh(fund).committed_cents) == (AidState.WITHDRAWN, 0)
    assert AuditEntry.objects.filter(action="events.aid_withdrawn").count() == 1
    assert ask(asked.ticket_type, dana, at=LATER).state == AidState.ASKED


def test_what_is_accepted_is_given_back_with_the_place(asked, renata, june, dana):
    granted(asked, renata, june)
    accept(asked)

    refused("accepted", scholarships.withdraw, application=asked, by=dana.user, at=LATER)


def test_a_place_given_back_gives_the_fund_its_money(asked, fund, renata, june, dana):
    granted(asked, renata, june)
    place = accept(asked)

    handing.give_back(registration=place, by=dana.user, at=LATER)

    assert (fresh(asked).state, fresh(fund).committed_cents) == (AidState.WITHDRAWN, 0)
    assert Payment.objects.get().state == PaymentState.VOID
    assert fresh(place.order).total_cents == 0
    assert broken() == []


def test_of_a_price_paid_in_part_by_a_fund_only_ones_own_part_is_kept(
    asked, fund, renata, june, dana
):
    granted(asked, renata, june, cents=6_000)
    place = accept(asked)
    Payment.objects.create(
        order=place.order,
        kind="check",
        state="captured",
        attempt=2,
        amount_cents=4_000,
        captured_cents=4_000,
        made_at=LATER,
        captured_at=LATER,
    )
    Registration.objects.update(state=State.CONFIRMED, hold_expires_at=None, confirmed_at=LATER)
    place = fresh(place)

    assert handing.terms(place, at=LATER) == handing.Terms(kept=4_000, back=0)
    handing.give_back(registration=place, by=dana.user, at=LATER)

    assert fresh(place.order).total_cents == 4_000
    assert orders.owed_back(fresh(place.order)) == 0
    assert fresh(fund).committed_cents == 0


def test_a_rest_that_nobody_pays_gives_both_back(asked, fund, renata, june):
    granted(asked, renata, june, cents=6_000)
    place = accept(asked)

    checkouts.release_lapsed(at=place.hold_expires_at + DAY)

    assert fresh(place).state == State.EXPIRED
    assert (fresh(asked).state, fresh(fund).committed_cents) == (AidState.LAPSED, 0)
    assert broken() == []


def test_a_scholarship_is_for_one_person_alone(asked, renata, june):
    granted(asked, renata, june)
    place = accept(asked)

    refused("aid", registrations.transfer, registration=place, to=a_member(), by=june, at=LATER)
    refused("aid", handing.offer, registration=place, email="x@example.org", by=june, at=LATER)


# Midway failures, and what is forgotten


@pytest.mark.parametrize("verb", ["ask", "review", "accept", "withdraw", "lapse"])
def test_a_failure_midway_leaves_nothing(
    monkeypatch, asked, ticket, fund, renata, june, dana, verb
):
    if verb != "ask":
        yes(asked, renata)
    if verb in ("accept", "withdraw", "lapse"):
        yes(asked, june)
    now = fresh(asked)
    before = (
        *counted(),
        now.state,
        fresh(fund).committed_cents,
        Registration.objects.count(),
        ScholarshipReview.objects.count(),
    )

    def stop(*args, **values):
        raise RuntimeError

    last = {
        "ask": ("mail", "aid_asked"),
        "review": ("mail", "aid_granted"),
        "accept": ("aid", "free"),
        "withdraw": ("aid", "note"),
        "lapse": ("mail", "aid_lapsed"),
    }[verb]
    monkeypatch.setattr(getattr(scholarships, last[0]), last[1], stop)
    with pytest.raises(RuntimeError):
        {
            "ask": lambda: ask(ticket, a_member()),
            "review": lambda: yes(asked, june),
            "accept": lambda: accept(asked),
            "withdraw": lambda: scholarships.withdraw(application=asked, by=june, at=LATER),
            "lapse": lambda: scholarships.lapse(application=asked, at=now.accept_by),
        }[verb]()

    assert before == (
        *counted(),
        fresh(asked).state,
        fresh(fund).committed_cents,
        Registration.objects.count(),
        ScholarshipReview.objects.count(),
    )
    assert ScholarshipApplication.objects.count() == 1


def test_a_month_after_the_event_the_words_are_destroyed(asked, renata):
    yes(asked, renata, words="A good reason")
    ends = asked.fund.event.ends_at

    scholarships.forget_words(ends + 30 * DAY)
    assert fresh(asked).words == "I serve without pay."
    scholarships.forget_words(ends + 31 * DAY)

    assert (fresh(asked).words, ScholarshipReview.objects.get().words) == ("", "")


def test_what_lapses_is_found_by_the_clock(dana):
    gone = ScholarshipFactory(person=dana, state="granted", granted_cents=1, accept_by=NOON)
    ScholarshipFactory(state="granted", granted_cents=1, accept_by=NOON + DAY)

    assert list(ScholarshipApplication.objects.lapsing(at=NOON)) == [gone]
