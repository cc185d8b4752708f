"""Help with the price of a place: funds, who asks, and what two reviewers decide."""

import pytest

from events.models import (
    AidState,
    ScholarshipApplication,
    ScholarshipReview,
)
from events.operations import (
    by_hand,
    funds,
    scholarships,
)
from network.models import AuditEntry
from tests.event_factories import (
    NOON,
    FundFactory,
    PriceRuleFactory,
    TicketTypeFactory,
)
from tests.events.aiding import (
    CENTS,
    DAY,
    LATER,
    ask,
    counted,
    fresh,
    granted,
    kinds,
    no,
    nothing_left,
    yes,
)
from tests.events.refusing import refused
from tests.factories import national_staff

# Funds


def test_a_fund_is_made_and_changed_on_record(ticket, june):
    fund = funds.make(event=ticket.event, name="Help", budget_cents=5_000, by=june, at=NOON)

    changed = funds.edit(fund=fund, budget_cents=6_000, by=june, at=NOON)
    funds.edit(fund=fund, budget_cents=6_000, by=june, at=NOON)

    assert changed.budget_cents == 6_000
    actions = AuditEntry.objects.filter(action__startswith="events.fund_")
    assert sorted(actions.values_list("action", flat=True)) == [
        "events.fund_edited",
        "events.fund_made",
    ]


def test_no_two_funds_of_an_event_have_one_name(ticket, fund, june):
    do = {"event": ticket.event, "budget_cents": 1, "by": june, "at": NOON}

    refused("name", funds.make, name="Lantern fund", **do)


def test_a_budget_is_never_below_what_is_promised(asked, fund, renata, june):
    granted(asked, renata, june)

    words = refused("budget", funds.edit, fund=fund, budget_cents=9_999, by=june, at=LATER)

    assert words == "$100 of it is promised."
    assert fresh(fund).budget_cents == 20_000


# Asking


def test_somebody_asks_and_gets_a_letter(asked, fund, dana):
    assert (asked.state, asked.fund, asked.asked_cents) == (AidState.ASKED, fund, CENTS)
    assert kinds() == ["aid_asked"]
    assert AuditEntry.objects.get(action="events.aid_asked").person == dana


def test_the_trail_does_not_say_why_they_asked(asked):
    assert "without pay" not in str(AuditEntry.objects.values_list("after", "reason"))


def test_the_fund_with_the_most_left_is_asked(ticket, fund, dana):
    fuller = FundFactory(event=ticket.event, budget_cents=30_000)
    FundFactory(event=ticket.event, budget_cents=90_000, closes_at=NOON)

    assert ask(ticket, dana).fund == fuller


@pytest.mark.parametrize(
    ("code", "values"),
    [
        ("cents", {"cents": CENTS + 1}),
        ("cents", {"cents": 0}),
        ("words", {"words": "  "}),
        ("over", {"at": NOON + 400 * DAY}),
    ],
)
def test_what_cannot_be_asked_leaves_nothing(ticket, fund, dana, code, values):
    before = counted()

    refused(code, ask, ticket, dana, **values)

    assert ScholarshipApplication.objects.count() == 0
    assert nothing_left(*before)


def test_nobody_asks_twice(asked, ticket, dana):
    assert refused("asked", ask, ticket, dana) == "You have asked already."


def test_without_an_open_fund_nobody_asks(ticket, fund, dana):
    funds.edit(fund=fund, closes_at=NOON, by=None, at=NOON)

    refused("no_fund", ask, ticket, dana)


def test_what_is_free_or_for_guests_needs_no_help(ticket, fund, dana):
    free = TicketTypeFactory(event=ticket.event)
    PriceRuleFactory(ticket_type=free, cents=0)
    for_guests = TicketTypeFactory(event=ticket.event, for_guests=True)
    PriceRuleFactory(ticket_type=for_guests, cents=CENTS)

    refused("free", ask, free, dana)
    refused("guest", ask, for_guests, dana)


def test_whom_a_ticket_is_not_for_does_not_ask_for_it(ticket, fund, dana):
    alumni = TicketTypeFactory(event=ticket.event, audience={"standing": ["alum"]})
    PriceRuleFactory(ticket_type=alumni, cents=CENTS)

    refused("audience", ask, alumni, dana)


def test_who_has_a_place_does_not_ask(ticket, fund, dana, june):
    by_hand.register(
        event=ticket.event, ticket_type=ticket, person=dana, by=june, at=NOON, comp="Speaker"
    )

    refused("have_place", ask, ticket, dana)


# Reviewing


def test_two_yes_promise_the_lower_sum(asked, fund, renata, june):
    yes(asked, renata, 9_000)
    yes(asked, june, 7_500)

    now = fresh(asked)
    assert (now.state, now.granted_cents) == (AidState.GRANTED, 7_500)
    assert now.accept_by == LATER + 14 * DAY
    assert fresh(fund).committed_cents == 7_500
    assert kinds() == ["aid_asked", "aid_granted"]


def test_one_yes_decides_nothing(asked, fund, renata):
    yes(asked, renata)

    assert (fresh(asked).state, fresh(fund).committed_cents) == (AidState.ASKED, 0)


def test_two_no_decline(asked, fund, renata, june):
    no(asked, renata)
    no(asked, june)

    assert (fresh(asked).state, fresh(fund).committed_cents) == (AidState.DECLINED, 0)
    assert kinds() == ["aid_asked", "aid_declined"]


@pytest.mark.parametrize(
    ("third", "state", "promised"),
    [("yes", AidState.GRANTED, 6_000), ("no", AidState.DECLINED, 0)],
)
def test_of_two_minds_a_third_decides(asked, fund, renata, june, third, state, promised):
    yes(asked, renata, 6_000)
    no(asked, june)
    assert fresh(asked).state == AidState.ASKED

    scholarships.review(
        application=asked,
        verdict=third,
        cents=8_000 if third == "yes" else 0,
        by=national_staff().user,
        at=LATER,
    )

    assert (fresh(asked).state, fresh(fund).committed_cents) == (state, promised)


def test_nobody_reviews_twice_or_their_own(asked, ticket, ours, renata):
    yes(asked, renata)
    own = ask(ticket, renata.person)

    assert refused("reviewed", yes, asked, renata) == "You have reviewed this already."
    refused("own", yes, own, renata)
    assert ScholarshipReview.objects.count() == 1


def test_what_is_decided_is_reviewed_no_more(asked, renata, june):
    granted(asked, renata, june)

    refused("decided", no, asked, national_staff().user)


@pytest.mark.parametrize("cents", [0, CENTS + 1])
def test_no_more_is_granted_than_was_asked(asked, renata, cents):
    refused("cents", yes, asked, renata, cents)


def test_once_an_event_has_begun_nothing_is_decided(asked, renata):
    refused("begun", yes, asked, renata, at=asked.fund.event.starts_at)


def test_a_fund_promises_no_more_than_it_has(asked, fund, renata, june):
    funds.edit(fund=fund, budget_cents=8_000, by=june, at=NOON)
    yes(asked, renata)
    before = counted()

    words = refused("fund", yes, asked, june)

    assert words == "The fund has $80 left: grant less, or wait until some comes back."
    assert nothing_left(*before)
    assert (ScholarshipReview.objects.count(), fresh(asked).state) == (1, AidState.ASKED)
    yes(asked, june, 8_000)
    assert fresh(fund).committed_cents == 8_000


def test_the_trail_keeps_secret_what_a_reviewer_said(asked, renata):
    yes(asked, renata, 4_321, words="A zebra of a reason")

    line = AuditEntry.objects.get(action="events.aid_reviewed")
    assert "4321" not in str(line.after)
    assert "zebra" not in str((line.after, line.reason))
