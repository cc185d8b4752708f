"""The audit trail: one line for each change, written in the transaction that makes it.

A scheduled job seals the lines in order. Each seal is a hash over the line and the seal before
it, so that `faults` finds a line that was changed, cut out or slipped in later. Who could rewrite
the whole chain could not rewrite a seal that somebody wrote down: see `audit_verify --expect`.
"""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime

from django.db import models
from django.utils import timezone

from network import jobs
from network.models import AuditEntry, Group, Person, User

SYSTEM = "the system"


def record(
    subject: models.Model,
    action: str,
    *,
    by: User | None,
    at: datetime | None = None,
    person: Person | None = None,
    group: Group | None = None,
    before: dict | None = None,
    after: dict | None = None,
    reason: str = "",
) -> AuditEntry:
    """Write one entry. `before` and `after` hold only the fields that changed, as plain values.

    `person` and `group` say under whom it is found later; name the private group whenever
    one is concerned, for that is what keeps the entry out of everybody else's sight.
    """
    return AuditEntry.objects.create(
        **_fields(subject, action, by, at, person, group, before, after, reason)
    )


def record_many(entries) -> None:
    """Write many entries at once, from dicts of the arguments of `record`."""
    AuditEntry.objects.bulk_create(
        AuditEntry(
            **_fields(
                entry["subject"],
                entry["action"],
                entry["by"],
                entry.get("at"),
                entry.get("person"),
                entry.get("group"),
                entry.get("before"),
                entry.get("after"),
                entry.get("reason", ""),
            )
        )
        for entry in entries
    )


def _fields(subject, action, by, at, person, group, before, after, reason):
    return {
        "at": at or timezone.now(),
        "by": by,
        "by_name": by.get_full_name() if by else SYSTEM,
        "action": action,
        "subject": f"{subject._meta.label_lower}:{subject.pk}",
        "person": subject if person is None and isinstance(subject, Person) else person,
        "group": group,
        "before": _plain(before),
        "after": _plain(after),
        "reason": reason,
    }


def _plain(values: dict | None) -> dict:
    return {
        name: value if value is None or isinstance(value, bool | int) else str(value)
        for name, value in (values or {}).items()
    }


@jobs.every(60)
def seal(at: datetime, *, limit: int = 5000) -> None:
    """Seal what was written since. Of two that race for a number one is undone and comes again."""
    number, before = last_seal()
    entries = list(_every().filter(sealed_no=None).order_by("pk")[:limit])
    for entry in entries:
        number += 1
        before = _seal(entry, number, before)
        entry.sealed_no, entry.seal = number, before
    _every().bulk_update(entries, ["sealed_no", "seal"], batch_size=500)


def last_seal() -> tuple[int, str]:
    """Number and seal to write down somewhere else."""
    last = _sealed().order_by("-sealed_no").first()
    return (last.sealed_no, last.seal) if last else (0, "")


def faults(*, expect: tuple[int, str] | None = None) -> Iterator[str]:
    """What is wrong with the chain, in words; nothing for a whole one.

    `expect` is a number and seal that were written down earlier.
    """
    number, before = 0, ""
    for entry in _sealed().order_by("sealed_no").iterator():
        if entry.sealed_no != number + 1:
            yield f"Entries {number + 1} to {entry.sealed_no - 1} are missing."
        elif entry.seal != _seal(entry, entry.sealed_no, before):
            yield f"Entry {entry.sealed_no} was changed, or was not there when it was sealed."
        number, before = entry.sealed_no, entry.seal
        if expect and entry.sealed_no == expect[0] and entry.seal != expect[1]:
            yield f"Entry {entry.sealed_no} had another seal when it was written down."
    if expect and number < expect[0]:
        yield f"Entries {number + 1} to {expect[0]} are missing."


def _seal(entry: AuditEntry, number: int, before: str) -> str:
    """Over what was written then. Not over `by`, which forgets a login that is deleted."""
    content = [
        number,
        str(entry.public_id),
        entry.at.astimezone(UTC).isoformat(),
        entry.by_name,
        entry.action,
        entry.subject,
        entry.person_id,
        entry.group_id,
        entry.before,
        entry.after,
        entry.reason,
    ]
    words = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256((before + words).encode()).hexdigest()


def _every() -> models.QuerySet:
    """All entries, those of private groups too, without the guard against changing them."""
    return models.QuerySet(AuditEntry)


def _sealed() -> models.QuerySet:
    return _every().exclude(sealed_no=None)
