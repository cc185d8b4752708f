"""Everything the network says by e-mail goes out through here."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django_tasks import TaskContext, task

from network import jobs
from network.models import Letter, Person
from network.models.letters import LetterState


def post(
    *,
    to: str,
    template: str,
    key: str,
    person: Person | None = None,
    private: bool = False,
    **context,
) -> Letter:
    """Render now, send soon: the letter and its task commit or roll back with the caller.

    The template `mail/<name>.txt` holds the subject in its first line. `key` names what must
    not happen twice; a letter with a known key is not queued again. A private letter's text
    is wiped once it is sent.
    """
    text = render_to_string(
        f"mail/{template}.txt", {"site_url": settings.SITE_URL, "person": person, **context}
    )
    subject, _, body = text.strip().partition("\n")
    return queue(
        to=to,
        subject=subject,
        body=body,
        kind=template,
        key=key,
        person=person,
        private=private,
    )


def queue(*, to, subject, body, kind, key, person=None, private=False) -> Letter:
    """Queue a letter whose words are ready."""
    with transaction.atomic():
        letter, is_new = Letter.objects.get_or_create(
            key=key,
            defaults={
                "kind": kind,
                "person": person,
                "to": to,
                "subject": " ".join(subject.split())[:200],
                "body": body.strip() + "\n",
                "private": private,
            },
        )
        if is_new:
            deliver.enqueue(letter.pk)
    return letter


@task(backend="jobs", queue_name="mail", priority=5, takes_context=True)
def deliver(context: TaskContext, letter_id: int) -> None:
    """Send one letter unless it is sent. What the mail server raises is raised: it is retried."""
    letter = Letter.objects.filter(pk=letter_id).first()
    if letter is None or letter.state == LetterState.SENT:
        return  # sent already, or whom it went to was erased
    try:
        EmailMessage(letter.subject, letter.body, None, [letter.to]).send()
    except Exception:
        if context.attempt >= jobs.TRIES:
            _close(letter, state=LetterState.FAILED)
        raise
    _close(letter, state=LetterState.SENT, sent_at=timezone.now())


def _close(letter, **fields):
    """Say what became of a letter; of a private one the words are not kept."""
    body = "" if letter.private else letter.body
    Letter.objects.filter(pk=letter.pk).update(body=body, **fields)
