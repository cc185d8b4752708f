"""What every test may rely on: a migrated database, the day, somebody signed in, the letters.

Tests run on the database DATABASE_URL names: SQLite unless it says otherwise, PostgreSQL with
`python -m tests.postgres pytest`.
"""

import gc
import math
import os
import shutil
import time

import pytest
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.test import override_settings
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from config import frame
from config.demo import generator
from network.models import SiteVersion
from tests import databases
from tests.factories import NOON, TODAY
from tests.stripe_standin.fixtures import stripe, stripe_stand_in

__all__ = ["NOON", "TODAY", "sign_in", "stripe", "stripe_stand_in"]

COMMITTING = {"committed", "transactional_db", "live_server", "django_db_reset_sequences"}


#: Gives this process a database as the migrations left it.
start_over = pytest.StashKey()


def pytest_collection_finish():
    """What is loaded by now stays: looking it through for garbage takes a tenth of all time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session")
def database_copies(request, django_db_blocker):
    copies = databases.copies()

    def fresh():
        with django_db_blocker.unblock():
            copies.fresh()

    with django_db_blocker.unblock():
        copies.prepare()
    fresh()
    request.config.stash[start_over] = fresh
    yield copies
    del request.config.stash[start_over]
    with django_db_blocker.unblock():
        copies.drop()


@pytest.fixture(scope="session")
def django_db_setup(database_copies):
    """In place of pytest-django's: our copies are made already."""


@pytest.fixture(scope="session")
def demo_network(database_copies, django_db_blocker, tmp_path_factory):
    """Call it to stand on a copy of a fictional network, which is built once in a run.

    Its pictures and papers are copied with it. Whoever does starts over afterwards, as every
    test does that commits.
    """
    mine = tmp_path_factory.getbasetemp()
    everybodys = mine.parent if "PYTEST_XDIST_WORKER" in os.environ else mine

    def use(name: str, **how) -> None:
        files = everybodys / f"files-of-{name}"

        def build():
            with override_settings(MEDIA_ROOT=files):
                generator.build(**how, say=lambda text: None)

        with django_db_blocker.unblock():
            template = database_copies.built(name, build)
            database_copies.fresh(template)
        shutil.copytree(files, mine / "media", dirs_exist_ok=True)

    return use


@pytest.fixture(autouse=True)
def _database(request):
    """Every test may use the database, and leaves nothing in it."""
    if not COMMITTING & set(request.fixturenames):
        request.getfixturevalue("db")
        cache.clear()


@pytest.fixture
def committed(database_copies, django_db_blocker):
    """What this test writes is committed, so that other processes see it.

    Answers with the address of the database, for their DATABASE_URL.
    """
    with django_db_blocker.unblock():
        yield databases.database_url()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item):
    """After a test that committed, the next one finds the database as the migrations left it."""
    try:
        return (yield)
    finally:
        marker = item.get_closest_marker("django_db")
        if COMMITTING & set(item.fixturenames) or (marker and marker.kwargs.get("transaction")):
            item.config.stash.get(start_over, lambda: None)()


@pytest.fixture(autouse=True)
def _no_real_files(settings, tmp_path_factory):
    settings.MEDIA_ROOT = tmp_path_factory.getbasetemp() / "media"


@pytest.fixture(autouse=True)
def frame_is_known():
    """Pages are made by a process that has read what editors say in every page's frame."""
    frame.remembered.keep(frame.Frame(version=SiteVersion.seen, until=math.inf))


def sign_in(client, user):
    """Sign somebody in as if they had just shown their second factor."""
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "code", "at": time.time()},
        {"method": "mfa", "type": "totp", "at": time.time()},
    ]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


@pytest.fixture(name="sign_in")
def _sign_in():
    return sign_in


@pytest.fixture
def send_letters(mailoutbox):
    """Call it to let a worker do all that is queued; answers with every letter sent so far."""

    worker = Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="jobs",
        startup_delay=False,
        max_tasks=None,
        worker_id="test",
        excluded_queue_names=[],
    )

    def send() -> list[EmailMessage]:
        while task := DBTaskResult.objects.ready().first():
            task.claim(worker.worker_id)
            worker.run_task(task)
        return mailoutbox

    return send
