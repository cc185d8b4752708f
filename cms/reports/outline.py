"""Everything the public site has, for people who look for a page and for machines that read all."""

from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from events import public as events
from events.templatetags.event_times import say_span
from network import public


@dataclass
class Leaf:
    title: str
    href: str
    about: str = ""
    below: list["Leaf"] = field(default_factory=list)


#: What is no page an editor made.
DOORS = [
    ("Events", "events:events"),
    ("Caucuses", "caucuses:index"),
    ("Pledges", "network:pledges"),
    ("Join", "network:join"),
    ("Search", "search"),
]


def pages(*, at: datetime):
    """What everybody may read and search engines may keep, from the home page down."""
    closed = {"jobpage__closes_on__lt": timezone.localdate(at)}
    return Page.objects.live().public().filter(depth__gt=1).exclude(**closed).order_by("path")


def tree(request, *, at: datetime) -> list[Leaf]:
    """The home page, and below it every page where it stands."""
    top: list[Leaf] = []
    above: list[tuple[str, Leaf]] = []
    for page in pages(at=at):
        while above and not page.path.startswith(above[-1][0]):
            above.pop()
        leaf = Leaf(page.title, page.get_url(request))
        (above[-1][1].below if above else top).append(leaf)
        above.append((page.path, leaf))
    return top


def happening(*, at: datetime) -> list[Leaf]:
    return [Leaf(one.title, one.href, say_span(one)) for one in events.every(at=at)]


def to_sign(*, at: datetime) -> list[Leaf]:
    return [Leaf(one.title, one.href) for one in public.pledges(on=timezone.localdate(at))]


def doors() -> list[Leaf]:
    return [Leaf(title, reverse(name)) for title, name in DOORS]


def addresses(request, *, at: datetime) -> list[tuple[str, datetime | None]]:
    """Each address with when what stands there last changed, where that is known."""
    said = [(page.get_url(request), page.last_published_at) for page in pages(at=at)]
    said += [(one.href, one.changed_at) for one in events.every(at=at)]
    said += [(one.href, None) for one in (*to_sign(at=at), *doors())]
    return [(href, changed) for href, changed in said if href]
