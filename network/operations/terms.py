"""Terms in office begin, end and are confirmed. What somebody's standing is follows from them."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from network import audit
from network.models import Term
from network.models.offices import Precision

from . import offices, rows

#: What may be put right later; how a term ended is said by `end`.
FIELDS = (
    "how",
    "elected_on",
    "starts_on",
    "starts_precision",
    "ends_on",
    "ends_precision",
)


@transaction.atomic
def add(
    *,
    person,
    office,
    by,
    at,
    how=Term.How.ELECTED,
    elected_on=None,
    starts_on=None,
    starts_precision=Precision.DAY,
    ends_on=None,
    ends_precision=Precision.DAY,
    source="",
):
    """Raises ValidationError("term_one_open_per_office") for a second open term in an office."""
    term = rows.keep(
        Term(
            person=person,
            office=office,
            how=how,
            elected_on=elected_on,
            starts_on=starts_on,
            starts_precision=starts_precision,
            ends_on=ends_on,
            ends_precision=ends_precision,
            source=source,
        )
    )
    audit.record(
        term,
        "network.term_added",
        by=by,
        at=at,
        person=person,
        after={"office": office, "how": term.get_how_display()}
        | {
            name: value
            for name, value in (
                ("elected_on", elected_on),
                ("starts_on", starts_on),
                ("ends_on", ends_on),
            )
            if value
        },
    )
    return term


@transaction.atomic
def add_in(*, person, jurisdiction, role, by, at, seat_label="", title="", **term):
    """Add a term in an office named by its place and role; the office is made if it is new."""
    office = offices.find_or_make(
        jurisdiction=jurisdiction, role=role, seat_label=seat_label, title=title
    )
    return add(person=person, office=office, by=by, at=at, **term)


@transaction.atomic
def end(*, term, ended_on, reason, by, at, precision=Precision.DAY):
    """Say that a term is over; `ended_on` may be None when nobody knows the day.

    Saying the same again changes nothing. Raises ValidationError("ended") when it is
    already over in another way.
    """
    term = rows.lock(term)
    if term.end_reason:
        if (term.ended_on, term.end_reason) == (ended_on, reason):
            return term
        raise ValidationError("This term has already ended.", code="ended")
    before, after = rows.change(
        term, ended_on=ended_on, ended_precision=precision, end_reason=reason
    )
    _record(term, "network.term_ended", by, at, before, after)
    return term


@transaction.atomic
def confirm(*, term, by, at, ends_on=None, ends_precision=Precision.DAY, reason=""):
    """Record that the person still serves, and until when if that is known now.

    `reason` is how we know, where it is not `by` who says so.
    """
    term = rows.lock(term)
    if term.end_reason:
        raise ValidationError("This term has already ended.", code="ended")
    values = {"confirmed_on": timezone.localdate(at)}
    if ends_on:
        values |= {"ends_on": ends_on, "ends_precision": ends_precision}
    before, after = rows.change(term, **values)
    if after:
        term.confirmed_by = by
        term.save(update_fields=["confirmed_by"])
        _record(term, "network.term_confirmed", by, at, before, after, reason)
    return term


@transaction.atomic
def confirm_many(*, terms, by, at):
    """Confirm several, each with its own line in the trail, in the order of their keys.

    Answers with those that were confirmed: what has ended meanwhile is left as it is.
    """
    found = Term.objects.filter(pk__in=[term.pk for term in terms], end_reason="")
    return [
        confirm(term=term, by=by, at=at)
        for term in found.select_for_update(of=("self",)).order_by("pk")
    ]


@transaction.atomic
def change(*, term, by, at, **values):
    """Put right how and when they came to the office and when it is due to end.

    Fields are those in `FIELDS`. Saying what is there already changes nothing.
    """
    if unknown := set(values) - set(FIELDS):
        raise TypeError(f"Not to be changed: {', '.join(sorted(unknown))}")
    term = rows.lock(term)
    before, after = rows.change(term, **values)
    if after:
        _record(term, "network.term_changed", by, at, before, after)
    return term


def _record(term, action, by, at, before, after, reason=""):
    audit.record(
        term,
        action,
        by=by,
        at=at,
        person=term.person,
        before={"office": term.office, **before},
        after={"office": term.office, **after},
        reason=reason,
    )
