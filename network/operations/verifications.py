"""Letters that ask "are you still in office?", and the answers to them.

A link's secret is in its letter and nowhere else: we keep its hash. Looking at the page it opens
changes nothing, so that a mail scanner that follows links answers for nobody.
"""

import hashlib
import secrets
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from network import audit, mail
from network.models import Campaign, ContactPoint, Question, Term, TermReport
from network.models.offices import Precision
from network.models.people import ContactKind, ContactUse
from network.models.verifications import Answer

from . import rows, term_reports, terms

#: Letters of one round: they are all written in the transaction that sends it.
MOST = 1000
TOO_MANY = f"At most {MOST:,} at once. Choose a smaller group."
GONE = "This link has expired or was already used. Ask for a new one."


@dataclass(frozen=True)
class Recipients:
    """Who gets a letter about which term, and who does not and why."""

    asked: list[tuple[Term, str]]
    """Each term with the address its letter goes to."""
    left_out: list[tuple[Term, str]]
    is_too_many: bool = False

    @property
    def seen(self) -> str:
        """What a reader agrees to: another when anybody came, went or changed their address."""
        words = ",".join(sorted(f"{term.pk}:{to}" for term, to in self.asked))
        return hashlib.sha256(words.encode()).hexdigest()


def recipients(about, *, on) -> Recipients:
    """Sort terms by whether their people can be asked, up to `MOST`. Four queries."""
    whole = about.select_related("person", "office__jurisdiction")
    found = list(whole.order_by("person__sort_key", "pk")[: MOST + 1])
    if len(found) > MOST:
        return Recipients([], [], is_too_many=True)
    own, bounced = _addresses([term.person_id for term in found])
    keys = [term.pk for term in found]
    open_questions = _open_questions(keys, on)
    told = set(TermReport.objects.waiting().filter(term__in=keys).values_list("term", flat=True))
    asked, left_out = [], []
    for term in found:
        if term.pk in open_questions:
            day = date_format(timezone.localdate(open_questions[term.pk]), "F j, Y")
            left_out.append((term, f"asked on {day}, and may still answer"))
        elif term.pk in told:
            left_out.append((term, "told us already, and waits for you"))
        elif term.person_id in own:
            asked.append((term, own[term.person_id]))
        elif term.person_id in bounced:
            left_out.append((term, "mail to their address came back"))
        else:
            left_out.append((term, "no personal e-mail address"))
    return Recipients(asked, left_out)


@transaction.atomic
def ask(*, group, name, closes_on, about, seen, by, at):
    """Write to everybody who can be asked about these terms, once a term.

    `seen` is what `recipients` said when the list was looked at. Raises ValidationError:
    "changed" when it is another now, "nobody" when nobody can be asked, "many" for more than
    `MOST`, "past" for a last day that is over, "rights" for a group that is not `by`'s.
    """
    on = timezone.localdate(at)
    if by and not by.rights.everyone and not {group.pk, group.parent_id} & by.rights.chapters:
        raise ValidationError("This is not a group of yours.", code="rights")
    if closes_on <= on:
        raise ValidationError("Give them until tomorrow at least.", code="past")
    found = recipients(about, on=on)
    if found.is_too_many:
        raise ValidationError(TOO_MANY, code="many")
    if not found.asked:
        raise ValidationError("None of them can be asked by letter.", code="nobody")
    if found.seen != seen:
        raise ValidationError("The list has changed since. Look at it again.", code="changed")
    campaign = rows.keep(
        Campaign(
            group=group, name=" ".join(name.split()), made_by=by, made_at=at, closes_on=closes_on
        )
    )
    for term, to in found.asked:
        _ask(campaign, term, to)
    said = {"name": campaign.name, "letters": len(found.asked)}
    audit.record(campaign, "network.campaign_sent", by=by, at=at, group=group, after=said)
    return campaign


def question_of(secret, *, on):
    """The question a link's secret asks, while it may be answered; otherwise None."""
    return (
        Question.objects.filter(
            token_hash=_hash(secret),
            answer="",
            campaign__closes_on__gte=on,
            term__end_reason="",
            term__person__merged_into=None,
            term__person__erased_at=None,
        )
        .select_related("term__person__user", "term__office__jurisdiction", "campaign")
        .first()
    )


@transaction.atomic
def say_yes(*, secret, at):
    """They still serve: the term is confirmed. Raises ValidationError("gone") for a dead link."""
    question = _close(secret, Answer.YES, at)
    terms.confirm(
        term=question.term,
        by=_who(question),
        at=at,
        reason="They said so themselves, by the link in our letter.",
    )
    return question


@transaction.atomic
def say_no(*, secret, news, at, ends_on=None, ends_precision=Precision.DAY):
    """They do not: how and when waits for staff as their own word, unless such a word waits.

    Raises ValidationError("gone") for a dead link.
    """
    question = _close(secret, Answer.NO, at)
    if not question.term.reports.waiting().exists():
        term_reports.tell(
            person=question.term.person,
            news=news,
            term=question.term,
            ends_on=ends_on,
            ends_precision=ends_precision,
            words="Said by the link in our letter.",
            by=_who(question),
            at=at,
        )
    return question


def _addresses(people) -> tuple[dict[int, str], set[int]]:
    """Whom a letter reaches at their own address, and those from whose it came back."""
    own, bounced = {}, set()
    found = ContactPoint.objects.filter(
        person__in=people, kind=ContactKind.EMAIL, use=ContactUse.PERSONAL
    )
    for contact in found.order_by("pk"):
        if contact.bounced_at:
            bounced.add(contact.person_id)
        else:
            own.setdefault(contact.person_id, contact.value)
    return own, bounced


def _open_questions(found, on) -> dict:
    """Term to when it was asked about, where the answer may still come."""
    return dict(
        Question.objects.filter(term__in=found, answer="", campaign__closes_on__gte=on).values_list(
            "term", "campaign__made_at"
        )
    )


def _ask(campaign, term, to):
    secret = secrets.token_urlsafe(32)
    question = rows.keep(Question(campaign=campaign, term=term, token_hash=_hash(secret)))
    mail.post(
        to=to,
        template="verify_term",
        key=f"verify:{question.pk}",
        person=term.person,
        private=True,  # the letter holds the secret: once sent, nobody here can read it
        term=term,
        campaign=campaign,
        path=reverse("network:verify", args=[secret]),
    )


def _close(secret, answer, at):
    """Answer once: the update finds the question only while it is open, however many try."""
    question = question_of(secret, on=timezone.localdate(at))
    won = question and Question.objects.filter(pk=question.pk, answer="").update(
        answer=answer, answered_at=at
    )
    if not won:
        raise ValidationError(GONE, code="gone")
    return question


def _who(question):
    return question.term.person.user


def _hash(secret):
    return hashlib.sha256(secret.encode()).hexdigest()
