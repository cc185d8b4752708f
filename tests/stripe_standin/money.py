"""Payment intents, charges, what they cost; refunds and disputes."""

import stripe

from tests.stripe_standin.ledger import Ledger
from tests.stripe_standin.refusals import Refusal
from tests.stripe_standin.shapes import blank

TWO_DAYS = 2 * 24 * 3600
OPEN_DISPUTE = "needs_response"
DISPUTE_FEE = 1500


def begin(ledger: Ledger, *, cents, way, email, name, metadata, description) -> tuple[dict, dict]:
    intent = ledger.make(
        "payment_intent",
        "pi",
        amount=cents,
        amount_capturable=0,
        amount_received=0,
        currency="usd",
        status="processing",
        payment_method_types=["card", "us_bank_account"],
        metadata=metadata,
        description=description,
    )
    charge = ledger.make(
        "charge",
        "ch",
        amount=cents,
        amount_captured=0,
        amount_refunded=0,
        currency="usd",
        status="pending",
        payment_intent=intent["id"],
        metadata=metadata,
        description=description,
        billing_details=blank(stripe.Charge.BillingDetails, email=email, name=name or None),
        payment_method_details=blank(stripe.Charge.PaymentMethodDetails, type=way),
    )
    intent["latest_charge"] = charge["id"]
    ledger.put(intent)
    return intent, charge


def succeed(ledger: Ledger, intent: dict, charge: dict):
    cents = charge["amount"]
    moved = _move(ledger, "charge", charge["id"], cents, fee=round(cents * 0.029) + 30)
    charge.update(
        status="succeeded",
        paid=True,
        captured=True,
        amount_captured=cents,
        balance_transaction=moved["id"],
        receipt_url=f"{ledger.base}/receipts/{charge['id']}",
    )
    intent.update(status="succeeded", amount_received=cents)
    ledger.put(charge)
    ledger.put(intent)
    ledger.emit("charge.succeeded", charge)
    ledger.emit("payment_intent.succeeded", intent)


def fail(ledger: Ledger, intent: dict, charge: dict):
    charge.update(
        status="failed",
        failure_code="debit_not_authorized",
        failure_message="The customer has notified their bank that this was unauthorized.",
    )
    intent.update(status="requires_payment_method")
    ledger.put(charge)
    ledger.put(intent)
    ledger.emit("charge.failed", charge)
    ledger.emit("payment_intent.payment_failed", intent)


def _move(ledger, kind, source, cents, fee=0) -> dict:
    return ledger.make(
        "balance_transaction",
        "txn",
        amount=cents,
        fee=fee,
        net=cents - fee,
        currency="usd",
        source=source,
        type=kind,
        reporting_category="dispute" if kind == "adjustment" else kind,
        balance_type="payments",
        status="pending",
        available_on=ledger.now() + TWO_DAYS,
    )


def refund(ledger: Ledger, asked: dict, *, fails: bool = False) -> dict:
    charge = _charge_to_refund(ledger, asked)
    left = charge["amount_captured"] - charge["amount_refunded"]
    cents = asked.get("amount", left)
    if charge["disputed"] and _open_disputes(ledger, charge):
        raise Refusal(
            f"Charge {charge['id']} has been charged back; cannot issue a refund.",
            code="charge_disputed",
        )
    if left == 0:
        raise Refusal(
            f"Charge {charge['id']} has already been refunded.", code="charge_already_refunded"
        )
    if cents > left:
        raise Refusal(
            f"Refund amount (${cents / 100:.2f}) is greater than unrefunded amount on charge "
            f"(${left / 100:.2f})",
            param="amount",
        )
    if cents <= 0:
        raise Refusal("Invalid positive integer", code="parameter_invalid_integer", param="amount")
    made = _refunded(ledger, charge, cents, asked)
    return fail_refund(ledger, made) if fails else made


def _charge_to_refund(ledger, asked):
    if "charge" in asked:
        charge = ledger.find(asked["charge"], "charge", "charge")
    elif "payment_intent" in asked:
        intent = ledger.find(asked["payment_intent"], "payment_intent", "payment_intent")
        charge = ledger.find(intent["latest_charge"], "charge")
    else:
        raise Refusal(
            "One of the following params should be provided for this request: payment_intent or "
            "charge."
        )
    if charge["status"] != "succeeded":
        raise Refusal(f"The charge {charge['id']} was not captured, and can not be refunded.")
    return charge


def _refunded(ledger, charge, cents, asked):
    charge["amount_refunded"] += cents
    charge["refunded"] = charge["amount_refunded"] == charge["amount_captured"]
    ledger.put(charge)
    made = ledger.make(
        "refund",
        "re",
        amount=cents,
        charge=charge["id"],
        payment_intent=charge["payment_intent"],
        currency="usd",
        status="succeeded",
        reason=asked.get("reason"),
        metadata=asked.get("metadata", {}),
    )
    made["balance_transaction"] = _move(ledger, "refund", made["id"], -cents)["id"]
    ledger.put(made)
    ledger.emit("refund.created", made)
    ledger.emit("charge.refunded", charge)
    return made


def fail_refund(ledger: Ledger, made: dict) -> dict:
    """The bank sends the money back to us: the account was closed."""
    charge = ledger.find(made["charge"], "charge")
    charge["amount_refunded"] -= made["amount"]
    charge["refunded"] = False
    made.update(status="failed", failure_reason="expired_or_canceled_card")
    ledger.put(charge)
    ledger.put(made)
    ledger.emit("refund.failed", made)
    return made


def dispute(ledger: Ledger, intent: dict, *, reason: str = "fraudulent") -> dict:
    charge = ledger.find(intent["latest_charge"], "charge")
    if charge["status"] != "succeeded" or charge["disputed"]:
        raise Refusal("This charge cannot be disputed.")
    charge["disputed"] = True
    ledger.put(charge)
    made = ledger.make(
        "dispute",
        "dp",
        amount=charge["amount_captured"],
        charge=charge["id"],
        payment_intent=intent["id"],
        currency="usd",
        reason=reason,
        status=OPEN_DISPUTE,
        evidence_details=blank(
            stripe.Dispute.EvidenceDetails,
            submission_count=0,
            submission_method="not_submitted",
            due_by=ledger.now() + 7 * TWO_DAYS,
        ),
    )
    _move(ledger, "adjustment", made["id"], -made["amount"], fee=DISPUTE_FEE)
    ledger.emit("charge.dispute.created", made)
    ledger.emit("charge.dispute.funds_withdrawn", made)
    return made


def close_dispute(ledger: Ledger, made: dict, *, won: bool) -> dict:
    if made["status"] != OPEN_DISPUTE:
        raise Refusal("This dispute is already closed.")
    made["status"] = "won" if won else "lost"
    ledger.put(made)
    if won:
        _move(ledger, "adjustment", made["id"], made["amount"])
        ledger.emit("charge.dispute.funds_reinstated", made)
    ledger.emit("charge.dispute.closed", made)
    return made


def _open_disputes(ledger, charge):
    return [
        each
        for each in ledger.every("dispute", charge=charge["id"])
        if each["status"] in (OPEN_DISPUTE, "lost")
    ]
