"""How the roster grows: members and alumni as of each month's end, and everybody's standing now."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import (
    Case,
    Count,
    DateField,
    Exists,
    F,
    Max,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
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
ONE_DAY = timedelta(days=1)
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

    Five queries, however many months and people: of the network for national staff, of their
    chapters for chapter staff. The database counts by day; the months are added up here.
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
    """Those who had come by then, less those who had left, less the few who were staff."""
    rolls = _rolls(user)
    living = _over_time(days, _by_day(rolls, "since"), _by_day(rolls.exclude(until=None), "until"))
    alumni = _over_time(days, *_alumni(rolls, days[-1]))
    members = [one - other for one, other in zip(living, alumni, strict=True)]
    for n, is_over in _staff_on(user, rolls, days):
        (alumni if is_over else members)[n] -= 1
    return members, alumni


def _rolls(user):
    """One row for each stretch of somebody's belonging."""
    kind = GroupKind.NETWORK if user.rights.everyone else GroupKind.CHAPTER
    return (
        Membership.objects.editable_by(user)
        .filter(group__kind=kind, role=Role.MEMBER, state=MembershipState.ACTIVE)
        .filter(person__merged_into=None, person__erased_at=None)
        .order_by()
    )


def _serving(rolls):
    """With the last day they served: null where no term is on record, which makes no alum."""
    last = Case(
        When(end_reason="", then=Value(date.max)),
        When(ended_on=None, then=Value(date.min)),
        default=F("ended_on"),
        output_field=DateField(),
    )
    terms = Term.objects.filter(person=OuterRef("person")).order_by().values("person")
    return rolls.annotate(serves=Subquery(terms.annotate(last=Max(last)).values("last")))


def _alumni(rolls, on):
    """How many became alumni of the network on which day, and on which how many of them left."""
    terms = Term.objects.filter(person=OuterRef("person"))
    over = _serving(rolls.filter(~Exists(terms.filter(end_reason="")), Exists(terms)))
    became, left = Counter(), Counter()
    for since, until, serves in over.values_list("since", "until", "serves"):
        if serves < min(on, until or on):
            became[max(since, serves + ONE_DAY)] += 1
            left[until or date.max] += 1
    return became.items(), left.items()


def _by_day(rolls, field):
    return list(rolls.values_list(field).annotate(n=Count("pk")))


def _over_time(days, came, left):
    return [
        sum(n for day, n in came if day <= on) - sum(n for day, n in left if day < on)
        for on in days
    ]


def _staff_on(user, rolls, days):
    """For each day and each roll of somebody who was staff then: which day, and if as an alum."""
    spells = defaultdict(list)
    for person, *spell in _staff(user).values_list("person", "since", "until"):
        spells[person].append(spell)
    theirs = _serving(rolls.filter(person__in=list(spells)))
    for person, since, until, serves in theirs.values_list("person", "since", "until", "serves"):
        for n, day in enumerate(days):
            if _was(day, since, until) and any(_was(day, *spell) for spell in spells[person]):
                yield n, serves is not None and serves < day


def _staff(user):
    """What makes those one sees staff, by the same rule as their standing."""
    roles = Q(group__kind=GroupKind.STAFF) | Q(role__in=[Role.DIRECTOR, Role.STAFF])
    rows = Membership.objects.visible_to(user).filter(roles, state=MembershipState.ACTIVE)
    return rows.order_by()


def _was(day, since, until):
    return since <= day and (until is None or until >= day)


def _hide(count):
    return count if count >= FEWEST else None


def _whole(count):
    return count
