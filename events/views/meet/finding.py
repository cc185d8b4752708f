"""Whose a booking is: a member's, a guest's with the secret of their letter, or this session's."""

from dataclasses import dataclass
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.urls import reverse
from django.views.decorators.cache import never_cache

from events.models import Booking
from events.models.meet.bookings import UNSPOKEN
from network.models import Person

#: Session key: the time that a visitor keeps while they fill in the rest.
HELD = "meet_hold"
#: Session key: whose clocks somebody chose to read.
ZONE = "meet_zone"


@dataclass(frozen=True)
class Mine:
    """A booking, and the way to its pages for whoever reads it."""

    booking: Booking
    token: str | None = None

    def address(self, page="booking") -> str:
        if self.token:
            return reverse(f"events:guest_{page}", args=[self.booking.public_id, self.token])
        return reverse(f"events:{page}", args=[self.booking.public_id])

    @property
    def pages(self) -> dict[str, str]:
        names = ("booking", "booking_move", "booking_cancel", "booking_join", "booking_ics")
        return {name: self.address(name) for name in names}


def person_of(request) -> Person | None:
    return request.user.known_person if request.user.is_authenticated else None


def of_booking(view):
    """The view is handed what is theirs; what is not, is not found. Anybody may sign in."""

    @never_cache
    @wraps(view)
    def found(request, booking, token=None):
        mine = _find(request, booking, token)
        if mine is not None:
            return view(request, Mine(mine, token))
        if token is None and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        raise Http404

    return found


def held_here(request) -> Booking | None:
    """What this session keeps, of somebody we do not know."""
    key = request.session.get(HELD)
    held = Booking.objects.filter(person=None, state__in=UNSPOKEN)
    return held.filter(public_id=key).first() if key else None


def _find(request, public_id, token):
    rows = Booking.objects.select_related("meeting_type", "host__person", "place", "person")
    if token is not None:
        return rows.of_guest(public_id, token).first()
    if request.session.get(HELD) == str(public_id):
        here = rows.filter(public_id=public_id, person=None, state__in=UNSPOKEN).first()
        if here is not None:
            return here
    return rows.of_user(request.user).filter(public_id=public_id).first()
