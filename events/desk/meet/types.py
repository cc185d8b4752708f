"""Kinds of meeting that can be booked: made, changed, withdrawn, copied."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.desk.finding import tried
from events.forms.meet.types import CopyForm, KindForm, NewKindForm
from events.operations.meet import types
from events.operations.meet.hosts import OURS
from events.reports.meet import hosts as report
from events.reports.meet import kinds
from network.desk.asking import ask, sent, typed
from network.desk.gate import staff_only

from .keeping import kind_of

SHOWN = sorted(types.FIELDS - {"audience", "questions"})


def _all() -> str:
    return reverse("desk:meeting_types")


@require_safe
@staff_only
def listing(request):
    context = {"kinds": report.kinds_kept(request.user)}
    return render(request, "desk/meet/types.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def new(request):
    form = NewKindForm(
        sent(request),
        user=request.user,
        rule=OURS,
        initial=typed(request, "whose"),
    )

    def do():
        types.make(by=request.user, at=timezone.now(), **form.values())

    return ask(
        request,
        form,
        do,
        title="A new kind of meeting",
        button="Offer it",
        said="It can be booked, wherever hours are open.",
        back=_all(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def edit(request, meeting_type):
    kind = kind_of(request, meeting_type)
    initial = {name: getattr(kind, name) for name in SHOWN}
    initial["questions"] = "\n".join(kind.questions)
    form = KindForm(sent(request), rule=kind.audience, initial=initial)

    def do():
        types.edit(meeting_type=kind, by=request.user, at=timezone.now(), **form.values())

    return ask(
        request,
        form,
        do,
        title=f"{kind}: {kind.host or kind.pool}",
        lede=f"Now: {kinds.say(kind)}",
        button="Save",
        said="Saved, for those who book from now on.",
        back=_all(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def copy(request, meeting_type):
    kind = kind_of(request, meeting_type)
    form = CopyForm(sent(request), initial={"name": f"{kind} (copy)"})

    def do():
        name = form.cleaned_data["name"]
        made = types.copy(meeting_type=kind, name=name, by=request.user, at=timezone.now())
        return reverse("desk:meeting_type", args=[made.public_id])

    return ask(
        request,
        form,
        do,
        title=f"A copy of “{kind}”",
        lede="Everything but its name is the same. Nobody can book it before you offer it.",
        button="Copy it",
        said="Copied. Change what differs, then offer it.",
        back="",
        also=(_all(), "All kinds of meeting"),
    )


def _one(verb, said):
    """A view of one button in the list."""

    @require_POST
    @staff_only
    def view(request, meeting_type):
        kind = kind_of(request, meeting_type)

        def do():
            verb(meeting_type=kind, by=request.user, at=timezone.now())

        return tried(request, do, said=said, back=_all())

    return view


withdraw = _one(types.withdraw, "Withdrawn. What is booked stays.")
offer = _one(types.offer, "Offered. It can be booked, wherever hours are open.")
