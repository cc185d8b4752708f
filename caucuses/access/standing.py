"""Whom a caucus is for on a day, and who may stay a while though it is no longer for them."""

from datetime import date, timedelta

from django.db.models import Case, Exists, OuterRef, Q, Value, When

from network import audiences
from network.models import Membership, Person, Term
from network.models.memberships import MembershipState
from network.roles import NATIONAL_DESK, GroupKind, Role

from . import rows

DAY = timedelta(days=1)
#: So many people's days are asked about in one question, lest it grow past what databases take.
AT_ONCE = 25


def admitted(caucus, *, on):
    """The people a caucus is for on a day: members of the network, narrowed by its own rule."""
    return audiences.people_in(caucus.may_join, on=on).filter(in_network(on))


def could_steward(*, on):
    """National staff. Whoever no longer is looks after no caucus from that day on."""
    staff = Membership.objects.filter(group__kind=GroupKind.STAFF, role__in=NATIONAL_DESK)
    return Person.objects.filter(pk__in=rows.counting(staff, on).values("person"))


def lapsed(caucus, *, on):
    """Those inside whom the caucus is not for on this day."""
    inside = rows.inside(caucus, on=on)
    return Person.objects.filter(pk__in=inside.values("person")).exclude(
        pk__in=admitted(caucus, on=on).order_by().values("pk")
    )


def graced(caucus, *, on) -> dict[int, date]:
    """Those who may still come in, with their last day. Asks nothing where there is no grace."""
    if not caucus.grace_days:
        return {}
    keys = list(lapsed(caucus, on=on).values_list("pk", flat=True))
    grace = timedelta(days=caucus.grace_days)
    lasts = last_admitted(caucus, keys, since=on - grace, on=on)
    return {key: last + grace for key, last in lasts.items()}


def staying(caucus, *, on) -> Q:
    """Condition: the caucus is for a person, or they have days of grace.

    Asked of each, from the caucus's side, so that the network's size does not matter.
    """
    fits = Q(Exists(admitted(caucus, on=on).order_by().filter(pk=OuterRef("pk"))))
    late = graced(caucus, on=on)
    return fits | Q(pk__in=late) if late else fits


def last_admitted(caucus, keys, *, since: date, on: date) -> dict[int, date]:
    """The last day from `since` on that the caucus was for each of these people, if it was.

    Standing can only change where a term or membership begins or ends, so only the days
    around such a change, and the first one, are looked at.
    """
    changes = _changes(keys) if keys else {}
    lasts: dict[int, date] = {}
    for start in range(0, len(keys), AT_ONCE):
        lasts |= _last_of(caucus, keys[start : start + AT_ONCE], changes, since, on)
    return lasts


def _last_of(caucus, keys, changes, since, on):
    """Of each only the days of their own are looked at: how many others there are costs nothing."""
    looked = {since: set(keys)}
    for key in keys:
        for day in changes.get(key, ()):
            if since <= day < on:
                looked.setdefault(day, set()).add(key)
    days = sorted(looked)
    fits = {
        f"on_{number}": Case(
            When(
                pk__in=looked[day],
                then=Exists(admitted(caucus, on=day).order_by().filter(pk=OuterRef("pk"))),
            ),
            default=Value(False),
        )
        for number, day in enumerate(days)
    }
    found = Person.objects.filter(pk__in=keys).order_by().values("pk", **fits)
    return {
        said["pk"]: max(day for number, day in enumerate(days) if said[f"on_{number}"])
        for said in found
        if any(said[f"on_{number}"] for number in range(len(days)))
    }


def _changes(keys) -> dict[int, set[date]]:
    """By person, the days around each on which a term or membership of theirs began or ended."""
    belongs = Membership.objects.filter(person__in=keys)
    holds = Term.objects.filter(person__in=keys)
    days: dict[int, set[date]] = {}
    for key, *dates in [
        *belongs.values_list("person", "since", "until"),
        *holds.values_list("person", "elected_on", "starts_on", "ends_on", "ended_on"),
    ]:
        for day in filter(None, dates):
            days.setdefault(key, set()).update((day - DAY, day))
    return days


def in_network(on):
    """Condition: a person is a member of the network, in office or an alum."""
    return Exists(
        Membership.objects.filter(
            Q(until=None) | Q(until__gt=on),
            person=OuterRef("pk"),
            group__kind=GroupKind.NETWORK,
            role=Role.MEMBER,
            state=MembershipState.ACTIVE,
            since__lte=on,
        )
    )
