"""All that meetings are measured by is a multiple of five minutes: one cell of a claim."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db.models import Q, Value
from django.db.models.functions import Mod
from django.db.models.lookups import Exact
from django.utils import formats

CELL_MINUTES = 5
CELL_SECONDS = CELL_MINUTES * 60
DAY_MINUTES = 24 * 60


def validate_fives(minutes):
    if minutes % CELL_MINUTES:
        raise ValidationError("Use a multiple of five minutes.", code="fives")


def in_fives(*names) -> Q:
    """The condition of a constraint: each of these columns is a multiple of five."""
    condition = Q()
    for name in names:
        condition &= Q(Exact(Mod(name, Value(CELL_MINUTES)), Value(0)))
    return condition


def say_minute(minute: int) -> str:
    """ "9 a.m." of 540; midnight at the end of a day as well as at its beginning."""
    hour, minutes = divmod(minute % DAY_MINUTES, 60)
    return formats.time_format(dt.time(hour, minutes), "P")


def say_minutes(minutes: int) -> str:
    """ "30 minutes", "1 hour and 30 minutes", "2 days" """
    days, rest = divmod(minutes, DAY_MINUTES)
    hours, rest = divmod(rest, 60)
    parts = [(days, "day"), (hours, "hour"), (rest, "minute")]
    said = [f"{number:,} {unit}{'' if number == 1 else 's'}" for number, unit in parts if number]
    return " and ".join(said) or "0 minutes"
