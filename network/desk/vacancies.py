"""Places that want somebody, and holders who lost what their seat asks for."""

from django.db.models import Sum
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from network.desk.asking import ask, membership_of, sent
from network.desk.gate import staff_only
from network.desk.volunteers import offers_to
from network.forms.seats import StayForm, VacancyFilter
from network.models import Membership
from network.models.eligibility import doubtful
from network.operations import seats
from network.registries import Section, Wait, desk_waits, person_panels
from network.reports import eligibility, vacancies


@require_safe
@staff_only
def board(request):
    """Every place the reader keeps that wants somebody; an unknown filter lists none."""
    user, today = request.user, timezone.localdate()
    form = VacancyFilter(request.GET, user=user, national=vacancies.NATIONAL)
    found = None
    if form.is_valid():
        wanted = dict(form.cleaned_data)
        state = wanted.pop("state")
        found = vacancies.board(
            vacancies.narrow(vacancies.seats_kept(user, on=today), **wanted),
            Membership.objects.editable_by(user),
            offers_to(user),
            on=today,
            state=state,
        )
    return render(request, "desk/vacancies/board.html", {"form": form, "board": found})


@require_safe
@staff_only
def doubts(request):
    """The work list: let them stay, or end their hold."""
    mine = Membership.objects.editable_by(request.user)
    found = eligibility.doubts(mine, on=timezone.localdate())
    context = {"doubts": found, "most": eligibility.MOST}
    return render(request, "desk/vacancies/eligibility.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def stay(request, membership):
    row = membership_of(request, membership)
    if row.seat_id is None:
        raise Http404
    form = StayForm(sent(request))

    def do():
        return seats.let_stay(
            membership=row, by=request.user, at=timezone.now(), **form.cleaned_data
        )

    return ask(
        request,
        form,
        do,
        title=f"{row.person} stays",
        lede=f"{row.seat}, {row.group}. The list asks again only if they lose more.",
        button="Let them stay",
        said="They stay. The record says why.",
        back=reverse("desk:eligibility"),
    )


def _vacant(user, on):
    return vacancies.seats_kept(user, on=on).aggregate(n=Sum("vacant"))["n"] or 0


def _waiting(user, on):
    return offers_to(user).waiting().count()


def _doubtful(user, on):
    return doubtful(Membership.objects.editable_by(user), on=on).count()


desk_waits.add(
    Wait(
        key="vacant",
        order=30,
        count=_vacant,
        one="vacant place",
        many="vacant places",
        href=lambda: reverse("desk:vacancies"),
        why="On committees, waiting for somebody.",
        none="Every place on every committee is held.",
    )
)
desk_waits.add(
    Wait(
        key="volunteers",
        order=31,
        count=_waiting,
        one="offer to take a seat",
        many="offers to take a seat",
        href=lambda: reverse("desk:vacancies"),
        why="Members volunteered and wait for an answer.",
        none="Nobody who volunteered waits for an answer.",
    )
)
desk_waits.add(
    Wait(
        key="eligibility",
        order=32,
        count=_doubtful,
        one="seat to decide about",
        many="seats to decide about",
        href=lambda: reverse("desk:eligibility"),
        why="Their holders no longer have what the seat asks for.",
        none="Everybody on a committee may hold their seat.",
    )
)


def _about(person, viewer, at):
    """On the person screen: seats they lost the ground for."""
    theirs = Membership.objects.editable_by(viewer).filter(person=person)
    found = eligibility.doubts(theirs, on=timezone.localdate(at))
    return {"doubts": found} if found else None


person_panels.add(Section("eligibility", 15, "desk/vacancies/panel.html", _about))
