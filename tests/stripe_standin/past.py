"""What was paid before the stand-in was there, as somebody's books tell it. Nobody is told anew."""

import stripe

from tests.stripe_standin.ledger import KINDS, Ledger
from tests.stripe_standin.shapes import blank

PAGE_LASTS = 31 * 60
BANK_SECONDS = 2 * 24 * 3600


def remember(ledger: Ledger, told: list[dict]) -> None:
    """Each is a payment: `session`, `intent` (or none yet), `cents` that came, `due`, `at`,
    `ours` (our name for it), `refunds`, each with `id`, `cents` and `at`, `dispute` or none,
    and `pending` for a bank debit that arrives in some days.
    """
    for one in told:
        intent = _money(ledger, one) if one["intent"] else None
        _session(ledger, one, intent)


def _money(ledger, one) -> str:
    charge = f"ch_{one['intent']}"
    back = sum(refund["cents"] for refund in one["refunds"])
    cents, came = one["due"] if one["pending"] else one["cents"], not one["pending"]
    way = "card" if came else "us_bank_account"
    _keep(
        ledger,
        "charge",
        id=charge,
        created=one["at"],
        amount=cents,
        amount_captured=cents if came else 0,
        amount_refunded=back,
        refunded=came and back == cents,
        paid=came,
        captured=came,
        status="succeeded" if came else "pending",
        currency="usd",
        payment_intent=one["intent"],
        disputed=bool(one["dispute"]),
        billing_details=blank(stripe.Charge.BillingDetails),
        payment_method_details=blank(stripe.Charge.PaymentMethodDetails, type=way),
    )
    _keep(
        ledger,
        "payment_intent",
        id=one["intent"],
        created=one["at"],
        amount=cents,
        amount_capturable=0,
        amount_received=cents if came else 0,
        currency="usd",
        status="succeeded" if came else "processing",
        latest_charge=charge,
        payment_method_types=[way],
    )
    for refund in one["refunds"]:
        _refund(ledger, one, refund, charge)
    if one["dispute"]:
        _dispute(ledger, one, charge)
    return one["intent"]


def _refund(ledger, one, refund, charge):
    _keep(
        ledger,
        "refund",
        id=refund["id"],
        created=refund["at"],
        amount=refund["cents"],
        charge=charge,
        payment_intent=one["intent"],
        currency="usd",
        status="succeeded",
    )


def _dispute(ledger, one, charge):
    _keep(
        ledger,
        "dispute",
        id=one["dispute"]["id"],
        created=one["dispute"]["at"],
        amount=one["cents"],
        charge=charge,
        payment_intent=one["intent"],
        currency="usd",
        reason=one["dispute"]["reason"],
        status=one["dispute"]["status"],
        evidence_details=blank(
            stripe.Dispute.EvidenceDetails, submission_count=0, submission_method="not_submitted"
        ),
    )


def _session(ledger, one, intent):
    came = intent is not None and not one["pending"]
    total = one["cents"] if came else one["due"]
    totals = blank(
        stripe.checkout.Session.TotalDetails, amount_discount=0, amount_tax=0, amount_shipping=0
    )
    _keep(
        ledger,
        "checkout.session",
        id=one["session"],
        created=one["at"],
        mode="payment",
        status="complete" if intent else "expired",
        payment_status="paid" if came else "unpaid",
        currency="usd",
        amount_total=total,
        amount_subtotal=total,
        total_details=totals,
        expires_at=one["at"] + PAGE_LASTS,
        payment_intent=intent,
        client_reference_id=one["code"],
        metadata={"payment": one["ours"]},
        payment_method_types=["card"],
        ui_mode="hosted_page",
    )
    if one["pending"]:
        due = {"_settles_at": ledger.now() + BANK_SECONDS, "_arrives": True}
        ledger.put(ledger.objects[one["session"]] | due)


def _keep(ledger, kind, **values):
    ledger.put(blank(KINDS[kind], **values) | {"_intent": {}, "_lines": []})
