"""Memberships and roles, at the desk: given, ended, moved."""

from django.http import Http404
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from network.desk.asking import address_of, ask, group_of, membership_of, person_of, sent, typed
from network.desk.gate import staff_only
from network.forms.groups import RoleForm
from network.forms.people import MoveChapterForm
from network.forms.seats import EndForm
from network.models import Person
from network.operations import memberships, seats
from network.roles import GroupKind


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def end(request, membership):
    """End a membership, a role or the hold of a seat."""
    row = membership_of(request, membership)
    if not memberships.may_end(request.user, group=row.group, role=row.role):
        raise Http404
    form = EndForm(sent(request), initial={"until": timezone.localdate()})
    operation = seats.vacate if row.seat_id else memberships.end

    def do():
        return operation(membership=row, by=request.user, at=timezone.now(), **form.cleaned_data)

    what = row.seat or row.get_role_display()
    return ask(
        request,
        form,
        do,
        title=f"{row.person}: {what}",
        lede=f"{row.group}, since {row.since:%B} {row.since.day}, {row.since.year}",
        button="End it",
        said="Ended. The record keeps it.",
        back=row.person.get_absolute_url(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def move(request, public_id):
    """To another chapter: for national staff, who staff both."""
    person = person_of(request, public_id)
    if not request.user.rights.everyone:
        raise Http404
    form = MoveChapterForm(
        sent(request), user=request.user, initial={"since": timezone.localdate()}
    )

    def do():
        return memberships.move(
            person=person, by=request.user, at=timezone.now(), **form.cleaned_data
        )

    return ask(
        request,
        form,
        do,
        title=f"Move {person} to another chapter",
        button="Move them",
        said="Moved. Seats and roles in the old chapter stay until you decide.",
        back=person.get_absolute_url(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def give(request, slug):
    """A role in a group, to somebody the giver may see."""
    group = group_of(request, slug, GroupKind.CHAPTER, GroupKind.COMMITTEE, GroupKind.STAFF)
    form = RoleForm(
        sent(request),
        group=group,
        people=Person.objects.editable_by(request.user),
        url=request.path,
        initial=typed(request, "name", since=timezone.localdate()),
    )

    def do():
        values = form.cleaned_data
        return memberships.begin(
            person=values["person"],
            group=group,
            role=values["role"],
            since=values["since"],
            by=request.user,
            at=timezone.now(),
        )

    return ask(
        request,
        form,
        do,
        title=f"Give a role: {group}",
        lede="A role is a right. It begins on its first day and ends on its last, by itself.",
        button="Give it",
        said="Given.",
        back=address_of(group),
    )
