"""Terms, and what points to them: two that are the same stay become one."""

from network.models import Question, SourceRecord, Term, TermReport
from network.models.offices import Precision
from network.models.term_reports import ReportState

from .registry import Merging, Part, Rule, may_remove, register

FINER = [Precision.DAY, Precision.MONTH, Precision.YEAR]
DATES = [("starts_on", "starts_precision"), ("ends_on", "ends_precision"), ("elected_on", None)]


def _terms(merging: Merging):
    mine, theirs = merging.split(Term.objects.all())
    moving = []
    for term in theirs:
        twin = next((known for known in mine if _is_same(known, term)), None)
        if twin is None:
            moving.append(term)
        else:
            _become_one(merging, twin, term)
    merging.journal.move(moving, "person_id", merging.survivor)


def _is_same(one, other):
    """One stay in one office: open in both records, or over with the same dates in both."""
    if one.office_id != other.office_id or bool(one.end_reason) != bool(other.end_reason):
        return False
    days = (one.starts_on, one.ended_on) == (other.starts_on, other.ended_on)
    return not one.end_reason or days


def _become_one(merging, kept, gone):
    journal = merging.journal
    values = _fuller(kept, gone)
    if _holds(kept, values):
        journal.change(kept, **values)
    journal.move(SourceRecord.objects.filter(term=gone), "term_id", kept)
    journal.move(TermReport.objects.filter(term=gone), "term_id", kept)
    _questions(journal, kept, gone)
    journal.remove(gone)


def _fuller(kept, gone) -> dict:
    """Dates the kept term lacks or knows less exactly, and the later confirmation."""
    values = {}
    for name, precision in DATES:
        mine, other = getattr(kept, name), getattr(gone, name)
        exacter = precision and FINER.index(getattr(gone, precision)) < FINER.index(
            getattr(kept, precision)
        )
        if other and (mine is None or exacter):
            values[name] = other
            if precision:
                values[precision] = getattr(gone, precision)
    if gone.confirmed_on and (kept.confirmed_on is None or gone.confirmed_on > kept.confirmed_on):
        values |= {"confirmed_on": gone.confirmed_on, "confirmed_by_id": gone.confirmed_by_id}
    return values


def _holds(term, values):
    """Whether dates taken from two rows still stand in order."""
    begun, elected, ends = (
        values.get(name, getattr(term, name)) for name in ("starts_on", "elected_on", "ends_on")
    )
    ended = term.ended_on
    return not (
        (begun and ends and ends < begun)
        or (begun and ended and ended < begun)
        or (elected and ends and ends < elected)
    )


def _questions(journal, kept, gone):
    """Asked twice in one campaign, the question that was answered stays, or else the first."""
    asked = {question.campaign_id: question for question in Question.objects.filter(term=kept)}
    for question in Question.objects.filter(term=gone).order_by("pk"):
        known = asked.get(question.campaign_id)
        if known and (known.answer or not question.answer):
            journal.remove(question)
            continue
        if known:
            journal.remove(known)
        journal.move([question], "term_id", kept)


def _reports(merging: Merging):
    """Of two that wait about one term, the survivor's does."""
    mine, theirs = merging.split(TermReport.objects.all())
    told = {report.term_id for report in mine if report.state == ReportState.WAITING}
    for report in theirs:
        if report.state == ReportState.WAITING and report.term_id in told - {None}:
            merging.journal.change(
                report,
                state=ReportState.WITHDRAWN,
                decided_by_id=merging.by.pk if merging.by else None,
                decided_at=merging.at,
            )
    merging.journal.move(theirs, "person_id", merging.survivor)


may_remove(Term, Question)
register(
    "network.Term.person",
    Rule(
        "Moves; the same stay in one office becomes one term with the fuller dates.",
        _terms,
        Part("network.term", "term", "terms", lambda viewer: Term.objects.all()),
    ),
)
for relation in ("SourceRecord.term", "TermReport.term", "Question.term"):
    register(f"network.{relation}", Rule("Points to the term that is kept: see `_become_one`."))
register(
    "network.TermReport.person",
    Rule(
        "Moves; of two that wait about one term one is taken back.",
        _reports,
        Part(
            "network.termreport",
            "report about an office",
            "reports about an office",
            TermReport.objects.editable_by,
        ),
    ),
)
