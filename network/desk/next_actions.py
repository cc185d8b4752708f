"""What is to be done next, by whom: about a person, and on one list."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.desk.asking import ask, person_of, sent
from network.desk.gate import staff_only
from network.desk.interactions import scope_of
from network.forms.interactions import HandOverForm, PlanForm
from network.operations import next_actions
from network.registries import Wait, desk_waits
from network.reports import next_actions as steps


@require_safe
@staff_only
def listing(request):
    piles = steps.piles(request.user, on=timezone.localdate())
    return render(request, "desk/next/list.html", {"piles": piles})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def add(request, public_id):
    person = person_of(request, public_id)
    today = timezone.localdate()
    form = PlanForm(
        sent(request),
        user=request.user,
        owners=next_actions.owners_of(person, on=today),
        initial={
            "owner": request.user,
            "due_on": today,
            "scope": scope_of(request.user, person, on=today),
        },
    )

    def do():
        return next_actions.plan(
            person=person, by=request.user, at=timezone.now(), **form.cleaned_data
        )

    return ask(
        request,
        form,
        do,
        title=f"A next step for {person}",
        button="Plan it",
        said="Planned.",
        back=person.get_absolute_url(),
    )


@require_POST
@staff_only
def done(request, step):
    action = _step(request, step)
    next_actions.finish(action=action, by=request.user, at=timezone.now())
    messages.success(request, f"Done: {action.text}")
    return redirect(_back(request, action))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def hand_over(request, step):
    action = _step(request, step)
    form = HandOverForm(
        sent(request),
        owners=next_actions.owners_of(action.person, on=timezone.localdate()),
        initial={"owner": action.owner, "due_on": action.due_on},
    )

    def do():
        return next_actions.reassign(
            action=action, by=request.user, at=timezone.now(), **form.cleaned_data
        )

    return ask(
        request,
        form,
        do,
        title=f"Hand over: {action.text}",
        lede=f"About {action.person}.",
        button="Hand it over",
        said="Handed over.",
        back=reverse("desk:next"),
    )


def _step(request, step):
    mine = steps.theirs(request.user).select_related("person", "owner__person")
    return get_object_or_404(mine, public_id=step)


def _back(request, action):
    """The page one was on, if it is one of ours that shows next steps."""
    back = request.POST.get("back", "")
    here = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return back if here and back.startswith("/desk/") else action.person.get_absolute_url()


desk_waits.add(
    Wait(
        "next_nobodys",
        order=5,
        count=steps.nobodys,
        one="next step is nobody’s",
        many="next steps are nobody’s",
        href=lambda: reverse("desk:next"),
        why="Whoever was to do it has no desk here any more. Hand it to somebody.",
        none="Every next step has somebody who does it.",
    )
)
desk_waits.add(
    Wait(
        "next_mine",
        order=6,
        count=steps.mine_due,
        one="next step of yours is due",
        many="next steps of yours are due",
        href=lambda: reverse("desk:next"),
        why="Today, or it was before today.",
        none="Nothing of yours is due today.",
    )
)
