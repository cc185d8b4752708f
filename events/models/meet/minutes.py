"""All that meetings are measured by is a multiple of five minutes: one cell of a claim."""

from django.core.exceptions import ValidationError
from django.db.models import Q, Value
from django.db.models.functions import Mod
from django.db.models.lookups import Exact

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
