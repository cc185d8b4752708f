"""What somebody reads when the database is too busy to serve them: come back in a moment."""

from django.db import OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string

#: What SQLite and PostgreSQL say of a lock that did not come free in time.
SIGNS = ("database is locked", "lock timeout", "deadlock detected")
WAIT = 3


class Busy:
    """A lock waited for too long is no fault of the page: 503, with when to come back."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, failure):
        if not isinstance(failure, OperationalError):
            return None
        if not any(sign in str(failure) for sign in SIGNS):
            return None
        # Without the page's shell, which would ask the database who this is.
        page = render_to_string("503.html", {"address": request.get_full_path()})
        return HttpResponse(page, status=503, headers={"Retry-After": str(WAIT)})
