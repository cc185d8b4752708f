"""One field of a change put back, at the desk."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from network.desk.asking import person_of
from network.desk.gate import staff_only
from network.models import AuditEntry
from network.operations import putting_back
from network.reports import history


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def put_back(request, public_id, entry, part):
    """Shows what will change, then changes it."""
    person = person_of(request, public_id)
    row = get_object_or_404(AuditEntry.objects.filter(person=person), public_id=entry)
    refused = ""
    try:
        values = putting_back.values_of(row, part)
        if request.method == "POST":
            putting_back.put_back(entry=row, part=part, by=request.user, at=timezone.now())
            messages.success(request, "Put back. The record keeps both changes.")
            return redirect(person)
        putting_back.refuse(row, part)
    except ValidationError as refusal:
        if refusal.code == "part":
            raise Http404 from refusal
        refused = refusal.messages[0]
    changes = history.change_of(row, part, values)
    context = {"person": person, "changes": changes, "refused": refused}
    context |= {"label": history.label_of(part)}
    return render(request, "desk/people/put_back.html", context)
