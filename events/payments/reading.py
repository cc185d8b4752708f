"""Stripe's objects read into facts of ours."""

import datetime as dt

import stripe

from events.payments.facts import Charge, Dispute, Refund, Session, Signal


def time(seconds: int) -> dt.datetime:
    return dt.datetime.fromtimestamp(seconds, dt.UTC)


def _id(thing) -> str:
    """Of what is an id, a whole object or nothing."""
    if not thing:
        return ""
    return thing if isinstance(thing, str) else thing["id"]


def _metadata(thing) -> dict[str, str]:
    return thing.metadata.to_dict() if thing.metadata else {}


def session(found: stripe.checkout.Session) -> Session:
    return Session(
        id=found.id,
        url=found.url or "",
        status=found.status or "",
        payment_status=found.payment_status,
        amount_total=found.amount_total or 0,
        currency=found.currency or "",
        created_at=time(found.created),
        expires_at=time(found.expires_at),
        livemode=found.livemode,
        metadata=_metadata(found),
        **_money_of(found.payment_intent),
    )


def _money_of(intent) -> dict:
    if not intent or isinstance(intent, str):
        return {"payment_intent": intent or ""}
    known = {"payment_intent": intent.id, "intent_status": intent.status}
    made = intent.latest_charge
    if not made or isinstance(made, str):
        return known
    return known | {
        "captured_cents": made.amount_captured if made.status == "succeeded" else 0,
        "refunded_cents": made.amount_refunded,
        "refunds": tuple(refund(each) for each in made.refunds.data) if made.refunds else (),
        "disputed": made.disputed,
    }


def refund(found: stripe.Refund) -> Refund:
    return Refund(
        id=found.id,
        status=found.status or "",
        cents=found.amount,
        payment_intent=_id(found.payment_intent),
        at=time(found.created),
        metadata=_metadata(found),
    )


def charge(found: stripe.Charge) -> Charge:
    cost = found.balance_transaction
    return Charge(
        id=found.id,
        status=found.status,
        cents=found.amount,
        captured_cents=found.amount_captured,
        refunded_cents=found.amount_refunded,
        fee_cents=cost.fee if isinstance(cost, stripe.BalanceTransaction) else None,
        currency=found.currency,
        payment_intent=_id(found.payment_intent),
        disputed=found.disputed,
        at=time(found.created),
        metadata=_metadata(found),
    )


def dispute(found: stripe.Dispute) -> Dispute:
    return Dispute(
        id=found.id,
        status=found.status,
        cents=found.amount,
        payment_intent=_id(found.payment_intent),
        reason=found.reason,
        at=time(found.created),
    )


def signal(told: dict) -> Signal:
    about = told["data"]["object"]
    kind, id_ = about["object"], about.get("id", "")
    intent = id_ if kind == "payment_intent" else about.get("payment_intent")
    return Signal(
        id=told["id"],
        kind=told["type"],
        livemode=told["livemode"],
        created=time(told["created"]),
        object_id=id_,
        object_kind=kind,
        session_id=id_ if kind == "checkout.session" else "",
        payment_intent=_id(intent),
        metadata=about.get("metadata") or {},
    )
