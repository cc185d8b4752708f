"""The roster as a list: who fits, how many, a page of them, and what each row says."""

from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import IntegerField, Subquery
from django.urls import reverse

from network.models import Person, User
from network.models.offices import TermState
from network.models.segments import AT_FIRST, Column, Order

from .columns import STANDINGS as STANDINGS
from .columns import TERM_STATES, labels, read
from .narrowing import NARROW, narrow

PAGE = 50
#: People are counted up to here; beyond, "more than" is all anybody needs to know.
MOST = 2000
#: Of so many one in `MANY` has to fit for people to be gone through in order.
TRIED, MANY = 400, 5
#: As many are read at once for a file.
CHUNK = 500

UNCONFIRMED = TERM_STATES[TermState.UNCONFIRMED]


class Row(NamedTuple):
    """What a row says, in plain text; a template unpacks it faster than it asks an object."""

    url: str
    key: str
    name: str
    cells: list[tuple[str, str]]
    """For each column its words and, where they stand in a badge, the classes of that."""


@dataclass(frozen=True)
class Listing:
    rows: list[Row]
    labels: list[str]
    page: int
    known: int
    """How many there are, as far as they were counted."""
    is_more: bool
    """Whether there are more than that."""
    has_next: bool

    @property
    def first(self) -> int:
        return (self.page - 1) * PAGE + 1

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1

    @property
    def previous(self) -> int | None:
        return self.page - 1 if self.page > 1 else None

    @property
    def next(self) -> int | None:
        return self.page + 1 if self.has_next else None

    @property
    def said(self) -> str:
        said = say_count(MOST + 1 if self.is_more else self.known)
        return said[0].upper() + said[1:]


def say_count(count, *, exactly=False) -> str:
    """In words, of as many as were counted (see `MOST`)."""
    if count > MOST and not exactly:
        return f"more than {MOST:,} people"
    return "1 person" if count == 1 else f"{count:,} people"


def listing(user, wanted, *, on, page=1, columns=AT_FIRST) -> Listing:
    """A page of those the user sees who fit `wanted` (see `narrow`), in a few queries.

    Keys come first, for the page and the count at once or one after the other; the others read
    the page's people and what their rows say: one for each source of the columns.
    """
    start = (page - 1) * PAGE
    keys, count = _way(user, wanted)(user, wanted, on, start)
    return Listing(
        rows=_rows(keys[:PAGE], columns, user, on),
        labels=labels(columns),
        page=page,
        known=min(count, MOST),
        is_more=count > MOST,
        has_next=len(keys) > PAGE,
    )


def everyone(user, wanted, *, on):
    """All whom the user may change who fit, in order."""
    return narrow(Person.objects.editable_by(user), wanted, user=user, on=on)


def counts(user, questions, *, on) -> list[int]:
    """How many fit each of several questions, none counted beyond `MOST` + 1: in one query."""
    if not questions:
        return []
    asked = [
        _Count(_fitting(user, wanted, on).order_by()[: MOST + 1].values("pk"))
        for wanted in questions
    ]
    return list(User.objects.filter(pk=user.pk).values_list(*asked)[0])


def written(user, wanted, columns, *, on):
    """The cells of everybody who fits, in order, name first: read a few hundred at a time."""
    keys = list(_fitting(user, wanted, on).values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        some = keys[start : start + CHUNK]
        said = read(some, columns, user=user, on=on)
        for known in (said[pk] for pk in some if pk in said):
            yield [known["name"], *(known.get(column, "") for column in columns)]


class _Count(Subquery):
    """How many rows another query has."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def _way(user, wanted):
    """How to find a page and the count: in two queries, or one that does both."""
    filters = set(wanted) - {"sort"}
    if wanted.get("sort", "") not in ("", Order.NEWEST) or "q" in filters:
        return _all_sorted
    is_narrow = not filters or filters & NARROW or not user.rights.everyone
    return _in_order if is_narrow else _as_they_fit


def _all_sorted(user, wanted, on, start, *, in_turn=False) -> tuple[list[int], int]:
    """Keys from `start` on, and how many there are, where everybody who fits must be sorted."""
    found = _fitting(user, wanted, on, in_turn=in_turn)
    keys = list(found.values_list("pk", flat=True)[start : start + MOST + 1])
    return keys, start + len(keys) if keys else 0


def _in_order(user, wanted, on, start) -> tuple[list[int], int]:
    """The same in the order of an index. Where too many fit to be counted, people are gone
    through in that order until the page is full; else those who fit are sorted.
    """
    found = _fitting(user, wanted, on)
    count = found.order_by()[: MOST + 1].count()
    if count > MOST:
        found = _fitting(user, wanted, on, in_turn=True)
    return list(found.values_list("pk", flat=True)[start : start + PAGE + 1]), count


def _as_they_fit(user, wanted, on, start) -> tuple[list[int], int]:
    """The same for who sees everybody: a few are tried first. Where many of them fit, people are
    gone through in order; where few do, they are found from the filters' side.
    """
    some = Person.objects.visible_to(user).order_by("sort_key", "pk")[:TRIED]
    tried = Person.objects.visible_to(user).filter(pk__in=some.values("pk"))
    fit = narrow(tried, wanted, user=user, on=on, of_each=True).order_by().count()
    return _all_sorted(user, wanted, on, start, in_turn=fit * MANY >= TRIED)


def _fitting(user, wanted, on, *, in_turn=False):
    people = Person.objects.visible_to(user, in_turn=in_turn)
    few = not user.rights.everyone
    return narrow(people, wanted, user=user, on=on, in_turn=in_turn, of_each=few)


def _rows(keys, columns, user, on) -> list[Row]:
    if not keys:
        return []
    said = read(keys, columns, user=user, on=on)
    root = reverse("desk:people")
    return [
        Row(
            url=f"{root}{known['public_id']}/",
            key=known["public_id"],
            name=known["name"],
            cells=[_shown(column, known.get(column, "")) for column in columns],
        )
        for known in (said[pk] for pk in keys if pk in said)
    ]


def _shown(column, value) -> tuple[str, str]:
    if column == Column.TERM and value:
        return value, "badge waiting" if value == UNCONFIRMED else "badge"
    return str(value), ""
