"""An empty machine gets its network, staff team and chapters, once."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from network.models import AuditEntry, Group
from network.operations import founding
from tests.factories import NOON


def names():
    return sorted(Group.objects.values_list("kind", "name", "slug", "state"))


def test_network_staff_team_and_chapters_are_made():
    call_command("found", "Porchlight", chapters=["MD", "tx=Porchlight Texas"])

    assert names() == [
        ("chapter", "Maryland", "maryland", "MD"),
        ("chapter", "Porchlight Texas", "texas", "TX"),
        ("network", "Porchlight", "porchlight", ""),
        ("staff", "National staff", "national-staff", ""),
    ]


def test_founding_again_changes_nothing():
    call_command("found", "Porchlight", chapters=["MD"])
    before = names(), AuditEntry.objects.count()

    call_command("found", "Porchlight", chapters=["MD"])

    assert (names(), AuditEntry.objects.count()) == before


def test_second_network_is_refused():
    founding.found(name="Porchlight", by=None, at=NOON)

    with pytest.raises(ValidationError) as refusal:
        founding.found(name="Lantern", by=None, at=NOON)

    assert refusal.value.code == "founded"


def test_chapter_needs_a_network():
    with pytest.raises(ValidationError) as refusal:
        founding.open_chapter(state="MD", by=None, at=NOON)

    assert refusal.value.code == "unfounded"


def test_wrong_state_leaves_nothing():
    with pytest.raises(CommandError, match="No state is written ZZ"):
        call_command("found", "Porchlight", chapters=["MD", "ZZ"])

    assert names() == []
