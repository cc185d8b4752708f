"""How far a policy has come: two lines over the months, and the states as tiles."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.formats import date_format

from network.words import STATE_NAMES

from . import pictures
from .coverage import GAP, GRID, TILE, Tile

#: A tile's class by in how many places of the state something happened.
STEPS = [(8, "four"), (4, "three"), (2, "two"), (1, "one")]


def over_time(days: Mapping[str, Sequence[date]], *, until: date) -> pictures.Line | None:
    """How many had introduced and passed it by the end of each month; None of a single month."""
    every = [day for found in days.values() for day in found]
    months = _months(min(every), max(until, *every)) if every else []
    if len(months) < pictures.FEWEST_TO_DRAW:
        return None
    series = [
        (name, [sum(_month(day) <= month for day in days.get(did, ())) for month in months])
        for did, name in (("introduced", "Introduced"), ("passed", "Passed"))
    ]
    said = [date_format(date(year, number, 1), "F Y") for year, number in months]
    return pictures.line("How many had introduced and passed it", said, series)


def by_state(places: Mapping[str, int]) -> list[Tile]:
    """The states in a grid, roughly as on a map, each with in how many of its places."""
    return [
        _tile(row[across : across + 2], across // 3, down, places)
        for down, row in enumerate(GRID)
        for across in range(0, len(row), 3)
        if row[across : across + 2].strip()
    ]


def _tile(code, across, down, places) -> Tile:
    count = places.get(code, 0)
    css = next((name for least, name in STEPS if count >= least), "none")
    x, y = across * (TILE + GAP), down * (TILE + GAP)
    where = "place" if count == 1 else "places"
    said = f"{STATE_NAMES[code]}: {count} {where}" if count else ""
    number = str(count) if count else ""
    return Tile(code, said, css, x, y, x + TILE // 2, y + 24, y + 43, number)


def _month(day) -> tuple[int, int]:
    return day.year, day.month


def _months(first, last) -> list[tuple[int, int]]:
    begin, end = first.year * 12 + first.month - 1, last.year * 12 + last.month
    return [(number // 12, number % 12 + 1) for number in range(begin, end)]
