"""What calling an event off would do, and how far it is: nothing is changed here."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Sum
from django.template.loader import render_to_string

from events.models import (
    AidState,
    Event,
    MoneyMatter,
    Order,
    Payment,
    PaymentKind,
    PaymentState,
    Refund,
    RefundState,
    Registration,
    ScholarshipApplication,
    State,
    WaitlistEntry,
)
from events.models.money import OPEN_PAYMENTS
from events.models.registrations import ACTIVE
from events.operations import orders
from network.models import Person


@dataclass
class DryRun:
    places: int = 0
    asked: int = 0
    waiting: int = 0
    unclaimed: int = 0
    """Places of nobody yet: nobody is written to about them."""
    open_pages: int = 0
    """Pages for paying that are closed."""
    back: Counter = field(default_factory=Counter)
    """Cents by kind of payment."""
    orders: int = 0
    left: list[str] = field(default_factory=list)
    """What people decide."""

    @property
    def ways(self):
        return [(PaymentKind(kind).label, cents) for kind, cents in self.back.items()]

    @property
    def total(self):
        return sum(self.back.values())


def dry_run(event) -> DryRun:
    """The same reckoning as when it is done, in a fixed number of questions."""
    places = Registration.objects.filter(event=event, state__in=ACTIVE)
    found = DryRun(
        places=places.count(),
        asked=places.filter(state=State.APPLIED).count(),
        waiting=WaitlistEntry.objects.in_line().filter(event=event).count(),
        unclaimed=places.filter(person=None).count(),
    )
    payments = list(Payment.objects.filter(order__event=event).select_related("order"))
    asked = _asked(event)
    kept = _kept(event)
    by_order: dict[int, list] = {}
    for payment in payments:
        by_order.setdefault(payment.order_id, []).append(payment)
    for key, theirs in by_order.items():
        back = _back(theirs, kept.get(key, 0), asked)
        found.back.update(back)
        found.orders += bool(back)
    open_now = [one for one in payments if one.state == PaymentState.OPEN]
    found.open_pages = sum(one.kind == PaymentKind.STRIPE for one in open_now)
    found.left = _left(event, payments, found, kept)
    return found


def letter(event, words) -> str:
    """What each who comes would read."""
    told = Event(
        public_id=event.public_id,
        title=event.title,
        timezone=event.timezone,
        starts_at=event.starts_at,
        called_off_words=words,
    )
    somebody = Person(given="…")
    return render_to_string(
        "mail/event_called_off.txt", {"event": told, "person": somebody, "site_url": ""}
    ).strip()


@dataclass(frozen=True)
class Progress:
    places: int
    open_pages: int
    to_send: int

    @property
    def is_done(self):
        return not (self.places or self.open_pages or self.to_send)


def progress(event) -> Progress:
    """What is still to be done of an event that was called off."""
    return Progress(
        Registration.objects.filter(event=event, state__in=ACTIVE).count(),
        Payment.objects.filter(
            order__event=event, kind=PaymentKind.STRIPE, state__in=OPEN_PAYMENTS
        ).count(),
        Refund.objects.filter(
            payment__order__event=event, payment__kind=PaymentKind.STRIPE, state=RefundState.ASKED
        ).count(),
    )


def _back(theirs, kept, asked) -> Counter:
    """What goes back of one order: the latest payment first."""
    captured = [one for one in theirs if one.state == PaymentState.CAPTURED]
    money = {one.pk: one.captured_cents - one.refunded_cents for one in captured}
    given = sum(one.amount_cents for one in captured if one.kind in orders.WITHOUT_MONEY)
    beyond = min(sum(money.values()), sum(money.values()) + given - kept)
    back: Counter = Counter()
    for payment in sorted(captured, key=lambda one: (one.captured_at, one.pk), reverse=True):
        waits = asked.get(payment.pk, 0)
        beyond -= waits
        cents = min(beyond, money[payment.pk] - waits)
        if cents > 0:
            back[payment.kind] += cents
            beyond -= cents
    return back


def _asked(event) -> dict[int, int]:
    rows = Refund.objects.filter(payment__order__event=event, state=RefundState.ASKED)
    return dict(rows.order_by().values_list("payment").annotate(Sum("cents")))


def _kept(event) -> dict[int, int]:
    """By order: what is still owed for places that were given back before."""
    rows = Order.objects.filter(event=event, registrations__kept_cents__gt=0)
    return dict(rows.order_by().values_list("pk").annotate(Sum("registrations__kept_cents")))


def _left(event, payments, found, kept) -> list[str]:
    disputed = sum(one.disputed for one in payments)
    bank = sum(one.state == PaymentState.PROCESSING for one in payments)
    matters = MoneyMatter.objects.filter(event=event, settled_at=None).count()
    aid = ScholarshipApplication.objects.filter(fund__event=event, state=AidState.ASKED).count()
    by_hand = found.back.get(PaymentKind.CHECK, 0) or found.back.get(PaymentKind.PURCHASE_ORDER, 0)
    lines = [
        (by_hand, "What came by check or purchase order is sent back by hand."),
        (bank, f"Bank payments on their way: {bank}. They go back by themselves once they came."),
        (disputed, f"Disputed payments: {disputed}. Their bank decides."),
        (kept, f"Orders of which a part was kept when a place was given back: {len(kept)}."),
        (matters, f"Matters of money that wait already: {matters}."),
        (aid, f"Requests for help with the price that nobody has answered: {aid}."),
        (found.unclaimed, f"Places nobody has claimed yet: {found.unclaimed}. Tell who ordered."),
    ]
    return [words for holds, words in lines if holds]
