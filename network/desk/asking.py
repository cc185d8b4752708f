"""How the desk asks for something: a form, one operation, and back to where one came from."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from network.forms.asking import AskingForm
from network.models import Group, Membership, Person, Seat


def ask(
    request: HttpRequest,
    form: AskingForm,
    do: Callable,
    *,
    title: str,
    button: str,
    said: str,
    back: str,
    **context,
) -> HttpResponse:
    """Show the form; once it is right, `do()`, say so and go back.

    What the operation refuses is shown in the form, with what was typed.
    """
    if form.is_bound and form.is_valid():
        try:
            made = do()
        except ValidationError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, said)
            return redirect(made if back == "" else back)
    context |= {"form": form, "title": title, "button": button, "back": back}
    return render(request, "desk/ask.html", context)


def sent(request):
    """What was sent with the form, or nothing when it is only looked at."""
    return request.POST if request.method == "POST" else None


def typed(request, *names, **initial):
    """What is looked for while typing, and what a form begins with."""
    return {**initial, **{name: request.GET[name] for name in names if name in request.GET}}


def address_of(group) -> str:
    return reverse("desk:group", args=[group.slug])


def person_of(request, public_id) -> Person:
    return get_object_or_404(Person.objects.editable_by(request.user), public_id=public_id)


def group_of(request, slug, *kinds) -> Group:
    mine = Group.objects.editable_by(request.user).select_related("parent")
    return get_object_or_404(mine.filter(kind__in=kinds) if kinds else mine, slug=slug)


def seat_of(request, slug, public_id) -> Seat:
    mine = Seat.objects.editable_by(request.user).select_related("committee__parent", "region")
    return get_object_or_404(mine, committee__slug=slug, public_id=public_id)


def membership_of(request, public_id) -> Membership:
    """A membership in a group of the reader's, of a person they may change."""
    mine = Membership.objects.editable_by(request.user).visible_to(request.user)
    return get_object_or_404(
        mine.select_related("person", "group", "seat__committee", "seat__region"),
        public_id=public_id,
    )
