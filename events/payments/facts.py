"""What Stripe tells us, as facts of our own. Amounts are in cents, times are aware."""

import datetime as dt
from dataclasses import dataclass, field


class Unreachable(Exception):
    """Stripe did not answer, or not with what is so. Ask again later."""


class Refused(Exception):
    """Stripe will not do this as it was asked. `code` is Stripe's own, or empty."""

    def __init__(self, words: str, code: str = ""):
        super().__init__(words)
        self.code = code


class Unsigned(Exception):
    """A message that Stripe did not sign, or not for us."""


class OtherMode(Unsigned):
    """Signed, but of test money where ours is real, or the reverse."""


@dataclass(frozen=True)
class Line:
    """One row of what is paid for."""

    name: str
    cents: int
    quantity: int = 1


@dataclass(frozen=True)
class Refund:
    id: str
    status: str
    """pending, requires_action, succeeded, failed or canceled."""
    cents: int
    payment_intent: str
    at: dt.datetime
    metadata: dict[str, str] = field(default_factory=dict)

    @property
    def counts(self) -> bool:
        """The money went back or is on its way."""
        return self.status not in ("failed", "canceled")


@dataclass(frozen=True)
class Charge:
    id: str
    status: str
    """pending, succeeded or failed."""
    cents: int
    captured_cents: int
    refunded_cents: int
    fee_cents: int | None
    """What Stripe kept; None where it was not asked for."""
    currency: str
    payment_intent: str
    disputed: bool
    at: dt.datetime
    metadata: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Dispute:
    id: str
    status: str
    cents: int
    payment_intent: str
    reason: str
    at: dt.datetime

    @property
    def is_closed(self) -> bool:
        return self.status in ("won", "lost", "warning_closed", "prevented")


@dataclass(frozen=True)
class Session:
    """A payment page, and what became of it.

    `intent_status`, `captured_cents`, `refunded_cents`, `refunds` and `disputed` tell what
    happened to the money, also after the session was over.
    """

    id: str
    url: str
    """Empty once it is no longer open."""
    status: str
    """open, complete or expired."""
    payment_status: str
    """paid, unpaid or no_payment_required."""
    amount_total: int
    currency: str
    created_at: dt.datetime
    expires_at: dt.datetime
    livemode: bool
    metadata: dict[str, str]
    payment_intent: str = ""
    intent_status: str = ""
    captured_cents: int = 0
    refunded_cents: int = 0
    refunds: tuple[Refund, ...] = ()
    disputed: bool = False

    @property
    def order_code(self) -> str:
        return self.metadata.get("order", "")

    @property
    def attempt(self) -> int:
        return int(self.metadata.get("attempt", 0))

    @property
    def is_open(self) -> bool:
        return self.status == "open"

    @property
    def is_paid(self) -> bool:
        return self.status == "complete" and self.payment_status != "unpaid"

    @property
    def is_on_its_way(self) -> bool:
        """A bank debit that the bank has not decided on."""
        return self._is_unpaid and self.intent_status == "processing"

    @property
    def has_failed(self) -> bool:
        """A bank debit that did not come."""
        return self._is_unpaid and self.intent_status in ("requires_payment_method", "canceled")

    @property
    def is_dead(self) -> bool:
        """No money can come of it any more."""
        return self.status == "expired" or self.has_failed

    @property
    def _is_unpaid(self) -> bool:
        return self.status == "complete" and self.payment_status == "unpaid"


@dataclass(frozen=True)
class Signal:
    """What a webhook says happened. Only its ids are used: what is so is asked of Stripe."""

    id: str
    kind: str
    """Such as checkout.session.completed."""
    livemode: bool
    created: dt.datetime
    object_id: str
    object_kind: str
    """checkout.session, payment_intent, charge, refund, dispute..."""
    session_id: str
    payment_intent: str
    metadata: dict[str, str]

    @property
    def order_code(self) -> str:
        return self.metadata.get("order", "")
