"""What an answer says, less what is drawn anew for each: for comparing two to the byte."""

import re

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.conftest import sign_in

#: Tokens against forgery, nonces, and the time of day.
ANEW = re.compile(
    r"(?<=csrfmiddlewaretoken)\\?\" value=\\?\"\w+|(?<=nonce)[=-][\"']?[\w+/=-]+[\"']?"
    r"|(?<=CSRF_TOKEN\": )\"\w+\"|(?<=name=\"key\" value=)\"[^\"]+\""
    r"|(?<=name=\"nonce\" value=)\"[^\"]+\"|datetime=\"[^\"]+\""
    r"|\d+(:\d\d)? ?[ap]\.?m\.?\b|\b\d?\d:\d\d\b|\d{4}-\d\d-\d\dT\d\d:\d\d"
)
#: Headers that tell the time; a length says nothing that the body does not.
MOMENTS = {"Content-Length", "Date", "Expires", "Last-Modified"}
#: In SQL: the key of the session, savepoints, cursors, an export's key, and the moment. Keys and
#: cursors go on counting on PostgreSQL when what took them is undone.
MOMENT = re.compile(
    r"'[a-z0-9]{32}'|\"s\d+_x\d+\"|_django_curs_\w+|network\.export:\d+"
    r"|\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?"
)


def client_of(user):
    client = Client(raise_request_exception=True)
    return client if user is None else sign_in(client, user)


def ask(client, method, path, data=None):
    """One request whose changes are undone, those to the client's cookies as well.

    `htmx` is a GET that asks for a part of the page.
    """
    cookies = client.cookies.copy()
    # Only so many queries are kept, and a long walk asks more.
    connection.queries_log.clear()
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        if method == "htmx":
            response = client.get(path, headers={"HX-Request": "true"})
        else:
            response = getattr(client, method)(path, data or {})
        said = Said(response, [query["sql"] for query in asked], path)
        transaction.set_rollback(True)
    client.cookies = cookies
    return said


class Said:
    def __init__(self, response, queries, path):
        body = b"".join(response.streaming_content) if response.streaming else response.content
        self.status, self.path = response.status_code, path
        self.headers = {
            name: ANEW.sub("", value) for name, value in response.items() if name not in MOMENTS
        }
        self.cookies = sorted(response.cookies)
        self.body = ANEW.sub("", body.decode(errors="replace"))
        self.queries = [MOMENT.sub("", sql) for sql in queries]

    def without(self, *words):
        """All of it, less some words such as the slug that was asked for."""
        whole = (self.status, str(sorted(self.headers.items())), str(self.cookies), self.body)
        sql = "\n".join(self.queries)
        return *(_less(str(part), words) for part in whole), len(self.queries), _less(sql, words)


def _less(text, words):
    for word in words:
        text = text.replace(word, "")
    return text
