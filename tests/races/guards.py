"""What guards the places and the money of an event, taken out in a racer's process.

For the controls: a race that nobody can lose proves nothing. Each of these goes as late as it
can, so that all racers have looked before any of them acts.
"""

import sys
import time
from contextlib import contextmanager

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection

from events.models import Event, Seat
from events.operations import places, seats, settling
from tests.stripe_standin.fixtures import KEY, SECRET

PAUSE = 0.7


def pay_at(base) -> None:
    """The racer's Stripe is the stand-in of the test."""
    settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRETS = KEY, [SECRET]
    settings.STRIPE_API_BASE = base


def without_lock() -> None:
    """Neither the event's row nor a transaction: on SQLite that is a lock as well."""
    for name, module in list(sys.modules.items()):
        if name.startswith("events.operations.") and hasattr(module, "event_txn"):
            module.event_txn = _unlocked


def without_swap() -> None:
    """What was free or unpaid a moment ago is taken to be so still."""
    seats.take, places.move, settling._move = _take, _write, _write


def slowly(module, name) -> None:
    """Whoever looks there has seen how it stands before any of the others acts."""
    look = getattr(module, name)

    def looked(*given, **named):
        answer = look(*given, **named)
        time.sleep(PAUSE)
        return answer

    setattr(module, name, looked)


def without_constraints(model, *names) -> None:
    """In the database of this test. SQLite makes the table anew as the model is then."""
    every = model._meta.constraints
    gone = [one for one in every if one.name in names]
    model._meta.constraints = [one for one in every if one not in gone]
    try:
        with connection.schema_editor() as editor:
            for one in gone:
                editor.remove_constraint(model, one)
    finally:
        model._meta.constraints = every


@contextmanager
def _unlocked(event_id):
    yield Event.objects.get(pk=event_id)


def _take(registration, pools, *, held_for=""):
    for pool in pools:
        free = Seat.objects.free(held_for=held_for).filter(pool=pool).order_by("number").first()
        if free is None:
            raise ValidationError("Every place is taken.", code="full")
        time.sleep(PAUSE)
        Seat.objects.filter(pk=free.pk).update(registration=registration)


def _write(row, to, **fields):
    time.sleep(PAUSE)
    if row._meta.model_name == "registration" and to != "held":
        fields["hold_expires_at"] = None
    type(row).objects.filter(pk=row.pk).update(state=to, **fields)
    for name, value in {"state": to, **fields}.items():
        setattr(row, name, value)
