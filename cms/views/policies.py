"""What a member took from the library into their council: told here, confirmed at the desk."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms import operations
from cms.models import ResourcePage
from network.forms.policies import ReportForm
from network.models.policies import STANDING
from network.operations import policies
from network.registries import Section, home_sections

MOST_AT_HOME = 3


@login_required
@require_safe
def listing(request):
    """What one reported and what became of it, and what else can be reported."""
    told = list(_told(_me(request)))
    pages = _counted().public().order_by("title")
    context = {
        "told": told,
        "pages": [(page, page.get_url(request)) for page in pages],
    }
    return render(request, "cms/policies/mine.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report(request, policy):
    person = _me(request)
    page = get_object_or_404(_counted(), policy=policy)
    terms = person.terms.select_related("office__jurisdiction").order_by("-starts_on", "pk")
    form = ReportForm(request.POST if request.method == "POST" else None, terms=terms)
    if form.is_bound and form.is_valid():
        try:
            operations.report_action(
                page=page, person=person, by=request.user, at=timezone.now(), **form.told()
            )
        except ValidationError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "Thank you. It stands on the page once staff confirm it.")
            return redirect("my_policies")
    context = {"form": form, "resource": page, "href": page.get_url(request)}
    return render(request, "cms/policies/report.html", context)


@login_required
@require_POST
def take_back(request, action):
    row = get_object_or_404(_me(request).policy_actions, public_id=action)
    try:
        policies.take_back(action=row, by=request.user, at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, "Taken back.")
    return redirect("my_policies")


@login_required
@require_POST
def name(request, action):
    """Show one's name beside it, or hide it."""
    row, named = (
        get_object_or_404(_me(request).policy_actions, public_id=action),
        request.POST.get("named") == "yes",
    )
    policies.name(action=row, named=named, by=request.user, at=timezone.now())
    said = "Your name may stand beside it now." if named else "Your name is off the page."
    messages.success(request, said)
    return redirect("my_policies")


def _counted():
    return ResourcePage.objects.live().filter(counts_actions=True).defer_streamfields()


def _told(person):
    return person.policy_actions.select_related("policy").order_by("-reported_at", "-pk")


def _me(request):
    if request.user.known_person is None:
        raise Http404
    return request.user.known_person


def _at_home(person, viewer, at):
    """The last few; nothing for those who never held an office."""
    told = list(_told(person).filter(state__in=STANDING)[:MOST_AT_HOME])
    return {"told": told} if told or person.terms.exists() else None


home_sections.add(Section("policies", 60, "cms/policies/home.html", _at_home))
