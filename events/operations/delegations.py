"""Several places that an organization takes and pays for, each to be claimed by a link."""

from dataclasses import dataclass, replace
from datetime import timedelta

from django.core.exceptions import ValidationError

from events import mail
from events.models import Order, PriceRule, Registration, State
from events.models.registrations import SEATED
from network import audit
from network.models import Group, Membership
from network.roles import GroupKind

from . import claiming, orders, places, waiting
from .assessing import assess
from .locking import event_txn

#: An organization decides more slowly than a person.
HOLD = timedelta(hours=24)
MOST = 50
#: What only whoever claims a place can fulfill, not the organization.
OF_PEOPLE = ("audience", "no_price")


@dataclass(frozen=True)
class Taken:
    """A place and the secret of its link, which is known here for the last time."""

    place: Registration
    secret: str


def take(
    *, event, ticket_type, number, payer_group, by, at, buyer=None, emails=()
) -> tuple[Order, list[Taken]]:
    """Hold so many places in one order of an organization's; free ones are confirmed at once.

    Priced as `buyer` would be; taken by staff, who need none, at the price for everybody, else
    at the highest. Raises ValidationError "number", "guest", "approval", what `assess` refuses,
    "wait", "full".
    """
    if not 1 <= number <= MOST:
        raise ValidationError(f"Take 1 to {MOST} places at a time.", code="number")
    with event_txn(event.pk) as event:
        _refuse(ticket_type)
        assessment = quote(ticket_type, buyer, at=at)
        assessment.require()
        order = orders.open_for(event=event, payer_group=payer_group, by=by, at=at)
        taken = [_place(event, order, assessment, by, at) for _ in range(number)]
        _record(order, "events.places_taken", by, at, number=number, ticket=ticket_type.name)
        if orders.is_paid(order):
            for one in taken:
                places.confirm(one.place, by=by, at=at)
        for one, email in zip(taken, emails, strict=False):
            mail.place_from_organization(one.place, email, one.secret)
        return order, taken


def quote(ticket_type, buyer, *, at):
    """What one such place costs an organization."""
    assessment = assess(buyer, ticket_type, at=at)
    if buyer is not None or assessment.allowed:
        return assessment
    reasons = tuple(one for one in assessment.reasons if one[0] not in OF_PEOPLE)
    rule = assessment.rule or _dearest(ticket_type, at)
    if rule is None:
        reasons = (*reasons, ("no_price", f"“{ticket_type.name}” has no price now."))
    return replace(assessment, rule=rule, reasons=reasons)


def new_link(*, registration, by, at, email="") -> str:
    """The secret of a new link, to be shown once; the one before opens nothing any more.

    Raises ValidationError "taken", "state".
    """
    with event_txn(registration.event_id):
        registration = _unclaimed(registration)
        secret, registration.claim_digest = claiming.new_secret()
        registration.save(update_fields=["claim_digest"])
        _record(registration, "events.place_link_made", by, at)
        if email:
            mail.place_from_organization(registration, email, secret)
        return secret


def end_link(*, registration, by, at) -> None:
    """The link of a place opens nothing any more; the place stays the organization's."""
    with event_txn(registration.event_id):
        registration = _unclaimed(registration)
        _, registration.claim_digest = claiming.new_secret()
        registration.save(update_fields=["claim_digest"])
        _record(registration, "events.place_link_ended", by, at)


def name(*, registration, person, by, at) -> Registration:
    """Staff say whose place it is. Raises what `claiming.claim` raises, "taken", "state"."""
    with event_txn(registration.event_id):
        registration = _unclaimed(registration)
        secret, registration.claim_digest = claiming.new_secret()
        registration.save(update_fields=["claim_digest"])
        return claiming.claim(secret=secret, person=person, by=by, at=at)


def _place(event, order, assessment, by, at):
    secret, digest = claiming.new_secret()
    place = places.make(
        event=event,
        order=order,
        assessment=assessment,
        person=None,
        by=by,
        at=at,
        hold=HOLD,
        claim_digest=digest,
    )
    return Taken(place, secret)


def _refuse(ticket_type):
    if ticket_type.for_guests:
        raise ValidationError("This ticket is for somebody one brings along.", code="guest")
    if ticket_type.requires_approval:
        raise ValidationError("This ticket is given on request, person by person.", code="approval")
    if waiting.others_wait_for(ticket_type):
        raise ValidationError("Others are waiting for a place: join the line.", code="wait")


def _dearest(ticket_type, at):
    rules = PriceRule.objects.filter(ticket_type=ticket_type, withdrawn_at=None)
    current = [rule for rule in rules if rule.is_current(at=at)]
    return max(current, key=lambda rule: rule.cents, default=None)


def _unclaimed(registration):
    row = Registration.objects.select_related(
        "event__host", "ticket_type", "order__payer_group"
    ).get(pk=registration.pk)
    if row.person_id is not None:
        raise ValidationError("Somebody has taken this place already.", code="taken")
    if row.state not in SEATED:
        raise ValidationError("This place is over.", code="state")
    return row


def _record(row, action, by, at, **after):
    audit.record(row, action, by=by, at=at, group=row.event.host, after=after or None)


def partners_of(person, *, on):
    """Partner organizations that somebody belongs to on a day, for which they may take places."""
    theirs = Membership.objects.live(on=on).filter(person=person, person__isnull=False)
    partners = Group.objects.filter(kind=GroupKind.PARTNER, closed_on=None)
    return partners.filter(pk__in=theirs.values("group")).order_by("name")


def of(order) -> list[Registration]:
    """Its places, in the order in which they were taken, whatever became of them."""
    rows = Registration.objects.filter(order=order).exclude(state=State.TRANSFERRED)
    return list(rows.select_related("person", "ticket_type").order_by("pk"))
