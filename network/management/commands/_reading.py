"""What the commands that carry people in from a file have in common."""

from collections.abc import Callable

from django.core.management.base import BaseCommand
from django.utils import timezone

from network.operations.files import Outcome

from ._telling import open_file, progress, tell

WORDS = {
    Outcome.IMPORTED: "imported",
    Outcome.CHANGED: "changed",
    Outcome.WARNED: "imported with a warning",
    Outcome.UNCHANGED: "unchanged",
    Outcome.REFUSED: "refused",
}


class ReadingCommand(BaseCommand):
    read: Callable
    """The operation that takes the file's bytes; a static method of the command."""
    not_kept: tuple[str, ...]

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen")
        parser.add_argument(
            "--skip-refused",
            action="store_true",
            help="keep the good rows of a file that holds refused ones",
        )

    def handle(self, *, file, dry_run, skip_refused, **options):
        path, data = open_file(file)
        with progress(self.stderr) as say:
            report = self.read(
                data=data,
                name=path.name,
                by=None,
                at=timezone.now(),
                dry_run=dry_run,
                skip_refused=skip_refused,
                say=say,
            )
        self.stdout.write(f"Not kept, wherever the file has it: {', '.join(self.not_kept)}.")
        tell(self, report, WORDS, dry_run=dry_run)
