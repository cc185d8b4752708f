"""Terms of a person, at the desk."""

from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from network.desk.asking import ask, person_of, sent, typed
from network.desk.gate import staff_only
from network.forms.terms import ChangeTermForm, ConfirmTermForm, EndTermForm, TermForm
from network.operations import terms

#: What says where on the work lists one came from.
BACK = ("list", "days", "page")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def add(request, public_id):
    person = person_of(request, public_id)
    form = TermForm(sent(request), url=request.path, initial=typed(request, "place"))

    def do():
        return terms.add_in(person=person, by=request.user, at=timezone.now(), **form.term())

    return ask(
        request,
        form,
        do,
        title=f"A term of {person}",
        button="Add the term",
        said="Term added.",
        back=person.get_absolute_url(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def end(request, public_id, term):
    person = person_of(request, public_id)
    row = get_object_or_404(person.terms.select_related("office__jurisdiction"), public_id=term)
    form = EndTermForm(sent(request))

    def do():
        ended_on, precision = form.cleaned_data["ended"]
        return terms.end(
            term=row,
            ended_on=ended_on,
            precision=precision,
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=timezone.now(),
        )

    return ask(
        request,
        form,
        do,
        title=f"{person} no longer serves",
        lede=f"{row.office}",
        button="End the term",
        said="Term ended. Their seats stay as they are until you decide.",
        back=_back(request, person),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def confirm(request, public_id, term):
    person = person_of(request, public_id)
    row = get_object_or_404(person.terms.select_related("office__jurisdiction"), public_id=term)
    form = ConfirmTermForm(sent(request))

    def do():
        ends_on, precision = form.cleaned_data["ends"]
        return terms.confirm(
            term=row,
            ends_on=ends_on,
            ends_precision=precision,
            by=request.user,
            at=timezone.now(),
        )

    return ask(
        request,
        form,
        do,
        title=f"{person} still serves",
        lede=f"{row.office}",
        button="Confirm",
        said="Confirmed, with your name and today’s date.",
        back=_back(request, person),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def change(request, public_id, term):
    """How and when they came to the office, and when the term is due to end."""
    person = person_of(request, public_id)
    row = get_object_or_404(person.terms.select_related("office__jurisdiction"), public_id=term)
    form = ChangeTermForm(sent(request), initial=ChangeTermForm.initial_of(row))

    def do():
        return terms.change(term=row, by=request.user, at=timezone.now(), **form.values())

    return ask(
        request,
        form,
        do,
        title=f"The dates of {person}",
        lede=f"{row.office}",
        button="Save",
        said="Saved, with your name.",
        back=_back(request, person),
    )


def _back(request, person):
    """The work list one came from, as it was; otherwise the person's record."""
    if "list" not in request.GET:
        return person.get_absolute_url()
    here = QueryDict(mutable=True)
    here.update({name: request.GET[name] for name in BACK if name in request.GET})
    return f"{reverse('desk:offices')}?{here.urlencode()}"
