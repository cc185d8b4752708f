"""Taking away a copy of all that is on record about oneself."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from network.operations import my_data, records
from network.reports import my_data as files

FORMS = {"json": "application/json", "csv": "application/zip"}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take(request):
    """What is in it, and how to get it; that they proved who they are is checked before."""
    person = request.user.known_person
    if person is None:
        raise Http404
    form = request.POST.get("form", "")
    if request.method == "POST" and form in FORMS:
        return _file(request, person, form)
    context = {
        "is_wrong": request.method == "POST",
        "told": [record.title for record in records.every() if not record.withheld],
        "words": records.ON_REQUEST,
    }
    return render(request, "network/data.html", context)


def _file(request, person, form):
    at = timezone.now()
    tables = my_data.take(person=person, form=form, by=request.user, at=at)
    made = files.as_json(tables, at=at) if form == "json" else files.as_zip(tables)
    name = f"my-data-{timezone.localdate(at)}.{'json' if form == 'json' else 'zip'}"
    return HttpResponse(
        made,
        content_type=FORMS[form],
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store, private",
        },
    )
