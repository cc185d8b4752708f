"""What the commands that run jobs share."""

from importlib import import_module

from django.conf import settings
from django.core.management.base import CommandError

from network import jobs


def prepare() -> None:
    """Load every module that defines a job, and refuse to run in a restored copy."""
    import_module(settings.ROOT_URLCONF)
    if jobs.is_on_hold():
        raise CommandError(
            "This database is a restored copy and is held: it sends nothing and runs nothing."
            " `manage.py restore --release` ends that."
        )
