"""What the task queue lacks: retries with a growing pause, and jobs that run once a period."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from network.models import Hold, PeriodicRun, WorkerBeat

#: How often a task is tried before it is left as failed.
TRIES = 6
FIRST_PAUSE = timedelta(seconds=30)
#: A worker that said nothing for so long is dead.
SILENT = timedelta(seconds=90)

LONGEST_NAME = PeriodicRun._meta.get_field("name").max_length


@dataclass(frozen=True)
class Periodic:
    name: str
    seconds: int
    run: Callable


_periodic: dict[str, Periodic] = {}


def every(seconds: int) -> Callable:
    """Decorate `run(at)` to be called once a period, by whichever worker is first."""

    def register(run):
        name = f"{run.__module__}.{run.__qualname__}"
        if len(name) > LONGEST_NAME:
            raise ValueError(f"A scheduled job's name is at most {LONGEST_NAME} letters: {name}")
        _periodic[name] = Periodic(name, seconds, run)
        return run

    return register


def tick(*, at: datetime) -> None:
    """Run every job whose slot has come and has not been run.

    A job that fails keeps no other from running, is undone, and is tried at the next tick.
    Raises ExceptionGroup with what went wrong.
    """
    failures = []
    for job in _periodic.values():
        slot = datetime.fromtimestamp(int(at.timestamp()) // job.seconds * job.seconds, UTC)
        if PeriodicRun.objects.filter(name=job.name, slot=slot).exists():
            continue
        try:
            _run_once(job, slot, at)
        except Exception as failure:
            failure.add_note(f"In the scheduled job {job.name}.")
            failures.append(failure)
    if failures:
        raise ExceptionGroup("Scheduled jobs failed", failures)


@transaction.atomic
def _run_once(job, slot, at):
    try:
        with transaction.atomic():
            PeriodicRun.objects.create(name=job.name, slot=slot)
    except IntegrityError:
        return  # another worker was first
    job.run(at)


def is_on_hold() -> bool:
    """Whether this database is a restored copy that must do nothing by itself."""
    return Hold.objects.exists()


@every(60)
def put_back_failed(at: datetime) -> None:
    """Queue failed tasks again: after 30 s, 2 min, 8 min, 32 min and 2 h, then give up."""
    for failed in DBTaskResult.objects.failed().filter(finished_at__gt=at - timedelta(days=2)):
        tries = len(failed.worker_ids)
        if tries < TRIES:
            pause = FIRST_PAUSE * 4 ** max(tries - 1, 0)
            _ready_again(failed, run_after=failed.finished_at + pause)


@every(60)
def recover(at: datetime) -> None:
    """Put back what a worker that died was doing. Tasks must be safe to repeat.

    A task that was tried often enough is left as failed: it may be what kills workers.
    """
    alive = set(
        WorkerBeat.objects.filter(seen_at__gte=at - SILENT).values_list("worker_id", flat=True)
    )
    for left in DBTaskResult.objects.running().filter(started_at__lt=at - SILENT):
        if left.worker_ids and left.worker_ids[-1] in alive:
            continue
        if len(left.worker_ids) < TRIES:
            _ready_again(left, run_after=at)
        else:
            _same(left).update(status=TaskResultStatus.FAILED, finished_at=at)


@every(24 * 3600)
def forget_old_runs(at: datetime) -> None:
    PeriodicRun.objects.filter(slot__lt=at - timedelta(days=14)).delete()
    WorkerBeat.objects.filter(seen_at__lt=at - timedelta(days=14)).delete()
    DBTaskResult.objects.filter(
        status=TaskResultStatus.SUCCESSFUL, finished_at__lt=at - timedelta(days=14)
    ).delete()


def _ready_again(result: DBTaskResult, *, run_after: datetime) -> None:
    _same(result).update(status=TaskResultStatus.READY, run_after=run_after, finished_at=None)


def _same(result: DBTaskResult) -> QuerySet:
    """The task unless a worker touched it since we looked."""
    return DBTaskResult.objects.filter(
        pk=result.pk, status=result.status, started_at=result.started_at
    )
