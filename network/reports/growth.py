"""How the roster grows: members and alumni as of each month's end, and everybody's standing now."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, Count, DateField, F, Max, OuterRef, Q, Subquery, Value, When
from django.urls import reverse
from django.utils.formats import date_format

from network.models import Application, Membership, Person, Term
from network.models.memberships import MembershipState
from network.models.people import Standing
from network.roles import GroupKind, Role

from . import pictures

MONTHS = 24
#: Of a chapter, fewer than this are not counted aloud.
FEWEST = 5
FEW = f"fewer than {FEWEST}"
SHOWN = {
    Standing.MEMBER: "members",
    Standing.ALUM: "alumni",
    Standing.PROSPECT: "prospects",
}


@dataclass(frozen=True)
class Number:
    label: str
    count: int
    href: str


def picture(user, *, on) -> pictures.Line:
    """Members and alumni over two years, from the dates of memberships, roles and terms.

    Three queries, however many months and people: of the network for national staff, of their
    chapters for chapter staff.
    """
    days = month_ends(on)
    members, alumni = _counts(user, days)
    say = _whole if user.rights.everyone else _hide
    return pictures.line(
        "Members and alumni at the end of each month",
        [date_format(day, "M Y") for day in days],
        [("Members", list(map(say, members))), ("Alumni", list(map(say, alumni)))],
        unknown=FEW,
    )


def standings(user, *, on) -> list[Number]:
    """How many stand how today, each as the list behind it finds them."""
    people = Person.objects.visible_to(user).standing(on=on).order_by()
    counts = dict(people.values_list("standing").annotate(n=Count("pk")))
    roster = reverse("desk:people")
    found = [
        Number(label, counts.get(standing, 0), f"{roster}?standing={standing}")
        for standing, label in SHOWN.items()
    ]
    asking = Application.objects.editable_by(user).waiting().count()
    return [*found, Number("who want to join", asking, reverse("desk:applications"))]


def month_ends(on) -> list[date]:
    """The last days of the months before, and today for this one."""
    days = [on]
    while len(days) < MONTHS:
        days.append(days[-1].replace(day=1) - timedelta(days=1))
    return days[::-1]


def _counts(user, days):
    """Counted in the database, less the few who were staff that day: they are neither."""
    rolls = _rolls(user)
    live = {f"live{n}": Count("pk", filter=_live(day)) for n, day in enumerate(days)}
    over = {
        f"over{n}": Count("pk", filter=_live(day) & Q(serves__lt=day)) for n, day in enumerate(days)
    }
    counted = rolls.aggregate(**live, **over)
    alumni = [counted[f"over{n}"] for n in range(len(days))]
    members = [counted[f"live{n}"] - alumni[n] for n in range(len(days))]
    for n, is_over in _staff_on(user, rolls, days):
        (alumni if is_over else members)[n] -= 1
    return members, alumni


def _rolls(user):
    """One row for each stretch of somebody's belonging, with the last day they served.

    No such day means that no term is on record, which makes nobody an alum.
    """
    kind = GroupKind.NETWORK if user.rights.everyone else GroupKind.CHAPTER
    last = Case(
        When(end_reason="", then=Value(date.max)),
        When(ended_on=None, then=Value(date.min)),
        default=F("ended_on"),
        output_field=DateField(),
    )
    terms = Term.objects.filter(person=OuterRef("person")).order_by().values("person")
    return (
        Membership.objects.editable_by(user)
        .filter(group__kind=kind, role=Role.MEMBER, state=MembershipState.ACTIVE)
        .filter(person__merged_into=None, person__erased_at=None)
        .annotate(serves=Subquery(terms.annotate(last=Max(last)).values("last")))
        .order_by()
    )


def _live(day):
    return Q(since__lte=day) & (Q(until=None) | Q(until__gte=day))


def _staff_on(user, rolls, days):
    """For each day and each roll of somebody who was staff then: which day, and if as an alum."""
    spells = defaultdict(list)
    staff = _staff(user, rolls).values_list("person", "since", "until")
    for person, *spell in staff:
        spells[person].append(spell)
    theirs = rolls.filter(person__in=staff.values("person"))
    for person, since, until, serves in theirs.values_list("person", "since", "until", "serves"):
        for n, day in enumerate(days):
            if _was(day, since, until) and any(_was(day, *spell) for spell in spells[person]):
                yield n, serves is not None and serves < day


def _staff(user, rolls):
    """What makes people on these rolls staff, by the same rule as their standing."""
    roles = Q(group__kind=GroupKind.STAFF) | Q(role__in=[Role.DIRECTOR, Role.STAFF])
    theirs = Membership.objects.visible_to(user, seen=rolls.values("person"))
    return theirs.filter(roles, state=MembershipState.ACTIVE).order_by()


def _was(day, since, until):
    return since <= day and (until is None or until >= day)


def _hide(count):
    return count if count >= FEWEST else None


def _whole(count):
    return count
