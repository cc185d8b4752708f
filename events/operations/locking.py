"""The one lock on what an event gives away: its own row, taken before anything else."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from events.models import Event


@contextmanager
def event_txn(event_id: int) -> Iterator[Event]:
    """The only way to change seats, places or payments of an event; yields the event as it is.

    One lock for each event, taken first: two who change the same event wait for each other and
    never for a circle. On SQLite the transaction holds the whole file, which is the same and
    more. Within it, nothing is asked over the network.
    """
    with transaction.atomic():
        events = Event.objects.select_related("host")  # whom every line of the trail names
        yield events.select_for_update(of=("self",)).get(pk=event_id)
