import json
import tarfile
import tempfile
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from network.management.commands import _dumps


class Command(BaseCommand):
    help = "Write the database and the uploaded files to one file, while the site runs."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *, file, **options):
        unfinished = file.with_name(file.name + ".unfinished")
        try:
            file.touch(mode=0o600, exist_ok=False)
            unfinished.touch(mode=0o600)
        except FileExistsError:
            raise CommandError(f"{file} is there already. A backup overwrites nothing.") from None
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}.") from error
        try:
            count = self._write(unfinished)
            unfinished.replace(file)
        except BaseException:
            for path in (unfinished, file):
                path.unlink(missing_ok=True)
            raise
        self.stdout.write(
            f"Wrote {file}: the database and {count:,} uploaded files. It holds personal data,"
            " and not the keys in SECRET_KEY and SECRETS_KEYS: keep those elsewhere."
        )

    def _write(self, path):
        """Answers with the number of uploaded files."""
        about = {"database": connection.vendor, "made_at": timezone.now().isoformat()}
        with tempfile.TemporaryDirectory(dir=path.parent) as folder:
            dump, card = Path(folder, "database"), Path(folder, "about.json")
            _dumps.dump(dump)
            card.write_text(json.dumps(about))
            with tarfile.open(path, "w:gz", compresslevel=3) as archive:
                archive.add(card, "about.json")
                archive.add(dump, "database")
                return sum(self._add(archive, file) for file in _uploads())

    def _add(self, archive, file):
        """Whether it was still there when its turn came."""
        with suppress(FileNotFoundError):
            archive.add(file, Path("media", file.relative_to(settings.MEDIA_ROOT)))
            return True
        return False


def _uploads():
    return sorted(path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())
