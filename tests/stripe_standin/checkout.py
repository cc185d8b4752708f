"""Checkout Sessions: made, paid, left to expire."""

import secrets

import stripe

from tests.stripe_standin import money
from tests.stripe_standin.ledger import Ledger
from tests.stripe_standin.refusals import Refusal, missing
from tests.stripe_standin.shapes import blank

SHORTEST, LONGEST = 30 * 60, 24 * 3600
SLACK = 5
"""Seconds that a request may have been under way."""
LEAST_CENTS = 50

Session = stripe.checkout.Session


def create(ledger: Ledger, asked: dict) -> dict:
    _refuse(ledger, asked)
    lines = [_line(each, n) for n, each in enumerate(asked["line_items"])]
    total = sum(line["amount_total"] for line in lines)
    if 0 < total < LEAST_CENTS:
        raise Refusal(
            "The Checkout Session's total amount due must add up to at least $0.50 usd",
            code="amount_too_small",
        )
    session = ledger.make(
        "checkout.session",
        "cs_test",
        mode="payment",
        status="open",
        payment_status="unpaid" if total else "no_payment_required",
        currency=lines[0]["currency"],
        amount_total=total,
        amount_subtotal=total,
        total_details=blank(
            Session.TotalDetails, amount_discount=0, amount_tax=0, amount_shipping=0
        ),
        expires_at=asked.get("expires_at", ledger.now() + LONGEST),
        success_url=asked["success_url"],
        cancel_url=asked.get("cancel_url"),
        client_reference_id=asked.get("client_reference_id"),
        customer_email=asked.get("customer_email"),
        metadata=asked.get("metadata", {}),
        payment_method_types=["card", "us_bank_account"],
        ui_mode="hosted_page",
        _lines=lines,
        _intent=asked.get("payment_intent_data", {}),
    )
    session["url"] = ledger.page_of(session["id"])
    return ledger.put(session)


def _refuse(ledger, asked):
    if asked.get("mode") != "payment":
        raise Refusal("The stand-in knows only mode=payment.", param="mode")
    for param in ("line_items", "success_url"):
        if not asked.get(param):
            raise missing(param)
    now = ledger.now()
    expires = asked.get("expires_at", now + LONGEST)
    if not now + SHORTEST - SLACK <= expires <= now + LONGEST + SLACK:
        raise Refusal(
            "The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout "
            "Session creation.",
            param="expires_at",
        )


def _line(asked, number) -> dict:
    price, quantity = asked.get("price_data", {}), asked.get("quantity", 1)
    if "unit_amount" not in price:
        raise missing(f"line_items[{number}][price_data][unit_amount]")
    if price["currency"] != "usd":
        raise Refusal("The stand-in knows only usd.", param="currency")
    cents = quantity * price["unit_amount"]
    return blank(
        stripe.LineItem,
        id=f"li_{secrets.token_hex(12)}",
        object="item",
        quantity=quantity,
        currency=price["currency"],
        description=price.get("product_data", {}).get("name"),
        amount_subtotal=cents,
        amount_total=cents,
        amount_tax=0,
        amount_discount=0,
    )


def expire(ledger: Ledger, session: dict) -> dict:
    if session["status"] != "open":
        raise Refusal(
            f"This Session is in a non-expireable state: {session['status']}. "
            'Only Sessions with a status in ["open"] can be expired.'
        )
    session.update(status="expired", url=None)
    ledger.put(session)
    ledger.emit("checkout.session.expired", session)
    return session


def sweep(ledger: Ledger):
    """What is due by the clock: sessions expire, bank debits arrive or fail."""
    for session in ledger.every("checkout.session", status="open"):
        if session["expires_at"] <= ledger.now():
            expire(ledger, session)
    for session in ledger.every("checkout.session", status="complete"):
        due = session.get("_settles_at")
        if due is not None and due <= ledger.now():
            settle(ledger, session, arrives=session["_arrives"])


def pay_by_card(ledger: Ledger, session: dict, *, email: str, name: str = "") -> dict:
    intent, charge = _begin(ledger, session, email, name, "card")
    money.succeed(ledger, intent, charge)
    session["payment_status"] = "paid"
    ledger.put(session)
    ledger.emit("checkout.session.completed", session)
    return session


def pay_by_bank(
    ledger: Ledger, session: dict, *, email: str, arrives: bool, seconds: int, name: str = ""
) -> dict:
    """A debit that the bank carries out days later, or does not."""
    intent, charge = _begin(ledger, session, email, name, "us_bank_account")
    session |= {"_settles_at": ledger.now() + seconds, "_arrives": arrives}
    ledger.put(session)
    ledger.emit("payment_intent.processing", intent)
    ledger.emit("charge.pending", charge)
    ledger.emit("checkout.session.completed", session)
    return session


def _begin(ledger, session, email, name, way):
    if session["status"] != "open":
        raise Refusal("This Checkout Session is no longer open.")
    intent, charge = money.begin(
        ledger,
        cents=session["amount_total"],
        way=way,
        email=email,
        name=name,
        metadata=session["_intent"].get("metadata", {}),
        description=session["_intent"].get("description"),
    )
    who = blank(Session.CustomerDetails, email=email, name=name, tax_exempt="none", tax_ids=[])
    session.update(status="complete", url=None, payment_intent=intent["id"], customer_details=who)
    return intent, charge


def settle(ledger: Ledger, session: dict, *, arrives: bool) -> dict:
    """The bank's word on a debit."""
    if session.get("_settles_at") is None:
        raise Refusal("No bank debit is under way.")
    session["_settles_at"] = None
    intent = ledger.find(session["payment_intent"], "payment_intent")
    charge = ledger.find(intent["latest_charge"], "charge")
    if arrives:
        money.succeed(ledger, intent, charge)
        session["payment_status"] = "paid"
    else:
        money.fail(ledger, intent, charge)
    ledger.put(session)
    word = "succeeded" if arrives else "failed"
    ledger.emit(f"checkout.session.async_payment_{word}", session)
    return session
