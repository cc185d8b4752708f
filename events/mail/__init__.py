"""Letters about places. Nobody but the person themselves is written to, at their own address.

What a private group does at an event is in none of them.
"""

from django.urls import reverse

from network import mail
from network.models import ContactPoint
from network.models.people import ContactKind, ContactUse


def place_confirmed(registration) -> None:
    _about("place_confirmed", registration, translated=True)


def place_cancelled(registration) -> None:
    _about("place_cancelled", registration)


def place_lapsed(registration) -> None:
    _about("place_lapsed", registration)


def place_handed_on(registration) -> None:
    """To the one who had it; whoever has it now is told that it is confirmed."""
    _about("place_handed_on", registration)


def application_received(registration) -> None:
    _about("place_asked", registration, translated=True)


def application_declined(registration) -> None:
    _about("place_declined", registration)


def application_approved(registration) -> None:
    """There is something to pay still."""
    _about("place_approved", registration)


def payment_failed(registration) -> None:
    """Each time it happens: the new time to pay is in it."""
    _about("payment_failed", registration, f" {registration.hold_expires_at.isoformat()}")


def paid_too_late(registration, *, is_next) -> None:
    """`is_next` for whoever is first in line now."""
    _about("paid_too_late", registration, is_next=is_next)


def refund_begun(refund) -> None:
    """To whoever paid, if that is a person."""
    order = refund.payment.order
    _post(
        "refund_begun",
        order.payer,
        refund.public_id,
        refund=refund,
        order=order,
        event=order.event,
    )


def payment_promised(payment) -> None:
    """What to write on a check, and until when the places are held."""
    order = payment.order
    _post(
        "payment_promised",
        order.payer,
        payment.public_id,
        payment=payment,
        order=order,
        event=order.event,
    )


def place_from_organization(registration, email, secret) -> None:
    """To a mailbox that whoever ordered typed: nobody knows yet whose it is."""
    host = registration.order.payer_group
    _send_link("place_from_organization", registration, email, secret, host=host)


def place_for_guest(registration, email, secret, *, host) -> None:
    """To the mailbox their host typed: nobody knows yet whose it is."""
    _send_link("place_for_guest", registration, email, secret, host=host)


def place_passed_on(registration, email, secret, *, until) -> None:
    _send_link(
        "place_passed_on", registration, email, secret, host=registration.person, until=until
    )


def reminder(template, registration) -> None:
    _post(
        template,
        registration.person,
        _about_key(registration),
        registration=registration,
        event=registration.event,
    )


def reminder_key(template, registration) -> str:
    return f"{template} {_about_key(registration)}"


def place_offered(entry) -> None:
    _post("place_offered", entry.person, entry.public_id, entry=entry, event=entry.event)


def event_changed(registration, was, sequence) -> None:
    """Another time or place; `was` is the event as it was before this change."""
    _post(
        "event_changed",
        registration.person,
        f"{_about_key(registration)} {sequence}",
        registration=registration,
        event=registration.event,
        was=was,
    )


def event_called_off(registration) -> None:
    _about("event_called_off", registration)


def line_called_off(entry) -> None:
    _post("line_called_off", entry.person, entry.public_id, entry=entry, event=entry.event)


def place_again(registration, *, at) -> None:
    """The letter about it once more: where it is held, with the way to pay."""
    template = "place_confirmed" if registration.confirmed_at else "place_approved"
    _about(template, registration, f" again {at.isoformat()}")


def event_message(message, registration) -> bool:
    """What staff write to those who come; answers whether there was an address to write to."""
    address = address_of(registration.person)
    if address:
        mail.post(
            to=address,
            template="event_message",
            key=f"event_message {message.public_id} {registration.public_id}",
            person=registration.person,
            message=message,
            event=message.event,
            registration=registration,
        )
    return bool(address)


def session_changed(registration, session, *, at) -> None:
    """Each time: the moment of the change is in its key."""
    _of_session("session_changed", registration, session, f" {at.isoformat()}")


def session_withdrawn(registration, session) -> None:
    _of_session("session_withdrawn", registration, session)


def aid_asked(asked) -> None:
    _about_aid("aid_asked", asked)


def aid_granted(asked) -> None:
    _about_aid("aid_granted", asked)


def aid_declined(asked) -> None:
    _about_aid("aid_declined", asked)


def aid_lapsed(asked) -> None:
    _about_aid("aid_lapsed", asked)


def aid_reminder(asked) -> None:
    """Once, however often the clock comes by."""
    _about_aid("aid_reminder", asked)


def aid_rest(registration) -> None:
    """There is a rest to pay that the scholarship does not cover."""
    _about("aid_rest", registration)


def aid_money_back(asked, reviewer) -> None:
    """To a reviewer of a request that may have waited for it: once for each."""
    mail.post(
        to=reviewer.email,
        template="aid_money_back",
        key=f"aid_money_back {asked.public_id} {reviewer.pk}",
        person=reviewer.known_person,
        asked=asked,
        event=asked.fund.event,
        href=reverse("desk:event_scholarship", args=[asked.fund.event.slug, asked.public_id]),
    )


def _about_aid(template, asked):
    event = asked.fund.event
    href = reverse("events:scholarship", args=[event.slug])
    _post(template, asked.person, asked.public_id, asked=asked, event=event, href=href)


def _of_session(template, registration, session, again=""):
    _post(
        template,
        registration.person,
        f"{_about_key(registration)} {session.public_id}{again}",
        registration=registration,
        event=registration.event,
        session=session,
    )


def _about(template, registration, again="", **context):
    _post(
        template,
        registration.person,
        f"{_about_key(registration)}{again}",
        registration=registration,
        event=registration.event,
        **context,
    )


def _about_key(registration):
    return f"{registration.public_id} {registration.credential_version}"


def _send_link(template, registration, email, secret, **context):
    """A letter whose words are wiped once it is sent, for its link is a key."""
    mail.post(
        to=email,
        template=template,
        key=f"{template} {registration.public_id} {registration.claim_digest[:16]}",
        private=True,
        registration=registration,
        event=registration.event,
        href=reverse("events:claim", args=[secret]),
        **context,
    )


def _post(template, person, about, **context):
    """One letter to somebody's own address; where they have none, nobody is written to."""
    if person is None:
        return
    address = address_of(person)
    if address:
        mail.post(
            to=address, template=template, key=f"{template} {about}", person=person, **context
        )


def address_of(person) -> str:
    own = ContactPoint.objects.filter(
        person=person, kind=ContactKind.EMAIL, use=ContactUse.PERSONAL
    )
    return own.order_by("pk").values_list("value", flat=True).first() or ""
