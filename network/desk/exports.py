"""Lists that are taken away, and who took which."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_safe

from network.desk.asking import sent
from network.desk.gate import staff_only
from network.forms.roster import UNKNOWN, PeopleFilter
from network.forms.segments import ExportForm
from network.models import Export
from network.operations import exports
from network.reports import people as roster
from network.reports.columns import ADDRESSES, LABELS, labels
from network.reports.sheets import SHEETS

MOST = 200


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def export(request):
    """The list with the filters and columns of the address, as a file."""
    asked = PeopleFilter(request.GET, user=request.user)
    if not asked.is_valid():
        messages.warning(request, UNKNOWN)
        return redirect("desk:people")
    form = ExportForm(sent(request))
    if form.is_bound and form.is_valid():
        try:
            return _file(request.user, asked, form.cleaned_data)
        except ValidationError as refusal:
            form.refuse(refusal)
    count = roster.counts(request.user, [asked.wanted()], on=timezone.localdate())[0]
    context = {
        "form": form,
        "asked": asked,
        "count": roster.say_count(count),
        "labels": labels(asked.columns_shown),
        "query": asked.address(),
    }
    return render(request, "desk/exports/export.html", context)


@require_safe
@staff_only
def listing(request):
    rows = Export.objects.visible_to(request.user).order_by("-at", "-pk")[:MOST]
    return render(request, "desk/exports/list.html", {"lines": [_line(row) for row in rows]})


def _line(row):
    """The record with its filters and columns in words, as far as they were kept in words."""
    filters = "; ".join(f"{name}: {', '.join(sent)}" for name, sent in row.query.items())
    return row, filters or "everyone", ", ".join(LABELS.get(name, name) for name in row.columns)


def _file(user, asked, values):
    """Written and counted, then put on record, and only then sent."""
    now = timezone.now()
    columns = [*asked.columns_shown, *(ADDRESSES if values["addresses"] else ())]
    sheet = SHEETS[values["form"]](["Name", *labels(columns)])
    for row in roster.written(user, asked.wanted(), columns, on=timezone.localdate(now)):
        sheet.add(row)
    made = exports.record(
        what="People",
        query=asked.asked,
        columns=columns,
        form=values["form"],
        count=sheet.count,
        reason=values["reason"],
        by=user,
        at=now,
    )
    name = f"people-{timezone.localdate(now)}.{made.format}"
    return StreamingHttpResponse(
        sheet.pieces(_about(made, asked)),
        content_type=sheet.kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _about(made, asked) -> str:
    when = date_format(timezone.localtime(made.at), "F j, Y, H:i T")
    return (
        f"Exported by {made.by_name} on {when}. Filters: {asked.said()}. "
        f"{roster.say_count(made.rows, exactly=True)}."
    )
