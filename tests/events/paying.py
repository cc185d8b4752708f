"""An order of two lines, to be paid at the stand-in."""

import datetime as dt

from events import payments
from events.payments import Line

NOW = dt.datetime.now(dt.UTC).replace(microsecond=0)
LATER = NOW + dt.timedelta(hours=2)
THREE_HOURS = 3 * 3600
THANKS = "https://network.example.org/thanks/?session={CHECKOUT_SESSION_ID}"
CART = "https://network.example.org/cart/"


def create(attempt=1, **changes):
    asked = {
        "code": "K7M2",
        "attempt": attempt,
        "lines": [Line("Member ticket", 15000), Line("Crab supper", 4500, 2)],
        "expires_at": LATER,
        "success_url": THANKS,
        "cancel_url": CART,
        "email": "ada@example.org",
        "metadata": {"event": "baltimore"},
    }
    return payments.create_session(**(asked | changes))


def paid(stripe, way="card", **changes):
    made = create(**changes)
    assert stripe.pay(made.id, way) == ""
    return payments.session(made.id)
