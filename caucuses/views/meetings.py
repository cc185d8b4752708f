"""When a caucus meets: for those inside to read, for those who lead to call and to change."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caucuses import access
from caucuses.forms.meetings import (
    AttendanceForm,
    CallForm,
    EndForm,
    FollowForm,
    MeetingForm,
    WordsForm,
)
from caucuses.operations import meetings
from caucuses.operations import series as repeating
from caucuses.views import gates
from events import calendars
from events.models import clocks
from events.models.zones import ZONES
from network.reports import quorum
from network.templatetags.sayings import say_when

SESSION_ZONE = "meeting_zone"
NEXT = 5
FEW = 12
COMING = 60
PAST = 20

asking = require_http_methods(["GET", "HEAD", "POST"])


def part(request, allowed, *, most=NEXT, called_off=False) -> dict:
    """What the hub and the list say of the meetings to come, in the reader's zone."""
    if not allowed.content:
        return {}
    now = timezone.now()
    found = access.meetings_for(allowed)
    later = found.filter(ends_at__gt=now).order_by("starts_at", "pk")
    coming = list((later if called_off else found.upcoming(at=now))[: most + 2])
    zone = _zone(request, allowed)
    return {
        "coming": _with_series(allowed, coming[: most + 1]),
        "more": len(coming) > most + 1,
        "zone": zone,
        "zone_said": ZONES.get(zone, ""),
        "zones": ZONES,
        "was_there": access.was_there(allowed, at=now),
    }


@require_safe
@gates.for_people
def index(request, allowed):
    _only_inside(allowed)
    now = timezone.now()
    past = access.meetings_for(allowed).filter(ends_at__lte=now).order_by("-starts_at", "-pk")
    running = access.series_for(allowed).running(on=allowed.on)
    most = COMING if "all" in request.GET else FEW
    coming = part(request, allowed, most=most, called_off=True)
    page = gates.page(allowed, meetings=coming, past=past[:PAST], running=running)
    return render(request, "caucuses/meetings/index.html", page)


@require_POST
@gates.for_people
def zone(request, allowed):
    """Keep in which zone the reader wants to read, until they sign out."""
    _only_inside(allowed)
    if request.POST.get("zone") in ZONES:
        request.session[SESSION_ZONE] = request.POST["zone"]
    return redirect("caucuses:hub", allowed.caucus.group.slug)


@require_safe
@never_cache
@gates.for_people
def ics(request, allowed, meeting):
    _only_inside(allowed)
    event = get_object_or_404(access.meetings_for(allowed), public_id=meeting)
    told = calendars.write([calendars.of_event(event)], name="Meeting")
    headers = {"Content-Disposition": 'attachment; filename="meeting.ics"'}
    return HttpResponse(told, content_type="text/calendar; charset=utf-8", headers=headers)


@asking
@gates.for_leaders
def new(request, allowed):
    initial = {"timezone": _zone(request, allowed) or "America/New_York", "minutes": 60}
    form = CallForm(_sent(request), initial=initial)

    def do(**act):
        if form.is_once:
            return meetings.call(caucus=allowed.caucus, **form.one(), **act)
        return repeating.call(caucus=allowed.caucus, **form.series(), **act)

    together = access.people(allowed.caucus, on=allowed.on).order_by().values("pk")
    warnings = quorum.warnings(together, on=allowed.on)
    ask = {"title": "Call a meeting", "button": "Call it", "said": "It is on the calendar."}
    return _ask(request, allowed, form, do, warnings=warnings, **ask)


@asking
@gates.for_leaders
def move(request, allowed, meeting):
    event = _coming(allowed, meeting)
    form = MeetingForm(_sent(request), initial=_of_event(event))
    series = _series_links(allowed, event)
    lede = "Only this one changes. It stays so if the series it belongs to is changed later."
    return _ask(
        request,
        allowed,
        form,
        lambda **act: meetings.move(caucus=allowed.caucus, event=event, **form.one(), **act),
        title="Move this meeting",
        button="Move it",
        said="It is changed.",
        lede=lede if series else "",
        links=series,
    )


@asking
@gates.for_leaders
def cancel(request, allowed, meeting):
    event = _coming(allowed, meeting)
    if request.method != "POST":
        near = meetings.is_near(event.starts_at, timezone.now())
        page = gates.page(allowed, event=event, near=near)
        return render(request, "caucuses/meetings/cancel.html", page)
    do = {"caucus": allowed.caucus, "event": event}
    return _done(request, allowed, "It is called off.", meetings.cancel, do)


@asking
@gates.for_leaders
def following(request, allowed, meeting):
    """This one and all that follow it become other meetings."""
    found = access.occurrences_for(allowed).filter(original_start__gt=timezone.now())
    one = get_object_or_404(found, event__public_id=meeting)
    known = one.series
    initial = _of_series(known) | {"starts_on": known.day(one.original_start)}
    form = FollowForm(_sent(request), initial=initial)
    return _ask(
        request,
        allowed,
        form,
        lambda **act: repeating.follow(occurrence=one, **form.series(), **act),
        title="This meeting and those that follow",
        button="Change them",
        said="They are changed.",
        lede=f"{known.said} until now. Meetings before this one stay as they are. From this one on "
        "the new series counts, for those moved or called off on their own too.",
    )


@asking
@gates.for_leaders
def change(request, allowed, series):
    known = get_object_or_404(access.series_for(allowed), public_id=series)
    form = WordsForm(_sent(request), initial=_of_series(known))
    return _ask(
        request,
        allowed,
        form,
        lambda **act: repeating.change(series=known, **form.series_words(), **act),
        title="Change every meeting to come",
        button="Change them",
        said="They are changed.",
        lede=f"{known.said}. Meetings moved or called off on their own stay as they are.",
    )


@asking
@gates.for_leaders
def end(request, allowed, series):
    known = get_object_or_404(access.series_for(allowed), public_id=series)
    form = EndForm(_sent(request), initial={"last_on": allowed.on})
    return _ask(
        request,
        allowed,
        form,
        lambda **act: repeating.end(series=known, last_on=form.cleaned_data["last_on"], **act),
        title="End this series",
        button="End it",
        said="Ended. What has been stays on record.",
        lede=f"{known.title}. {known.said}. Meetings after that day are taken off the calendar.",
    )


@asking
@gates.for_leaders
def attendance(request, allowed, meeting):
    begun = access.meetings_for(allowed).filter(starts_at__lte=timezone.now(), cancelled_at=None)
    event = get_object_or_404(begun, public_id=meeting)
    people, came = access.people(allowed.caucus, on=allowed.on), access.came_to(allowed, event)
    ticked = [str(person.ref) for person in people if person.pk in came]
    form = AttendanceForm(_sent(request), people=people, initial={"came": ticked})
    return _ask(
        request,
        allowed,
        form,
        lambda **act: meetings.attend(
            caucus=allowed.caucus, event=event, people=form.chosen(), **act
        ),
        title=f"Who came to {event.title}",
        button="Save",
        said="Saved.",
        lede=f"{say_when(event.starts_at, event.timezone)}. Each of them reads how often they were "
        "there. Only those who lead see this list.",
    )


def _ask(request, allowed, form, do, *, said, **page):
    if form.is_bound and form.is_valid():
        try:
            do(by=request.user, at=timezone.now())
        except ValidationError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, said)
            return redirect("caucuses:meetings", allowed.caucus.group.slug)
    return render(request, "caucuses/meetings/ask.html", gates.page(allowed, form=form, **page))


def _done(request, allowed, said, operation, what):
    try:
        operation(**what, by=request.user, at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, said)
    return redirect("caucuses:meetings", allowed.caucus.group.slug)


def _sent(request):
    return request.POST if request.method == "POST" else None


def _only_inside(allowed):
    if not allowed.content:
        raise Http404


def _coming(allowed, public_id):
    found = access.meetings_for(allowed).filter(starts_at__gt=timezone.now(), cancelled_at=None)
    return get_object_or_404(found, public_id=public_id)


def _zone(request, allowed) -> str:
    chosen = request.session.get(SESSION_ZONE)
    return chosen if chosen in ZONES else access.zone_of(allowed.person, on=allowed.on)


def _with_series(allowed, events) -> list[tuple]:
    found = access.occurrences_for(allowed).filter(event__in=events) if events else []
    known = {one.event_id: one for one in found}
    return [(event, known.get(event.pk)) for event in events]


def _series_links(allowed, event):
    return access.occurrences_for(allowed).filter(event=event).first()


def _of_event(event) -> dict:
    local = clocks.wall(event.starts_at, zone=event.timezone)
    minutes = int((event.ends_at - event.starts_at).total_seconds()) // 60
    names = ("title", "timezone", "place", "online", "description")
    words = {name: getattr(event, name) for name in names}
    return words | {"starts_on": local.date(), "starts": local.time(), "minutes": minutes}


def _of_series(known) -> dict:
    names = ("title", "timezone", "starts", "minutes", "place", "online", "description")
    return {name: getattr(known, name) for name in (*names, "pattern", "every", "until")}
