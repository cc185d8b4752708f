"""The address of one's own calendar: made, shown once, ended."""

import hashlib
import re

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from events.models import CalendarToken
from events.operations import tokens
from network import audit
from network.models import AuditEntry
from network.operations import erasure, merging, records
from tests.events.conftest import HOUR
from tests.factories import a_member

PAGE = "/me/calendar/"


@pytest.fixture
def signed_in(client, ada):
    client.force_login(ada.user)
    return client


def address_in(answer):
    return re.search(r'value="[^"]*(/calendar/[^"]+\.ics)"', answer.content.decode())[1]


def test_an_address_is_made_shown_once_and_only_its_hash_is_kept(signed_in):
    answer = signed_in.post(PAGE)

    path = address_in(answer)
    secret = path.removeprefix("/calendar/").removesuffix(".ics")
    assert CalendarToken.objects.get().digest == hashlib.sha256(secret.encode()).hexdigest()
    assert signed_in.get(path).status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert f"webcal://localhost:8000{path}" in answer.content.decode()
    assert secret not in signed_in.get(PAGE).content.decode()


def test_a_new_address_ends_the_old_one_and_keeps_the_choice(signed_in, ada):
    old = address_in(signed_in.post(PAGE))
    signed_in.post(PAGE + "private/", {"shown": "hidden"})
    new = address_in(signed_in.post(PAGE))

    assert [signed_in.get(path).status_code for path in (old, new)] == [404, 200]
    assert CalendarToken.objects.live().get().private_shown == "hidden"


def test_an_ended_address_is_one_that_never_was(signed_in):
    path = address_in(signed_in.post(PAGE))

    signed_in.post(PAGE + "stop/")

    assert signed_in.get(path).status_code == 404
    assert signed_in.post(PAGE + "stop/").status_code == 404
    assert AuditEntry.objects.filter(action="events.calendar_revoked").count() == 1


def test_ended_again_nothing_changes(ada, at):
    token, _ = tokens.make(person=ada, by=ada.user, at=at)
    tokens.revoke(token=token, by=ada.user, at=at)
    again = tokens.revoke(token=token, by=ada.user, at=at + HOUR)

    assert again.revoked_at == at
    assert AuditEntry.objects.filter(action="events.calendar_revoked").count() == 1


def test_the_choice_leaves_no_trace(signed_in):
    signed_in.post(PAGE)
    before = AuditEntry.including_private.count()

    signed_in.post(PAGE + "private/", {"shown": "named"})

    assert CalendarToken.objects.get().private_shown == "named"
    assert AuditEntry.including_private.count() == before


def test_a_choice_there_is_not_is_refused(signed_in):
    signed_in.post(PAGE)
    answer = signed_in.post(PAGE + "private/", {"shown": "loud"})

    assert (answer.status_code, CalendarToken.objects.get().private_shown) == (200, "discreet")


def test_an_ended_address_has_no_choice(ada, at):
    token, _ = tokens.make(person=ada, by=ada.user, at=at)
    tokens.revoke(token=token, by=ada.user, at=at)

    with pytest.raises(ValidationError) as refused:
        tokens.show_private(token=token, shown="named", by=ada.user, at=at)
    assert refused.value.code == "revoked"


def test_a_failure_midway_leaves_the_old_address(ada, at, monkeypatch):
    tokens.make(person=ada, by=ada.user, at=at)
    monkeypatch.setattr(audit, "record", lambda *given, **named: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        tokens.make(person=ada, by=ada.user, at=at)

    assert [token.revoked_at for token in CalendarToken.objects.all()] == [None]


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get(PAGE)["Location"].startswith("/accounts/login/")
    assert client.post(PAGE)["Location"].startswith("/accounts/login/")
    assert CalendarToken.objects.count() == 0


def test_nobody_ends_the_address_of_another(client, ada, at):
    tokens.make(person=ada, by=ada.user, at=at)
    client.force_login(a_member(given="Olive").user)

    assert client.post(PAGE + "stop/").status_code == 404
    assert CalendarToken.objects.live().count() == 1


def test_the_merged_records_address_ends(ada, at):
    double = a_member(given="Ada", login=False)
    tokens.make(person=double, by=None, at=at)
    mine, _ = tokens.make(person=ada, by=ada.user, at=at)

    merging.join(survivor=ada, merged=double, by=None, at=at)

    assert list(CalendarToken.objects.live()) == [mine]


def test_it_goes_with_an_erasure(signed_in, ada, at):
    path = address_in(signed_in.post(PAGE))
    asked = erasure.ask(person=ada, by=ada.user, at=at)
    erasure.carry_out(erasure=asked, at=at + 8 * 24 * HOUR)

    assert (CalendarToken.objects.count(), Client().get(path).status_code) == (0, 404)


def test_what_one_takes_along_holds_no_secret():
    (record,) = [one for one in records.every() if one.key == "calendar"]

    assert [one.name for one in record.fields()] == [
        "private_shown",
        "made_at",
        "last_used_on",
        "revoked_at",
    ]


def test_ones_page_leads_to_it(signed_in):
    assert 'href="/me/calendar/"' in signed_in.get("/me/").content.decode()
