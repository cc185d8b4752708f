"""Two of the staff approve one application at the same moment."""

import pytest

from network.models import Application, AuditEntry, Letter, Membership, Term
from tests import processes
from tests.factories import ApplicationFactory, a_chapter, national_staff, the_network

APPROVE = """
from datetime import UTC, datetime
from django.core.exceptions import ValidationError
from network.models import Application, User
from network.operations import applications

NOON = datetime(2026, 11, 24, 17, tzinfo=UTC)
approve = applications.approve

def act(application, user):
    try:
        approve(
            application=Application.objects.get(pk=application),
            by=User.objects.get(pk=user),
            at=NOON,
        )
    except ValidationError as refusal:
        return refusal.messages[0]
    return "approved"
"""

#: The same, but looking and deciding are two steps, in that process alone.
UNGUARDED = (
    APPROVE
    + """
import time

def decide(application, state, *, by, at, reason=""):
    if application.state != "waiting":
        raise ValidationError("Somebody was faster.")
    time.sleep(0.5)
    application.state, application.decided_by, application.decided_at = state, by, at
    application.save()
    applications._record(application, "test.decided", by=by, at=at)
    return application

approve = applications.approve.__wrapped__
applications._decide = decide
"""
)


@pytest.fixture
def application(committed):
    the_network()
    return ApplicationFactory(chapter=a_chapter())


def test_one_approves_and_the_other_is_told_who_did(committed, application):
    staff = [national_staff(given="Ada", family="Ash"), national_staff(given="Bo", family="Birch")]

    answers = processes.race(
        committed, APPROVE, [[application.pk, person.user.pk] for person in staff]
    )

    winner = staff[answers.index("approved")]
    assert sorted(answers) == sorted(["approved", f"{winner} approved this a moment ago."])
    assert Application.objects.get().decided_by == winner.user
    assert Membership.objects.filter(person=application.person).count() == 2
    assert Term.objects.filter(person=application.person).count() == 1
    assert Letter.objects.filter(kind="welcome").count() == 1
    assert AuditEntry.objects.filter(action="network.application_approved").count() == 1


def test_when_looking_and_deciding_are_two_steps_both_decide(committed, application):
    """The control: the race above is one that can be lost."""
    field = [[application.pk, national_staff().user.pk] for _ in range(2)]

    processes.race(committed, UNGUARDED, field)

    assert AuditEntry.objects.filter(action="test.decided").count() == 2
