from django.core.management.base import BaseCommand
from django.utils import timezone

from network.operations.files import Outcome
from network.operations.results import NOT_KEPT, read_results

from ._telling import open_file, progress, tell


class Command(BaseCommand):
    help = (
        "Read who won from a CSV file of results. Reading it again changes only what "
        "the file changed. A refused row leaves everything as it was."
    )

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
            report = read_results(
                data=data,
                name=path.name,
                by=None,
                at=timezone.now(),
                dry_run=dry_run,
                skip_refused=skip_refused,
                say=say,
            )
        words = {
            Outcome.IMPORTED: "imported",
            Outcome.CHANGED: "changed",
            Outcome.WARNED: "imported with a warning",
            Outcome.UNCHANGED: "unchanged",
            Outcome.REFUSED: "refused",
        }
        self.stdout.write(f"Not kept, wherever the file has it: {', '.join(NOT_KEPT)}.")
        tell(self, report, words, dry_run=dry_run)
