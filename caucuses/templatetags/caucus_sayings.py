"""Whom a caucus is for, the way people say it."""

from django import template
from django.core.exceptions import ValidationError

from events.models.clocks import wall
from network import audiences
from network.models import Group
from network.models.offices import Office
from network.models.people import Standing
from network.roles import GroupKind
from network.templatetags.sayings import say_when

register = template.Library()


@register.filter
def say_when_in_full(instant, zone) -> str:
    """ "Thursday, December 2, 2027, 6:30 p.m. ET": for lists that reach into another year."""
    day, _, hour = say_when(instant, zone).rpartition(", ")
    return f"{day}, {wall(instant, zone=zone):%Y}, {hour}"


SAID = {
    (Standing.MEMBER,): "members in office",
    (Standing.ALUM,): "alumni",
}
EVERYBODY = "members in office and alumni"


@register.filter
def say_who_for(rule) -> str:
    """ "For alumni in Texas or Maryland." Nobody is let in by a rule that cannot be read."""
    try:
        audiences.validate(rule)
    except ValidationError:
        return "Nobody can join at the moment."
    said = SAID.get(tuple(sorted(set(rule.get("standing", [])))), EVERYBODY)
    if offices := rule.get("office"):
        named = [str(Office.Role(one).label) for one in offices]
        said += f" who hold office today as: {_or([name[0].lower() + name[1:] for name in named])}"
    if slugs := rule.get("chapter"):
        chapters = Group.objects.filter(kind=GroupKind.CHAPTER, slug__in=slugs).order_by("name")
        names = list(chapters.values_list("name", flat=True))
        if not names:
            return "Nobody can join at the moment."
        said += f"{',' if offices else ''} in {_or(names)}"
    return f"For {said}."


def _or(words: list[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last
