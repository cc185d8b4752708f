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
    invitation: str = ""
    """What comes with it for calendars, in words."""
    calendar: str = ""


#: What the mail backend writes after each letter. Two of one second may share a file.
RULE = b"\n" + b"-" * 79 + b"\n"
#: By what a calendar is to do with it.
INVITATIONS = {
    "REQUEST": "An invitation is attached: calendars put the meeting in, or move it.",
    "CANCEL": "A cancellation is attached: calendars take the meeting out.",
}


def newest_first() -> list[Sent]:
    """Every letter that can be read; one that is being written just now waits for next time."""
    files = sorted(_folder().glob("*.log"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    return [sent for file in files for sent in reversed(_read(file))]


def find(name: str) -> Sent | None:
    file = _folder() / f"{name.partition('.')[0]}.log"
    known = file.parent == _folder() and file.is_file()
    return next((sent for sent in _read(file) if sent.name == name), None) if known else None


def empty() -> None:
    for file in _folder().glob("*.log"):
        file.unlink()


def _folder() -> Path:
    return Path(settings.EMAIL_FILE_PATH)


def _read(file: Path) -> list[Sent]:
    told = [part for part in file.read_bytes().split(RULE) if part.strip()]
    names = [file.stem, *(f"{file.stem}.{number}" for number in range(1, len(told)))]
    return [sent for name, part in zip(names, told, strict=False) if (sent := _sent(name, part))]


def _sent(name: str, part: bytes) -> Sent | None:
    message = message_from_bytes(part, policy=policy.default)
    text = message.get_body(("plain",))
    if not message["to"] or not message["date"] or text is None:
        return None
    calendar = message.get_body(("calendar",))
    return Sent(
        name=name,
        to=message["to"],
        subject=message["subject"],
        at=_aware(parsedate_to_datetime(message["date"])),
        body=text.get_content().strip(),
        **(_invitation(calendar) if calendar else {}),
    )


def _invitation(part) -> dict:
    method = part.get_param("method", "")
    return {"invitation": INVITATIONS.get(method, ""), "calendar": part.get_content()}


def _aware(at: datetime) -> datetime:
    """Mail dates in "-0000" say UTC without saying so."""
    return at if at.tzinfo else at.replace(tzinfo=UTC)
