"""Runs the stand-in until it is told to stop."""

import argparse
import json
import signal
import threading
from pathlib import Path

from tests.stripe_standin import past
from tests.stripe_standin.server import StandIn

parser = argparse.ArgumentParser(prog="python -m tests.stripe_standin")
parser.add_argument("--port", type=int, default=0, help="0 takes any that is free.")
parser.add_argument("--webhook", help="Where events are told.")
parser.add_argument("--secret", default="whsec_stand_in", help="Signs what is told.")
parser.add_argument("--state", type=Path, help="Remembers everything here.")
parser.add_argument("--past", type=Path, help="What it is to know if it remembers nothing.")
parser.add_argument("--bank-seconds", type=int, default=30, help="How long a bank debit takes.")

if __name__ == "__main__":
    given = parser.parse_args()
    stand_in = StandIn(
        given.port,
        webhook=given.webhook,
        secret=given.secret,
        state=given.state,
        bank_seconds=given.bank_seconds,
    )
    if given.past and not stand_in.ledger.objects:
        with stand_in.ledger.lock:
            past.remember(stand_in.ledger, json.loads(given.past.read_text()))
    print(f"Stripe's stand-in listens at {stand_in.base}", flush=True)
    over = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: over.set())
    over.wait()
    stand_in.shutdown()
