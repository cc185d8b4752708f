"""Seals entries that were sealed over their words once more, over salted hashes of them.

A chain is checked with `audit_verify` before, for after this it is another one: what was
written down of the old one is kept in an entry of its own.
"""

import hashlib
import json
import secrets
from datetime import UTC

from django.db import migrations
from django.utils import timezone


def words(*content):
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode()


def seal_anew(apps, schema_editor):
    entries = apps.get_model("network", "AuditEntry").objects
    sealed = list(entries.exclude(sealed_no=None).filter(digest="").order_by("sealed_no"))
    if not sealed:
        return
    last = sealed[-1]
    was, before = f"{last.sealed_no}:{last.seal}", ""
    for entry in sealed:
        entry.salt = secrets.token_hex(16)
        said = [
            entry.by_name,
            entry.person_id,
            entry.group_id,
            entry.before,
            entry.after,
            entry.reason,
        ]
        entry.digest = hashlib.sha256(entry.salt.encode() + words(*said)).hexdigest()
        content = [
            entry.sealed_no,
            str(entry.public_id),
            entry.at.astimezone(UTC).isoformat(),
            entry.action,
            entry.subject,
            entry.digest,
        ]
        before = hashlib.sha256(before.encode() + words(*content)).hexdigest()
        entry.seal = before
    entries.bulk_update(sealed, ["salt", "digest", "seal"], batch_size=500)
    entries.create(
        at=timezone.now(),
        by_name="the system",
        action="network.trail_sealed_anew",
        subject="network.auditentry:0",
        before={"last seal": was},
    )


class Migration(migrations.Migration):
    dependencies = [("network", "0007_erasure")]

    operations = [migrations.RunPython(seal_anew, migrations.RunPython.noop)]
