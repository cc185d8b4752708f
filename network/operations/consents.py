"""Answers to what we may show and send: each one kept, the last one holds."""

from django.db import transaction

from network import audit
from network.models import Consent
from network.models.consents import TEXT_VERSION, Purpose

from . import rows


@transaction.atomic
def answer(*, person, purpose, given, how, by, at):
    """Record an answer to today's wording. The same answer to the same wording is not repeated."""
    rows.lock(person)
    last = person.consents.filter(purpose=purpose).order_by("-pk").first()
    if last and (last.given, last.text_version) == (given, TEXT_VERSION):
        return last
    consent = rows.keep(
        Consent(
            person=person,
            purpose=Purpose(purpose),
            given=given,
            text_version=TEXT_VERSION,
            how=how,
            by=by,
            at=at,
        )
    )
    audit.record(
        consent,
        "network.consent",
        by=by,
        at=at,
        person=person,
        before={consent.purpose: last.given if last else None},
        after={consent.purpose: given, "text": TEXT_VERSION},
    )
    return consent
