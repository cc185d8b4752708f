"""Who asked for help with the price of Baltimore, and what two reviewers said."""

from datetime import datetime, timedelta
from random import Random

from events.models import (
    AidState,
    PaymentKind,
    Registration,
    ScholarshipApplication,
    ScholarshipFund,
    ScholarshipReview,
    Verdict,
)
from events.models.registrations import ACTIVE
from network.models import Person, User
from network.models.people import Standing

from . import turnout
from .convening import Convening
from .convening_words import HELP

FUND = "Stay in the Room Fund"
BUDGET = 1_500_000
YES, NO = Verdict.YES, Verdict.NO
#: What became of each, and what the reviewers said so far.
ASKED = [
    (AidState.ASKED, ()),
    (AidState.ASKED, ()),
    (AidState.ASKED, (YES,)),
    (AidState.ASKED, (YES, NO)),
    (AidState.GRANTED, (YES, YES)),
    (AidState.GRANTED, (YES, YES)),
    (AidState.DECLINED, (NO, NO)),
    (AidState.LAPSED, (YES, YES)),
    (AidState.WITHDRAWN, (YES,)),
    (AidState.ACCEPTED, (YES, YES)),
    (AidState.ACCEPTED, (YES, YES)),
    (AidState.ACCEPTED, (YES, YES)),
    (AidState.ACCEPTED, (YES, YES)),
]
PROMISED = (AidState.GRANTED, AidState.LAPSED, AidState.ACCEPTED)
SAID = {
    YES: "First term, no stipend to speak of. Yes.",
    NO: "The county pays for its own this year.",
}


def give(
    made: Convening, *, rng: Random, at: datetime, reviewers: list[User]
) -> list[Registration]:
    fund = ScholarshipFund.objects.create(
        event=made.event,
        name=FUND,
        budget_cents=BUDGET,
        closes_at=made.event.starts_at - timedelta(days=60),
    )
    ticket = made.tickets["Member"]
    price = ticket.prices.all()[0].cents
    asked = [
        _ask(fund, ticket, price, person, state, rng, at)
        for person, (state, _) in zip(_people(made, at), ASKED, strict=False)
    ]
    rows = _seat(made, asked, rng, at)
    ScholarshipApplication.objects.bulk_create(asked)
    ScholarshipReview.objects.bulk_create(
        _review(application, verdict, by)
        for application, (_, verdicts) in zip(asked, ASKED, strict=False)
        for verdict, by in zip(verdicts, reviewers, strict=False)
    )
    promised = [one for one in asked if one.state in (AidState.GRANTED, AidState.ACCEPTED)]
    fund.committed_cents = sum(one.granted_cents for one in promised)
    fund.save(update_fields=["committed_cents"])
    return rows


def _people(made, at):
    """Members without a place, the latest to join first."""
    coming = Registration.objects.filter(event=made.event, state__in=ACTIVE, person__isnull=False)
    members = Person.objects.standing(on=at.date()).filter(standing=Standing.MEMBER, user=None)
    return members.exclude(pk__in=coming.values("person")).order_by("-pk")[: len(ASKED)]


def _ask(fund, ticket, price, person, state, rng, at):
    asked_at = at - timedelta(days=rng.randint(14, 40))
    decided = state not in (AidState.ASKED, AidState.WITHDRAWN)
    accept_by = at - timedelta(days=3) if state == AidState.LAPSED else at + timedelta(days=9)
    return ScholarshipApplication(
        fund=fund,
        ticket_type=ticket,
        person=person,
        words=rng.choice(HELP),
        asked_cents=price,
        granted_cents=price if state in PROMISED else 0,
        state=state,
        accept_by=accept_by if state in PROMISED else None,
        asked_at=asked_at,
        decided_at=asked_at + timedelta(days=8) if decided else None,
    )


def _seat(made, asked, rng, at):
    """A place for each who said yes, paid for by the fund."""
    accepted = [one for one in asked if one.state == AidState.ACCEPTED]
    drafts = [
        turnout.Draft(
            one.person,
            one.ticket_type,
            one.decided_at + timedelta(days=1),
            standing=Standing.MEMBER,
            paid_by=PaymentKind.SCHOLARSHIP,
            reference=FUND,
        )
        for one in accepted
    ]
    rows = turnout.Writer(made.event, rng, at).write(drafts)
    for one, draft in zip(accepted, drafts, strict=True):
        one.registration = draft.row
    return rows


def _review(application, verdict, by):
    return ScholarshipReview(
        application=application,
        by=by,
        verdict=verdict,
        cents=application.asked_cents if verdict == YES else 0,
        words=SAID[verdict],
        at=application.asked_at + timedelta(days=5),
    )
