"""`python -m tests.bench.measured pages|importing ROUNDS` prints what it measured as JSON."""

import importlib
import json
import os
import sys

import django

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
    django.setup()
    subject, rounds = sys.argv[1:]
    json.dump(importlib.import_module(f"tests.bench.{subject}").measure(int(rounds)), sys.stdout)
