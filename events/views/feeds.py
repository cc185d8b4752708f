"""Calendar files, as calendars on phones fetch them: without a session or a cookie."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import OuterRef, Q, Subquery
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from events import calendars
from events.models import CalendarToken, Event, Registration, Visibility
from events.operations import tokens
from network.models import Group
from network.roles import GroupKind

PUBLIC = "public, max-age=900"
PRIVATE = "private, no-store"


@require_safe
def public(request):
    """What everybody may see, whoever asks; of one chapter, its committees' and regions' too."""
    at = timezone.now()
    found = Event.objects.visible_to(AnonymousUser(), on=timezone.localdate(at))
    name = f"{settings.WAGTAIL_SITE_NAME} events"
    if slug := request.GET.get("chapter"):
        chapters = Group.objects.filter(kind=GroupKind.CHAPTER)
        chapter = get_object_or_404(chapters, slug=slug[:100].replace("\0", ""))
        found = found.filter(Q(host=chapter) | Q(host__parent=chapter))
        name = f"{settings.WAGTAIL_SITE_NAME}, {chapter}"
    entries = [calendars.of_event(event) for event in found.for_calendars(at=at)]
    return _file(entries, name, "events", PUBLIC)


@require_safe
def one(request, event):
    """One event that one may see, to put into one's calendar by hand."""
    today = timezone.localdate()
    found = get_object_or_404(Event.objects.visible_to(request.user, on=today), public_id=event)
    kept = PUBLIC if found.visibility == Visibility.PUBLIC else PRIVATE
    return _file([calendars.of_event(found)], found.title, "event", kept)


@require_safe
def own(request, secret):
    """Somebody's own calendar. What they may see is asked anew each time it is fetched."""
    at = timezone.now()
    token = get_object_or_404(
        CalendarToken.objects.live()
        .exclude(person__user__is_active=False)
        .select_related("person__user"),
        digest=tokens.digest(secret),
    )
    tokens.use(token=token, on=timezone.localdate(at))
    entries = calendars.sources.of(token.person, at=at, how=token.private_shown)
    return _file(entries, f"My {settings.WAGTAIL_SITE_NAME} calendar", "calendar", PRIVATE)


def _events(person, at, how):
    """What the network's groups host, as far as this person may see it; and wherever they have
    a place, with the address of it.
    """
    user = person.user or AnonymousUser()
    coming = Registration.objects.coming().filter(person=person, event=OuterRef("pk"))
    seen = Event.objects.visible_to(user, on=timezone.localdate(at)).values("pk")
    found = Event.objects.annotate(mine=Subquery(coming.values("public_id")[:1]))
    found = found.filter(Q(pk__in=seen) | Q(mine__isnull=False)).for_calendars(at=at)
    return [calendars.of_event(event, url=_address(event.mine)) for event in found]


def _address(place):
    return settings.SITE_URL + reverse("events:place", args=[place]) if place else ""


def _file(entries, title, filename, kept):
    return HttpResponse(
        calendars.write(entries, name=title),
        content_type="text/calendar; charset=utf-8",
        headers={
            "Cache-Control": kept,
            "Content-Disposition": f'inline; filename="{filename}.ics"',
            "X-Robots-Tag": "noindex",
        },
    )


calendars.sources.add("events", _events, private=False)
