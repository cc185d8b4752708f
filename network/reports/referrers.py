"""Who brought whom: what referrers see of it, and what the desk does."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, F, Q
from django.urls import reverse

from network.models import Person, Prospect
from network.models.prospects import OPEN_STAGES, Stage
from network.reports import pictures
from network.reports.prospects import REFERRED

#: The stage in words for whoever referred, and nothing else of what the desk knows.
SAID = {
    Stage.NEW: "With our staff",
    Stage.CONTACTED: "Contacted",
    Stage.TALKING: "In conversation",
    Stage.INVITED: "Invited to join",
    Stage.JOINED: "Joined",
    Stage.CLOSED: "Closed",
}
TONES = {Stage.JOINED: "filled", Stage.CLOSED: ""}
#: How many one sees of those one passed on, and how many referrers the desk lists.
LATEST, MOST = 50, 50
DRAWN = 10
ALL = {"as": "list", "stage": "any"}


@dataclass(frozen=True)
class Passed:
    """Somebody one passed on, as one told of them."""

    name: str
    office: str
    at: object
    stage: str
    tone: str


@dataclass(frozen=True)
class Brought:
    name: str
    detail: str
    url: str
    """The referrer's record where the reader may open it."""
    listed: str
    """Where those they brought are listed."""
    referred: int
    going_on: int
    joined: int


def passed_by(person, *, most=LATEST) -> list[Passed]:
    """Whom somebody passed on, the latest first, in one query.

    A stage is told only if it was reached after they told us: what we knew before is not
    theirs to learn.
    """
    rows = (
        Prospect.objects.referred_by(person)
        .led()
        .select_related("office__jurisdiction")
        .order_by("-made_at", "-pk")[:most]
    )
    return [_passed(row) for row in rows]


def by_referrer(user) -> list[Brought]:
    """Who brought how many, who brought most members first. Two queries."""
    rows = list(
        _counted(
            user,
            "referred_by",
            "referred_by__given",
            "referred_by__known_as",
            "referred_by__family",
            "referred_for__name",
        )
    )
    mine = Person.objects.visible_to(user).in_bulk({row["referred_by"] for row in rows})
    return [
        _brought(
            row,
            name=_name(row),
            detail=row["referred_for__name"] or "",
            url=mine[row["referred_by"]].get_absolute_url() if row["referred_by"] in mine else "",
        )
        for row in rows
    ]


def by_partner(user) -> list[Brought]:
    """The same for partner organisations, in one query."""
    return [
        _brought(row, name=row["referred_for__name"])
        for row in _counted(user, "referred_for__name", referred_for__isnull=False)
    ]


def picture(rows: Iterable[Brought]) -> pictures.Bars | None:
    """How many of those each brought have joined."""
    best = list(rows)[:DRAWN]
    if not best:
        return None
    return pictures.bars(
        "Who brought members",
        [(row.name, row.joined, f"{row.joined} of {row.referred}") for row in best],
        head=("Who", "Joined, of those referred"),
        most=max(row.referred for row in best),
    )


def _counted(user, *by, **only):
    return (
        Prospect.objects.editable_by(user)
        .filter(source=REFERRED, **only)
        .led()
        .order_by()
        .values(*by)
        .annotate(
            referred=Count("person", distinct=True),
            going_on=Count("person", distinct=True, filter=Q(led_stage__in=OPEN_STAGES)),
            joined=Count("person", distinct=True, filter=Q(led_stage=Stage.JOINED)),
        )
        .order_by(F("joined").desc(), F("referred").desc(), *by)[:MOST]
    )


def _brought(row, *, name, detail="", url=""):
    return Brought(
        name=name,
        detail=detail,
        url=url,
        listed=f"{reverse('desk:prospects')}?{urlencode(ALL | {'referrer': name})}",
        referred=row["referred"],
        going_on=row["going_on"],
        joined=row["joined"],
    )


def _name(row):
    given = row["referred_by__known_as"] or row["referred_by__given"]
    return f"{given} {row['referred_by__family']}".strip()


def _passed(row) -> Passed:
    stage = Stage(row.led_stage) if row.led_at > row.made_at else Stage.NEW
    return Passed(
        name=row.name or "Somebody",
        office=row.told_office,
        at=row.made_at,
        stage=SAID[stage],
        tone=TONES.get(stage, "waiting"),
    )
