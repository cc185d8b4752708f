from events.models.clocks import validate_zone
from events.models.door import Attendance, DoorPass, Scan, ScanKind, ScanResult
from events.models.event import Event, Kind, Visibility
from events.models.messages import EventMessage, MessageTo
from events.models.money import (
    Comparison,
    Dispute,
    MoneyMatter,
    MoneyMatterKind,
    Payment,
    PaymentKind,
    PaymentState,
    Refund,
    RefundState,
    SignalState,
    StripeEvent,
)
from events.models.needs import USUAL, Need, NeedKind
from events.models.program import Session, SessionChoice
from events.models.registrations import Order, Registration, State
from events.models.scholarships import (
    AidState,
    ScholarshipApplication,
    ScholarshipFund,
    ScholarshipReview,
    Verdict,
)
from events.models.seats import PoolKind, Seat, SeatPool
from events.models.tickets import PriceRule, TicketType
from events.models.tokens import CalendarToken, PrivateShown
from events.models.waiting import WaitlistEntry, WaitState

__all__ = [
    "USUAL",
    "AidState",
    "Attendance",
    "CalendarToken",
    "Comparison",
    "Dispute",
    "DoorPass",
    "Event",
    "EventMessage",
    "Kind",
    "MessageTo",
    "MoneyMatter",
    "MoneyMatterKind",
    "Need",
    "NeedKind",
    "Order",
    "Payment",
    "PaymentKind",
    "PaymentState",
    "PoolKind",
    "PriceRule",
    "PrivateShown",
    "Refund",
    "RefundState",
    "Registration",
    "Scan",
    "ScanKind",
    "ScanResult",
    "ScholarshipApplication",
    "ScholarshipFund",
    "ScholarshipReview",
    "Seat",
    "SeatPool",
    "Session",
    "SessionChoice",
    "SignalState",
    "State",
    "StripeEvent",
    "TicketType",
    "Verdict",
    "Visibility",
    "WaitState",
    "WaitlistEntry",
    "validate_zone",
]
