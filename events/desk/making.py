"""Making an event, putting it right, publishing it and taking it back."""

from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from events.forms.making import (
    COPY,
    FactsForm,
    NewForm,
    RegisteringForm,
    WhenForm,
    hosts_of,
)
from events.forms.moments import shown
from events.models.zones import OF_STATE
from events.operations import events, templates
from network.desk.asking import ask, sent, typed
from network.desk.gate import staff_only
from network.roles import GroupKind

from .finding import address, event_of, tried

FACTS = ("title", "slug", "summary", "description", "access_notes", "visibility")
WHEN = ("timezone", "starts_at", "ends_at", "place", "address", "online")
REGISTERING = ("opens_at", "closes_at", "changes_until", "guests_each", "needs_asked")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def new(request):
    at_first = {"timezone": _zone_of(request.user), "host": _host_of(request.user)}
    initial = typed(request, "template", "earlier", **at_first)
    form = NewForm(sent(request), user=request.user, initial=initial)

    def do():
        return address(_make(form, request.user))

    return ask(
        request,
        form,
        do,
        title="A new event",
        lede="A draft first: nobody but staff sees it until you publish it.",
        button="Make the draft",
        said="Made. Look through it, then publish it.",
        back="",
        also=(reverse("desk:events"), "All events"),
    )


def _make(form, user):
    said = form.cleaned_data
    when = {"starts_at": form.at("starts_at"), "timezone": said["timezone"]}
    made = {"title": said["title"], "by": user, "at": timezone.now(), **when}
    if said["template"] == COPY:
        return templates.copy(earlier=said["earlier"], **made)
    template = templates.TEMPLATES[said["template"]]
    return templates.make(template=template, host=said["host"], **made)


def _host_of(user):
    """The network itself for national staff; else the first of their chapters."""
    kind = GroupKind.NETWORK if user.rights.everyone else GroupKind.CHAPTER
    return hosts_of(user).filter(kind=kind).values_list("slug", flat=True).first()


def _zone_of(user):
    states = sorted(user.rights.states)
    return OF_STATE.get(states[0], "America/New_York") if states else "America/New_York"


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def facts(request, event):
    found = event_of(request, event)
    initial = shown(found, FACTS, zone=found.timezone)
    form = FactsForm(sent(request), initial=initial, is_published=not found.draft)
    return _ask(request, found, form, "What it says", "Saved.")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def when(request, event):
    found = event_of(request, event)
    form = WhenForm(
        sent(request),
        event=found,
        initial={"move_program": True, **shown(found, WHEN, zone=found.timezone)},
    )
    told = "" if found.draft else " Those who have a place get a letter about what changed."
    return _ask(request, found, form, "When and where", f"Saved.{told}", told=told)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def registering(request, event):
    found = event_of(request, event)
    form = RegisteringForm(sent(request), initial=shown(found, REGISTERING, zone=found.timezone))
    return _ask(request, found, form, "Registering", "Saved.")


def _ask(request, event, form, title, said, told=""):
    form.zone = event.timezone

    def do():
        values = form.values()
        made = events.edit(event=event, by=request.user, at=timezone.now(), **values)
        return address(made)

    return ask(
        request,
        form,
        do,
        title=f"{title}: {event}",
        lede=told.strip(),
        button="Save",
        said=said,
        back="",
        also=(address(event), "Back to the event"),
    )


@require_POST
@staff_only
def publish(request, event):
    found = event_of(request, event)

    def do():
        events.publish(event=found, by=request.user, at=timezone.now())

    return tried(request, do, said="Published. It is on the calendar now.", back=address(found))


@require_POST
@staff_only
def withdraw(request, event):
    found = event_of(request, event)

    def do():
        events.withdraw(event=found, by=request.user, at=timezone.now())

    said = "A draft again: nobody but staff sees it."
    return tried(request, do, said=said, back=address(found))
