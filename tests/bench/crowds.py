"""Many at once at a real server: what each costs it in CPU, and how long each one waits.

The server is gunicorn as in docs/running.md, in processes of its own, whose CPU the system
counts. Whoever comes has a session already; the form's token is fetched as a browser does.
"""

import http.cookies
import os
import socket
import statistics
import subprocess
import sys
import threading
import time
import urllib.parse
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from django.conf import settings
from django.db import connections

from tests import databases, processes

WORKERS, THREADS = 2, 4
TICK = os.sysconf("SC_CLK_TCK")


class Server:
    def __init__(self, port, process):
        self.port, self.process = port, process

    @property
    def cpu(self) -> float:
        """Seconds that it and its workers have used."""
        every = [self.process.pid, *_children(self.process.pid)]
        return sum(_used(pid) for pid in every)


@contextmanager
def served():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    workers = ["--workers", str(WORKERS), "--threads", str(THREADS), "--worker-class", "gthread"]
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "-b", f"127.0.0.1:{port}"]
    environment = processes.environment(databases.database_url())
    environment |= {"DJANGO_SETTINGS_MODULE": "tests.bench.settings"}
    process = subprocess.Popen(
        [*command, *workers, "--log-level", "error"],
        env=environment,
        cwd=settings.BASE_DIR,
        stdout=subprocess.DEVNULL,
    )
    try:
        processes.wait_for(lambda: _answers(port), seconds=180)
        yield Server(port, process)
    finally:
        process.terminate()
        process.wait(30)


class Browser:
    """Keeps cookies and the form's token, and nothing else of a browser."""

    def __init__(self, port, session):
        self.port = port
        self.cookies = {settings.SESSION_COOKIE_NAME: session}

    def ask(self, method, address, sent=None):
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if sent is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["X-CSRFToken"] = self.cookies[settings.CSRF_COOKIE_NAME]
        body = urllib.parse.urlencode(sent) if sent is not None else None
        # A line each time: gunicorn lets go of one that is silent for two seconds.
        line = HTTPConnection("127.0.0.1", self.port, timeout=60)
        line.request(method, address, body, {**headers, "Host": "localhost"})
        answer = line.getresponse()
        for given in answer.headers.get_all("Set-Cookie") or ():
            for name, morsel in http.cookies.SimpleCookie(given).items():
                self.cookies[name] = morsel.value
        return answer, answer.read()

    def register(self, address, sent):
        shown, _ = self.ask("GET", address)
        taken, _ = self.ask("POST", address, sent)
        told, _ = self.ask("GET", taken.headers["Location"] or address)
        return (shown.status, taken.status, told.status) == (200, 302, 200)

    def book(self, address, sent):
        shown, _ = self.ask("GET", address)
        held, _ = self.ask("POST", address, sent)
        page = held.headers["Location"] or address
        filled, _ = self.ask("GET", page)
        booked, _ = self.ask("POST", page, {"topic": "The budget."})
        told, _ = self.ask("GET", booked.headers["Location"] or address)
        statuses = [answer.status for answer in (shown, held, filled, booked, told)]
        return statuses == [200, 302, 200, 302, 200]

    def scan(self, address, sent):
        _, said = self.ask("POST", address, sent)
        return b"elcome" in said


def rush(server, size, jobs) -> dict:
    """So many at once do these jobs: CPU ms for each, how long in ms, and how many failed."""
    left, took, failed, hold = list(jobs), [], [], threading.Lock()

    def work():
        while True:
            with hold:
                if not left:
                    return
                job = left.pop()
            begun = time.monotonic()
            try:
                done = job()
            except OSError:
                done = False
            took.append((time.monotonic() - begun) * 1000)
            if not done:
                failed.append(job)

    before = server.cpu
    threads = [threading.Thread(target=work) for _ in range(size)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    connections.close_all()
    return {
        "ms": (server.cpu - before) * 1000 / len(jobs),
        "median": statistics.median(took),
        "longest": max(took),
        "failed": len(failed),
    }


def _answers(port):
    try:
        line = HTTPConnection("127.0.0.1", port, timeout=5)
        line.request("GET", "/healthz", headers={"Host": "localhost"})
        return line.getresponse().status == 200
    except OSError:
        return False


def _children(pid):
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _used(pid) -> float:
    told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / TICK
