"""What becomes of somebody's meetings when records are joined, told, erased or old."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from events.models import (
    Booking,
    BookingState,
    BusyFeed,
    DateOverride,
    Host,
    HostArea,
    HostTravel,
    MeetingRequest,
    MeetingType,
    PoolMember,
    TimeAway,
    WeeklyHours,
)
from network import jobs
from network.models import ContactPoint, Letter
from network.models.letters import LetterState
from network.models.people import ContactKind, ContactUse
from network.operations import erasure, records
from network.operations.merging.registry import Merging, Rule, register
from network.operations.records import FORMER, ON_REQUEST, Record

from . import bookings, changing

#: Who somebody was whom the network has no record of, once that is forgotten.
NOBODY = {"guest_name": "A former guest", "guest_email": "guest@erased.invalid"}
#: What somebody said, and why a meeting was called off.
WORDS = {"topic": "", "answers": [], "reason": ""}
A_DAY = 24 * 3600
WEEK = timedelta(days=7)
#: So long after a meeting it is known who came that has no record here, and what it was about.
GUESTS_KEPT = timedelta(days=90)
WORDS_KEPT = timedelta(days=365)

# Joined: all of it moves. Somebody is one host, so that a second one's stays for staff to hand on.


def _bookings(merging: Merging):
    """A hold is a matter of minutes: it ends, and taking the records apart brings none back."""
    bookings.let_go(person=merging.merged)
    merging.journal.move_all(Booking, "person_id", merging.merged, merging.survivor)


def _host(merging: Merging):
    """Where both are hosts the merged one is on the staff no more: the desk lists what it has."""
    mine, theirs = merging.split(Host.objects.all())
    if not mine:
        merging.journal.move(theirs, "person_id", merging.survivor)


def _requests(merging: Merging):
    """Of two that wait the older goes on, with what the other said."""
    mine, theirs = merging.split(MeetingRequest.objects.all())
    waiting = [asked for asked in [*mine, *theirs] if asked.answered_at is None]
    if len(waiting) == 2:
        older, newer = sorted(waiting, key=lambda asked: (asked.made_at, asked.pk))
        merging.journal.change(newer, answered_at=merging.at)
        merging.journal.change(older, words=f"{older.words}\n\n{newer.words}")
    merging.journal.move(theirs, "person_id", merging.survivor)


for _relation, _rule in {
    "Booking.person": Rule("Moves; what is only held ends.", _bookings),
    "Host.person": Rule("Moves; of two hosts the merged one's meetings are handed on.", _host),
    "MeetingRequest.person": Rule("Moves; of two that wait the older goes on.", _requests),
}.items():
    register(f"events.{_relation}", _rule)


# Erased: what is to come is called off while it is known whose it is. Then words go, times stay.


def call_off(*, people, at) -> None:
    """Meetings of somebody who is about to be erased: the other is told."""
    coming = Booking.objects.open().filter(starts_at__gt=at).order_by("pk")
    theirs = coming.filter(Q(person__in=people) | Q(guest_email__in=_own_addresses(people)))
    for booking in theirs:
        changing.cancel(booking=booking, late=True, by=None, at=at)
    for booking in coming.filter(host__person__in=people):
        changing.cancel_by_host(booking=booking, by=None, at=at)


def _own_addresses(people) -> list[str]:
    own = ContactPoint.objects.filter(
        person__in=people, kind=ContactKind.EMAIL, use=ContactUse.PERSONAL
    )
    return [address.lower() for address in own.values_list("value", flat=True)]


erasure.before("meetings", call_off)


def _forget_meetings(rows, gone) -> None:
    """Theirs, and those they booked with an address of theirs before there was a record."""
    keys = list(rows.values_list("pk", flat=True))
    addresses = [address.lower() for address in gone.addresses]
    unknown = Booking.objects.filter(person=None, guest_email__in=addresses)
    theirs = Booking.objects.filter(Q(pk__in=keys) | Q(pk__in=unknown.values("pk")))
    for ref in theirs.values_list("public_id", flat=True):
        _forget_letters_about(ref, gone)
    unknown.update(**NOBODY, **WORDS)
    Booking.objects.filter(pk__in=keys).update(**WORDS)


def _forget_letters_about(ref, gone) -> None:
    """What the other was sent names them. What is on its way says so without a name."""
    about = Letter.objects.filter(key__contains=str(ref))
    about.exclude(state=LetterState.QUEUED).delete()
    for letter in about:
        for name in gone.names:
            letter.subject = letter.subject.replace(name, FORMER)
            letter.body = letter.body.replace(name, FORMER)
            letter.calendar = _unfolded(letter.calendar).replace(name, FORMER)
        letter.private = True
        letter.save()


def _unfolded(calendar) -> str:
    """RFC 5545 breaks long lines, perhaps in the middle of a name."""
    return calendar.replace("\r\n ", "").replace("\n ", "")


def _forget_host(rows, gone) -> None:
    """Nobody meets them any more; whom they met stays known."""
    keys = list(rows.values_list("pk", flat=True))
    MeetingType.objects.filter(host__in=keys).update(active=False)
    for host in Host.objects.filter(pk__in=keys):
        host.slug = f"former-{host.public_id}"
        host.headline = host.about = host.video_link = ""
        host.active = False
        host.save()
        for ref in host.bookings.values_list("public_id", flat=True):
            _forget_letters_about(ref, gone)


HOST = ("host__person",)
for _record in (
    Record(
        "meetings",
        "Meetings with the staff",
        Booking,
        but=("interaction",),
        joins=("meeting_type", "host__person", "place"),
        kept="that the time was taken, without by whom or what for",
        wipe=_forget_meetings,
    ),
    Record("meeting_requests", "Meetings you asked for", MeetingRequest, joins=("group",)),
    *(
        Record(key, title, model, link="host__person", joins=HOST)
        for key, title, model in (
            ("meeting_areas", "Whom you are there for", HostArea),
            ("meeting_hours", "Hours at which you can be met", WeeklyHours),
            ("meeting_days", "Days that differ from your hours", DateOverride),
            ("meeting_away", "Time you are away", TimeAway),
            ("meeting_travel", "Where you travel", HostTravel),
            ("meeting_calendars", "Calendars that say when you are busy", BusyFeed),
            ("meeting_pools", "Turns you take with colleagues", PoolMember),
        )
    ),
    Record(
        "met",
        "Meetings others booked with you",
        Booking,
        link="host__person",
        withheld=ON_REQUEST,
        kept="that somebody was met, without by whom",
    ),
    Record(
        "meeting_host",
        "How members meet you",
        Host,
        kept="that meetings were held, without by whom",
        wipe=_forget_host,
    ),
):
    records.add(_record)


@jobs.every(A_DAY)
def forget_old(at: datetime) -> None:
    """What is not needed any more goes: holds, guests without a record, what it was about."""
    unfilled = Booking.objects.filter(state=BookingState.LAPSED, made_at__lte=at - WEEK)
    said = ~Q(topic="") | ~Q(answers=[]) | ~Q(reason="")
    with transaction.atomic():
        unfilled.delete()
        guests = Booking.objects.spoken().filter(person=None, ends_at__lte=at - GUESTS_KEPT)
        guests.exclude(guest_email=NOBODY["guest_email"]).update(**NOBODY, **WORDS)
        Booking.objects.filter(said, ends_at__lte=at - WORDS_KEPT).update(**WORDS)
