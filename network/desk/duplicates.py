"""Pairs of records that may be one person: the list, and what is decided about them."""

from hashlib import sha256

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from network.desk.gate import staff_only
from network.forms.merging import PairFilter
from network.models import DuplicatePair, Person
from network.operations import duplicates
from network.registries import Section, Wait, desk_waits, person_panels
from network.reports import duplicates as pairs


@require_safe
@staff_only
def listing(request):
    form = PairFilter(request.GET, user=request.user)
    shown = None
    if form.is_valid():
        page = request.GET.get("page")
        shown = pairs.listing(request.user, **form.wanted(), on=timezone.localdate(), page=page)
    query = request.GET.copy()
    query.pop("page", None)
    context = {"form": form, "shown": shown, "query": query.urlencode()}
    return render(request, "desk/duplicates/list.html", context)


@require_POST
@staff_only
def tell_apart(request, pair):
    said = "Remembered: these are two people."
    return _decide(request, pair, duplicates.tell_apart, said)


@require_POST
@staff_only
def compare_again(request, pair):
    return _decide(request, pair, duplicates.compare_again, "Back among those to look at.")


def _decide(request, public_id, operation, said):
    mine = DuplicatePair.objects.editable_by(request.user)
    pair = get_object_or_404(mine, public_id=public_id)
    try:
        operation(pair=pair, by=request.user, at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, said)
    return redirect("desk:duplicates")


def near(request, form) -> dict:
    """Who of those this reader sees may be the person whom a form of theirs is about to add."""
    checked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    typed = form.data if form.is_bound else request.GET
    found = duplicates.like(
        given=typed.get("given", "")[:100],
        family=typed.get("family", "")[:100],
        email=typed.get("email", "")[:254],
        jurisdiction=checked.get("jurisdiction"),
        people=Person.objects.visible_to(request.user),
    )
    # Whose address it is the operation says, and takes no "all the same".
    known = sorted(str(match.person.public_id) for match in found if len(match.reasons) > 1)
    return {
        "alike": found,
        "sure": sha256("".join(known).encode()).hexdigest()[:16],
        "warned": bool(known) and form.is_bound,
        "aside": "desk/duplicates/alike.html",
    }


def refuse_unless_sure(request, near):
    """Whoever was shown these very people, and sends the form all the same, is sure."""
    if near["warned"] and request.POST.get("sure") != near["sure"]:
        raise ValidationError(
            "They may be on the roster already: look below. If it is somebody else, "
            "add them all the same.",
            code="alike",
        )


def _panel(person, viewer, at):
    return {
        "person": person,
        "suggestions": pairs.suggestions(person, viewer),
        "joined": pairs.joined(person),
    }


person_panels.add(Section("duplicates", 80, "desk/duplicates/panel.html", _panel))
desk_waits.add(
    Wait(
        "duplicates",
        order=60,
        count=lambda user, on: DuplicatePair.objects.visible_to(user).open().count(),
        one="pair that may be one person",
        many="pairs that may be one person",
        href=lambda: reverse("desk:duplicates"),
        why="Two records look like the same person. Join them, or say that they are two.",
        none="No two records look like the same person.",
    )
)
