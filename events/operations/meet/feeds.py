"""What somebody's own calendar is told of their meetings with the staff, as guest and as host."""

from django.db.models import Q

from events.calendars import Entry, invitations, sources
from events.models import Booking
from events.models.event import TOLD_CANCELLED, TOLD_PAST


def entries_for(person, at, how) -> list[Entry]:
    """The last year and what comes; what was called off for a month, until all have heard.

    What only waits stands there as not settled. A request that was declined takes no time and was
    never in more than this calendar, which is read anew.
    """
    heard = ~Q(state__in=invitations.OFF) | Q(invited=True, changed_at__gt=at - TOLD_CANCELLED)
    mine = Booking.objects.spoken().filter(Q(person=person) | Q(host__person=person), heard)
    told = mine.filter(ends_at__gt=at - TOLD_PAST).select_related("host__person", "person")
    return [
        invitations.entry(booking, for_host=booking.host.person_id == person.pk)
        for booking in told.order_by("starts_at", "pk")
    ]


sources.add("staff_meetings", entries_for, private=False)
