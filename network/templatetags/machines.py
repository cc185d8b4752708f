"""What a page says to machines that read it."""

import json

from django import template
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.html import format_html
from django.utils.safestring import mark_safe

register = template.Library()

#: What could end the script early, or begin another, written so that it cannot.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.simple_tag
def json_ld(facts):
    """The facts as linked data. It is no code, so that the page's policy has no say in it."""
    said = {key: value for key, value in facts.items() if value}
    text = json.dumps(said, cls=DjangoJSONEncoder).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))


@register.simple_tag
def json_ld_trail(trail, title, address):
    """The way from the site's top to the page: `trail` has title and href of what is above it."""
    root = settings.SITE_URL.rstrip("/")
    steps = [(step["title"], root + step["href"]) for step in trail] + [(title, address)]
    listed = [
        {"@type": "ListItem", "position": number, "name": name, "item": href}
        for number, (name, href) in enumerate(steps, start=1)
    ]
    said = {"@type": "BreadcrumbList", "itemListElement": listed}
    return json_ld({"@context": "https://schema.org", **said})
