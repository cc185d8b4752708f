"""The steps of signing in that allauth lacks."""

import time

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import get_next_redirect_url, passthrough_next_redirect_url
from allauth.account.views import confirm_login_code, request_login_code
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from network.accounts import factor_page, has_factor
from network.forms.me import CodeForm
from network.operations import mailboxes

USED_UP = "This code no longer works. Ask for a new one."
TRIES = 3
KEPT = "proof"

#: Seconds. A known address writes a letter, the first time an account too, and both take less.
ANSWERS_AFTER = 0.15


@require_http_methods(["GET", "HEAD", "POST"])
def request_code(request):
    """allauth's page, which answers as late for an address we do not know as for one we do."""
    begun = time.monotonic()
    response = request_login_code(request)
    if request.method == "POST":
        time.sleep(max(0, begun + ANSWERS_AFTER - time.monotonic()))
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_code(request):
    """allauth's page, which sends a code that is too late back without a word."""
    response = confirm_login_code(request)
    refused = response.headers.get("Location", "").startswith(reverse("account_request_login_code"))
    if request.method == "POST" and refused and not messages.get_messages(request).added_new:
        messages.error(request, USED_UP)
    return response


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def prove(request):
    """Show that it is you: by the factor where there is one, else by a code in a letter."""
    if has_factor(request.user):
        return redirect(
            factor_page(request, get_next_redirect_url(request) or reverse("network:me"))
        )
    if request.method == "POST":
        limited = ratelimit.consume_or_429(request, action="reauthenticate", user=request.user)
        return limited or (_check(request) if "code" in request.POST else _send(request))
    return _page(request, CodeForm())


def _send(request):
    kept = mailboxes.send_code(
        email=request.user.email, at=timezone.now(), letter="account_proof_code"
    )
    request.session[KEPT] = {**kept, "wrong": 0}
    return redirect(_with_next(request, "account_reauthenticate"))


def _check(request):
    form = CodeForm(request.POST)
    kept = request.session.get(KEPT)
    if not form.is_valid():
        return _page(request, form)
    if kept is None:
        messages.error(request, USED_UP)
        return redirect(_with_next(request, "account_reauthenticate"))
    code = form.cleaned_data["code"].replace(" ", "")
    if mailboxes.is_proven(kept, email=request.user.email, code=code, at=timezone.now()):
        del request.session[KEPT]
        record_authentication(request, request.user, method="code", reauthenticated=True)
        return redirect(get_next_redirect_url(request) or "network:me")
    kept["wrong"] += 1
    request.session[KEPT] = kept
    if kept["wrong"] < TRIES:
        form.add_error("code", get_adapter().error_messages["incorrect_code"])
        return _page(request, form)
    del request.session[KEPT]
    messages.error(request, USED_UP)
    return redirect(_with_next(request, "account_reauthenticate"))


def _page(request, form):
    sent = KEPT in request.session
    back = get_next_redirect_url(request) or ""
    context = {"form": form, "sent": sent, "back": back, "field": REDIRECT_FIELD_NAME}
    return render(request, "account/prove.html", context)


def _with_next(request, name):
    return passthrough_next_redirect_url(request, reverse(name), REDIRECT_FIELD_NAME)
