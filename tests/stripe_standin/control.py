"""What tests and curious people may tell the stand-in at `/_test/<word>`, as JSON."""

from dataclasses import dataclass

from tests.stripe_standin import checkout, money, page
from tests.stripe_standin.refusals import Refusal


@dataclass
class Fault:
    """What befalls the next calls: a status, or

    `drop` (the line is cut before anything is done), `lost` (it is done, and the line is cut
    before the answer) or `hang` (no answer for `seconds`).
    """

    kind: str
    times: int = 1
    path: str = ""
    seconds: float = 30

    def befalls(self, method_and_path: str) -> bool:
        return self.times > 0 and self.path in method_and_path


class Control:
    def __init__(self, ledger, postman, bank_seconds):
        self.ledger, self.postman, self.bank_seconds = ledger, postman, bank_seconds
        self.calls: list[dict] = []
        self.faults: list[Fault] = []

    def obey(self, word: str, told: dict):
        order = getattr(self, f"do_{word}", None)
        if not order:
            raise Refusal(f"No such order: {word}", status=404)
        return order(**told)

    def fault_for(self, method_and_path: str) -> Fault | None:
        with self.ledger.lock:
            fault = next((each for each in self.faults if each.befalls(method_and_path)), None)
            if fault:
                fault.times -= 1
            return fault

    # The line between us

    def do_reset(self):
        with self.ledger.lock:
            self.ledger.forget()
            self.postman.reset()
            self.calls.clear()
            self.faults.clear()

    def do_fault(self, **fault):
        self.faults.append(Fault(**fault))

    def do_calls(self):
        return self.calls

    def do_advance(self, seconds):
        with self.ledger.lock:
            self.ledger.advance(seconds)
            checkout.sweep(self.ledger)

    # Webhooks

    def do_webhooks(self, **changes):
        """`url`, `held`, `twice`, `delay` in seconds."""
        for name, value in changes.items():
            setattr(self.postman, name, value)

    def do_take(self, **how):
        return self.postman.take(**how)

    def do_release(self, reverse=False, **how):
        """Send now all that waits, and tell what came back."""
        with self.ledger.lock:
            events = self.postman.waiting()
        return self.postman.send_all(events[::-1] if reverse else events, **how)

    def do_send(self, event, **how):
        """Send one again, `times` at once."""
        return self.postman.send_all([self.ledger.find(event, "event")], **how)

    def do_delivered(self):
        return self.postman.delivered

    # What people and banks do

    def do_pay(self, session, **given):
        """As on the page: `way`, `card`, `email`, `name`. Answers with why not."""
        with self.ledger.lock:
            found = self.ledger.find(session, "checkout.session")
            return page.pay(
                self.ledger, found, self.bank_seconds, {"card": "4242424242424242"} | given
            )

    def do_settle(self, session, arrives):
        with self.ledger.lock:
            found = self.ledger.find(session, "checkout.session")
            checkout.settle(self.ledger, found, arrives=arrives)

    def do_dispute(self, payment_intent, reason="fraudulent"):
        with self.ledger.lock:
            intent = self.ledger.find(payment_intent, "payment_intent")
            return money.dispute(self.ledger, intent, reason=reason)["id"]

    def do_close_dispute(self, dispute, won):
        with self.ledger.lock:
            money.close_dispute(self.ledger, self.ledger.find(dispute, "dispute"), won=won)

    def do_refund(self, payment_intent, cents=None):
        """Somebody gives money back in Stripe's own dashboard."""
        asked = {"payment_intent": payment_intent} | ({"amount": cents} if cents else {})
        with self.ledger.lock:
            return money.refund(self.ledger, asked)["id"]

    def do_fail_refund(self, refund):
        with self.ledger.lock:
            money.fail_refund(self.ledger, self.ledger.find(refund, "refund"))
