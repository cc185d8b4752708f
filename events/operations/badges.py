"""Which badges were printed: whoever comes later is printed later."""

from django.db import transaction

from events.models import Registration
from network import audit


@transaction.atomic
def note_printed(*, event, registrations, by, at) -> int:
    """Those of this event; how many were not printed before. Again changes nothing."""
    fresh = Registration.objects.filter(
        event=event, pk__in=[one.pk for one in registrations], badge_printed_at=None
    )
    many = fresh.update(badge_printed_at=at)
    if many:
        after = {"event": event.title, "badges": many}
        audit.record(event, "events.badges_printed", by=by, at=at, group=event.host, after=after)
    return many
