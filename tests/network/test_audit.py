"""The audit trail: only ever added to, sealed in order, and found out when it was tampered with."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from network import audit
from network.models import AuditEntry
from tests.factories import NOON, CaucusGroupFactory, PersonFactory, an_administrator


def entries(count=4):
    people = PersonFactory.create_batch(count)
    for person in people:
        audit.record(person, "people.edit", by=None, at=NOON, after={"given": person.given})
    return AuditEntry.objects.order_by("pk")


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.fixture
def sealed():
    entries()
    audit.seal(NOON)
    return list(AuditEntry.objects.order_by("sealed_no"))


def test_an_entry_says_who_did_what_to_whom():
    administrator, person = an_administrator(given="Ada", family="Ash"), PersonFactory()

    entry = audit.record(
        person, "people.edit", by=administrator.user, at=NOON, before={"given": "Ann"}
    )

    assert (entry.by_name, entry.action, entry.person) == ("Ada Ash", "people.edit", person)
    assert (entry.subject, entry.before) == (f"network.person:{person.pk}", {"given": "Ann"})


def test_an_entry_cannot_be_changed_or_deleted():
    entry = entries(1).get()

    for attempt in (
        entry.save,
        entry.delete,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(reason="x"),
        lambda: AuditEntry.including_private.update(reason="x"),
    ):
        with pytest.raises(TypeError):
            attempt()


def test_what_happened_in_a_private_group_is_in_nobodys_sight_but_is_sealed():
    caucus = CaucusGroupFactory()
    audit.record(caucus, "caucuses.join", by=None, at=NOON, group=caucus)

    audit.seal(NOON)

    assert AuditEntry.objects.count() == 0
    assert AuditEntry.including_private.get().sealed_no == 1


def test_entries_are_sealed_in_order_and_only_once(sealed):
    seals = [entry.seal for entry in sealed]
    entries(2)

    audit.seal(NOON)

    now = AuditEntry.objects.order_by("sealed_no")
    assert [entry.sealed_no for entry in now] == [1, 2, 3, 4, 5, 6]
    assert [entry.seal for entry in now][:4] == seals
    assert list(audit.faults()) == []


def test_a_seal_outlives_the_login_of_who_did_it():
    user = an_administrator().user
    audit.record(PersonFactory(), "people.edit", by=user, at=NOON)
    audit.seal(NOON)

    user.delete()

    assert list(audit.faults()) == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("action", "people.merge"),
        ("by_name", "Somebody Else"),
        ("reason", "A better one"),
        ("after", '{"given": "Zed"}'),
        ("at", "2026-11-01 12:00:00+00:00"),
        ("person_id", None),
        ("seal", "0" * 64),
    ],
)
def test_a_changed_entry_is_found(sealed, column, value):
    sql(f"UPDATE network_auditentry SET {column} = %s WHERE sealed_no = 2", value)

    assert next(audit.faults()) == "Entry 2 was changed, or was not there when it was sealed."


def test_a_cut_entry_is_found(sealed):
    sql("DELETE FROM network_auditentry WHERE sealed_no = 3")

    assert list(audit.faults()) == ["Entries 3 to 3 are missing."]


def test_an_inserted_entry_is_found(sealed):
    sql("UPDATE network_auditentry SET sealed_no = 5 WHERE sealed_no = 4")
    sql(
        "INSERT INTO network_auditentry (public_id, at, by_name, action, subject, person_id,"
        " before, after, reason, seal, sealed_no) SELECT %s, at, by_name, action, subject,"
        " person_id, before, after, reason, seal, 4 FROM network_auditentry WHERE sealed_no = 5",
        "00000000000040008000000000000000",
    )

    assert len(list(audit.faults())) == 2


def test_two_that_changed_places_are_found(sealed):
    for was, now in ((2, 99), (3, 2), (99, 3)):
        sql("UPDATE network_auditentry SET sealed_no = %s WHERE sealed_no = %s", now, was)

    assert len(list(audit.faults())) >= 2


def test_a_cut_end_is_found_by_a_seal_that_was_written_down(sealed):
    written_down = audit.last_seal()
    sql("DELETE FROM network_auditentry WHERE sealed_no = 4")

    assert list(audit.faults()) == []
    assert list(audit.faults(expect=written_down)) == ["Entries 4 to 4 are missing."]


def test_a_chain_made_anew_is_found_by_a_seal_that_was_written_down(sealed):
    number, seal = audit.last_seal()
    sql("UPDATE network_auditentry SET sealed_no = NULL, seal = '', reason = 'x'")
    audit.seal(NOON)

    assert list(audit.faults()) == []
    assert list(audit.faults(expect=(number, seal))) == [
        "Entry 4 had another seal when it was written down."
    ]


def test_the_command_says_it_is_whole_and_what_to_write_down(sealed, capsys):
    call_command("audit_verify")

    number, seal = audit.last_seal()
    assert capsys.readouterr().out == f"4 entries, none changed. Write down: {number}:{seal}\n"


def test_the_command_fails_when_it_is_not(sealed, capsys):
    sql("UPDATE network_auditentry SET reason = 'x' WHERE sealed_no = 1")

    with pytest.raises(CommandError, match="broken in 1 places"):
        call_command("audit_verify")
    assert "Entry 1 was changed" in capsys.readouterr().err


def test_the_command_wants_a_whole_seal():
    with pytest.raises(CommandError, match="as they were printed"):
        call_command("audit_verify", expect="four")


def test_sealing_asks_as_many_questions_for_three_as_for_one(django_assert_num_queries):
    for count in (1, 3):
        entries(count)
        with django_assert_num_queries(3):
            audit.seal(NOON)
