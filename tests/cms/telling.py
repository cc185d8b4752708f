"""Stories and newsletters for tests, each in one line."""

import datetime as dt
import json
from itertools import count

from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import PageViewRestriction

from cms.models import NewsletterPage, Picture, SectionPage, StoryPage
from tests.factories import TODAY

_number = count(1)


def index(lists="stories") -> SectionPage:
    return SectionPage.objects.get(lists=lists)


def text(html: str) -> str:
    return json.dumps([{"type": "text", "value": html}])


def a_picture(title="Porch", **fields) -> Picture:
    file = get_test_image_file(filename=f"{title}{next(_number)}.png", size=(1200, 800))
    return Picture.objects.create(title=title, file=file, **fields)


def a_story(title="The culvert", *, below=None, day=TODAY, draft=False, **fields) -> StoryPage:
    return _told(StoryPage(title=title, told_on=day, **fields), below or index(), draft)


def an_issue(title="The light", *, below=None, day=TODAY, draft=False, **fields) -> NewsletterPage:
    page = NewsletterPage(title=title, sent_on=day, **fields)
    return _told(page, below or index("newsletters"), draft)


def for_members(page):
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    page.save()  # As the editor's form ends: what is kept of public pages is old.
    return page


def days_ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


def _told(page, below, draft):
    page.slug = f"told-{next(_number)}"
    page.live = not draft
    below.refresh_from_db()
    below.add_child(instance=page)
    if draft:
        page.save_revision()
    return page
