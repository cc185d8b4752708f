"""Rooms at an event that staff set aside, and what a caucus does in one. Nobody else reads it."""

from django.db.models import Exists, OuterRef

from events.models import Event, Session, SessionChoice

from .audience import rule
from .permissions import Permissions


def sessions_for(allowed: Permissions, *, at):
    """The caucus's own sessions at events to come, for those inside; soonest first."""
    if not allowed.content:
        return Session.objects.none()
    theirs = Session.including_private.filter(
        private=True,
        audience=rule(allowed.caucus),
        withdrawn_at=None,
        ends_at__gt=at,
        event__cancelled_at=None,
    )
    return theirs.select_related("event").order_by("starts_at", "pk")


def rooms_for(allowed: Permissions, *, at):
    """Rooms set aside that nobody has taken, at events whose page this leader may see."""
    if not allowed.lead or allowed.person is None:
        return Session.objects.none()
    user = allowed.person.user
    seen = Event.objects.visible_to(user, on=allowed.on).with_places().upcoming(at=at)
    return free_rooms().filter(event__in=seen.order_by().values("pk"), starts_at__gt=at)


def free_rooms():
    """Of them all. A private group that is in one is told to nobody; it is only not free."""
    inside = Session.including_private.filter(
        private=True,
        withdrawn_at=None,
        event=OuterRef("event"),
        room__iexact=OuterRef("room"),
        starts_at__lt=OuterRef("ends_at"),
        ends_at__gt=OuterRef("starts_at"),
    )
    found = Session.objects.filter(~Exists(inside), set_aside=True, withdrawn_at=None)
    return found.select_related("event").order_by("starts_at", "room", "pk")


def choices_in(session):
    """Who means to come to one of them. Only to be deleted along with it."""
    return SessionChoice.including_private.filter(session=session)
