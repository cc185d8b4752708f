"""Webhooks: every event is told to the product, signed, until it says that it has heard."""

import json
import threading
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

from stripe import WebhookSignature

from tests.stripe_standin import checkout
from tests.stripe_standin.ledger import Ledger, public
from tests.stripe_standin.refusals import Refusal

PAUSES = (0.3, 1, 3, 10, 30, 120, 600)
"""Seconds until it is tried again."""
TOO_OLD = 600


class Postman:
    """One thread that carries what happened and watches the clock."""

    def __init__(self, ledger: Ledger, url: str | None, secret: str):
        self.ledger, self.first_url, self.secret = ledger, url, secret
        self.reset()
        threading.Thread(target=self._go_on, daemon=True).start()

    def reset(self):
        self.url = self.first_url
        self.held = False
        self.twice = False
        self.delay = 0.0
        self.attempts: dict[str, int] = {}
        self.due: dict[str, float] = {}
        self.delivered: list[list] = []

    # What waits

    def waiting(self) -> list[dict]:
        """Events not heard yet, the oldest first."""
        return list(reversed(self.ledger.every("event", pending_webhooks=1)))

    def take(self, **how) -> list[dict]:
        """Everything that waits, as it would be sent; it counts as heard."""
        with self.ledger.lock:
            taken = self.waiting()
            letters = [self.letter(event, **how) for event in taken]
            for event in taken:
                self._heard(event)
        return letters

    def letter(self, event: dict, *, signed: str = "well", livemode: bool = False) -> dict:
        body = json.dumps(public(event) | {"livemode": livemode}, indent=2)
        at = int(time.time()) - (TOO_OLD if signed == "long ago" else 0)
        secret = "whsec_of_somebody_else" if signed == "wrongly" else self.secret
        signature = WebhookSignature.generate_signature_header(body, secret, at)
        return {
            "id": event["id"],
            "kind": event["type"],
            "body": body,
            "signature": "" if signed == "not" else signature,
        }

    # Sending

    def send(self, event: dict, **how) -> int | str:
        """The status that came back, or what went wrong."""
        if not self.url:
            raise Refusal("Nobody said where webhooks go.")
        letter = self.letter(event, **how)
        request = urllib.request.Request(
            self.url,
            letter["body"].encode(),
            {
                "Content-Type": "application/json; charset=utf-8",
                "Stripe-Signature": letter["signature"],
                "User-Agent": "Stripe/1.0 (stand-in)",
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                status = answer.status
        except urllib.error.HTTPError as refused:
            status = refused.code
        except OSError as failed:
            status = str(failed)
        self.delivered.append([event["type"], event["id"], status])
        return status

    def send_all(self, events: list[dict], *, times: int = 1, **how) -> list:
        """Those one after the other, and each so many times at the same moment."""
        answers: list = []
        with ThreadPoolExecutor(times) as pool:
            for event in events:
                answers += pool.map(lambda _, e=event: self.send(e, **how), range(times))
                with self.ledger.lock:
                    self._heard(event)
        return answers

    def _heard(self, event):
        event["pending_webhooks"] = 0
        self.ledger.put(event)

    def _go_on(self):
        while True:
            with self.ledger.lock:
                checkout.sweep(self.ledger)
                ready = self._ready()
                if not ready:
                    self.ledger.changed.wait(0.2)
            for event in ready:
                self._try(event)

    def _ready(self) -> list[dict]:
        if self.held or not self.url:
            return []
        now = time.monotonic()
        for event in self.waiting():
            self.due.setdefault(event["id"], now + self.delay)
        return [each for each in self.waiting() if self.due[each["id"]] <= now]

    def _try(self, event):
        status = self.send(event)
        if self.twice:
            self.send(event)
        with self.ledger.lock:
            tried = self.attempts[event["id"]] = self.attempts.get(event["id"], 0) + 1
            if (isinstance(status, int) and 200 <= status < 300) or tried > len(PAUSES):
                self._heard(event)
            else:
                self.due[event["id"]] = time.monotonic() + PAUSES[tried - 1]
