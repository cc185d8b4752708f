"""Whose personal address signs them in, and that nothing else does."""

from allauth.account.models import EmailAddress
from django.utils import timezone

from network.models import AuditEntry, ContactPoint, User
from network.models.people import ContactKind, ContactUse
from network.operations import logins
from tests.factories import NOON, PersonFactory, UserFactory, an_administrator


def test_an_address_on_record_gets_a_login_once():
    person = PersonFactory(email="Ana.Reyes@example.org")

    first = logins.ensure(email=" ana.reyes@EXAMPLE.org ", at=NOON)
    second = logins.ensure(email="ana.reyes@example.org", at=NOON)

    person.refresh_from_db()
    assert first == second == person.user
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [
        ("ana.reyes@example.org", True, True)
    ]
    assert AuditEntry.objects.filter(action="network.login_made", person=person).count() == 1


def test_nobodys_address_gets_none():
    assert logins.ensure(email="nobody@example.org", at=NOON) is None
    assert User.objects.count() == 0


def test_an_official_address_never_signs_anybody_in():
    person = PersonFactory()
    ContactPoint.objects.create(
        person=person,
        kind=ContactKind.EMAIL,
        use=ContactUse.OFFICIAL,
        value="mayor@city.example.org",
    )

    assert logins.ensure(email="mayor@city.example.org", at=NOON) is None


def test_a_second_address_on_record_does_not_open_an_account_that_is_there():
    person = PersonFactory(email="first@example.org")
    logins.ensure(email="first@example.org", at=NOON)
    ContactPoint.objects.create(
        person=person, kind=ContactKind.EMAIL, use=ContactUse.PERSONAL, value="slipped@example.org"
    )

    assert logins.ensure(email="slipped@example.org", at=NOON) is None
    assert User.objects.count() == 1


def test_the_merged_and_the_erased_get_none():
    survivor = PersonFactory()
    PersonFactory(email="merged@example.org", merged_into=survivor)
    PersonFactory(email="erased@example.org", erased_at=timezone.now())

    assert logins.ensure(email="merged@example.org", at=NOON) is None
    assert logins.ensure(email="erased@example.org", at=NOON) is None
    assert User.objects.count() == 0


def test_an_account_that_is_switched_off_stays_so():
    person = PersonFactory(email="gone@example.org")
    person.user = UserFactory(email="gone@example.org", is_active=False)
    person.save()

    assert logins.ensure(email="gone@example.org", at=NOON) is None


def test_an_account_that_is_there_is_answered_as_it_is():
    admin = an_administrator(email="admin@example.org")

    assert logins.ensure(email="admin@example.org", at=NOON) == admin.user
