"""The audit trail: one line for each change, written in the transaction that makes it."""

from datetime import datetime

from django.db import models
from django.utils import timezone

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
