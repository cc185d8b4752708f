"""One order at the desk: what was paid for what, and what may be done about it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events import payments
from events.forms.money import GiveBackForm, PromiseForm, ReasonForm, ReceivedForm
from events.models import Dispute, MoneyMatter, Order, Payment, PaymentKind, Refund
from events.operations import books, checkouts, delegations, refunds
from events.reports import ledger
from network.desk.asking import ask, sent
from network.desk.gate import staff_only
from network.reports import history
from network.words import say_money

AWAY = "Stripe cannot be reached just now. Nothing was changed; try again in a minute."


@require_safe
@staff_only
def show(request, code):
    found = order_of(request, code)
    paid = list(found.payments.select_related("made_by__person"))
    context = {
        "order": found,
        "event": found.event,
        "payer": ledger.payer_of(found),
        "places": delegations.of(found),
        "payments": paid,
        "refunds": Refund.objects.filter(payment__in=paid).select_related("payment", "by__person"),
        "disputes": Dispute.objects.filter(payment__in=paid),
        "matters": MoneyMatter.objects.filter(payment__in=paid).select_related("owner__person"),
        "story": history.about_each(paid),
        "now": timezone.now(),
    }
    return render(request, "desk/events/money/order.html", context)


@require_POST
@staff_only
def ask_again(request, code, payment):
    """How a payment stands, from Stripe itself."""
    found = payment_of(request, code, payment)
    try:
        if found.kind == PaymentKind.STRIPE:
            checkouts.sync_payment(found, at=timezone.now())
            if found.payment_intent:
                refunds.sync(found.payment_intent, at=timezone.now())
    except (payments.Unreachable, payments.Refused):
        messages.error(request, AWAY)
    else:
        messages.success(request, "Stripe was asked, and this is how it stands.")
    return redirect("desk:order", code=code)


@require_POST
@staff_only
def void(request, code, payment):
    """Nobody shall pay by this any more."""
    found, at = payment_of(request, code, payment), timezone.now()
    try:
        if found.kind == PaymentKind.STRIPE:
            checkouts.close(found, at=at, let_go=False)
        else:
            books.withdraw(payment=found, by=request.user, at=at)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    except (payments.Unreachable, payments.Refused):
        messages.error(request, AWAY)
    else:
        messages.success(request, "Withdrawn.")
    return redirect("desk:order", code=code)


@require_POST
@staff_only
def approve(request, code, payment):
    found = payment_of(request, code, payment)
    try:
        books.approve(payment=found, by=request.user, at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, "Approved. The places are confirmed.")
    return redirect("desk:order", code=code)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def give_back(request, code, payment):
    """A part or all of what came by one payment."""
    found = payment_of(request, code, payment)
    left = found.captured_cents - found.refunded_cents - refunds.on_its_way(found)
    form = GiveBackForm(sent(request), initial={"cents": f"{left / 100:.2f}"})

    def do():
        return refunds.ask(payment=found, by=request.user, at=timezone.now(), **form.cleaned_data)

    return _ask(
        request,
        form,
        do,
        found.order,
        title=f"Give money back: order {code}",
        lede=f"{say_money(left)} of it is left. The places stay as they are.",
        button="Give it back",
        said="It is on its way."
        if found.kind == PaymentKind.STRIPE
        else "Written down. Send it, then say so under Money.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def received(request, code):
    """A check came, or the money for a purchase order."""
    found = order_of(request, code)
    form = ReceivedForm(sent(request))

    def do():
        return books.received(order=found, by=request.user, at=timezone.now(), **form.cleaned_data)

    title, said = f"Money came for order {code}", "Written down."
    return _ask(request, form, do, found, title=title, button="Write it down", said=said)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def promise(request, code):
    """A check or purchase order that is announced by telephone or on paper."""
    found = order_of(request, code)
    form = PromiseForm(sent(request))

    def do():
        return books.promise(order=found, by=request.user, at=timezone.now(), **form.cleaned_data)

    title, said = f"A check or purchase order for {code}", "Written down. The places are held."
    return _ask(request, form, do, found, title=title, button="Write it down", said=said)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def comp(request, code):
    title = f"With our compliments: order {code}"
    lede = "What is owed is ours to give. The places are confirmed; no money ever goes back."
    return _give(request, code, books.comp, title=title, lede=lede, button="Give it")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def write_off(request, code):
    title = f"Write off what is owed: order {code}"
    lede = "The money will not come. An open promise ends; the places stay."
    return _give(request, code, books.write_off, title=title, lede=lede, button="Write it off")


def _give(request, code, verb, **words):
    found = order_of(request, code)
    form = ReasonForm(sent(request))

    def do():
        return verb(order=found, by=request.user, at=timezone.now(), **form.cleaned_data)

    return _ask(request, form, do, found, said="Done, and on record.", **words)


def _ask(request, form, do, order, **words):
    return ask(request, form, do, back=reverse("desk:order", args=[order.code]), **words)


def order_of(request, code) -> Order:
    mine = Order.objects.editable_by(request.user)
    mine = ledger.with_money(mine).select_related("event__host", "payer", "payer_group")
    return get_object_or_404(mine, code=code)


def payment_of(request, code, public_id) -> Payment:
    mine = Payment.objects.filter(order__in=Order.objects.editable_by(request.user))
    found = mine.select_related("order__event__host", "order__payer")
    return get_object_or_404(found, order__code=code, public_id=public_id)
