"""Somebody passes somebody on, and what there is to see afterwards."""

import datetime as dt
import re
import uuid

from network.models import (
    AuditEntry,
    ContactPoint,
    Letter,
    Membership,
    Office,
    Person,
    Prospect,
    Term,
)
from network.operations import referrals
from network.operations.referrals import Told
from tests.factories import NOON

REFER = "/refer/"
#: Session, account and activity, person, standing, those passed on, and the rights of the frame.
PAGE_QUERIES = 7


def told(town, **changed):
    return Told(
        **{
            "given": "Rosa",
            "family": "Marín",
            "jurisdiction": town,
            "role": Office.Role.COUNCIL,
            "elected_on": dt.date(2026, 11, 3),
            "email": "council@cedarfalls.example.org",
            **changed,
        }
    )


def refer(referrer, town, *, at=NOON, words="From the debate.", key=None, **changed):
    return referrals.refer(
        told=told(town, **changed),
        referrer=referrer,
        words=words,
        key=key,
        by=referrer.user,
        at=at,
    )


def sent(town, **changed):
    """What the form sends."""
    return {
        "given": "Rosa",
        "family": "Marín",
        "role": "council",
        "place": "cedar",
        "jurisdiction": town.ocd_id,
        "which": "won",
        "when_month": "11",
        "when_day": "3",
        "when_year": "2026",
        "email": "council@cedarfalls.example.org",
        "use": "official",
        "words": "From the debate.",
        "agreed": "on",
        "key": str(uuid.uuid4()),
        **changed,
    }


def counts():
    kinds = (Person, Term, ContactPoint, Prospect, Letter, AuditEntry, Office, Membership)
    return {model.__name__: model._base_manager.count() for model in kinds}


def code_of(refusal):
    return refusal.value.error_list[0].code


def errors(response):
    return {name: list(found) for name, found in response.context["form"].errors.items()}


def listed(client):
    return [(one.name, one.stage) for one in client.get(REFER).context["passed"]]


def said(response):
    """The page, less what is drawn anew for each."""
    page = response.content.decode()
    return re.sub(r'(csrfmiddlewaretoken|name="key"|nonce)[^>]*', "", page)
