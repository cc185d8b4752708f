"""One person's own caucuses, all at once. Only for the person, whose pages and calendar ask."""

from datetime import date, datetime

from django.db.models import OuterRef, Subquery

from caucuses.models import Appears, Caucus, RosterChoice
from caucuses.models.roster import OPENNESS
from events.models import Event
from network import audiences
from network.models import Person
from network.models.memberships import MembershipState

from . import rows
from .standing import graced, in_network


def read_by(person, *, on: date) -> list[Caucus]:
    """The open caucuses that somebody is in and may read today, as `can` decides for each.

    As many queries for ten as for one; only standing that has ended is asked of each.
    """
    within = _within(person, on).order_by().values("group")
    found = Caucus.objects.filter(group__in=within, group__closed_on=None)
    mine = list(found.select_related("group").order_by("pk"))
    if not mine:
        return []
    member = Person.objects.filter(in_network(on), pk=person.pk).exists()
    _, fits = audiences.fitting([one.may_join for one in mine], person, on=on)
    pairs = zip(mine, fits, strict=True)
    return [one for one, fit in pairs if (member and fit) or person.pk in graced(one, on=on)]


def choices_of(person, *, on: date) -> dict[int, Appears]:
    """How somebody appears to other members, by the caucus's group; where they never said so,
    with their name.
    """
    said = RosterChoice.objects.filter(membership=OuterRef("pk")).values("appears")
    mine = _within(person, on).annotate(said=Subquery(said)).order_by("pk")
    chosen: dict[int, Appears] = {}
    for group, appears in mine.values_list("group", "said"):
        known = chosen.get(group, Appears.SHOWN)
        chosen[group] = max(known, Appears(appears or Appears.SHOWN), key=OPENNESS.index)
    return chosen


def next_meetings(person, *, at: datetime, on: date) -> dict[int, Event]:
    """The next meeting of each caucus that somebody may read, by the caucus's group."""
    mine = read_by(person, on=on)
    if not mine:
        return {}
    soonest = Event.objects.upcoming(at=at).filter(host=OuterRef("group")).values("pk")[:1]
    found = Caucus.objects.filter(pk__in=[one.pk for one in mine]).order_by()
    keys = found.annotate(soonest=Subquery(soonest)).values("soonest")
    return {event.host_id: event for event in Event.objects.filter(pk__in=keys)}


def _within(person, on):
    active = rows.own(person).filter(state=MembershipState.ACTIVE, role__in=rows.INSIDE)
    return rows.counting(active, on)
