"""The member's own pages: who we think they are, and what they let us show."""

from copy import copy

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from network.forms.me import ConsentForm, ProfileForm
from network.models import Consent
from network.models.consents import TEXT_VERSION, TEXTS, Purpose
from network.operations import consents, people
from network.registries import home_sections
from network.reports import mine

#: Asked at /me/privacy/. The newsletter asks its own question.
ASKED = (Purpose.PUBLIC_NAME, Purpose.DIRECTORY)


@login_required
@require_safe
def home(request):
    person = request.user.known_person
    if person is None:
        return render(request, "network/nobody.html")
    at = timezone.now()
    context = {
        "person": person,
        **mine.of(person, on=timezone.localdate(at)),
        "sections": home_sections.render_list(person, viewer=request.user, at=at),
    }
    return render(request, "network/me.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request):
    person = _me(request)
    now = copy(person)  # the form writes into the one it is given
    form = ProfileForm(request.POST or None, instance=person, initial={"version": now.version})
    is_stale = False
    if request.method == "POST" and form.is_valid():
        try:
            people.edit(person=now, by=request.user, at=timezone.now(), **form.cleaned_data)
        except ValidationError as refusal:
            is_stale = refusal.error_list[0].code == "stale"
            form.data = {**form.data.dict(), "version": now.version}
            form.add_error(None, refusal)
        else:
            messages.success(request, "Your profile is saved.")
            return redirect("network:me")
    return render(request, "network/profile.html", {"form": form, "now": now, "is_stale": is_stale})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def privacy(request):
    person = _me(request)
    wrong = None
    if request.method == "POST":
        purpose, form = request.POST.get("purpose"), ConsentForm(request.POST)
        if purpose in ASKED and form.is_valid():
            return _answered(request, person, purpose, form.cleaned_data["given"])
        wrong = purpose
    latest = {answer.purpose: answer for answer in person.consents.latest()}
    questions = [
        {
            "purpose": purpose.value,
            "label": purpose.label,
            "text": TEXTS[TEXT_VERSION][purpose],
            "answer": latest.get(purpose),
            "is_wrong": purpose == wrong,
        }
        for purpose in ASKED
    ]
    context = {"person": person, "questions": questions, "version": TEXT_VERSION}
    return render(request, "network/privacy.html", context)


def _answered(request, person, purpose, given):
    consents.answer(
        person=person,
        purpose=purpose,
        given=given,
        how=Consent.How.SELF,
        by=request.user,
        at=timezone.now(),
    )
    messages.success(request, "Your answer is saved. It counts from now on.")
    return redirect("network:privacy")


def _me(request):
    if request.user.known_person is None:
        raise Http404
    return request.user.known_person
