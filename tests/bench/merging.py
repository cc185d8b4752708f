"""What a merge costs against the statements it cannot do without.

Two people are joined of whom one has forty rows that move, in ten tables; the bare
statements are one UPDATE for each of these tables and one for the record itself. Wants a
migrated database of its own.
"""

import datetime as dt
import statistics
import time

from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network.models import (
    ContactPoint,
    Interaction,
    Interest,
    Jurisdiction,
    Letter,
    NextAction,
    Office,
    Person,
    SourceRecord,
    Speaks,
    Tag,
    Tagging,
    Term,
)
from network.operations import merging
from tests.factories import MembershipFactory, PersonFactory, a_chapter, national_staff

EACH = 4
ROWS = 40
DAY = dt.date(2024, 1, 2)
MOVED = {
    Term: "person_id",
    ContactPoint: "person_id",
    Interaction.people.through: "person_id",
    NextAction: "person_id",
    Tagging: "person_id",
    Speaks: "person_id",
    Interest: "person_id",
    Letter: "person_id",
    SourceRecord: "person_id",
}


def two_people(at):
    """One with a membership, and another with forty rows."""
    chapter, staffer = a_chapter(), national_staff()
    kept, gone = PersonFactory(), PersonFactory()
    MembershipFactory(person=kept, group=chapter)
    place = Jurisdiction.objects.create(
        ocd_id="ocd-division/country:us/state:tx/place:bench", name="Bench", kind="city", state="TX"
    )
    for number in range(EACH):
        group = type(chapter).objects.create(
            kind="committee", parent=chapter, name=f"Bench {number}", slug=f"bench-{number}"
        )
        MembershipFactory(person=gone, group=group)
        office = Office.objects.create(
            jurisdiction=place, role="council", title="Council member", seat_label=str(number)
        )
        term = Term.objects.create(person=gone, office=office, starts_on=DAY)
        ContactPoint.objects.create(
            person=gone, kind="phone", use="personal", value=f"410 555 010{number}"
        )
        note = Interaction.objects.create(at=at, by=staffer.user, scope=chapter, body="Called.")
        note.people.add(gone)
        NextAction.objects.create(
            person=gone, text="Call", owner=staffer.user, due_on=DAY, scope=chapter, made_at=at
        )
        tag = Tag.objects.create(group=chapter, name=f"Bench {number}")
        Tagging.objects.create(person=gone, tag=tag, at=at)
        Speaks.objects.create(person=gone, language=["es", "fr", "ko", "so"][number])
        Interest.objects.create(person=gone, topic=["water", "work", "health", "climate"][number])
        Letter.objects.create(kind="bench", person=gone, to="b@example.org", subject="Bench")
        SourceRecord.objects.create(
            source="bench", external_id=str(number), person=gone, term=term, read_at=at
        )
    return kept, gone, staffer.user


def merge_once(kept, gone, user, at):
    begun = time.process_time()
    made = merging.merge(survivor=kept, merged=gone, by=user, at=at)
    took = time.process_time() - begun
    moved = sum(line["label"] != "network.person" for line in made.moved)
    if moved != ROWS:
        raise SystemExit(f"The merge moved {moved} rows, not {ROWS}.")
    return took


def update_once(kept, gone):
    """The same rows pointed to the survivor, table by table, as SQL that is ready."""
    quote = connection.ops.quote_name
    tables = [(model._meta.db_table, column) for model, column in MOVED.items()]
    tables += [("network_membership", "person_id")]
    begun = time.process_time()
    with connection.cursor() as cursor:
        for table, column in tables:
            cursor.execute(
                f"UPDATE {quote(table)} SET {quote(column)} = %s WHERE {quote(column)} = %s",
                [kept.pk, gone.pk],
            )
        cursor.execute(
            f"UPDATE {quote(Person._meta.db_table)} SET merged_into_id = %s WHERE id = %s",
            [kept.pk, gone.pk],
        )
    return time.process_time() - begun


def measure(rounds) -> dict:
    call_command("migrate", verbosity=0)
    at = timezone.now()
    merges, updates = [], []
    with transaction.atomic():
        people = two_people(at)
        for _ in range(rounds + 1):
            for took, do in (
                (merges, lambda: merge_once(*people, at)),
                (updates, lambda: update_once(*people[:2])),
            ):
                with transaction.atomic():
                    took.append(do())
                    transaction.set_rollback(True)
                for person in people[:2]:
                    person.refresh_from_db()
        with transaction.atomic(), CaptureQueriesContext(connection) as asked:
            merge_once(*people, at)
            transaction.set_rollback(True)
        transaction.set_rollback(True)
    # The first round of each pays for what is put together once.
    took, bare = statistics.median(merges[1:]), statistics.median(updates[1:])
    return {
        "rows": ROWS,
        "s": took,
        "sql_s": bare,
        "ratio": took / bare,
        "queries": len(asked),
    }
