"""Writing to a member through the site: nobody learns an address, nobody writes to hundreds."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from network import audit
from network.models import AuditEntry, ContactPoint, Letter
from network.operations import messages
from tests.factories import NOON, a_member, national_staff
from tests.network.test_directory import say, shown

DAY = dt.timedelta(days=1)


@pytest.fixture
def ana():
    return shown(given="Ana", family="Silva", email="ana@example.org")


@pytest.fixture
def ben():
    return shown(given="Ben", family="Ode", email="ben@example.org")


def send(sender, recipient, key="1", at=NOON, **more):
    said = {"subject": "Trees", "words": "How do you\nplant them?", "answer_to": ""} | more
    return messages.send(sender=sender, recipient=recipient, key=key, by=sender.user, at=at, **said)


def refused(*args, **kwargs):
    with pytest.raises(ValidationError) as refusal:
        send(*args, **kwargs)
    return refusal.value.error_list[0].code


def test_the_letter_names_the_sender_and_no_address_of_theirs(ana, ben, send_letters):
    send(ana, ben)

    (letter,) = send_letters()
    assert (letter.to, letter.subject) == (["ben@example.org"], "A member wrote to you")
    assert "Ana Silva found you" in letter.body
    assert "Trees\n\nHow do you\nplant them?" in letter.body
    assert f"/directory/{ana.public_id}/" in letter.body
    assert "ana@example.org" not in letter.body + str(letter.extra_headers)


def test_the_sender_may_let_them_answer_directly(ana, ben, send_letters):
    send(ana, ben, answer_to="ana@example.org")

    assert "write to ana@example.org: Ana Silva chose" in send_letters()[0].body


def test_the_words_are_forgotten_once_they_are_sent(ana, ben, send_letters):
    send(ana, ben)
    send_letters()

    letter = Letter.objects.get()
    assert (letter.kind, letter.private, letter.body) == ("directory_message", True, "")
    assert "Trees" not in letter.subject


def test_the_trail_says_that_somebody_wrote_and_neither_what_nor_to_whom(ana, ben):
    send(ana, ben)

    entry = AuditEntry.objects.get()
    assert (entry.person, entry.action, entry.after) == (ana, "network.message_sent", {})
    assert AuditEntry.objects.filter(person=ben).count() == 0


def test_a_second_click_sends_nothing(ana, ben):
    assert send(ana, ben) == send(ana, ben)
    assert (Letter.objects.count(), AuditEntry.objects.count()) == (1, 1)


def test_the_key_of_one_sender_does_not_stop_another(ana, ben):
    send(ana, ben)
    send(ben, ana)

    assert Letter.objects.count() == 2


def test_ten_a_day_and_no_more(ana, ben):
    for number in range(10):
        send(ana, ben, key=str(number), at=NOON + dt.timedelta(minutes=number))

    assert refused(ana, ben, key="x", at=NOON + DAY - dt.timedelta(minutes=1)) == "many"
    assert messages.left_today(ana.user, at=NOON) == 0
    send(ana, ben, key="x", at=NOON + DAY + dt.timedelta(minutes=1))
    assert Letter.objects.count() == 11


def test_whoever_writes_can_be_found_as_well(ben):
    assert refused(a_member(), ben) == "not_listed"
    assert refused(national_staff(), ben) == "not_listed"


@pytest.mark.parametrize("how", ["said no", "no address", "came back"])
def test_whoever_cannot_be_reached_is_not_written_to(ana, ben, how):
    if how == "said no":
        say(ben, False)
    elif how == "no address":
        ContactPoint.objects.filter(person=ben).delete()
    else:
        ContactPoint.objects.filter(person=ben).update(bounced_at=NOON)

    assert refused(ana, ben) == "gone"
    assert Letter.objects.count() == 0


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"subject": ""}, "subject"),
        ({"subject": "  "}, "subject"),
        ({"subject": "Trees\nBcc: all@example.org"}, "subject"),
        ({"subject": "Trees\u2028"}, ""),
        ({"subject": "Tr\u202eees"}, "subject"),
        ({"words": ""}, "words"),
        ({"words": " \n "}, "words"),
        ({"words": "x" * 3001}, "words"),
        ({"words": "hidden \u202e words"}, "words"),
        ({"words": "a\x00b"}, "words"),
    ],
)
def test_words_that_could_mislead_are_refused(ana, ben, more, code):
    if code == "":
        send(ana, ben, **more)
        assert "\u2028" not in Letter.objects.get().body
        return
    assert refused(ana, ben, **more) == code
    assert (Letter.objects.count(), AuditEntry.objects.count()) == (0, 0)


def test_a_failure_midway_leaves_no_letter(ana, ben, monkeypatch):
    monkeypatch.setattr(audit, "record", lambda *args, **kwargs: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        send(ana, ben)

    assert Letter.objects.count() == 0


# The page


def write(client, person, **more):
    said = {"subject": "Trees", "words": "Hello", "key": "00000000-0000-4000-8000-000000000001"}
    return client.post(f"/directory/{person.public_id}/write/", said | more)


def test_the_page_sends_it_and_never_shows_where_to(client, ana, ben, send_letters):
    client.force_login(ana.user)

    page = client.get(f"/directory/{ben.public_id}/write/").content.decode()
    answer = write(client, ben, share="on")
    after = client.get(answer.url).content.decode()

    assert "You can send 10 more within a day." in page
    assert "Your message is on its way to Ben Ode." in after
    assert "ben@example.org" not in page + after
    assert f"write to {ana.user.email}" in send_letters()[0].body


def test_what_is_refused_stands_at_its_field_and_keeps_the_words(client, ana, ben):
    client.force_login(ana.user)

    page = write(client, ben, subject="", words="My long words").content.decode()

    assert "Say what it is about." in page
    assert "My long words</textarea>" in page
    assert Letter.objects.count() == 0


def test_whoever_is_hidden_is_told_to_show_themselves(client, ben):
    client.force_login(a_member().user)

    page = client.get(f"/directory/{ben.public_id}/write/").content.decode()
    write(client, ben)

    assert "You are not in the directory" in page
    assert Letter.objects.count() == 0


def test_nobody_writes_to_themselves_or_as_nobody(client, ana, ben):
    client.force_login(ana.user)
    assert write(client, ana).status_code == 404
    ContactPoint.objects.filter(person=ben).delete()
    assert write(client, ben).status_code == 404
