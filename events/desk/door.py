"""An event's door for its staff, who is here, and somebody who comes without a place."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.forms.door import ScanForm, WalkInForm, WhereForm
from events.models import Event, Registration, State
from events.operations import credentials, orders, walk_ins
from events.operations import door as doors
from events.reports import arrivals
from events.reports import door as report
from network.desk.asking import ask, sent, typed
from network.desk.gate import staff_only

PER_PAGE = 100
DEVICE = "Desk"


@never_cache
@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def door(request, event):
    found, where, at = event_of(request, event), WhereForm(request.GET), timezone.now()
    session, answer = where.where(found), None
    form = ScanForm(sent(request))
    if form.is_valid():
        answer = doors.scan(
            event=found,
            session=session,
            device=DEVICE,
            by=request.user,
            at=at,
            **form.said(found),
        )
    context = report.page(found, session=session, typed=where.typed(), answer=answer, at=at)
    context |= {"is_staff": True, "is_unread": form.is_unread}
    return render(request, "events/door.html", context)


@never_cache
@staff_only
@require_safe
def everybody(request, event):
    """By name, with when they came; of one session, those who chose it."""
    found, where = event_of(request, event), WhereForm(request.GET)
    session = where.where(found)
    pages = Paginator(report.everybody(found, session), PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "event": found,
        "session": session,
        "sessions": report.sessions(found),
        "page": page,
        "lines": report.lines(page.object_list, on=found.day(timezone.now())),
        "tally": report.tally(found, session),
        "picture": arrivals.picture(found) if session is None else None,
    }
    return render(request, "desk/events/here.html", context)


@never_cache
@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def walk_in(request, event):
    found, at, made = event_of(request, event), timezone.now(), []
    form = WalkInForm(
        sent(request),
        user=request.user,
        tickets=found.ticket_types.offered().filter(for_guests=False),
        url=request.path,
        initial=typed(request, "who"),
    )

    def register():
        made.append(
            walk_ins.register(event=found, device=DEVICE, by=request.user, at=at, **form.said())
        )

    answer = ask(
        request,
        form,
        register,
        title=f"Without a place: {found.title}",
        button="Give a place",
        said="They have a place.",
        back=reverse("desk:door", args=[found.slug]),
    )
    if made and made[0].state != State.CONFIRMED:
        return redirect("desk:door_pay", found.slug, made[0].public_id)
    return answer


@never_cache
@staff_only
@require_safe
def pay(request, event, place):
    """What somebody at the door scans to pay for the place that is held for them."""
    found = _place(request, event, place)
    if found.state not in (State.HELD, State.PROCESSING, State.CONFIRMED):
        raise Http404
    context = {
        "event": found.event,
        "place": found,
        "owed": orders.owed_cents(found.order),
        "address": settings.SITE_URL + found.order.get_absolute_url(),
        "name": report.name_of(found),
    }
    return render(request, "desk/events/door_pay.html", context)


@staff_only
@require_POST
def new_ticket(request, event, place):
    found = _place(request, event, place)
    credentials.revoke(registration=found, by=request.user, at=timezone.now())
    messages.success(request, "The old ticket opens no door any more. A new one is on their page.")
    return redirect("desk:door", event)


def event_of(request, slug) -> Event:
    mine = Event.objects.editable_by(request.user).select_related("host")
    return get_object_or_404(mine, slug=slug)


def _place(request, slug, public_id) -> Registration:
    places = Registration.objects.filter(event=event_of(request, slug))
    return get_object_or_404(
        places.select_related("event__host", "person", "ticket_type", "order"), public_id=public_id
    )
