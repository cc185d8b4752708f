"""The code that proves the mailbox: kept as a hash, few tries, in time, once."""

import pytest
from django.utils import timezone

from network.models import Application, Letter
from network.views.join import TOO_MANY, USED_UP, WRONG
from tests.factories import (
    JurisdictionFactory,
    the_network,
)
from tests.network.joining import ANSWERS, answer, ask_for_code, newest_code, problems, wrong


@pytest.fixture(autouse=True)
def place():
    the_network()
    return JurisdictionFactory(name="Alder Creek city", ocd_id=ANSWERS["place"]["place"])


def test_only_a_hash_of_the_code_is_kept(client):
    code = ask_for_code(client)

    assert code not in str(client.session["join"])
    assert set(client.session["join"]["code"]) == {"salt", "hash", "until"}


def test_three_wrong_codes_and_the_right_one_no_longer_works(client):
    code = ask_for_code(client)

    heard = [problems(client.post("/join/code/", {"code": wrong(code)})) for _ in range(3)]
    heard.append(problems(client.post("/join/code/", {"code": code})))

    assert heard == [[WRONG]] * 3 + [[USED_UP]]
    assert Application.objects.count() == 0


def test_a_copied_session_brings_no_more_tries(client):
    code = ask_for_code(client)
    before = dict(client.session)
    for _ in range(3):
        client.post("/join/code/", {"code": wrong(code)})
    session = client.session
    session.update(before)
    session.save()

    assert problems(client.post("/join/code/", {"code": code})) == [USED_UP]


def test_a_new_code_voids_the_old_one(client):
    old = ask_for_code(client)
    again = client.post("/join/code/again/", follow=True)
    new = newest_code()

    assert "A new code is on its way." in again.content.decode()
    if old != new:
        assert problems(client.post("/join/code/", {"code": old})) == [WRONG]
    assert client.post("/join/code/", {"code": f" {new[:3]} {new[3:]} "}).url == "/join/done/"


def test_a_late_code_no_longer_works(client):
    code = ask_for_code(client)
    session = client.session
    session["join"]["code"]["until"] = timezone.now().timestamp() - 1
    session.save()

    assert problems(client.post("/join/code/", {"code": code})) == [USED_UP]
    assert Application.objects.count() == 0


def test_a_code_proves_only_the_mailbox_it_went_to(client):
    code = ask_for_code(client)
    answer(client, "email", email="somebody.else@example.org")

    assert client.post("/join/code/", {"code": code}).url == "/join/check/"
    assert Application.objects.count() == 0


def test_a_code_is_not_used_twice(client):
    code = ask_for_code(client)
    client.post("/join/code/", {"code": code})
    letters = Letter.objects.count()

    again = client.post("/join/code/", {"code": code})

    assert again.url == "/join/done/"
    assert (Application.objects.count(), Letter.objects.count()) == (1, letters)


@pytest.mark.parametrize("typed", ["", "12345", "abcdef", "١٢٣٤٥٦", "1" * 5000])
def test_what_is_no_code_costs_no_try(client, typed):
    code = ask_for_code(client)

    for _ in range(4):
        assert len(problems(client.post("/join/code/", {"code": typed}))) == 1
    assert client.post("/join/code/", {"code": code}).url == "/join/done/"


def test_a_mailbox_is_not_flooded(client):
    ask_for_code(client)
    for _ in range(4):
        client.post("/join/code/again/")

    answers = client.post("/join/code/again/", follow=True)

    assert TOO_MANY in answers.content.decode()
    assert Letter.objects.filter(kind="join_code").count() == 5


def test_the_code_letter_holds_nothing_a_stranger_wrote(client):
    ask_for_code(client, name={"given": "Buy at evil.example"})

    letter = Letter.objects.get(kind="join_code")
    assert "evil" not in letter.subject + letter.body


def test_the_code_is_wiped_once_it_is_sent(client, send_letters):
    code = ask_for_code(client)

    sent = send_letters()

    assert code in sent[-1].body
    assert Letter.objects.get(kind="join_code").body == ""
