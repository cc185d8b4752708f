"""The member's own pages: who we think they are, and what they let us show."""

from copy import copy

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.forms.me import ConsentForm, OwnContactForm, ProfileForm, ShownForm
from network.models import Consent
from network.models.consents import TEXT_VERSION, TEXTS, Purpose
from network.models.directory import choices_of
from network.models.profiles import Part, ShownTo
from network.operations import consents, profiles
from network.registries import home_sections
from network.reports import directory, mine, visibility

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
    initial = {"version": now.version, **mine.chosen(now)}
    form = ProfileForm(request.POST or None, instance=person, initial=initial)
    is_stale = False
    if request.method == "POST" and form.is_valid():
        try:
            profiles.save(person=now, by=request.user, at=timezone.now(), **form.cleaned_data)
        except ValidationError as refusal:
            is_stale = refusal.error_list[0].code == "stale"
            form.data = form.data.copy()
            form.data["version"] = now.version
            form.add_error(None, refusal)
        else:
            messages.success(request, "Your profile is saved.")
            return redirect("network:me")
    context = {"form": form, "now": now, "is_stale": is_stale, "contacts": mine.contacts(now)}
    return render(request, "network/profile.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_contact(request):
    person = _me(request)
    form = OwnContactForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            profiles.add_contact(
                person=person, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except ValidationError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "Added.")
            return redirect("network:profile")
    return render(request, "network/profile_contact.html", {"form": form})


@login_required
@require_POST
def remove_contact(request, contact):
    row = get_object_or_404(_me(request).contacts, public_id=contact)
    try:
        profiles.remove_contact(contact=row, by=request.user, at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, "Removed.")
    return redirect("network:profile")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def privacy(request):
    person = _me(request)
    wrong = None
    if request.method == "POST" and "shown_parts" in request.POST:
        form = ShownForm(request.POST)
        if form.is_valid():
            return _shown(request, person, form.cleaned_data["shown"])
        wrong = "shown"
    elif request.method == "POST":
        purpose, form = request.POST.get("purpose"), ConsentForm(request.POST)
        if purpose in ASKED and form.is_valid():
            return _answered(request, person, purpose, form.cleaned_data["given"])
        wrong = purpose
    context = _privacy_of(person, request.user, timezone.localdate())
    context["questions"] = _questions(person, wrong)
    context["is_wrong"] = wrong == "shown"
    return render(request, "network/privacy.html", context)


def _privacy_of(person, user, today):
    return {
        "person": person,
        "version": TEXT_VERSION,
        "parts": [(part, to == ShownTo.MEMBERS) for part, to in choices_of(person).items()],
        "is_listed": directory.is_listed(person, on=today),
        "table": visibility.table(person, on=today),
        "staff": visibility.staff_of(person, on=today),
        "national": visibility.national_count(on=today),
        "looks": visibility.looks(person),
        "sign_ins": visibility.sign_ins(user),
        "sections": visibility.also_seen.render_list(person, viewer=user, at=timezone.now()),
    }


def _questions(person, wrong):
    latest = {answer.purpose: answer for answer in person.consents.latest()}
    return [
        {
            "purpose": purpose.value,
            "label": purpose.label,
            "text": TEXTS[TEXT_VERSION][purpose],
            "answer": latest.get(purpose),
            "is_wrong": purpose == wrong,
        }
        for purpose in ASKED
    ]


@login_required
@require_safe
def as_seen(request):
    """One's own entry as another member sees it, or would."""
    person, today = _me(request), timezone.localdate()
    entry = directory.of(person, on=today)
    context = {"entry": entry, "is_listed": directory.is_listed(person, on=today)}
    return render(request, "network/me_as_seen.html", context)


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


def _shown(request, person, shown):
    choices = {part: ShownTo.MEMBERS if part in shown else ShownTo.NOBODY for part in Part}
    profiles.show(person=person, choices=choices, by=request.user, at=timezone.now())
    messages.success(request, "Saved. It counts from now on.")
    return redirect("network:privacy")


def _me(request):
    if request.user.known_person is None:
        raise Http404
    return request.user.known_person
