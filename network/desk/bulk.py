"""One change for many people: choose it, look at exactly whom it touches, do it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from network.desk.changes import CHANGES
from network.desk.chosen import Chosen
from network.desk.gate import staff_only
from network.operations.bulk import MOST, TOO_MANY
from network.reports.people import say_count

#: So many people are named; of the rest, how many they are.
NAMED = 200
#: Asking people by letter has a page of its own, which is told whom.
ASK = "ask"


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def bulk(request):
    """Asks for what the change has to know, then shows the plan; a POST carries it out."""
    is_sent = request.method == "POST"
    chosen = Chosen(request.user, request.POST if is_sent else request.GET)
    change = CHANGES.get(chosen.do)
    if chosen.do == ASK and not chosen.refusal:
        return _hand_over(request, chosen)
    if change is None or chosen.refusal:
        messages.warning(request, chosen.refusal or "Choose what to do.")
        return redirect(chosen.back)
    form = change.form(
        chosen.data if is_sent or chosen.is_asked else None,
        user=request.user,
        initial={"since": timezone.localdate(), "until": timezone.localdate()},
    )
    context = {"form": form, "chosen": chosen, "change": change}
    if form.is_bound and form.is_valid():
        try:
            if is_sent:
                return _do(request, change, chosen, form.cleaned_data)
        except ValidationError as refusal:
            context["refused"] = refusal.messages[0]
        context |= _preview(request, change, chosen, form.cleaned_data)
    return render(request, "desk/bulk/bulk.html", context)


def _hand_over(request, chosen):
    people = list(chosen.people[: MOST + 1])
    context = {"chosen": chosen, "said": say_count(len(people))}
    if len(people) > MOST:
        context["refused"] = TOO_MANY
    else:
        context |= {
            "keys": ",".join(str(person.public_id) for person in people),
            "people": people[:NAMED],
            "more": max(0, len(people) - NAMED),
        }
    return render(request, "desk/bulk/ask.html", context)


def _do(request, change, chosen, values):
    plan = change.do(
        people=chosen.people,
        digest=chosen.data.get("digest", ""),
        by=request.user,
        at=timezone.now(),
        **change.arguments(values),
    )
    messages.success(request, f"{change.done(values, len(plan.touched))} The record keeps it.")
    return redirect(chosen.back)


def _preview(request, change, chosen, values):
    try:
        plan = change.plan(people=chosen.people, **change.looks(values))
    except ValidationError as refusal:
        return {"refused": refusal.messages[0]}
    return {
        "plan": plan,
        "says": change.says(values, len(plan.touched)),
        "touched": plan.touched[:NAMED],
        "more": max(0, len(plan.touched) - NAMED),
        "skipped": plan.skipped[:NAMED],
        "more_skipped": max(0, len(plan.skipped) - NAMED),
        "warnings": change.warnings(plan, values, request.user, timezone.localdate()),
        "filled": chosen.hidden + chosen.answers,
        "again": f"{reverse('desk:bulk')}?{chosen.address}",
    }
