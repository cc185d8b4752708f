"""Money at the desk: what waits for a person over all events, and the books of one."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.forms.money import (
    SHOWN,
    ExportForm,
    MattersFilter,
    OrdersFilter,
    SentForm,
    SettleForm,
)
from events.models import Event, MoneyMatter, MoneyMatterKind, Order, Refund
from events.operations import amounts, books, matters
from events.reports import ledger
from network.desk.asking import ask, sent
from network.desk.gate import staff_only
from network.operations import exports
from network.registries import Wait, desk_waits
from network.reports.sheets import SHEETS
from network.words import say_money


@require_safe
@staff_only
def queue(request):
    """What no rule decides, of every event the reader keeps."""
    form = MattersFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {"kind": "", "settled": False}
    found = ledger.matters_of(request.user, **wanted)
    context = {
        "form": form,
        "page": Paginator(found, ledger.PAGE).get_page(request.GET.get("page")),
        "by_hand": [] if wanted["settled"] else ledger.to_send_by_hand(request.user),
        "settled": wanted["settled"],
        "now": timezone.now(),
    }
    return render(request, "desk/events/money/queue.html", context)


@require_POST
@staff_only
def take_on(request, matter):
    found = _matter(request, matter)
    try:
        matters.take_on(matter=found, by=request.user, at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, "You see to it now.")
    return redirect("desk:money")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def settle(request, matter):
    found = _matter(request, matter)
    form = SettleForm(sent(request), of_amount=found.kind == MoneyMatterKind.AMOUNT)

    def do():
        verb = {"accept": amounts.accept, "send_back": amounts.send_back}.get(
            form.cleaned_data.get("decision") or "", matters.settle
        )
        words = form.cleaned_data["words"]
        return verb(matter=found, words=words, by=request.user, at=timezone.now())

    return ask(
        request,
        form,
        do,
        title=found.get_kind_display(),
        lede=found.words,
        button="Settle it",
        said="Settled. The record keeps how.",
        back=reverse("desk:money"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def sent_by_hand(request, refund):
    """A check that went back, written down."""
    mine = Refund.objects.filter(payment__order__in=Order.objects.editable_by(request.user))
    found = get_object_or_404(mine.select_related("payment__order"), public_id=refund)
    form = SentForm(sent(request))

    def do():
        return books.gave_back(
            refund=found, by=request.user, at=timezone.now(), **form.cleaned_data
        )

    return ask(
        request,
        form,
        do,
        title=f"Sent back for order {found.payment.order.code}",
        lede=f"{say_money(found.cents)}: {found.reason}",
        button="It was sent",
        said="Written down.",
        back=reverse("desk:money"),
    )


@require_safe
@staff_only
def event_money(request, event):
    """What is owed, paid and given back at one event, and its orders."""
    found = event_of(request, event)
    form = OrdersFilter(request.GET)
    wanted = wanted_of(form)
    query = request.GET.copy()
    query.pop("page", None)
    page = Paginator(ledger.orders_of(found, wanted), ledger.PAGE)
    context = {
        "event": found,
        "sums": ledger.sums(found),
        "form": form,
        "page": page.get_page(request.GET.get("page")),
        "query": query.urlencode(),
        "matters": ledger.matters_of(request.user, event=found),
        "by_hand": ledger.to_send_by_hand(request.user, event=found),
        "now": timezone.now(),
    }
    return render(request, "desk/events/money/event.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def export(request, event):
    """The orders with the filters of the address, as a file that is on record."""
    found = event_of(request, event)
    asked = OrdersFilter(request.GET)
    form = ExportForm(sent(request))
    if form.is_bound and form.is_valid():
        try:
            return _file(request.user, found, wanted_of(asked), form.cleaned_data["form"])
        except ValidationError as refusal:
            form.refuse(refusal)
    back = f"{reverse('desk:event_money', args=[found.slug])}?{request.GET.urlencode()}"
    lede = f"{_said(wanted_of(asked))}, with who pays. Our record says who took it."
    context = {"form": form, "title": f"{found}: orders as a file", "lede": lede, "back": back}
    return render(request, "desk/ask.html", context | {"button": "Take the file"})


def _file(user, event, wanted, kind):
    """Written and counted, then put on record, and only then sent."""
    now = timezone.now()
    sheet = SHEETS[kind](list(ledger.COLUMNS.values()))
    for row in ledger.written(event, wanted):
        sheet.add(row)
    made = exports.record(
        what=f"Orders: {event}"[:60],
        query={name: [value] for name, value in vars(wanted).items() if value},
        columns=list(ledger.COLUMNS),
        form=kind,
        count=sheet.count,
        by=user,
        at=now,
    )
    when = date_format(timezone.localtime(now), "F j, Y, H:i T")
    about = f"{event}. Exported by {made.by_name} on {when}. {_said(wanted)}. {made.rows} orders."
    name = f"orders-{event.slug}-{timezone.localdate(now)}.{made.format}"
    return StreamingHttpResponse(
        sheet.pieces(about),
        content_type=sheet.kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _said(wanted) -> str:
    shown = SHOWN.get(wanted.show, "All orders")
    return f"{shown}, named like “{wanted.named}”" if wanted.named else shown


def wanted_of(form) -> ledger.Narrowed:
    if not form.is_valid():
        return ledger.Narrowed()
    return ledger.Narrowed(form.cleaned_data["show"], form.cleaned_data["q"].strip())


def event_of(request, slug) -> Event:
    mine = Event.objects.editable_by(request.user).select_related("host")
    return get_object_or_404(mine, slug=slug)


def _matter(request, public_id) -> MoneyMatter:
    mine = MoneyMatter.objects.editable_by(request.user).select_related("event", "payment__order")
    return get_object_or_404(mine, public_id=public_id)


desk_waits.add(
    Wait(
        "money",
        60,
        lambda user, on: ledger.matters_of(user).count(),
        "matter of money",
        "matters of money",
        lambda: reverse("desk:money"),
        "No rule decides these: a person has to.",
        "No money waits for a decision.",
    )
)
