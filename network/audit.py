"""The audit trail: one line for each change, written in the transaction that makes it.

A scheduled job seals the lines in order. Each seal is a hash over the line and the seal before
it, so that `faults` finds a line that was changed, cut out or slipped in later. Who could rewrite
the whole chain could not rewrite a seal that somebody wrote down: see `audit_verify --expect`.

What may name somebody is sealed by a salted hash of it. `redact` empties the words and throws
the salt away; the hash stays, so the chain still holds. What is left of an emptied line is
vouched for by the line that says who was erased, which is sealed like any other.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from uuid import UUID, uuid4

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from network import jobs
from network.models import AuditEntry, Group, Person, SiteVersion, User
from network.roles import PRIVATE_KINDS

SYSTEM = "the system"
#: Whose name was erased.
FORMER = "a former member"
ERASED = "network.erased"
#: How actions begin that change what public pages may show. Apps above add theirs.
_public = ["network."]


def shows_publicly(*beginnings: str) -> None:
    """Whatever is recorded under these is seen at the next view of a public page."""
    _public.extend(beginnings)


def record(
    subject: models.Model | str,
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
    one is concerned, for that is what keeps the entry out of everybody else's sight. A row
    that is gone, or that may go, is named as it would be kept: "network.person:41".
    """
    _raise_site_version([action])
    return AuditEntry.objects.create(
        **_fields(subject, action, by, at, person, group, before, after, reason)
    )


def record_many(entries) -> None:
    """Write many entries at once, from dicts of the arguments of `record`."""
    entries = list(entries)
    _raise_site_version(entry["action"] for entry in entries)
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


def _raise_site_version(actions):
    if any(action.startswith(tuple(_public)) for action in actions):
        SiteVersion.raise_on_commit()


def _fields(subject, action, by, at, person, group, before, after, reason):
    return {
        "at": at or timezone.now(),
        "by": by,
        "by_name": by.get_full_name() if by else SYSTEM,
        "action": action,
        "subject": _name(subject),
        "person": subject if person is None and isinstance(subject, Person) else person,
        "group": group,
        "before": _plain(before),
        "after": _plain(after),
        "reason": reason,
    }


def _name(subject: models.Model | str) -> str:
    return subject if isinstance(subject, str) else f"{subject._meta.label_lower}:{subject.pk}"


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
        if entry.redaction is None:
            _close(entry)
        before = _seal(entry, number, before)
        entry.sealed_no, entry.seal = number, before
    _every().bulk_update(entries, ["salt", "digest", "sealed_no", "seal"], batch_size=500)


@transaction.atomic
def redact(
    person: Person, *, records: Iterable[int], users: Iterable[int], by: User | None, at: datetime
) -> AuditEntry:
    """Empty what the trail says of somebody, and write the entry that vouches for what is left.

    `records` are the keys of the person and of the records merged into theirs: what was said
    of those is emptied, and out of private groups the person is taken as well. `users` are
    their accounts: of what those did, only the name goes.
    """
    records, users, new = set(records), set(users), uuid4()
    named = [f"network.person:{pk}" for pk in records]
    theirs = Q(person__in=records) | Q(subject__in=named)
    entries = list(_every().filter(theirs | Q(by__in=users)).select_related("group").order_by("pk"))
    emptied = {entry.redaction for entry in entries} - {None}
    for entry in entries:
        if entry.redaction is None and not entry.digest:
            _close(entry)
        if entry.person_id in records or entry.subject in named:
            _empty(entry)
        if entry.by_id in users:
            entry.by_name = FORMER
        entry.salt, entry.redaction = "", new
    fields = ["salt", "digest", "redaction", "by_name", "person", "before", "after", "reason"]
    _every().bulk_update(entries, fields, batch_size=500)
    _every().filter(redaction__in=emptied).update(redaction=new)
    said = _fields(person, ERASED, by, at, None, None, None, _vouch(new), "")
    return AuditEntry.objects.create(public_id=new, **said)


def _empty(entry):
    """Ids, time and action stay. That somebody was in a private group does not."""
    entry.before, entry.after, entry.reason = {}, {}, ""
    if entry.group and entry.group.kind in PRIVATE_KINDS:
        entry.person = None


def _close(entry):
    """Take down the hash that the seal will be over."""
    entry.salt = secrets.token_hex(16)
    entry.digest = _digest(entry)


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
        elif entry.seal != _seal(entry, entry.sealed_no, before) or not _is_whole(entry):
            yield f"Entry {entry.sealed_no} was changed, or was not there when it was sealed."
        number, before = entry.sealed_no, entry.seal
        if expect and entry.sealed_no == expect[0] and entry.seal != expect[1]:
            yield f"Entry {entry.sealed_no} had another seal when it was written down."
    if expect and number < expect[0]:
        yield f"Entries {number + 1} to {expect[0]} are missing."
    yield from _unvouched()


def _is_whole(entry) -> bool:
    return entry.redaction is not None or entry.digest == _digest(entry)


def _unvouched() -> Iterator[str]:
    """Emptied entries that are not as an erasure left them."""
    emptied = _every().exclude(redaction=None).order_by()
    for erasure in emptied.values_list("redaction", flat=True).distinct():
        said = _every().filter(public_id=erasure, action=ERASED).first()
        if said is None or said.after != _vouch(erasure):
            yield f"Entries were emptied or changed that the erasure {erasure} did not leave so."


def _vouch(erasure: UUID) -> dict:
    """How many entries an erasure emptied, and a hash over all that is left of them."""
    left = hashlib.sha256()
    count = 0
    for entry in _every().filter(redaction=erasure).order_by("pk").iterator():
        left.update(_words(str(entry.public_id), entry.digest, *_erasable(entry)))
        count += 1
    return {"entries": count, "left": left.hexdigest()}


def _seal(entry: AuditEntry, number: int, before: str) -> str:
    """Over what was written then. Not over `by`, which forgets a login that is deleted."""
    when = entry.at.astimezone(UTC).isoformat()
    content = [number, str(entry.public_id), when, entry.action, entry.subject, entry.digest]
    return hashlib.sha256(before.encode() + _words(*content)).hexdigest()


def _digest(entry: AuditEntry) -> str:
    """Salted, or a name could be guessed and its hash compared."""
    return hashlib.sha256(entry.salt.encode() + _words(*_erasable(entry))).hexdigest()


def _erasable(entry: AuditEntry) -> list:
    return [
        entry.by_name,
        entry.person_id,
        entry.group_id,
        entry.before,
        entry.after,
        entry.reason,
    ]


def _words(*content) -> bytes:
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode()


def _every() -> models.QuerySet:
    """All entries, those of private groups too, without the guard against changing them."""
    return models.QuerySet(AuditEntry)


def _sealed() -> models.QuerySet:
    return _every().exclude(sealed_no=None)
