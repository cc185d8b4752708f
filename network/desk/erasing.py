"""Erasing somebody's record, for administrators. What it takes with it is never shown here."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from network.desk.asking import ask, person_of, sent
from network.desk.gate import staff_only
from network.forms.people import ReasonForm
from network.models.erasures import GRACE
from network.operations import erasure
from network.registries import Section, person_panels


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def erase(request, public_id):
    """Ask for it, with a reason; they get a letter and a week to stop it."""
    person = _person_of(request, public_id)
    form = ReasonForm(sent(request))
    form.fields["reason"].label = "Why is this record to be erased?"
    form.fields["reason"].help_text = "Such as their letter of that day. Emptied when it is done."

    def do():
        at = timezone.now()
        return erasure.ask(person=person, by=request.user, at=at, **form.cleaned_data)

    return ask(
        request,
        form,
        do,
        title=f"Erase {person}",
        button=f"Erase in {GRACE.days} days",
        said="It is asked for. They get a letter, and until the day comes it can be stopped.",
        back=person.get_absolute_url(),
        lede="Their names, addresses, notes, files and sign-in go for good. That an office or a"
        " seat was held stays, without by whom.",
    )


@require_POST
@staff_only
def keep(request, public_id):
    person = _person_of(request, public_id)
    waiting = get_object_or_404(person.erasures.waiting())
    try:
        erasure.cancel(erasure=waiting, by=request.user, at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, "Stopped. The record stays as it is.")
    return redirect(person)


def _person_of(request, public_id):
    """Administrators only: for everybody else there is nothing here."""
    if not request.user.rights.admin:
        raise Http404
    return person_of(request, public_id)


def _panel(person, viewer, at):
    if not viewer.rights.admin:
        return None
    return {"person": person, "waiting": person.erasures.waiting().first()}


person_panels.add(Section("erase", 95, "desk/people/parts/erase.html", _panel))
