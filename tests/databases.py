"""A migrated database for every process that runs tests: migrated once, copied from then on.

On SQLite the template is a file kept between runs under a name made from every migration, so
that only a changed migration costs the time to migrate again. On PostgreSQL it is a database
of the throw-away cluster.
"""

import fcntl
import hashlib
import os
import shutil
import time
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection


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

    def fresh(self) -> None:
        """Start over with a database as the migrations left it."""
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
        self.template = self.folder / f"template-{migrations_digest()}.sqlite3"
        self.mine = self.folder / f"test-{os.getpid()}.sqlite3"

    def prepare(self) -> None:
        with locked(self.folder / "lock"):
            if self.template.exists():
                return
            for old in self.folder.glob("*.sqlite3*"):
                if time.time() - old.stat().st_mtime > 24 * 3600:
                    old.unlink()
            unfinished = self.template.with_suffix(".unfinished")
            unfinished.unlink(missing_ok=True)
            self.use(str(unfinished))
            self.migrate()
            unfinished.rename(self.template)

    def fresh(self) -> None:
        self.drop()
        shutil.copyfile(self.template, self.mine)
        self.use(str(self.mine))

    def drop(self) -> None:
        connection.close()
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self.mine}{suffix}").unlink(missing_ok=True)


class PostgresCopies(Copies):
    def __init__(self):
        self.template = f"template_{migrations_digest()}"
        self.mine = f"test_{os.getpid()}"

    def prepare(self) -> None:
        settings.TEST_DATABASES.mkdir(parents=True, exist_ok=True)
        with locked(settings.TEST_DATABASES / "lock-postgres"):
            if self._exists(self.template):
                return
            unfinished = f"{self.template}_unfinished"
            self._run(f"DROP DATABASE IF EXISTS {unfinished}", f"CREATE DATABASE {unfinished}")
            self.use(unfinished)
            self.migrate()
            self._run(f"ALTER DATABASE {unfinished} RENAME TO {self.template}")

    def fresh(self) -> None:
        self._run(
            f"DROP DATABASE IF EXISTS {self.mine} WITH (FORCE)",
            f"CREATE DATABASE {self.mine} TEMPLATE {self.template}",
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
