"""Money of scholarship funds: promised, given back, and what it pays for. Within `event_txn`."""

from django.core.exceptions import ValidationError
from django.db.models import F

from events import mail
from events.models import (
    AidState,
    Payment,
    PaymentKind,
    PaymentState,
    ScholarshipApplication,
    ScholarshipFund,
    State,
)
from network import audit
from network.words import say_money

#: What becomes of a promise whose place has ended.
ENDED = {State.EXPIRED: AidState.LAPSED}


def commit(fund, cents) -> None:
    """Promise so much: compare and swap. Raises ValidationError "fund" with what is left."""
    enough = ScholarshipFund.objects.filter(
        pk=fund.pk, committed_cents__lte=F("budget_cents") - cents
    )
    if not enough.update(committed_cents=F("committed_cents") + cents):
        fund.refresh_from_db()
        raise ValidationError(
            f"The fund has {say_money(fund.left_cents)} left: grant less, or wait until some comes"
            " back.",
            code="fund",
        )


def free(fund, cents) -> None:
    """It is the fund's again, and whoever reviews the next request is told so."""
    if cents:
        ScholarshipFund.objects.filter(pk=fund.pk).update(
            committed_cents=F("committed_cents") - cents
        )
        _tell_next(fund)


def given_for(registration) -> int:
    """How much of its price a scholarship pays, in cents."""
    asked = getattr(registration, "aid", None) if registration.cents else None
    return asked.granted_cents if asked and asked.state == AidState.ACCEPTED else 0


def refuse_handing_on(registration) -> None:
    if given_for(registration):
        raise ValidationError(
            "A scholarship pays for this place and is for one person alone. Give it back, and"
            " somebody else can have both.",
            code="aid",
        )


def returned(registration, *, at) -> None:
    """The place has ended: what its scholarship paid goes back to the fund."""
    if not registration.cents:
        return
    accepted = ScholarshipApplication.objects.filter(state=AidState.ACCEPTED)
    theirs = accepted.select_related("fund__event__host", "person")
    asked = theirs.filter(registration=registration).first()
    if asked is None:
        return
    state = ENDED.get(registration.state, AidState.WITHDRAWN)
    ScholarshipApplication.objects.filter(pk=asked.pk).update(state=state)
    Payment.objects.filter(
        order=registration.order_id, kind=PaymentKind.SCHOLARSHIP, state=PaymentState.CAPTURED
    ).update(state=PaymentState.VOID)
    free(asked.fund, asked.granted_cents)
    note(asked, "events.aid_returned", by=None, at=at, cents=asked.granted_cents)


def note(asked, action, *, by, at, **after) -> None:
    audit.record(
        asked,
        action,
        by=by,
        at=at,
        person=asked.person,
        group=asked.fund.event.host,
        after={"event": asked.fund.event.title, **after},
    )


def _tell_next(fund):
    """Those who have reviewed the oldest request wait for nothing but money, perhaps."""
    waiting = ScholarshipApplication.objects.waiting().filter(fund=fund)
    asked = waiting.order_by("asked_at", "pk").first()
    if asked:
        for review in asked.reviews.select_related("by"):
            mail.aid_money_back(asked, review.by)
