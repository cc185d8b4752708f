"""Separate processes on the database of a test: what threads and mocks cannot prove.

A test that uses them takes the fixture `committed`, whose value is the database's address.
"""

import json
import os
import subprocess
import sys
import textwrap
import time

from django.conf import settings

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


def environment(database_url: str) -> dict[str, str]:
    return {
        **os.environ,
        "DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": str(settings.BASE_DIR),
        "DEBUG": "1",
        "VAR_DIR": str(settings.VAR_DIR),
    }


def race(database_url: str, script: str, field: list[list]) -> list:
    """Call the script's `act(*arguments)` in a process for each list of arguments, all at once.

    Answers with what each returned, in order; where it failed, with its traceback.
    """
    whole = RACE.replace("{script}", textwrap.dedent(script))
    done = subprocess.run(
        [sys.executable, "-c", whole, json.dumps(field)],
        env=environment(database_url),
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def manage(database_url: str, *arguments: str, check=True, **env) -> subprocess.CompletedProcess:
    """Run a command of manage.py to its end."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        env={**environment(database_url), **env},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=check,
        timeout=180,
    )


def wait_for(condition, *, seconds=60):
    """Ask until it is so; answers with what was so, or fails."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if answer := condition():
            return answer
        time.sleep(0.1)
    raise AssertionError("It did not come to that.")
