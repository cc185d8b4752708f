"""What happens inside an event, but for what is private groups' own; and the agenda to print."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.forms.moments import shown
from events.forms.program import SessionForm
from events.operations import sessions
from events.reports import room, rules
from events.reports.sessions import by_day
from network.desk.asking import ask, sent
from network.desk.gate import staff_only

from .finding import address, event_of, session_of, tried

SESSION = (
    *("title", "starts_at", "ends_at", "room", "track", "speakers", "description"),
    "set_aside",
)


@require_safe
@staff_only
def listing(request, event):
    found = event_of(request, event)
    context = {
        "event": found,
        "days": by_day(found, rooms=room.of(found), sayer=rules.Sayer()),
        "fixed": found.cancelled_at is not None or found.is_over(at=timezone.now()),
    }
    return render(request, "desk/events/program.html", context)


@require_safe
@staff_only
def agenda(request, event):
    """To print and to hang on a door."""
    found = event_of(request, event)
    days = by_day(found, rooms={}, sayer=rules.Sayer())
    return render(request, "desk/events/agenda.html", {"event": found, "days": days})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def add(request, event):
    found = event_of(request, event)
    initial = shown(found, ("starts_at",), zone=found.timezone)
    form = SessionForm(sent(request), initial=initial)

    def do(**said):
        return sessions.add(event=found, **said)

    return _ask(request, found, form, do, f"A session of {found}", "Add it", "Added.")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def edit(request, event, session):
    row = session_of(request, event, session)
    initial = shown(row, SESSION, zone=row.event.timezone)
    form = SessionForm(sent(request), rule=row.audience, initial=initial)

    def do(**said):
        return sessions.edit(session=row, **said)

    said = "Saved. Another time or room is told to those who chose it."
    return _ask(request, row.event, form, do, f"{row}", "Save", said)


@require_POST
@staff_only
def withdraw(request, event, session):
    row = session_of(request, event, session)

    def do():
        sessions.withdraw(session=row, by=request.user, at=timezone.now())

    back = address(row.event, "event_program")
    return tried(request, do, said="Withdrawn. Those who chose it are told.", back=back)


def _ask(request, event, form, do, title, button, said):
    form.zone = event.timezone
    return ask(
        request,
        form,
        lambda: do(by=request.user, at=timezone.now(), **form.values()),
        title=title,
        lede="Times are those of the clocks there.",
        button=button,
        said=said,
        back=address(event, "event_program"),
    )
