"""Copying the whole database to a file and back, each database by its own best means."""

import os
import shutil
import sqlite3
import subprocess
import threading
from contextlib import closing
from pathlib import Path

from django.core.management.base import CommandError
from django.db import connection
from django.utils import timezone

#: Written in the very step that loads a copy, so that it never runs for a moment.
HOLD = "INSERT INTO network_hold (reason, since) VALUES ('%s', '%s')"


def dump(path: Path) -> None:
    """Copy the database as it is at one moment, while others go on writing."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(path)) as copy:
            connection.connection.backup(copy)
    else:
        done = subprocess.run(
            [_program("pg_dump"), "--format=custom", "--no-owner", "--file", path],
            env=_environment(),
            stderr=subprocess.PIPE,
            text=True,
        )
        if done.returncode:
            raise CommandError(f"pg_dump failed: {done.stderr.strip()}")


def load(path: Path, *, hold: str) -> None:
    """Replace the database by a copy, all of it or nothing. `hold` keeps it from running."""
    statement = HOLD % (hold, timezone.now().isoformat(" ")) if hold else ""
    if connection.vendor == "sqlite":
        _load_sqlite(path, statement)
    else:
        _load_postgres(path, statement)


def holds_people() -> bool:
    """Whether anybody is in this database, which may have no tables yet."""
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in tables & {"network_person", "network_user"}:
            cursor.execute(f"SELECT 1 FROM {table} LIMIT 1")
            if cursor.fetchone():
                return True
    return False


def _load_sqlite(path, statement):
    with closing(sqlite3.connect(path)) as copy:
        if not _is_whole(copy):
            raise CommandError("The database in this backup is damaged. Nothing was changed.")
        if statement:
            copy.execute(statement)
            copy.commit()
        connection.ensure_connection()
        copy.backup(connection.connection)
    connection.close()


def _is_whole(copy):
    try:
        return copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    except sqlite3.DatabaseError:
        return False


def _load_postgres(path, statement):
    """Everything in one transaction: what was there goes only if what comes is whole."""
    connection.close()
    read = subprocess.Popen(
        [_program("pg_restore"), "--no-owner", "--file=-", path],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    write = subprocess.Popen(
        [_program("psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "--single-transaction", "-f", "-"],
        env=_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    complaints: list[bytes] = []
    listeners = [
        threading.Thread(target=lambda pipe=pipe: complaints.append(pipe.read()))
        for pipe in (read.stderr, write.stderr)
    ]
    for listener in listeners:
        listener.start()
    try:
        write.stdin.write(b"DROP SCHEMA public CASCADE; CREATE SCHEMA public;\n")
        shutil.copyfileobj(read.stdout, write.stdin)
        ending = f"{statement.replace('network_hold', 'public.network_hold')};\n"
        # A dump that was cut off must not be committed.
        write.stdin.write((ending if read.wait() == 0 else "SELECT 1 / 0;\n").encode())
        write.stdin.close()
    except BrokenPipeError:
        read.kill()
        read.wait()
    failed = write.wait()
    for listener in listeners:
        listener.join()
    if failed:
        said = b"".join(complaints).decode(errors="replace").strip()
        raise CommandError(f"The backup could not be loaded. Nothing was changed. {said}")


def _environment() -> dict[str, str]:
    """The connection for PostgreSQL's own programs; the password is on no command line."""
    given = connection.settings_dict
    named = {
        "PGHOST": given["HOST"],
        "PGPORT": given["PORT"],
        "PGUSER": given["USER"],
        "PGPASSWORD": given["PASSWORD"],
        "PGDATABASE": given["NAME"],
        "PGSSLMODE": given["OPTIONS"].get("sslmode"),
    }
    return {**os.environ, **{name: str(value) for name, value in named.items() if value}}


def _program(name: str) -> str:
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=_release, reverse=True)
    for found in (shutil.which(name), *map(str, debian)):
        if found:
            return found
    raise CommandError(f"{name} is missing. Install it with `apt-get install postgresql-client`.")


def _release(path):
    return int(path.parent.parent.name)
