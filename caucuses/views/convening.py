"""A caucus's own session at an event: a room to take, words to give it, and to give it up."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caucuses import access
from caucuses.forms.convening import SessionForm
from caucuses.operations import convening
from caucuses.views import gates

asking = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@gates.for_leaders
def index(request, allowed):
    at = timezone.now()
    found = {
        "sessions": access.sessions_for(allowed, at=at),
        "rooms": access.rooms_for(allowed, at=at),
    }
    return render(request, "caucuses/convening/index.html", gates.page(allowed, **found))


@asking
@gates.for_leaders
def new(request, allowed, room):
    found = get_object_or_404(access.rooms_for(allowed, at=timezone.now()), public_id=room)

    def do(**said):
        return convening.meet(caucus=allowed.caucus, room=found, **said)

    said = "The room is yours. Those in the caucus find it on their agenda."
    return _ask(request, allowed, found, SessionForm(_sent(request)), do, said)


@asking
@gates.for_leaders
def change(request, allowed, session):
    found = _own(allowed, session)
    initial = {"title": found.title, "description": found.description}

    def do(**said):
        return convening.describe(caucus=allowed.caucus, session=found, **said)

    form = SessionForm(_sent(request), initial=initial)
    return _ask(request, allowed, found, form, do, "Saved.")


@require_POST
@gates.for_leaders
def give_up(request, allowed, session):
    found = _own(allowed, session)
    try:
        convening.give_up(caucus=allowed.caucus, session=found, by=request.user, at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, "Given up. The room is free for others.")
    return redirect("caucuses:sessions", allowed.caucus.group.slug)


def _ask(request, allowed, about, form, do, said):
    if form.is_bound and form.is_valid():
        try:
            do(**form.cleaned_data, by=request.user, at=timezone.now())
        except ValidationError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, said)
            return redirect("caucuses:sessions", allowed.caucus.group.slug)
    page = gates.page(allowed, form=form, session=about, event=about.event)
    return render(request, "caucuses/convening/ask.html", page)


def _own(allowed, session):
    return get_object_or_404(access.sessions_for(allowed, at=timezone.now()), public_id=session)


def _sent(request):
    return request.POST if request.method == "POST" else None
