"""Letters about places. Nobody but the person themselves is written to, at their own address.

What a private group does at an event is in none of them.
"""

from network import mail
from network.models import ContactPoint
from network.models.people import ContactKind, ContactUse


def place_confirmed(registration) -> None:
    _about("place_confirmed", registration)


def place_cancelled(registration) -> None:
    _about("place_cancelled", registration)


def place_lapsed(registration) -> None:
    _about("place_lapsed", registration)


def place_handed_on(registration) -> None:
    """To the one who had it; whoever has it now is told that it is confirmed."""
    _about("place_handed_on", registration)


def application_received(registration) -> None:
    _about("place_asked", registration)


def application_declined(registration) -> None:
    _about("place_declined", registration)


def application_approved(registration) -> None:
    """There is something to pay still."""
    _about("place_approved", registration)


def payment_failed(registration) -> None:
    """Each time it happens: the new time to pay is in it."""
    _about("payment_failed", registration, f" {registration.hold_expires_at.isoformat()}")


def paid_too_late(registration) -> None:
    _about("paid_too_late", registration)


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


def place_offered(entry) -> None:
    _post("place_offered", entry.person, entry.public_id, entry=entry, event=entry.event)


def _about(template, registration, again=""):
    _post(
        template,
        registration.person,
        f"{registration.public_id} {registration.credential_version}{again}",
        registration=registration,
        event=registration.event,
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
