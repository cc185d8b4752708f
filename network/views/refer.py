"""Passing somebody on, and what became of those one passed on."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from network.forms.refer import ReferForm
from network.operations import referrals
from network.registries import Section, home_sections
from network.reports import referrers

AT_HOME = 3


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def refer(request):
    """One form, and below it whom one passed on. The answer never depends on whom we know."""
    person, now = request.user.known_person, timezone.now()
    if person is None or not referrals.may_refer(person, on=timezone.localdate(now)):
        raise Http404
    sent = request.POST if request.method == "POST" else None
    form = ReferForm(sent, url=request.path, initial={"place": request.GET.get("place", "")})
    if form.is_bound and form.is_valid() and _passed_on(request, form, person, now):
        return redirect("network:refer")
    context = {"form": form, "passed": referrers.passed_by(person), "most": referrers.LATEST}
    return render(request, "network/refer/refer.html", context)


def _passed_on(request, form, person, now):
    told = form.told()
    try:
        referrals.refer(
            told=told,
            words=form.noted(),
            key=form.cleaned_data["key"],
            referrer=person,
            by=request.user,
            at=now,
        )
    except ValidationError as refusal:
        form.refuse(refusal)
        return False
    messages.success(request, f"Thank you. {told.name} is with our staff now.")
    return True


def _mine(person, viewer, at):
    """Those one passed on, for whoever did or may."""
    passed = referrers.passed_by(person, most=AT_HOME)
    if passed or referrals.may_refer(person, on=timezone.localdate(at)):
        return {"passed": passed}
    return None


home_sections.add(Section("refer", 60, "network/refer/section.html", _mine))
