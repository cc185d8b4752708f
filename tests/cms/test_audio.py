"""Series and episodes as visitors hear and read them, and what editors are refused in words."""

import datetime as dt
import io
import json
import re

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from cms.models import AudioSeriesPage, EpisodePage, Picture
from cms.models.audio import EPISODES_A_PAGE
from cms.models.sound import say_length, seconds_of
from tests.cms.audio_made import a_file, a_picture, a_series, an_episode, mp3
from tests.factories import TODAY, national_staff

SERIES, FIRST = "/audio/the-back-row/", "/audio/the-back-row/number-1/"
ID3 = b"ID3\x04\x00\x00" + bytes([0, 0, 1, 2]) + b"\0" * 130


@pytest.fixture
def series():
    return a_series()


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def refused(page) -> dict:
    with pytest.raises(ValidationError) as refusal:
        page.full_clean()
    return refusal.value.message_dict


def facts(page) -> dict:
    """What machines are told first: of the page itself."""
    said = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    return json.loads(said[1])


def test_the_index_says_how_many_and_which_is_the_latest(client, series):
    for number in (1, 2):
        an_episode(series, number, told_on=dt.date(2026, 11, number))
    a_series("Another")

    page = read(client, "/audio/")

    assert "2 episodes" in page
    assert 'Latest: <a href="/audio/the-back-row/number-2/">Number 2</a>' in page
    assert "November 2, 2026, 3 seconds" in page
    assert "nothing to hear yet" in page


def test_a_series_lists_the_newest_first_and_says_how_to_follow(client, series, settings):
    for number in (1, 2):
        an_episode(series, number, told_on=dt.date(2026, 11, number))

    page = read(client, SERIES)

    assert re.findall(r"<h3[^>]*><a[^>]*>([^<]+)", page) == ["Number 2", "Number 1"]
    assert f">{settings.SITE_URL}{SERIES}feed.xml</a>" in page
    assert '<link rel="alternate" type="application/rss+xml"' in page
    assert facts(page)["webFeed"] == f"{settings.SITE_URL}{SERIES}feed.xml"


def test_a_long_series_is_turned_page_by_page(client, series):
    audio = a_file()
    for number in range(1, EPISODES_A_PAGE + 2):
        an_episode(series, number, audio=audio)

    first, last = read(client, SERIES), read(client, f"{SERIES}?page=2")

    assert ("Older episodes" in first, ">Number 1<" in first) == (True, False)
    assert ("Newer episodes" in last, ">Number 1<" in last) == (True, True)
    assert read(client, f"{SERIES}?page=nonsense") is not None


def test_an_episode_can_be_heard_read_and_taken_along(client, series, settings):
    an_episode(series, 1, audio=a_file(mp3(60)), transcript="<p><b>Mai:</b> You brought it.</p>")

    page = read(client, FIRST)

    [player] = re.findall(r"<audio[^>]*>", page)
    assert 'controls preload="none" src="/audio/the-back-row/number-1.mp3"' in player
    assert "autoplay" not in page
    assert '<a href="/audio/the-back-row/number-1.mp3" download>' in page
    assert "MP3, 234.4\xa0KB" in page
    assert "1 minute" in page
    assert "<b>Mai:</b> You brought it." in page
    said = facts(page)
    assert (said["@type"], said["episodeNumber"], said["duration"]) == (
        "PodcastEpisode",
        1,
        "PT60S",
    )
    sound = f"{settings.SITE_URL}/audio/the-back-row/number-1.mp3"
    assert said["associatedMedia"]["contentUrl"] == sound


def test_an_episode_leads_to_those_beside_it(client, series):
    for number in (1, 2, 4):
        an_episode(series, number)
    an_episode(series, 3, live=False)

    middle, first = read(client, f"{SERIES}number-2/"), read(client, FIRST)

    assert re.findall(r'rel="(?:prev|next)">([^<]+)', middle) == [
        "Before: Number 1",
        "Next: Number 4",
    ]
    assert re.findall(r'rel="(?:prev|next)">([^<]+)', first) == ["Next: Number 2"]


def test_a_sound_that_is_gone_leaves_its_words(client, series):
    an_episode(series).audio.file.delete(save=False)

    page = read(client, FIRST)

    assert ("<audio" in page, "You brought it." in page) == (False, True)


def test_what_is_not_for_everybody_is_listed_nowhere(client, series, sign_in):
    an_episode(series, 1, title="Secret draft", live=False)
    members = an_episode(series, 2, title="For members")
    PageViewRestriction.objects.create(page=members, restriction_type="login")
    an_episode(series, 3)
    hidden = a_series("Hidden series")
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")

    said = read(client, "/audio/") + read(client, SERIES) + read(client, f"{SERIES}number-3/")

    for word in ("Secret draft", "For members", "Hidden series"):
        assert word not in said
    assert client.get(f"{SERIES}for-members/").status_code == 302


def test_a_series_for_members_shows_them_its_episodes(client, series, sign_in):
    an_episode(series)
    PageViewRestriction.objects.create(page=series, restriction_type="login")
    assert client.get(SERIES).status_code == 302

    sign_in(client, national_staff().user)

    response = client.get(SERIES)
    assert "Number 1" in response.content.decode()
    assert {"no-store", "private"} <= set(response["Cache-Control"].split(", "))


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [("/audio/", 15), (SERIES, 19), (FIRST, 23)])
def test_lists_cost_the_same_however_many(
    client, series, number, path, queries, django_assert_num_queries
):
    for which in range(1, number + 1):
        an_episode(series, which)
        an_episode(a_series(f"Other {which}"), 1)
    read(client, path)

    with django_assert_num_queries(queries):
        read(client, path)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "1 second"),
        (36, "36 seconds"),
        (60, "1 minute"),
        (1440, "24 minutes"),
        (3599, "1 hour"),
        (3900, "1 hour 5 minutes"),
        (7260, "2 hours 1 minute"),
    ],
)
def test_a_length_is_said_as_people_plan(seconds, words):
    assert say_length(seconds) == words


@pytest.mark.parametrize("before", [b"", ID3, ID3 + b"\0" * 64])
def test_the_length_is_read_from_the_file(before):
    for seconds in (3, 36, 300):
        assert seconds_of(io.BytesIO(before + mp3(seconds))) == seconds


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"Not a sound at all. " * 50,
        b"\x89PNG\r\n\x1a\n" + b"\0" * 5000,
        b"\xff\xd8\xff\xe0" + b"\0" * 5000,
        b"\xff\xf1\x50\x80" + b"\0" * 5000,
        b"RIFF\0\0\0\0WAVEfmt " + b"\0" * 5000,
        b"\0\0\0\x20ftypM4A " + b"\0" * 5000,
        b"ID3\x04\0\0\0\0\0\x0a" + b"\0" * 10 + b"fLaC" + b"\0" * 5000,
        b"ID3",
    ],
)
def test_what_is_no_mp3_is_refused_at_the_field(series, content):
    page = EpisodePage(title="No", number=1, told_on=TODAY, transcript="x", audio=a_file(content))
    page.path, page.depth = f"{series.path}0001", series.depth + 1

    assert seconds_of(io.BytesIO(content)) is None
    assert refused(page)["audio"] == [
        "This is no MP3 file. Save the recording as MP3 and upload that."
    ]


def test_a_file_only_some_may_open_is_refused(series):
    episode = an_episode(series)
    closed = Collection.get_first_root_node().add_child(name="Closed")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    episode.audio = a_file(collection=closed)

    assert refused(episode) == {
        "audio": ["This file's collection is private: nobody would hear it."]
    }


def test_a_number_is_given_once_in_a_series(series):
    an_episode(series, 1)
    second = an_episode(series, 2)
    second.number = 1

    assert refused(second) == {"number": ["Another episode of the series has this number."]}
    assert an_episode(a_series("Another"), 1).number == 1


def test_a_length_can_be_said_and_then_stays(series):
    assert an_episode(series, 1, seconds=50).seconds == 50
    assert an_episode(series, 2, live=False).seconds == 3
    page = an_episode(series, 3)
    page.seconds = 0
    assert refused(page)["__all__"] == ["Say how long it is."]


def test_there_is_no_episode_without_its_words(series):
    episode = an_episode(series)
    episode.transcript = ""

    assert list(refused(episode)) == ["transcript"]


@pytest.mark.parametrize(
    ("width", "height", "kind", "said"),
    [
        (1399, 1399, "png", " This one is 1399 by 1399."),
        (1500, 1400, "png", " This one is 1500 by 1400."),
        (3001, 3001, "png", " This one is 3001 by 3001."),
        (1400, 1400, "webp", ""),
    ],
)
def test_artwork_that_players_do_not_take_is_refused(series, width, height, kind, said):
    series.artwork = a_picture(width, height, kind)

    rule = "Use a square picture of 1400 to 3000 pixels a side, PNG or JPEG."
    assert refused(series) == {"artwork": [rule + said]}


def test_a_category_is_one_that_directories_know(series):
    series.category = "Sewers"

    assert refused(series) == {"category": ["Choose one that directories of podcasts know."]}


def test_the_feeds_address_stays_once_it_is_known(series):
    series.slug = "front-row"
    assert refused(series) == {
        "slug": ["Players know the series by this address. It stays as it is."]
    }
    draft = a_series("Draft", live=False)
    draft.slug = "better"
    draft.full_clean()


def test_a_copied_series_is_another_to_every_player(series):
    an_episode(series)

    copy = series.copy(recursive=True, update_attrs={"slug": "copy", "title": "Copy"})

    assert AudioSeriesPage.objects.values("guid").distinct().count() == 2
    assert EpisodePage.objects.values("guid").distinct().count() == 2
    copy.get_latest_revision_as_object().full_clean()


def test_nobody_copies_an_episode(series):
    rights = an_episode(series).permissions_for_user(national_staff().user)

    assert (rights.can_copy(), rights.can_copy_to(series)) == (False, False)


def typed(**fields):
    return {
        "title": "The binder",
        "slug": "the-binder",
        "number": "1",
        "told_on": "2026-11-24",
        "seconds": "",
        "audio": a_file(mp3(36)).pk,
        "transcript": json.dumps(
            {"blocks": [{"key": "a", "text": "Hm.", "type": "unstyled"}], "entityMap": {}}
        ),
        "body-count": "0",
        "search_description": "About it.",
        "action-publish": "1",
        **fields,
    }


def post(client, series, below="", **fields):
    return client.post(f"/cms/pages/add/cms/episodepage/{series.pk}/{below}", typed(**fields))


def test_an_editor_leaves_the_length_to_the_file(client, series, sign_in):
    sign_in(client, national_staff().user)

    response = post(client, series)

    assert response.status_code == 302, response.content.decode()
    episode = EpisodePage.objects.get()
    assert (episode.seconds, episode.live) == (36, True)
    assert "The binder" in read(client, SERIES)


def test_an_episode_is_looked_at_before_it_is_kept(client, series, sign_in):
    sign_in(client, national_staff().user)

    asked = post(client, series, "preview/").json()
    page = read(client, f"/cms/pages/add/cms/episodepage/{series.pk}/preview/")

    assert asked["is_valid"] is True
    assert ("36 seconds" in page, "Hm." in page) == (True, True)
    assert EpisodePage.objects.count() == 0


def test_an_editor_is_refused_in_words_at_the_field(client, series, sign_in):
    an_episode(series, 1)
    sign_in(client, national_staff().user)

    for fields, words in (
        ({"number": "1"}, "Another episode of the series has this number."),
        ({"number": "2", "audio": a_file(b"Nothing to hear").pk}, "This is no MP3 file."),
        ({"number": "2", "transcript": "null"}, "This field is required."),
    ):
        assert words in post(client, series, **fields).content.decode()
    assert EpisodePage.objects.count() == 1
    assert Page.find_problems() == ([], [], [], [], [])
    assert Picture.objects.count() == 1
