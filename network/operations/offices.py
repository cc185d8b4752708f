"""Offices come into being when somebody is found to hold one; staff keep their facts."""

from django.core.exceptions import ValidationError
from django.db import transaction

from network import audit
from network.models.offices import Office

from . import rows


@transaction.atomic
def find_or_make(*, jurisdiction, role, seat_label="", title=""):
    """The office of this role and seat in a jurisdiction, made if nobody has named it before.

    A title only names a new office: it never renames one that is there.
    """
    label = " ".join(seat_label.split())
    known = Office.objects.filter(jurisdiction=jurisdiction, role=role, seat_label=label).first()
    if known:
        return known
    office = Office(
        jurisdiction=jurisdiction,
        role=role,
        seat_label=label,
        title=" ".join(title.split()) or dict(Office.Role.choices).get(role, role),
    )
    return rows.keep(office)


@transaction.atomic
def change(*, office, title, seats, term_months, next_election_on, by, at):
    """Record what an office is called, how many hold it, for how long, and its next election."""
    _refuse_strangers(office.jurisdiction, by)
    if seats < 1:
        raise ValidationError("An office needs at least one seat.", code="office_has_a_seat")
    office = rows.lock(office)
    before, after = rows.change(
        office,
        title=" ".join(title.split()),
        seats=seats,
        term_months=term_months,
        next_election_on=next_election_on,
    )
    if after:
        audit.record(office, "network.office_changed", by=by, at=at, before=before, after=after)
    return office


@transaction.atomic
def change_body(*, jurisdiction, body_name, body_size, by, at):
    """Record what a place's governing body is called and how many sit on it."""
    _refuse_strangers(jurisdiction, by)
    jurisdiction = rows.lock(jurisdiction)
    before, after = rows.change(
        jurisdiction, body_name=" ".join(body_name.split()), body_size=body_size
    )
    if after:
        audit.record(jurisdiction, "network.body_changed", by=by, at=at, before=before, after=after)
    return jurisdiction


def _refuse_strangers(jurisdiction, by):
    if by and not by.rights.everyone and jurisdiction.state not in by.rights.states:
        raise ValidationError("Only staff of this state keep its facts.", code="rights")
