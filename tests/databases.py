"""A migrated database for every process that runs tests: migrated once, copied from then on.

On SQLite the template is a file kept between runs under a name made from every migration, so
that only a changed migration costs the time to migrate again. On PostgreSQL it is a database
of the throw-away cluster. What takes long to write, such as the fictional network, is built once
in a run and copied likewise.
"""

import fcntl
import hashlib
import os
import shutil
import time
from collections.abc import Callable
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction


def migrations_digest() -> str:
    """Changes whenever a migrated database would."""
    digest = hashlib.sha256()
    for package in ("django", "wagtail", "django-allauth", "django-tasks-db"):
        digest.update(f"{package} {version(package)}\n".encode())
    for config in apps.get_app_configs():
        for path in sorted(Path(config.path, "migrations").glob("*.py")):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def database_url() -> str:
    """The address of this process's database, for other processes to meet it there."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    host = connection.settings_dict["HOST"].replace("/", "%2F")
    port, user = connection.settings_dict["PORT"], connection.settings_dict["USER"]
    return f"postgres://{user}@{host}:{port}/{name}" if port else f"postgres://{user}@{host}/{name}"


class Copies:
    """Hands out fresh copies of the migrated database under one name of this process."""

    def prepare(self) -> None:
        """See to it that there is a migrated database to copy."""
        self.kept(self.template, self.migrate)

    def built(self, name: str, build: Callable[[], None]) -> str:
        """The name of a template that `build` filled, by whichever process came first."""
        run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
        template = f"built_{name}_{run}"

        def write():
            with transaction.atomic():
                build()
            connection.close()

        self.kept(template, write, start=self.template)
        return template

    def kept(self, template: str, write: Callable[[], None], start: str = "") -> None:
        """Let `write` make this template, on top of another, unless it is there."""
        raise NotImplementedError

    def fresh(self, template: str = "") -> None:
        """Start over with a database as the migrations left it, or as that template has it."""
        raise NotImplementedError

    def drop(self) -> None:
        raise NotImplementedError

    def use(self, name: str) -> None:
        connection.close()
        settings.DATABASES["default"]["NAME"] = name
        connection.settings_dict["NAME"] = name

    def migrate(self) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        connection.close()


class SQLiteCopies(Copies):
    def __init__(self):
        self.folder = settings.TEST_DATABASES
        self.folder.mkdir(parents=True, exist_ok=True)
        self.template = f"template-{migrations_digest()}"
        self.mine = self.folder / f"test-{os.getpid()}.sqlite3"

    def file(self, template: str) -> Path:
        return self.folder / f"{template}.sqlite3"

    def kept(self, template: str, write: Callable[[], None], start: str = "") -> None:
        with locked(self.folder / f"lock-{'built' if start else 'migrated'}"):
            if self.file(template).exists():
                return
            self._forget("*.sqlite3*", hours=24)
            self._forget("built_*", hours=1)
            unfinished = self.file(template).with_suffix(".unfinished")
            unfinished.unlink(missing_ok=True)
            if start:
                shutil.copyfile(self.file(start), unfinished)
            self.use(str(unfinished))
            write()
            unfinished.rename(self.file(template))

    def _forget(self, names: str, *, hours: int) -> None:
        for old in self.folder.glob(names):
            if time.time() - old.stat().st_mtime > hours * 3600:
                old.unlink()

    def fresh(self, template: str = "") -> None:
        self.drop()
        shutil.copyfile(self.file(template or self.template), self.mine)
        self.use(str(self.mine))

    def drop(self) -> None:
        connection.close()
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self.mine}{suffix}").unlink(missing_ok=True)


class PostgresCopies(Copies):
    def __init__(self):
        self.template = f"template_{migrations_digest()}"
        self.mine = f"test_{os.getpid()}"

    def kept(self, template: str, write: Callable[[], None], start: str = "") -> None:
        settings.TEST_DATABASES.mkdir(parents=True, exist_ok=True)
        with locked(settings.TEST_DATABASES / f"lock-postgres-{'built' if start else 'migrated'}"):
            if self._exists(template):
                return
            unfinished = f"{template}_unfinished"
            self._run(
                f"DROP DATABASE IF EXISTS {unfinished}",
                f"CREATE DATABASE {unfinished} TEMPLATE {start or 'template1'}",
            )
            self.use(unfinished)
            write()
            self._run(f"ALTER DATABASE {unfinished} RENAME TO {template}")

    def fresh(self, template: str = "") -> None:
        self._run(
            f"DROP DATABASE IF EXISTS {self.mine} WITH (FORCE)",
            f"CREATE DATABASE {self.mine} TEMPLATE {template or self.template}",
        )
        self.use(self.mine)

    def drop(self) -> None:
        self._run(f"DROP DATABASE IF EXISTS {self.mine} WITH (FORCE)")

    def _run(self, *statements: str) -> None:
        self.use("postgres")
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
        connection.close()

    def _exists(self, name: str) -> bool:
        self.use("postgres")
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            found = cursor.fetchone() is not None
        connection.close()
        return found


def copies() -> SQLiteCopies | PostgresCopies:
    return SQLiteCopies() if connection.vendor == "sqlite" else PostgresCopies()


@contextmanager
def locked(path: Path):
    """One process at a time, on this machine."""
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
