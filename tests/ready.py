"""What each process of `tests.processes` has loaded when it is forked: the program, no data."""

import django

django.setup()

from django.core.management import load_command_class  # noqa: E402
from django.db import connections  # noqa: E402
from django.urls import get_resolver  # noqa: E402

get_resolver().url_patterns  # noqa: B018
load_command_class("network", "worker")
connections.close_all()
