"""Prospects at the desk: the board, the list, one of them, and who brought whom."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from network.desk.gate import staff_only
from network.forms.prospects import MoveForm, PipelineFilter
from network.models import Person, Prospect
from network.models.prospects import OPEN_STAGES, Stage
from network.operations import invitations
from network.registries import (
    Happening,
    Section,
    Wait,
    desk_waits,
    person_panels,
    timeline,
)
from network.reports import history, referrers
from network.reports import person as record
from network.reports import prospects as pipeline

ASIDE = "as"


@require_safe
@staff_only
def listing(request):
    """As a board, or as a list with filters."""
    today = timezone.localdate()
    if request.GET.get(ASIDE) != "list":
        columns = pipeline.board(request.user, on=today)
        return render(request, "desk/prospects/board.html", {"columns": columns})
    owners, sources = pipeline.choices(request.user)
    form = PipelineFilter(request.GET, user=request.user, owners=owners, sources=sources)
    shown = None
    if form.is_valid():
        page = form.cleaned_data["page"] or 1
        shown = pipeline.listing(request.user, form.wanted(), on=today, page=page)
    query = request.GET.copy()
    query.pop("page", None)
    context = {"form": form, "shown": shown, "query": query.urlencode()}
    return render(request, "desk/prospects/list.html", context)


@require_safe
@staff_only
def show(request, prospect):
    row = prospect_of(request, prospect)
    person = Person.objects.visible_to(request.user).filter(pk=row.person_id).first()
    is_open = row.stage in OPEN_STAGES
    mailbox = invitations.address_of(person) if person and is_open else None
    context = {
        "prospect": row,
        "person": person,
        "name": name_of(row, person),
        "stage": Stage(row.stage),
        "tone": pipeline.TONES[Stage(row.stage)],
        "is_open": is_open,
        "is_overdue": bool(is_open and row.next_on and row.next_on < timezone.localdate()),
        "moving": MoveForm(initial={"seen": row.stage, "stage": row.stage}),
        "mailbox": record.mask(mailbox.kind, mailbox.value) if mailbox else "",
        "is_member": bool(person) and invitations.is_member(person, on=timezone.localdate()),
        "referrals": pipeline.referrals_of(row, request.user),
        "actions": pipeline.actions_of(row, request.user),
        "story": history.about(row),
    }
    return render(request, "desk/prospects/prospect.html", context)


@require_safe
@staff_only
def brought(request):
    people = referrers.by_referrer(request.user)
    context = {
        "people": people,
        "partners": referrers.by_partner(request.user),
        "picture": referrers.picture(people),
    }
    return render(request, "desk/prospects/referrers.html", context)


def prospect_of(request, public_id) -> Prospect:
    mine = Prospect.objects.editable_by(request.user).select_related(
        "office__jurisdiction", "chapter", "owner__person", "referred_by", "referred_for"
    )
    return get_object_or_404(mine, public_id=public_id)


def name_of(row, person) -> str:
    return person.name if person else row.name or "Name not shown"


def _panel(person, viewer, at):
    rows = Prospect.objects.editable_by(viewer).filter(person=person)
    rows = rows.select_related("referred_by", "referred_for", "owner__person")
    found = [
        (row, pipeline.TONES[Stage(row.stage)]) for row in rows.order_by("-made_at", "-pk")[:5]
    ]
    return {"found": found} if found else None


def _tell(person, viewer, at):
    for row in (
        Prospect.objects.editable_by(viewer).filter(person=person).select_related("referred_by")
    ):
        by = f"by {row.referred_by}" if row.referred_by_id else f"({row.source})"
        href = reverse("desk:prospect", args=[row.public_id])
        yield Happening(row.made_at, "Prospect", f"Passed on {by}", href=href)


def _address(**filters):
    query = "&".join(f"{name}={value}" for name, value in filters.items())
    return lambda: f"{reverse('desk:prospects')}?as=list&{query}"


person_panels.add(Section("prospects", 40, "desk/prospects/parts/panel.html", _panel))
timeline.add("prospects", _tell)
desk_waits.add(
    Wait(
        key="prospects_new",
        order=50,
        count=lambda user, on: (
            Prospect.objects.editable_by(user).filter(stage=Stage.NEW, owner=None).count()
        ),
        one="prospect nobody follows up",
        many="prospects nobody follows up",
        href=_address(stage="new", owner="nobody"),
        why="Somebody was passed on to you and waits for a first word.",
        none="Whoever was passed on has somebody who follows up.",
    )
)
desk_waits.add(
    Wait(
        key="prospects_overdue",
        order=51,
        count=lambda user, on: pipeline.overdue(Prospect.objects.editable_by(user), on).count(),
        one="next step with a prospect overdue",
        many="next steps with prospects overdue",
        href=_address(due="overdue"),
        why="The day by which somebody was to be called or written to has passed.",
        none="No next step with a prospect is overdue.",
    )
)
