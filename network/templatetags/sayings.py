"""Dates and numbers the way people say them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django import template
from django.utils import formats, timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, pgettext, pgettext_lazy

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
    if precision == Precision.MONTH:
        return say_month(value)
    wanted = "Y" if precision == Precision.YEAR else pgettext("date", "F j, Y")
    return formats.date_format(value, wanted)


@register.filter
def say_month(day):
    """ "November 2026" """
    return formats.date_format(day, pgettext("date", "F Y"))


@register.filter
def say_weekday(day):
    """ "Friday, July 9" """
    return formats.date_format(day, pgettext("date", "l, F j"))


@register.filter
def say_when(instant, zone):
    """ "Thursday, December 3, 6:30 p.m. ET": an instant as the clocks of a zone show it."""
    local = timezone.localtime(instant, ZoneInfo(zone))
    return pgettext("when", "%(day)s, %(time)s %(zone)s") % {
        "day": say_weekday(local),
        "time": formats.date_format(local, "P"),
        "zone": zone_name(local),
    }


@register.simple_tag
def in_english():
    """What marks words that somebody wrote in English, on a page in another language."""
    return "" if (get_language() or "en").startswith("en") else mark_safe(' lang="en"')


@register.simple_tag
def more_desk_tabs():
    return desk_tabs.in_order()


#: How people say a zone, in winter and summer alike.
ZONES = {
    **dict.fromkeys(["EST", "EDT"], pgettext_lazy("zone", "ET")),
    **dict.fromkeys(["CST", "CDT"], pgettext_lazy("zone", "CT")),
    **dict.fromkeys(["MST", "MDT"], pgettext_lazy("zone", "MT")),
    **dict.fromkeys(["PST", "PDT"], pgettext_lazy("zone", "PT")),
    **dict.fromkeys(["AKST", "AKDT"], pgettext_lazy("zone", "AKT")),
    **dict.fromkeys(["HST", "HDT"], pgettext_lazy("zone", "HT")),
    "AST": pgettext_lazy("zone", "AST"),
}


def zone_name(local):
    """ET for EST and EDT, as people say it; UTC+05:30 where a zone has no letters of its own."""
    name = local.tzname()
    if name in ZONES:
        return str(ZONES[name])
    offset = local.isoformat()[-6:]
    return name if name.isalpha() else f"UTC{offset}"
