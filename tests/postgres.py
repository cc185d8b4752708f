"""A throw-away PostgreSQL: `python -m tests.postgres COMMAND ...` runs the command against it.

Listens on a socket in a directory of its own and nowhere else, forgets everything when the
command ends, and answers with the command's exit status.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

HOW_TO_GET_IT = "Install it with `apt-get install postgresql` (or put initdb on the PATH)."


def binaries() -> Path | None:
    """Where the server's programs are: the PATH first, then Debian's place, newest first."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    return next(
        iter(
            sorted(
                (path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")),
                key=lambda path: int(path.parent.name),
                reverse=True,
            )
        ),
        None,
    )


def _server_user() -> str | None:
    """PostgreSQL refuses to run as root: then it runs as its own user, or as nobody."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@contextmanager
def cluster(bin_path: Path):
    """Start a server; answers with the address of its first database."""
    home = Path(tempfile.mkdtemp(prefix="pg-"))
    user = _server_user()
    if user:
        shutil.chown(home, user)
        home.chmod(0o755)

    def run(program, *arguments):
        done = subprocess.run(
            [bin_path / program, *arguments],
            user=user,
            cwd="/",
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        if done.returncode:
            raise SystemExit(f"{program} failed: {done.stderr}")

    data = str(home / "data")
    try:
        run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = (
            f"-c listen_addresses='' -c unix_socket_directories='{home}' -c fsync=off"
            " -c synchronous_commit=off -c full_page_writes=off -c max_connections=100"
            " -c shared_buffers=128MB -c autovacuum=off"
        )
        log = str(home / "log")
        run("pg_ctl", "start", "-w", "-s", "-D", data, "-o", options, "-l", log)
        try:
            yield f"postgres://postgres@{str(home).replace('/', '%2F')}/postgres"
        finally:
            run("pg_ctl", "stop", "-m", "immediate", "-s", "-D", data)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def main(command: list[str]) -> int:
    bin_path = binaries()
    if bin_path is None:
        said = f"no PostgreSQL server program was found. {HOW_TO_GET_IT}"
        if os.environ.get("CI") == "true":
            print(f"Failed: {said}", file=sys.stderr)
            return 1
        print(f"Skipped on PostgreSQL: {said}", file=sys.stderr)
        return 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with cluster(bin_path) as url:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
