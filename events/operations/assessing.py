"""Who may take which place, and at what price. Everybody who needs to know asks here.

Lists, holds, checkouts, approvals, transfers, imports and the desk all call `assess`, so that
what was shown is what is charged. Its answer is frozen on the place as its quote.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.models import Event, PriceRule, TicketType
from network import audiences
from network.models import Person
from network.models.people import Standing


@dataclass(frozen=True)
class Assessment:
    """What somebody may take and what it costs them, in cents, as of an instant."""

    ticket_type: TicketType
    at: datetime
    standing: str = ""
    """The standing seen; nothing for somebody we do not know."""
    rule: PriceRule | None = None
    """The price that counts; nothing where none fits."""
    reasons: tuple[tuple[str, str], ...] = field(default=())
    """Why not: code and words of each reason."""

    @property
    def allowed(self) -> bool:
        return not self.reasons

    @property
    def cents(self) -> int:
        return self.rule.cents if self.rule else 0

    def require(self) -> None:
        """Raises ValidationError with the first reason."""
        for code, words in self.reasons:
            raise ValidationError(words, code=code)


def assess(person: Person | None, ticket_type: TicketType, *, at: datetime) -> Assessment:
    """Of one kind of place. `person` is None for somebody we do not know yet."""
    return _assess_each(ticket_type.event, person, [ticket_type], at)[0]


def assess_all(event: Event, person: Person | None, *, at: datetime) -> list[Assessment]:
    """Of every kind of place that the event offers, in order, in the same few questions."""
    return _assess_each(event, person, list(event.ticket_types.offered()), at)


def _assess_each(event, person, ticket_types, at):
    keys = [ticket_type.pk for ticket_type in ticket_types]
    prices = PriceRule.objects.filter(ticket_type__in=keys, withdrawn_at=None)
    current = [price for price in prices if price.is_current(at=at)]
    fits, standing = _admission(person, [*ticket_types, *current], event.day(at))
    assessed = []
    for ticket_type in ticket_types:
        own = [price for price in current if price.ticket_type_id == ticket_type.pk]
        rule = next((price for price in own if fits(price)), None)
        reasons = _reasons(event, ticket_type, fits(ticket_type), rule, at)
        assessed.append(Assessment(ticket_type, at, standing, rule, reasons))
    return assessed


def _admission(person, ruled, on):
    """Whether each of these lets the person in, by its own audience; and their standing."""
    rules: list[dict] = []
    for one in ruled:
        if one.audience and one.audience not in rules:
            rules.append(one.audience)
    standing, answers = "", [False for _ in rules]
    if person is not None:
        standing, answers = audiences.fitting(rules, person, on=on)

    def fits(one):
        return not one.audience or answers[rules.index(one.audience)]

    return fits, standing


def _reasons(event, ticket_type, fits, rule, at):
    """In the order in which somebody would want to hear them."""
    found = []
    if event.cancelled_at is not None:
        found.append(("cancelled", gettext("This event was called off.")))
    elif event.is_over(at=at):
        found.append(("over", gettext("This event is over.")))
    elif event.opens_at is not None and at < event.opens_at:
        found.append(("not_open", gettext("Registration has not opened yet.")))
    elif not event.is_open(at=at):
        found.append(("closed", gettext("Registration is closed.")))
    elif ticket_type.withdrawn_at is not None or not ticket_type.is_sold(at=at):
        found.append(("not_on_sale", gettext("“%s” is not on sale now.") % ticket_type.name))
    if not fits:
        found.append(("audience", _whom(ticket_type)))
    elif rule is None:
        found.append(("no_price", gettext("“%s” has no price for you now.") % ticket_type.name))
    return tuple(found)


def _whom(ticket_type):
    named = [Standing(one) for one in ticket_type.audience.get("standing", [])]
    if named and len(ticket_type.audience) == 1:
        said = [str(PLURALS[one]) for one in named]
        listed = gettext(" and ").join(filter(None, [", ".join(said[:-1]), said[-1]]))
        words = gettext("“%(ticket)s” is for %(whom)s.")
        return words % {"ticket": ticket_type.name, "whom": listed}
    return gettext("You are not among those “%s” is for.") % ticket_type.name


#: Standings, as of several people.
PLURALS = {
    Standing.STAFF: _("staff"),
    Standing.MEMBER: _("members"),
    Standing.ALUM: _("alumni"),
    Standing.PARTNER: _("partners"),
    Standing.APPLICANT: _("applicants"),
    Standing.PROSPECT: _("guests"),
}
