"""The public site's pages: home, the list of chapters, and a page for each chapter."""

from datetime import datetime

from django.conf import settings

from cms import operations
from cms.models import HomePage, SectionPage
from network.models import User

from . import words
from .groups import Groups
from .site import chapters_a, chapters_b, laying
from .site.kinds import streamed, text

CHAPTERS = chapters_a.CHAPTERS | chapters_b.CHAPTERS


def write(network: Groups, *, at: datetime, by: User, editor: User) -> None:
    operations.ensure_site(settings.SITE_URL)
    home = HomePage.objects.get()
    home.title, home.lede = words.HOME_TITLE, words.HOME_LEDE
    _publish(home, words.HOME, by)
    index = SectionPage.objects.get(lists=SectionPage.Lists.CHAPTERS)
    index.title, index.search_description = words.CHAPTERS_TITLE, words.CHAPTERS_SUMMARY
    _publish(index, words.CHAPTERS, by)
    for code, chapter in network.chapters.items():
        page = operations.make_chapter_page(group=chapter, by=by, at=at)
        page.lede, body = words.RICH[code] if code in words.RICH else _plain(CHAPTERS[code])
        _publish(page, body, by)
    laying.lay(network, at=at, by=by, editor=editor)


def _plain(said):
    lede, plain = said
    return lede, [text(plain)]


def _publish(page, body, by):
    page.body = streamed(body)
    page.save_revision(user=by).publish(user=by, skip_permission_checks=True)
