"""An event of the other chapter alone: somebody's place, what they need, paid and asked for; and a
session of the hidden caucus, with a member who means to come.
"""

import datetime as dt
from uuid import uuid4

from django.utils import timezone

from events.models import (
    Attendance,
    DoorPass,
    Event,
    EventMessage,
    Kind,
    MoneyMatter,
    Need,
    NeedKind,
    Order,
    Payment,
    PaymentState,
    PoolKind,
    PriceRule,
    Refund,
    Registration,
    Scan,
    ScholarshipApplication,
    ScholarshipFund,
    ScholarshipReview,
    Seat,
    SeatPool,
    Session,
    SessionChoice,
    State,
    TicketType,
    Visibility,
    WaitlistEntry,
)
from events.operations import claiming
from network import sealing
from network.models import Person
from network.roles import GroupKind

STAFF = "national admin"
INSIDE = "inside chair"


def plant(made, known) -> None:
    now = timezone.now()
    theirs = _event(made, known, now)
    place = _place(made, theirs, known.other, now)
    _paid(made, place, now)
    _asked(made, theirs, known, now)
    _at_the_door(made, place, now)
    _written(made, theirs, now)
    _caucus_session(made, known, now)
    for name in ("slug", "event"):
        made.value(name, theirs.slug)


def _event(made, known, now):
    """For that chapter's members alone; staff of ours never hear of it."""
    event = Event.objects.create(
        kind=Kind.GATHERING,
        host=known.theirs,
        title=made.plant(
            "other chapter's gathering", "Ohio pangolin gala", readers=f"{STAFF} applicant"
        ),
        slug="ohio-gala",
        timezone="America/New_York",
        starts_at=now + dt.timedelta(days=20),
        ends_at=now + dt.timedelta(days=20, hours=3),
        place=made.plant("other chapter's hall", "Pangolin Hall", readers=STAFF),
        visibility=Visibility.AUDIENCE,
        needs_asked=["diet"],
        join_link=sealing.seal(made.plant("way in", "https://meet.example.org/tamarin")),
        ticket_key=sealing.seal(made.plant("key of tickets", "tamarin-ticket-key")),
    )
    ticket = TicketType.objects.create(
        event=event, name=made.plant("their ticket", "Pangolin patron", readers=STAFF)
    )
    price = PriceRule.objects.create(ticket_type=ticket, name="Full price", cents=12_300)
    pool = SeatPool.objects.create(event=event, kind=PoolKind.EVENT, name="Places")
    Seat.objects.bulk_create(Seat(pool=pool, number=number) for number in (1, 2))
    for name, row in (("ticket", ticket), ("price", price)):
        made.value(name, row.public_id)
    return event


def _place(made, event, person, now):
    code = made.plant("code of an order", "PANG7777", readers=STAFF)
    order = Order.objects.create(
        code=code, event=event, payer=person, total_cents=12_300, made_at=now
    )
    place = Registration.objects.create(
        event=event,
        ticket_type=event.ticket_types.get(),
        order=order,
        person=person,
        state=State.CONFIRMED,
        cents=12_300,
        quoted_at=now,
        made_at=now,
        confirmed_at=now,
        badge_name=made.plant("name on a badge", "Quenby the Marmoset", readers=STAFF),
    )
    Seat.objects.filter(pool__event=event, number=1).update(registration=place)
    need = Need.objects.create(
        registration=place,
        kind=NeedKind.DIET,
        words=made.plant("what somebody needs", "no capybara broth", readers=STAFF),
    )
    for name, value in (("code", code), ("order", order.public_id)):
        made.value(name, value)
    for name in ("place", "registration"):
        made.value(name, place.public_id)
    made.value("need", need.pk)
    return place


def _paid(made, place, now):
    payment = Payment.objects.create(
        order=place.order,
        kind="stripe",
        state=PaymentState.CAPTURED,
        amount_cents=12_300,
        captured_cents=12_300,
        stripe_session_id=made.plant("session at Stripe", "cs_test_tamarin", readers=STAFF),
        payment_intent=made.plant("payment at Stripe", "pi_tamarin", readers=STAFF),
        made_at=now,
        captured_at=now,
    )
    refund = Refund.objects.create(
        payment=payment,
        cents=100,
        reason=made.plant("why money went back", "a lost capybara", readers=STAFF),
        made_at=now,
    )
    matter = MoneyMatter.objects.create(
        kind="overdue",
        key="overdue:capybara",
        event=place.event,
        payment=payment,
        words=made.plant("matter of money", "the capybara is overdue", readers=STAFF),
        opened_at=now,
    )
    for name, row in (("payment", payment), ("refund", refund), ("matter", matter)):
        made.value(name, row.public_id)


def _asked(made, event, known, now):
    ticket = event.ticket_types.get()
    fund = ScholarshipFund.objects.create(
        event=event,
        name=made.plant("their fund", "Capybara fund", readers=STAFF),
        budget_cents=50_000,
    )
    asked = ScholarshipApplication.objects.create(
        fund=fund,
        ticket_type=ticket,
        person=known.other,
        words=made.plant("why somebody asks for help", "my axolotl is ill", readers=STAFF),
        asked_cents=5_000,
        asked_at=now,
    )
    review = made.plant("what a reviewer said", "an axolotl is no reason", readers=STAFF)
    ScholarshipReview.objects.create(
        application=asked, by=known.national.user, verdict="no", words=review, at=now
    )
    entry = WaitlistEntry.objects.create(
        event=event, ticket_type=ticket, person=known.applicant, asked_at=now
    )
    for name, row in (("fund", fund), ("scholarship", asked), ("aid", asked), ("entry", entry)):
        made.value(name, row.public_id)


def _written(made, event, now):
    message = EventMessage.objects.create(
        event=event,
        to="everybody",
        subject=made.plant("what those who come were told", "The okapi bus", readers=STAFF),
        words=made.plant("and in more words", "It leaves from the okapi house.", readers=STAFF),
        total=1,
        sent_at=now,
    )
    made.value("message", message.public_id)
    made.value("kind", NeedKind.DIET.value)


def _at_the_door(made, place, now):
    """Whoever has the address of a pass sees that door; once it is ended, nobody does."""
    lasts = {"event": place.event, "made_at": now, "expires_at": now + dt.timedelta(days=30)}
    label = made.plant("whose a door pass is", "Marmoset at the door", readers=STAFF)
    live = DoorPass.objects.create(label=label, digest=claiming.digest("tamarin-door"), **lasts)
    digest = claiming.digest("tamarin-ended")
    DoorPass.objects.create(label="Ended", digest=digest, revoked_at=now, **lasts)
    made.value("door_pass", live.public_id)
    made.value("secret", "tamarin-ended")
    Attendance.objects.create(registration=place, came_at=now)
    Scan.objects.create(
        nonce=uuid4(),
        event=place.event,
        registration=place,
        kind="in",
        result="welcome",
        scanned_at=now,
        received_at=now,
    )


def _caucus_session(made, known, now):
    """At an event that everybody may read of, one session is the hidden caucus's."""
    event = Event.objects.create(
        kind=Kind.CONVENING,
        host=known.network,
        title="Convening of all",
        slug="all-convene",
        timezone="America/New_York",
        starts_at=now + dt.timedelta(days=40),
        ends_at=now + dt.timedelta(days=41),
        visibility=Visibility.PUBLIC,
        ticket_key=sealing.seal("tapir-ticket-key"),
    )
    ticket = TicketType.objects.create(event=event, name="Member")
    PriceRule.objects.create(ticket_type=ticket, name="Free", cents=0)
    name = made.plant("pool of a hidden session", "Seats for tapirs", readers=INSIDE)
    pool = SeatPool.objects.create(event=event, kind=PoolKind.PRIVATE, name=name)
    times = {"starts_at": event.starts_at, "ends_at": event.starts_at + dt.timedelta(hours=1)}
    hidden = Session.including_private.create(
        event=event,
        title=made.plant("hidden session", "Tapir breakfast", readers=INSIDE),
        room=made.plant("room of a hidden session", "Tapir Room", readers=INSIDE),
        audience={GroupKind.CAUCUS: ["zephyrine-cell"]},
        private=True,
        pool=pool,
        **times,
    )
    opening = Session.objects.create(event=event, title="Opening", **times)
    inside = Person.objects.get(user=made.people["inside"])
    order = Order.objects.create(event=event, payer=inside, made_at=now)
    place = Registration.objects.create(
        event=event,
        ticket_type=ticket,
        order=order,
        person=inside,
        state=State.CONFIRMED,
        quoted_at=now,
        made_at=now,
        confirmed_at=now,
    )
    Seat.objects.create(pool=pool, number=1, registration=place)
    SessionChoice.including_private.create(registration=place, session=hidden)
    for name in ("slug", "event"):
        made.value(name, event.slug)
    for name in ("place", "registration"):
        made.value(name, place.public_id)
    for session in (hidden, opening):
        made.value("session", session.public_id)
