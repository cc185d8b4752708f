"""What members told us of their offices: staff put it on the record, or say why not."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from network.desk.gate import staff_only
from network.forms.term_reports import AcceptForm, DeclineForm
from network.models import Person, TermReport
from network.models.term_reports import ReportState
from network.operations import term_reports
from network.registries import Happening, Section, Wait, desk_waits, person_panels, timeline

A_PAGE = 50


@require_safe
@staff_only
def listing(request):
    """Waiting ones, the longest wait first, or what was decided."""
    mine = TermReport.objects.editable_by(request.user)
    tab = "decided" if request.GET.get("list") == "decided" else "waiting"
    if tab == "waiting":
        found = mine.waiting().order_by("submitted_at", "pk")
    else:
        found = mine.exclude(state=ReportState.WAITING).order_by("-decided_at", "-pk")
    page = Paginator(_whole(found), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/offices/reports.html", {"page": page, "tab": tab})


@require_safe
@staff_only
def show(request, report):
    return _page(request, _mine(request, report))


@require_POST
@staff_only
def accept(request, report):
    row = _mine(request, report)
    form = AcceptForm(request.POST, report=row)
    if not form.is_valid():
        return _page(request, row, accepting=form)
    ends_on, precision = form.cleaned_data["ends"]
    try:
        term_reports.accept(
            report=row,
            ends_on=ends_on,
            ends_precision=precision,
            by=request.user,
            at=timezone.now(),
        )
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, f"On the record of {row.person} now.")
    return redirect("desk:term_report", report)


@require_POST
@staff_only
def decline(request, report):
    row = _mine(request, report)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _page(request, row, declining=form)
    try:
        term_reports.decline(
            report=row,
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=timezone.now(),
        )
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, f"Declined. A letter tells {row.person} why.")
    return redirect("desk:term_report", report)


def _whole(reports):
    return reports.select_related(
        "person", "term__office__jurisdiction", "jurisdiction", "decided_by__person"
    )


def _mine(request, public_id):
    return get_object_or_404(
        _whole(TermReport.objects.editable_by(request.user)), public_id=public_id
    )


def _page(request, report, *, accepting=None, declining=None):
    is_open = report.state == ReportState.WAITING
    people = Person.objects.visible_to(request.user)
    today = timezone.localdate()
    context = {
        "report": report,
        "is_open": is_open,
        "rivals": term_reports.rivals(report, on=today, people=people) if is_open else [],
        "accepting": accepting or AcceptForm(report=report),
        "declining": declining or DeclineForm(),
    }
    return render(request, "desk/offices/report.html", context)


def _panel(person, viewer, at):
    """What waits of this person's own words; nothing where nothing does."""
    mine = TermReport.objects.editable_by(viewer).waiting().filter(person=person)
    waiting = list(_whole(mine).order_by("submitted_at"))
    return {"reports": waiting} if waiting else None


def _tell(person, viewer, at):
    mine = TermReport.objects.editable_by(viewer).filter(person=person)
    return [
        Happening(
            at=report.submitted_at,
            kind="Their own word",
            text=f"{report.get_news_display()}: {report.office_said}",
            detail=f"{report.get_state_display()}. {report.words}".strip(),
            href=reverse("desk:term_report", args=[report.public_id]),
        )
        for report in _whole(mine)
    ]


desk_waits.add(
    Wait(
        key="term_reports",
        order=30,
        count=lambda user, on: TermReport.objects.editable_by(user).waiting().count(),
        one="word from a member",
        many="words from members",
        href=lambda: reverse("desk:term_reports"),
        why="Members told us that they won, lost, resigned or still serve.",
        none="Every member’s word on their office is on the record.",
    )
)
person_panels.add(Section("term_reports", 20, "desk/offices/parts/reports_panel.html", _panel))
timeline.add("term_reports", _tell)
