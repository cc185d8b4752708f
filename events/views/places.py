"""One's own place: what it is, and what one may still change."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.forms.places import NeedsForm, SessionsForm
from events.models import Need, Registration, State, WaitlistEntry, WaitState
from events.models.registrations import SEATED
from events.operations import aid, choices, handing, needs, parties, waiting
from events.reports import program
from network import sealing
from network.registries import Section, home_sections


@never_cache
@login_required
@require_safe
def place(request, place):
    found = place_of(request, place)
    return render(request, "events/place.html", about(request, found))


def place_of(request, public_id) -> Registration:
    mine = Registration.objects.of_user(request.user).select_related(
        "event__host", "ticket_type", "order__payer", "person__user", "guest_of__user"
    )
    return get_object_or_404(mine, public_id=public_id)


def own_place_of(request, public_id) -> Registration:
    """Only what is the reader's own: what they need, choose and hand on is nobody else's."""
    found = place_of(request, public_id)
    if not _is_own(request, found):
        raise Http404
    return found


def _is_own(request, found):
    return found.person is not None and found.person.user_id == request.user.pk


def _is_guests(request, found):
    return found.guest_of is not None and found.guest_of.user_id == request.user.pk


def about(request, found) -> dict:
    """Who paid for a place that is somebody else's now sees what became of it, and no more."""
    at = timezone.now()
    own, guests = _is_own(request, found), _is_guests(request, found)
    seated = found.state in SEATED
    may_change = found.event.may_be_changed(at=at)
    context = {
        "place": found,
        "event": found.event,
        "own": own,
        "is_confirmed": found.state == State.CONFIRMED,
        "owes": parties.is_waiting_for_money(found),
        "offered": found.state == State.HELD
        and WaitlistEntry.objects.filter(registration=found, state=WaitState.OFFERED).exists(),
        "guests": parties.of(found) if own and seated else [],
        "has_ticket": own or (guests and found.person is None),
        "may_give_back": may_change
        and (own or guests)
        and (seated or found.state == State.APPLIED),
        "may_hand_on": own
        and may_change
        and found.state == State.CONFIRMED
        and not aid.given_for(found),
        "offered_on": own and bool(found.claim_digest),
        "is_over": found.event.is_over(at=at),
    }
    if own and seated:
        context |= _inside(found)
    return context


def _inside(found) -> dict:
    """What is the person's own affair."""
    return {
        "sessions": choices.chosen_by(found).order_by("starts_at", "pk"),
        "has_sessions": bool(choices.open_to(found.event, found.person, on=_day(found))),
        "needs": [
            (need.get_kind_display(), ", ".join(filter(None, [*need.choices, need.words])))
            for need in Need.objects.filter(registration=found).order_by("kind")
        ],
    }


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request, place):
    found, at = own_place_of(request, place), timezone.now()
    _refuse_ended(found, at)
    chosen = set(choices.chosen_by(found).values_list("pk", flat=True))
    days = program.to_choose(found.event, found.person, at=at, chosen=chosen)
    form = SessionsForm(_sent(request), days=days, zone=found.event.timezone)

    def save():
        choices.choose(registration=found, sessions=form.chosen(), by=request.user, at=at)

    return _ask(request, form, save, found, title="Your sessions", said="Your sessions are saved.")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_needs(request, place):
    found, at = own_place_of(request, place), timezone.now()
    _refuse_ended(found, at)
    known = list(Need.objects.filter(registration=found))
    kinds = {*found.event.needs_asked, *(need.kind for need in known)}
    form = NeedsForm(_sent(request), kinds=kinds, known=known)

    def save():
        needs.note(registration=found, needs=form.told(), by=request.user, at=at)

    return _ask(request, form, save, found, title="What you need", said="Saved.")


def _ask(request, form, save, found, *, title, said):
    if form.is_bound and form.is_valid():
        try:
            save()
        except ValidationError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, said)
            return redirect(found)
    context = {"form": form, "place": found, "event": found.event, "title": title}
    return render(request, "events/change.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def give_back(request, place):
    """Shows what comes back by the ticket's terms; the button acts."""
    found, at = place_of(request, place), timezone.now()
    if not (_is_own(request, found) or _is_guests(request, found)):
        raise Http404
    if found.state not in (*SEATED, State.APPLIED):
        return redirect(found)
    if request.method == "POST":
        try:
            handing.give_back(registration=found, by=request.user, at=at)
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
        else:
            messages.success(request, "Given back. Somebody else can have it now.")
        return redirect(found)
    context = {
        "place": found,
        "event": found.event,
        "guests": parties.of(found),
        "terms": handing.terms(found, at=at),
        "may": found.event.may_be_changed(at=at),
    }
    return render(request, "events/give_back.html", context)


@login_required
@require_POST
def take(request, place):
    """Say yes to a place that was offered to whoever waited, where it costs nothing."""
    found = own_place_of(request, place)
    entry = get_object_or_404(WaitlistEntry, registration=found)
    try:
        waiting.accept(entry=entry, by=request.user, at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, "It is yours. A letter with all of it is on its way.")
    return redirect(found)


@never_cache
@login_required
@require_POST
def way_in(request, place):
    """The link of an online event: in this answer alone, and in no page."""
    found = own_place_of(request, place)
    if found.state != State.CONFIRMED or not found.event.join_link or found.event.cancelled_at:
        raise Http404
    link = sealing.unseal(found.event.join_link)
    response = render(request, "events/way_in.html", {"event": found.event, "link": link})
    patch_cache_control(response, no_store=True, private=True)
    return response


def _sent(request):
    return request.POST if request.method == "POST" else None


def _refuse_ended(found, at):
    """What is over stays as it was."""
    if found.state not in SEATED or found.event.is_over(at=at) or found.event.cancelled_at:
        raise Http404


def _day(found):
    return found.event.day(timezone.now())


def _at_home(person, viewer, at):
    """What one goes to, and what one waits for."""
    places = Registration.objects.active().filter(person=person, event__ends_at__gt=at)
    turns = WaitlistEntry.objects.filter(
        person=person, state=WaitState.WAITING, event__ends_at__gt=at
    )
    return {
        "places": list(places.select_related("event").order_by("event__starts_at", "pk")),
        "turns": list(turns.select_related("event").order_by("event__starts_at", "pk")),
    }


home_sections.add(Section("events", 20, "events/mine.html", _at_home))
