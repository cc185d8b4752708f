from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from cms import access, operations
from cms.models import ChapterPage
from network.models import Group
from network.roles import GroupKind


class Command(BaseCommand):
    help = (
        "Give every open chapter its page on the public site, and editors the rights of this"
        " version. Pages that stand are left alone."
    )

    def handle(self, **options):
        operations.ensure_site(settings.SITE_URL)
        have = ChapterPage.objects.values("group")
        missing = Group.objects.open().filter(kind=GroupKind.CHAPTER).exclude(pk__in=have)
        for chapter in missing:
            operations.make_chapter_page(group=chapter, by=None, at=timezone.now())
            self.stdout.write(f"{chapter}: /chapters/{chapter.slug}/")
        access.ensure_site_group()
        for page in ChapterPage.objects.select_related("group").defer_streamfields():
            access.ensure_chapter_groups(page)
        self.stdout.write(f"{len(missing)} pages made.")
