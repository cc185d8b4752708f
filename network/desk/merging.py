"""Joining two records, and taking them apart again."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from network.desk.asking import person_of, sent
from network.desk.gate import staff_only
from network.forms.merging import FindOtherForm, MergeForm
from network.models import DuplicatePair, Merge, Person
from network.models.duplicates import Decision
from network.operations import merging
from network.reports import duplicates as pairs


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def pair(request, pair):
    """The preview of a pair that was found; of one that was joined, the record it became."""
    row = DuplicatePair.objects.editable_by(request.user).filter(public_id=pair).first()
    if row is None:
        return _where_it_went(request, pair)
    return _compare(request, row.low_id, row.high_id, row=row)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def compare(request, public_id, other):
    """The preview of two records that somebody found to be one person."""
    visible = Person.objects.visible_to(request.user)
    keys = sorted(visible.filter(public_id__in=[public_id, other]).values_list("pk", flat=True))
    if public_id == other and keys:
        messages.error(request, "A person cannot be merged with themselves.")
        return redirect("desk:merge_find", public_id)
    if len(keys) == 2:
        return _compare(request, *keys)
    return redirect(_joined(visible, public_id, other))


@require_safe
@staff_only
def find(request, public_id):
    """Look for the other record by name; choosing one leads to the preview."""
    person = person_of(request, public_id)
    others = Person.objects.editable_by(request.user).exclude(pk=person.pk)
    form = FindOtherForm(request.GET, people=others, url=request.path)
    if form.is_bound and form.is_valid():
        return redirect("desk:merge", public_id, form.cleaned_data["person"].public_id)
    return render(request, "desk/duplicates/find.html", {"person": person, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def part(request, public_id, merge):
    """Ask whether they are two after all, and take them apart."""
    person = person_of(request, public_id)
    row = get_object_or_404(
        Merge.objects.select_related("merged", "by__person"), survivor=person, public_id=merge
    )
    if request.method == "POST":
        try:
            stayed = merging.take_apart(merge=row, by=request.user, at=timezone.now())
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
        else:
            _tell(request, person, row.merged, stayed)
        return redirect(person)
    return render(request, "desk/duplicates/part.html", {"person": person, "merge": row})


def _tell(request, person, merged, stayed):
    messages.success(request, f"{person} and {merged} are two records again.")
    if stayed:
        said = ", ".join(stayed)
        messages.warning(request, f"Changed since, and still with {person}: {said}.")


def _compare(request, low, high, *, row=None):
    known = Person.objects.editable_by(request.user).select_related("user").in_bulk([low, high])
    if len(known) != 2:
        raise Http404
    comparison = pairs.compare(known[low], known[high], request.user, on=timezone.localdate())
    form = MergeForm(sent(request), comparison=comparison, user=request.user)
    if form.is_bound and form.is_valid():
        try:
            made = merging.merge(**form.merge(), by=request.user, at=timezone.now())
        except ValidationError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "Joined. What belonged to both is on this record now.")
            return redirect(made.survivor)
    context = {"comparison": comparison, "form": form, "pair": row}
    return render(request, "desk/duplicates/compare.html", context)


def _where_it_went(request, pair):
    row = get_object_or_404(
        DuplicatePair.objects.select_related("low", "high"),
        public_id=pair,
        decision=Decision.MERGED,
    )
    visible = Person.objects.visible_to(request.user)
    return redirect(_joined(visible, row.low.public_id, row.high.public_id))


def _joined(visible, *public_ids):
    """The record that one of these became, if the reader sees it."""
    for public_id in public_ids:
        if survivor := visible.survivor_of(public_id).first():
            return survivor
    raise Http404
