"""The ticket of a place, to show on a phone or to print."""

from uuid import uuid4

import segno
from django import template

from events.operations import credentials

register = template.Library()


@register.simple_tag
def ticket_code(place):
    return credentials.code_of(place)


@register.simple_tag
def nonce():
    """By which a form that is sent twice is known."""
    return uuid4()


@register.filter
def qr(said):
    """A picture of it, for the `src` of an image."""
    code = segno.make(said, error="m", micro=False, boost_error=False)
    return code.svg_data_uri(border=4, dark="#000", light="#fff", omitsize=True)


@register.filter
def in_fours(code):
    """As it is read aloud or typed; the door overlooks the spaces."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))
