"""How the import commands say what became of a file."""

from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import CommandError

#: A file wrong in every row need not scroll for ever.
MOST_REFUSALS = 100


def open_file(file):
    """(path, its bytes); a plain complaint when there is no such file."""
    path = Path(file)
    try:
        return path, path.read_bytes()
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}.") from error


@contextmanager
def progress(stream):
    """A line on a terminal that says what is being done; nothing where nobody watches."""
    watched = stream.isatty()

    def say(text):
        if watched:
            stream.write(f"\r\033[K{text} ...", ending="")
            stream.flush()

    try:
        yield say
    finally:
        if watched:
            stream.write("\r\033[K", ending="")


def tell(command, report, words, *, dry_run):
    """Print each finding, then counts that add up to the rows. Fails when a row was refused."""
    for finding in report.warnings:
        command.stdout.write(f"Warning: {finding}")
    for finding in report.refused[:MOST_REFUSALS]:
        command.stderr.write(f"Refused: {finding}")
    if len(report.refused) > MOST_REFUSALS:
        command.stderr.write(f"... and {len(report.refused) - MOST_REFUSALS:,} more.")
    counts = ", ".join(f"{report.count(outcome):,} {word}" for outcome, word in words.items())
    command.stdout.write(f"{len(report.lines):,} rows: {counts}.")
    if dry_run:
        command.stdout.write("This was a dry run: nothing was changed.")
    if report.refused:
        kept = "The other rows were kept." if report.kept else "Nothing was changed."
        raise CommandError(f"The file holds refused rows. {kept}")
    if not report.kept and not dry_run:
        command.stdout.write("Nothing was changed.")
