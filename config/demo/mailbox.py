"""Letters that went out in the demo: files, as Django's file-based mail backend leaves them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class Sent:
    name: str
    to: str
    subject: str
    at: datetime
    body: str


def newest_first() -> list[Sent]:
    """Every letter that can be read; one that is being written just now waits for next time."""
    files = sorted(_folder().glob("*.log"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    return [sent for file in files if (sent := _read(file))]


def find(name: str) -> Sent | None:
    file = _folder() / f"{name}.log"
    known = file.parent == _folder() and file.is_file()
    return _read(file) if known else None


def empty() -> None:
    for file in _folder().glob("*.log"):
        file.unlink()


def _folder() -> Path:
    return Path(settings.EMAIL_FILE_PATH)


def _read(file: Path) -> Sent | None:
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    text = message.get_body(("plain",))
    if not message["to"] or not message["date"] or text is None:
        return None
    body = text.get_content().rpartition("-" * 79)
    return Sent(
        name=file.stem,
        to=message["to"],
        subject=message["subject"],
        at=_aware(parsedate_to_datetime(message["date"])),
        body=(body[0] or body[2]).strip(),
    )


def _aware(at: datetime) -> datetime:
    """Mail dates in "-0000" say UTC without saying so."""
    return at if at.tzinfo else at.replace(tzinfo=UTC)
