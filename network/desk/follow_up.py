"""Following up with a prospect: every change says in which stage it was read."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from network.desk.asking import ask, sent, typed
from network.desk.gate import staff_only
from network.desk.prospects import name_of, prospect_of
from network.forms.prospects import AddProspectForm, CloseForm, MoveForm, PlanForm, SeenForm
from network.models import Person
from network.models.prospects import Stage
from network.operations import invitations, prospects, referrals


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def add(request):
    form = AddProspectForm(sent(request), url=request.path, initial=typed(request, "place"))

    def do():
        referrals.add(
            told=form.told(),
            source=form.cleaned_data["source"],
            words=form.noted(),
            by=request.user,
            at=timezone.now(),
        )

    return ask(
        request,
        form,
        do,
        title="Add a prospect",
        lede="Somebody who was elected and whom we would like to have. If the roster has them, "
        "this follows up with that record.",
        button="Add them",
        said="Added. They wait in the first column.",
        back=reverse("desk:prospects"),
    )


@require_POST
@staff_only
def move(request, prospect):
    """To another stage; from the board one comes back to the board."""
    row = prospect_of(request, prospect)
    form = MoveForm(request.POST)

    def do():
        moved = prospects.move(
            prospect=row, by=request.user, at=timezone.now(), **form.cleaned_data
        )
        return f"Moved to {Stage(moved.stage).label}."

    return _done(request, row, form, do)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def plan(request, prospect):
    """Who follows up, and the next step."""
    row = prospect_of(request, prospect)
    choices = prospects.owners(row.chapter, on=timezone.localdate())
    form = PlanForm(sent(request), owners=choices, initial=_planned(row))

    def do():
        return prospects.plan(prospect=row, by=request.user, at=timezone.now(), **form.cleaned_data)

    is_stale = form.is_bound and form.is_valid() and form.cleaned_data["was"] != form.initial["was"]
    return ask(
        request,
        form,
        do,
        title=f"Next step: {_name(request, row)}",
        button="Save",
        said="Saved.",
        back=_address(row),
        theirs=_shown(row) if is_stale else None,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def close(request, prospect):
    row = prospect_of(request, prospect)
    form = CloseForm(sent(request), initial={"seen": row.stage})

    def do():
        return prospects.close(
            prospect=row, by=request.user, at=timezone.now(), **form.cleaned_data
        )

    return ask(
        request,
        form,
        do,
        title=f"Follow up no more: {_name(request, row)}",
        lede="Whoever passed them on reads “Closed”, and not why. The record stays.",
        button="Close it",
        said="Closed. You can open it again at any time.",
        back=_address(row),
    )


@require_POST
@staff_only
def reopen(request, prospect):
    row = prospect_of(request, prospect)

    def do():
        prospects.reopen(prospect=row, **_seen(request))
        return "Open again, in the first column."

    return _done(request, row, SeenForm(request.POST), do)


@require_POST
@staff_only
def invite(request, prospect):
    """The letter goes to a record the reader may change."""
    row = _with_record(request, prospect)

    def do():
        invitations.invite(prospect=row, **_seen(request))
        return "The invitation is on its way."

    return _done(request, row, SeenForm(request.POST), do)


@require_POST
@staff_only
def admit(request, prospect):
    row = _with_record(request, prospect)

    def do():
        invitations.admit(prospect=row, **_seen(request))
        return f"{row.person} is a member. Nothing was copied: the record is the same."

    return _done(request, row, SeenForm(request.POST), do)


def _done(request, row, form, do):
    """Carry out one step, say what came of it, and go back."""
    if not form.is_valid():
        messages.error(request, "Load this page again and choose once more.")
    else:
        try:
            messages.success(request, do())
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
    return redirect("desk:prospects" if "board" in request.POST else _address(row))


def _seen(request):
    return {"seen": request.POST["seen"], "by": request.user, "at": timezone.now()}


def _with_record(request, public_id):
    row = prospect_of(request, public_id)
    get_object_or_404(Person.objects.editable_by(request.user), pk=row.person_id)
    return row


def _name(request, row):
    person = Person.objects.visible_to(request.user).filter(pk=row.person_id).first()
    return name_of(row, person)


def _planned(row):
    return {
        "owner": str(row.owner.person.public_id) if row.owner and row.owner.known_person else "",
        "next_step": row.next_step,
        "next_on": row.next_on,
        "seen": row.stage,
        "was": prospects.mark(row),
    }


def _shown(row):
    return {
        "Who follows up?": row.owner.get_full_name() if row.owner else "",
        "Next step": row.next_step,
        "By when?": row.next_on,
    }


def _address(row):
    return reverse("desk:prospect", args=[row.public_id])
