"""Members say how it stands with their own office; staff put it on the record, or say why not."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from network import audit, mail
from network.models import Term, TermReport
from network.models.offices import EndReason, Precision
from network.models.people import ContactKind, ContactUse
from network.models.term_reports import News, ReportState

from . import offices, rows, terms

REASONS = {
    News.LOST: EndReason.LOST,
    News.RESIGNED: EndReason.RESIGNED,
    News.OVER: EndReason.COMPLETED,
}


@transaction.atomic
def tell(
    *,
    person,
    news,
    by,
    at,
    term=None,
    jurisdiction=None,
    office_role="",
    seat_label="",
    elected_on=None,
    starts_on=None,
    starts_precision=Precision.DAY,
    ends_on=None,
    ends_precision=Precision.DAY,
    words="",
):
    """Take in somebody's own word. It waits for staff, and changes nothing until then.

    `term` is the one it is about; of an election that was won, name the place and the office.
    Raises ValidationError: "ended", "term_report_one_waiting_per_term" when they told us already.
    """
    person = rows.lock(person)
    if term and term.person_id != person.pk:
        raise ValidationError("Say which office.", code="term_report_is_about_an_office")
    if term and rows.lock(term).end_reason:
        raise ValidationError("This term has already ended.", code="ended")
    label = " ".join(seat_label.split())
    about = Q(jurisdiction=jurisdiction, office_role=office_role, seat_label=label)
    waiting = TermReport.objects.waiting().filter(person=person, news=news)
    if news == News.WON and waiting.filter(about).exists():
        raise ValidationError(
            "You have told us already; staff will read it.", code="term_report_one_waiting_per_term"
        )
    report = rows.keep(
        TermReport(
            person=person,
            term=term,
            news=news,
            jurisdiction=jurisdiction,
            office_role=office_role,
            seat_label=label,
            elected_on=elected_on,
            starts_on=starts_on,
            starts_precision=starts_precision,
            ends_on=ends_on,
            ends_precision=ends_precision,
            words=words.strip(),
            submitted_at=at,
        )
    )
    _record(report, "network.term_reported", by, at)
    return report


@transaction.atomic
def take_back(*, report, by, at):
    """The one who told us has second thoughts. Raises ValidationError("decided")."""
    report = _decide(report, ReportState.WITHDRAWN, by=by, at=at)
    _record(report, "network.term_report_withdrawn", by, at)
    return report


@transaction.atomic
def accept(*, report, by, at, ends_on=None, ends_precision=Precision.DAY):
    """Put it on the record: confirm the term, end it, or add the one that was won.

    `ends_on` is the end staff found to be right; without it what the person said counts.
    Raises ValidationError: "decided" when somebody was faster, and what `terms` raises.
    """
    report = _decide(report, ReportState.ACCEPTED, by=by, at=at)
    if ends_on:
        report.ends_on, report.ends_precision = ends_on, ends_precision
    _put_on_record(report, by, at)
    _record(report, "network.term_report_accepted", by, at)
    _answer(report, "term_report_accepted")
    return report


@transaction.atomic
def decline(*, report, reason, by, at):
    """Leave the record as it is, with a reason the person reads."""
    reason = reason.strip()
    if not reason:
        raise ValidationError("Give a reason.", code="term_report_declined_with_a_reason")
    report = _decide(report, ReportState.DECLINED, by=by, at=at, reason=reason)
    _record(report, "network.term_report_declined", by, at, reason)
    _answer(report, "term_report_declined")
    return report


def rivals(report, *, on, people):
    """Of an election that was won: the open terms of others in that seat, among `people`.

    None while the office has a seat to spare.
    """
    held = (
        Term.objects.held(on=on)
        .filter(
            office__jurisdiction=report.jurisdiction,
            office__role=report.office_role,
            office__seat_label=report.seat_label,
            person__in=people.order_by().values("pk"),
        )
        .exclude(person=report.person_id)
        .select_related("person", "office__jurisdiction")
        .order_by("person__sort_key", "pk")
    )
    found = list(held) if report.news == News.WON else []
    return found if found and len(found) >= found[0].office.seats else []


def _put_on_record(report, by, at):
    said = f"{report.person} told us: {report.get_news_display()}."
    if report.news == News.STILL:
        ends = {"ends_on": report.ends_on, "ends_precision": report.ends_precision}
        terms.confirm(term=report.term, by=by, at=at, reason=said, **ends)
    elif report.news == News.WON:
        _begin(report, by, at)
    else:
        terms.end(
            term=report.term,
            ended_on=report.ends_on,
            precision=report.ends_precision,
            reason=REASONS[report.news],
            by=by,
            at=at,
        )


def _begin(report, by, at):
    """Add the term that was won; one they hold in the same office is complete before it."""
    office = offices.find_or_make(
        jurisdiction=report.jurisdiction, role=report.office_role, seat_label=report.seat_label
    )
    starts = report.starts_on
    for old in Term.objects.filter(person=report.person, office=office, end_reason=""):
        last = starts - timedelta(days=1) if starts else None
        if last and old.starts_on and last < old.starts_on:
            last = old.starts_on
        terms.end(term=old, ended_on=last, reason=EndReason.COMPLETED, by=by, at=at)
    terms.add(
        person=report.person,
        office=office,
        elected_on=report.elected_on,
        starts_on=starts,
        starts_precision=report.starts_precision,
        ends_on=report.ends_on,
        ends_precision=report.ends_precision,
        source="member",
        by=by,
        at=at,
    )


def _decide(report, state, *, by, at, reason=""):
    """Decide once: the update finds the row only while it waits, however many try."""
    won = (
        TermReport.objects.waiting()
        .filter(pk=report.pk)
        .update(state=state, decided_by=by, decided_at=at, reason=reason)
    )
    report = TermReport.objects.select_related(
        "person__user", "term__office__jurisdiction", "jurisdiction"
    ).get(pk=report.pk)
    if not won:
        raise ValidationError(_who_was_faster(report, at), code="decided")
    return report


def _who_was_faster(report, at):
    who = report.decided_by.get_full_name() if report.decided_by else "Somebody"
    day = date_format(timezone.localdate(report.decided_at), "F j, Y")
    ago = (at - report.decided_at).total_seconds()
    when = "a moment ago" if ago < 3600 else f"on {day}"
    did = "took this back" if report.state == ReportState.WITHDRAWN else f"{report.state} this"
    return f"{who} {did} {when}."


def _answer(report, template):
    """A letter to the one who told us, at the address we know to be theirs."""
    own = report.person.contacts.filter(
        kind=ContactKind.EMAIL, use=ContactUse.PERSONAL, bounced_at=None
    ).first()
    if own:
        mail.post(
            to=own.value,
            template=template,
            key=f"{template}:{report.public_id}",
            person=report.person,
            report=report,
        )


def _record(report, action, by, at, reason=""):
    audit.record(
        report,
        action,
        by=by,
        at=at,
        person=report.person,
        after={"office": report.office_said, "news": report.get_news_display()},
        reason=reason,
    )
