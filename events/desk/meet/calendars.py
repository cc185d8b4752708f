"""A host's own calendars: theirs to give, and theirs alone to see into."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.desk.finding import tried
from events.forms.meet.calendars import AddressForm, CalendarForm
from events.models import BusyFeed
from events.operations.meet import busy, trust
from network.desk.asking import ask, sent
from network.desk.gate import staff_only

from .keeping import host_of


@require_safe
@staff_only
def listing(request, host):
    found, at = host_of(request, host), timezone.now()
    feeds = list(found.busy_feeds.all())
    context = {
        "host": found,
        "is_own": _is_own(request, found),
        "feeds": feeds,
        "waits": any(feed.tried_at is None for feed in feeds),
        "is_known": trust.is_known(found, at=at),
        "is_full": len(feeds) >= busy.MOST,
        "most": busy.MOST,
    }
    return render(request, "desk/meet/calendars.html", context)


@sensitive_post_parameters("address")
@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def add(request, host):
    found = _own(request, host)
    form = CalendarForm(sent(request))

    def do():
        busy.add(host=found, by=request.user, at=timezone.now(), **form.cleaned_data)

    return ask(
        request,
        form,
        do,
        title="Another calendar of yours",
        lede="We read when you are busy, nothing else: no titles, no places, no people.",
        button="Add it",
        said="Added. It is read in a moment.",
        back=_address(found),
    )


@sensitive_post_parameters("address")
@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def replace(request, host, calendar):
    feed = _feed(_own(request, host), calendar)
    form = AddressForm(sent(request))

    def do():
        busy.replace(feed=feed, by=request.user, at=timezone.now(), **form.cleaned_data)

    return ask(
        request,
        form,
        do,
        title=f"A new address for {feed.name}",
        lede="It takes the place of the one we have.",
        button="Save",
        said="Saved. It is read in a moment.",
        back=_address(feed.host),
    )


@require_POST
@staff_only
def read_again(request, host, calendar):
    feed = _feed(host_of(request, host), calendar)

    def do():
        busy.read_again(feed=feed, at=timezone.now())

    return tried(request, do, said="It is read in a moment.", back=_address(feed.host))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def remove(request, host, calendar):
    feed = _feed(host_of(request, host), calendar)
    if request.method == "POST":

        def do():
            busy.remove(feed=feed, by=request.user, at=timezone.now())

        said = "Removed. What it kept free is open again."
        return tried(request, do, said=said, back=_address(feed.host))
    context = {"host": feed.host, "feed": feed, "is_own": _is_own(request, feed.host)}
    return render(request, "desk/meet/calendar_remove.html", context)


def _is_own(request, host) -> bool:
    return host.person.user_id == request.user.pk


def _own(request, slug):
    host = host_of(request, slug)
    if not _is_own(request, host):
        raise Http404
    return host


def _feed(host, public_id) -> BusyFeed:
    feed = get_object_or_404(BusyFeed.objects.filter(host=host), public_id=public_id)
    feed.host = host
    return feed


def _address(host) -> str:
    return reverse("desk:meeting_calendars", args=[host.slug])
