"""Lists on pages that are true at the moment they are read."""

from dataclasses import dataclass

from django import template
from django.utils import timezone

from cms.models import ChapterPage, ResourcePage, StoryPage
from events import public as events
from events.templatetags.event_times import say_span
from network import public

register = template.Library()


@dataclass(frozen=True)
class Line:
    title: str
    href: str
    about: str = ""


@register.simple_tag(takes_context=True)
def live_list(context, value, page) -> list[Line]:
    """What a list's block asks for, of the chapter the page belongs to or of all."""
    chapter = None if value["everywhere"] else _chapter_of(page)
    return SAYS[value["what"]](context.get("request"), value, chapter)[: value["most"]]


def _chapter_of(page) -> ChapterPage | None:
    above = ChapterPage.objects.ancestor_of(page, inclusive=True)
    return above.defer_streamfields().first()


def _events(request, value, chapter):
    at = timezone.now()
    found = events.of_group(chapter.group_id, at=at) if chapter else events.every(at=at)
    return [Line(event.title, event.href, say_span(event)) for event in found]


def _seats(request, value, chapter):
    on = timezone.localdate()
    if chapter:
        told = public.chapter(chapter.group_id, on=on)
        seats = told.open_seats if told else ()
        return [Line(seat.label, seat.href, seat.who_may) for seat in seats]
    return []


def _pages(model, latest):
    def say(request, value, chapter):
        found = model.objects.live().public().defer_streamfields().order_by(latest)
        if value["topic"]:
            found = found.filter(topic=value["topic"])
        if chapter:
            found = found.descendant_of(chapter)
        return [
            Line(page.title, page.get_url(request), page.search_description)
            for page in found[: value["most"]]
        ]

    return say


SAYS = {
    "events": _events,
    "seats": _seats,
    "stories": _pages(StoryPage, "-told_on"),
    "resources": _pages(ResourcePage, "-first_published_at"),
}
