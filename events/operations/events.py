"""Events with places: made, put right, published and taken back. Called off: `calling_off`.

Who may do so is decided by whoever asks.
"""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.dateparse import parse_datetime
from django.utils.text import slugify
from django_tasks import task

from events import mail
from events.models import Event, PriceRule, Registration, WaitlistEntry
from events.models.clocks import wall
from events.models.registrations import ACTIVE
from events.models.waiting import IN_LINE
from network import audit, sealing
from network.operations import rows

from . import meetings, rooms
from .locking import event_txn

#: What those who come are told of by letter.
TOLD = ("timezone", "starts_at", "ends_at", "place", "address", "online")
WORDS = ("summary", "access_notes", "visibility")
REGISTERING = ("opens_at", "closes_at", "changes_until", "guests_each", "needs_asked")
FIELDS = {"slug", *meetings.SHOWN, *TOLD, *WORDS, *REGISTERING}
ONE_LINE = ("title", "summary", "place", "address")
LONGEST_SLUG = 70
#: Addresses that are something else already.
RESERVED = (
    "new",
    "paid",
    "orders",
    "places",
    "claim",
    "calendar",
    "money",
    "matters",
    "scholarships",
)

secure = URLValidator(
    schemes=["https"], message="Enter an address that begins with https://", code="join_link"
)


@dataclass(frozen=True)
class Missing:
    """Something an event lacks. What it `must` have keeps it a draft."""

    words: str
    where: str
    """The desk's page that mends it."""
    must: bool = True


@transaction.atomic
def make(*, host, kind, title, slug="", timezone, starts_at, ends_at, by, at, **fields) -> Event:
    """A draft, which nobody but staff sees. Without a slug, one is made of its title.

    Raises ValidationError "closed" for a host that is, "past", "reserved", or what the fields
    refuse.
    """
    meetings.refuse_closed(host)
    _refuse_past(ends_at, at)
    _refuse_reserved(slug)
    event = Event(
        host=host,
        kind=kind,
        title=_one_line(title),
        slug=slug or free_slug(title, starts_at, timezone),
        timezone=timezone,
        starts_at=starts_at,
        ends_at=ends_at,
        draft=True,
        changed_at=at,
        **fields,
    )
    rows.keep(event)
    after = {"title": event.title, "starts_at": event.starts_at}
    audit.record(event, "events.made", by=by, at=at, group=host, after=after)
    return event


def free_slug(title, starts_at, zone) -> str:
    """The title, with its day or a number where another event has that address."""
    plain = slugify(title)[:LONGEST_SLUG].strip("-") or "event"
    plain = f"{plain}-event" if plain in RESERVED else plain
    day = f"{plain[: LONGEST_SLUG - 11]}-{wall(starts_at, zone=zone):%Y-%m-%d}"
    tried = [plain, day, *(f"{day[: LONGEST_SLUG - 3]}-{number}" for number in range(2, 100))]
    taken = set(Event.objects.filter(slug__in=tried).values_list("slug", flat=True))
    return next(one for one in tried if one not in taken)


def edit(*, event, by, at, join_link=None, move_program=False, **fields) -> Event:
    """Set what differs; calendars and those who come are told of what concerns them.

    `join_link` None leaves the way in as it is, and nothing takes it away. With `move_program`
    sessions move along with the start. Raises ValidationError "cancelled", "over", "closed",
    "past", "slug_fixed" once it was published, "join_link", or what the fields refuse.
    """
    if unknown := fields.keys() - FIELDS:
        raise TypeError(f"An event has no {', '.join(sorted(unknown))} to change.")
    with event_txn(event.pk) as event:
        meetings.refuse_cancelled(event)
        meetings.refuse_over(event, at)
        _refuse_another_address(event, fields)
        _refuse_past(fields.get("ends_at", event.ends_at), at)
        was = {name: getattr(event, name) for name in TOLD}
        before, after = _set(event, fields, join_link, at)
        if move_program and event.starts_at != was["starts_at"]:
            rooms.move_all(event, by=_later(event, was), zone=was["timezone"])
        if after:
            audit.record(
                event, "events.edited", by=by, at=at, group=event.host, before=before, after=after
            )
        if not event.draft and any(name in after for name in TOLD):
            told = {name: _plain(value) for name, value in was.items()}
            tell_of_change.enqueue(event.pk, event.sequence, told)
        return event


def publish(*, event, by, at) -> Event:
    """Let those see it whom it is for. Again changes nothing.

    Raises ValidationError "missing" with all it lacks, "cancelled", "over".
    """
    with event_txn(event.pk) as event:
        if not event.draft:
            return event
        meetings.refuse_cancelled(event)
        meetings.refuse_over(event, at)
        lacks = [one.words for one in missing(event, at=at) if one.must]
        if lacks:
            raise ValidationError(
                [ValidationError(words, code="missing") for words in lacks], code="missing"
            )
        rows.change(event, draft=False, changed_at=at)
        audit.record(event, "events.published", by=by, at=at, group=event.host)
        return event


def withdraw(*, event, by, at) -> Event:
    """A draft again. Raises ValidationError "has_places" while anybody has or waits for one."""
    with event_txn(event.pk) as event:
        if event.draft:
            return event
        meetings.refuse_cancelled(event)
        held = Registration.objects.filter(event=event, state__in=ACTIVE).count()
        held += WaitlistEntry.objects.filter(event=event, state__in=IN_LINE).count()
        if held:
            raise ValidationError(
                f"Places held or waited for: {held:,}. Call it off instead.", code="has_places"
            )
        rows.change(event, draft=True, changed_at=at)
        audit.record(event, "events.withdrawn", by=by, at=at, group=event.host)
        return event


def missing(event, *, at) -> list[Missing]:
    """What it lacks, and what somebody would miss: the first kind keeps it from being published."""
    tickets = list(event.ticket_types.offered())
    priced = set(
        PriceRule.objects.filter(ticket_type__in=tickets, withdrawn_at=None)
        .exclude(until_at__lte=at)
        .values_list("ticket_type", flat=True)
    )
    dear = [one.name for one in tickets if one.pk not in priced]
    guests = any(one.for_guests for one in tickets)
    asked = [
        (not tickets, "It has no ticket, so nobody could take a place.", "tickets", True),
        (tickets and not priced, "None of its tickets has a price; free is one.", "tickets", True),
        (not event.place and not event.online, "It has no place and is not online.", "when", True),
        (priced and dear, f"No price from now on: {', '.join(dear)}.", "tickets", False),
        (event.online and not event.join_link, "It has no way in yet.", "when", False),
        (not event.description, "It says nothing of what happens there.", "facts", False),
        (not event.access_notes, "It says nothing of ramps, rides or captions.", "facts", False),
        (guests and not event.guests_each, "A guest ticket, yet no guests.", "registering", False),
        (event.guests_each and not guests, "Guests, yet no guest ticket.", "tickets", False),
    ]
    return [Missing(words, where, must) for lacks, words, where, must in asked if lacks]


@task(backend="jobs", queue_name="mail")
def tell_of_change(event_id: int, sequence: int, was: dict) -> None:
    """One letter for each change to each who comes, however often this is run."""
    event = Event.objects.get(pk=event_id)
    if event.cancelled_at is not None:
        return
    old = Event(title=event.title, **{name: _read(name, value) for name, value in was.items()})
    coming = Registration.objects.filter(event=event, state__in=ACTIVE, person__isnull=False)
    for place in coming.select_related("person", "ticket_type").order_by("pk"):
        place.event = event
        mail.event_changed(place, old, sequence)


def _set(event, fields, join_link, at):
    """Save what differs; a calendar's change has its own number and time."""
    fields = {
        name: _one_line(value) if name in ONE_LINE else value for name, value in fields.items()
    }
    shown = [name for name in (*meetings.SHOWN, "address") if name in fields]
    if any(getattr(event, name) != fields[name] for name in shown):
        fields |= {"sequence": event.sequence + 1, "changed_at": at}
    if is_new := _is_another_way_in(event, join_link):
        fields["join_link"] = sealing.seal(join_link) if join_link else ""
    before, after = rows.change(event, **fields)
    hidden = ("sequence", "changed_at", "join_link")
    before, after = (
        {name: value for name, value in one.items() if name not in hidden}
        for one in (before, after)
    )
    return before, after | ({"way_in": "another" if join_link else "none"} if is_new else {})


def _is_another_way_in(event, join_link) -> bool:
    if join_link is None:
        return False
    if join_link:
        secure(join_link)
    return join_link != (sealing.unseal(event.join_link) if event.join_link else "")


def _refuse_another_address(event, fields):
    _refuse_reserved(fields.get("slug"))
    if not event.draft and fields.get("slug", event.slug) != event.slug:
        raise ValidationError(
            "Its address is in letters and calendars by now: it stays.", code="slug_fixed"
        )


def _refuse_reserved(slug):
    if slug in RESERVED:
        raise ValidationError("This address is something else already.", code="reserved")


def _refuse_past(ends_at, at):
    if ends_at <= at:
        raise ValidationError("It would be over already.", code="past")


def _later(event, was):
    """By how much its clocks show more at the start than they did."""
    new = wall(event.starts_at, zone=event.timezone).replace(tzinfo=None)
    return new - wall(was["starts_at"], zone=was["timezone"]).replace(tzinfo=None)


def _plain(value):
    return value.isoformat() if isinstance(value, datetime) else value


def _read(name, value):
    return parse_datetime(value) if name in ("starts_at", "ends_at") else value


def _one_line(text):
    return " ".join(text.split())
