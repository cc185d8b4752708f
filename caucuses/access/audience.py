"""Caucuses as a kind of audience. Only sessions that are private themselves may ask by it."""

from django.db.models import Exists, OuterRef, Q

from caucuses.models import Caucus
from network import audiences

from . import rows
from .standing import staying


def rule(caucus) -> dict:
    return {"caucus": [caucus.group.slug]}


@audiences.kind("caucus", private=True)
def _within(people, values, on):
    """Those who may read today what these caucuses hold."""
    found = Caucus.objects.filter(group__slug__in=values, group__closed_on=None)
    within = Q(pk__in=[])
    for caucus in found.select_related("group").order_by("pk"):
        theirs = rows.inside(caucus, on=on).filter(person=OuterRef("pk"))
        within |= Q(Exists(theirs)) & staying(caucus, on=on)
    return people.filter(within)
