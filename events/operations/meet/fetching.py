"""Fetching a file from an address that somebody typed, without being led astray by it.

The address may be anybody's: names are looked up once, every answer must be an address of the
open internet, and the connection goes to the very one that was checked. The certificate is
checked against the name. No error says the address, for whoever has it reads the calendar.
"""

import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings
from django.db import connections
from django.db.transaction import TransactionManagementError
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError
from urllib3.response import BaseHTTPResponse

MOST_BYTES = 2_000_000
PIECE = 16_384
SECONDS = 10.0
CONNECT_SECONDS = 3.0
MOST_ADDRESSES = 4
MOST_REDIRECTS = 3
REDIRECTS = {301, 302, 303, 307, 308}
LONGEST = 2_000
#: IPv6 addresses that stand for one of IPv4.
NAT64 = ipaddress.ip_network("64:ff9b::/96")

COPY = "Copy the secret address again from your calendar's settings."
NO_ADDRESS = f"That is not the address of a calendar. {COPY}"
NOT_SECURE = "The address must begin with https."
WITH_PASSWORD = "Use an address without a user name and a password in it."
UNKNOWN = f"There is no such place on the internet. {COPY}"
INSIDE = "The address leads into a network that is not public."
NO_ANSWER = "The address did not answer. We try again by ourselves."
NO_CERTIFICATE = "The address could not prove that it is who it says."
TOO_SLOW = "The address took too long to answer. We try again by ourselves."
TOO_BIG = "The calendar is larger than 2 MB. Share one with only what is to come."
ASTRAY = f"The address leads from one to the next without end. {COPY}"

Resolver = Callable[[str, int], list[str]]


class Unreachable(Exception):
    """Why nothing came, in words for the host."""


def look_up(name: str, port: int) -> list[str]:
    """Every address a name stands for."""
    found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


def fetch(address: str, *, resolve: Resolver = look_up, seconds: float = SECONDS) -> bytes:
    """What is at an address, 2 MB at most. Raises Unreachable."""
    _refuse_transactions()
    until = time.monotonic() + seconds
    for _ in range(MOST_REDIRECTS + 1):
        parts = checked(address)
        with _asked(parts, resolve, until) as answer:
            if answer.status in REDIRECTS and (further := answer.headers.get("Location")):
                address = urljoin(address, further)
                continue
            if answer.status != 200:
                raise Unreachable(f"The address answered {answer.status}. {COPY}")
            return b"".join(_bounded(answer))
    raise Unreachable(ASTRAY)


def checked(address: str) -> SplitResult:
    """The parts of an address that may be asked. Raises Unreachable."""
    try:
        parts = urlsplit(address)
        name, port = parts.hostname, parts.port
    except ValueError:
        raise Unreachable(NO_ADDRESS) from None
    plain = address.isascii() and address.isprintable() and " " not in address
    if not name or port == 0 or not plain or len(address) > LONGEST:
        raise Unreachable(NO_ADDRESS)
    if "@" in parts.netloc:
        raise Unreachable(WITH_PASSWORD)
    if parts.scheme != "https" and not (parts.scheme == "http" and settings.CALENDARS_ON_LOOPBACK):
        raise Unreachable(NOT_SECURE)
    return parts


def is_public(address: str) -> bool:
    """Whether an address, and the one it stands for if it does, is of the open internet."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if ip in NAT64 or ip.teredo or int(ip) < 2**32:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if ip.teredo or ip.is_site_local or (inner and not is_public(str(inner))):
            return False
        if inner and ip in NAT64:
            return True
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def _allowed(address: str, scheme: str) -> bool:
    if settings.CALENDARS_ON_LOOPBACK and ipaddress.ip_address(address).is_loopback:
        return True
    return scheme == "https" and is_public(address)


@contextmanager
def _asked(parts, resolve, until) -> Iterator[BaseHTTPResponse]:
    """The answer, with a clock that cuts the line however slowly it drips."""
    found = _addresses(parts, resolve)
    tried: list[HTTPConnection] = []
    cut = threading.Event()

    def hang_up():
        cut.set()
        for connection in tried:
            with suppress(OSError, AttributeError):
                connection.sock.shutdown(socket.SHUT_RDWR)

    clock = threading.Timer(max(until - time.monotonic(), 0), hang_up)
    clock.daemon = True
    clock.start()
    try:
        with closing(_reached(parts, found, until, tried)) as connection:
            connection.request(
                "GET",
                parts._replace(scheme="", netloc="", fragment="").geturl() or "/",
                headers={
                    "Host": parts.netloc,
                    "Accept": "text/calendar",
                    "Accept-Encoding": "gzip",
                    "User-Agent": "Chapterhouse",
                },
                preload_content=False,
                decode_content=False,
            )
            yield connection.getresponse()
            if cut.is_set():
                raise Unreachable(TOO_SLOW)
    except ssl.SSLError:
        raise Unreachable(TOO_SLOW if _is_over(until) else NO_CERTIFICATE) from None
    except (HTTPError, OSError, ValueError):
        raise Unreachable(TOO_SLOW if _is_over(until) else NO_ANSWER) from None
    finally:
        clock.cancel()


def _is_over(until) -> bool:
    return time.monotonic() >= until - 0.05


def _addresses(parts, resolve) -> list[str]:
    """All that the name stands for, every one of them checked."""
    try:
        found = resolve(parts.hostname, _port(parts))
    except (OSError, UnicodeError):
        raise Unreachable(UNKNOWN) from None
    if not found:
        raise Unreachable(UNKNOWN)
    if not all(_allowed(address, parts.scheme) for address in found):
        raise Unreachable(INSIDE)
    return found


def _reached(parts, found, until, tried) -> HTTPConnection:
    """A line to the first of the addresses that takes it: some have no way to IPv6."""
    *others, last = found[:MOST_ADDRESSES]
    for address in others:
        with suppress(NewConnectionError, ConnectTimeoutError):
            return _line(parts, address, until, tried)
    return _line(parts, last, until, tried)


def _line(parts, address, until, tried) -> HTTPConnection:
    seconds = min(CONNECT_SECONDS, max(until - time.monotonic(), 0.01))
    if parts.scheme == "http":
        connection = HTTPConnection(address, _port(parts), timeout=seconds)
    else:
        connection = HTTPSConnection(
            address,
            _port(parts),
            timeout=seconds,
            ssl_context=ssl.create_default_context(),
            server_hostname=parts.hostname,
        )
    tried.append(connection)
    connection.connect()
    connection.timeout = max(until - time.monotonic(), 0.01)
    connection.sock.settimeout(connection.timeout)
    return connection


def _port(parts) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


def _bounded(answer) -> Iterator[bytes]:
    """The body in pieces, unpacked, of which there may be only so much either way."""
    coding = answer.headers.get("Content-Encoding", "identity").lower()
    if coding not in ("identity", "gzip", "x-gzip"):
        raise Unreachable(NO_ADDRESS)
    packed = coding != "identity"
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    came = unpacked = 0
    for piece in answer.stream(PIECE, decode_content=False):
        came += len(piece)
        if packed:
            piece = _unpack(unpacker, piece, MOST_BYTES + 1 - unpacked)
        unpacked += len(piece)
        if max(came, unpacked) > MOST_BYTES:
            raise Unreachable(TOO_BIG)
        yield piece
    if packed and not unpacker.eof:
        raise Unreachable(NO_ANSWER)


def _unpack(unpacker, piece: bytes, room: int) -> bytes:
    try:
        return unpacker.decompress(piece, room)
    except zlib.error:
        raise Unreachable(NO_ADDRESS) from None


def _refuse_transactions():
    """The transaction that a test runs in holds nobody up, and does not count."""
    for connection in connections.all(initialized_only=True):
        if any(not block._from_testcase for block in connection.atomic_blocks):
            raise TransactionManagementError("No calendar is fetched inside a transaction.")
