"""Writing to the staff: kept once, told by a letter without the words, read by national staff."""

import csv
import io
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from cms import operations
from cms.models import FormField, FormPage, HomePage, Message
from config.page_cache import PageCache
from network.jobs import tick
from network.models import Letter
from network.operations import my_data, records
from tests.factories import NOON, a_director, a_member, national_staff

pytestmark = pytest.mark.django_db

QUESTIONS = [
    {"label": "Your name", "field_type": "singleline"},
    {"label": "Your email", "field_type": "email"},
    {"label": "What about", "field_type": "dropdown", "choices": "Joining\nAn event"},
    {"label": "Your words", "field_type": "multiline", "help_text": "As long as you like."},
    {"label": "Urgent", "field_type": "checkbox", "required": False},
]
SAID = {
    "your_name": "Imogen Blackwood",
    "your_email": "Imogen@Example.org",
    "what_about": "Joining",
    "your_words": "Is the water board local office?",
}


@pytest.fixture
def page():
    page = FormPage(title="Write to us", slug="contact", told="hello@example.org")
    page.form_fields = [FormField(sort_order=n, **one) for n, one in enumerate(QUESTIONS)]
    return HomePage.objects.get().add_child(instance=page)


def send(client, page, **more):
    return client.post(page.url, {"sent-as": uuid4(), **SAID, **more})


def a_message(page, email="imogen@example.org", at=NOON, words="Is it?"):
    return operations.take_message(
        page=page, answers={"your_words": words}, reply_to=email, sent_as=uuid4(), at=at
    )


def test_the_form_asks_with_labels_hints_and_what_the_browser_may_fill_in(client, page):
    said = client.get(page.url).content.decode()

    assert '<label for="id_your_name">Your name</label>' in said
    assert 'autocomplete="name"' in said
    assert 'autocomplete="email"' in said
    assert '<option value="" selected>Choose one</option>' in said
    assert 'aria-describedby="id_your_words_helptext"' in said
    assert "Urgent</label>" in said


def test_what_is_sent_is_kept_and_thanked_for_on_another_page(client, page):
    answer = send(client, page)

    message = Message.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == f"{page.url}?sent=1"
    assert page.thanks in client.get(answer["Location"]).content.decode()
    assert message.email == "imogen@example.org"
    assert message.form_data == {**SAID, "your_email": "Imogen@Example.org", "urgent": False}


def test_a_letter_says_that_somebody_wrote_and_not_what(client, page, send_letters):
    send(client, page)

    letters = send_letters()

    assert [one.to for one in letters] == [["hello@example.org"]]
    assert f"/cms/forms/submissions/{page.pk}/" in letters[0].body
    said = letters[0].subject + letters[0].body
    assert [words for words in ("Imogen", "Blackwood", "water board") if words in said] == []


def test_sent_twice_it_is_one_message_and_one_letter(client, page):
    once = uuid4()
    for _ in range(2):
        answer = client.post(page.url, {"sent-as": once, **SAID})

    assert answer.status_code == 302
    assert (Message.objects.count(), Letter.objects.count()) == (1, 1)


def test_a_letter_that_cannot_be_queued_leaves_no_message(page):
    page.told = None
    with pytest.raises(Exception, match="to"):
        a_message(page)

    assert (Message.objects.count(), Letter.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"your_name": ""}, "“Your name” is still empty."),
        ({"your_email": "imogen"}, "Enter a valid email address."),
        ({"what_about": ""}, "“What about” is still empty."),
        ({"what_about": "Weather"}, "Weather is not one of the available choices."),
        ({"your_name": "x" * 201}, "at most 200 characters"),
        ({"your_words": "x" * 5001}, "at most 5000 characters"),
        ({"your_words": "x\x00"}, "Null characters are not allowed."),
        ({"sent-as": "nonsense"}, "This form is old. Send it once more."),
    ],
)
def test_refusals_stand_at_the_top_and_at_the_field_and_keep_the_words(
    client, page, changed, words
):
    answer = send(client, page, **changed)
    said = answer.content.decode()

    assert answer.status_code == 200
    assert words in said.split("error-summary")[1]
    assert "Joining" in said
    assert Message.objects.count() == 0


def test_an_old_form_gets_a_new_key(client, page):
    said = send(client, page, **{"sent-as": ""}).content.decode()

    key = re.search(r'name="sent-as" value="([^"]*)"', said)[1]
    assert client.post(page.url, {**SAID, "sent-as": key}).status_code == 302


def test_who_fills_in_what_nobody_sees_is_thanked_and_not_heard(client, page):
    answer = send(client, page, **{"url-of-yours": "https://spam.example.org"})

    assert answer["Location"] == f"{page.url}?sent=1"
    assert (Message.objects.count(), Letter.objects.count()) == (0, 0)


def test_more_than_twenty_an_hour_from_one_place_wait(client, page):
    cache.clear()
    answers = [send(client, page) for _ in range(21)]

    assert [one.status_code for one in answers] == [302] * 20 + [429]
    assert "Your words are still here" in answers[-1].content.decode()
    assert "Is the water board local office?" in answers[-1].content.decode()
    assert Message.objects.count() == 20


def test_it_is_kept_by_no_cache_and_needs_its_token(page):
    answer = Client().get(page.url)

    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]
    assert getattr(answer, "kept_until_changed", False) is False
    assert Client(enforce_csrf_checks=True).post(page.url, SAID).status_code == 403


def test_the_page_cache_makes_it_anew_for_each(client, page, settings):
    settings.MIDDLEWARE = ["config.page_cache.PageCache", *settings.MIDDLEWARE]
    keys = set()
    for _ in range(2):
        said = Client().get(page.url).content.decode()
        keys.add(re.search(r'name="sent-as" value="([^"]*)"', said)[1])

    assert PageCache is not None
    assert len(keys) == 2


def test_a_members_only_form_takes_nothing_from_a_visitor(client, page):
    page.view_restrictions.create(restriction_type="login")

    answer = send(client, page)

    assert answer["Location"].startswith("/accounts/login/")
    assert Message.objects.count() == 0


def test_national_staff_read_it_and_a_chapters_editors_do_not(page, enter, publisher, texas):
    a_message(page, words="Quite private")
    at = f"/cms/forms/submissions/{page.pk}/"

    read = enter(national_staff()).get(at)

    assert "Quite private" in read.content.decode()
    for person in (publisher, a_director(texas.group)):
        client = enter(person)
        for path in (at, "/cms/forms/", f"{at}?export=csv", f"{at}delete/"):
            assert client.get(path).status_code == 404, path
    assert enter(a_member()).get(at).status_code in (302, 404)


def test_no_cell_of_its_file_is_run_by_a_spreadsheet(page, enter):
    a_message(page, words='=HYPERLINK("https://evil.example.org")')

    answer = enter(national_staff()).get(f"/cms/forms/submissions/{page.pk}/?export=csv")
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode())))

    assert rows[1][-2] == '\'=HYPERLINK("https://evil.example.org")'


def test_what_is_half_a_year_old_goes(page):
    now = timezone.now()
    old, young = (a_message(page, at=now - timedelta(days=days)) for days in (181, 179))

    tick(at=now)
    tick(at=now)

    assert list(Message.objects.all()) == [young]
    assert old.pk is not None


def test_erasing_somebody_takes_what_they_wrote(page):
    gone = records.Gone([], [], [], [], ["Imogen@example.org"])
    a_message(page)
    others = a_message(page, email="other@example.org")

    for record in records.every():
        if record.key == "messages":
            record.erase(gone)

    assert list(Message.objects.all()) == [others]


def test_whoever_takes_their_data_finds_what_they_wrote(page):
    person = a_member()
    a_message(page, email=person.user.email.lower(), words="Mine")
    a_message(page, email="other@example.org", words="Another's")

    tables = my_data.take(person=person, form="json", by=person.user, at=NOON)

    rows = next(table.rows for table in tables if table.key == "messages")
    assert "Mine" in str(rows)
    assert "Another's" not in str(rows)


def test_the_editor_shows_the_form_before_it_is_saved(page, enter):
    """A preview builds the form from questions that have no key yet."""
    unsaved = FormPage(title="New", slug="new", told="hello@example.org")
    unsaved.form_fields = [FormField(**QUESTIONS[0])]

    assert list(unsaved.get_form().fields) == ["your_name", "sent-as"]
