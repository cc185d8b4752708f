"""The states as tiles, roughly as on a map, and as a list to choose from."""

from dataclasses import dataclass

from django import template

from network.reports.coverage import GRID
from network.words import STATE_NAMES

register = template.Library()

CODES = {name: code for code, name in STATE_NAMES.items()}
ACROSS = 11
#: The coverage picture's grid, and one more island.
ROWS = [*GRID[:-1], GRID[-1].ljust(30) + "PR"]


@dataclass(frozen=True)
class Tile:
    """A place in the picture; without a code there is nothing there, without a link no chapter."""

    code: str = ""
    said: str = ""
    href: str = ""
    css: str = ""


@register.inclusion_tag("cms/parts/states.html")
def states_picture(chapters):
    """`chapters` as the chapters' index lists them: each with its page's address."""
    by_code = {CODES.get(chapter.state): (chapter, href) for chapter, href in chapters}
    return {"tiles": [_tile(code, by_code) for code in places()]}


def places() -> list[str]:
    """The grid read from the northwest: a state's letters, or nothing."""
    rows = [row.ljust(3 * ACROSS) for row in ROWS]
    return [row[at : at + 2].strip() for row in rows for at in range(0, 3 * ACROSS, 3)]


def _tile(code, by_code) -> Tile:
    if not code:
        return Tile()
    name = STATE_NAMES[code]
    if code not in by_code:
        return Tile(code, f"{name}: no chapter yet")
    chapter, href = by_code[code]
    if not chapter.open_seats:
        return Tile(code, name, href)
    seats = "1 open seat" if chapter.open_seats == 1 else f"{chapter.open_seats} open seats"
    return Tile(code, f"{name}: {seats}", href, "open")


@register.simple_tag
def all_states() -> list[tuple[str, str]]:
    """Every state's letters and name, by name."""
    return sorted(STATE_NAMES.items(), key=lambda pair: pair[1])
