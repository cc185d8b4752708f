"""Tags: made and deleted by the staff of a group, put on people and taken off."""

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.desk.asking import ask, person_of, sent
from network.desk.gate import staff_only
from network.forms.asking import AskingForm
from network.forms.segments import TagForm
from network.models import Person, Tag
from network.operations import tags
from network.registries import Section, person_panels


@require_safe
@staff_only
def listing(request):
    """With how many of the people the reader sees have each."""
    mine = Tag.objects.editable_by(request.user).select_related("group")
    seen = Person.objects.visible_to(request.user).order_by().values("pk")
    people = Count("taggings", filter=Q(taggings__person__in=seen))
    rows = mine.annotate(people=people).order_by("group__name", "name")
    return render(request, "desk/tags/list.html", {"tags": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def make(request):
    form = TagForm(sent(request), user=request.user)

    def do():
        return tags.make(by=request.user, at=timezone.now(), **form.cleaned_data)

    return ask(
        request,
        form,
        do,
        title="A new tag",
        lede="Only the staff who keep this group learn that there is one.",
        button="Make it",
        said="Made. Find it when you tick people in the list.",
        back=reverse("desk:tags"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def delete(request, tag):
    row = tag_of(request, tag)

    def do():
        return tags.delete(tag=row, by=request.user, at=timezone.now())

    return ask(
        request,
        AskingForm(sent(request)),
        do,
        title=f"Delete a tag: {row}",
        lede=f"It is taken off everybody who has it. Tags of {row.group}.",
        button="Delete it",
        said="Deleted. Segments that ask for it fit nobody now.",
        back=reverse("desk:tags"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def put_on(request, public_id):
    person = person_of(request, public_id)
    form = TagForm(sent(request), user=request.user)

    def do():
        who = {"by": request.user, "at": timezone.now()}
        return tags.put_on(tag=tags.make(**form.cleaned_data, **who), people=[person], **who)

    return ask(
        request,
        form,
        do,
        title=f"Tag {person}",
        lede="Only the staff who keep this group see its tags.",
        button="Tag them",
        said="Tagged.",
        back=person.get_absolute_url(),
    )


@require_POST
@staff_only
def take_off(request, public_id, tag):
    person = person_of(request, public_id)
    row = tag_of(request, tag)
    tags.take_off(tag=row, people=[person], by=request.user, at=timezone.now())
    return redirect(person)


def tag_of(request, public_id):
    return get_object_or_404(
        Tag.objects.editable_by(request.user).select_related("group"), public_id=public_id
    )


def _panel(person, viewer, at):
    """Theirs, as far as the reader keeps them."""
    mine = Tag.objects.editable_by(viewer).filter(taggings__person=person)
    return {"tags": mine.select_related("group").order_by("name"), "person": person}


person_panels.add(Section("tags", 60, "desk/tags/panel.html", _panel))
