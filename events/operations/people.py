"""What becomes of somebody's places, money and calendar when records are joined, told or erased.

Why money outlives an erasure and does not stop one: docs/decisions/0006.
"""

from django.db.models import Model, Q

from events.models import (
    AidState,
    Attendance,
    CalendarToken,
    Dispute,
    MoneyMatter,
    MoneyMatterKind,
    Need,
    Order,
    Payment,
    PaymentState,
    PoolKind,
    Refund,
    Registration,
    Scan,
    ScholarshipApplication,
    ScholarshipReview,
    Seat,
    SessionChoice,
    State,
    WaitlistEntry,
    WaitState,
)
from events.models.registrations import ACTIVE
from events.models.waiting import IN_LINE
from network.operations import erasure, records
from network.operations.merging.registry import Merging, Rule, register
from network.operations.records import ON_REQUEST, Record

from . import matters, orders, registrations, scholarships, waiting

# Joined: all of it moves, and nothing is lost where both have something.

BEST_FIRST = [State.CONFIRMED, State.PROCESSING, State.HELD, State.APPLIED]
MOST_FIRST = [AidState.ACCEPTED, AidState.GRANTED, AidState.ASKED]


def _tokens(merging: Merging):
    """It was made for one record, by whoever had it then: the other person does not inherit it."""
    for token in CalendarToken.objects.live().filter(person=merging.merged):
        merging.journal.change(token, revoked_at=merging.at)


def _registrations(merging: Merging):
    """Of two active places at one event the better is the survivor's; staff decide about the other.

    Only whose they are changes here, no seat and no money, so the event is not held: whoever
    holds it may be waiting for one of these two records, which are.
    """
    mine, theirs = merging.split(Registration.objects.all())
    active = {place.event_id: place for place in mine if place.state in ACTIVE}
    moving = []
    for place in theirs:
        twin = active.get(place.event_id) if place.state in ACTIVE else None
        if twin is None:
            moving.append(place)
            continue
        kept, other = sorted([twin, place], key=_worth)
        if kept is place:
            unclaimed = other.claim_digest or f"merging {other.pk}"
            _change_places(merging, kept, other, person_id=None, claim_digest=unclaimed)
        _tell_staff(merging, other, other.order, other.cents, "both had a place")
    merging.journal.move(moving, "person_id", merging.survivor)


def _worth(place):
    return BEST_FIRST.index(place.state), place.made_at, place.pk


def _change_places(merging: Merging, kept: Model, other: Model, **aside):
    """`aside` puts the survivor's row where it forbids nothing until the better one is theirs."""
    back = {name: getattr(other, name) for name in aside} | {"person_id": merging.merged.pk}
    merging.journal.change(other, **aside)
    merging.journal.change(kept, person_id=merging.survivor.pk)
    merging.journal.change(other, **back)


def _tell_staff(merging: Merging, row, order, cents, what):
    matter, is_new = MoneyMatter.objects.get_or_create(
        key=f"merge:{row.public_id}",
        defaults={
            "kind": MoneyMatterKind.DIFFERENCE,
            "event_id": row.event_id if order else row.fund.event_id,
            "payment": _captured(order) if order else None,
            "cents": cents,
            "words": f"Two records of one person were joined, and {what}. One stayed with the"
            " record that was joined"
            + (f", in order {order.code}" if order else "")
            + ": decide about its seat and its money.",
            "opened_at": merging.at,
        },
    )
    if is_new:
        merging.journal.made(matter)


def _captured(order) -> Payment | None:
    return Payment.objects.filter(order=order, state=PaymentState.CAPTURED).last()


def _waitlist(merging: Merging):
    """Somebody waits once. Of two offers one goes with the place it offers."""
    mine, theirs = merging.split(WaitlistEntry.objects.select_related("registration"))
    in_line = {entry.event_id: entry for entry in mine if entry.state in IN_LINE}
    moving = []
    for entry in theirs:
        twin = in_line.get(entry.event_id) if entry.state in IN_LINE else None
        if twin is None:
            moving.append(entry)
            continue
        kept, other = sorted([twin, entry], key=lambda one: _turn(one, merging.survivor))
        if other.state == WaitState.WAITING:
            merging.journal.change(other, state=WaitState.LEFT, ended_at=merging.at)
            moving.append(entry)
        elif kept is entry:
            _change_places(merging, kept, other, state=WaitState.LEFT)
    merging.journal.move(moving, "person_id", merging.survivor)


def _turn(entry, survivor):
    """Offered before waiting; then the survivor's place, as decided; then whose turn is first."""
    offered = entry.state == WaitState.OFFERED
    theirs = offered and entry.registration.person_id == survivor.pk
    return not offered, not theirs, not entry.ahead, entry.asked_at, entry.pk


def _scholarships(merging: Merging):
    """Of two for one fund the one that has come further, or is older, is the survivor's."""
    mine, theirs = merging.split(ScholarshipApplication.objects.select_related("fund"))
    open_ones = {asked.fund_id: asked for asked in mine if asked.state in MOST_FIRST}
    moving = []
    for asked in theirs:
        twin = open_ones.get(asked.fund_id) if asked.state in MOST_FIRST else None
        if twin is None:
            moving.append(asked)
            continue
        kept, other = sorted(
            [twin, asked], key=lambda one: (MOST_FIRST.index(one.state), one.asked_at, one.pk)
        )
        if other.state == AidState.ASKED:
            merging.journal.change(other, state=AidState.WITHDRAWN, decided_at=merging.at)
            moving.append(asked)
            continue
        if kept is asked:
            _change_places(merging, kept, other, state=AidState.WITHDRAWN)
        _tell_staff(merging, other, None, other.granted_cents, "both were promised a scholarship")
    merging.journal.move(moving, "person_id", merging.survivor)


def _moves(model, column):
    def apply(merging: Merging):
        merging.journal.move_all(model, column, merging.merged, merging.survivor)

    return apply


for _relation, _rule in {
    "CalendarToken.person": Rule(
        "Stays; the address of the merged record's calendar ends.", _tokens
    ),
    "Registration.person": Rule(
        "Moves; of two active places at one event staff decide about the lesser.", _registrations
    ),
    "Registration.guest_of": Rule("Moves.", _moves(Registration, "guest_of_id")),
    "Order.payer": Rule("Moves.", _moves(Order, "payer_id")),
    "WaitlistEntry.person": Rule("Moves; of two in one line the earlier goes on.", _waitlist),
    "ScholarshipApplication.person": Rule(
        "Moves; of two promised by one fund staff decide about the lesser.", _scholarships
    ),
}.items():
    register(f"events.{_relation}", _rule)


# Erased: what is to come is given back while it is known whose it is. Then words go, sums stay.


def give_back(*, people, at) -> None:
    """Places, turns in line and requests of somebody who is about to be erased.

    What was paid stays in the books, and a person decides about it.
    """
    theirs = Registration.objects.active().filter(person__in=people, event__ends_at__gt=at)
    for entry in WaitlistEntry.objects.filter(person__in=people, state__in=IN_LINE).order_by("pk"):
        waiting.leave(entry=entry, by=None, at=at)
    for place in theirs.select_related("event__host").order_by("event", "pk"):
        registrations.cancel(registration=place, by=None, at=at)
        _tell_of_what_was_paid(place, at)
    asked = ScholarshipApplication.objects.filter(
        person__in=people, state__in=[AidState.ASKED, AidState.GRANTED]
    )
    for application in asked.select_related("fund").order_by("fund", "pk"):
        scholarships.withdraw(application=application, by=None, at=at)


def _tell_of_what_was_paid(place, at):
    order = Order.objects.get(pk=place.order_id)
    beyond = orders.owed_back(order)
    if not beyond:
        return
    matters.open_once(
        kind=MoneyMatterKind.DIFFERENCE,
        key=f"erased:{place.public_id}",
        words=f"A place in order {order.code} was given back, for its holder was erased."
        " More was paid than is owed: decide whether it is given back.",
        at=at,
        event=place.event,
        payment=_captured(order),
        cents=beyond,
    )


erasure.before("events", give_back)


def _forget_choices(rows_of, gone) -> None:
    """A seat in a private group's session tells who is in it, as the choice does."""
    private = Seat.objects.filter(pool__kind=PoolKind.PRIVATE)
    private.filter(registration__person__in=gone.keys).update(registration=None)
    SessionChoice.including_private.filter(
        pk__in=list(rows_of.values_list("pk", flat=True))
    ).delete()


def _forget_payer(payments, gone) -> None:
    """Whose order it was, and whoever typed their address at Stripe for an organization's."""
    theirs = Q(pk__in=list(payments.values_list("pk", flat=True)))
    Payment.objects.filter(theirs).update(reference="", session_url="")
    for address in gone.addresses:
        theirs |= Q(session_email__iexact=address)
    Payment.objects.filter(theirs).update(session_email="")


def _forget_words_about(matters, gone) -> None:
    """Staff wrote them about money that is still in the books."""
    found = MoneyMatter.objects.filter(pk__in=list(matters.values_list("pk", flat=True)))
    found.update(words="About money of somebody who was erased.")
    found.exclude(settlement="").update(settlement="Settled.")


PLACE = ("registration__event", "registration__person")
PAID = "payment__order"
#: In this order: a row is found by way of those that it belongs to, which are still there.
for _record in (
    Record("calendar", "The address of your calendar", CalendarToken),
    Record(
        "places",
        "Your places at events",
        Registration,
        but=("previous",),
        kept="that a place was taken and what it cost, without whose it was",
        empty={"badge_name": "", "reason": "", "listed": False},
    ),
    Record(
        "guests",
        "Guests you bring to events",
        Registration,
        link="guest_of",
        but=("previous", "badge_name", "reason", "standing"),
        kept="whom somebody brought has the place, without who brought them",
    ),
    Record(
        "orders",
        "What you ordered",
        Order,
        link="payer",
        kept="what was owed, without by whom",
    ),
    Record(
        "payments",
        "What you paid",
        Payment,
        link="order__payer",
        kept="what was paid, and the number by which Stripe can give it back, without by whom",
        wipe=_forget_payer,
    ),
    Record(
        "refunds",
        "What you got back",
        Refund,
        link="payment__order__payer",
        joins=(PAID,),
        kept="what was given back, without to whom",
        empty={"reason": "", "error": ""},
    ),
    Record(
        "disputes",
        "What you disputed with your bank",
        Dispute,
        link="payment__order__payer",
        joins=(PAID,),
        kept="that a payment was disputed, without by whom",
    ),
    Record(
        "matters",
        "What was decided about your money",
        MoneyMatter,
        link="payment__order__payer",
        withheld=ON_REQUEST,
        wipe=_forget_words_about,
    ),
    Record("needs", "What you need at events", Need, link="registration__person", joins=PLACE),
    Record(
        "choices",
        "Sessions you chose",
        SessionChoice,
        link="registration__person",
        joins=PLACE,
        wipe=_forget_choices,
    ),
    Record("waitlist", "Events you wait or waited for", WaitlistEntry, joins=PLACE),
    Record(
        "aid",
        "Help you asked for with the price",
        ScholarshipApplication,
        joins=PLACE,
        kept="what was promised and given, without to whom",
        empty={"words": ""},
    ),
    Record(
        "aid_reviews",
        "What was said about your asking for help",
        ScholarshipReview,
        link="application__person",
        withheld=ON_REQUEST,
        kept="that it was decided, without a word",
        empty={"words": ""},
    ),
    Record(
        "came",
        "Events and sessions you came to",
        Attendance,
        link="registration__person",
        joins=PLACE,
        kept="that somebody came, without who",
    ),
    Record(
        "scans",
        "Your tickets at the door",
        Scan,
        link="registration__person",
        but=("nonce", "device"),
        joins=PLACE,
        kept="what the door answered, without whom",
    ),
):
    records.add(_record)
