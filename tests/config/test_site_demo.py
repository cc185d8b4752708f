"""What the fictional network publishes: sounds, papers and pictures that open, and true pages."""

import io
import re
import zipfile
from pathlib import Path
from random import Random
from xml.etree import ElementTree

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from wagtail.documents.models import Document

from cms.models import (
    ChapterPage,
    EpisodePage,
    JobPage,
    NewsletterPage,
    Picture,
    Rendition,
    ResourcePage,
    SectionPage,
    StoryPage,
)
from config.demo import cast
from config.demo.site import actions, drawings, files, papers, prose, tones
from config.demo.site.jobs import JOBS
from config.demo.site.laying import EPISODES, STORIES
from network.models import Office
from network.words import STATE_NAMES
from tests.factories import TODAY

ON_SITE = re.compile(r'(?<!k)href=\\?"(/[^"\\]*)')


def test_bells_are_frames_of_a_valid_mp3_as_long_as_was_asked_for():
    sound = tones.ring(9, Random(1))

    frames = [sound[start : start + tones.FRAME] for start in range(0, len(sound), tones.FRAME)]
    heads = {frame[:4] for frame in frames}
    (head,) = (int.from_bytes(head, "big") for head in heads)
    assert head >> 21 == 0b11111111111  # the sync word
    assert head >> 17 & 0b1111 == 0b1101  # MPEG-1, Layer III
    assert [0, 32, 40, 48][head >> 12 & 0b1111] * 1000 == tones.BITRATE
    assert [44_100, 48_000, 32_000][head >> 10 & 0b11] == tones.RATE
    assert {len(frame) for frame in frames} == {tones.FRAME} == {96}
    assert len(frames) * tones.SAMPLES / tones.RATE == 9


def test_the_bits_of_each_granule_fit_into_its_frame():
    frame = tones.ring(3, Random(2))[: tones.FRAME]

    side = int.from_bytes(frame[4:21], "big")
    lengths = [side >> (136 - 18 - 59 * number - 12) & 0xFFF for number in (0, 1)]
    assert int.from_bytes(frame[4:6], "big") >> 7 == 0  # nothing is borrowed from frames before
    assert all(length > 0 for length in lengths)
    assert sum(lengths) <= 8 * (tones.FRAME - 21)


@pytest.mark.parametrize("seconds", [0, 1, 10])
def test_bells_of_an_odd_length_are_refused(seconds):
    with pytest.raises(ValueError, match="three seconds"):
        tones.ring(seconds, Random(1))


def test_a_paper_opens_and_holds_its_words():
    file = papers.paper("Rent & repair", "<h2>Why</h2><ol><li>Heat</li><li>Water</li></ol>")

    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        assert parts.testzip() is None
        trees = {name: ElementTree.fromstring(parts.read(name)) for name in parts.namelist()}
    said = [node.text for node in trees["word/document.xml"].iter(f"{{{papers.WORD}}}t")]
    assert said == ["Rent & repair", "Why", "1. Heat", "2. Water"]


def test_plain_words_become_the_markup_of_a_page():
    html = prose.written('## Why\n\nHeat & **water**, [here](/a/).\n\n- "One"\n- it\'s\n  two')

    assert html == (
        '<h2>Why</h2><p>Heat &amp; <b>water</b>, <a href="/a/">here</a>.</p>'
        "<ul><li>“One”</li><li>it’s two</li></ul>"
    )


@pytest.mark.parametrize("scene", drawings.SCENES)
def test_each_scene_is_a_small_wide_picture_that_is_drawn_the_same_again(scene):
    drawn = drawings.draw(scene)

    assert Image.open(io.BytesIO(drawn)).size == (1600, 900)
    assert len(drawn) < 60_000
    assert drawings.draw(scene) == drawn != drawings.draw(scene, 1)


def test_the_cover_is_square_and_as_large_as_players_ask():
    assert Image.open(io.BytesIO(drawings.artwork())).size == (1400, 1400)


def test_a_demo_that_starts_over_takes_its_files_along():
    document = Document.objects.create(title="A", file=ContentFile(b"A", "a.txt"))
    path = Path(document.file.path)
    assert path.exists()

    files.forget()

    assert not path.exists()


@pytest.mark.urls("tests.config.demo_urls")
def test_the_demo_hands_out_what_pages_show_and_no_originals(client, settings):
    folder = Path(settings.MEDIA_ROOT)
    for name in ("images/a.webp", "original_images/b.png", "documents/c.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"A")

    shown = client.get("/media/images/a.webp")
    others = ["original_images/b.png", "documents/c.txt"]

    assert (shown.status_code, b"".join(shown)) == (200, b"A")
    assert [client.get(f"/media/{name}").status_code for name in others] == [404, 404]
    assert client.get("/media/images/../documents/c.txt").status_code == 400


def test_stories_have_the_length_of_a_story_and_each_picture_its_own_words():
    lengths = {
        story.slug: len(re.sub("<[^>]+>", " ", str(story.words)).split())
        for story in STORIES
        if not story.draft
    }

    assert [slug for slug, words in lengths.items() if not 220 <= words <= 480] == []
    assert len({story.alt for story in STORIES}) == len(STORIES)


def test_transcripts_are_whole_conversations():
    assert [one.slug for one in EPISODES if not 240 <= len(one.transcript.split()) <= 460] == []


def test_what_passed_was_introduced_before():
    for rows in actions.ACTIONS.values():
        for state, role, kind, months in rows:
            assert (state in STATE_NAMES, role in Office.Role.values) == (True, True)
            if kind == actions.PASSED:
                before = [row for row in rows if row[:3] == (state, role, actions.INTRODUCED)]
                assert any(ago >= months for *_, ago in before)


class TestPages:
    @pytest.fixture(autouse=True)
    def _network(self, network):
        """One fictional network for all of these."""

    def test_everything_is_there(self):
        assert StoryPage.objects.live().count() >= 12
        assert ResourcePage.objects.live().count() == 8
        assert JobPage.objects.live().count() == 5
        numbers = EpisodePage.objects.live().order_by("told_on").values_list("number", flat=True)
        assert list(numbers) == list(range(1, 11))

    def test_each_chapter_says_something_of_its_own(self):
        pages = ChapterPage.objects.live()

        said = {str(next(iter(page.body.raw_data))["value"]) for page in pages}
        assert len(said) == len({page.lede for page in pages}) == pages.count() == 40

    def test_marylands_publisher_wrote_its_stories_and_keeps_one_back(self):
        theirs = StoryPage.objects.filter(owner__email=cast.EDITOR.email)

        assert theirs.live().count() == 4
        assert theirs.get(live=False).slug == "the-fire-hall-roof"

    def test_three_jobs_are_open_and_one_closes_within_a_week(self):
        left = sorted((job.closes_on - TODAY).days for job in JobPage.objects.all())

        assert sum(days >= 0 for days in left) == len(JOBS) - 1
        assert sum(0 <= days <= 7 for days in left) == 1

    def test_its_files_are_where_the_pages_look_for_them(self):
        kept = [*Picture.objects.all(), *Document.objects.all()]

        assert [one.title for one in kept if one.file.size != one.file_size] == []
        assert {one.collection.name for one in kept} == {"Shared", "Porchlight Maryland"}

    def test_no_picture_was_resized_while_the_network_was_built(self):
        assert (Rendition.objects.count(), Picture.objects.exists()) == (0, True)

    def test_every_link_within_the_site_leads_somewhere(self, client):
        kinds = [StoryPage, ResourcePage, NewsletterPage, SectionPage, JobPage]
        pages = [page for kind in kinds for page in kind.objects.live()]
        said = [page.body.raw_data for page in pages]
        links = {link for body in said for link in ON_SITE.findall(str(list(body)))}

        answers = {link: client.get(link).status_code for link in sorted(links)}
        assert {code for code in answers.values()} <= {200, 302}, answers
        assert "/refer/" in answers
