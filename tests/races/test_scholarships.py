"""Two promise the last money of a fund, two review at once, and a promise is accepted as it lapses.

Each is run once more without its guard, and then it goes wrong.
"""

import datetime as dt

import pytest

from events.models import (
    AidState,
    Payment,
    Registration,
    ScholarshipApplication,
    ScholarshipFund,
    ScholarshipReview,
)
from network.models import AuditEntry
from tests import processes
from tests.event_factories import EventFactory, FundFactory, ScholarshipFactory, a_ticket
from tests.events.invariants import broken
from tests.factories import NOON, a_member, national_staff

CENTS = 10_000

START = """
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
import time
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from events.models import Event, ScholarshipApplication, ScholarshipFund
from events.operations import aid, scholarships
from network.models import User

NOON = datetime(2026, 11, 24, 17, tzinfo=UTC)
SECOND = timedelta(seconds=1)

def asked_of(number):
    return ScholarshipApplication.objects.select_related("fund", "person").get(pk=number)

def told(do, **values):
    try:
        do(**values)
    except ValidationError as refusal:
        return refusal.error_list[0].code
    except IntegrityError:
        return "broken"
    return "done"
"""

REVIEW = (
    START
    + """
def act(asked, by):
    by = User.objects.get(pk=by)
    return told(
        scholarships.review,
        application=asked_of(asked), verdict="yes", cents=10_000, by=by, at=NOON,
    )
"""
)

ENDS = (
    START
    + """
def act(asked, verb):
    asked = asked_of(asked)
    if verb == "lapse":
        return told(scholarships.lapse, application=asked, at=asked.accept_by)
    by = asked.person.user
    at = asked.accept_by - SECOND
    return told(scholarships.accept, application=asked, by=by, at=at)
"""
)

#: Nothing is held, and what was read is thought over before it is written.
UNHELD = """
@contextmanager
def unheld(event_id):
    yield Event.objects.get(pk=event_id)

scholarships.event_txn = unheld
"""

#: What is left of a fund is read, and written a while later.
FORGETFUL = """
def forgetful(fund, cents):
    now = ScholarshipFund.objects.get(pk=fund.pk)
    if now.left_cents < cents:
        raise ValidationError("None left", code="fund")
    time.sleep(0.5)
    ScholarshipFund.objects.filter(pk=fund.pk).update(
        committed_cents=now.committed_cents + cents
    )

aid.commit = forgetful
"""

#: Whether it is still promised is looked at a while before it is written.
SLOW = """
now = scholarships._now

def slow(application):
    found = now(application)
    time.sleep(0.5)
    return found

scholarships._now = slow
"""


@pytest.fixture
def fund(committed):
    ticket = a_ticket(EventFactory(), cents=CENTS, seats=9)
    fund = FundFactory(event=ticket.event, budget_cents=CENTS)
    fund.ticket = ticket
    return fund


def asked_of(fund, **fields):
    values = {"fund": fund, "ticket_type": fund.ticket, "asked_cents": CENTS, "person": a_member()}
    return ScholarshipFactory(**values | fields)


def two_for_the_last(fund):
    """Each has one yes, and gets another at the same moment."""
    june = national_staff().user
    runners = []
    for _ in range(2):
        asked = asked_of(fund)
        ScholarshipReview.objects.create(
            application=asked, by=june, verdict="yes", cents=CENTS, at=NOON
        )
        runners.append([asked.pk, national_staff().user.pk])
    return runners


def promised():
    rows = ScholarshipApplication.objects.filter(state__in=[AidState.GRANTED, AidState.ACCEPTED])
    return sum(rows.values_list("granted_cents", flat=True))


def committed_now():
    return ScholarshipFund.objects.get().committed_cents


def test_the_last_money_of_a_fund_is_promised_once(committed, fund):
    answers = processes.race(committed, REVIEW, two_for_the_last(fund))

    assert sorted(answers) == ["done", "fund"]
    assert (promised(), committed_now()) == (CENTS, CENTS)
    assert ScholarshipReview.objects.count() == 3


def test_without_the_guards_it_is_promised_twice(committed, fund):
    answers = processes.race(committed, REVIEW + UNHELD + FORGETFUL, two_for_the_last(fund))

    assert answers == ["done", "done"]
    assert (promised(), committed_now()) == (2 * CENTS, CENTS)


def test_two_reviewers_at_once_decide_once(committed, fund):
    asked = asked_of(fund)
    runners = [[asked.pk, national_staff().user.pk] for _ in range(2)]

    answers = processes.race(committed, REVIEW, runners)

    assert answers == ["done", "done"]
    assert (promised(), committed_now()) == (CENTS, CENTS)
    assert AuditEntry.objects.filter(action="events.aid_granted").count() == 1


def test_of_three_reviewers_at_once_the_last_is_told_that_it_is_decided(committed, fund):
    asked = asked_of(fund)
    runners = [[asked.pk, national_staff().user.pk] for _ in range(3)]

    answers = processes.race(committed, REVIEW, runners)

    assert sorted(answers) == ["decided", "done", "done"]
    assert (promised(), ScholarshipReview.objects.count()) == (CENTS, 2)


def test_without_the_lock_more_say_what_was_decided_already(committed, fund):
    asked = asked_of(fund)
    runners = [[asked.pk, national_staff().user.pk] for _ in range(3)]

    processes.race(committed, REVIEW + UNHELD + SLOW, runners)

    assert ScholarshipReview.objects.count() == 3


def a_promise(fund):
    fund.committed_cents = CENTS
    fund.save()
    return asked_of(
        fund, state="granted", granted_cents=CENTS, accept_by=NOON + dt.timedelta(days=9)
    )


def test_what_is_accepted_as_it_lapses_is_one_of_both(committed, fund):
    asked = a_promise(fund)

    processes.race(committed, ENDS, [[asked.pk, "lapse"], [asked.pk, "accept"]])

    asked.refresh_from_db()
    accepted = asked.state == AidState.ACCEPTED
    assert accepted or asked.state == AidState.LAPSED
    assert committed_now() == (CENTS if accepted else 0)
    assert Registration.objects.count() == Payment.objects.count() == int(accepted)
    assert broken() == []


def test_without_the_lock_the_money_is_both_spent_and_back(committed, fund):
    asked = a_promise(fund)

    processes.race(committed, ENDS + UNHELD + SLOW, [[asked.pk, "lapse"], [asked.pk, "accept"]])

    assert (Payment.objects.count(), committed_now()) == (1, 0)
