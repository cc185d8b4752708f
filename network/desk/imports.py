"""Files into the roster. They reach across chapters, so only national staff has them."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.desk.asking import ask, sent
from network.desk.gate import staff_only
from network.forms.asking import AskingForm
from network.forms.imports import MatchForm, RowFilter, UploadForm
from network.models import ImportBatch
from network.models.imports import BatchState
from network.models.rights import rights_of
from network.operations import imports
from network.registries import Happening, timeline
from network.reports import imports as report


def national_only(view):
    """For everybody else there is nothing here."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not rights_of(request.user).everyone:
            raise Http404
        return view(request, *args, **kwargs)

    return staff_only(guarded)


def batch_of(request, public_id) -> ImportBatch:
    mine = ImportBatch.objects.editable_by(request.user).defer("data")
    return get_object_or_404(mine.select_related("by__person"), public_id=public_id)


def address_of(batch):
    return reverse("desk:import", args=[batch.public_id])


@require_http_methods(["GET", "HEAD", "POST"])
@national_only
def listing(request):
    """Send a file; what became of those sent before."""
    form = UploadForm(sent(request), request.FILES or None)
    if form.is_bound and form.is_valid():
        try:
            batch = imports.receive(
                data=form.cleaned_data["file"].read(),
                name=form.cleaned_data["file"].name,
                kind=form.kind,
                source=form.cleaned_data["source"],
                by=request.user,
                at=timezone.now(),
            )
        except ValidationError as refusal:
            form.refuse(refusal)
        else:
            return redirect("desk:import_columns", batch.public_id)
    mine = ImportBatch.objects.editable_by(request.user)
    context = {"form": form, "files": report.listing(mine), "sources": report.sources()}
    return render(request, "desk/imports/list.html", context)


@require_safe
@national_only
def show(request, batch):
    """How far a file is, and what becomes of each of its rows."""
    row = batch_of(request, batch)
    if row.state == BatchState.MAPPING:
        return redirect("desk:import_columns", batch)
    context = {"batch": row, "working": report.is_at_work(row)}
    if not context["working"]:
        context |= _rows(request, row)
    return render(request, "desk/imports/show.html", context)


def _rows(request, batch):
    form = RowFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else None
    query = request.GET.copy()
    query.pop("page", None)
    counts = report.counts(batch)
    numbers = {state: number for state, _, _, number in counts}
    return {
        "form": form,
        "query": query.urlencode(),
        "counts": counts if any(numbers.values()) else [],
        "refused": numbers["error"],
        "good": numbers["new"] + numbers["changed"] + numbers["warning"],
        "shown": wanted and report.preview(batch, **{**wanted, "page": wanted["page"] or 1}),
        "written": batch.committed_at and report.written(batch),
        "kept": batch.undone_at and report.kept(batch),
        "same": report.same_file(ImportBatch.objects.editable_by(request.user), batch),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@national_only
def columns(request, batch):
    """Say what the columns hold."""
    row = batch_of(request, batch)
    if row.state not in (BatchState.MAPPING, BatchState.READY, BatchState.FAILED):
        return redirect(address_of(row))
    form = MatchForm(sent(request), batch=row)
    if form.is_bound and form.is_valid():
        try:
            imports.match_columns(
                batch=row,
                columns=form.matched(),
                blanks=form.cleaned_data["blanks"],
                by=request.user,
                at=timezone.now(),
            )
        except ValidationError as refusal:
            form.refuse(refusal)
        else:
            return redirect(address_of(row))
    same = report.same_file(ImportBatch.objects.editable_by(request.user), row)
    rows = form.rows(report.examples(row))
    context = {"batch": row, "form": form, "rows": rows, "same": same}
    return render(request, "desk/imports/columns.html", context)


def _do(request, batch, operation, said="", **values):
    """Call an operation on the file and go back to it; what is refused is said there."""
    row = batch_of(request, batch)
    try:
        operation(batch=row, by=request.user, at=timezone.now(), **values)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        if said:
            messages.success(request, said)
    return redirect(address_of(row))


@require_POST
@national_only
def check(request, batch):
    return _do(request, batch, imports.check_again)


@require_POST
@national_only
def commit(request, batch):
    leave = request.POST.get("leave_refused") == "yes"
    return _do(request, batch, imports.commit, leave_refused=leave)


@require_POST
@national_only
def discard(request, batch):
    return _do(request, batch, imports.discard, "Thrown away. Nothing of it was imported.")


@require_POST
@national_only
def resume(request, batch):
    return _do(request, batch, imports.resume, "Queued again. Nothing is done twice.")


@require_safe
@national_only
def refused(request, batch):
    """The refused rows, to be corrected and sent again."""
    row = batch_of(request, batch)
    answer = StreamingHttpResponse(report.refused(row), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="refused.csv"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@national_only
def undo(request, batch):
    row = batch_of(request, batch)
    form = AskingForm(sent(request))

    def do():
        return imports.undo(batch=row, by=request.user, at=timezone.now())

    return ask(
        request,
        form,
        do,
        title=f"Undo the import of {row.name}",
        lede="What it changed becomes what it was, and who it added goes. What somebody has "
        "changed since stays, and is listed.",
        button="Undo this import",
        said="Asked for. What it wrote is being taken back.",
        back=address_of(row),
    )


def _tell(person, viewer, at):
    """Who came with a file; which one is for those who may see it."""
    everyone = rights_of(viewer).everyone
    for change in report.of_person(person):
        did = "Added from a file" if change.made else "Name changed by a file"
        yield Happening(
            change.batch.committed_at,
            "Import",
            f"{did}: {change.batch.name}" if everyone else did,
            href=address_of(change.batch) if everyone else "",
        )


timeline.add("imports", _tell)
