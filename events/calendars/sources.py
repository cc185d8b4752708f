"""Where a person's calendar comes from. Apps above this one add what they know."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from events.calendars.entries import Entry, unnamed
from events.models import PrivateShown


@dataclass(frozen=True)
class Source:
    entries: Callable
    private: bool


class Sources:
    def __init__(self):
        self._sources: dict[str, Source] = {}

    def add(self, key: str, entries: Callable, *, private: bool = True) -> None:
        """`entries(person, at, how)` answers with what this person may see at this instant.

        `how` is the person's choice for private groups. It is carried out here, on whatever a
        source says, unless the source tells of nothing private.
        """
        self._sources[key] = Source(entries, private)

    def of(self, person, *, at: datetime, how: str) -> list[Entry]:
        """Everything, the earliest first. An unknown choice hides."""
        told: list[Entry] = []
        for source in list(self._sources.values()):
            if not source.private or how == PrivateShown.NAMED:
                told += source.entries(person, at, how)
            elif how == PrivateShown.DISCREET:
                found = source.entries(person, at, how)
                told += [unnamed(entry, by=person.public_id) for entry in found]
        return sorted(told, key=lambda entry: (entry.starts, entry.uid))


sources = Sources()
