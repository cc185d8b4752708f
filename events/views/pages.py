"""What happens, and one's own place at it."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from events.models import Event, Registration
from events.operations import assessing


@require_safe
def listing(request):
    at = timezone.now()
    found = Event.objects.visible_to(request.user, on=timezone.localdate(at)).with_places()
    return render(request, "events/list.html", {"events": found.upcoming(at=at)})


@require_safe
def event(request, slug):
    at = timezone.now()
    found = _visible(request, at, slug)
    person = getattr(request.user, "person", None) if request.user.is_authenticated else None
    places = assessing.assess_all(found, person, at=at)
    return render(request, "events/event.html", {"event": found, "places": places})


@require_safe
@login_required
def place(request, place):
    found = get_object_or_404(Registration.objects.of_user(request.user), public_id=place)
    return render(request, "events/place.html", {"place": found, "event": found.event})


def _visible(request, at, slug):
    seen = Event.objects.visible_to(request.user, on=timezone.localdate(at)).with_places()
    return get_object_or_404(seen, slug=slug)
