"""Separate processes on the database of a test: what threads and mocks cannot prove.

A test that uses them takes the fixture `committed`, whose value is the database's address. They
are forked from one process that has loaded the program and opened nothing: they are as separate
as any, and do not spend two seconds on starting.
"""

import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import textwrap
import time
from contextlib import contextmanager
from pathlib import Path

import dj_database_url
import django
from django.conf import settings
from django.core.management import execute_from_command_line
from django.db import connections

#: One process sets up and forks the racers, which wait for each other before any of them acts.
RACE = """
import json, multiprocessing, sys, traceback
import django
django.setup()
from django.db import connections

{script}

def run_one(number, arguments):
    start.wait()
    try:
        answers.put((number, act(*arguments)))
    except BaseException:
        answers.put((number, traceback.format_exc()))
    connections.close_all()

fork = multiprocessing.get_context("fork")
field = json.loads(sys.argv[1])
start, answers = fork.Barrier(len(field)), fork.Queue()
connections.close_all()
racers = [fork.Process(target=run_one, args=each) for each in enumerate(field)]
for racer in racers:
    racer.start()
answered = dict(answers.get(timeout=120) for _ in racers)
print(json.dumps([answered[number] for number in sorted(answered)]))
"""

forked = multiprocessing.get_context("forkserver")
forked.set_forkserver_preload(["tests.ready"])


def environment(database_url: str) -> dict[str, str]:
    return {
        **os.environ,
        "DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": str(settings.BASE_DIR),
        "DEBUG": "1",
        "VAR_DIR": str(settings.VAR_DIR),
    }


class Started:
    """A process that runs; what it says is read while it runs and after."""

    def __init__(self, database_url: str, script: str | None, arguments: tuple[str, ...], home):
        self.said, self.complained = Path(home, "stdout"), Path(home, "stderr")
        told = (database_url, script, arguments, str(self.said), str(self.complained))
        self.process = forked.Process(target=_act, args=told)
        self.process.start()

    @property
    def pid(self) -> int:
        return self.process.pid

    @property
    def stdout(self) -> str:
        return self.said.read_text() if self.said.exists() else ""

    @property
    def stderr(self) -> str:
        return self.complained.read_text() if self.complained.exists() else ""

    @property
    def ended(self) -> bool:
        return self.process.exitcode is not None

    def wait(self, *, seconds=180) -> int:
        """How it ended: its exit status, or the signal's number below zero."""
        self.process.join(seconds)
        assert self.ended, f"It still runs after {seconds} s."
        return self.process.exitcode


def _act(database_url, script, arguments, said, complained):
    """In the new process: a script of ours, or a command of manage.py."""
    for path, number in ((said, 1), (complained, 2)):
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(handle, number)
    os.chdir(settings.BASE_DIR)
    os.environ.update(environment(database_url))
    django.setup()
    assert connections["default"].connection is None
    name = dj_database_url.parse(database_url)["NAME"]
    settings.DATABASES["default"]["NAME"] = connections["default"].settings_dict["NAME"] = name
    sys.argv = ["manage.py", *arguments]
    if script is None:
        execute_from_command_line(sys.argv)
    else:
        exec(compile(script, "<script of a test>", "exec"), {"__name__": "__script__"})


@contextmanager
def started(database_url: str, *arguments: str, script: str | None = None):
    """A command of manage.py, or a script, that runs until told to end, and no longer than this."""
    with tempfile.TemporaryDirectory() as home:
        running = Started(database_url, script, arguments, home)
        try:
            yield running
        finally:
            running.process.kill()
            running.process.join()


def race(database_url: str, script: str, field: list[list]) -> list:
    """Call the script's `act(*arguments)` in a process for each list of arguments, all at once.

    Answers with what each returned, in order; where it failed, with its traceback.
    """
    whole = RACE.replace("{script}", textwrap.dedent(script))
    with started(database_url, json.dumps(field), script=whole) as running:
        assert running.wait() == 0, running.stderr
        return json.loads(running.stdout.splitlines()[-1])


def manage(database_url: str, *arguments: str, check=True, **env) -> subprocess.CompletedProcess:
    """Run a command of manage.py to its end, in an interpreter of its own for other settings."""
    command = [sys.executable, "manage.py", *arguments]
    if env:
        return subprocess.run(
            command,
            env={**environment(database_url), **env},
            cwd=settings.BASE_DIR,
            capture_output=True,
            text=True,
            check=check,
            timeout=180,
        )
    with started(database_url, *arguments) as running:
        done = subprocess.CompletedProcess(command, running.wait(), running.stdout, running.stderr)
    if check:
        done.check_returncode()
    return done


def wait_for(condition, *, seconds=60):
    """Ask until it is so; answers with what was so, or fails."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if answer := condition():
            return answer
        time.sleep(0.1)
    raise AssertionError("It did not come to that.")
