"""Scholarships at the desk: funds, requests, and what a reviewer says."""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from events.desk.finding import address, event_of
from events.desk.places import send_file
from events.forms.moments import shown
from events.forms.scholarships import AidExportForm, FundForm, ReviewForm
from events.forms.ticketing import dollars
from events.models import ScholarshipApplication
from events.operations import funds
from events.operations import scholarships as verbs
from events.reports import scholarships
from network.desk.asking import ask, sent
from network.desk.gate import staff_only
from network.operations import exports
from network.registries import Wait, desk_waits
from network.reports.sheets import SHEETS

ROOM = "event_scholarships"


@require_safe
@staff_only
def waiting(request):
    """What waits for the reader's review, of every event they keep."""
    rows = scholarships.waiting_for(request.user, at=timezone.now())
    return render(request, "desk/events/scholarships_waiting.html", {"rows": rows})


@require_safe
@staff_only
def listing(request, event):
    found = event_of(request, event)
    kept = list(found.funds.order_by("name"))
    context = {
        "event": found,
        "funds": kept,
        "picture": scholarships.picture(kept),
        "listed": scholarships.of(found, user=request.user, at=timezone.now()),
    }
    return render(request, "desk/events/scholarships.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def add_fund(request, event):
    found = event_of(request, event)
    form = FundForm(sent(request))

    def do():
        funds.make(event=found, by=request.user, at=timezone.now(), **form.values())

    return _ask(request, found, form, do, "A scholarship fund", "Made. Members can ask now.")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def edit_fund(request, event, fund):
    found = event_of(request, event)
    row = get_object_or_404(found.funds, public_id=fund)
    initial = shown(row, funds.FIELDS, zone=found.timezone)
    initial["budget_cents"] = dollars(row.budget_cents)
    form = FundForm(sent(request), initial=initial)

    def do():
        funds.edit(fund=row, by=request.user, at=timezone.now(), **form.values())

    return _ask(request, found, form, do, f"Fund: {row}", "Saved.")


def _ask(request, event, form, do, title, said):
    form.zone = event.timezone
    lede = f"{event}. Times are those of the clocks there."
    back = address(event, ROOM)
    return ask(request, form, do, title=title, lede=lede, button="Save", said=said, back=back)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def review(request, event, aid):
    """One request: what they say, and what oneself says to it. One's own is nobody's here."""
    found = event_of(request, event)
    mine = ScholarshipApplication.objects.editable_by(request.user).filter(fund__event=found)
    asked = get_object_or_404(mine.select_related("fund", "person", "ticket_type"), public_id=aid)
    asked.fund.event = found
    form = ReviewForm(sent(request), initial={"cents": dollars(asked.asked_cents)})
    if form.is_bound and form.is_valid():
        try:
            verbs.review(application=asked, by=request.user, at=timezone.now(), **form.values())
        except ValidationError as refusal:
            form.refuse(refusal)
        else:
            return redirect("desk:event_scholarship", event, aid)
    found_aid = scholarships.whole(asked, user=request.user, at=timezone.now())
    context = {"event": found, "aid": found_aid, "form": form}
    return render(request, "desk/events/scholarship.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def export(request, event):
    """For whoever keeps the books, without anybody's words; on record before it leaves."""
    found = event_of(request, event)
    form = AidExportForm(sent(request))
    if form.is_bound and form.is_valid():
        try:
            return _file(request.user, found, form.cleaned_data["form"])
        except ValidationError as refusal:
            form.refuse(refusal)
    context = {
        "form": form,
        "title": f"{found}: scholarships as a file",
        "lede": "Names, sums and dates, without what anybody wrote. Our record says who took it.",
        "button": "Take the file",
        "back": address(found, ROOM),
    }
    return render(request, "desk/ask.html", context)


def _file(user, event, kind):
    sheet = SHEETS[kind](list(scholarships.COLUMNS.values()))
    for row in scholarships.written(event):
        sheet.add(row)
    made = exports.record(
        what=f"Scholarships: {event}"[:60],
        query={"event": [event.slug]},
        columns=list(scholarships.COLUMNS),
        form=kind,
        count=sheet.count,
        by=user,
        at=timezone.now(),
    )
    return send_file(sheet, made, f"{event.slug}-scholarships", "Without words.")


def _waiting(user, on):
    return ScholarshipApplication.objects.waiting_for(user, at=timezone.now()).count()


desk_waits.add(
    Wait(
        "scholarships",
        62,
        _waiting,
        "scholarship to review",
        "scholarships to review",
        lambda: reverse("desk:scholarships"),
        "Somebody asks for help with a price, and you have not said yet what you think.",
        "Nobody waits for your word about a scholarship.",
    )
)
