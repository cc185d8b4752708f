"""An erasure empties what the trail says of somebody; the chain holds, and tampering is found."""

import hashlib
from importlib import import_module

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from network import audit
from network.models import AuditEntry
from tests.factories import NOON, CaucusGroupFactory, PersonFactory, a_member, an_administrator


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def edited(person, by=None, **names):
    return audit.record(
        person, "network.person_edited", by=by, at=NOON, before=names, after=names, reason="Why"
    )


def redact(person, *users, by=None):
    return audit.redact(
        person, records=[person.pk], users=[user.pk for user in users], by=by, at=NOON
    )


def seal_anew():
    """As the migration does, with the models of its time."""
    before = MigrationLoader(connection).project_state(("network", "0007_erasure"))
    import_module("network.migrations.0008_seal_anew").seal_anew(before.apps, None)


@pytest.fixture
def ana():
    return a_member(given="Ana", family="Silva")


@pytest.fixture
def trail(ana):
    """Four sealed entries, of which the second and third are about Ana, and one unsealed."""
    other = PersonFactory(given="Ben")
    edited(other, given="Ben")
    edited(ana, by=an_administrator(given="Ada", family="Ash").user, given="Ana")
    edited(ana, family="Silva")
    edited(other, by=ana.user, given="Benny")
    audit.seal(NOON)
    edited(ana, known_as="Anita")
    return AuditEntry.objects.order_by("pk")


def test_the_words_go_and_ids_times_and_actions_stay(ana, trail):
    before = [(e.public_id, e.at, e.action, e.subject, e.seal, e.sealed_no) for e in trail]

    redact(ana, ana.user)

    after = list(trail.all())
    said = [(e.by_name, e.before, e.after, e.reason) for e in after[:5]]
    assert [
        (e.public_id, e.at, e.action, e.subject, e.seal, e.sealed_no) for e in after[:5]
    ] == before
    assert said == [
        ("the system", {"given": "Ben"}, {"given": "Ben"}, "Why"),
        ("Ada Ash", {}, {}, ""),
        ("the system", {}, {}, ""),
        ("a former member", {"given": "Benny"}, {"given": "Benny"}, "Why"),
        ("the system", {}, {}, ""),
    ]
    assert (after[5].action, after[5].after["entries"]) == ("network.erased", 4)


def test_the_chain_still_verifies_before_and_after_sealing(ana, trail, capsys):
    written_down = audit.last_seal()
    redact(ana, ana.user)

    assert list(audit.faults(expect=written_down)) == []
    audit.seal(NOON)
    assert list(audit.faults(expect=written_down)) == []
    call_command("audit_verify")
    assert capsys.readouterr().out.startswith("6 entries, none changed.")


def test_no_salt_is_left_to_guess_a_name_by(ana, trail):
    redact(ana, ana.user)

    emptied = AuditEntry.objects.exclude(redaction=None)
    assert set(emptied.values_list("salt", flat=True)) == {""}
    assert AuditEntry.objects.get(sealed_no=1).salt != ""


def test_an_unsealed_name_has_no_plain_hash(trail):
    """Two entries with the same words have different digests."""
    person = PersonFactory()
    for _ in range(2):
        edited(person, given="Same")
    audit.seal(NOON)

    digests = AuditEntry.objects.filter(person=person).values_list("digest", flat=True)
    assert len(set(digests)) == 2
    assert len({hashlib.sha256(one.encode()).hexdigest() for one in digests}) == 2


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("action", "network.other"),
        ("subject", "network.person:0"),
        ("at", "2026-11-01 12:00:00+00:00"),
        ("digest", "0" * 64),
        ("after", '{"given": "Zed"}'),
        ("reason", "A better one"),
        ("by_name", "Somebody Else"),
        ("person_id", None),
        ("redaction", None),
        ("redaction", "00000000000040008000000000000000"),
        ("seal", "0" * 64),
    ],
)
@pytest.mark.parametrize("number", [2, 5])
def test_what_is_left_of_an_emptied_entry_cannot_be_changed(ana, trail, number, column, value):
    redact(ana, ana.user)
    audit.seal(NOON)

    sql(f"UPDATE network_auditentry SET {column} = %s WHERE sealed_no = %s", value, number)

    assert len(list(audit.faults())) >= 1


def test_an_entry_that_no_erasure_emptied_cannot_be_passed_off_as_emptied(ana, trail):
    erased = redact(ana, ana.user)
    audit.seal(NOON)

    sql(
        "UPDATE network_auditentry SET before = %s, after = %s, reason = '', salt = '',"
        " redaction = (SELECT public_id FROM network_auditentry WHERE id = %s)"
        " WHERE sealed_no = 1",
        "{}",
        "{}",
        erased.pk,
    )

    assert list(audit.faults()) == [
        f"Entries were emptied or changed that the erasure {erased.public_id} did not leave so."
    ]


@pytest.mark.parametrize("number", [2, 6])
def test_an_emptied_entry_or_its_erasure_cannot_be_cut(ana, trail, number):
    redact(ana, ana.user)
    edited(PersonFactory())
    audit.seal(NOON)

    sql("DELETE FROM network_auditentry WHERE sealed_no = %s", number)

    assert f"Entries {number} to {number} are missing." in list(audit.faults())


def test_whoever_did_it_may_be_erased_later(ana, trail):
    ada = AuditEntry.objects.get(sealed_no=2).by.person
    redact(ana, ana.user, by=ada.user)
    audit.seal(NOON)

    redact(ada, ada.user)
    audit.seal(NOON)

    assert list(audit.faults()) == []
    assert AuditEntry.objects.get(sealed_no=2).by_name == "a former member"
    assert AuditEntry.objects.filter(by_name="Ada Ash").count() == 0


def test_in_a_private_group_the_person_is_taken_out_too(ana):
    caucus = CaucusGroupFactory()
    audit.record(caucus, "caucuses.join", by=ana.user, at=NOON, person=ana, group=caucus)
    audit.seal(NOON)

    redact(ana, ana.user)

    entry = AuditEntry.including_private.get(action="caucuses.join")
    assert (entry.person, entry.group, entry.by_name) == (None, caucus, "a former member")
    assert list(audit.faults()) == []


def test_emptying_is_all_or_nothing(ana, trail, monkeypatch):
    monkeypatch.setattr(audit, "_vouch", lambda erasure: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        redact(ana, ana.user)

    assert AuditEntry.objects.exclude(redaction=None).count() == 0
    monkeypatch.undo()
    assert list(audit.faults()) == []


def test_a_chain_from_before_is_sealed_anew_and_keeps_its_last_seal(trail):
    sql("UPDATE network_auditentry SET digest = '', salt = '', seal = 'old' WHERE sealed_no < 5")

    seal_anew()

    assert list(audit.faults()) == []
    anew = AuditEntry.objects.get(action="network.trail_sealed_anew")
    assert anew.before == {"last seal": "4:old"}
    audit.seal(NOON)
    assert list(audit.faults()) == []


def test_an_empty_trail_is_not_sealed_anew():
    seal_anew()

    assert AuditEntry.objects.count() == 0


def test_emptying_asks_as_many_questions_for_three_entries_as_for_one(
    django_assert_num_queries,
):
    for count in (1, 3):
        person = PersonFactory()
        for _ in range(count):
            edited(person)
        with django_assert_num_queries(6):
            redact(person)
