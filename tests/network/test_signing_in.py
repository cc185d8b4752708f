"""Signing in by a code in a letter, changing how one signs in, and what is closed."""

import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse

from network.models import AuditEntry, ContactPoint, Letter, Person, User
from network.views import signing_in
from tests.conftest import sign_in
from tests.factories import NOON, PersonFactory, UserFactory, a_member, national_staff

LOGIN = "/accounts/login/"
CONFIRM = "/accounts/login/code/confirm/"
ON_ITS_WAY = "If we know this address, a code is on its way."
USED_UP = "This code no longer works. Ask for a new one."
TOKENS = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]*"')


def ask_for_code(client, email, **extra):
    return client.post(LOGIN, {"email": email, **extra})


def code_in_last_letter():
    return re.search(r"^ {4}(\S+)$", Letter.objects.latest("pk").body, re.MULTILINE)[1]


def page_of(client, address):
    """A page without what differs from one request to the next."""
    return TOKENS.sub(b"", client.get(address).content)


def said(response):
    return [str(message) for message in response.context["messages"]]


def test_somebody_on_the_roster_signs_in_with_the_address_on_record(client):
    person = PersonFactory(email="ana@example.org")

    asked = ask_for_code(client, "Ana@Example.org")
    signed_in = client.post(CONFIRM, {"code": code_in_last_letter()}, follow=True)

    assert asked.url == CONFIRM
    assert signed_in.redirect_chain == [("/me/", 302)]
    assert Person.objects.get(pk=person.pk).user.email == "ana@example.org"


def test_code_leads_back_to_where_somebody_was_going(client):
    a_member(email="ana@example.org")

    ask_for_code(client, "ana@example.org", next="/me/privacy/")
    signed_in = client.post(CONFIRM, {"code": code_in_last_letter(), "next": "/me/privacy/"})

    assert signed_in.url == "/me/privacy/"


def test_code_leads_nowhere_outside(client):
    a_member(email="ana@example.org")

    ask_for_code(client, "ana@example.org", next="https://elsewhere.example/")
    signed_in = client.post(
        CONFIRM, {"code": code_in_last_letter(), "next": "https://elsewhere.example/"}
    )

    assert signed_in.url == "/me/"


def test_letter_with_a_code_is_private_and_wiped_once_sent(client, send_letters):
    a_member(email="ana@example.org")

    ask_for_code(client, "ana@example.org")
    code = code_in_last_letter()
    sent = send_letters()

    assert [letter.to for letter in sent] == [["ana@example.org"]]
    assert code in sent[0].body
    letter = Letter.objects.get()
    assert (letter.private, letter.body, code in letter.subject) == (True, "", False)


def inactive():
    person = a_member(email="known@example.org")
    User.objects.filter(pk=person.user_id).update(is_active=False)


def merged():
    person = a_member(email="known@example.org")
    Person.objects.filter(pk=person.pk).update(merged_into=PersonFactory())


def erased():
    person = a_member(email="known@example.org")
    Person.objects.filter(pk=person.pk).update(erased_at=NOON)


def official():
    ContactPoint.objects.create(
        person=PersonFactory(), kind="email", use="official", value="known@example.org"
    )


@pytest.mark.parametrize("make", [inactive, merged, erased, official])
def test_address_that_signs_nobody_in_gets_no_letter(client, make):
    make()

    ask_for_code(client, "known@example.org")

    assert Letter.objects.count() == 0


@pytest.mark.parametrize("make", [None, inactive, merged])
def test_unknown_inactive_and_merged_addresses_look_like_a_known_one(client, make):
    a_member(email="ana@example.org")
    if make:
        make()
    known, other = Client(), Client()

    answers = [ask_for_code(known, "ana@example.org"), ask_for_code(other, "known@example.org")]
    pages = [page_of(known, CONFIRM), page_of(other, CONFIRM)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert [answer.url for answer in answers] == [CONFIRM, CONFIRM]
    assert ON_ITS_WAY.encode() in pages[0]
    assert pages[0].replace(b"ana@example.org", b"*") == pages[1].replace(
        b"known@example.org", b"*"
    )


@pytest.mark.parametrize("email", ["ana@example.org", "ben@example.org", "nobody@example.org"])
def test_answer_takes_as_long_for_every_address(client, email):
    a_member(email="ana@example.org")
    PersonFactory(email="ben@example.org")
    begun = time.monotonic()

    ask_for_code(client, email)

    assert time.monotonic() - begun >= signing_in.ANSWERS_AFTER


def test_wrong_code_for_an_unknown_address_reads_like_any_wrong_code(client):
    a_member(email="ana@example.org")
    known, other = Client(), Client()
    ask_for_code(known, "ana@example.org")
    ask_for_code(other, "nobody@example.org")

    pages = [
        TOKENS.sub(b"", one.post(CONFIRM, {"code": "WRONG1"}).content) for one in (known, other)
    ]

    assert pages[0].replace(b"ana@example.org", b"*") == pages[1].replace(
        b"nobody@example.org", b"*"
    )


def test_letter_lookalike_does_not_receive_somebody_elses_code(client):
    a_member(email="mike@example.org")

    ask_for_code(client, "mıke@example.org")

    assert Letter.objects.count() == 0


def test_code_stops_working_after_three_wrong_ones(client):
    a_member(email="ana@example.org")
    ask_for_code(client, "ana@example.org")
    code = code_in_last_letter()

    first = client.post(CONFIRM, {"code": "WRONG1"})
    client.post(CONFIRM, {"code": "WRONG2"})
    third = client.post(CONFIRM, {"code": "WRONG3"}, follow=True)
    fourth = client.post(CONFIRM, {"code": code}, follow=True)

    assert b"That is not the code we sent. Check it and try again." in first.content
    assert said(third)[-1] == USED_UP
    assert said(fourth) == [USED_UP]
    assert "_auth_user_id" not in client.session


def test_code_works_once(client):
    a_member(email="ana@example.org")
    ask_for_code(client, "ana@example.org")
    code = code_in_last_letter()
    client.post(CONFIRM, {"code": code})
    client.post("/accounts/logout/")

    again = client.post(CONFIRM, {"code": code}, follow=True)

    assert USED_UP in said(again)
    assert "_auth_user_id" not in client.session


def test_code_works_for_five_minutes(client):
    a_member(email="ana@example.org")
    ask_for_code(client, "ana@example.org")
    session = client.session
    session["account_login"]["state"]["stages"]["login_by_code"]["data"]["at"] -= 301
    session.save()

    late = client.post(CONFIRM, {"code": code_in_last_letter()}, follow=True)

    assert said(late)[-1] == USED_UP


def test_fourth_code_within_a_minute_is_refused_for_known_and_unknown_alike():
    a_member(email="ana@example.org")
    answers = []
    for email in ("ana@example.org", "nobody@example.org"):
        for _ in range(4):
            answer = ask_for_code(Client(), email)
        answers.append(answer)

    words = "That was too many tries. Wait a few minutes, then try again."
    assert [words in answer.content.decode() for answer in answers] == [True, True]


def test_administrator_made_on_the_command_line_signs_in(client):
    User.objects.create_superuser("root@example.org")

    ask_for_code(client, "root@example.org")
    client.post(CONFIRM, {"code": code_in_last_letter()})
    if "_auth_user_id" not in client.session:  # the address is proven by a second letter
        client.post("/accounts/confirm-email/", {"code": code_in_last_letter()})
    page = client.get("/me/")

    assert page.status_code == 200
    assert b"an administrator of this site" in page.content


def test_login_page_asks_for_no_password(client):
    page = client.get(LOGIN).content.decode()

    assert "password" not in page.replace("There is no password to remember.", "")
    assert "Use a passkey" in page


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/password/change/",
        "/accounts/password/set/",
        "/accounts/password/reset/",
        "/accounts/password/reset/done/",
        "/accounts/3rdparty/",
        "/accounts/social/connections/",
        "/accounts/2fa/webauthn/signup/",
        "/accounts/signup/passkey/",
    ],
)
def test_pages_for_passwords_and_other_ways_in_do_not_exist(client, address):
    assert client.get(address).status_code == 404


def test_password_signs_nobody_in(client):
    user = UserFactory(email="ana@example.org")
    user.set_password("correct horse")
    user.save()

    client.post(LOGIN, {"login": "ana@example.org", "password": "correct horse"})

    assert "_auth_user_id" not in client.session


def test_signing_up_is_joining(client):
    assert client.get("/accounts/signup/").url == "/join/"
    client.post("/accounts/signup/", {"email": "new@example.org"})
    assert User.objects.filter(email="new@example.org").exists() is False


@pytest.mark.parametrize("address", ["/accounts/email/", "/accounts/2fa/totp/activate/"])
def test_old_session_proves_who_it_is_before_changing_how_one_signs_in(client, address):
    person = a_member(email="ana@example.org")
    client.force_login(person.user)

    asked = client.get(address)
    client.post(asked.url)
    proven = client.post(asked.url, {"code": code_in_last_letter(), "next": address})

    assert asked.url == f"/accounts/reauthenticate/?next={address.replace('/', '%2F')}"
    assert proven.url == address
    assert client.get(address).status_code == 200


def test_proof_by_code_is_refused_after_three_wrong_ones(client):
    client.force_login(a_member(email="ana@example.org").user)
    client.post("/accounts/reauthenticate/")
    code = code_in_last_letter()
    for wrong in ("000000x", "000001x", "000002x"):
        client.post("/accounts/reauthenticate/", {"code": wrong})

    refused = client.post("/accounts/reauthenticate/", {"code": code}, follow=True)

    assert USED_UP in said(refused)
    assert client.get("/accounts/email/").status_code == 302


def change_address(client, new):
    client.post("/accounts/email/", {"email": new, "action_add": ""})
    letter = Letter.objects.filter(to=new, kind="account_email_confirmation").latest("pk")
    code = re.search(r"^ {4}(\S+)$", letter.body, re.MULTILINE)[1]
    return client.post("/accounts/confirm-email/", {"code": code}, follow=True)


def signed_in_by_code(email):
    client = Client()
    ask_for_code(client, email)
    client.post(CONFIRM, {"code": code_in_last_letter()})
    return client


def test_changing_the_address_keeps_the_record_in_step():
    person = PersonFactory(email="ana@example.org")
    client = signed_in_by_code("ana@example.org")

    change_address(client, "ana.new@example.org")

    contact = person.contacts.get()
    assert (contact.value, contact.verified_at is not None) == ("ana.new@example.org", True)
    assert User.objects.get(person=person).email == "ana.new@example.org"
    assert [address.email for address in EmailAddress.objects.all()] == ["ana.new@example.org"]
    assert AuditEntry.objects.filter(action="network.login_moved", person=person).count() == 1
    assert Letter.objects.filter(kind="account_email_changed").get().to == "ana@example.org"


def test_address_on_somebody_elses_record_is_not_taken_over():
    PersonFactory(email="ben@example.org")
    person = PersonFactory(email="ana@example.org")
    client = signed_in_by_code("ana@example.org")

    refused = change_address(client, "ben@example.org")

    assert "This personal address belongs to another record." in said(refused)
    assert person.contacts.get().value == "ana@example.org"
    assert User.objects.get(person=person).email == "ana@example.org"


def test_secrets_of_an_authenticator_app_are_not_readable_in_the_database():
    secret = generate_totp_secret()

    TOTP.activate(UserFactory(), secret)

    kept = Authenticator.objects.get()
    assert secret not in str(kept.data)
    assert kept.wrap().validate_code("not it") is False


def test_signing_out_everywhere_else_ends_the_other_sessions(client):
    PersonFactory(email="ana@example.org")
    here, there = signed_in_by_code("ana@example.org"), signed_in_by_code("ana@example.org")
    here.get("/me/"), there.get("/me/")

    here.post("/accounts/sessions/")

    assert here.get("/me/").status_code == 200
    assert there.get("/me/").status_code == 302


def test_somebody_switched_off_is_out_at_the_next_request(client):
    person = national_staff()
    sign_in(client, person.user)
    User.objects.filter(pk=person.user_id).update(is_active=False)

    assert client.get("/me/").status_code == 302


@pytest.mark.parametrize(
    "name",
    [
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_list_webauthn",
        "account_email",
        "account_logout",
        "usersessions_list",
    ],
)
def test_pages_of_an_account_open(client, name):
    person = a_member(email="ana@example.org")
    EmailAddress.objects.create(
        user=person.user, email="ana@example.org", verified=True, primary=True
    )
    sign_in(client, person.user)

    page = client.get(reverse(name))

    assert page.status_code == 200
    assert b"<h1>" in page.content
