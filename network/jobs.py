"""What the task queue lacks: retries with a growing pause, and jobs that run once a period."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import IntegrityError, transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from network.models import PeriodicRun, WorkerBeat

RETRY_LIMIT = 6
FIRST_PAUSE = timedelta(seconds=30)


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
        _periodic[name] = Periodic(name, seconds, run)
        return run

    return register


def tick(*, at: datetime) -> list[str]:
    """Run every job whose slot has come and has not been run. Answers with their names."""
    done = []
    for job in _periodic.values():
        slot = datetime.fromtimestamp(int(at.timestamp()) // job.seconds * job.seconds, UTC)
        if PeriodicRun.objects.filter(name=job.name, slot=slot).exists():
            continue
        try:
            with transaction.atomic():
                PeriodicRun.objects.create(name=job.name, slot=slot)
                job.run(at)
        except IntegrityError:
            continue  # another worker was first
        done.append(job.name)
    return done


@every(60)
def put_back_failed(at: datetime) -> None:
    """Queue failed tasks again: after 30 s, 2 min, 8 min, 32 min and 2 h, then give up."""
    for failed in DBTaskResult.objects.filter(
        status=TaskResultStatus.FAILED, finished_at__gt=at - timedelta(days=2)
    ):
        tries = len(failed.worker_ids)
        if tries < RETRY_LIMIT:
            pause = FIRST_PAUSE * 4 ** max(tries - 1, 0)
            _ready_again(failed, run_after=failed.finished_at + pause)


@every(60)
def recover(at: datetime, *, silent_for: timedelta = timedelta(seconds=90)) -> None:
    """Put back what a worker that died was doing. Tasks must be safe to repeat."""
    alive = set(
        WorkerBeat.objects.filter(seen_at__gte=at - silent_for).values_list("worker_id", flat=True)
    )
    for left in DBTaskResult.objects.filter(
        status=TaskResultStatus.RUNNING, started_at__lt=at - silent_for
    ):
        if not (left.worker_ids and left.worker_ids[-1] in alive):
            _ready_again(left, run_after=at)


@every(24 * 3600)
def forget_old_runs(at: datetime) -> None:
    PeriodicRun.objects.filter(slot__lt=at - timedelta(days=14)).delete()
    WorkerBeat.objects.filter(seen_at__lt=at - timedelta(days=14)).delete()
    DBTaskResult.objects.filter(
        status=TaskResultStatus.SUCCESSFUL, finished_at__lt=at - timedelta(days=14)
    ).delete()


def _ready_again(result: DBTaskResult, *, run_after: datetime) -> None:
    DBTaskResult.objects.filter(
        pk=result.pk, status=result.status, started_at=result.started_at
    ).update(status=TaskResultStatus.READY, run_after=run_after, finished_at=None)
