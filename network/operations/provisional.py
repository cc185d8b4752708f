"""Records made when somebody applied, and joined to another once staff know who it is."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from network import audit
from network.models import Consent, Membership, Person
from network.models.memberships import MembershipEnd, MembershipState
from network.operations import rows


def is_provisional(person) -> bool:
    """Whether nothing but applying ever happened to this record."""
    return not (
        person.terms.exists()
        or person.source_records.exists()
        or Membership.objects.filter(person=person, state=MembershipState.ACTIVE).exists()
    )


@transaction.atomic
def join(*, person, into, by, at):
    """Join a provisional record to the one that was there: login, contacts and requests move.

    The provisional row stays and points at the survivor. Refusals ("No" to a consent) are
    carried over, agreement is not: the strictest answer wins. Raises ValidationError:
    "not_provisional", or "has_login" when the survivor signs in already.
    """
    low, high = sorted((person.pk, into.pk))
    held = {pk: Person.objects.select_for_update(of=("self",)).get(pk=pk) for pk in (low, high)}
    person, into = held[person.pk], held[into.pk]
    if not is_provisional(person):
        raise ValidationError(
            "This application belongs to a record of its own.", code="not_provisional"
        )
    _move_login(person, into)
    _move_contacts(person, into)
    _move_requests(person, into, by, at)
    _carry_refusals(person, into, by, at)
    person.merged_into = into
    person.save(update_fields=["merged_into"])
    audit.record(person, "network.record_joined", by=by, at=at, after={"into": into.public_id})
    audit.record(into, "network.record_joined", by=by, at=at, after={"from": person.public_id})
    return into


def _move_login(person, into):
    if person.user_id is None:
        return
    if into.user_id:
        raise ValidationError("This record already has a sign-in.", code="has_login")
    user, person.user = person.user, None
    person.save(update_fields=["user"])
    into.user = user
    into.save(update_fields=["user"])


def _move_contacts(person, into):
    known = {(contact.kind, contact.use, contact.value.lower()) for contact in into.contacts.all()}
    for contact in person.contacts.all():
        if (contact.kind, contact.use, contact.value.lower()) in known:
            contact.delete()
        else:
            contact.person = into
            contact.save(update_fields=["person"])


def _move_requests(person, into, by, at):
    taken = set(Membership.objects.filter(person=into, until=None).values_list("group_id", "role"))
    for asked in Membership.objects.filter(person=person, until=None):
        if (asked.group_id, asked.role) in taken:
            rows.change(
                asked,
                until=max(asked.since, timezone.localdate(at)),
                end_reason=MembershipEnd.WITHDRAWN,
                decided_by=by,
                decided_at=at,
            )
        else:
            rows.change(asked, person=into)


def _carry_refusals(person, into, by, at):
    latest = {answer.purpose: answer for answer in person.consents.order_by("pk")}
    for answer in latest.values():
        if not answer.given:
            Consent.objects.create(
                person=into,
                purpose=answer.purpose,
                group=answer.group,
                given=False,
                text_version=answer.text_version,
                how=answer.how,
                by=answer.by,
                at=at,
            )
