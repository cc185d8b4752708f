"""The desk and the editor open only to those with rights there who used a second factor."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.conf import settings

from network.models import Membership, User
from tests.conftest import TODAY, sign_in
from tests.factories import a_director, a_member, an_editor, national_staff

DESK, EDITOR = "/desk/", "/cms/"
SET_UP = b"Staff need a passkey or an authenticator app. Set it up now."


def add_app(user):
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.mark.parametrize("place", [DESK, EDITOR, "/desk/people/", "/cms/pages/", "/cms/login/"])
def test_visitor_is_asked_to_sign_in(client, place):
    answer = client.get(place)

    assert answer.url == f"{settings.LOGIN_URL}?next={place}"


@pytest.mark.parametrize("place", [DESK, EDITOR, "/desk/people/", "/cms/pages/", "/cms/account/"])
def test_member_finds_nothing_there(client, place):
    sign_in(client, a_member().user)

    assert client.get(place).status_code == 404


def test_chapter_editor_finds_no_desk(client):
    sign_in(client, an_editor().user)

    assert client.get(DESK).status_code == 404


@pytest.mark.parametrize("make", [national_staff, a_director])
@pytest.mark.parametrize("place", [DESK, EDITOR])
def test_staff_without_a_factor_are_told_to_set_one_up(client, make, place):
    client.force_login(make().user)

    answer = client.get(place)

    assert answer.status_code == 403
    assert SET_UP in answer.content
    assert b"/accounts/2fa/webauthn/add/" in answer.content


def test_staff_with_a_factor_are_asked_for_it_in_each_session(client):
    user = national_staff().user
    client.force_login(user)
    code = add_app(user)

    asked = client.get(DESK)
    shown = client.post("/accounts/2fa/reauthenticate/", {"code": code, "next": DESK})

    assert asked.url == "/accounts/2fa/reauthenticate/?next=%2Fdesk%2F"
    assert shown.url == DESK
    assert client.get(DESK).status_code == 200


def test_wrong_code_opens_nothing(client):
    user = national_staff().user
    client.force_login(user)
    add_app(user)

    client.post("/accounts/2fa/reauthenticate/", {"code": "000000", "next": DESK})

    assert client.get(DESK).status_code == 302


def test_passkey_is_asked_for_where_there_is_one(client):
    user = national_staff().user
    client.force_login(user)
    Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "k"})

    assert client.get(DESK).url.startswith("/accounts/2fa/webauthn/reauthenticate/")


def test_factor_of_somebody_else_does_not_count(client):
    user = national_staff().user
    sign_in(client, a_member().user)
    methods = client.session["account_authentication_methods"]
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = methods
    session.save()

    assert client.get(DESK).status_code == 403


def test_factor_removed_since_no_longer_opens(client):
    user = national_staff().user
    client.force_login(user)
    client.post("/accounts/2fa/reauthenticate/", {"code": add_app(user)})
    Authenticator.objects.all().delete()

    assert client.get(DESK).status_code == 403


def test_desk_closes_on_the_day_after_a_role_ends(client):
    person = a_director()
    sign_in(client, person.user)
    before = client.get(DESK).status_code
    Membership.objects.filter(person=person, role="director").update(
        until=TODAY.replace(year=2025), end_reason="left"
    )

    assert (before, client.get(DESK).status_code) == (200, 404)


def test_somebody_with_a_factor_needs_it_before_changing_it(client):
    user = a_member(email="ana@example.org").user
    client.force_login(user)
    add_app(user)

    first = client.get("/accounts/2fa/totp/deactivate/")
    second = client.get(first.url)

    assert second.url.startswith("/accounts/2fa/reauthenticate/")


def test_setting_up_an_app_leads_back_to_the_desk(client):
    user = national_staff().user
    client.force_login(user)
    client.get(DESK)
    add_app(user)

    assert b'href="/desk/">Go on to where you were going' in client.get("/accounts/2fa/").content


@pytest.mark.parametrize("make", [an_editor, national_staff])
def test_nobody_signed_in_is_sent_round_and_round(client, make):
    sign_in(client, make().user)

    assert client.get(EDITOR).status_code in (200, 404)


@pytest.mark.parametrize("address", ["/cms/users/", "/cms/groups/", "/cms/password_reset/"])
def test_editor_keeps_no_accounts_and_no_rights(client, address):
    User.objects.filter(pk=(user := national_staff().user).pk).update(is_superuser=True)
    sign_in(client, user)

    assert client.get(address).status_code == 404


def test_editors_own_sign_in_pages_lead_to_ours(client):
    assert client.get("/_util/login/?next=/x/").url == "/accounts/login/?next=/x/"
    sign_in(client, national_staff().user)
    assert client.get("/cms/login/").url == "/cms/"


def test_editors_account_page_changes_neither_address_nor_password(client):
    User.objects.filter(pk=(user := national_staff().user).pk).update(is_superuser=True)
    sign_in(client, user)

    page = client.get("/cms/account/").content.decode()

    assert ('name="name_email-email"' in page, "password" in page.lower()) == (False, False)
