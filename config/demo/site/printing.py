"""Puts words on pages, and pictures and papers beside them, as an editor would."""

from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.models import Collection, Page

from cms import access
from cms.models import ChapterPage, HousePage, Picture, SectionPage
from network.models import User

from . import drawings, papers
from .kinds import Words, streamed
from .prose import curled

#: Fields of plain words, in which quotation marks are curled as in the rest.
PRINTED = ("title", "lede", "search_description", "picture_alt")
DREW = "Drawn for Porchlight Network"


class Printer:
    """One pair of hands at the press: everything it prints is theirs, in their collection."""

    def __init__(self, *, by: User, at: datetime, chapter: ChapterPage | None = None):
        self.by, self.at, self.chapter = by, at, chapter
        shelf = chapter.group.name if chapter else access.SHARED
        self.collection = Collection.objects.get(name=shelf)

    def place(self, lists: str) -> Page:
        """Where pages of an index stand: below the chapter's own page, or below the index."""
        return self.chapter or SectionPage.objects.get(lists=lists)

    def day(self, ago: int):
        return timezone.localdate(self.at) - timedelta(days=ago)

    def put(
        self, page: HousePage, words: Words, *, under: Page, ago: int = 0, draft: bool = False
    ) -> HousePage:
        """Make the page and publish it as it was `ago` days back; a draft stays one."""
        when = self.at - timedelta(days=ago)
        page.owner, page.live = self.by, not draft
        page.body = streamed([self.block(page.title, *part) for part in words])
        page.first_published_at = None if draft else when
        for name in PRINTED:
            if hasattr(page, name):
                setattr(page, name, curled(getattr(page, name)))
        under.add_child(instance=page)
        revision = page.save_revision(user=self.by)
        if not draft:
            revision.publish(user=self.by, skip_permission_checks=True)
            Page.objects.filter(pk=page.pk).update(last_published_at=when)
        return page

    def block(self, title: str, kind: str, value) -> tuple[str, object]:
        """The block as a page keeps it: drawn and written down first, if it is to be."""
        if kind == "drawing":
            made = self.picture(title, value["scene"], value["variant"])
            shown = {"image": made.pk, "alt_text": value["alt"], "decorative": False}
            return ("picture", shown)
        if kind == "handout":
            words = value["words"]
            made = self.keep(words, value["filename"], papers.paper(words, value["html"]))
            return ("documents", [{"document": made.pk, "words": words}])
        return (kind, value)

    def picture(self, title: str, scene: str, variant: int = 0) -> Picture:
        return self.keep_picture(title, f"{scene}-{variant}.png", drawings.draw(scene, variant))

    def keep_picture(self, title: str, filename: str, content: bytes) -> Picture:
        file = ContentFile(content, filename)
        return Picture.objects.create(title=title, file=file, credit=DREW, **self._of(content))

    def keep(self, title: str, filename: str, content: bytes) -> Document:
        file = ContentFile(content, filename)
        return Document.objects.create(title=title, file=file, **self._of(content))

    def _of(self, content):
        return {
            "collection": self.collection,
            "uploaded_by_user": self.by,
            "file_size": len(content),
        }
