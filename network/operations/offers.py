"""What becomes of an offer to take a seat: decided once, kept in the trail, told by letter."""

from django.core.exceptions import ValidationError
from django.db import transaction

from network import audit, mail
from network.models.people import ContactKind, ContactUse
from network.models.volunteers import VolunteerState

from . import rows


@transaction.atomic
def take_up(*, membership, by, at):
    """Who is appointed to a seat they volunteered for has their answer, and gets a letter."""
    waiting = membership.seat.volunteers.waiting().filter(person=membership.person_id)
    for volunteer in waiting.select_for_update(of=("self",)):
        decide(volunteer, VolunteerState.APPOINTED, by=by, at=at)
        post(volunteer, "volunteer_appointed", volunteer.public_id, membership=membership)


def decided(volunteer) -> ValidationError:
    """Tells staff who was faster."""
    if volunteer.state == VolunteerState.WITHDRAWN:
        return ValidationError(f"{volunteer.person} took the offer back.", code="decided")
    who = volunteer.decided_by.get_full_name() if volunteer.decided_by else "Somebody"
    did = volunteer.get_state_display().lower()
    return ValidationError(f"{who} {did} {volunteer.person} a moment ago.", code="decided")


def decide(volunteer, state, *, by, at, reason=""):
    """Move a waiting offer on. Raises ValidationError("decided") when somebody was faster."""
    if not volunteer.is_waiting:
        raise decided(volunteer)
    was = volunteer.state
    rows.change(volunteer, state=state, decided_by=by, decided_at=at)
    action = f"network.volunteer_{state}"
    record(volunteer, action, by=by, at=at, before={"state": was}, reason=reason)
    return volunteer


def post(volunteer, template, key, *, to=None, **context):
    """Queue a letter about an offer, to the volunteer unless told otherwise."""
    reader = to or volunteer.person
    address = _address(reader)
    if not address:
        return
    mail.post(
        to=address,
        template=template,
        key=f"{template}:{key}",
        person=reader,
        volunteer=volunteer,
        seat=volunteer.seat,
        committee=volunteer.seat.committee,
        **context,
    )


def _address(person) -> str:
    """Where to write to: the address that signs them in, else a personal one."""
    if person.user_id:
        return person.user.email
    kept = person.contacts.filter(
        kind=ContactKind.EMAIL, use=ContactUse.PERSONAL, bounced_at=None
    ).order_by("pk")
    return kept.values_list("value", flat=True).first() or ""


def record(volunteer, action, *, by, at, before=None, reason=""):
    audit.record(
        volunteer,
        action,
        by=by,
        at=at,
        person=volunteer.person,
        group=volunteer.seat.committee,
        before=before,
        after={"seat": volunteer.seat, "state": volunteer.state},
        reason=reason,
    )
