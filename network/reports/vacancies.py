"""Places of committees that want somebody: vacant, or held only until a successor is found."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Max
from django.urls import reverse

from network.models import Group, Membership, Seat
from network.models.groups import Silence
from network.models.memberships import HoldState, hold_state
from network.roles import GroupKind

from . import pictures
from .groups import TONES

#: What hurts most comes first.
PAIN = [HoldState.VACANT, HoldState.ACTING, HoldState.CARRY_OVER, HoldState.SOON]
MOST = 200
NATIONAL = "national"


@dataclass(frozen=True)
class Opening:
    """One place that is vacant, or soon may be."""

    seat: Seat
    state: str
    tone: str
    since: date | None
    """Vacant since, or held since; null for a place nobody ever held."""
    volunteers: list[str]
    call: str
    membership: Membership | None = None
    person_url: str = ""


@dataclass(frozen=True)
class Board:
    openings: list[Opening]
    count: int
    vacant: int
    picture: pictures.Bars | None

    @property
    def is_more(self) -> bool:
        return self.count > len(self.openings)


def seats_kept(user, *, on):
    """The open seats of open committees this user keeps, with their vacancies."""
    mine = Seat.objects.editable_by(user).filter(committee__closed_on=None)
    return mine.open(on=on).vacancies(on=on)


def narrow(seats, *, chapter="", committee="", region=""):
    """Those of one chapter (or `NATIONAL`), committee and region, by their slugs."""
    if chapter == NATIONAL:
        seats = seats.exclude(committee__parent__kind=GroupKind.CHAPTER)
    elif chapter:
        seats = seats.filter(committee__parent__slug=chapter)
    seats = seats.filter(committee__slug=committee) if committee else seats
    return seats.filter(region__slug=region) if region else seats


def board(seats, memberships, volunteers, *, on, state="") -> Board:
    """The places of these seats that want somebody. Four queries.

    `memberships` and `volunteers` are those the reader may see.
    """
    rows = list(
        seats.silence(on=on)
        .select_related("committee__parent", "region")
        .order_by("committee__name", F("region__name").asc(nulls_first=True), "pk")
    )
    held = _held(rows, memberships, on)
    left = _left(rows, memberships, on)
    offers = _offers(rows, volunteers)
    found = [
        opening
        for seat in rows
        for opening in _openings(seat, held[seat.pk], left, offers[seat.pk], on)
        if not state or opening.state == HoldState(state).label
    ]
    words = [kind.label for kind in PAIN]
    found.sort(key=lambda opening: (words.index(opening.state), opening.since or date.min))
    return Board(
        openings=found[:MOST],
        count=len(found),
        vacant=sum(seat.vacant for seat in rows),
        picture=_picture(rows),
    )


def _openings(seat, held, left, offers, on):
    call = _say_call(seat)
    taken = {row.place for row in held}
    free = [place for place in range(1, seat.count + 1) if place not in taken][: seat.vacant]
    for place in free:
        last = left.get((seat.pk, place))
        since = last and last + timedelta(days=1)
        state = HoldState.VACANT
        yield Opening(seat, state.label, TONES[state], since, offers, call)
    for row in held:
        state = hold_state(acting=row.acting, term_ends_on=row.term_ends_on, on=on)
        if state != HoldState.FILLED:
            url = reverse("desk:person", args=[row.person.public_id])
            yield Opening(seat, state.label, TONES[state], row.since, offers, call, row, url)


def _held(seats, memberships, on):
    held = defaultdict(list)
    rows = memberships.live(on=on).filter(seat__in=[seat.pk for seat in seats])
    for row in rows.select_related("person").order_by("place"):
        held[row.seat_id].append(row)
    return held


def _left(seats, memberships, on) -> dict[tuple[int, int], date]:
    """When a place was last left, by seat and place."""
    over = memberships.filter(seat__in=[seat.pk for seat in seats if seat.vacant], until__lt=on)
    rows = over.order_by().values("seat", "place").annotate(last=Max("until"))
    return {(seat, place): last for seat, place, last in rows.values_list("seat", "place", "last")}


def _offers(seats, volunteers):
    offers = defaultdict(list)
    rows = volunteers.waiting().filter(seat__in=[seat.pk for seat in seats])
    for row in rows.select_related("person").order_by("offered_at"):
        offers[row.seat_id].append(row.person.name)
    return offers


def _say_call(seat) -> str:
    if not seat.silence:
        until = seat.call_closes_on
        return f"Open until {until:%B} {until.day}, {until.year}" if until else "Open"
    return "" if seat.silence == Silence.FILLED else Silence(seat.silence).label


def _picture(seats) -> pictures.Bars | None:
    """Seats by region; by chapter where there are several."""
    places, held = defaultdict(int), defaultdict(int)
    chapters = {_chapter(seat) for seat in seats}
    for seat in seats:
        region = seat.region.name if seat.region_id else "At large"
        key = _chapter(seat).name if len(chapters) > 1 else region
        places[key] += seat.count
        held[key] += seat.count - seat.vacant
    what = "chapter" if len(chapters) > 1 else "region"
    if not places:
        return None
    return pictures.bars(
        f"Places held, by {what}",
        [
            (key, held[key] / places[key], f"{held[key]} of {places[key]} held")
            for key in sorted(places, key=lambda key: (held[key] / places[key], key))
        ],
        head=(what.capitalize(), "Places"),
        most=1,
    )


def _chapter(seat) -> Group:
    return seat.committee.parent
