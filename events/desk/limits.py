"""How many may come, and what is held back."""

from django.http import Http404
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from events.forms.ticketing import HoldForm, SizeForm
from events.operations import limits
from events.reports import room
from network.desk.asking import ask, sent
from network.desk.gate import staff_only

from .finding import address, event_of, session_of, ticket_of


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def whole(request, event):
    return _size(request, event_of(request, event))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def of_ticket(request, event, ticket):
    row = ticket_of(request, event, ticket)
    return _size(request, row.event, ticket_type=row)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def of_session(request, event, session):
    row = session_of(request, event, session)
    return _size(request, row.event, "event_program", session=row)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def hold_whole(request, event):
    return _hold(request, event_of(request, event))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def hold_of_ticket(request, event, ticket):
    row = ticket_of(request, event, ticket)
    return _hold(request, row.event, ticket_type=row)


def _size(request, event, page="event_tickets", **of):
    now = _room(event, of)
    form = SizeForm(sent(request), initial={"size": now.size if now else None})

    def do():
        limits.set_size(
            event=event, size=form.cleaned_data["size"], by=request.user, at=timezone.now(), **of
        )

    return ask(
        request,
        form,
        do,
        title=f"Seats: {_name(event, of)}",
        lede=_said(now),
        button="Save",
        said="Saved. Whoever waited has been offered what is free now.",
        back=address(event, page),
    )


def _hold(request, event, **of):
    now = _room(event, of)
    if now is None:
        raise Http404
    form = HoldForm(sent(request))

    def do():
        limits.hold_back(pool=now.pool, by=request.user, at=timezone.now(), **form.cleaned_data)

    return ask(
        request,
        form,
        do,
        title=f"Hold seats back: {_name(event, of)}",
        lede=_said(now),
        button="Save",
        said="Saved.",
        back=address(event, "event_tickets"),
    )


def _room(event, of):
    pool = limits.pool_of(event, **of)
    return room.of(event).get(pool.pk) if pool else None


def _name(event, of):
    return next(iter(of.values()), event)


def _said(now) -> str:
    if now is None:
        return "There is no limit now."
    held = ", ".join(f"{number:,} held back for {purpose}" for purpose, number in now.held_for)
    said = f"{now.size:,} now: {now.taken:,} taken, {now.free:,} free"
    return f"{said}, {held}." if held else f"{said}."
