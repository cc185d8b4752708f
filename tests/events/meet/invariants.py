"""What is true of every meeting at any moment nobody is in the middle of something."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from events.models import Booking, BookingState, Change, Claim, Mode
from events.models.meet.bookings import CLAIMING, UNSPOKEN
from events.operations.meet import slots
from network.models import AuditEntry


def broken() -> list[str]:
    """Each rule that does not hold, in words; nothing for sound diaries."""
    every = list(Booking.objects.select_related("meeting_type", "place").order_by("pk"))
    lines = _lines()
    found = [*_what_claims_has_its_cells(every), *_nobody_is_met_twice(every)]
    for booking in every:
        if booking.state in UNSPOKEN:
            continue
        changes = list(booking.changes.all())
        for rule in (_it_is_somebodys, _its_sequence_is_its_story, _its_story_is_on_record):
            found += [f"Booking {booking.pk} {words}" for words in rule(booking, changes, lines)]
    return found


def _what_claims_has_its_cells(every) -> Iterator[str]:
    """Exactly those: none is missing, and none was forgotten when it ended."""
    kept = defaultdict(Counter)
    for booking, host, place, cell in Claim.objects.values_list("booking", "host", "place", "cell"):
        kept[booking][host, place, cell] += 1
    for booking in every:
        needed = Counter()
        if booking.state in CLAIMING:
            own, room = slots.around(
                booking.meeting_type,
                booking.starts_at,
                booking.ends_at,
                booking.mode,
                booking.place,
            )
            needed.update((booking.host_id, None, cell) for cell in own)
            needed.update((None, booking.place_id, cell) for cell in room)
        if kept[booking.pk] != needed:
            counted = f"{kept[booking.pk].total()} cells, not {needed.total()}"
            yield f"{booking.state} booking {booking.pk} claims {counted}, or others"


def _nobody_is_met_twice(every) -> Iterator[str]:
    """Nor is a room. By the clock alone: what the claims are for, not what they say."""
    busy = defaultdict(list)
    for booking in every:
        if booking.state not in CLAIMING:
            continue
        kind, place = booking.meeting_type, booking.place
        starts = booking.starts_at - timedelta(minutes=kind.before)
        ends = booking.ends_at + timedelta(minutes=kind.after)
        if booking.mode == Mode.IN_PERSON:
            busy["room", booking.place_id].append((starts, ends, booking.pk))
            starts -= timedelta(minutes=place.travel_before)
            ends += timedelta(minutes=place.travel_after)
        busy["host", booking.host_id].append((starts, ends, booking.pk))
    for whose, stretches in busy.items():
        for (_, ends, one), (starts, _, other) in pairwise(sorted(stretches)):
            if starts < ends:
                yield f"Bookings {one} and {other} of {whose} overlap"


def _it_is_somebodys(booking, changes, lines) -> Iterator[str]:
    if booking.person_id is None and not booking.guest_email:
        yield "is nobody's"


def _its_sequence_is_its_story(booking, changes, lines) -> Iterator[str]:
    """One more for each change, and one for an end that calendars hear of."""
    ended = booking.state == BookingState.CANCELLED or (
        booking.state == BookingState.DECLINED and booking.invited
    )
    if booking.sequence != len(changes) + ended:
        yield f"has sequence {booking.sequence} after {len(changes)} changes, {booking.state}"
    if [change.sequence for change in changes] != list(range(len(changes))):
        yield "has changes that do not follow each other"


def _its_story_is_on_record(booking, changes, lines) -> Iterator[str]:
    told = lines[f"events.booking:{booking.pk}"]
    made = Counter(change.what for change in changes)
    expected = {
        "moved": made[Change.MOVED],
        "handed_on": made[Change.HANDED_ON],
        "cancelled": int(booking.state == BookingState.CANCELLED),
        "declined": int(booking.state == BookingState.DECLINED),
    }
    for action, count in expected.items():
        if told[action] != count:
            yield f"was {action} {count} times, with {told[action]} lines"
    if told["booked"] + told["asked"] != 1:
        yield f"was booked in {told['booked'] + told['asked']} lines"
    if told["approved"] > told["asked"] + told["moved"]:
        yield "was approved more often than anybody asked"
    if booking.state == BookingState.CONFIRMED and not told["booked"] and not told["approved"]:
        yield "is confirmed, and nobody said yes"


def _lines():
    found = defaultdict(Counter)
    entries = AuditEntry.objects.filter(action__startswith="events.meeting_")
    for subject, action in entries.values_list("subject", "action"):
        found[subject][action.removeprefix("events.meeting_")] += 1
    return found
