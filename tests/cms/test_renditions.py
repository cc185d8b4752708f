"""Pictures in the sizes pages show are made by the worker, before anybody asks."""

import io
import re
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.text import smart_split
from PIL import Image
from wagtail.images.models import Filter
from wagtail.models import Collection

import cms
from cms import jobs
from cms.models import Picture, Rendition, SectionPage
from cms.models.pictures import SPECS
from cms.models.stories import SHARED_SIZE

ASKS = re.compile(r"\{%\s*(?:picture|image|image_url|srcset_image)\s+([^%]*)%\}")
TEMPLATES = [Path(cms.__file__).parent / "templates", settings.BASE_DIR / "config" / "templates"]


def a_picture(title="A bridge", size=(1600, 900), content=None):
    file = io.BytesIO()
    Image.new("RGB", size, "teal").save(file, "JPEG")
    return Picture.objects.create(
        title=title,
        file=ContentFile(content or file.getvalue(), "bridge.jpg"),
        collection=Collection.get_first_root_node(),
    )


def asked_for(template: str) -> set[str]:
    """Every size a template's tags ask for."""
    found = set()
    for arguments in ASKS.findall(template):
        words = [word for word in smart_split(arguments) if "=" not in word][1:]
        words = words[: words.index("as")] if "as" in words else words
        found |= set(Filter.expand_spec(word.strip('"') for word in words))
    return found


def test_templates_ask_for_no_size_the_worker_does_not_make():
    wanted = set()
    for folder in TEMPLATES:
        for template in folder.rglob("*.html"):
            wanted |= asked_for(template.read_text())

    assert asked_for('{% picture x format-{webp,jpeg} width-9 alt="a" as y %}') == {
        "format-webp|width-9",
        "format-jpeg|width-9",
    }
    assert wanted == set(SPECS)
    assert SHARED_SIZE in SPECS
    assert [spec for spec in SPECS if "avif" in spec] == []


def test_the_worker_finds_pictures_that_came_by_another_way(send_letters):
    picture = a_picture()

    jobs.make_missing_renditions(timezone.now())
    send_letters()

    assert set(picture.renditions.values_list("filter_spec", flat=True)) == set(SPECS)


def test_once_made_nothing_is_asked_for_again(send_letters):
    a_picture()
    jobs.make_missing_renditions(timezone.now())
    send_letters()
    made = set(Rendition.objects.values_list("pk", "file"))

    jobs.make_missing_renditions(timezone.now())
    send_letters()

    assert set(Rendition.objects.values_list("pk", "file")) == made


def test_a_file_that_is_no_picture_any_more_stops_nobody(send_letters, caplog):
    broken = a_picture()
    Path(broken.file.path).write_bytes(b"no picture")
    gone = a_picture()
    Path(gone.file.path).unlink()
    fine = a_picture()

    jobs.make_missing_renditions(timezone.now())
    send_letters()

    assert fine.renditions.count() == len(SPECS)
    assert caplog.text.count("cannot be read") == 2


def test_files_that_cannot_be_read_hold_up_no_newer_picture(send_letters, monkeypatch):
    monkeypatch.setattr(jobs, "MOST", 2)
    for _ in range(3):
        Path(a_picture().file.path).unlink()
    newest = a_picture()

    jobs.make_missing_renditions(timezone.now())
    send_letters()

    assert newest.renditions.count() == len(SPECS)


def test_a_page_made_ready_makes_no_picture_while_somebody_waits(client, texas, send_letters):
    picture = a_picture()
    shown = {"image": picture.pk, "alt_text": "A bridge in the rain", "decorative": False}
    page = SectionPage(title="Bridge", body=[{"type": "picture", "value": shown}])
    texas.page.add_child(instance=page)
    jobs.make_missing_renditions(timezone.now())
    send_letters()
    made = Rendition.objects.count()

    answer = client.get(page.url).content.decode()

    assert Rendition.objects.count() == made
    assert answer.count("<source ") == 1
    assert 'alt="A bridge in the rain"' in answer
