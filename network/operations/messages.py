"""Members write to each other through the site; nobody's address is shown to anybody."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from network import audit, mail
from network.models import AuditEntry, Letter
from network.models.directory import listed
from network.models.people import ContactKind, ContactUse
from network.words import validate_one_line

from . import rows

KIND = "directory_message"
SENT = "network.message_sent"
MOST_A_DAY = 10
LONGEST = 3000


@transaction.atomic
def send(*, sender, recipient, subject, words, answer_to, key, by, at) -> Letter:
    """Send a member's words to another's personal address. The words are wiped once sent.

    `answer_to` is the sender's address if they let the recipient have it, else empty: then
    the answer goes through the site as well. `key` names this message, so that a second
    click sends nothing. The trail says that somebody wrote, not to whom or what.
    Raises ValidationError: "not_listed" for a sender who is not in the directory, "gone" for
    a recipient who is not, or has no address; "many" after ten in a day; "subject", "words".
    """
    sender = rows.lock(sender)
    key = f"{KIND}:{sender.public_id}:{key}"
    earlier = Letter.objects.filter(key=key).first()
    if earlier:
        return earlier
    on = timezone.localdate(at)
    _refuse_the_hidden(sender, on)
    _refuse_too_many(by, at)
    subject, words = _checked(subject, words)
    letter = mail.post(
        to=_address_of(recipient, on),
        template=KIND,
        key=key,
        person=recipient,
        private=True,
        sender=sender,
        subject=subject,
        words=words,
        answer_to=answer_to,
    )
    audit.record(letter, SENT, by=by, at=at, person=sender)
    return letter


def left_today(by, *, at) -> int:
    """How many more messages somebody may send now."""
    since = at - timedelta(days=1)
    return max(MOST_A_DAY - AuditEntry.objects.filter(by=by, action=SENT, at__gt=since).count(), 0)


def _refuse_the_hidden(sender, on):
    if not listed(on=on).filter(pk=sender.pk).exists():
        raise ValidationError(
            "To write to members, let them find you as well: say yes to the directory.",
            code="not_listed",
        )


def _refuse_too_many(by, at):
    if not left_today(by, at=at):
        raise ValidationError(
            f"You have sent {MOST_A_DAY} messages within a day. Please go on tomorrow.",
            code="many",
        )


def _checked(subject, words) -> tuple[str, str]:
    """One line, and lines: nothing in them can add a header or hide what they say."""
    subject, words = subject.strip(), words.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not subject:
        raise ValidationError("Say what it is about.", code="subject")
    if not words:
        raise ValidationError("Write something.", code="words")
    if len(words) > LONGEST:
        raise ValidationError(f"Use {LONGEST:,} letters or fewer.", code="words")
    try:
        validate_one_line(subject)
    except ValidationError as refusal:
        raise ValidationError(refusal.messages[0], code="subject") from refusal
    try:
        for line in words.replace("\t", " ").split("\n"):
            validate_one_line(line)
    except ValidationError as refusal:
        raise ValidationError(refusal.messages[0], code="words") from refusal
    return subject, words


def _address_of(recipient, on) -> str:
    if listed(on=on).filter(pk=recipient.pk).exists():
        found = recipient.contacts.filter(
            kind=ContactKind.EMAIL, use=ContactUse.PERSONAL, bounced_at=None
        )
        address = found.order_by("pk").values_list("value", flat=True).first()
        if address:
            return address
    raise ValidationError("They can no longer be written to here.", code="gone")
