"""Who was at a caucus's meetings, when records are joined, taken along or erased."""

import json

import pytest

from caucuses.models import Attendance, Caucus
from events.models import Event
from network.models import AuditEntry
from network.operations import merging, my_data, records
from network.reports import my_data as files
from tests.factories import NOON, CaucusGroupFactory, PersonFactory, a_member


@pytest.fixture
def meeting():
    caucus = Caucus.objects.create(group=CaucusGroupFactory(), purpose="To meet")

    def made(title="Wick night"):
        hours = {"starts_at": NOON, "ends_at": NOON.replace(hour=18)}
        return Event.objects.create(
            host=caucus.group, title=title, timezone="America/New_York", **hours
        )

    return made


def there(event, person):
    return Attendance.objects.create(event=event, person=person, at=NOON)


def test_joined_records_were_at_all_meetings_of_both_and_nobody_is_told(meeting):
    one, other = PersonFactory(), PersonFactory()
    both, theirs = meeting(), meeting()
    there(both, one)
    twice, moved = there(both, other), there(theirs, other)

    made = merging.merge(survivor=one, merged=other, by=None, at=NOON)

    twice.refresh_from_db()
    moved.refresh_from_db()
    assert (twice.person, moved.person) == (other, one)
    told = [line for line in made.moved if line["label"] == "caucuses.attendance"]
    assert [line.get("private") for line in told] == [True]
    assert AuditEntry.objects.filter(action__startswith="caucuses").count() == 0


def test_taken_apart_each_was_where_they_were(meeting):
    one, other = PersonFactory(), PersonFactory()
    moved = there(meeting(), other)
    made = merging.merge(survivor=one, merged=other, by=None, at=NOON)

    assert merging.take_apart(merge=made, by=None, at=NOON) == []

    moved.refresh_from_db()
    assert moved.person == other


def test_ones_own_data_tell_which_meetings_one_was_at_and_nobody_elses(meeting):
    ana, other = a_member(given="Ana", family="Silva", email="ana@example.org"), PersonFactory()
    there(meeting("Wick night"), ana)
    there(meeting("Other night"), other)

    tables = my_data.take(person=ana, form="json", by=ana.user, at=NOON)
    said = json.loads(files.as_json(tables, at=NOON))["tables"]

    assert [row["event"] for row in said["attendance"]["rows"]] == ["Wick night"]
    assert "Other night" not in json.dumps(said)


def test_of_somebody_erased_no_line_is_left(meeting):
    person, other = PersonFactory(), PersonFactory()
    for one in (person, other):
        there(meeting(), one)
    (record,) = [record for record in records.every() if record.key == "attendance"]

    record.erase(records.Gone([person.pk], [], [], [], []))

    assert [row.person for row in Attendance.objects.all()] == [other]
