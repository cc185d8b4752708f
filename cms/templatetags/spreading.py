"""Pictures of how far a policy has come."""

from django import template
from django.utils import timezone

from network.reports import spread

register = template.Library()


@register.simple_tag
def over_time(told):
    return spread.over_time(told.days, until=timezone.localdate())


@register.simple_tag
def by_state(told):
    return spread.by_state(told.states)
