"""Stripe's side of the line: HTTP, keys, idempotency, and what may go wrong with them."""

import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from tests.stripe_standin import api, page
from tests.stripe_standin.control import Control
from tests.stripe_standin.ledger import Ledger
from tests.stripe_standin.postman import Postman
from tests.stripe_standin.refusals import Refusal

HOST = "127.0.0.1"
BANK_SECONDS = 4 * 24 * 3600

FAULT_KINDS = {429: "rate_limit_error", 409: "invalid_request_error"}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: "StandIn"

    def log_message(self, *_):
        """Quiet: what was asked is told at /_test/calls."""

    def do_GET(self):
        self.answer("GET", b"")

    def do_POST(self):
        self.answer("POST", self.rfile.read(int(self.headers.get("Content-Length") or 0)))

    def answer(self, method, raw):
        path = urlsplit(self.path).path
        if path.startswith("/c/pay/"):
            self.show_page(method, path.rpartition("/")[2], raw)
        elif path.startswith("/_test/"):
            self.obey(path.rpartition("/")[2], raw)
        else:
            self.call(method, path, raw)

    def say(self, status, body, kind="application/json", **headers):
        raw = body.encode() if isinstance(body, str) else json.dumps(body, indent=2).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(raw)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(raw)

    # People

    def show_page(self, method, session_id, raw):
        given = dict(parse_qsl(raw.decode(), keep_blank_values=True)) if method == "POST" else None
        ledger = self.server.ledger
        with ledger.lock:
            status, html, onward = page.visit(
                ledger, session_id, self.server.control.bank_seconds, given
            )
        headers = {"Location": onward} if onward else {}
        self.say(status, html, "text/html; charset=utf-8", **headers)

    # Tests

    def obey(self, word, raw):
        try:
            told = self.server.control.obey(word, json.loads(raw or b"{}"))
        except (Refusal, TypeError) as refusal:
            self.say(400, {"error": str(refusal)})
        else:
            self.say(200, {"answer": told})

    # The product

    def call(self, method, path, raw):
        pairs = parse_qsl(raw.decode(), keep_blank_values=True)
        key = self.headers.get("Idempotency-Key") if method == "POST" else None
        headers = {
            "Request_Id": f"req_{secrets.token_hex(7)}",
            "Stripe_Version": self.headers.get("Stripe-Version", ""),
        }
        self.server.control.calls.append(
            {
                "method": method,
                "path": path,
                "asked": dict(pairs),
                "key": key,
                "version": headers["Stripe_Version"],
            }
        )
        fault = self.server.control.fault_for(f"{method} {path}")
        try:
            self._let_in()
            if fault and fault.kind != "lost":
                self._suffer(fault)
            status, body, replayed = self._done_once(method, path, pairs, key)
        except Refusal as refusal:
            self.say(refusal.status, refusal.body, **headers)
        except ConnectionAbortedError:
            self.close_connection = True
        else:
            if fault and fault.kind == "lost":
                self.close_connection = True
                return
            if replayed:
                headers["Idempotent_Replayed"] = "true"
            self.say(status, body, **headers)

    def _let_in(self):
        if not (self.headers.get("Authorization") or "").startswith("Bearer sk_test_"):
            raise Refusal("Invalid API Key provided", status=401)

    def _suffer(self, fault):
        if fault.kind == "hang":
            time.sleep(fault.seconds)
        if fault.kind in ("hang", "drop"):
            raise ConnectionAbortedError
        status = int(fault.kind)
        raise Refusal(
            f"Told to answer {status}",
            status=status,
            kind=FAULT_KINDS.get(status, "api_error"),
            code="lock_timeout" if status == 409 else None,
        )

    def _done_once(self, method, path, pairs, key):
        """Status, body, and whether the same was answered before."""
        ledger = self.server.ledger
        fingerprint = hashlib.sha256(repr((path, sorted(pairs))).encode()).hexdigest()
        with ledger.lock:
            if key and key in ledger.answers:
                before, status, body = ledger.answers[key]
                if before != fingerprint:
                    raise Refusal(
                        "Keys for idempotent requests can only be used with the same parameters "
                        "they were first used with.",
                        kind="idempotency_error",
                    )
                return status, body, True
            try:
                status, body = 200, api.answer(ledger, method, self.path, pairs)
            except Refusal as refusal:
                if refusal.body["error"].get("code", "").startswith("parameter_"):
                    raise
                status, body = refusal.status, refusal.body
            if key:
                ledger.remember(key, fingerprint, status, body)
            return status, body, False


class StandIn(ThreadingHTTPServer):
    """Serves in a thread of its own until `shutdown`."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(
        self,
        port: int = 0,
        *,
        webhook: str | None = None,
        secret: str = "whsec_stand_in",
        state: Path | None = None,
        bank_seconds: int = BANK_SECONDS,
    ):
        super().__init__((HOST, port), Handler)
        self.base = f"http://{HOST}:{self.server_port}"
        self.ledger = Ledger(self.base, state)
        self.postman = Postman(self.ledger, webhook, secret)
        self.control = Control(self.ledger, self.postman, bank_seconds)
        threading.Thread(target=self.serve_forever, daemon=True).start()
