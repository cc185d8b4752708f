from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from network import jobs
from network.management.commands import _jobs


class Command(BaseCommand):
    help = "Run the scheduled jobs whose time has come. The worker does this by itself."

    def handle(self, **options):
        _jobs.prepare()
        try:
            jobs.tick(at=timezone.now())
        except ExceptionGroup as failures:
            for failure in failures.exceptions:
                self.stderr.write("".join(failure.__notes__) + f" {failure!r}")
            raise CommandError("Some scheduled jobs failed. They will be tried again.") from None
