"""Segments: questions about the roster, kept by a group, asked anew each time."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from network.desk.asking import ask, sent
from network.desk.gate import staff_only
from network.forms.asking import AskingForm
from network.forms.roster import UNKNOWN, Offers, PeopleFilter, as_data
from network.forms.segments import RenameForm, SegmentForm
from network.models import Segment
from network.operations import segments
from network.reports import people as roster

GONE = "One of its filters is gone, such as a deleted tag or a closed chapter: it fits nobody."


@require_safe
@staff_only
def listing(request):
    """Each segment with its filters in words and how many fit right now."""
    rows = Segment.objects.editable_by(request.user).select_related("group")
    offers = Offers(request.user)
    forms = [_question(segment, request.user, offers) for segment in rows]
    groups = offers.found({slug for form in forms for slug in form.slugs})
    asked = [form.wanted(groups) for form in forms if form.is_valid()]
    counted = iter(roster.counts(request.user, asked, on=timezone.localdate()))
    lines = [
        (segment, form.said(), roster.say_count(next(counted)))
        if form.is_valid()
        else (segment, "", GONE)
        for segment, form in zip(rows, forms, strict=True)
    ]
    return render(request, "desk/segments/list.html", {"lines": lines})


@require_safe
@staff_only
def show(request, segment):
    """The roster with the segment's filters; one that no longer evaluates says so."""
    row = segment_of(request, segment)
    form = _question(row, request.user, Offers(request.user))
    if not form.is_valid():
        messages.warning(request, f"{row}: {GONE}")
        return redirect("desk:segments")
    return redirect(f"{reverse('desk:people')}?{form.address()}")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def save(request):
    """Keep the filters of the address under a name."""
    asked = PeopleFilter(request.GET, user=request.user)
    if not asked.is_valid():
        messages.warning(request, UNKNOWN)
        return redirect("desk:people")
    form = SegmentForm(sent(request), user=request.user)

    def do():
        return segments.save(
            name=form.cleaned_data["name"],
            group=form.cleaned_data["group"],
            query=asked.asked,
            columns=asked.cleaned_data["columns"],
            by=request.user,
            at=timezone.now(),
        )

    return ask(
        request,
        form,
        do,
        title="Save these filters",
        lede=f"Who fits: {asked.said()}.",
        button="Save the segment",
        said="Saved. It holds nobody: whoever fits on the day is in it.",
        back=reverse("desk:segments"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def rename(request, segment):
    row = segment_of(request, segment)
    form = RenameForm(sent(request), initial={"name": row.name})

    def do():
        return segments.rename(
            segment=row, name=form.cleaned_data["name"], by=request.user, at=timezone.now()
        )

    return ask(
        request,
        form,
        do,
        title=f"Rename a segment: {row}",
        button="Rename it",
        said="Renamed.",
        back=reverse("desk:segments"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def delete(request, segment):
    row = segment_of(request, segment)

    def do():
        return segments.delete(segment=row, by=request.user, at=timezone.now())

    return ask(
        request,
        AskingForm(sent(request)),
        do,
        title=f"Delete a segment: {row}",
        lede="Only the question is deleted. The people stay as they are.",
        button="Delete it",
        said="Deleted.",
        back=reverse("desk:segments"),
    )


def segment_of(request, public_id):
    mine = Segment.objects.editable_by(request.user).select_related("group")
    return get_object_or_404(mine, public_id=public_id)


def _question(segment, user, offers):
    """The segment's filters as this reader may ask them.

    Somebody who staffs one chapter only is offered no choice of chapter: a segment that names
    theirs asks about everybody they see.
    """
    query = dict(segment.query)
    if [query.get("chapter")] == [[slug] for slug, _ in offers.chapters]:
        del query["chapter"]
    return PeopleFilter(as_data(query, segment.columns), user=user, offers=offers)
