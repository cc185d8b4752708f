"""What the roster's filters, segments and files cost.

A file of everybody is measured against the raw SQL that fetches the same cells, written as CSV;
the list with filters and the segments by how many queries they take at each size.
"""

import csv
import io
import statistics
import time

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from config.demo import cast
from network.models import Group, Segment, User
from network.roles import GroupKind

from .pages import BARE, client_of, cpu

#: Three filters that many fit, and columns that every source has to be asked for.
FILTERED = "/desk/people/?standing=member&kind=city&consent=directory&columns=office&columns=joined"
SEGMENTS = "/desk/people/segments/"
EXPORT = "/desk/people/export/?columns=standing&columns=office&columns=chapter&columns=joined"
ASKED = [
    {"standing": ["alum"]},
    {"term": ["unconfirmed"]},
    {"role": ["mayor"], "size": ["under-5k"]},
    {"consent": ["newsletter"]},
    {"joined_from": ["2024-01-01"]},
]


def lists(rounds) -> dict:
    """The list with three filters and the segments: queries, CPU, and how often a bare view's."""
    national = client_of(cast.NATIONAL)
    found = {}
    with transaction.atomic():
        _keep_segments()
        for name, address in (("roster, three filters", FILTERED), ("segments", SEGMENTS)):
            found[name] = page(national, address, rounds)
        transaction.set_rollback(True)
    return found


def exporting(rounds) -> dict:
    """A CSV file of everybody against the raw SQL of the same cells, written as CSV."""
    client = client_of(cast.NATIONAL)
    files, raws = [], []
    for _ in range(rounds + 1):  # the first one warms up
        with transaction.atomic():
            begun = time.process_time()
            answer = client.post(EXPORT, {"form": "csv"})
            size = sum(len(piece) for piece in answer.streaming_content)
            files.append(time.process_time() - begun)
            transaction.set_rollback(True)
        begun = time.process_time()
        rows = raw()
        raws.append(time.process_time() - begun)
    took, least = statistics.median(files[1:]), statistics.median(raws[1:])
    return {"rows": rows, "bytes": size, "s": took, "raw_s": least, "ratio": took / least}


def raw() -> int:
    """Everybody's name, standing's makings, offices, chapters and day of joining, as CSV."""
    out = csv.writer(io.StringIO())
    today = timezone.localdate()
    with connection.cursor() as cursor:
        for statement in RAW:
            cursor.execute(statement, [today] * statement.count("%s"))
            rows = cursor.fetchall()
            out.writerows(rows)
            if statement is RAW[0]:
                people = len(rows)
    return people


RAW = (
    """SELECT id, public_id, given, known_as, family FROM network_person
    WHERE merged_into_id IS NULL AND erased_at IS NULL ORDER BY sort_key, id""",
    """SELECT term.person_id, term.starts_on, term.ends_on, term.ended_on, term.end_reason,
    term.confirmed_on, office.title, office.seat_label, place.name, place.state
    FROM network_term term JOIN network_office office ON office.id = term.office_id
    JOIN network_jurisdiction place ON place.id = office.jurisdiction_id
    ORDER BY term.starts_on, term.id""",
    """SELECT held.person_id, held.role, held.since, kept.kind, kept.name
    FROM network_membership held JOIN network_group kept ON kept.id = held.group_id
    WHERE kept.kind <> 'caucus' AND held.state = 'active' AND held.since <= %s
    AND (held.until IS NULL OR held.until >= %s) ORDER BY held.id""",
)


def page(client, address, rounds) -> dict:
    for _ in range(2):
        if client.get(address).status_code != 200:
            raise SystemExit(f"{address} does not answer.")
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    number = len(asked)
    client.get(BARE)
    taken = [(cpu(client, BARE, 20), cpu(client, address, 3)) for _ in range(rounds)]
    return {
        "queries": number,
        "ms": statistics.median(page for _, page in taken) * 1000,
        "ratio": statistics.median(page / bare for bare, page in taken),
    }


def _keep_segments() -> None:
    network = Group.objects.get(kind=GroupKind.NETWORK)
    staff = User.objects.get(email=cast.NATIONAL.email)
    Segment.objects.bulk_create(
        Segment(
            group=network,
            name=f"Bench {number}",
            query=query,
            made_by=staff,
            made_at=timezone.now(),
        )
        for number, query in enumerate(ASKED)
    )


def measure(rounds) -> dict:
    return {"lists": lists(rounds), "export": exporting(rounds)}
