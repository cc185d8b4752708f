"""Choosing a time: the days of a month, and the button that holds one."""

from urllib.parse import urlencode

from allauth.core import ratelimit
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from events.forms.meet.booking import LookForm, PickForm
from events.models.zones import zones_with
from events.operations.meet import bookings
from events.reports.meet import choosing, offered

from .finding import HELD, ZONE, held_here, person_of

TOO_MANY = "You have held many times already. Wait an hour, then choose once more."


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def times(request, kind):
    """The open times of a kind of meeting. A button holds one, and asks for the rest."""
    at, person = timezone.now(), person_of(request)
    found = offered.kind_for(kind, person, on=timezone.localdate(at))
    if found is None:
        raise Http404
    wanted = look(request, person, found, at)
    if request.method == "POST":
        booking, near = hold(request, found, wanted, at)
        if booking is not None:
            return redirect("events:booking", booking=booking.public_id)
        return render(request, "events/meet/times.html", chooser(found, wanted, at, near=near))
    return render(request, "events/meet/times.html", chooser(found, wanted, at))


def look(request, person, kind, at) -> choosing.Wanted:
    """Whose clocks, which month and way: as asked, else as before, else where they serve."""
    zone = request.session.get(ZONE) or choosing.zone_of(
        person,
        on=timezone.localdate(at),
        otherwise=kind.host.timezone if kind.host else timezone.get_default_timezone_name(),
    )
    form = LookForm(request.GET, zone=zone)
    return choosing.Wanted(**{"zone": zone, **form.wanted()})


def chooser(kind, wanted, at, *, near=(), but=None) -> dict:
    """What the page of times is made of."""
    month = choosing.month(kind, wanted, at=at, but=but)
    return {
        "kind": kind,
        "month": month,
        "near": near,
        "form": LookForm(zone=wanted.zone),
        "zone_said": zones_with(wanted.zone)[wanted.zone],
        "kept": {"how": month.way.key, "zone": wanted.zone},
        "query": urlencode({"how": month.way.key, "zone": wanted.zone}),
        "zone_query": urlencode({"zone": wanted.zone}),
    }


def hold(request, kind, wanted, at):
    """The booking, or the open times nearest to one that is gone."""
    form = PickForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.errors["time"][0])
        return None, ()
    wish, person = form.cleaned_data["time"], person_of(request)
    try:
        return _keep(request, kind, wish, wanted.zone, person, at), ()
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return None, nearest(kind, wish, wanted.zone, at)


def nearest(kind, wish, zone, at, *, but=None):
    how = choosing.Way(wish.place).key
    wanted = choosing.Wanted(zone, how=how)
    return choosing.nearest(kind, wish.starts_at, wanted, at=at, but=but)


def _keep(request, kind, wish, zone, person, at):
    """A visitor keeps one time, and only so many an hour."""
    if person is None:
        _refuse_many(request)
        if (old := held_here(request)) is not None:
            bookings.let_go(booking=old)
    by = request.user if request.user.is_authenticated else None
    booking = bookings.hold(
        meeting_type=kind, wish=wish, timezone=zone, person=person, by=by, at=at
    )
    request.session[ZONE] = zone
    if person is None:
        request.session[HELD] = str(booking.public_id)
    return booking


def _refuse_many(request):
    if not request.session.session_key:
        request.session.create()
    if not ratelimit.consume(request, action="meet_hold", key=request.session.session_key):
        raise ValidationError(TOO_MANY, code="many")
