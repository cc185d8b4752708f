"""Pledges are written and closed by national staff, and signed by members in office."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from network import audit
from network.models import Pledge, PledgeSignature

from . import holding, rows

FIELDS = ("title", "text", "opens_on", "closes_on")


@transaction.atomic
def make(*, title, slug, text, opens_on, by, at, closes_on=None) -> Pledge:
    """Raises ValidationError: "rights", and what the schema refuses."""
    _refuse_others(by)
    pledge = rows.keep(
        Pledge(
            title=" ".join(title.split()),
            slug=slug,
            text=text.strip(),
            opens_on=opens_on,
            closes_on=closes_on,
        )
    )
    audit.record(pledge, "network.pledge_made", by=by, at=at, after={"title": pledge.title})
    return pledge


@transaction.atomic
def change(*, pledge, by, at, **values) -> Pledge:
    """Change title, words or days. Saying what is there already changes nothing.

    Words that change are another version. Raises ValidationError: "rights", and "signed" where
    words would change that somebody has signed, even who took it back: other words are another
    pledge.
    """
    _refuse_others(by)
    if unknown := set(values) - set(FIELDS):
        raise TypeError(f"Not to be changed: {', '.join(sorted(unknown))}")
    pledge = rows.lock(pledge)
    says = {name: values[name] for name in ("title", "text") if name in values}
    if any(getattr(pledge, name) != value for name, value in says.items()):
        if pledge.signatures.exists():
            raise ValidationError(
                "Somebody has signed these words. Write another pledge for others.", code="signed"
            )
        values["version"] = pledge.version + 1
    before, after = rows.change(pledge, **values)
    if after:
        audit.record(pledge, "network.pledge_edited", by=by, at=at, before=before, after=after)
    return pledge


@transaction.atomic
def close(*, pledge, by, at) -> Pledge:
    """Today is the last day on which it can be signed. What was signed stays.

    Raises ValidationError: "rights", "closed".
    """
    _refuse_others(by)
    pledge, on = rows.lock(pledge), timezone.localdate(at)
    if pledge.closes_on == on:
        return pledge
    if pledge.closes_on and pledge.closes_on < on:
        raise ValidationError("This pledge is closed.", code="closed")
    before, after = rows.change(pledge, closes_on=max(on, pledge.opens_on))
    audit.record(pledge, "network.pledge_closed", by=by, at=at, before=before, after=after)
    return pledge


@transaction.atomic
def sign(*, pledge, person, term, version, by, at, named=False) -> PledgeSignature:
    """Sign as the office held in `term`; `version` is the one they have read.

    Raises ValidationError: "rights", "closed", "not_in_office", "term", "changed",
    "pledge_signed_once".
    """
    if by and by.known_person != person:
        raise ValidationError("Only they can sign themselves.", code="rights")
    pledge, person, on = rows.lock(pledge), rows.lock(person), timezone.localdate(at)
    if not pledge.is_open(on=on):
        raise ValidationError("This pledge cannot be signed today.", code="closed")
    held = holding.now(person, on=on)
    if not held.exists():
        raise ValidationError(
            "Members sign as the office they hold. We know of none that you hold today.",
            code="not_in_office",
        )
    office = holding.choose(held, term, refused="Choose an office that you hold today.")
    if version != pledge.version:
        raise ValidationError(
            "The words have changed since you read them. Read them again, then sign.",
            code="changed",
        )
    signature = rows.keep(
        PledgeSignature(
            pledge=pledge, person=person, version=version, signed_at=at, named=named, **office
        )
    )
    _record(signature, "network.pledge_signed", by, at)
    return signature


@transaction.atomic
def name(*, signature, named, by, at) -> PledgeSignature:
    """Put one's name on the list, or take it off. It counts from now on."""
    signature = _own(signature, by)
    before, after = rows.change(signature, named=named)
    if after:
        _record(signature, "network.pledge_named", by, at, before=before)
    return signature


@transaction.atomic
def take_back(*, signature, by, at) -> PledgeSignature:
    """It counts no more. They may sign again. Twice changes nothing."""
    signature = _own(signature, by)
    if signature.withdrawn_at is None:
        rows.change(signature, withdrawn_at=at)
        _record(signature, "network.pledge_taken_back", by, at)
    return signature


def _own(signature, by):
    if by and by.known_person != signature.person:
        raise ValidationError("Only they can say so themselves.", code="rights")
    return rows.lock(signature)


def _refuse_others(by):
    if by and not by.rights.everyone:
        raise ValidationError("National staff keep the pledges.", code="rights")


def _record(signature, action, by, at, *, before=None):
    audit.record(
        signature,
        action,
        by=by,
        at=at,
        person=signature.person,
        before=before,
        after={
            "pledge": signature.pledge,
            "office": f"{signature.office_title}, {signature.place_name}",
            "named": signature.named,
        },
    )
