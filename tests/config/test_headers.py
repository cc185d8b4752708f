"""What every answer tells the browser."""

import re

import pytest
from django.conf import settings

from tests.conftest import sign_in
from tests.factories import a_member, national_staff

VISITOR = ["/accounts/login/", "/nothing/here/", "/accounts/2fa/webauthn/login/"]
MEMBER = [
    "/me/",
    "/me/profile/",
    "/me/privacy/",
    "/accounts/email/",
    "/accounts/sessions/",
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
    "/accounts/2fa/webauthn/add/",
]
STAFF = ["/desk/", "/me/"]
OTHER_PLACES = re.compile(r"""(?:src|href|action)=["']?(?:https?:)?//""")
SCRIPTS = re.compile(r"<script\b[^>]*>")


def policy(answer):
    parts = answer.headers["Content-Security-Policy"].split(";")
    return dict(part.strip().partition(" ")[::2] for part in parts)


def check(answer):
    strict = policy(answer)
    assert strict["default-src"] == "'none'"
    assert ("unsafe" in str(strict), strict["frame-ancestors"]) == (False, "'none'")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    page = answer.content.decode()
    assert OTHER_PLACES.findall(page) == []
    assert re.findall(r"<style|\sstyle=|\son\w+=", page) == []
    for script in SCRIPTS.findall(page):
        assert "nonce=" in script or 'src="/static/' in script or "application/json" in script


@pytest.mark.parametrize("address", VISITOR)
def test_visitors_pages_pass_the_strict_policy(client, address):
    check(client.get(address))


@pytest.mark.parametrize("address", MEMBER)
def test_members_pages_pass_the_strict_policy_and_are_kept_by_nobody(client, address):
    sign_in(client, a_member(email="ana@example.org").user)

    answer = client.get(address)

    assert answer.status_code == 200
    check(answer)
    assert {"no-store", "private"} <= set(answer.headers["Cache-Control"].split(", "))


@pytest.mark.parametrize("address", STAFF)
def test_desk_passes_the_strict_policy_and_is_kept_by_nobody(client, address):
    sign_in(client, national_staff().user)

    answer = client.get(address)

    check(answer)
    assert "no-store" in answer.headers["Cache-Control"]


def test_every_script_of_the_passkey_pages_carries_the_nonce(client):
    sign_in(client, a_member(email="ana@example.org").user)

    page = client.get("/accounts/2fa/webauthn/add/").content.decode()

    ours = [script for script in SCRIPTS.findall(page) if "/static/django_htmx/" not in script]
    assert len(ours) >= 5
    assert [
        script for script in ours if "nonce=" not in script and 'id="js_data"' not in script
    ] == []


def test_editor_may_run_its_inline_scripts_and_nothing_from_elsewhere(client):
    sign_in(client, national_staff().user)

    editor = policy(client.get("/cms/"))

    assert editor["script-src"] == "'self' 'unsafe-inline'"
    assert "http" not in str(editor)


def test_other_host_is_refused(client):
    assert client.get("/accounts/login/", HTTP_HOST="elsewhere.example").status_code == 400


def test_cookies_are_out_of_reach_of_scripts(client):
    cookies = client.get("/accounts/login/").cookies

    assert cookies["csrftoken"]["httponly"] is True
    assert (settings.SESSION_COOKIE_HTTPONLY, settings.SESSION_COOKIE_SAMESITE) == (True, "Lax")
