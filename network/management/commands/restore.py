import json
import shutil
import tarfile
import tempfile
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from network import jobs
from network.management.commands import _dumps
from network.models import Hold, Letter, WorkerBeat
from network.models.letters import LetterState

NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


class Command(BaseCommand):
    help = (
        "Load a backup. The copy is held: it sends nothing and runs nothing until"
        " `restore --release`, for the original may still be running."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, nargs="?")
        parser.add_argument("--force", action="store_true", help="Replace what is here.")
        parser.add_argument("--live", action="store_true", help="Do not hold it: it takes over.")
        parser.add_argument("--release", action="store_true", help="End the hold of a copy.")

    def handle(self, *, file, force, live, release, **options):
        if release:
            return self._release()
        if file is None:
            raise CommandError("Name the backup to load, or say --release.")
        self._refuse_to_overwrite(force)
        try:
            with tarfile.open(file) as archive:
                about = self._read_card(archive)
                self._load(archive, hold="" if live else f"Restored from {about['made_at']}")
        except (OSError, tarfile.TarError, EOFError) as error:
            raise CommandError(f"{file} cannot be read: {error}.") from error
        self.stdout.write(f"Restored what was backed up at {about['made_at']}.")
        self.stdout.write("Now run `manage.py migrate`, in case the program is newer.")
        if not live:
            self.stdout.write("It is held. `manage.py restore --release` lets it send and run.")
        return None

    def _refuse_to_overwrite(self, force):
        if _dumps.holds_people() and not force:
            raise CommandError("This database holds people already. --force replaces them.")
        tables = connection.introspection.table_names()
        if WorkerBeat._meta.db_table in tables:
            since = timezone.now() - jobs.SILENT
            if WorkerBeat.objects.filter(seen_at__gte=since).exists():
                raise CommandError("A worker is running. Stop it first, or wait 90 seconds.")

    def _read_card(self, archive):
        try:
            about = json.load(archive.extractfile("about.json"))
            made_for = about["database"]
            datetime.fromisoformat(about["made_at"])
        except (KeyError, TypeError, ValueError):
            raise CommandError("This is no backup of ours.") from None
        if made_for != connection.vendor:
            raise CommandError(
                f"This backup is of a {NAMES.get(made_for, made_for)} database,"
                f" and DATABASE_URL names a {NAMES[connection.vendor]} one."
            )
        return about

    def _load(self, archive, *, hold):
        media = Path(settings.MEDIA_ROOT)
        with tempfile.TemporaryDirectory() as folder:
            dump = Path(folder, "database")
            with archive.extractfile("database") as source, dump.open("wb") as target:
                shutil.copyfileobj(source, target)
            _dumps.load(dump, hold=hold)
        for member in archive.getmembers():
            if member.isfile() and member.name.startswith("media/"):
                self._put(archive, member, media)

    def _put(self, archive, member, media):
        path = (media / member.name.removeprefix("media/")).resolve()
        if not path.is_relative_to(media.resolve()):
            raise CommandError(f"{member.name} does not belong among the uploaded files.")
        path.parent.mkdir(parents=True, exist_ok=True)
        with archive.extractfile(member) as source, path.open("wb") as target:
            shutil.copyfileobj(source, target)

    def _release(self):
        if not Hold.objects.exists():
            raise CommandError("Nothing is held here.")
        Hold.objects.all().delete()
        waiting = Letter.objects.filter(state=LetterState.QUEUED).count()
        self.stdout.write(f"Released. {waiting:,} letters wait for the worker.")
