"""The public site's pages: home, the list of chapters, and a page for each chapter."""

import json
from datetime import datetime
from random import Random

from django.conf import settings

from cms import operations
from cms.models import HomePage, SectionPage
from network.models import User

from . import words
from .groups import Groups
from .site import laying


def write(network: Groups, *, rng: Random, at: datetime, by: User, editor: User) -> None:
    operations.ensure_site(settings.SITE_URL)
    home = HomePage.objects.get()
    home.title, home.lede = words.HOME_TITLE, words.HOME_LEDE
    _publish(home, words.HOME, by)
    index = SectionPage.objects.get(lists=SectionPage.Lists.CHAPTERS)
    index.title, index.search_description = words.CHAPTERS_TITLE, words.CHAPTERS_SUMMARY
    _publish(index, words.CHAPTERS, by)
    for number, (code, chapter) in enumerate(network.chapters.items()):
        page = operations.make_chapter_page(group=chapter, by=by, at=at)
        state = chapter.name.removeprefix("Porchlight ")
        if code in words.RICH:
            page.lede, body = words.RICH[code]
        else:
            page.lede = words.OPENINGS[number % len(words.OPENINGS)].format(state=state)
            texts = rng.sample(words.TEXTS, 2)
            body = [("text", "".join(texts).format(state=state))]
        _publish(page, body, by)
    laying.lay(network, at=at, by=by, editor=editor)


def _publish(page, body, by):
    page.body = json.dumps([{"type": kind, "value": value} for kind, value in body])
    page.save_revision(user=by).publish(user=by, skip_permission_checks=True)
