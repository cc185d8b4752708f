from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from network.operations import founding


class Command(BaseCommand):
    help = "Make the network, its staff team and its chapters. What is there is left alone."

    def add_arguments(self, parser):
        parser.add_argument("name", help="What the network is called.")
        parser.add_argument(
            "--chapters",
            nargs="*",
            default=[],
            metavar="STATE[=NAME]",
            help='Such as MD or "MD=Porchlight Maryland".',
        )

    @transaction.atomic
    def handle(self, *, name, chapters, **options):
        at = timezone.now()
        try:
            made = [founding.found(name=name, by=None, at=at)]
            for chapter in chapters:
                state, _, called = chapter.partition("=")
                made.append(founding.open_chapter(state=state.upper(), name=called, by=None, at=at))
        except ValidationError as refusal:
            raise CommandError(refusal.messages[0]) from None
        for group in made:
            self.stdout.write(f"{group} ({group.get_kind_display().lower()}): {group.slug}")
