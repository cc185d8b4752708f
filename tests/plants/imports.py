"""A file of another chapter's people, imported, and one that waits: national staff's alone."""

from django.utils import timezone

from network.models import ColumnMap, ImportBatch, ImportChange, ImportRow


def plant(made, known) -> None:
    now = timezone.now()
    source = made.plant("source of a file", "Tuscarawas clerks", readers="national admin")
    ColumnMap.objects.create(source=source, columns={"Ref": "official_ref"})
    waiting = ImportBatch.objects.create(
        name=made.plant("file's name", "quenby-and-others.csv", readers="national admin"),
        source=source,
        data=b"Ref,Name\nr1,Quenby\n",
        digest="0" * 64,
        columns=[["Ref", "official_ref"], ["Name", "name"]],
        state="ready",
        total=1,
        at=now,
    )
    ImportRow.objects.create(
        batch=waiting,
        line=2,
        state="error",
        name=made.plant("name in a file", "Quenby Xylander", readers="national admin"),
        search_key="quenby xylander",
        cells=["r1", made.plant("cell of a file", "+1 216 555 0199", readers="national admin")],
        reasons=[["end_date", "“soon” is not a date such as 2026-11-03."]],
        person=known.other,
    )
    done = ImportBatch.objects.create(
        name="ohio.csv",
        source=source,
        columns=[["Ref", "official_ref"]],
        state="undone",
        total=1,
        at=now,
        committed_at=now,
        undone_at=now,
    )
    ImportChange.objects.create(
        batch=done,
        label="network.person",
        key=known.other.pk,
        before={"family": made.plant("name as it was", "Xantherley")},
        after={"family": "Xanderleigh"},
        kept=made.plant("what stayed", "Quenby X.: kept: changed since.", readers="national admin"),
    )
    for batch in (waiting, done):
        made.value("batch", batch.public_id)
