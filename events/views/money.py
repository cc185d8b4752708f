"""Paying: an order, the way to Stripe's page and back, and what Stripe tells us."""

import logging

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events import payments
from events.forms.money import PromiseForm
from events.models import Order, Payment, Registration
from events.operations import books, checkouts, stripe_inbox
from events.reports import statements
from events.reports.owing import standing_of

log = logging.getLogger(__name__)
LATER = "The payment page cannot be reached just now. Your place is held; try again in a minute."


@require_safe
@login_required
def order(request, code):
    found = _mine(request, code)
    context = {"order": found, "event": found.event, "came_back": "back" in request.GET}
    context |= {"standing": standing_of(found), "by_card": payments.is_set_up()}
    return render(request, "events/order.html", context)


@require_POST
@login_required
def pay(request, code):
    found = _mine(request, code)
    try:
        return redirect(checkouts.begin(order=found, by=request.user, at=timezone.now()))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    except (payments.Unreachable, payments.Refused):
        log.exception("Stripe did not make a session for order %s", found.code)
        messages.error(request, LATER)
    return redirect(found)


@require_safe
@login_required
def paid(request):
    """Where Stripe's page leads back to. That it did proves nothing: Stripe is asked."""
    session = request.GET.get("session", "")
    mine = get_object_or_404(_payable(request), payments__stripe_session_id=session)
    try:
        checkouts.sync_checkout(session, at=timezone.now())
    except (payments.Unreachable, payments.Refused, OperationalError):
        log.exception("Stripe could not be asked about order %s", mine.code)
    return redirect(f"{mine.get_absolute_url()}?back")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def promise(request, code):
    """By check or purchase order: who pays says when."""
    found = _mine(request, code)
    form = PromiseForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            books.promise(order=found, by=request.user, at=timezone.now(), **form.cleaned_data)
        except ValidationError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "Thank you. Your places are held meanwhile.")
            return redirect(found)
    context = {"order": found, "event": found.event, "form": form}
    return render(request, "events/promise.html", context | {"standing": standing_of(found)})


@require_POST
@login_required
def withdraw(request, code, payment):
    """To pay by card after all."""
    found = get_object_or_404(
        Payment.objects.filter(order__in=_payable(request)).select_related("order"),
        order__code=code,
        public_id=payment,
        approved_at=None,
    )
    try:
        books.withdraw(payment=found, by=request.user, at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, "Taken back. Pay within 15 minutes to keep your places.")
    return redirect(found.order)


@require_safe
@login_required
def receipt(request, code):
    """To print, for whoever keeps the books of who paid; an invoice until something came."""
    found = _mine(request, code)
    context = {"order": found, "event": found.event, "receipt": statements.receipt_of(found)}
    return render(request, "events/receipt.html", context | {"today": timezone.now()})


@require_safe
@login_required
def statement(request, place):
    """To print, for officials who report what they are given: nobody else's."""
    mine = Registration.objects.filter(person__user=request.user).select_related(
        "event__host", "ticket_type", "order__payer", "order__payer_group", "person"
    )
    found = get_object_or_404(mine, public_id=place)
    context = {"place": found, "event": found.event, "today": timezone.now()}
    context["statement"] = statements.statement_of(found)
    return render(request, "events/statement.html", context)


@require_POST
@csrf_exempt
def webhook(request):
    try:
        stripe_inbox.receive(
            request.body, request.headers.get("Stripe-Signature"), at=timezone.now()
        )
    except payments.Unsigned:
        return HttpResponse("Not signed by Stripe.", status=400, content_type="text/plain")
    except Exception:
        log.exception("A signal of Stripe's was kept and could not be worked on")
        return HttpResponse("Kept. Tell us again.", status=500, content_type="text/plain")
    return HttpResponse("Thank you.", content_type="text/plain")


def _mine(request, code):
    return get_object_or_404(
        _payable(request).select_related("event__host", "payer", "payer_group"), code=code
    )


def _payable(request):
    return Order.objects.payable_by(request.user, on=timezone.localdate())
