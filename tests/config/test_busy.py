"""A database that is too busy is said to be busy, and nothing else is hidden by that."""

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory

from config.busy import Busy


@pytest.mark.parametrize(
    "said", ["database is locked", "canceling statement due to lock timeout", "deadlock detected"]
)
def test_a_lock_that_does_not_come_free_asks_to_come_back(said):
    middleware, request = Busy(lambda _: HttpResponse()), RequestFactory().get("/events/supper/")

    answer = middleware.process_exception(request, OperationalError(said))

    assert (answer.status_code, answer["Retry-After"]) == (503, "3")
    assert b"/events/supper/" in answer.content


@pytest.mark.parametrize(
    "failure", [OperationalError("no such table: person"), ValueError("database is locked")]
)
def test_other_failures_stay_failures(failure):
    middleware = Busy(lambda _: HttpResponse())

    assert middleware.process_exception(RequestFactory().get("/"), failure) is None
