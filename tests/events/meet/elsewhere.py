"""A place on this machine where a host's calendar lies, and where it may misbehave."""

import gzip
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LINES = [
    "BEGIN:VEVENT",
    "UID:one@elsewhere.example",
    "SUMMARY:Dentist",
    "DTSTART:20260202T150000Z",
    "DTEND:20260202T160000Z",
    "END:VEVENT",
]


def file(*lines) -> bytes:
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *lines, "END:VCALENDAR", ""]).encode()


def entry(*lines, uid="one@elsewhere.example") -> list[str]:
    return ["BEGIN:VEVENT", f"UID:{uid}", "SUMMARY:Dentist", *lines, "END:VEVENT"]


class _Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.asked.append(self.path)
        with suppress(OSError):
            getattr(self, self.path.strip("/").split("/")[0])()

    def log_message(self, *args):
        pass

    def _say(self, body=b"", status=200, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def ok(self):
        self._say(self.server.file)

    def gone(self):
        self._say(status=404)

    def page(self):
        self._say(b"<!doctype html><title>Sign in</title>")

    def moved(self):
        self._say(status=302, Location="/ok/")

    def inside(self):
        self._say(status=302, Location="http://10.0.0.1/secret.ics")

    def metadata(self):
        self._say(status=302, Location="http://169.254.169.254/latest/")

    def elsewhere(self):
        self._say(status=302, Location="file:///etc/passwd")

    def circle(self):
        self._say(status=302, Location="/circle/")

    def packed(self):
        self._say(gzip.compress(self.server.file), Content_Encoding="gzip")

    def bomb(self):
        self._say(gzip.compress(b"0" * 40_000_000), Content_Encoding="gzip")

    def spoiled(self):
        self._say(b"no gzip at all", Content_Encoding="gzip")

    def big(self):
        self._say(b"0" * 2_000_001)

    def endless(self):
        self.send_response(200)
        self.send_header("Connection", "close")
        self.end_headers()
        for _ in range(4_000):
            self.wfile.write(b"0" * 1_000)

    def drip(self):
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self._drip()

    def drip_head(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        self._drip()

    def silent(self):
        self.server.closing.wait(10)

    def cut(self):
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"BEGIN:VCALENDAR\r\n")
        self.close_connection = True

    def _drip(self):
        for _ in range(200):
            self.wfile.write(b"0")
            self.wfile.flush()
            if self.server.closing.wait(0.05):
                return


class Elsewhere(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Answers)
        self.file = file(*LINES)
        self.asked: list[str] = []
        self.closing = threading.Event()

    def at(self, path) -> str:
        return f"http://127.0.0.1:{self.server_port}/{path}/"

    def __enter__(self):
        threading.Thread(target=self.serve_forever, args=[0.02], daemon=True).start()
        return self

    def __exit__(self, *_):
        self.closing.set()
        self.shutdown()
        self.server_close()


def took(act) -> float:
    began = time.monotonic()
    act()
    return time.monotonic() - began
