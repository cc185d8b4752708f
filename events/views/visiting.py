"""Taking a place without being signed in: one page of questions, and a code by letter."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.forms.places import VisitorForm
from events.models import State
from events.operations import visitors
from events.reports import program, tickets

from . import proving
from .pages import visible

#: Session key: what became of it.
DONE = "visit_done"


def visit(request, event, at):
    """The questions. Whether we know somebody they do not tell: all that follows is a letter."""
    sent = request.POST if request.method == "POST" else None
    offers, form = _form(sent, event, at)
    if form.is_bound and form.is_valid():
        answers = request.POST.copy()
        answers.pop("csrfmiddlewaretoken", None)
        kept = {
            "about": event.slug,
            "answers": answers.urlencode(),
            "email": form.cleaned_data["email"].lower(),
        }
        if proving.send(request, kept, at=at):
            return redirect("events:register_code", slug=event.slug)
    context = {"event": event, "offers": offers, "form": form}
    return render(request, "events/visit.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request, slug):
    """The code from the letter. The right one takes the place, once; it signs nobody in."""
    at = timezone.now()
    event = visible(request, at, slug)
    return proving.ask(
        request,
        slug,
        lambda kept: _register(request, event, kept, at),
        back=reverse("events:register", args=[slug]),
        again=reverse("events:code_again", args=[slug]),
        at=at,
    )


@never_cache
@require_POST
def code_again(request, slug):
    at = timezone.now()
    event = visible(request, at, slug)
    proving.send_again(request, event.slug, at=at)
    return redirect("events:register_code", slug=slug)


@never_cache
@require_safe
def done(request, slug):
    """What became of it. The place itself is behind the sign-in."""
    event = visible(request, timezone.now(), slug)
    came = request.session.get(DONE) or {}
    if came.get("event") != slug:
        return redirect("events:register", slug=slug)
    return render(request, "events/visit_done.html", {"event": event, "came": came})


def _form(data, event, at):
    offers = tickets.of(event, None, at=at)
    days = program.to_choose(event, None, at=at)
    return offers, VisitorForm(data, event=event, offers=offers, days=days)


def _register(request, event, kept, at):
    """The mailbox is theirs. What they answered is looked at once more: time has passed."""
    _, form = _form(QueryDict(kept["answers"]), event, at)
    if not form.is_valid():
        messages.error(
            request, gettext("Something has changed meanwhile. Please look at it once more.")
        )
        return redirect("events:register", slug=event.slug)
    try:
        came = visitors.register(
            event=event,
            ticket_type=form.ticket(),
            email=kept["email"],
            given=form.cleaned_data["given"],
            family=form.cleaned_data["family"],
            at=at,
            in_line=form.waits,
            guests=form.brought(),
            sessions=form.chosen(),
            told=form.told(),
        )
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect("events:register", slug=event.slug)
    proving.forget(request)
    request.session[DONE] = {
        "event": event.slug,
        "email": kept["email"],
        "in_line": came.entry is not None,
        "state": came.place.state if came.place else "",
        "is_confirmed": came.place is not None and came.place.state == State.CONFIRMED,
        "href": came.place.get_absolute_url() if came.place else event.get_absolute_url(),
    }
    return redirect("events:register_done", slug=event.slug)
