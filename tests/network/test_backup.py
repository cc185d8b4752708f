"""A backup is whole, is loaded whole or not at all, and a restored copy keeps still."""

import json
import tarfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from wagtail.models import Page

from network import mail
from network.models import Hold, Letter, Membership, Person, WorkerBeat
from tests import processes
from tests.factories import CaucusGroupFactory, MembershipFactory, PersonFactory, a_member


@pytest.fixture
def backup(committed, tmp_path, settings):
    """A backup of a small network that has one letter to send and one upload."""
    settings.MEDIA_ROOT = tmp_path / "media"
    upload = Path(settings.MEDIA_ROOT, "documents", "agenda.txt")
    upload.parent.mkdir(parents=True)
    upload.write_text("Welcome")
    person = a_member(given="Ann", family="O’Brien", email="ann@example.org")
    MembershipFactory(person=person, group=CaucusGroupFactory(name="Quiet Caucus"))
    mail.queue(to="ann@example.org", subject="Hi", body="Hi", kind="test", key="hi")
    file = tmp_path / "backup.tar.gz"
    call_command("backup", file)
    return file


def everything():
    return (
        list(Person.objects.values_list("given", "family").order_by("pk")),
        Membership.including_private.count(),
        Letter.objects.count(),
        Page.objects.count(),
    )


def test_what_was_backed_up_comes_back(backup, settings):
    before = everything()
    PersonFactory()
    Letter.objects.all().delete()
    upload = Path(settings.MEDIA_ROOT, "documents", "agenda.txt")
    upload.unlink()

    call_command("restore", backup, force=True)

    assert everything() == before
    assert upload.read_text() == "Welcome"


def test_a_restored_copy_sends_nothing_until_it_is_released(backup, committed):
    call_command("restore", backup, force=True)

    refused = processes.manage(committed, "worker", "--once", check=False)
    assert (refused.returncode, "restored copy" in refused.stderr) == (1, True)
    assert Letter.objects.get().state == "queued"

    call_command("restore", release=True)

    assert Hold.objects.count() == 0
    processes.manage(committed, "worker", "--once", DEMO="1")
    assert Letter.objects.get().state == "sent"


def test_a_copy_that_takes_over_is_not_held(backup):
    call_command("restore", backup, force=True, live=True)

    assert Hold.objects.count() == 0


def test_a_database_with_people_is_not_overwritten_by_mistake(backup):
    PersonFactory(given="Zoe")

    with pytest.raises(CommandError, match="holds people already"):
        call_command("restore", backup)

    assert Person.objects.filter(given="Zoe").exists()


def test_a_database_is_not_pulled_from_under_a_worker(backup):
    WorkerBeat.objects.create(worker_id="one", seen_at=timezone.now())

    with pytest.raises(CommandError, match="A worker is running"):
        call_command("restore", backup, force=True)


def test_an_empty_database_takes_a_backup(backup, database_copies):
    before = everything()
    database_copies.fresh()

    call_command("restore", backup)

    assert everything() == before


def test_a_database_without_tables_takes_a_backup(backup, committed):
    before = everything()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            path = Path(connection.settings_dict["NAME"])
            connection.close()
            for suffix in ("", "-wal", "-shm"):
                Path(f"{path}{suffix}").unlink(missing_ok=True)
        else:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")

    processes.manage(committed, "restore", str(backup))

    assert everything() == before


def test_a_backup_overwrites_no_file_and_is_nobody_elses_to_read(backup):
    assert backup.stat().st_mode & 0o777 == 0o600
    with pytest.raises(CommandError, match="there already"):
        call_command("backup", backup)


def test_a_backup_that_fails_leaves_no_file(committed, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    name = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = "/nowhere/at/all"

    with pytest.raises(Exception, match="database"):
        call_command("backup", tmp_path / "backup.tar.gz")

    connection.close()
    connection.settings_dict["NAME"] = name
    assert list(tmp_path.iterdir()) == []


def cut_off(backup):
    backup.write_bytes(backup.read_bytes()[: backup.stat().st_size // 2])


def damaged(backup):
    """A whole archive around half a database."""
    with tarfile.open(backup) as archive:
        about = archive.extractfile("about.json").read()
        dump = archive.extractfile("database").read()
    folder = backup.parent
    (folder / "about.json").write_bytes(about)
    (folder / "database").write_bytes(dump[: len(dump) // 2])
    backup.unlink()
    with tarfile.open(backup, "w:gz") as archive:
        for name in ("about.json", "database"):
            archive.add(folder / name, name)


def of_another_database(backup):
    card = backup.parent / "about.json"
    card.write_text(json.dumps({"database": "oracle", "made_at": "2026-11-24T12:00:00+00:00"}))
    with tarfile.open(backup, "w:gz") as archive:
        archive.add(card, "about.json")


def no_backup(backup):
    backup.write_text("Hello")


@pytest.mark.parametrize("spoil", [cut_off, damaged, of_another_database, no_backup])
def test_a_spoiled_backup_changes_nothing(backup, spoil):
    spoil(backup)
    PersonFactory(given="Zoe")
    before = everything()

    with pytest.raises(CommandError):
        call_command("restore", backup, force=True)

    assert everything() == before


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(CommandError, match=r"nowhere\.tar"):
        call_command("restore", tmp_path / "nowhere.tar")


def test_nothing_is_released_where_nothing_is_held():
    with pytest.raises(CommandError, match="Nothing is held"):
        call_command("restore", release=True)
