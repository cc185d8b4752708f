"""What members report of their councils: staff confirm it, or say why not."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from network.desk.gate import staff_only
from network.forms.policies import ConfirmForm, DeclineForm
from network.models import PolicyAction
from network.models.policies import ActionState
from network.operations import policies
from network.registries import Tab, Wait, desk_tabs, desk_waits

A_PAGE = 50


@require_safe
@staff_only
def listing(request):
    """Waiting ones, the longest wait first, or what was decided."""
    mine = PolicyAction.objects.editable_by(request.user)
    tab = "decided" if request.GET.get("list") == "decided" else "waiting"
    if tab == "waiting":
        found = mine.waiting().order_by("reported_at", "pk")
    else:
        found = mine.exclude(state=ActionState.REPORTED).order_by("-decided_at", "-pk")
    page = Paginator(_whole(found), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/policies/list.html", {"page": page, "tab": tab})


@require_safe
@staff_only
def show(request, action):
    return _page(request, _mine(request, action))


@require_POST
@staff_only
def confirm(request, action):
    row, form = _mine(request, action), ConfirmForm(request.POST)
    if not form.is_valid():
        return _page(request, row, confirming=form)
    return _decided(
        request,
        row,
        lambda **who: policies.confirm(action=row, reason=form.cleaned_data["reason"], **who),
        f"It stands on the page now. A letter tells {row.person}.",
    )


@require_POST
@staff_only
def decline(request, action):
    row, form = _mine(request, action), DeclineForm(request.POST)
    if not form.is_valid():
        return _page(request, row, declining=form)
    return _decided(
        request,
        row,
        lambda **who: policies.decline(action=row, reason=form.cleaned_data["reason"], **who),
        f"Declined. A letter tells {row.person} why.",
    )


def _decided(request, row, decide, said):
    try:
        decide(by=request.user, at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, said)
    return redirect("desk:policy_action", row.public_id)


def _whole(actions):
    return actions.select_related("policy", "person", "jurisdiction", "decided_by__person")


def _mine(request, public_id):
    mine = PolicyAction.objects.editable_by(request.user)
    return get_object_or_404(_whole(mine), public_id=public_id)


def _page(request, action, *, confirming=None, declining=None):
    mine = PolicyAction.objects.editable_by(request.user)
    same = mine.filter(policy=action.policy_id, jurisdiction=action.jurisdiction_id)
    context = {
        "action": action,
        "others": list(_whole(same.exclude(pk=action.pk).order_by("on", "pk"))),
        "may_decline": action.state in (ActionState.REPORTED, ActionState.CONFIRMED),
        "confirming": confirming or ConfirmForm(),
        "declining": declining or DeclineForm(),
    }
    return render(request, "desk/policies/action.html", context)


desk_waits.add(
    Wait(
        key="policy_actions",
        order=35,
        count=lambda user, on: PolicyAction.objects.editable_by(user).waiting().count(),
        one="word from a council",
        many="words from councils",
        href=lambda: reverse("desk:policies"),
        why="Members report what they introduced or passed. It shows once somebody confirms it.",
        none="All that members report from their councils is decided.",
    )
)
desk_tabs.add(Tab("policies", 15, "Policies", lambda: reverse("desk:policies")))
