import logging
import threading
from contextlib import contextmanager

from django.core.management.base import BaseCommand
from django.db import connection
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from network import jobs
from network.management.commands import _jobs
from network.models import WorkerBeat

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Do what is queued and scheduled: letters, seals, reminders. Run one or several."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="Do what is there, then stop.")
        parser.add_argument("--beat", type=float, default=10, help="Seconds between signs of life.")
        parser.add_argument("--id", default="", help="A name for this worker; a random one.")

    def handle(self, *, once, beat, id, **options):
        _jobs.prepare()
        worker = Worker(
            queue_names=["*"],
            interval=1,
            batch=once,
            backend_name="jobs",
            startup_delay=not once,
            max_tasks=None,
            worker_id=id or get_random_string(32),
            excluded_queue_names=[],
        )
        worker.configure_signals()
        if once:
            jobs.tick(at=timezone.now())
        with signs_of_life(worker, every=beat), in_the_background(tick, every=beat):
            worker.run()


@contextmanager
def signs_of_life(worker, *, every):
    """Say every few seconds that this worker lives, so that nobody takes over its task.

    A clock of its own: a scheduled job may take longer than a worker may be silent.
    """

    def beat():
        WorkerBeat.objects.update_or_create(
            worker_id=worker.worker_id, defaults={"seen_at": timezone.now()}
        )
        worker.running = worker.running and not jobs.is_on_hold()

    beat()
    try:
        with in_the_background(beat, every=every):
            yield
    finally:
        WorkerBeat.objects.filter(worker_id=worker.worker_id).delete()


def tick():
    if not jobs.is_on_hold():
        jobs.tick(at=timezone.now())


@contextmanager
def in_the_background(act, *, every):
    """Do something every few seconds in a thread; what fails is logged and done again."""
    stop = threading.Event()

    def run():
        while not stop.wait(every):
            try:
                act()
            except Exception:
                logger.exception("%s failed in the background", act.__name__)
            finally:
                connection.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=10)
