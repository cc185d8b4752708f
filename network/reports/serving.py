"""Which office somebody holds on a day, said beside their name: it tells namesakes apart."""

from datetime import date

from network.models import Term
from network.models.offices import TermState


def offices(people, *, on) -> dict[int, str]:
    """By the key of each of `people`: what they hold, else are elected to. One query."""
    terms = (
        Term.objects.filter(person__in=people)
        .state(on=on)
        .exclude(state=TermState.FORMER)
        .select_related("office__jurisdiction")
        .order_by("pk")
    )
    return {term.person_id: _say(term) for term in sorted(terms, key=_rank)}


def _rank(term):
    return term.state != TermState.ELECT, term.starts_on or date.min


def _say(term) -> str:
    return f"{term.office} (elect)" if term.state == TermState.ELECT else str(term.office)
