"""Pools of hosts who take turns: whose turn is next, and how many each was given."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.desk.finding import tried
from events.forms.meet.pools import JoinForm, NameForm, NewPoolForm, WeightForm
from events.models import PoolMember
from events.operations.meet import pools
from events.reports.meet import hosts as report
from events.reports.meet import kinds
from network.desk.asking import ask, sent
from network.desk.gate import staff_only

from .keeping import pool_of


def address(pool) -> str:
    return reverse("desk:meeting_pool", args=[pool.public_id])


def member_of(request, pool, slug) -> PoolMember:
    found = pool_of(request, pool)
    return get_object_or_404(found.members.select_related("pool", "host__person"), host__slug=slug)


@require_safe
@staff_only
def listing(request):
    return render(request, "desk/meet/pools.html", {"pools": report.pools_kept(request.user)})


@require_safe
@staff_only
def show(request, pool):
    found = pool_of(request, pool)
    context = {
        "pool": found,
        "line": report.line(found, at=timezone.now()),
        "kinds": kinds.say_all(found.meeting_types.active().select_related("pool")),
        "days": report.GIVEN_IN.days,
    }
    return render(request, "desk/meet/pool.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def new(request):
    form = NewPoolForm(sent(request), user=request.user)

    def do():
        return address(pools.make(by=request.user, at=timezone.now(), **form.cleaned_data))

    return ask(
        request,
        form,
        do,
        title="A new pool",
        lede="Hosts who share a kind of meeting: whose turn it is, is worked out when somebody"
        " books.",
        button="Make it",
        said="Made. Now put hosts in it.",
        back="",
        also=(reverse("desk:meeting_pools"), "All pools"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def rename(request, pool):
    found = pool_of(request, pool)
    form = NameForm(sent(request), initial={"name": found.name})

    def do():
        pools.rename(pool=found, by=request.user, at=timezone.now(), **form.cleaned_data)

    title = f"Another name for “{found}”"
    said = "Saved."
    return ask(request, form, do, title=title, button="Save", said=said, back=address(found))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def join(request, pool):
    found = pool_of(request, pool)
    form = JoinForm(sent(request), user=request.user, pool=found)

    def do():
        pools.join(pool=found, by=request.user, at=timezone.now(), **form.cleaned_data)

    return ask(
        request,
        form,
        do,
        title=f"A host for “{found}”",
        lede="They begin where the pool is now: what comes next is not theirs alone.",
        button="Put them in",
        said="They take turns from now on.",
        back=address(found),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def weigh(request, pool, host):
    member = member_of(request, pool, host)
    initial = {"weight": member.weight, "priority": member.priority}
    form = WeightForm(sent(request), initial=initial)

    def do():
        whose = {"pool": member.pool, "host": member.host}
        pools.join(by=request.user, at=timezone.now(), **whose, **form.cleaned_data)

    return ask(
        request,
        form,
        do,
        title=f"How often {member.host} has their turn",
        button="Save",
        said="Saved.",
        back=address(member.pool),
    )


@require_POST
@staff_only
def leave(request, pool, host):
    member = member_of(request, pool, host)

    def do():
        pools.leave(pool=member.pool, host=member.host, by=request.user, at=timezone.now())

    said = f"{member.host} takes no turns any more. What is booked stays."
    return tried(request, do, said=said, back=address(member.pool))
