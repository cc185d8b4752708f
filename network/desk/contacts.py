"""Ways to reach somebody, at the desk: hidden until there is a reason."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from network.desk.asking import ask, person_of, sent
from network.desk.gate import staff_only
from network.forms.people import ContactForm, ReasonForm
from network.operations import contacts


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def add(request, public_id):
    person = person_of(request, public_id)
    form = ContactForm(sent(request))

    def do():
        return contacts.add(person=person, by=request.user, at=timezone.now(), **form.cleaned_data)

    return ask(
        request,
        form,
        do,
        title=f"A way to reach {person}",
        button="Add it",
        said="Added.",
        back=person.get_absolute_url(),
    )


@require_POST
@staff_only
def remove(request, public_id, contact):
    person = person_of(request, public_id)
    row = get_object_or_404(person.contacts, public_id=contact)
    contacts.remove(contact=row, by=request.user, at=timezone.now())
    messages.success(request, "Removed.")
    return redirect(person)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def reveal(request, public_id, contact):
    """Shown once, to whoever gives a reason; the reason and their name stay on the record."""
    person = person_of(request, public_id)
    row = get_object_or_404(person.contacts, public_id=contact)
    form = ReasonForm(sent(request))
    value = None
    if form.is_bound and form.is_valid():
        try:
            value = contacts.reveal(
                contact=row, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except ValidationError as refusal:
            form.refuse(refusal)
    context = {"person": person, "contact": row, "form": form, "value": value}
    return render(request, "desk/people/reveal.html", context)


@require_POST
@staff_only
def bounced(request, public_id, contact):
    person = person_of(request, public_id)
    row = get_object_or_404(person.contacts, public_id=contact)
    contacts.mark_bounced(contact=row, by=request.user, at=timezone.now())
    messages.success(request, "Noted: mail to it comes back.")
    return redirect(person)


@require_POST
@staff_only
def verified(request, public_id, contact):
    person = person_of(request, public_id)
    row = get_object_or_404(person.contacts, public_id=contact)
    contacts.mark_verified(contact=row, by=request.user, at=timezone.now())
    messages.success(request, "Noted: it reaches them.")
    return redirect(person)
