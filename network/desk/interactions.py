"""Calls, meetings, e-mails and notes, at the desk."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from network.desk.asking import ask, person_of, sent, typed
from network.desk.gate import staff_only
from network.forms.asking import AskingForm
from network.forms.interactions import EditNoteForm, NoteForm
from network.models import Interaction, Membership, Person
from network.models.interactions import InteractionKind, Visibility
from network.operations import interactions


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def add(request, public_id):
    """Write one about this person, and whom else one ticks."""
    person = person_of(request, public_id)
    form = NoteForm(
        sent(request),
        user=request.user,
        people=Person.objects.visible_to(request.user).exclude(pk=person.pk),
        url=request.path,
        initial=typed(request, "name", ticked=request.GET, **_at_first(request.user, person)),
    )

    def do():
        values = dict(form.cleaned_data)
        values.pop("name")
        people = [person, *values.pop("also")]
        return interactions.write(people=people, by=request.user, at=timezone.now(), **values)

    return ask(
        request,
        form,
        do,
        title=f"A note about {person}",
        button="Keep it",
        said="Kept.",
        back=person.get_absolute_url(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def edit(request, note):
    """Change one’s own; the words that were there meanwhile are shown."""
    row = _own(request, note)
    words = {name: getattr(row, name) for name in ("kind", "body", "visibility")}
    initial = {**words, "happened_at": row.at, "scope": row.scope, "version": row.version}
    form = EditNoteForm(sent(request), user=request.user, initial=initial)
    is_stale = form.is_bound and form.is_valid() and form.cleaned_data["version"] != row.version

    def do():
        return interactions.edit(
            interaction=row, by=request.user, at=timezone.now(), **form.cleaned_data
        )

    return ask(
        request,
        form,
        do,
        title=f"{row.get_kind_display()} about {_names(row, request.user)}",
        button="Save",
        said="Saved.",
        back=_back(row, request.user),
        theirs={"What to remember": row.body} if is_stale else None,
        also=("remove/", "Delete it"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def remove(request, note):
    row = _own(request, note)

    def do():
        interactions.remove(interaction=row, by=request.user, at=timezone.now())

    return ask(
        request,
        AskingForm(sent(request)),
        do,
        title="Delete what you wrote?",
        lede=f"{row.get_kind_display()} about {_names(row, request.user)}. The record keeps that "
        "there was one and that you deleted it, not what it said.",
        button="Delete it",
        said="Deleted. The record keeps that there was one, not what it said.",
        back=_back(row, request.user),
    )


def _at_first(user, person):
    """The writer’s clock, and the chapter of theirs that the person belongs to."""
    now = timezone.now()
    return {
        "kind": InteractionKind.NOTE,
        "happened_at": timezone.localtime(now),
        "visibility": Visibility.SCOPE,
        "scope": scope_of(user, person, on=timezone.localdate(now)),
    }


def scope_of(user, person, *, on):
    """The group of the writer’s that the person belongs to, to begin with."""
    scopes = interactions.scopes_of(user)
    theirs = Membership.objects.visible_to(user, seen=[person.pk]).live(on=on)
    here = scopes.filter(pk__in=theirs.values("group")).order_by("kind", "name").first()
    return here or scopes.order_by("-kind", "name").first()


def _own(request, note):
    mine = Interaction.objects.editable_by(request.user).select_related("scope")
    return get_object_or_404(mine, public_id=note)


def _about(row, user):
    """Those of the people it is about whom the reader sees."""
    return list(Person.objects.visible_to(user).filter(interactions=row).order_by("sort_key"))


def _names(row, user):
    return ", ".join(str(person) for person in _about(row, user)) or "somebody you no longer see"


def _back(row, user):
    people = _about(row, user)
    return people[0].get_absolute_url() if people else reverse("desk:front")
