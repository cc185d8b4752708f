"""A letter is queued with what it tells of, once, and sent later."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from network import jobs, mail
from network.models import Letter


def a_letter(**fields):
    given = {"to": "ann@example.org", "subject": "Hello", "body": "Hello, Ann.", "kind": "test"}
    return mail.queue(**{**given, "key": "hello", **fields})


def test_a_letter_is_sent_once(send_letters):
    a_letter()

    send_letters()
    DBTaskResult.objects.update(status="READY")

    assert [(one.to, one.subject, one.body) for one in send_letters()] == [
        (["ann@example.org"], "Hello", "Hello, Ann.\n")
    ]
    assert Letter.objects.get().state == "sent"


def test_a_known_key_is_not_queued_again(send_letters):
    first = a_letter()

    assert a_letter(body="Hello again.") == first
    assert len(send_letters()) == 1


def test_what_is_refused_leaves_no_letter():
    @transaction.atomic
    def refuse():
        a_letter()
        raise ValidationError("Refused.")

    with pytest.raises(ValidationError):
        refuse()

    assert (Letter.objects.count(), DBTaskResult.objects.count()) == (0, 0)


def test_a_private_letter_is_forgotten_once_it_is_sent(send_letters):
    a_letter(private=True)

    assert [one.body for one in send_letters()] == ["Hello, Ann.\n"]
    assert Letter.objects.get().body == ""


def test_a_letter_that_cannot_be_sent_is_given_up_in_the_end(send_letters, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.nowhere.EmailBackend"
    a_letter(private=True)
    DBTaskResult.objects.update(worker_ids=["one"] * (jobs.TRIES - 2))

    send_letters()
    assert (Letter.objects.get().state, Letter.objects.get().body) == ("queued", "Hello, Ann.\n")

    DBTaskResult.objects.update(status="READY")
    send_letters()
    assert (Letter.objects.get().state, Letter.objects.get().body) == ("failed", "")


def test_a_subject_is_one_line():
    assert a_letter(subject="Hello\r\nBcc: everyone@example.org").subject == (
        "Hello Bcc: everyone@example.org"
    )


def test_a_template_holds_its_subject_in_its_first_line():
    letter = mail.post(
        to="ann@example.org", template="join_code", key="code", code="123456", minutes=15
    )

    assert letter.subject == "Your code to finish joining"
    assert "123456" in letter.body
    assert letter.subject not in letter.body
