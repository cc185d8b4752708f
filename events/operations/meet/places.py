"""Rooms in which people meet. What is booked in one stays as it was told, whatever changes."""

from django.db import transaction
from django.utils.timezone import localdate

from events.models import MeetingPlace
from network import audit
from network.operations import rows

FIELDS = ("name", "address", "access", "timezone", "travel_before", "travel_after")
ONE_LINE = ("name", "address", "access")


@transaction.atomic
def add(
    *, group, name, address, access="", timezone, travel_before=0, travel_after=0, by, at
) -> MeetingPlace:
    """A room that a chapter's staff keep, or the network's. Who may is for the caller to ask.

    Raises ValidationError under the field's name, or a constraint's.
    """
    values = _tidy(
        {
            "name": name,
            "address": address,
            "access": access,
            "timezone": timezone,
            "travel_before": travel_before,
            "travel_after": travel_after,
        }
    )
    place = rows.keep(MeetingPlace(group=group, **values))
    _record(place, "made", by=by, at=at, after=values)
    return place


@transaction.atomic
def edit(*, place, by, at, **fields) -> MeetingPlace:
    """Set what differs. Raises what `add` does."""
    if unknown := fields.keys() - {*FIELDS}:
        raise TypeError(f"A room has no {', '.join(sorted(unknown))} to change.")
    place = rows.lock(place)
    before, after = rows.change(place, **_tidy(fields))
    if after:
        _record(place, "edited", by=by, at=at, before=before, after=after)
    return place


@transaction.atomic
def close(*, place, by, at) -> MeetingPlace:
    """Nobody books it any more. Hours that name it offer it no more; what is booked stays."""
    place = rows.lock(place)
    if place.closed_on is None:
        rows.change(place, closed_on=localdate(at))
        _record(place, "closed", by=by, at=at, after={"closed_on": place.closed_on})
    return place


@transaction.atomic
def open_again(*, place, by, at) -> MeetingPlace:
    """Raises ValidationError where another room of the group has the name by now."""
    place = rows.lock(place)
    if place.closed_on is not None:
        was = place.closed_on
        rows.change(place, closed_on=None)
        _record(place, "opened", by=by, at=at, before={"closed_on": was})
    return place


def _tidy(values):
    return {
        name: " ".join(value.split()) if name in ONE_LINE else value
        for name, value in values.items()
    }


def _record(place, step, *, by, at, **more):
    action = f"events.meeting_place_{step}"
    audit.record(place, action, by=by, at=at, group=place.group, **more)
