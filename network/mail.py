"""Everything the network says by e-mail goes out through here."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
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
    calendar: bytes = b"",
    method: str = "",
    translated: bool = False,
    **context,
) -> Letter:
    """Render now, send soon: the letter and its task commit or roll back with the caller.

    The template `mail/<name>.txt` holds the subject in its first line. `key` names what must
    not happen twice; a letter with a known key is not queued again. A private letter's text
    is wiped once it is sent. One that is `translated` speaks the language of who asks for it,
    every other English, whatever page it comes from. `calendar` is one calendar file that says
    the same to calendars, `method` what they are to do with it: a `CalendarMethod`.
    """
    with translation.override(translation.get_language() if translated else "en"):
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
        calendar=calendar,
        method=method,
    )


def queue(
    *, to, subject, body, kind, key, person=None, private=False, calendar=b"", method=""
) -> Letter:
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
                "calendar": calendar.decode(),
                "calendar_method": method,
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
        _message(letter).send()
    except Exception:
        if context.attempt >= jobs.TRIES:
            _close(letter, state=LetterState.FAILED)
        raise
    _close(letter, state=LetterState.SENT, sent_at=timezone.now())


def _message(letter) -> EmailMultiAlternatives:
    """With the calendar part twice, as calendars send it: Outlook and Gmail show buttons for
    one that says the same as the text, others open the file.
    """
    message = EmailMultiAlternatives(letter.subject, letter.body, None, [letter.to])
    if letter.calendar:
        method = letter.calendar_method
        message.attach_alternative(letter.calendar, f"text/calendar; method={method}")
        message.attach("invite.ics", letter.calendar.encode(), "application/ics")
    return message


def _close(letter, **fields):
    """Say what became of a letter; of a private one the words are not kept."""
    if letter.private:
        fields |= {"body": "", "calendar": "", "calendar_method": ""}
    Letter.objects.filter(pk=letter.pk).update(**fields)
