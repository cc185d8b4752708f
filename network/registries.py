"""Where apps above this one hang their parts: filled in their `apps.py`, read by our pages."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone


@dataclass(frozen=True)
class Section:
    """A part of a page that shows one person.

    `context(person, viewer, at)` gives the template's values, or None to leave the part out.
    """

    key: str
    order: int
    template: str
    context: Callable


class Registry:
    def __init__(self):
        self._sections: dict[str, Section] = {}

    def add(self, section: Section) -> None:
        self._sections[section.key] = section

    def render_list(self, person, *, viewer, at) -> list[tuple[str, dict]]:
        """Template and values of each part that has something to say, in order."""
        parts = sorted(self._sections.values(), key=lambda section: section.order)
        said = ((part.template, part.context(person, viewer, at)) for part in parts)
        return [(template, values) for template, values in said if values is not None]


#: Parts of `/me/`, shown to the person themselves.
home_sections = Registry()

#: Parts of the desk's person screen. What a caucus knows never goes here.
person_panels = Registry()


@dataclass(frozen=True)
class Happening:
    """One line of a person's timeline: `at` is a date, or an instant where the hour is known."""

    at: date | datetime
    kind: str
    """A word or two for what it is, such as "Call" or "Letter"."""
    text: str
    detail: str = ""
    href: str = ""
    said: str = ""
    """The day in words, where only its month or year is known."""


class Timeline:
    """Who tells of a person: `tell(person, viewer, at)` answers with happenings, in any order.

    Each source tells only what the viewer may read, in a fixed number of queries.
    """

    def __init__(self):
        self._sources: dict[str, Callable] = {}

    def add(self, key: str, tell: Callable) -> None:
        self._sources[key] = tell

    def of(self, person, *, viewer, at) -> list[Happening]:
        """Everything, the latest first.

        A source may name an address, and so load the desk, which adds sources of its own.
        """
        sources = list(self._sources.values())
        told = [line for tell in sources for line in tell(person, viewer, at)]
        return sorted(told, key=lambda line: (_day(line.at), str(line.at)), reverse=True)


def _day(at: date | datetime) -> date:
    return timezone.localdate(at) if isinstance(at, datetime) else at


#: What has happened with somebody, on the desk's person screen.
timeline = Timeline()


@dataclass(frozen=True)
class Wait:
    """One thing that waits at the desk: `count(user, on)` of them, and where they are listed."""

    key: str
    order: int
    count: Callable
    one: str
    many: str
    href: Callable[[], str]
    why: str
    """A sentence for when some wait."""
    none: str
    """And one for when nothing does."""


@dataclass(frozen=True)
class Waiting:
    count: int
    title: str
    href: str
    said: str


class Waits:
    def __init__(self):
        self._waits: dict[str, Wait] = {}

    def add(self, wait: Wait) -> None:
        self._waits[wait.key] = wait

    def of(self, user, *, on) -> list[Waiting]:
        """What waits for this user, in order: one query each."""
        waits = sorted(self._waits.values(), key=lambda wait: wait.order)
        counted = [(wait, wait.count(user, on)) for wait in waits]
        return [
            Waiting(
                count,
                f"{count:,} {wait.one if count == 1 else wait.many}",
                wait.href(),
                wait.why if count else wait.none,
            )
            for wait, count in counted
        ]


#: What waits on the desk's front page.
desk_waits = Waits()


@dataclass(frozen=True)
class Tab:
    """A room of the desk that an app above this one furnishes."""

    key: str
    order: int
    label: str
    href: Callable[[], str]


class Tabs:
    def __init__(self):
        self._tabs: dict[str, Tab] = {}

    def add(self, tab: Tab) -> None:
        self._tabs[tab.key] = tab

    def in_order(self) -> list[Tab]:
        return sorted(self._tabs.values(), key=lambda tab: tab.order)


#: Rooms in the desk's row of tabs, beside its own.
desk_tabs = Tabs()
