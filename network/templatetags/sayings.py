"""Dates and numbers the way people say them."""

from django import template
from django.utils import formats

from network.models.offices import Precision

register = template.Library()


@register.filter
def say_date(value, precision=Precision.DAY):
    """ "March 4, 2025", "March 2025" or "2025", by how much of the date is known."""
    if value is None:
        return ""
    wanted = {Precision.YEAR: "Y", Precision.MONTH: "F Y"}.get(precision, "F j, Y")
    return formats.date_format(value, wanted)
