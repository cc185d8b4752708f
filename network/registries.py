"""Where apps above this one hang their parts: filled in their `apps.py`, read by our pages."""

from collections.abc import Callable
from dataclasses import dataclass


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
