"""A meeting somebody booked with a host: one row for life, and the cells of time it claims."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from events.models.clocks import validate_zone
from events.models.meet.hosts import Host, MeetingPlace
from events.models.meet.hours import Mode
from events.models.meet.minutes import CELL_SECONDS
from events.models.meet.types import MeetingType
from network.models import Interaction, Person
from network.roles import Privacy
from network.words import validate_one_line


class BookingState(models.TextChoices):
    HOLD = "hold", "Held while it is filled in"
    PENDING = "pending", "Waits for the host"
    CONFIRMED = "confirmed", "Confirmed"
    LAPSED = "lapsed", "Not filled in"
    DECLINED = "declined", "Declined"
    CANCELLED = "cancelled", "Cancelled"
    NO_SHOW = "no_show", "Did not come"


#: What a state may become.
MOVES = {
    BookingState.HOLD: {BookingState.PENDING, BookingState.CONFIRMED, BookingState.LAPSED},
    BookingState.LAPSED: {BookingState.PENDING, BookingState.CONFIRMED},
    BookingState.PENDING: {
        BookingState.CONFIRMED,
        BookingState.DECLINED,
        BookingState.CANCELLED,
    },
    BookingState.CONFIRMED: {
        BookingState.PENDING,  # moved by the guest, and the host has to say yes again
        BookingState.CANCELLED,
        BookingState.NO_SHOW,
    },
    BookingState.NO_SHOW: {BookingState.CONFIRMED},
    BookingState.DECLINED: set(),
    BookingState.CANCELLED: set(),
}
#: These claim their time; the others claim nothing.
CLAIMING = (
    BookingState.HOLD,
    BookingState.PENDING,
    BookingState.CONFIRMED,
    BookingState.NO_SHOW,
)
#: Still to take place, or asked for.
OPEN = (BookingState.PENDING, BookingState.CONFIRMED)
#: Nobody was told of these, and perhaps nobody knows whose they are.
UNSPOKEN = (BookingState.HOLD, BookingState.LAPSED)


class Because(models.TextChoices):
    """Why it is this host."""

    CHOSEN = "chosen", "You chose them."
    REGION = "region", "They are there for your region."
    CHAPTER = "chapter", "They are there for your chapter."
    NETWORK = "network", "They are there for the whole network."
    TURN = "turn", "It was their turn."
    HANDED_ON = "handed_on", "A colleague handed this meeting on to them."


def guest_token(public_id) -> str:
    """The secret of a guest's address: whoever has no login keeps their meeting by it."""
    return salted_hmac("events.booking", str(public_id), algorithm="sha256").hexdigest()


class BookingQuerySet(models.QuerySet):
    def spoken(self):
        """Without holds: what somebody was told of."""
        return self.exclude(state__in=UNSPOKEN)

    def open(self):
        return self.filter(state__in=OPEN)

    def lapsing(self, *, at):
        return self.filter(state=BookingState.HOLD, hold_until__lte=at)

    def of_user(self, user):
        """Those one has booked."""
        return self.filter(person__user=user) if user.is_authenticated else self.none()

    def hosted_by(self, user):
        return self.filter(host__person__user=user) if user.is_authenticated else self.none()

    def of_guest(self, public_id, token):
        """That of somebody without a record, by the secret in their letter; else none."""
        if not constant_time_compare(token, guest_token(public_id)):
            return self.none()
        return self.spoken().filter(public_id=public_id, person=None)

    def editable_by(self, user):
        """Those with hosts whose meetings this user keeps."""
        return self.spoken().filter(host__in=Host.objects.editable_by(user))


class Booking(models.Model):
    """A meeting, from the moment a time is held for it. Its `public_id` is its UID in calendars.

    What it is about is for host and guest alone: officials' mailboxes are public records, so
    that it stands in no letter's subject, no calendar and no timeline.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting_type = models.ForeignKey(MeetingType, models.PROTECT, related_name="bookings")
    host = models.ForeignKey(Host, models.PROTECT, related_name="bookings")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    guest_name = models.CharField(max_length=120, blank=True, validators=[validate_one_line])
    guest_email = models.EmailField(blank=True)
    """Of somebody the network does not know; the mailbox was proven."""
    guest_timezone = models.CharField(max_length=40, validators=[validate_zone])
    mode = models.CharField(max_length=9, choices=Mode)
    place = models.ForeignKey(
        MeetingPlace, models.PROTECT, null=True, blank=True, related_name="bookings"
    )
    place_name = models.CharField(max_length=80, blank=True)
    place_address = models.CharField(max_length=200, blank=True)
    """As they were when it was booked or moved."""
    zone = models.CharField(max_length=40, validators=[validate_zone])
    """Whose clocks come first when it is told: the place's in person, else the host's."""
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=BookingState, default=BookingState.HOLD)
    sequence = models.PositiveSmallIntegerField(default=0)
    """Raised by each change that calendars must hear of."""
    hold_until = models.DateTimeField(null=True, blank=True)
    because = models.CharField(max_length=9, choices=Because, default=Because.CHOSEN)
    topic = models.CharField(max_length=500, blank=True)
    answers = models.JSONField(default=list, blank=True)
    """A list of [question, answer]."""
    invited = models.BooleanField(default=False)
    """Whether calendars were ever told of it: then they are told of its end as well."""
    reason = models.CharField(max_length=300, blank=True, validators=[validate_one_line])
    """Why it was declined or cancelled, in words for the other."""
    interaction = models.ForeignKey(
        Interaction, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    """The host's notes, on the guest's timeline."""
    made_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    """When it was confirmed, declined or cancelled."""
    changed_at = models.DateTimeField()
    """When calendars last had something to hear of."""

    objects = BookingQuerySet.as_manager()

    privacy = {
        "id": Privacy.STAFF,
        "public_id": Privacy.SELF,
        "meeting_type": Privacy.SELF,
        "host": Privacy.SELF,
        "person": Privacy.SELF,
        "guest_name": Privacy.SELF,
        "guest_email": Privacy.SELF,
        "guest_timezone": Privacy.SELF,
        "mode": Privacy.SELF,
        "place": Privacy.SELF,
        "place_name": Privacy.SELF,
        "place_address": Privacy.SELF,
        "zone": Privacy.SELF,
        "starts_at": Privacy.SELF,
        "ends_at": Privacy.SELF,
        "state": Privacy.SELF,
        "sequence": Privacy.SELF,
        "hold_until": Privacy.SELF,
        "because": Privacy.SELF,
        "topic": Privacy.SELF,
        "answers": Privacy.SELF,
        "invited": Privacy.STAFF,
        "reason": Privacy.SELF,
        "interaction": Privacy.STAFF,
        "made_at": Privacy.SELF,
        "decided_at": Privacy.SELF,
        "changed_at": Privacy.SELF,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state=BookingState.HOLD),
                name="booking_one_hold_per_person",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="booking_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(state=BookingState.HOLD, hold_until__isnull=False)
                | ~Q(state=BookingState.HOLD) & Q(hold_until=None),
                name="booking_clock_runs_only_while_held",
            ),
            models.CheckConstraint(
                condition=Q(state__in=UNSPOKEN)
                | Q(person__isnull=False, guest_email="")
                | Q(person=None) & ~Q(guest_email="") & ~Q(guest_name=""),
                name="booking_is_somebodys",
                violation_error_message="Say who it is for.",
            ),
            models.CheckConstraint(
                condition=Q(mode=Mode.ONLINE, place=None, place_name="")
                | Q(mode=Mode.IN_PERSON, place__isnull=False) & ~Q(place_name=""),
                name="booking_in_person_has_a_place",
            ),
            models.CheckConstraint(
                condition=Q(state__in=BookingState.values), name="booking_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[*UNSPOKEN, BookingState.PENDING])
                | Q(decided_at__isnull=False),
                name="booking_decided_at_some_time",
            ),
        ]
        indexes = [
            models.Index(fields=["host", "starts_at"], name="booking_of_host"),
            models.Index(fields=["person", "starts_at"], name="booking_of_person"),
            models.Index(
                fields=["hold_until"],
                condition=Q(hold_until__isnull=False),
                name="booking_holds",
            ),
        ]

    def __str__(self):
        return f"{self.guest}, {self.host}"

    def get_absolute_url(self):
        return reverse("events:booking", args=[self.public_id])

    @property
    def guest(self) -> str:
        """Who comes, as the other reads it."""
        return str(self.person) if self.person_id else self.guest_name or "Somebody"

    @property
    def guest_zone(self) -> str:
        """Whose clocks the guest reads first: the place's in person, else their own."""
        return self.zone if self.place_id else self.guest_timezone

    @property
    def guest_token(self) -> str:
        return guest_token(self.public_id)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    def can_be_cancelled(self, *, at) -> bool:
        """By the guest; the host may until it begins."""
        return self.is_open and at <= self.starts_at - timedelta(
            minutes=self.meeting_type.cancel_cutoff
        )

    def can_be_moved(self, *, at) -> bool:
        return self.is_open and at <= self.starts_at - timedelta(
            minutes=self.meeting_type.move_cutoff
        )


class Claim(models.Model):
    """Five minutes of a host's or a place's time. Two bookings cannot have the same."""

    booking = models.ForeignKey(Booking, models.CASCADE, related_name="claims")
    host = models.ForeignKey(
        Host, models.CASCADE, null=True, blank=True, related_name="+", db_index=False
    )
    place = models.ForeignKey(
        MeetingPlace, models.CASCADE, null=True, blank=True, related_name="+", db_index=False
    )
    cell = models.PositiveBigIntegerField()
    """Seconds since 1970 in UTC, divided by 300."""

    privacy = dict.fromkeys(["id", "booking", "host", "place", "cell"], Privacy.STAFF)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["host", "cell"],
                condition=Q(host__isnull=False),
                name="claim_of_a_host_once",
            ),
            models.UniqueConstraint(
                fields=["place", "cell"],
                condition=Q(place__isnull=False),
                name="claim_of_a_place_once",
            ),
            models.CheckConstraint(
                condition=Q(host__isnull=False, place=None) | Q(host=None, place__isnull=False),
                name="claim_is_a_hosts_or_a_places",
            ),
        ]

    def __str__(self):
        return f"{self.host or self.place}, {self.cell}"


def cells(starts_at, ends_at) -> range:
    """The cells that a stretch of time touches."""
    first = int(starts_at.timestamp()) // CELL_SECONDS
    return range(first, -(-int(ends_at.timestamp()) // CELL_SECONDS))


class Change(models.TextChoices):
    MOVED = "moved", "Moved"
    HANDED_ON = "handed_on", "Handed on"


class BookingChange(models.Model):
    """What a booking was before it was moved or handed on to another host."""

    booking = models.ForeignKey(Booking, models.CASCADE, related_name="changes")
    what = models.CharField(max_length=9, choices=Change)
    host = models.ForeignKey(Host, models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place_name = models.CharField(max_length=80, blank=True)
    sequence = models.PositiveSmallIntegerField()
    """The sequence that it had until then."""
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    privacy = dict.fromkeys(
        [
            "id",
            "booking",
            "what",
            "host",
            "starts_at",
            "ends_at",
            "place_name",
            "sequence",
            "at",
            "by",
        ],
        Privacy.STAFF,
    )

    class Meta:
        ordering = ["sequence", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["booking", "sequence"], name="booking_change_once_a_sequence"
            ),
        ]

    def __str__(self):
        return f"{self.get_what_display()}, {self.booking}"
