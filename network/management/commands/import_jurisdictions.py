from django.core.management.base import BaseCommand
from django.utils import timezone

from network.operations.files import Outcome
from network.operations.jurisdictions import read_jurisdictions

from ._telling import open_file, progress, tell


class Command(BaseCommand):
    help = (
        "Read the list of jurisdictions from a CSV file of Open Civic Data divisions. What is "
        "new is added, what differs is changed, nothing is removed."
    )

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen")

    def handle(self, *, file, dry_run, **options):
        path, data = open_file(file)
        with progress(self.stderr) as say:
            report = read_jurisdictions(
                data=data, name=path.name, by=None, at=timezone.now(), dry_run=dry_run, say=say
            )
        words = {
            Outcome.IMPORTED: "added",
            Outcome.CHANGED: "changed",
            Outcome.UNCHANGED: "unchanged",
            Outcome.REFUSED: "refused",
        }
        tell(self, report, words, dry_run=dry_run)
