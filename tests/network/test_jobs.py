"""Retries, jobs that run once a period, and recovery of what a dead worker was doing."""

import os
import signal
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from network import jobs, mail
from network.models import Hold, Letter, PeriodicRun, WorkerBeat
from tests import processes
from tests.factories import NOON

CALLS = []


def good(at):
    CALLS.append(at)


def bad(at):
    mail.queue(to="ann@example.org", subject="x", body="x", kind="x", key="x")
    raise ValueError("no")


@pytest.fixture
def only(monkeypatch):
    """Call it with functions to have these as the only scheduled jobs."""

    CALLS.clear()

    def register(*runs, seconds=60):
        monkeypatch.setattr(jobs, "_periodic", {})
        for run in runs:
            jobs.every(seconds)(run)

    return register


def a_task(**fields):
    mail.queue(to="ann@example.org", subject="Hello", body="Hello", kind="test", key="hello")
    DBTaskResult.objects.update(**fields)
    return DBTaskResult.objects.get()


def failed(tries, *, ago=timedelta(minutes=1)):
    return a_task(
        status=TaskResultStatus.FAILED,
        started_at=NOON - ago,
        finished_at=NOON - ago,
        worker_ids=["one"] * tries,
    )


def running(worker, *, ago=timedelta(minutes=5), tries=1):
    return a_task(
        status=TaskResultStatus.RUNNING, started_at=NOON - ago, worker_ids=[worker] * tries
    )


# Once a period


def test_a_job_runs_once_a_period(only):
    only(good)

    for seconds in (0, 10, 59, 60, 61):
        jobs.tick(at=NOON + timedelta(seconds=seconds))

    assert [NOON, NOON + timedelta(seconds=60)] == CALLS


def test_a_job_that_fails_is_undone_told_and_run_again_and_keeps_no_other_from_running(only):
    only(bad, good)

    for _ in range(2):
        with pytest.raises(ExceptionGroup) as told:
            jobs.tick(at=NOON)
        assert [repr(one) for one in told.value.exceptions] == ["ValueError('no')"]

    assert CALLS == [NOON]
    assert Letter.objects.count() == 0
    assert PeriodicRun.objects.count() == 1


def test_a_name_that_would_not_fit_is_refused_at_once():
    def run(at):
        """Defined here, it has the name of this test in its own."""

    with pytest.raises(ValueError, match="at most 60 letters"):
        jobs.every(60)(run)


def test_one_slot_is_run_by_one_of_two_processes(committed):
    script = """
    import time
    from datetime import datetime, timezone
    from network import jobs, mail

    def letter(at):
        mail.queue(to="ann@example.org", subject="x", body="x", kind="x", key=letter.key)
        time.sleep(0.3)

    jobs._periodic.clear()
    jobs.every(60)(letter)

    def act(key):
        letter.key = key
        jobs.tick(at=datetime(2026, 11, 24, 17, tzinfo=timezone.utc))
    """

    assert processes.race(committed, script, [["one"], ["two"], ["three"]]) == [None] * 3
    assert Letter.objects.count() == 1
    assert PeriodicRun.objects.count() == 1


def test_old_runs_are_forgotten():
    PeriodicRun.objects.create(name="old", slot=NOON - timedelta(days=15))
    PeriodicRun.objects.create(name="new", slot=NOON)
    WorkerBeat.objects.create(worker_id="old", seen_at=NOON - timedelta(days=15))

    jobs.forget_old_runs(NOON)

    assert [run.name for run in PeriodicRun.objects.all()] == ["new"]
    assert WorkerBeat.objects.count() == 0


# Retries


@pytest.mark.parametrize(
    ("tries", "pause"), [(1, 30), (2, 2 * 60), (3, 8 * 60), (4, 32 * 60), (5, 128 * 60)]
)
def test_what_failed_is_tried_again_after_a_growing_pause(tries, pause):
    task = failed(tries)

    jobs.put_back_failed(NOON)

    again = DBTaskResult.objects.get()
    assert (again.status, again.finished_at) == ("READY", None)
    assert again.run_after == task.finished_at + timedelta(seconds=pause)


@pytest.mark.parametrize("task", [{"tries": 6}, {"tries": 1, "ago": timedelta(days=3)}])
def test_what_failed_too_often_or_long_ago_is_left(task):
    failed(**task)

    jobs.put_back_failed(NOON)

    assert DBTaskResult.objects.get().status == "FAILED"


def test_a_mail_server_that_was_away_gets_the_letter_later(send_letters, settings):
    away = "django.core.mail.backends.nowhere.EmailBackend"
    letter = mail.queue(to="ann@example.org", subject="Hi", body="Hi", kind="test", key="hi")

    settings.EMAIL_BACKEND, here = away, settings.EMAIL_BACKEND
    send_letters()
    task = DBTaskResult.objects.get()
    assert (task.status, Letter.objects.get().state) == ("FAILED", "queued")

    settings.EMAIL_BACKEND = here
    DBTaskResult.objects.update(finished_at=task.finished_at - timedelta(minutes=1))
    jobs.put_back_failed(task.finished_at)

    assert [one.subject for one in send_letters()] == ["Hi"]
    assert Letter.objects.get(pk=letter.pk).state == "sent"


# Recovery


def test_what_a_dead_worker_was_doing_is_put_back():
    running("dead")
    WorkerBeat.objects.create(worker_id="dead", seen_at=NOON - timedelta(minutes=5))

    jobs.recover(NOON)

    again = DBTaskResult.objects.get()
    assert (again.status, again.run_after) == ("READY", NOON)


def test_a_living_worker_keeps_its_task():
    running("alive")
    WorkerBeat.objects.create(worker_id="alive", seen_at=NOON - timedelta(seconds=20))

    jobs.recover(NOON)

    assert DBTaskResult.objects.get().status == "RUNNING"


def test_a_task_that_was_just_begun_is_left_alone():
    running("new", ago=timedelta(seconds=5))

    jobs.recover(NOON)

    assert DBTaskResult.objects.get().status == "RUNNING"


def test_a_task_that_kills_its_workers_is_given_up():
    running("dead", tries=6)

    jobs.recover(NOON)

    assert DBTaskResult.objects.get().status == "FAILED"


# The worker


def test_the_worker_does_what_is_queued_and_stops_when_asked_to_do_it_once(committed):
    a_task()

    processes.manage(committed, "worker", "--once")

    letter = DBTaskResult.objects.get(task_path="network.mail.deliver")
    assert letter.status in ("SUCCESSFUL", "FAILED")
    assert PeriodicRun.objects.filter(name="network.jobs.recover").exists()
    assert WorkerBeat.objects.count() == 0


def test_the_worker_beats_ticks_and_ends_cleanly_when_told(committed):
    with processes.started(committed, "worker", "--beat", "0.2", "--id", "one") as worker:
        processes.wait_for(lambda: WorkerBeat.objects.filter(worker_id="one").exists())
        processes.wait_for(lambda: PeriodicRun.objects.filter(name="network.audit.seal").exists())
        os.kill(worker.pid, signal.SIGTERM)
        assert worker.wait(seconds=20) == 0, worker.stderr

    assert WorkerBeat.objects.count() == 0


@pytest.mark.parametrize("command", ["worker", "tick"])
def test_a_held_database_does_nothing(command):
    Hold.objects.create(reason="Restored", since=NOON)

    with pytest.raises(CommandError, match="held"):
        call_command(command)

    assert PeriodicRun.objects.count() == 0


def test_tick_runs_what_is_due_and_tells_what_failed(only, capsys):
    only(jobs.recover)
    call_command("tick")
    assert PeriodicRun.objects.count() == 1

    only(bad)
    with pytest.raises(CommandError, match="Some scheduled jobs failed"):
        call_command("tick")
    assert "ValueError('no')" in capsys.readouterr().err
