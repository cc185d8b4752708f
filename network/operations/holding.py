"""Which offices somebody held on a day, and what is kept of one: words that stay as they were."""

import calendar
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from network.models import Membership, Term
from network.models.offices import Precision, former
from network.roles import GroupKind, Role


def last_day(on: date, precision: str) -> date:
    """The end of the day, month or year that begins on a day."""
    if precision == Precision.YEAR:
        return date(on.year, 12, 31)
    if precision == Precision.MONTH:
        return on.replace(day=calendar.monthrange(on.year, on.month)[1])
    return on


def then(person, *, first: date, last: date) -> QuerySet[Term]:
    """Terms that ran on any of these days, those whose beginning nobody knows among them."""
    begun = Q(starts_on=None) | Q(starts_on__lte=last)
    elected = Q(starts_on__isnull=False) | Q(elected_on=None) | Q(elected_on__lte=last)
    terms = Term.objects.filter(begun, elected, person=person).exclude(former(first))
    return terms.select_related("office__jurisdiction").order_by("-starts_on", "pk")


def now(person, *, on: date) -> QuerySet[Term]:
    """The offices in which a member of the network serves; none for others."""
    belongs = Membership.objects.filter(
        person=person, group__kind=GroupKind.NETWORK, role=Role.MEMBER
    )
    return then(person, first=on, last=on).filter(person__in=belongs.live(on=on).values("person"))


def choose(terms: QuerySet[Term], term: Term, *, refused: str) -> dict:
    """What is kept of the office held. Raises ValidationError("term") if it is none of these."""
    held = terms.filter(pk=term.pk).first() if term else None
    if held is None:
        raise ValidationError(refused, code="term")
    return kept_of(held)


def kept_of(term: Term) -> dict:
    """What the office is called now, and where."""
    office = term.office
    return {
        "jurisdiction": office.jurisdiction,
        "office_title": ", ".join(filter(None, [office.title, office.seat_label])),
        "place_name": str(office.jurisdiction),
    }
