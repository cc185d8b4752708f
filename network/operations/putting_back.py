"""A single field put back to what it was before a change. The trail only grows: putting back is a
new entry, which names the one it undoes.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model

from network import audit
from network.models import AuditEntry, Membership, Person, Seat, Term

from . import memberships, people, rows

PUT_BACK = "network.put_back"

#: What can be put back of each kind of row: columns that only make sense together go together.
PARTS: dict[type[Model], dict[str, tuple[str, ...]]] = {
    Person: {name: (name,) for name in people.NAMES},
    Term: {
        "how": ("how",),
        "elected_on": ("elected_on",),
        "starts_on": ("starts_on", "starts_precision"),
        "ends_on": ("ends_on", "ends_precision"),
        "confirmed_on": ("confirmed_on",),
        "end": ("ended_on", "ended_precision", "end_reason"),
    },
    Membership: {
        "since": ("since",),
        "term_ends_on": ("term_ends_on",),
        "end": ("until", "end_reason"),
    },
}

#: The changes that can be undone.
UNDOABLE = {
    "network.person_edited",
    "network.term_changed",
    "network.term_ended",
    "network.term_confirmed",
    "network.membership_ended",
    "network.seat_vacated",
}

_MODELS = {model._meta.label_lower: model for model in PARTS}


def offers(entries) -> dict[int, list[str]]:
    """By the key of an entry, the parts of it that can be put back.

    `entries` are all there are about these rows since the earliest of them, the latest first.
    """
    found: dict[int, list[str]] = {}
    touched: set[tuple[str, str]] = set()
    undone: set[tuple[str, str]] = set()
    for entry in entries:
        if entry.action == PUT_BACK:
            undone.add((entry.after["entry"], entry.after["part"]))
            continue
        for part, columns in _parts_of(entry).items():
            if (str(entry.public_id), part) in undone:
                continue
            if entry.action in UNDOABLE and not touched & {(entry.subject, c) for c in columns}:
                found.setdefault(entry.pk, []).append(part)
            touched |= {(entry.subject, column) for column in columns}
    return found


def values_of(entry, part) -> dict:
    """What the columns of a part would hold again. Raises ValidationError("part")."""
    model = _model_of(entry)
    columns = _parts_of(entry).get(part) if model else None
    if not columns or entry.action not in UNDOABLE:
        raise ValidationError("This cannot be put back.", code="part")
    return _read(model, entry.before, columns)


def refuse(entry, part) -> None:
    """Raises ValidationError: "part", "later", "put_back"."""
    values_of(entry, part)
    since = list(AuditEntry.objects.filter(subject=entry.subject, pk__gte=entry.pk).order_by("-pk"))
    if part in offers(since).get(entry.pk, []):
        return
    mine = {"entry": str(entry.public_id), "part": part}
    if any(mine.items() <= later.after.items() for later in since if later.action == PUT_BACK):
        raise ValidationError("This has been put back already.", code="put_back")
    raise _later()


@transaction.atomic
def put_back(*, entry, part, by, at):
    """Undo one part of a change.

    Raises ValidationError: "part", "later" when the field was changed again, "put_back" when
    it is undone already, "gone", "rights", "closed", or the name of the constraint that what
    was there before would break now.
    """
    values = values_of(entry, part)
    row = _locked(entry)
    refuse(entry, part)
    now = {column: getattr(row, column) for column in values}
    if now != _read(type(row), entry.after, values):
        raise _later()
    if isinstance(row, Membership):
        _refuse_to_reopen(row, by)
    rows.change(row, **values)
    _follow(row, part)
    audit.record(
        row,
        PUT_BACK,
        by=by,
        at=at,
        person=entry.person,
        group=entry.group,
        before=now,
        after={**values, "entry": entry.public_id, "part": part},
    )
    return row


def _later():
    return ValidationError(
        "This was changed again later. Put the later change back first.", code="later"
    )


def _read(model, said, columns):
    """Values as the trail holds them, as the row would."""
    return {column: model._meta.get_field(column).to_python(said.get(column)) for column in columns}


def _model_of(entry):
    return _MODELS.get(entry.subject.partition(":")[0])


def _parts_of(entry) -> dict[str, tuple[str, ...]]:
    """The parts an entry changed, each with the columns of it that were there before."""
    parts = PARTS.get(_model_of(entry), {})
    changed = {
        part: tuple(column for column in columns if column in entry.before)
        for part, columns in parts.items()
    }
    return {part: columns for part, columns in changed.items() if columns}


def _locked(entry):
    """The row, held; a seat before its holder, as everywhere."""
    model, pk = _model_of(entry), int(entry.subject.partition(":")[2])
    owner = {} if model is Person else {"person": entry.person}
    row = model.objects.filter(pk=pk, **owner).first()
    if row is None:
        raise ValidationError("What was changed then is no longer there.", code="gone")
    if isinstance(row, Membership) and row.seat_id:
        Seat.objects.select_for_update().get(pk=row.seat_id)
    return rows.lock(row)


def _refuse_to_reopen(membership, by):
    """Dates of a membership are rights: who puts them back must be able to give them."""
    if not memberships.may_begin(by, group=membership.group, role=membership.role):
        raise ValidationError(
            "You can only give rights you hold, inside your chapters.", code="rights"
        )
    if membership.group.closed_on:
        raise ValidationError(f"{membership.group} is closed.", code="closed")
    seat = membership.seat
    if seat and (seat.closed_on or membership.place > seat.count):
        raise ValidationError("This seat is closed.", code="closed")


def _follow(row, part):
    """What goes with a part and is on no trail."""
    if isinstance(row, Person):
        row.version += 1
        row.save(update_fields=["version"])
    if part == "confirmed_on":
        row.confirmed_by = None
        row.save(update_fields=["confirmed_by"])
