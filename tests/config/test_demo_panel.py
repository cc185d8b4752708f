"""Choosing who to be: everybody of the cast signs in and lands somewhere that greets them."""

import os
import subprocess
import sys

import pytest
from django.conf import settings as site
from django.core.mail import EmailMessage, get_connection
from django.core.management import CommandError, call_command

from config.demo import cast, mailbox, serving
from tests.config import demo_urls

FILE_MAIL = "django.core.mail.backends.filebased.EmailBackend"


@pytest.fixture
def demo(network, settings, tmp_path):
    settings.ROOT_URLCONF = demo_urls.__name__
    settings.DEMO = True
    settings.EMAIL_FILE_PATH = tmp_path / "mailbox"
    settings.EMAIL_BACKEND = FILE_MAIL


def become(client, part):
    return client.post(f"/demo/become/{part.key}/")


def test_panel_lists_everybody_to_try(demo, client):
    page = client.get("/demo/").content.decode()

    assert [part.title for part in cast.PARTS if part.title not in page] == []


@pytest.mark.parametrize("part", cast.PARTS[1:], ids=lambda part: part.key)
def test_each_signs_in_and_lands_on_a_page(demo, client, part):
    answer = become(client, part)
    landed = client.get(answer["Location"], follow=True)

    assert answer["Location"] == part.lands
    assert landed.status_code == 200
    assert landed.wsgi_request.user.email == part.email
    assert landed.wsgi_request.user.known_person.name == part.name


def test_visitor_is_signed_out(demo, client):
    become(client, cast.MEMBER)

    answer = become(client, cast.VISITOR)

    assert answer["Location"] == "/"
    assert "_auth_user_id" not in client.session


def test_unknown_part_is_not_found(demo, client):
    assert client.post("/demo/become/mayor/").status_code == 404


def test_nobody_becomes_anyone_by_following_a_link(demo, client):
    assert client.get("/demo/become/admin/").status_code == 405


def test_rights_are_those_of_the_part(demo, client):
    rights = {}
    for part in (cast.MEMBER, cast.EDITOR, cast.DIRECTOR, cast.NATIONAL, cast.ADMIN):
        become(client, part)
        user = client.get("/demo/").wsgi_request.user
        rights[part.key] = (user.rights.desk, user.rights.cms, user.rights.everyone)

    assert rights == {
        "member": (False, False, False),
        "editor": (False, True, False),
        "director": (True, True, False),
        "national": (True, True, True),
        "admin": (True, True, True),
    }


def test_letters_are_read_newest_first_with_links(demo, client):
    for number in (1, 2):
        EmailMessage(
            f"Letter {number}", "Go to http://localhost:8000/me/ now.", None, ["a@example.org"]
        ).send()

    page = client.get("/demo/mailbox/").content.decode()
    newest = client.get(f"/demo/mailbox/{mailbox.newest_first()[0].name}/").content.decode()

    assert page.index("Letter 2") < page.index("Letter 1")
    assert '<a href="http://localhost:8000/me/"' in newest
    assert "-----" not in newest


def test_two_letters_in_one_file_are_two(demo, client):
    """As the backend leaves them when both were sent in one second."""
    with get_connection() as connection:
        for number in (1, 2):
            words = f"Words of letter {number}"
            EmailMessage(
                f"Letter {number}", words, None, ["a@example.org"], connection=connection
            ).send()

    found = mailbox.newest_first()

    assert [sent.subject for sent in found] == ["Letter 2", "Letter 1"]
    assert [mailbox.find(sent.name).body for sent in found] == [
        "Words of letter 2",
        "Words of letter 1",
    ]


@pytest.mark.parametrize("name", ["nothing", "..", "..%2F..%2Fetc%2Fpasswd", "%00"])
def test_letters_that_are_not_there_are_not_found(demo, client, name):
    assert client.get(f"/demo/mailbox/{name}/").status_code == 404


@pytest.mark.parametrize("path", ["/demo/", "/demo/mailbox/"])
def test_nothing_is_there_without_the_demo(client, path):
    assert client.get(path).status_code == 404


def test_command_refuses_without_the_demo(settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="needs DEBUG=1 and DEMO=1"):
        call_command("demo")


def test_site_does_not_start_with_the_demo_and_without_debug():
    started = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=site.BASE_DIR,
        env=os.environ | {"DEMO": "1", "DEBUG": "0", "SECRET_KEY": "x" * 60},
        capture_output=True,
        text=True,
        check=False,
    )

    assert started.returncode == 1
    assert "it needs DEBUG=1 as well" in started.stderr


def test_serving_ends_with_the_name_of_what_died():
    long = [sys.executable, "-c", "import time; time.sleep(60)"]

    assert serving.run({"web server": long, "worker": [sys.executable, "-c", ""]}) == "worker"


def test_taken_port_is_told_before_anything_is_built(settings, live_port):
    settings.DEMO = settings.DEBUG = True

    with pytest.raises(CommandError, match=f"Port {live_port} is taken"):
        call_command("demo", serve=live_port)


@pytest.fixture
def live_port():
    with serving.socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield taken.getsockname()[1]
