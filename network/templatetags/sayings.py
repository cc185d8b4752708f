"""Dates and numbers the way people say them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django import template
from django.utils import formats, timezone

from network.models.offices import Precision
from network.registries import desk_tabs
from network.words import say_money

register = template.Library()
register.filter("say_money", say_money)


@register.filter
def say_date(value, precision=Precision.DAY):
    """ "March 4, 2025", "March 2025" or "2025", by how much of the date is known.

    Of an instant, the local day.
    """
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    wanted = {Precision.YEAR: "Y", Precision.MONTH: "F Y"}.get(precision, "F j, Y")
    return formats.date_format(value, wanted)


@register.filter
def say_when(instant, zone):
    """ "Thursday, December 3, 6:30 p.m. ET": an instant as the clocks of a zone show it."""
    local = timezone.localtime(instant, ZoneInfo(zone))
    return f"{formats.date_format(local, 'l, F j, P')} {_zone_name(local)}"


@register.simple_tag
def more_desk_tabs():
    return desk_tabs.in_order()


def _zone_name(local):
    """ET for EST and EDT, as people say it; UTC+05:30 where a zone has no letters of its own."""
    name = local.tzname()
    if name[-2:] in ("ST", "DT") and name[:-2] in ("E", "C", "M", "P", "AK", "H"):
        return f"{name[:-2]}T"
    offset = local.isoformat()[-6:]
    return name if name.isalpha() else f"UTC{offset}"
