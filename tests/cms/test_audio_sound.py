"""The sound itself: whole or in parts, to those it is for."""

import pytest
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from cms.views import ranges
from tests.cms.audio_made import a_file, a_series, an_episode, mp3
from tests.factories import a_member

SOUND = "/audio/the-back-row/number-1.mp3"
WORDS = "/audio/the-back-row/number-1/transcript.txt"
BYTES = mp3()
SIZE = len(BYTES)


@pytest.fixture
def episode():
    return an_episode(a_series())


def ask(client, part=None, method="get", **headers):
    if part:
        headers["Range"] = part
    return getattr(client, method)(SOUND, headers=headers)


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_the_whole_sound_is_sent_in_pieces(client, episode, monkeypatch):
    monkeypatch.setattr(ranges, "PIECE", 1000)
    response = ask(client)

    pieces = list(response.streaming_content)
    assert (response.status_code, b"".join(pieces) == BYTES) == (200, True)
    assert max(len(piece) for piece in pieces) == 1000
    assert response["Content-Type"] == "audio/mpeg"
    assert response["Content-Length"] == str(SIZE)
    assert response["Accept-Ranges"] == "bytes"
    assert "Content-Disposition" not in response


def test_head_tells_the_same_and_sends_nothing(client, episode):
    got, head = ask(client), ask(client, method="head")

    same = ("Content-Type", "Content-Length", "Accept-Ranges", "ETag", "Last-Modified")
    assert [head[name] for name in same] == [got[name] for name in same]
    assert (head.status_code, body(head)) == (200, b"")


@pytest.mark.parametrize(
    ("part", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=0-1", 0, 1),
        ("bytes=100-199", 100, 199),
        (f"bytes={SIZE - 1}-", SIZE - 1, SIZE - 1),
        ("bytes=500-", 500, SIZE - 1),
        ("bytes=-10", SIZE - 10, SIZE - 1),
        (f"bytes=-{SIZE * 2}", 0, SIZE - 1),
        ("bytes=10-99999999", 10, SIZE - 1),
        ("Bytes= 5 - 9 ", 5, 9),
    ],
)
def test_a_part_is_sent_as_asked_for(client, episode, part, first, last):
    response = ask(client, part)

    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
    assert response["Content-Length"] == str(last - first + 1)
    assert body(response) == BYTES[first : last + 1]


@pytest.mark.parametrize("part", [f"bytes={SIZE}-", "bytes=99999999-999999999", "bytes=-0"])
def test_what_lies_beyond_is_refused_with_the_real_size(client, episode, part):
    response = ask(client, part)

    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{SIZE}")
    assert body(response) == b""


@pytest.mark.parametrize(
    "part",
    [
        "bytes=0-1,5-9",
        "bytes=9-5",
        "bytes=",
        "bytes=-",
        "bytes=a-b",
        "bytes=--5",
        "bytes=²-",
        "items=0-5",
        "bytes=" + "9" * 5000 + "-",
        "0-5",
    ],
)
def test_what_makes_no_sense_gets_the_whole(client, episode, part):
    response = ask(client, part)

    assert (response.status_code, body(response) == BYTES) == (200, True)
    assert "Content-Range" not in response


def test_a_part_is_sent_only_of_the_file_one_has_begun(client, episode):
    whole = ask(client)
    status = {
        name: ask(client, "bytes=0-9", **{"If-Range": said}).status_code
        for name, said in {
            "same tag": whole["ETag"],
            "same date": whole["Last-Modified"],
            "other tag": '"other"',
            "weak tag": f"W/{whole['ETag']}",
            "other date": "Wed, 01 Jan 2020 00:00:00 GMT",
            "no date": "yesterday",
        }.items()
    }

    assert status == {
        "same tag": 206,
        "same date": 206,
        "other tag": 200,
        "weak tag": 200,
        "other date": 200,
        "no date": 200,
    }


def test_who_has_it_already_is_told_so(client, episode):
    whole = ask(client)

    by_tag = ask(client, **{"If-None-Match": f'"x", {whole["ETag"]}'})
    by_date = ask(client, "bytes=0-9", **{"If-Modified-Since": whole["Last-Modified"]})
    lost = ask(client, **{"If-Match": '"other"'})

    assert (by_tag.status_code, by_tag["ETag"]) == (304, whole["ETag"])
    assert (by_date.status_code, lost.status_code) == (304, 412)


def test_another_file_is_another_version(client, episode):
    before = ask(client)["ETag"]
    episode.audio = a_file(mp3(6))
    episode.save_revision().publish(skip_permission_checks=True)

    response = ask(client, "bytes=0-9", **{"If-Range": before})

    assert (response.status_code, len(body(response))) == (200, len(mp3(6)))


def test_of_head_no_part_is_asked_for(client, episode):
    assert ask(client, "bytes=0-9", method="head").status_code == 200
    assert client.post(SOUND).status_code == 405


def test_the_words_are_there_as_plain_text(client, episode):
    episode.transcript = (
        "<h2>A &amp; B</h2><p><b>Mai:</b> You   brought it.<br/>Did you?</p>"
        "<ul><li>One &lt;two&gt;</li></ul>"
    )
    episode.save_revision().publish(skip_permission_checks=True)

    response = client.get(WORDS)

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode() == ("A & B\n\nMai: You brought it.\n\nDid you?\n\nOne <two>\n")


def for_members(episode):
    PageViewRestriction.objects.create(page=episode, restriction_type="login")


def for_members_with_its_series(episode):
    PageViewRestriction.objects.create(page=episode.series, restriction_type="login")


def in_a_private_collection(episode):
    closed = Collection.get_first_root_node().add_child(name="Closed")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    episode.audio.collection = closed
    episode.audio.save()


def not_public_yet(episode):
    episode.unpublish()


def below_a_hidden_series(episode):
    episode.series.unpublish()


def without_its_file(episode):
    episode.audio.file.delete(save=False)


CLOSING = [for_members, for_members_with_its_series, in_a_private_collection]


@pytest.mark.parametrize("close", CLOSING)
def test_what_is_for_members_is_for_those_who_are_signed_in(client, episode, sign_in, close):
    close(episode)
    own = episode.audio.url
    visitor = [client.get(path).status_code for path in (SOUND, WORDS)]
    by_the_file = client.get(own).status_code
    sign_in(client, a_member().user)

    member = client.get(SOUND)

    assert visitor == [404, 404]
    assert by_the_file in (302, 404)
    assert (member.status_code, body(member) == BYTES) == (200, True)
    kept = set(member["Cache-Control"].split(", "))
    assert ({"no-store", "private"} <= kept, "public" in kept) == (True, False)
    assert client.get(WORDS).status_code == 200


@pytest.mark.parametrize("close", [not_public_yet, below_a_hidden_series])
def test_what_is_hidden_is_not_found_by_anybody(client, episode, sign_in, close):
    close(episode)
    sign_in(client, a_member().user)

    asked = [SOUND, WORDS, episode.audio.url]
    assert [client.get(path).status_code for path in asked] == [404, 404, 404]


def test_a_sound_that_is_gone_is_not_found(client, episode):
    without_its_file(episode)

    assert client.get(SOUND).status_code == 404
    assert client.get("/audio/the-back-row/number-2.mp3").status_code == 404
    assert client.get("/audio/nothing/number-1.mp3").status_code == 404


def test_a_public_sound_may_be_kept_on_the_way(client, episode):
    assert client.get(episode.audio.url).status_code == 200
    assert ask(client)["Cache-Control"] == "public, max-age=300"


def test_addresses_may_be_in_any_alphabet(client):
    episode = an_episode(a_series("Ñandú", slug="ñandú"), slug="año")

    assert client.get(episode.sound).status_code == 200
    assert client.get(episode.spoken).status_code == 200
    assert client.get("/audio/ñandú/feed.xml").status_code == 200
