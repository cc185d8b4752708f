"""The applicant is somebody we know: what was made for the application moves to them."""

import pytest
from django.core.exceptions import ValidationError

from network.models import (
    AuditEntry,
    Consent,
    Membership,
    Person,
    User,
)
from network.models.consents import Purpose
from network.models.memberships import MembershipEnd
from network.operations import applications, logins
from network.roles import GroupKind
from tests.factories import (
    NOON,
    PersonFactory,
    TermFactory,
    a_member,
    the_network,
    with_login,
)
from tests.network.applying import LATER, apply, everything, standing


@pytest.fixture(autouse=True)
def network():
    return the_network()


def test_approval_as_somebody_known_moves_what_was_made():
    known = PersonFactory(given="Rosalba", family="Marin")
    application = apply()
    provisional, user = application.person, User.objects.get()

    applications.approve(application=application, by=None, at=LATER, same_as=known)

    for row in (application, known, provisional):
        row.refresh_from_db()
    assert (application.person, known.user, provisional.user) == (known, user, None)
    assert provisional.merged_into == known
    assert [contact.value for contact in known.contacts.all()] == ["rosa@example.org"]
    assert standing(known) == "member"
    assert logins.ensure(email="rosa@example.org", at=LATER) == user
    assert set(Membership.objects.filter(person=known).values_list("group__kind", "state")) == {
        (GroupKind.NETWORK, "active")
    }
    assert AuditEntry.objects.filter(action="network.record_joined").count() == 2


def test_approval_as_a_member_ends_the_request():
    known = a_member(login=False)
    application = apply()
    provisional = application.person

    applications.approve(application=application, by=None, at=LATER, same_as=known)

    assert Membership.objects.filter(person=known).count() == 1
    assert Membership.objects.get(person=provisional).end_reason == MembershipEnd.WITHDRAWN


def test_a_record_with_a_sign_in_of_its_own_is_refused():
    known = with_login(PersonFactory())
    application = apply()
    before = everything()

    with pytest.raises(ValidationError) as refused:
        applications.approve(application=application, by=None, at=LATER, same_as=known)

    application.refresh_from_db()
    assert refused.value.messages == ["This record already has a sign-in."]
    assert application.state == "waiting"
    assert everything() == before


def test_a_mailbox_on_record_is_not_joined_to_somebody_else():
    known, other = PersonFactory(email="rosa@example.org"), PersonFactory()
    TermFactory(person=known)
    application = apply()

    with pytest.raises(ValidationError) as refused:
        applications.approve(application=application, by=None, at=LATER, same_as=other)

    application.refresh_from_db()
    assert refused.value.messages == ["This application belongs to a record of its own."]
    assert application.state == "waiting"


def test_the_strictest_answer_wins():
    known = PersonFactory()
    application = apply()
    said = {"how": "self", "by": None, "at": NOON, "text_version": "1"}
    for person, purpose, given in (
        (application.person, Purpose.PUBLIC_NAME, False),
        (application.person, Purpose.DIRECTORY, True),
        (known, Purpose.PUBLIC_NAME, True),
    ):
        Consent.objects.create(person=person, purpose=purpose, given=given, **said)

    applications.approve(application=application, by=None, at=LATER, same_as=known)

    assert [
        Person.objects.filter(Consent.objects.stands_for("pk", purpose), pk=known.pk).exists()
        for purpose in (Purpose.PUBLIC_NAME, Purpose.DIRECTORY)
    ] == [False, False]
