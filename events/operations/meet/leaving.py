"""Meetings of a host who left the staff: none is dropped in silence."""

from django.core.exceptions import ValidationError
from django.db import transaction

from events.models import Booking, Host

from . import changing


@transaction.atomic
def hand_all_on(*, host: Host, to: Host, by, at) -> tuple[list[Booking], list[Booking]]:
    """Give one colleague all that is to come; answers with those handed on and those not.

    Those for which the colleague has no time stay. Raises ValidationError "host" or "same".
    """
    handed, kept = [], []
    for booking in _to_come(host, at):
        try:
            handed.append(changing.hand_on(booking=booking, host=to, by=by, at=at))
        except ValidationError as refusal:
            if refusal.error_list[0].code != "taken":
                raise
            kept.append(booking)
    return handed, kept


@transaction.atomic
def call_all_off(*, host: Host, reason="", by, at) -> list[Booking]:
    """Call off all that is to come. Each guest is told; again changes nothing."""
    return [
        changing.cancel_by_host(booking=booking, reason=reason, by=by, at=at)
        for booking in _to_come(host, at)
    ]


def _to_come(host, at):
    """Those that were moved or handed on a moment ago are not among them."""
    rows = Booking.objects.open().filter(host=host, starts_at__gt=at)
    return rows.select_related("host", "meeting_type").order_by("starts_at", "pk")
