"""Ways to reach somebody: kept by staff, opened with a reason."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.db import transaction
from django.utils import timezone

from network import audit
from network.models import ContactPoint, Membership
from network.models.people import ContactKind, ContactUse
from network.roles import ROLES_OF_TRUST, GroupKind

from . import rows

_digits = re.compile(r"\d")


@transaction.atomic
def add(*, person, kind, use, value, by, at):
    """Add a way to reach a person. The trail says that it was added, never what it is."""
    value = checked(kind, value.strip())
    if kind == ContactKind.EMAIL and use == ContactUse.PERSONAL:
        _refuse_to_open_an_account(person, by, at)
    contact = rows.keep(ContactPoint(person=person, kind=kind, use=use, value=value))
    _record(contact, "network.contact_added", by, at)
    return contact


@transaction.atomic
def remove(*, contact, by, at):
    """Take it off the record; what is already gone stays gone."""
    contact = ContactPoint.objects.select_for_update().filter(pk=contact.pk).first()
    if contact:
        _record(contact, "network.contact_removed", by, at)
        contact.delete()


@transaction.atomic
def reveal(*, contact, reason, by, at):
    """Answer with the value, once the reason is on record."""
    if not reason.strip():
        raise ValidationError("Say why you need it.", code="reason")
    _record(contact, "network.contact_revealed", by, at, reason=reason.strip()[:500])
    return contact.value


@transaction.atomic
def mark_bounced(*, contact, by, at):
    """Mail to it came back. Saying so again changes nothing."""
    return _mark(contact, "network.contact_bounced", by, at, bounced_at=at)


@transaction.atomic
def mark_verified(*, contact, by, at):
    """It reaches them: staff have it from them, and mail no longer comes back."""
    return _mark(contact, "network.contact_verified", by, at, verified_at=at, bounced_at=None)


def _mark(contact, action, by, at, **values):
    contact = rows.lock(contact)
    is_said = all(bool(getattr(contact, name)) is bool(value) for name, value in values.items())
    if not is_said:
        rows.change(contact, **values)
        _record(contact, action, by, at)
    return contact


def checked(kind, value):
    """The value as it is kept. Raises ValidationError: "invalid" or "phone"."""
    if kind == ContactKind.EMAIL:
        EmailValidator("Enter an e-mail address, such as name@example.org.")(value)
        return value.lower()
    if kind == ContactKind.URL:
        URLValidator(schemes=["https"], message="Use a link that starts with https://.")(value)
    elif not 7 <= len(_digits.findall(value)) <= 15:
        raise ValidationError("Enter a phone number, such as 410 555 0123.", code="phone")
    return value


def _refuse_to_open_an_account(person, by, at):
    """A personal address signs in: nobody may put one on the record of somebody with more rights.

    Once there is an account, an address added here no longer opens it.
    """
    if by is None or person.user_id or by.rights.admin:
        return
    trusted = Membership.objects.filter(person=person, role__in=ROLES_OF_TRUST).live(
        on=timezone.localdate(at)
    )
    if by.rights.everyone:
        trusted = trusted.filter(group__kind=GroupKind.STAFF)
    if trusted.exists():
        raise ValidationError(
            "You can only give rights you hold, inside your chapters.", code="rights"
        )


def _record(contact, action, by, at, reason=""):
    said = {"kind": contact.get_kind_display(), "use": contact.get_use_display()}
    audit.record(contact, action, by=by, at=at, person=contact.person, after=said, reason=reason)
