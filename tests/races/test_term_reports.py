"""Two of the staff decide on one member's word at the same moment."""

import pytest

from network.models import AuditEntry, Letter, Term, TermReport
from tests import processes
from tests.factories import NOON, TermFactory, a_chapter, a_member, national_staff

DECIDE = """
from datetime import UTC, datetime
from django.core.exceptions import ValidationError
from network.models import TermReport, User
from network.operations import term_reports

NOON = datetime(2026, 11, 24, 17, tzinfo=UTC)
accept = term_reports.accept

def act(report, user):
    try:
        accept(
            report=TermReport.objects.select_related("person").get(pk=report),
            by=User.objects.get(pk=user),
            at=NOON,
        )
    except ValidationError as refusal:
        return refusal.messages[0]
    return "accepted"
"""

#: The same, but looking and deciding are two steps, in that process alone.
UNGUARDED = (
    DECIDE
    + """
import time

def decide(report, state, *, by, at, reason=""):
    if report.state != "waiting":
        raise ValidationError("Somebody was faster.")
    time.sleep(0.5)
    report.state, report.decided_by, report.decided_at = state, by, at
    report.save()
    term_reports._record(report, "test.decided", by, at)
    return report

accept = term_reports.accept.__wrapped__
term_reports._decide = decide
"""
)


@pytest.fixture
def report(committed):
    person = a_member(a_chapter(), given="Dana", family="Diaz")
    person.contacts.create(kind="email", use="personal", value="dana@example.org")
    term = TermFactory(person=person)
    return TermReport.objects.create(person=person, term=term, news="still", submitted_at=NOON)


def test_one_accepts_and_the_other_is_told_who_did(committed, report):
    staff = [national_staff(given="Ada", family="Ash"), national_staff(given="Bo", family="Birch")]

    answers = processes.race(committed, DECIDE, [[report.pk, who.user.pk] for who in staff])

    winner = staff[answers.index("accepted")]
    assert sorted(answers) == sorted(["accepted", f"{winner} accepted this a moment ago."])
    assert TermReport.objects.get().decided_by == winner.user
    assert Term.objects.get().confirmed_by == winner.user
    assert Letter.objects.filter(kind="term_report_accepted").count() == 1
    assert AuditEntry.objects.filter(action="network.term_report_accepted").count() == 1


def test_when_looking_and_deciding_are_two_steps_both_decide(committed, report):
    """The control: the race above is one that can be lost."""
    field = [[report.pk, national_staff().user.pk] for _ in range(2)]

    processes.race(committed, UNGUARDED, field)

    assert AuditEntry.objects.filter(action="test.decided").count() == 2
