"""Somebody applies, and what there is to count afterwards."""

import datetime as dt

from network.models import (
    Application,
    AuditEntry,
    ContactPoint,
    Letter,
    Membership,
    Office,
    Person,
    Term,
    User,
)
from network.models.offices import Precision
from network.operations import applications
from tests.factories import (
    NOON,
    TODAY,
    JurisdictionFactory,
)

LATER = NOON + dt.timedelta(minutes=5)


def apply(**values):
    """Rosa Marin, council member somewhere in Texas, unless told otherwise."""
    place = values.pop("jurisdiction", None) or JurisdictionFactory()
    return applications.submit(
        **{
            "email": "rosa@example.org",
            "given": "Rosa",
            "family": "Marin",
            "jurisdiction": place,
            "office_role": Office.Role.COUNCIL,
            "seat_label": "District 4",
            "starts_on": dt.date(2025, 1, 1),
            "starts_precision": Precision.MONTH,
            "at": NOON,
            **values,
        }
    )


def everything():
    """How many rows there are of each kind that an application may make."""
    counted = (Application, Person, ContactPoint, User, Membership, Letter, AuditEntry, Term)
    return {model.__name__: model._base_manager.count() for model in counted}


def letters():
    return list(Letter.objects.order_by("pk").values_list("kind", "to"))


def standing(person):
    return Person.objects.standing(on=TODAY).get(pk=person.pk).standing
