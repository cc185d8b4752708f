"""Somebody's next meeting with the staff, for their record at the desk."""

from events.models import Booking


def of(person, viewer, at):
    """The next, with whoever of the staff; None where there is none."""
    coming = Booking.objects.open().filter(person=person, ends_at__gt=at)
    found = coming.select_related("host__person").order_by("starts_at", "pk").first()
    if found is None:
        return None
    kept = Booking.objects.editable_by(viewer).filter(pk=found.pk).exists()
    return {"booking": found, "kept": kept}
