"""Offices come into being when somebody is found to hold one."""

from django.db import transaction

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
