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
from django.views.decorators.http import require_POST, require_safe

from events import payments
from events.models import Order
from events.operations import checkouts, orders, signals

log = logging.getLogger(__name__)
LATER = "The payment page cannot be reached just now. Your place is held; try again in a minute."


@require_safe
@login_required
def order(request, code):
    found = _mine(request, code)
    context = {
        "order": found,
        "event": found.event,
        "places": found.registrations.select_related("person", "ticket_type"),
        "payments": found.payments.all(),
        "owed": orders.owed_cents(found),
    }
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
    mine = get_object_or_404(
        Order.objects.of_user(request.user), payments__stripe_session_id=session
    )
    try:
        checkouts.sync_checkout(session, at=timezone.now())
    except (payments.Unreachable, payments.Refused, OperationalError):
        log.exception("Stripe could not be asked about order %s", mine.code)
    return redirect(mine)


@require_POST
@csrf_exempt
def webhook(request):
    try:
        signals.receive(request.body, request.headers.get("Stripe-Signature"), at=timezone.now())
    except payments.Unsigned:
        return HttpResponse("Not signed by Stripe.", status=400, content_type="text/plain")
    except Exception:
        log.exception("A signal of Stripe's was kept and could not be worked on")
        return HttpResponse("Kept. Tell us again.", status=500, content_type="text/plain")
    return HttpResponse("Thank you.", content_type="text/plain")


def _mine(request, code):
    return get_object_or_404(
        Order.objects.of_user(request.user).select_related("event", "payer"), code=code
    )
