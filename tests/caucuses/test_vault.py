"""Putting links in, showing, changing and taking them away; what is to be done when one goes."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection

from caucuses import access
from caucuses.models import GatedLink, LinkReveal, RotationTask
from caucuses.operations import going, memberships, vault
from network import sealing
from network.models import AuditEntry, Erasure, Letter
from network.models.erasures import GRACE
from network.operations import erasure, merging
from network.roles import Role

from .conftest import row

ADDRESS = "https://signal.group/#CjQKIAxolotl"
NEXT = "https://signal.group/#CjQKIBandicoot"


@pytest.fixture
def by_alice(cast, at):
    return {"by": cast.alice.user, "at": at}


@pytest.fixture
def by_bob(cast, at):
    return {"by": cast.bob.user, "at": at}


@pytest.fixture
def link(caucus, by_alice):
    return vault.add(caucus=caucus, kind="signal", label="Our chat", address=ADDRESS, **by_alice)


def trace():
    return (
        list(GatedLink.objects.values_list("version", "secret", "retired_at")),
        list(LinkReveal.objects.values_list("version", "person")),
        list(RotationTask.objects.values_list("version", "person", "reason", "done_at")),
        AuditEntry.including_private.count(),
        Letter.objects.count(),
    )


def refused(operation, **what):
    before = trace()
    with pytest.raises(ValidationError) as refusal:
        operation(**what)
    assert trace() == before
    error = refusal.value
    found = error.error_dict.values() if hasattr(error, "error_dict") else [[error]]
    return [one.code for errors in found for one in errors]


def tasks():
    found = RotationTask.objects.order_by("pk")
    return [(task.version, task.person, task.reason, bool(task.done_at)) for task in found]


def actions():
    return [entry.action for entry in AuditEntry.including_private.order_by("pk")]


def test_a_link_is_kept_sealed_and_whoever_put_it_in_has_seen_it(link, cast, at):
    assert ADDRESS not in link.secret
    assert sealing.unseal(link.secret) == ADDRESS
    assert (link.version, link.rotated_at, link.made_by) == (1, at, cast.alice.user)
    look = LinkReveal.objects.get()
    assert (look.person, look.version) == (cast.alice, 1)


def test_what_is_done_with_links_is_in_nobodys_audit_list_and_holds_no_link(
    link, caucus, by_alice, by_bob
):
    vault.reveal(link=link, **by_bob)
    vault.suspect(link=link, **by_alice)
    vault.change(link=link, address=NEXT, version=1, **by_alice)
    vault.retire(link=link, **by_alice)

    entries = AuditEntry.including_private.order_by("pk")
    assert AuditEntry.objects.count() == 0
    assert actions() == [
        f"caucuses.link_{done}" for done in ("added", "revealed", "suspected", "changed", "retired")
    ]
    assert {entry.group_id for entry in entries} == {caucus.group_id}
    assert "signal.group" not in str([(one.before, one.after, one.reason) for one in entries])


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("javascript:alert(1)", "https"),
        ("http://signal.group/#x", "https"),
        ("data:text/html,x", "https"),
        ("//signal.group/#x", "https"),
        ("signal.group/#x", "https"),
        ("sgnl://signal.group/#x", "https"),
        ("", "https"),
        ("https://", "https"),
        ("https://example.org/" + "a" * 500, "long"),
        ("https://example.org/\nx", "line_break"),
        ("https://example.org/\u202e", "control_character"),
    ],
)
def test_only_a_plain_https_link_is_taken(caucus, link, by_alice, address, code):
    what = {"caucus": caucus, "kind": "other", "label": "More"}

    assert refused(vault.add, **what, address=address, **by_alice) == [code]
    assert refused(vault.change, link=link, version=1, address=address, **by_alice) == [code]


def test_two_links_have_two_names(link, caucus, by_alice):
    what = {"caucus": caucus, "kind": "other", "label": "our  CHAT", "address": NEXT}

    assert refused(vault.add, **what, **by_alice) == ["gated_link_once_per_caucus"]


def test_a_reveal_is_counted_each_time_with_its_version(link, cast, by_alice, by_bob):
    first = vault.reveal(link=link, **by_bob)
    vault.reveal(link=link, **by_bob)
    vault.change(link=link, address=NEXT, version=1, **by_alice)
    second = vault.reveal(link=link, **by_bob)

    assert (first, second) == (ADDRESS, NEXT)
    bobs = LinkReveal.objects.filter(person=cast.bob).order_by("pk")
    assert [look.version for look in bobs] == [1, 1, 2]
    assert actions().count("caucuses.link_revealed") == 3


def test_a_reveal_that_cannot_be_written_down_shows_nothing(link, by_bob):
    def no_log(execute, sql, params, many, context):
        if "INSERT" in sql and "network_auditentry" in sql:
            raise DatabaseError("no space left")
        return execute(sql, params, many, context)

    before = trace()
    with connection.execute_wrapper(no_log), pytest.raises(DatabaseError):
        vault.reveal(link=link, **by_bob)

    assert trace() == before


@pytest.mark.parametrize("verb", ["add", "change", "retire", "suspect"])
def test_a_failure_midway_leaves_nothing(link, caucus, by_alice, verb):
    operation, what = {
        "add": (
            vault.add,
            {"caucus": caucus, "kind": "other", "label": "More", "address": NEXT},
        ),
        "change": (vault.change, {"link": link, "address": NEXT, "version": 1}),
        "retire": (vault.retire, {"link": link}),
        "suspect": (vault.suspect, {"link": link}),
    }[verb]

    def no_log(execute, sql, params, many, context):
        if "INSERT" in sql and "network_auditentry" in sql:
            raise DatabaseError("no space left")
        return execute(sql, params, many, context)

    before = trace()
    with connection.execute_wrapper(no_log), pytest.raises(DatabaseError):
        operation(**what, **by_alice)

    assert trace() == before


@pytest.mark.parametrize("who", ["charlie", "dana"])
def test_nobody_outside_has_it_shown(link, cast, at, who):
    person = getattr(cast, who)

    assert refused(vault.reveal, link=link, by=person.user, at=at) == ["links"]


def test_a_steward_keeps_links_and_has_none_shown(link, caucus, cast, at):
    row(cast.dana, caucus.group, Role.STEWARD)

    assert refused(vault.reveal, link=link, by=cast.dana.user, at=at) == ["links"]


def test_whoever_left_a_second_ago_has_nothing_shown(link, caucus, cast, by_bob):
    memberships.leave(caucus=caucus, person=cast.bob, **by_bob)

    assert refused(vault.reveal, link=link, **by_bob) == ["links"]


def test_what_no_key_opens_is_said_and_not_counted(link, by_bob, caplog):
    GatedLink.objects.update(secret="damaged")

    assert refused(vault.reveal, link=link, **by_bob) == ["unopened"]
    assert "No key in SECRETS_KEYS opens this." in caplog.text


def test_a_changed_link_is_a_new_version_and_the_old_one_is_gone(link, by_alice):
    changed = vault.change(link=link, address=NEXT, version=1, **by_alice)

    assert (changed.version, sealing.unseal(changed.secret)) == (2, NEXT)


def test_of_two_who_change_a_link_at_once_the_second_is_told(link, by_alice, by_bob):
    vault.change(link=link, address=NEXT, version=1, **by_alice)
    late = {"link": link, "address": f"{NEXT}2", "version": 1}

    assert refused(vault.change, **late, **by_bob) == ["changed"]


def test_the_same_link_again_is_no_change(link, by_alice):
    assert refused(vault.change, link=link, address=ADDRESS, version=1, **by_alice) == ["same"]


def test_a_retired_link_holds_nothing_and_is_over(link, by_alice, by_bob):
    vault.suspect(link=link, **by_alice)
    vault.retire(link=link, **by_alice)

    link.refresh_from_db()
    assert (link.secret, tasks()) == ("", [(1, None, "suspected", True)])
    assert refused(vault.reveal, link=link, **by_bob) == ["retired"]
    assert refused(vault.retire, link=link, **by_alice) == ["retired"]
    assert refused(vault.suspect, link=link, **by_alice) == ["retired"]
    assert refused(vault.change, link=link, address=NEXT, version=1, **by_alice) == ["retired"]


def test_a_name_is_free_again_once_its_link_is_retired(link, caucus, by_alice):
    vault.retire(link=link, **by_alice)

    again = vault.add(caucus=caucus, kind="signal", label="Our chat", address=NEXT, **by_alice)

    assert again.version == 1


def test_a_suspicion_waits_once(link, by_alice):
    vault.suspect(link=link, **by_alice)

    assert refused(vault.suspect, link=link, **by_alice) == ["rotation_task_one_suspicion"]


def test_a_leaver_who_saw_the_link_leaves_a_task(link, caucus, cast, by_alice, by_bob):
    vault.reveal(link=link, **by_bob)
    memberships.leave(caucus=caucus, person=cast.bob, **by_bob)
    assert tasks() == [(1, cast.bob, "left", False)]

    vault.change(link=link, address=NEXT, version=1, **by_alice)

    assert tasks() == [(1, cast.bob, "left", True)]
    assert RotationTask.objects.get().done_by == cast.alice.user


def test_removed_is_said_as_such(link, caucus, cast, on, by_alice, by_bob):
    vault.reveal(link=link, **by_bob)
    bobs = access.membership_of(cast.bob, caucus, on=on)

    memberships.remove(membership=bobs, **by_alice)

    assert tasks() == [(1, cast.bob, "removed", False)]


def test_who_saw_nothing_or_an_older_version_leaves_no_task(link, caucus, cast, by_alice, by_bob):
    other = vault.add(caucus=caucus, kind="other", label="More", address=NEXT, **by_alice)
    vault.reveal(link=link, **by_bob)
    vault.change(link=link, address=NEXT, version=1, **by_alice)

    memberships.leave(caucus=caucus, person=cast.bob, **by_bob)

    assert (tasks(), other.version) == ([], 1)


def test_a_chair_who_put_it_in_has_seen_it(link, caucus, cast, by_alice):
    memberships.leave(caucus=caucus, person=cast.alice, successor=cast.bob, **by_alice)

    assert tasks() == [(1, cast.alice, "left", False)]


def test_whoever_leaves_the_network_leaves_tasks_too(link, cast, by_bob):
    vault.reveal(link=link, **by_bob)

    going.leave_all(person=cast.bob, **by_bob)

    assert tasks() == [(1, cast.bob, "left", False)]


def test_a_request_taken_back_leaves_none(link, caucus, cast, at):
    asked = row(cast.charlie, caucus.group, state="asked")

    memberships.withdraw(membership=asked, by=cast.charlie.user, at=at)

    assert tasks() == []


def test_erased_the_caucus_still_learns_that_a_link_must_change_and_not_for_whom(
    link, caucus, cast, at, by_alice, by_bob
):
    more = vault.add(caucus=caucus, kind="other", label="More", address=NEXT, **by_alice)
    vault.reveal(link=link, **by_bob)
    vault.reveal(link=more, **by_bob)
    RotationTask.objects.create(link=more, version=1, person=cast.bob, reason="left", made_at=at)
    asked = Erasure.objects.create(
        person=cast.bob, asked_by=cast.ada, asked_at=at - GRACE, due_at=at
    )

    erasure.carry_out(erasure=asked, at=at)

    assert [task[1:] for task in tasks()] == [(None, "left", False)] * 2
    assert LinkReveal.objects.filter(person=None).count() == 2
    assert LinkReveal.objects.filter(person=cast.bob).count() == 0


def test_two_records_that_become_one_have_seen_what_both_saw(link, cast, somebody, at, by_bob):
    vault.reveal(link=link, **by_bob)
    eve = somebody("Eve")
    for person in (cast.bob, eve):
        RotationTask.objects.create(link=link, version=1, person=person, reason="left", made_at=at)
    RotationTask.objects.create(link=link, version=2, person=cast.bob, reason="left", made_at=at)
    cast.bob.user.delete()
    cast.bob.refresh_from_db()

    made = merging.merge(survivor=eve, merged=cast.bob, by=None, at=at)

    assert LinkReveal.objects.filter(person=eve).count() == 1
    mine = RotationTask.objects.filter(person=eve).order_by("version")
    assert [task.version for task in mine] == [1, 2]
    assert all(line.get("private") for line in made.moved if line["label"].startswith("caucuses."))
