"""Pictures drawn on the server: a line over months, and bars with their numbers.

A picture is as wide as the page lets it be: what lies across is in percent, what lies up and
down in pixels, so that its words keep their size on a phone. Its template draws it and holds the
same numbers in a table.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

STEPS = (1, 2, 2.5, 5, 10)
#: A line's picture: where the plot begins and ends, from the top.
TOP_OF_PLOT, PLOT, BELOW = 16, 160, 28
LEGEND_LINE = 26
BAR_ROW = 46
FEWEST_TO_DRAW = 2


@dataclass(frozen=True)
class Bar:
    label: str
    said: str
    width: str
    label_y: int
    y: int


@dataclass(frozen=True)
class Bars:
    """For `desk/parts/bars.html`, as `picture`."""

    title: str
    head: tuple[str, str]
    bars: list[Bar]
    height: int


@dataclass(frozen=True)
class Stroke:
    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True)
class Drawn:
    """One line of a picture: its name, the number it ends at, and its strokes."""

    name: str
    said: str
    css: str
    strokes: list[Stroke]
    legend_y: int
    text_y: int


@dataclass(frozen=True)
class Mark:
    """A word on an axis."""

    said: str
    x: str
    y: int
    anchor: str = "start"


@dataclass(frozen=True)
class Line:
    """For `desk/parts/line.html`, as `picture`."""

    title: str
    head: list[str]
    lines: list[Drawn]
    levels: list[Mark]
    months: list[Mark]
    rows: list[list[str]]
    """The table: a month and its numbers."""
    height: int


def bars(
    title: str,
    rows: Iterable[tuple[str, float] | tuple[str, float, str]],
    *,
    head: tuple[str, str],
    most: float | None = None,
) -> Bars:
    """Rows are a label, a value, and how the value is said if not as a number ("2 of 7").

    `most` is the value that fills the whole width, by default the greatest.
    """
    given = [(row[0], row[1], row[2] if len(row) > 2 else f"{row[1]:,}") for row in rows]
    widest = most or max((value for _, value, _ in given), default=0) or 1
    drawn = [
        Bar(
            label=label,
            said=said,
            width=_percent(min(value / widest, 1)),
            label_y=number * BAR_ROW + 18,
            y=number * BAR_ROW + 26,
        )
        for number, (label, value, said) in enumerate(given)
    ]
    return Bars(title, head, drawn, height=len(drawn) * BAR_ROW)


def line(
    title: str,
    months: Sequence[str],
    series: Sequence[tuple[str, Sequence[int | None]]],
    *,
    unknown: str = "not known",
    head: str = "Month",
) -> Line:
    """One or two lines over the same months, or over what `head` calls them.

    None is a gap, and `unknown` says it in the table.
    """
    known = [value for _, values in series for value in values if value is not None]
    top = _round_up(max(known, default=0))
    plot_from = len(series) * LEGEND_LINE + TOP_OF_PLOT
    return Line(
        title=title,
        head=[head, *(name for name, _ in series)],
        lines=[
            _draw(number, name, values, top, plot_from, unknown)
            for number, (name, values) in enumerate(series)
        ],
        levels=[Mark(f"{level:,}", "0", _across(level, top, plot_from)) for level in _levels(top)],
        months=_months(months, plot_from + PLOT + 20),
        rows=[
            [month, *(_say(values[at], unknown) for _, values in series)]
            for at, month in enumerate(months)
        ],
        height=plot_from + PLOT + BELOW,
    )


def _draw(number, name, values, top, plot_from, unknown):
    points = [
        None if value is None else (_along(at, len(values)), str(_across(value, top, plot_from)))
        for at, value in enumerate(values)
    ]
    last = values[-1] if values else None
    return Drawn(
        name=name,
        said=_say(last, unknown),
        css=("one", "two")[number],
        strokes=[Stroke(*old, *new) for old, new in pairwise(points) if old and new],
        legend_y=number * LEGEND_LINE + 12,
        text_y=number * LEGEND_LINE + 17,
    )


def _months(months, y):
    if len(months) < FEWEST_TO_DRAW:
        return [Mark(month, "0", y) for month in months]
    return [Mark(months[0], "0", y), Mark(months[-1], "100%", y, "end")]


def _levels(top):
    half = top / 2
    return [0, int(half), top] if half == int(half) else [0, top]


def _round_up(value):
    """The next number people like to read on an axis."""
    size = 1
    while size * STEPS[-1] < value:
        size *= 10
    return int(next(step * size for step in STEPS if step * size >= max(value, 1)) + 0.5)


def _along(at, count):
    return _percent(at / max(count - 1, 1))


def _across(value, top, plot_from):
    return round(plot_from + PLOT * (1 - value / top))


def _percent(share):
    return f"{share * 100:.2f}".rstrip("0").rstrip(".") + "%"


def _say(value, unknown):
    return unknown if value is None else f"{value:,}"
