"""Whose a mailbox is that was just proven: the record it belongs to, or a new one."""

from django.core.exceptions import ValidationError

from network.models import ContactPoint, Person
from network.models.people import ContactKind, ContactUse

from . import people, rows


def of(email, *, given, family, at) -> Person:
    """The person the proven mailbox belongs to, held for this transaction; made if nobody's.

    What a known person is called stays as it is.
    """
    person = known(email)
    if person is None:
        try:
            person = people.create(given=given, family=family, email=email, by=None, at=at)
        except ValidationError:
            person = known(email)  # somebody proved it at the same moment
            if person is None:
                raise
    person.contacts.filter(
        kind=ContactKind.EMAIL, use=ContactUse.PERSONAL, value__iexact=email, verified_at=None
    ).update(verified_at=at)
    return person


def known(email) -> Person | None:
    """Whose record the mailbox is, held for this transaction; a joined one's is the survivor's."""
    contact = (
        ContactPoint.objects.filter(
            kind=ContactKind.EMAIL, use=ContactUse.PERSONAL, value__iexact=email
        )
        .select_related("person")
        .first()
    )
    if contact is None:
        return None
    person = contact.person
    while person.merged_into_id:
        person = Person.including_merged.get(pk=person.merged_into_id)
    return rows.lock(person)
