"""What happens: the list, the calendar, and the page of one event."""

from urllib.parse import urlencode

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from events.forms.listing import ListForm
from events.models import Event, Registration, WaitlistEntry
from events.models.waiting import IN_LINE
from events.operations import waiting
from events.reports import facts, program, tickets
from events.reports import listing as lists

#: Nearer to the front than this, a number would be read as a promise.
NEAR_FRONT = 5


@require_safe
def listing(request):
    at = timezone.now()
    form = ListForm(request.GET, today=timezone.localdate(at))
    as_calendar = request.GET.get("as") == "calendar"
    context = {"form": form, "as_calendar": as_calendar, "weekdays": lists.WEEK}
    if form.is_valid():
        wanted = lists.Wanted(**form.cleaned_data)
        if as_calendar:
            month = lists.calendar(request.user, wanted, at=at)
            context |= {"month": month, **_around(request, month.first)}
        else:
            context["months"] = lists.upcoming(request.user, wanted, at=at)
        context |= {"query": _query(request, month=request.GET.get("month", ""))}
    return render(request, "events/list.html", context)


def _around(request, first):
    earlier, later = lists.step(first, -1), lists.step(first, 1)
    return {
        "earlier": earlier,
        "later": later,
        "earlier_query": _query(request, month=f"{earlier:%Y-%m}"),
        "later_query": _query(request, month=f"{later:%Y-%m}"),
    }


def _query(request, **values):
    kept = {name: request.GET.get(name, "") for name in ("kind", "chapter", "online")} | values
    return urlencode({name: value for name, value in kept.items() if value})


@never_cache
@require_safe
def event(request, slug):
    at = timezone.now()
    found = visible(request, at, slug)
    person = person_of(request)
    mine = None
    if person:
        mine = Registration.objects.active().filter(event=found, person=person).first()
    offers = tickets.of(found, person, at=at)
    context = {
        "event": found,
        "offers": offers,
        "facts": facts.facts(found, offers),
        "trail": [{"title": "Events", "href": reverse("events:events")}],
        "days": program.agenda(found, person, at=at),
        "mine": mine,
        "person": person,
        "is_open": found.is_open(at=at),
        "opens_at": found.opens_at if found.opens_at and at < found.opens_at else None,
        "is_over": found.is_over(at=at),
        "has_aid": _costs(offers) and person is not None and found.funds.exists(),
        **turn_of(found, person, mine),
    }
    return render(request, "events/event.html", context)


def _costs(offers) -> bool:
    """Whether any ticket of theirs is paid for."""
    return any(offer.assessment.cents for offer in offers.own)


def visible(request, at, slug) -> Event:
    seen = Event.objects.visible_to(request.user, on=timezone.localdate(at)).with_places()
    return get_object_or_404(seen.select_related("host"), slug=slug)


def person_of(request):
    return request.user.known_person if request.user.is_authenticated else None


def turn_of(event, person, mine) -> dict:
    """One's turn in the line, with how many are before, where that is many enough to say."""
    if person is None or mine is not None:
        return {"turn": None}
    entry = WaitlistEntry.objects.filter(event=event, person=person, state__in=IN_LINE).first()
    if entry is None:
        return {"turn": None}
    before = waiting.before(entry)
    return {"turn": entry, "before": before if before >= NEAR_FRONT else None}
