"""All that the stand-in knows: objects by id, answers by idempotency key, its clock, its file."""

import json
import secrets
import threading
import time
from pathlib import Path

import stripe

from tests.stripe_standin.refusals import unknown
from tests.stripe_standin.shapes import blank

KINDS = {
    "checkout.session": stripe.checkout.Session,
    "payment_intent": stripe.PaymentIntent,
    "charge": stripe.Charge,
    "balance_transaction": stripe.BalanceTransaction,
    "refund": stripe.Refund,
    "dispute": stripe.Dispute,
    "event": stripe.Event,
}


def public(thing: dict) -> dict:
    """Without what only we keep beside it."""
    return {name: value for name, value in thing.items() if not name.startswith("_")}


class Ledger:
    """Whoever reads or writes holds `lock`.

    With a file, each change is a line of it before it is answered, so that a stand-in that was
    killed knows the same when it is started again.
    """

    def __init__(self, base: str, file: Path | None = None):
        self.base = base
        self.lock = threading.RLock()
        self.changed = threading.Condition(self.lock)
        self.file = file
        self._journal = None
        self.forget()
        if file:
            self._load()

    def forget(self):
        self.objects: dict[str, dict] = {}
        self.answers: dict[str, list] = {}
        self.skew = 0

    # The clock

    def now(self) -> int:
        return int(time.time()) + self.skew

    def advance(self, seconds: int):
        self.skew += seconds
        self._write("skew", self.skew)

    # Objects

    def make(self, kind: str, prefix: str, **values) -> dict:
        beside = {name: values.pop(name) for name in list(values) if name.startswith("_")}
        values = {"created": self.now()} | values
        made = blank(KINDS[kind], id=f"{prefix}_{secrets.token_hex(12)}", **values)
        return self.put(made | beside)

    def put(self, thing: dict) -> dict:
        """Keep it as it is now, new or changed."""
        self.objects[thing["id"]] = thing
        self._write("object", thing)
        return thing

    def find(self, id_: str, kind: str, param: str = "id") -> dict:
        found = self.objects.get(id_)
        if not found or found["object"] != kind:
            raise unknown(kind, id_, param)
        return found

    def every(self, kind: str, **having) -> list[dict]:
        """The newest first."""
        return [
            each
            for each in reversed(self.objects.values())
            if each["object"] == kind and all(each[name] == value for name, value in having.items())
        ]

    def emit(self, kind: str, thing: dict) -> dict:
        """Write down that this happened; the postman sees to the rest."""
        told = json.loads(json.dumps({"object": public(thing)})) | {"previous_attributes": None}
        event = self.make(
            "event",
            "evt",
            api_version=stripe.api_version,
            type=kind,
            pending_webhooks=1,
            request={"id": None, "idempotency_key": None},
            data=told,
        )
        self.changed.notify_all()
        return event

    # Answers given

    def remember(self, key: str, fingerprint: str, status: int, body: dict):
        self.answers[key] = [fingerprint, status, body]
        self._write("answer", [key, *self.answers[key]])

    # The file

    def _write(self, what: str, value):
        if self._journal:
            self._journal.write(json.dumps([what, value]) + "\n")
            self._journal.flush()

    def _load(self):
        if self.file.exists():
            for line in self.file.read_text().splitlines():
                self._take(line)
        for session in self.every("checkout.session", status="open"):
            session["url"] = self.page_of(session["id"])
        with self.file.with_suffix(".new").open("w") as self._journal:
            self._write("skew", self.skew)
            for thing in self.objects.values():
                self._write("object", thing)
            for key, answer in self.answers.items():
                self._write("answer", [key, *answer])
        self.file.with_suffix(".new").replace(self.file)
        self._journal = self.file.open("a")

    def _take(self, line: str):
        try:
            what, value = json.loads(line)
        except ValueError:  # half a line: it was killed while it wrote, and answered nobody
            return
        if what == "skew":
            self.skew = value
        elif what == "answer":
            self.answers[value[0]] = value[1:]
        else:
            self.objects[value["id"]] = value

    def page_of(self, session_id: str) -> str:
        return f"{self.base}/c/pay/{session_id}"
