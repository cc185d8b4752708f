"""What pages cost, in CPU and not by the clock, for a machine is never idle.

Each page is measured in turn with a bare view, so that what slows one slows the other.
"""

import statistics
import time

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from config.demo import cast
from network.models import User
from tests.conftest import sign_in

#: What to measure: who asks, and for which address.
PAGES = {
    "chapter page": (None, "/chapters/maryland/?anew"),
    "caucus hub": (cast.CHAIR, cast.CHAIR.lands),
    "roster, director": (cast.DIRECTOR, "/desk/people/"),
    "roster, national": (cast.NATIONAL, "/desk/people/"),
    "search, director": (cast.DIRECTOR, "/desk/people/?q=ma"),
    "search, national": (cast.NATIONAL, "/desk/people/?q=ma"),
}
BARE = "/bare/"


def client_of(part) -> Client:
    client = Client()
    return sign_in(client, User.objects.get(email=part.email)) if part else client


def cpu(client, address, times) -> float:
    """Seconds of CPU for one request, the mean of so many."""
    begun = time.process_time()
    for _ in range(times):
        client.get(address)
    return (time.process_time() - begun) / times


def queries(client, address) -> int:
    """How many queries the page takes; it has to answer, and be warm."""
    for _ in range(2):
        answer = client.get(address)
        if answer.status_code != 200:
            raise SystemExit(f"{address} answered {answer.status_code}.")
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def measure(rounds) -> dict:
    """For each page its queries, its CPU, and how often that is a bare view's.

    `ratio` is to a bare view that the same person asks for: the session, the user and the
    middleware are in both. `signed_out` is to one that nobody in particular asks for.
    """
    nobody = Client()
    found = {}
    for name, (part, address) in PAGES.items():
        client = client_of(part)
        number = queries(client, address)
        client.get(BARE)
        nobody.get(BARE)
        taken = [
            (cpu(nobody, BARE, 20), cpu(client, BARE, 20), cpu(client, address, 4))
            for _ in range(rounds)
        ]
        found[name] = {
            "queries": number,
            "ms": statistics.median(page for _, _, page in taken) * 1000,
            "ratio": statistics.median(page / bare for _, bare, page in taken),
            "signed_out": statistics.median(page / barest for barest, _, page in taken),
        }
    return found
