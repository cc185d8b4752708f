"""Times of events as the clocks there show them, and what a place costs in words."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django import template
from django.utils import formats, timezone
from django.utils.translation import gettext, pgettext

from network.templatetags.sayings import say_weekday, say_when, zone_name
from network.words import say_money

register = template.Library()


@register.filter
def say_span(event):
    """ "Friday, July 9, 2027, 9 a.m. to noon ET"; with both days where they differ."""
    return say_meeting(event, event.timezone)


@register.filter
def say_meeting(meeting, zone):
    """The same by the clocks of whichever zone."""
    starts = timezone.localtime(meeting.starts_at, ZoneInfo(zone))
    ends = timezone.localtime(meeting.ends_at, ZoneInfo(zone))
    said = {
        "day": formats.date_format(starts, pgettext("date", "l, F j, Y")),
        "starts": formats.date_format(starts, "P"),
    }
    # What ends at midnight ends on the evening of the day before.
    if (ends - timedelta(seconds=1)).date() != starts.date():
        words = pgettext("when", "%(day)s, %(starts)s to %(ends)s")
        return words % {**said, "ends": say_when(meeting.ends_at, zone)}
    said |= {"ends": formats.date_format(ends, "P"), "zone": zone_name(ends)}
    return pgettext("when", "%(day)s, %(starts)s to %(ends)s %(zone)s") % said


@register.filter
def say_time(instant, zone):
    """ "9 a.m.", where the zone has been said."""
    return formats.date_format(timezone.localtime(instant, ZoneInfo(zone)), "P")


@register.filter
def say_day(instant, zone):
    """ "Friday, July 9" """
    return say_weekday(timezone.localtime(instant, ZoneInfo(zone)))


@register.filter
def day_of(instant, zone):
    """The date there, for templates to take apart."""
    return timezone.localtime(instant, ZoneInfo(zone)).date()


@register.filter
def say_price(cents):
    """ "Free" or "$125" """
    return say_money(cents) if cents else gettext("Free")
