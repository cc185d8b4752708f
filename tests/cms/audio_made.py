"""A series to listen to and its episodes, each in one line."""

import io
from random import Random

from django.core.files.base import ContentFile
from PIL import Image
from wagtail.documents.models import Document

from cms.models import AudioSeriesPage, EpisodePage, Picture, SectionPage
from config.demo.site import tones
from tests.factories import TODAY


def mp3(seconds=3) -> bytes:
    return tones.ring(seconds, Random(seconds))


def a_file(content=None, name="sound.mp3", **fields) -> Document:
    file = ContentFile(mp3() if content is None else content, name)
    return Document.objects.create(title=name, file=file, **fields)


def a_picture(width=1400, height=None, kind="png") -> Picture:
    drawn = io.BytesIO()
    Image.new("RGB", (width, height or width), "#5A2A83").save(drawn, kind)
    return Picture.objects.create(title="Rows", file=ContentFile(drawn.getvalue(), f"a.{kind}"))


def a_series(title="The Back Row", **fields) -> AudioSeriesPage:
    index = SectionPage.objects.get(lists=SectionPage.Lists.AUDIO)
    fields = {"who_speaks": "Mai Truong-Bell", "search_description": "Talk.", **fields}
    fields["artwork"] = fields.get("artwork") or a_picture()
    return publish(index, AudioSeriesPage(title=title, **fields))


def an_episode(series, number=1, **fields) -> EpisodePage:
    fields = {
        "title": f"Number {number}",
        "told_on": TODAY,
        "transcript": "<p><b>Mai:</b> You brought it.</p>",
        **fields,
    }
    fields["audio"] = fields.get("audio") or a_file()
    return publish(series, EpisodePage(number=number, **fields))


def publish(under, page):
    under.add_child(instance=page)
    if page.live:
        page.save_revision().publish(skip_permission_checks=True)
        page.refresh_from_db()
    return page
