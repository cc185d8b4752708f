"""A host's calendars elsewhere: given, read again and again, and taken away."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django_tasks import task

from events.calendars import uid
from events.mail import calendars as mail
from events.models import Booking, BusyBlock, BusyFeed, Host
from network import audit, jobs, sealing
from network.operations import rows

from . import claims, fetching, reading
from .reading import Block

MOST = 5
#: Further ahead than anything can be booked.
AHEAD = timedelta(days=400)
BEHIND = timedelta(days=1)
#: Reading it again at once would find the same.
JUST_READ = timedelta(minutes=1)
#: After so long without, the host hears of it once.
MISSED = timedelta(days=1)
SEALED_OTHERWISE = "The address can no longer be opened here. Put it in again."


@transaction.atomic
@sensitive_variables("address")
def add(*, host, name, address, by, at) -> BusyFeed:
    """Have a calendar read from now on; until it is, meetings are asked for.

    Raises ValidationError "rights" for anybody but the host, "full", "address", or
    "busy_feed_name_once".
    """
    _refuse_others(host, by)
    [host] = claims.lock(host)
    if host.busy_feeds.count() >= MOST:
        raise ValidationError(f"You have {MOST} calendars here. Remove one first.", code="full")
    feed = BusyFeed(host=host, name=name.strip(), address=_sealed(address), made_at=at)
    rows.keep(feed)
    audit.record(feed, "events.meeting_calendar_added", by=by, at=at, person=host.person)
    read_host.enqueue(host.pk)
    return feed


@transaction.atomic
@sensitive_variables("address")
def replace(*, feed, address, by, at) -> BusyFeed:
    """Read it from another address. What is known stays until that is read.

    Raises ValidationError "rights", "address", or "gone".
    """
    _refuse_others(feed.host, by)
    [host] = claims.lock(feed.host)
    feed = _current(feed)
    feed.address, feed.ok_at, feed.error = _sealed(address), None, ""
    feed.tried_at, feed.made_at = None, at
    rows.keep(feed)
    audit.record(feed, "events.meeting_calendar_replaced", by=by, at=at, person=host.person)
    read_host.enqueue(host.pk)
    return feed


@transaction.atomic
def read_again(*, feed, at) -> None:
    """Soon, by a worker. Raises ValidationError "soon" where it was read just now, or "gone"."""
    feed = _current(feed)
    if feed.tried_at and feed.tried_at > at - JUST_READ:
        raise ValidationError("It was tried less than a minute ago. Give it a minute.", code="soon")
    read_host.enqueue(feed.host_id)


@transaction.atomic
def remove(*, feed, by, at) -> None:
    """What it blocked is free again. Raises ValidationError "gone"."""
    [host] = claims.lock(feed.host)
    feed = _current(feed)
    audit.record(feed, "events.meeting_calendar_removed", by=by, at=at, person=host.person)
    feed.delete()


@transaction.atomic
def keep(*, feed: BusyFeed, blocks: Iterable[Block], at: datetime) -> None:
    """Put in what was read of it just now. Nothing is written of what is the same.

    What came from an address that was replaced meanwhile, or removed, is not kept.
    """
    claims.lock(feed.host)
    if not _still(feed).update(ok_at=at, tried_at=at, error=""):
        return
    blocks = list(blocks)
    if list(feed.blocks.values_list("starts_at", "ends_at")) == blocks:
        return
    feed.blocks.all().delete()
    BusyBlock.objects.bulk_create(
        BusyBlock(feed=feed, starts_at=starts, ends_at=ends) for starts, ends in blocks
    )


@transaction.atomic
def fail(*, feed: BusyFeed, words: str, at: datetime) -> None:
    """Say why it could not be read. What was known stands; after a day the host is told once."""
    claims.lock(feed.host)
    if not _still(feed).update(tried_at=at, error=words):
        return
    feed = _current(feed)
    since = feed.ok_at or feed.made_at
    if at - since >= MISSED:
        mail.unreadable(feed, since=since)


@jobs.every(15 * 60)
def read_all(at: datetime) -> None:
    for host in Host.objects.filter(active=True, busy_feeds__isnull=False).distinct():
        read_host.enqueue(host.pk)


@task(backend="jobs", queue_name="default", priority=-5)
def read_host(host_id: int) -> None:
    """Fetch every calendar of a host, each outside any transaction.

    Where no worker ran for a while many of these wait: the first of them is enough.
    """
    due = Q(tried_at=None) | Q(tried_at__lte=timezone.now() - JUST_READ)
    for feed in BusyFeed.objects.filter(due, host=host_id).select_related("host"):
        read(feed, at=timezone.now())


@sensitive_variables("address")
def read(feed: BusyFeed, *, at: datetime, resolve=fetching.look_up) -> None:
    try:
        address = sealing.unseal(feed.address)
        file = fetching.fetch(address, resolve=resolve)
        blocks = reading.busy(
            file,
            zone=feed.host.timezone,
            first=at - BEHIND,
            last=at + AHEAD,
            own=_booked_here(feed.host),
        )
    except sealing.Unopened:
        fail(feed=feed, words=SEALED_OTHERWISE, at=at)
    except (fetching.Unreachable, reading.Unreadable) as failure:
        fail(feed=feed, words=str(failure), at=at)
    else:
        keep(feed=feed, blocks=blocks, at=at)


def _booked_here(host) -> set[str]:
    """Meetings that this host has or had, as their calendar knows them."""
    own = Booking.objects.filter(host=host).values_list("public_id", flat=True)
    once = Booking.objects.filter(changes__host=host).values_list("public_id", flat=True)
    return {uid(public_id) for public_id in own.union(once)}


def _sealed(address: str) -> str:
    """Calendars say webcal for https. Raises ValidationError "address"."""
    address = address.strip()
    scheme, colon, rest = address.partition(":")
    if scheme.lower() in ("webcal", "webcals"):
        address = f"https{colon}{rest}"
    try:
        fetching.checked(address)
    except fetching.Unreachable as wrong:
        raise ValidationError(str(wrong), code="address") from None
    return sealing.seal(address)


def _refuse_others(host, by):
    """Whose calendar it is decides who may read it: nobody else, whatever they keep."""
    if by is None or host.person.user_id != by.pk:
        raise ValidationError("Only they themselves can do this.", code="rights")


def _still(feed):
    return BusyFeed.objects.filter(pk=feed.pk, address=feed.address)


def _current(feed) -> BusyFeed:
    found = BusyFeed.objects.filter(pk=feed.pk).select_related("host__person").first()
    if found is None:
        raise ValidationError("This calendar was removed.", code="gone")
    return found
