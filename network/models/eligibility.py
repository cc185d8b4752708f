"""Who may hold a seat, asked of the database on a day: the one rule behind every refusal."""

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When

from network.roles import GroupKind, Role

from .jurisdictions import Jurisdiction
from .memberships import Membership
from .offices import Term


class Eligibility(models.TextChoices):
    MEMBER = "member", "Any member"
    IN_OFFICE = "in_office", "Members in office"
    IN_REGION = "in_region", "Members in office in the region"


REFUSALS = {
    Eligibility.MEMBER: "Only members of the network can hold a seat.",
    Eligibility.IN_OFFICE: "Only members in office can hold this seat.",
    Eligibility.IN_REGION: "Only members in office in {region} can hold this seat.",
}


def lacking(person, *, on, seat=""):
    """What somebody lacks to hold a seat, as a column: an `Eligibility`, or "" for nothing.

    `person` is a key or an OuterRef to it; `seat` is the way from the rows to the seat, with its
    underscores. A seat of no region takes anybody in office.
    """
    belongs = Membership.objects.live(on=on).filter(
        person=person, group__kind=GroupKind.NETWORK, role=Role.MEMBER
    )
    held = Term.objects.held(on=on).filter(person=person)
    region = OuterRef(OuterRef(f"{seat}region"))
    state = OuterRef(OuterRef(f"{seat}region__parent__state"))
    places = Jurisdiction.objects.of_region(region, state)
    inside = held.filter(Exists(places.filter(pk=OuterRef("office__jurisdiction"))))
    asks = {name: Q(**{f"{seat}eligibility": name}) for name in Eligibility}
    has_region = Q(**{f"{seat}region__isnull": False})
    return Case(
        When(~Exists(belongs), then=Value(Eligibility.MEMBER)),
        When(asks[Eligibility.MEMBER], then=Value("")),
        When(~Exists(held), then=Value(Eligibility.IN_OFFICE)),
        When(
            asks[Eligibility.IN_REGION] & has_region & ~Exists(inside),
            then=Value(Eligibility.IN_REGION),
        ),
        default=Value(""),
        output_field=models.CharField(),
    )


def doubtful(memberships, *, on):
    """Live holds whose holder lacks what the seat asks for, annotated with `lacks`.

    Whom staff let stay is left out until another term, or the membership, of theirs ends.
    """
    lost = {"person": OuterRef("person")}
    term = Term.objects.filter(ended_on__gt=OuterRef("kept_on"), **lost)
    membership = Membership.objects.filter(
        group__kind=GroupKind.NETWORK, role=Role.MEMBER, until__gt=OuterRef("kept_on"), **lost
    )
    return (
        memberships.live(on=on)
        .seated()
        .filter(Q(kept_on=None) | Exists(term) | Exists(membership))
        .annotate(lacks=lacking(OuterRef("person"), on=on, seat="seat__"))
        .exclude(lacks="")
    )
