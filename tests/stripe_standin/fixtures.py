"""The fixture `stripe`: a stand-in of one's own, empty, with settings that lead to it."""

from dataclasses import dataclass

import pytest
import requests

from tests.stripe_standin.server import StandIn

KEY = "sk_test_stand_in"
SECRET = "whsec_stand_in"


@dataclass(frozen=True)
class Letter:
    """A webhook as it would be sent."""

    id: str
    kind: str
    body: str
    signature: str


class Stripe:
    """What a test may tell and ask the stand-in, over HTTP: so other processes may as well.

    Webhooks wait, until `tell` posts them with Django's test client, or `take` hands them over,
    or `webhooks(url=...)` lets the stand-in send them by itself.
    """

    key, secret = KEY, SECRET

    def __init__(self, base: str):
        self.base = base

    @property
    def environment(self) -> dict[str, str]:
        """For processes of ours that shall pay here."""
        return {
            "STRIPE_SECRET_KEY": KEY,
            "STRIPE_WEBHOOK_SECRETS": SECRET,
            "STRIPE_API_BASE": self.base,
        }

    def order(self, word: str, **told):
        answer = requests.post(f"{self.base}/_test/{word}", json=told, timeout=30)
        assert answer.ok, answer.text
        return answer.json()["answer"]

    # The line between us

    def fault(self, kind: str, *, times: int = 1, path: str = "", seconds: float = 30):
        """The next calls (whose "METHOD /path" has `path` in it) meet a status such as "500", or

        "drop" (cut before anything is done), "lost" (done, and cut before the answer), "hang".
        """
        self.order("fault", kind=kind, times=times, path=path, seconds=seconds)

    def calls(self, path: str = "") -> list[dict]:
        """All that was asked, retries too: method, path, asked, key, version."""
        return [call for call in self.order("calls") if path in f"{call['method']} {call['path']}"]

    def advance(self, seconds: int):
        """Its clock goes on; what is due happens."""
        self.order("advance", seconds=seconds)

    # Webhooks

    def webhooks(self, **changes):
        """`url`, `held` (bool), `twice` (bool), `delay` (seconds)."""
        self.order("webhooks", **changes)

    def take(self, *, reverse: bool = False, **how) -> list[Letter]:
        """All that wait: `signed` "well", "wrongly", "long ago" or "not"; `livemode`."""
        letters = [Letter(**each) for each in self.order("take", **how)]
        return letters[::-1] if reverse else letters

    def tell(self, client, address: str = "/stripe/webhook/", **how) -> list[tuple[str, int]]:
        """Post all that wait with Django's test client: what each was, and our answer."""
        return [
            (letter.kind, self.post(client, letter, address).status_code)
            for letter in self.take(**how)
        ]

    def post(self, client, letter: Letter, address: str = "/stripe/webhook/"):
        return client.post(
            address,
            letter.body,
            content_type="application/json",
            headers={"Stripe-Signature": letter.signature},
        )

    def release(self, **how) -> list:
        """The stand-in sends all that wait to its url: `reverse`, `times`, and as `take`."""
        return self.order("release", **how)

    def send(self, event_id: str, **how) -> list:
        """Send one again, `times` at the same moment; answers with what came back."""
        return self.order("send", event=event_id, **how)

    def delivered(self) -> list[list]:
        """What it sent by itself: kind, event id, status."""
        return self.order("delivered")

    # What people and banks do

    def pay(self, session_id: str, way: str = "card", **given) -> str:
        """`way` card, bank, bank_fails or dispute; `card` a number. Answers with why not."""
        given = {"email": "payer@example.org"} | given
        return self.order("pay", session=session_id, way=way, **given)

    def settle(self, session_id: str, *, arrives: bool):
        self.order("settle", session=session_id, arrives=arrives)

    def dispute(self, payment_intent: str, reason: str = "fraudulent") -> str:
        return self.order("dispute", payment_intent=payment_intent, reason=reason)

    def close_dispute(self, dispute_id: str, *, won: bool):
        self.order("close_dispute", dispute=dispute_id, won=won)

    def refund(self, payment_intent: str, cents: int | None = None) -> str:
        """Somebody gives money back in Stripe's own dashboard."""
        return self.order("refund", payment_intent=payment_intent, cents=cents)

    def fail_refund(self, refund_id: str):
        self.order("fail_refund", refund=refund_id)


@pytest.fixture(scope="session")
def stripe_stand_in():
    stand_in = StandIn(secret=SECRET)
    yield stand_in
    stand_in.shutdown()
    stand_in.server_close()


@pytest.fixture
def stripe(stripe_stand_in, settings):
    settings.STRIPE_SECRET_KEY = KEY
    settings.STRIPE_WEBHOOK_SECRETS = [SECRET]
    settings.STRIPE_API_BASE = stripe_stand_in.base
    handle = Stripe(stripe_stand_in.base)
    handle.order("reset")
    yield handle
    handle.order("reset")
