"""The demo's mailbox tells what a letter brings for calendars."""

import pytest

from config.demo import mailbox
from network import mail
from network.models.letters import CalendarMethod
from tests.config import demo_urls

CALENDAR = b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Meeting with \xc3\x9cnal\r\n"


@pytest.fixture
def sent(db, settings, tmp_path, send_letters):
    """A letter as the worker sends it, in the demo's mailbox."""
    settings.ROOT_URLCONF = demo_urls.__name__
    settings.DEMO = True
    settings.EMAIL_FILE_PATH = tmp_path / "mailbox"
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"

    def send(method):
        mail.queue(
            to="ann@example.org",
            subject="Your meeting",
            body="It stands.",
            kind="test",
            key="hello",
            calendar=CALENDAR if method else b"",
            method=method,
        )
        send_letters()
        [letter] = mailbox.newest_first()
        return letter

    return send


@pytest.mark.parametrize(
    ("method", "words"),
    [
        ("REQUEST", "An invitation is attached: calendars put the meeting in, or move it."),
        ("CANCEL", "A cancellation is attached: calendars take the meeting out."),
    ],
)
def test_an_invitation_is_told_in_words_and_as_calendars_read_it(client, sent, method, words):
    found = sent(method)
    page = client.get(f"/demo/mailbox/{found.name}/").content.decode()

    assert (found.body, found.invitation) == ("It stands.", words)
    assert words in page
    assert "SUMMARY:Meeting with Ünal" in page
    assert "For your calendar" in client.get("/demo/mailbox/").content.decode()


def test_each_method_has_its_words():
    assert set(mailbox.INVITATIONS) == set(CalendarMethod.values)


def test_a_letter_without_one_says_nothing_of_it(client, sent):
    page = client.get(f"/demo/mailbox/{sent('').name}/").content.decode()

    assert ("attached" in page, "What calendars read" in page) == (False, False)
