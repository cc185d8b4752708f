"""Runs the web server and the worker side by side until either stops."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress

from django.conf import settings

PATIENCE = 15
"""Seconds a process may take to finish what it does once it is told to stop."""


def is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def commands(port: int) -> dict[str, list[str]]:
    return {
        "web server": [
            *(sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}"),
            *("--worker-class", "gthread", "--workers", "2", "--threads", "4"),
            *("--log-level", "warning"),
        ],
        "worker": [sys.executable, str(settings.BASE_DIR / "manage.py"), "worker"],
    }


def run(wanted: dict[str, list[str]]) -> str | None:
    """Run these until one ends, and answer with its name; None when we were told to stop."""
    asked = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: asked.append(True))
    running = {}
    try:
        for name, command in wanted.items():
            running[name] = subprocess.Popen(
                command, cwd=settings.BASE_DIR, env=os.environ, start_new_session=True
            )
        while not asked:
            for name, process in running.items():
                if process.poll() is not None:
                    return name
            time.sleep(0.2)
    finally:
        _stop(running.values())
    return None


def _stop(processes):
    """Ask all to finish, then insist."""
    for process in processes:
        with suppress(ProcessLookupError):
            process.terminate()
    deadline = time.monotonic() + PATIENCE
    for process in processes:
        try:
            process.wait(max(deadline - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
