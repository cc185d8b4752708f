"""The stand-in is as strict as Stripe, and its answers are shaped as Stripe's library says."""

import json
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import requests
from django.conf import settings as site
from stripe import BalanceTransaction, Charge, Dispute, Event, ListObject, PaymentIntent, Refund
from stripe.checkout import Session

from config.demo import play_money, serving
from events import payments
from tests.events.paying import CART, THANKS, THREE_HOURS, create, paid
from tests.processes import wait_for
from tests.stripe_standin.fixtures import KEY, Stripe
from tests.stripe_standin.shapes import slips

PRICE = "line_items[0][price_data]"
ORDER = {
    "mode": "payment",
    "success_url": THANKS,
    "line_items[0][quantity]": "1",
    f"{PRICE}[currency]": "usd",
    f"{PRICE}[unit_amount]": "5000",
    f"{PRICE}[product_data][name]": "Ticket",
}


def ask(stripe, path, data=None, *, key=KEY, **headers):
    headers = {"Authorization": f"Bearer {key}"} | headers
    method = "POST" if data is not None else "GET"
    return requests.request(method, f"{stripe.base}/v1/{path}", data=data, headers=headers)


def error(answer):
    said = answer.json()["error"]
    return answer.status_code, said.get("code"), said.get("param")


# As strict as Stripe


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"expire_at": "1"}, ("parameter_unknown", "expire_at")),
        (
            {"line_items[0][price_data][name]": "x"},
            ("parameter_unknown", "line_items[0][price_data][name]"),
        ),
        ({"mode": "gift"}, (None, "mode")),
        ({"expires_at": "soon"}, ("parameter_invalid_integer", "expires_at")),
        ({"line_items": "many"}, (None, "line_items")),
        ({"allow_promotion_codes": "yes"}, (None, "allow_promotion_codes")),
        ({"metadata": "x"}, (None, "metadata")),
        ({"success_url": None}, ("parameter_missing", "success_url")),
        (
            {"line_items[0][price_data][currency]": None},
            ("parameter_missing", "line_items[0][price_data][currency]"),
        ),
        ({"expand[0]": "customer_name"}, ("property_invalid", "expand")),
    ],
)
def test_what_stripe_would_not_take_is_refused(stripe, changes, refused):
    asked = {name: value for name, value in (ORDER | changes).items() if value is not None}
    if "line_items" in changes:
        asked = {name: value for name, value in asked.items() if "[" not in name}

    assert error(ask(stripe, "checkout/sessions", asked)) == (400, *refused)


def test_the_same_order_as_it_should_be_is_taken(stripe):
    assert ask(stripe, "checkout/sessions", ORDER).status_code == 200


def test_only_test_keys_are_let_in(stripe):
    assert ask(stripe, "events", key="sk_live_x").status_code == 401
    assert ask(stripe, "events").status_code == 200


def test_answers_carry_a_request_id_and_the_version(stripe):
    answer = ask(stripe, "events", **{"Stripe-Version": "2026-10-28.endive"})

    assert answer.headers["Request-Id"].startswith("req_")
    assert answer.headers["Stripe-Version"] == "2026-10-28.endive"


def test_a_repeated_request_says_that_it_is_one(stripe):
    first = ask(stripe, "checkout/sessions", ORDER, **{"Idempotency-Key": "k"})
    again = ask(stripe, "checkout/sessions", ORDER, **{"Idempotency-Key": "k"})

    assert again.json() == first.json()
    assert again.headers["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first.headers


def test_an_address_nobody_knows_is_refused(stripe):
    assert ask(stripe, "customers").status_code == 404
    assert ask(stripe, "charges/ch_nobody").status_code == 404


# Shaped as Stripe's library says


LISTS = [
    (Session, "checkout/sessions"),
    (PaymentIntent, "payment_intents"),
    (Charge, "charges"),
    (Refund, "refunds"),
    (Dispute, "disputes"),
    (BalanceTransaction, "balance_transactions"),
    (Event, "events"),
]


def test_no_answer_slips_from_what_the_library_says(stripe):
    opened, bank = create(attempt=8), paid(stripe, "bank", attempt=9)
    found = paid(stripe, "dispute", attempt=1)
    stripe.close_dispute(ask(stripe, "disputes").json()["data"][0]["id"], won=True)
    stripe.refund(found.payment_intent, 100)
    money = "expand[]=payment_intent.latest_charge.refunds"
    ones = [
        (Session, f"checkout/sessions/{opened.id}?expand[]=line_items"),
        (Session, f"checkout/sessions/{bank.id}"),
        (Session, f"checkout/sessions/{found.id}?{money}"),
        (ListObject, f"checkout/sessions/{found.id}/line_items"),
        (PaymentIntent, f"payment_intents/{found.payment_intent}"),
    ]

    answers = [(kind, path, ask(stripe, path).json()) for kind, path in ones]
    lists = [(kind, path, ask(stripe, path).json()["data"]) for kind, path in LISTS]
    answers += [(kind, path, each) for kind, path, data in lists for each in data]

    assert [path for _, path, data in lists if not data] == []
    assert [slip for kind, path, each in answers for slip in slips(each, kind, path)] == []


@pytest.mark.parametrize(
    ("changes", "slip"),
    [
        ({"amount": "1"}, "refund.amount: '1' is not <class 'int'>"),
        ({"amount": None}, "refund.amount: must not be null"),
        ({"state": "done"}, "refund.state: unknown"),
        ({"object": "charge"}, "refund.object: 'charge' is not one of ('refund',)"),
    ],
)
def test_the_watch_on_answers_sees(stripe, changes, slip):
    stripe.refund(paid(stripe).payment_intent, 100)
    [refund] = ask(stripe, "refunds").json()["data"]

    assert slips(refund | changes, Refund, "refund") == [slip]


def test_lists_come_in_pages_both_ways(stripe):
    ids = [create(attempt=n).id for n in range(1, 5)][::-1]

    first = ask(stripe, "checkout/sessions?limit=3").json()
    rest = ask(stripe, f"checkout/sessions?limit=3&starting_after={ids[2]}").json()
    back = ask(stripe, f"checkout/sessions?limit=2&ending_before={ids[3]}").json()

    assert ([each["id"] for each in first["data"]], first["has_more"]) == (ids[:3], True)
    assert ([each["id"] for each in rest["data"]], rest["has_more"]) == (ids[3:], False)
    assert ([each["id"] for each in back["data"]], back["has_more"]) == (ids[1:3], True)


# The page where people pay


def visit(made, data=None):
    method = "POST" if data is not None else "GET"
    return requests.request(method, made.url, data=data, allow_redirects=False)


def test_the_page_shows_what_is_paid_for_and_says_that_it_is_practice(stripe):
    answer = visit(create())

    assert answer.status_code == 200
    for words in ("Pay $240.00", "Crab supper × 2", "Practice only", "ada@example.org", CART):
        assert words in answer.text
    assert "<script" not in answer.text


@pytest.mark.parametrize(
    ("way", "paid_now"), [("card", True), ("bank", False), ("bank_fails", False), ("dispute", True)]
)
def test_whoever_pays_comes_back_with_the_session(stripe, way, paid_now):
    made = create()

    answer = visit(made, {"email": "a@example.org", "way": way, "card": "4242 4242 4242 4242"})

    assert answer.status_code == 303
    assert answer.headers["Location"] == THANKS.replace("{CHECKOUT_SESSION_ID}", made.id)
    status = ask(stripe, f"checkout/sessions/{made.id}").json()["payment_status"]
    assert status == ("paid" if paid_now else "unpaid")
    assert visit(made).status_code == 410


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"card": "4000000000000002"}, "Your card was declined."),
        ({"card": "4242"}, "Your card number is incomplete."),
        ({"email": "nobody"}, "Your email is incomplete."),
    ],
)
def test_what_was_typed_wrong_is_said_and_nothing_is_lost(stripe, given, words):
    made = create()
    typed = {"email": "a@example.org", "name": "<Ada>", "card": "4242424242424242"} | given

    answer = visit(made, typed)

    assert (answer.status_code, f'role="alert">{words}' in answer.text) == (402, True)
    assert 'value="&lt;Ada&gt;"' in answer.text
    assert visit(made, typed | {"email": "a@example.org", "card": "4242" * 4}).status_code == 303


def test_a_debit_settles_by_the_clock_as_was_chosen(stripe):
    good, bad = paid(stripe, "bank", attempt=1), paid(stripe, "bank_fails", attempt=2)
    stripe.take()

    stripe.advance(5 * 24 * 3600)

    kinds = {letter.kind: json.loads(letter.body) for letter in stripe.take()}
    for word, session in (("succeeded", good), ("failed", bad)):
        told = kinds[f"checkout.session.async_payment_{word}"]["data"]["object"]
        assert told["id"] == session.id


# Webhooks


@pytest.fixture
def listener():
    """Somebody who hears webhooks: `heard`, and answers with the next of `answers`, or 200."""

    class Ear(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.server.heard.append(json.loads(body)["type"])
            self.send_response(self.server.answers.pop() if self.server.answers else 200)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Ear)
    server.heard, server.answers = [], []
    server.url = f"http://127.0.0.1:{server.server_port}/"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_a_webhook_is_told_until_it_is_heard(stripe, listener):
    listener.answers = [500]
    stripe.webhooks(url=listener.url)

    create()
    stripe.advance(THREE_HOURS)

    wait_for(lambda: [each[2] for each in stripe.delivered()] == [500, 200], seconds=5)
    assert listener.heard == ["checkout.session.expired"] * 2


def test_a_webhook_may_come_twice_and_late(stripe, listener):
    stripe.webhooks(url=listener.url, twice=True, delay=0.4)
    create()
    stripe.advance(THREE_HOURS)
    early = list(listener.heard)

    wait_for(lambda: len(listener.heard) == 2, seconds=5)
    assert early == []


def test_held_webhooks_go_out_in_reverse_and_many_times_at_once(stripe, listener):
    stripe.webhooks(url=listener.url, held=True)
    paid(stripe)

    assert stripe.release(reverse=True, times=2) == [200] * 6
    assert listener.heard[::2] == [
        "checkout.session.completed",
        "payment_intent.succeeded",
        "charge.succeeded",
    ]
    [event, *_] = ask(stripe, "events").json()["data"]
    assert stripe.send(event["id"], times=5) == [200] * 5


# A life of its own


def run(*arguments):
    started = subprocess.Popen(
        [sys.executable, "-m", "tests.stripe_standin", *arguments],
        cwd=site.BASE_DIR,
        stdout=subprocess.PIPE,
        text=True,
    )
    return started, Stripe(started.stdout.readline().split()[-1])


def test_killed_and_started_again_it_knows_the_same(stripe, settings, tmp_path):
    state = tmp_path / "stripe.jsonl"
    process, first = run("--state", str(state))
    settings.STRIPE_API_BASE = first.base
    opened, found = create(attempt=2), paid(first)
    process.kill()
    process.wait()
    with state.open("a") as file:
        file.write('["object", {"id": "half')

    process, again = run("--state", str(state))
    settings.STRIPE_API_BASE = again.base
    known = payments.session(found.id)
    same = create(attempt=2)
    waiting = [letter.kind for letter in again.take()]
    page = visit(payments.session(opened.id))
    process.terminate()

    assert (known, same.id) == (found, opened.id)
    assert waiting == ["charge.succeeded", "payment_intent.succeeded", "checkout.session.completed"]
    assert page.status_code == 200
    assert process.wait(10) == 0


#: Waits until the stand-in that the environment names answers, and leaves a mark.
LOOK = """
import os, pathlib, sys, time, urllib.request
address = os.environ["STRIPE_API_BASE"] + "/_test/calls"
for _ in range(100):
    try:
        urllib.request.urlopen(address)
    except OSError:
        time.sleep(0.1)
    else:
        pathlib.Path(sys.argv[1]).write_text(os.environ["STRIPE_SECRET_KEY"])
        break
"""


def test_the_demo_starts_one_beside_the_site(settings, monkeypatch, tmp_path):
    for name in ("STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRETS", "STRIPE_API_BASE"):
        monkeypatch.setenv(name, "")
    settings.VAR_DIR = tmp_path
    site_command = [sys.executable, "-c", LOOK, str(tmp_path / "seen")]

    ended = serving.run(play_money.beside(18473) | {"site": site_command})

    assert (ended, (tmp_path / "seen").read_text()) == ("site", "sk_test_demo")
    assert play_money.state_file().exists()
    assert serving.is_free(int(os.environ["STRIPE_API_BASE"].rpartition(":")[2]))


def test_the_demo_leaves_a_key_of_ones_own_alone(settings):
    settings.STRIPE_SECRET_KEY = "sk_test_mine"

    assert play_money.beside(18473) == {}
