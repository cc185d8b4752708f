"""The desk's applications: who waits, what they said, and the decision."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from network.desk.gate import staff_only
from network.forms.applications import ApproveForm, DeclineForm
from network.models import Application, Person
from network.models.applications import ApplicationState
from network.operations import applications, duplicates, provisional

A_PAGE = 50


@require_safe
@staff_only
def waiting(request):
    """Oldest first: who has waited longest is answered first."""
    mine = Application.objects.editable_by(request.user)
    return _list(request, mine.waiting().order_by("submitted_at", "pk"), tab="waiting")


@require_safe
@staff_only
def decided(request):
    mine = Application.objects.editable_by(request.user).exclude(state=ApplicationState.WAITING)
    return _list(request, mine.order_by("-decided_at", "-pk"), tab="decided")


@require_safe
@staff_only
def show(request, public_id):
    application = _mine(request, public_id)
    return _page(request, application)


@require_POST
@staff_only
def approve(request, public_id):
    application = _mine(request, public_id)
    form = ApproveForm(request.POST, matches=_matches(request.user, application))
    if not form.is_valid():
        return _page(request, application, approving=form)
    try:
        applications.approve(
            application=application,
            same_as=form.same_as(),
            by=request.user,
            at=timezone.now(),
        )
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, f"{application} is a member now. The welcome is on its way.")
    return redirect("desk:application", public_id)


@require_POST
@staff_only
def decline(request, public_id):
    application = _mine(request, public_id)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _page(request, application, declining=form)
    try:
        applications.decline(
            application=application,
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=timezone.now(),
        )
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, f"Declined. A letter tells {application} why.")
    return redirect("desk:application", public_id)


def _list(request, found, *, tab):
    found = found.select_related("jurisdiction", "chapter", "decided_by__person")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/applications/list.html", {"page": page, "tab": tab})


def _mine(request, public_id):
    return get_object_or_404(
        Application.objects.editable_by(request.user).select_related(
            "jurisdiction", "chapter", "person", "decided_by__person"
        ),
        public_id=public_id,
    )


def _page(request, application, *, approving=None, declining=None):
    """The application; candidates and record only as far as this staffer may see people."""
    is_open = application.state == ApplicationState.WAITING
    matches = _matches(request.user, application) if is_open else []
    context = {
        "application": application,
        "is_open": is_open,
        "record": _record(request.user, application),
        "matches": matches,
        "approving": approving or ApproveForm(matches=matches),
        "declining": declining or DeclineForm(),
    }
    return render(request, "desk/applications/application.html", context)


def _matches(user, application):
    """Who on the roster this may be; nobody else when the mailbox is on a record of its own."""
    if not provisional.is_provisional(application.person):
        return []
    return duplicates.matches(
        given=application.given,
        family=application.family,
        jurisdiction=application.jurisdiction,
        people=Person.objects.visible_to(user).exclude(pk=application.person_id),
    )


def _record(user, application):
    """The applicant's record where it was there before, if this staffer may open it."""
    if provisional.is_provisional(application.person):
        return None
    return Person.objects.visible_to(user).filter(pk=application.person_id).first()
