"""A calendar is fetched from where its host says, and from nowhere it must not be."""

import time

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError

from events.operations.meet import fetching
from events.operations.meet.fetching import Unreachable, fetch, is_public

from .elsewhere import Elsewhere


@pytest.fixture(scope="module")
def running():
    with Elsewhere() as server:
        yield server


@pytest.fixture
def there(running, settings):
    settings.CALENDARS_ON_LOOPBACK = True
    running.asked.clear()
    return running


def refusal(address, **how):
    with pytest.raises(Unreachable) as refused:
        fetch(address, **how)
    return str(refused.value)


@pytest.mark.parametrize("path", ["ok", "moved", "packed"])
def test_a_calendar_comes_plain_packed_or_from_where_it_moved(there, path):
    assert fetch(there.at(path)) == there.file


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("gone", f"The address answered 404. {fetching.COPY}"),
        ("inside", fetching.INSIDE),
        ("metadata", fetching.INSIDE),
        ("elsewhere", fetching.NO_ADDRESS),
        ("circle", fetching.ASTRAY),
        ("bomb", fetching.TOO_BIG),
        ("big", fetching.TOO_BIG),
        ("endless", fetching.TOO_BIG),
        ("spoiled", fetching.NO_ADDRESS),
        ("cut", fetching.NO_ANSWER),
    ],
)
def test_what_goes_wrong_is_said_in_words_without_the_address(there, path, words):
    said = refusal(there.at(path))

    assert said == words
    assert "127.0.0.1" not in said


def test_three_redirects_are_followed_and_no_more(there):
    refusal(there.at("circle"))

    assert there.asked == ["/circle/"] * 4


@pytest.mark.parametrize("path", ["drip", "drip_head", "silent"])
def test_however_slowly_it_drips_the_whole_takes_no_longer_than_its_time(there, path):
    began = time.monotonic()
    said = refusal(there.at(path), seconds=0.4)

    assert said == fetching.TOO_SLOW
    assert time.monotonic() - began < 2


def test_nobody_there_is_said_in_words(there):
    assert refusal("http://127.0.0.1:1/") == fetching.NO_ANSWER


def test_without_the_setting_this_machine_and_http_are_refused(there, settings):
    settings.CALENDARS_ON_LOOPBACK = False

    assert refusal(there.at("ok")) == fetching.NOT_SECURE
    assert refusal(there.at("ok").replace("http", "https")) == fetching.INSIDE
    assert there.asked == []


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("", fetching.NO_ADDRESS),
        ("https://", fetching.NO_ADDRESS),
        ("https://[::1", fetching.NO_ADDRESS),
        ("https://example.org:99999/", fetching.NO_ADDRESS),
        ("https://example.org/a b", fetching.NO_ADDRESS),
        ("https://example.org/\r\nHost: inside", fetching.NO_ADDRESS),
        (f"https://example.org/{'a' * 2_000}", fetching.NO_ADDRESS),
        ("https://me:secret@example.org/", fetching.WITH_PASSWORD),
        ("http://example.org/", fetching.NOT_SECURE),
        ("ftp://example.org/", fetching.NOT_SECURE),
    ],
)
def test_what_is_no_address_to_ask_is_refused_before_it_is_looked_up(address, words):
    looked_up = []

    assert refusal(address, resolve=lambda *name: looked_up.append(name)) == words
    assert looked_up == []


PRIVATE = [
    "0.0.0.0",
    "10.0.0.1",
    "100.64.0.1",
    "127.0.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "192.0.0.1",
    "192.0.2.1",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::10.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:127.0.0.1",
    "64:ff9b::10.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "2001:db8::1",
    "2001:0:1::1",
    "2002:a00:1::",
    "2002:7f00:1::1",
    "fc00::1",
    "fd12::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
]
PUBLIC = ["8.8.8.8", "93.184.215.14", "2606:4700::1111", "64:ff9b::808:808"]


@pytest.mark.parametrize("address", PRIVATE)
def test_a_name_of_a_private_address_is_not_asked(address):
    said = refusal("https://calendar.example.org/", resolve=lambda *name: [address])

    assert (is_public(address), said) == (False, fetching.INSIDE)


@pytest.mark.parametrize("address", PUBLIC)
def test_the_open_internet_is_public(address):
    assert is_public(address) is True


def test_one_private_address_among_public_ones_is_enough_to_refuse():
    found = ["8.8.8.8", "10.0.0.1"]

    assert refusal("https://example.org/", resolve=lambda *name: found) == fetching.INSIDE


def test_a_name_is_looked_up_once_and_what_was_checked_is_asked(there):
    looked_up = []

    def changing(name, port):
        looked_up.append(name)
        return ["127.0.0.1"] if len(looked_up) == 1 else ["10.0.0.1"]

    address = f"http://rebound.example.org:{there.server_port}/ok/"

    assert fetch(address, resolve=changing) == there.file
    assert looked_up == ["rebound.example.org"]


def test_where_the_first_address_takes_no_line_the_next_is_asked(there):
    address = f"http://calendar.example.org:{there.server_port}/ok/"

    assert fetch(address, resolve=lambda *_: ["::1", "127.0.0.2", "127.0.0.1"]) == there.file


def test_http_to_the_open_internet_is_refused_even_where_this_machine_is_allowed(there):
    assert refusal("http://example.org/", resolve=lambda *name: ["8.8.8.8"]) == fetching.INSIDE


def test_a_name_nobody_has_is_said_in_words():
    def nobody(name, port):
        raise OSError

    assert refusal("https://nobody.example.org/", resolve=nobody) == fetching.UNKNOWN


def test_nothing_is_fetched_inside_a_transaction(there):
    with pytest.raises(TransactionManagementError), transaction.atomic():
        fetch(there.at("ok"))
