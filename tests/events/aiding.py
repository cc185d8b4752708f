"""Asking for a scholarship, reviewing and accepting it, in one line each."""

import datetime as dt

from events.operations import scholarships
from network.models import AuditEntry, Letter
from tests.event_factories import NOON

DAY = dt.timedelta(days=1)
LATER = NOON + DAY
CENTS = 10_000


def ask(ticket, person, cents=CENTS, words="I serve without pay.", at=NOON):
    return scholarships.ask(
        event=ticket.event,
        ticket_type=ticket,
        person=person,
        words=words,
        cents=cents,
        by=person.user,
        at=at,
    )


def yes(asked, by, cents=CENTS, at=LATER, words=""):
    return scholarships.review(
        application=asked, verdict="yes", cents=cents, words=words, by=by, at=at
    )


def no(asked, by, at=LATER):
    return scholarships.review(application=asked, verdict="no", by=by, at=at)


def granted(asked, *reviewers, cents=CENTS):
    for by in reviewers:
        yes(asked, by, cents)
    return fresh(asked)


def accept(asked, at=LATER):
    return scholarships.accept(application=asked, by=asked.person.user, at=at)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def kinds():
    return sorted(Letter.objects.values_list("kind", flat=True))


def nothing_left(*before):
    return (AuditEntry.objects.count(), Letter.objects.count()) == before


def counted():
    return AuditEntry.objects.count(), Letter.objects.count()
