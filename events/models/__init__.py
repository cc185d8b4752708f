from events.models.clocks import validate_zone
from events.models.door import Attendance, DoorPass, Scan, ScanKind, ScanResult
from events.models.event import Event, Kind, Visibility
from events.models.meet.bookings import (
    Because,
    Booking,
    BookingChange,
    BookingState,
    Change,
    Claim,
)
from events.models.meet.busy import BusyBlock, BusyFeed
from events.models.meet.hosts import Host, HostArea, MeetingPlace
from events.models.meet.hours import (
    DateOverride,
    HostTravel,
    Mode,
    OverrideWindow,
    TimeAway,
    WeeklyHours,
    WindowMode,
)
from events.models.meet.requests import MeetingRequest
from events.models.meet.types import MeetingPool, MeetingType, PoolMember
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
    "Because",
    "Booking",
    "BookingChange",
    "BookingState",
    "BusyBlock",
    "BusyFeed",
    "CalendarToken",
    "Change",
    "Claim",
    "Comparison",
    "DateOverride",
    "Dispute",
    "DoorPass",
    "Event",
    "EventMessage",
    "Host",
    "HostArea",
    "HostTravel",
    "Kind",
    "MeetingPlace",
    "MeetingPool",
    "MeetingRequest",
    "MeetingType",
    "MessageTo",
    "Mode",
    "MoneyMatter",
    "MoneyMatterKind",
    "Need",
    "NeedKind",
    "Order",
    "OverrideWindow",
    "Payment",
    "PaymentKind",
    "PaymentState",
    "PoolKind",
    "PoolMember",
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
    "TimeAway",
    "Verdict",
    "Visibility",
    "WaitState",
    "WaitlistEntry",
    "WeeklyHours",
    "WindowMode",
    "validate_zone",
]
