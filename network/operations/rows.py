"""Saving a row so that whatever the schema refuses is refused in words."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction


def keep(row, *, codes=None):
    """Check a row and save it.

    A broken constraint is raised as ValidationError with the constraint's words; the code is
    the constraint's name, or what `codes` calls it. So is one broken at the same moment by
    somebody else, which only the database sees.
    """
    row.full_clean(validate_constraints=False)
    _check(row, codes or {})
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as broken:
        _check(row, codes or {})
        raise ValidationError(
            "Somebody changed this at the same moment. Try again.", code="conflict"
        ) from broken
    return row


def _check(row, codes):
    for constraint in row._meta.constraints:
        try:
            constraint.validate(type(row), row)
        except ValidationError as refusal:
            code = codes.get(constraint.name, constraint.name)
            raise ValidationError(refusal.messages[0], code=code) from refusal


def lock(row):
    """The row as it is now, held until the transaction ends."""
    return type(row)._base_manager.select_for_update(of=("self",)).get(pk=row.pk)


def change(row, **values):
    """Set what differs, check and save; answers with what was before and what is after."""
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    before = {name: getattr(row, name) for name in changed}
    for name, value in changed.items():
        setattr(row, name, value)
    if changed:
        keep(row)
    return before, changed
