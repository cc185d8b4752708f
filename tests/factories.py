"""People, places and groups for tests, each in one line.

Two databases of facts are never mixed: these are invented, and small enough to read.
"""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from network.models import (
    Application,
    ContactPoint,
    Group,
    Jurisdiction,
    Membership,
    Office,
    Person,
    Seat,
    Term,
    User,
)
from network.models.people import ContactKind, ContactUse
from network.roles import GroupKind, Role

TODAY = dt.date(2026, 11, 24)
#: Noon in New York.
NOON = dt.datetime(2026, 11, 24, 17, tzinfo=dt.UTC)
LONG_AGO = dt.date(2020, 1, 1)


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        django_get_or_create = ["email"]

    email = factory.Sequence(lambda n: f"user{n}@example.org")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        user = super()._create(model_class, *args, **kwargs)
        if not user.password:
            user.set_unusable_password()
            user.save(update_fields=["password"])
        return user


class PersonFactory(DjangoModelFactory):
    """`email` gives them a personal address, `user__...` a login; by default they have neither."""

    class Meta:
        model = Person
        skip_postgeneration_save = True

    given = factory.Sequence(lambda n: f"Given{n}")
    family = factory.Sequence(lambda n: f"Family{n}")

    @factory.post_generation
    def email(self, create, value, **kwargs):
        if value:
            ContactPoint.objects.create(
                person=self, kind=ContactKind.EMAIL, use=ContactUse.PERSONAL, value=value
            )


class JurisdictionFactory(DjangoModelFactory):
    class Meta:
        model = Jurisdiction

    name = factory.Sequence(lambda n: f"Cedar Falls {n}")
    kind = Jurisdiction.Kind.CITY
    state = "TX"
    ocd_id = factory.Sequence(lambda n: f"ocd-division/country:us/state:tx/place:cedar_falls_{n}")


class OfficeFactory(DjangoModelFactory):
    class Meta:
        model = Office

    jurisdiction = factory.SubFactory(JurisdictionFactory)
    role = Office.Role.COUNCIL
    title = "Council member"
    seat_label = factory.Sequence(lambda n: f"District {n}")


class TermFactory(DjangoModelFactory):
    """A sitting term, with neither end known, unless told otherwise."""

    class Meta:
        model = Term

    person = factory.SubFactory(PersonFactory)
    office = factory.SubFactory(OfficeFactory)
    starts_on = dt.date(2023, 1, 2)


class GroupFactory(DjangoModelFactory):
    """A committee of the network itself; see the builders below for the other kinds."""

    class Meta:
        model = Group
        django_get_or_create = ["slug"]

    kind = GroupKind.COMMITTEE
    parent = factory.LazyFunction(lambda: the_network())
    name = factory.Sequence(lambda n: f"Group {n}")
    slug = factory.LazyAttribute(lambda group: group.name.lower().replace(" ", "-"))

    @classmethod
    def _get_manager(cls, model_class):
        return model_class.including_private


class NetworkFactory(GroupFactory):
    kind = GroupKind.NETWORK
    parent = None
    name = "Chapterhouse Network"
    slug = "network"


class ChapterFactory(GroupFactory):
    kind = GroupKind.CHAPTER
    name = "Texas"
    state = "TX"


class RegionFactory(GroupFactory):
    kind = GroupKind.REGION
    parent = factory.SubFactory(ChapterFactory)
    name = factory.Sequence(lambda n: f"Region {n}")


class CommitteeFactory(GroupFactory):
    """A chapter's steering committee; pass `parent=the_network()` for a national one."""

    parent = factory.SubFactory(ChapterFactory)
    name = factory.Sequence(lambda n: f"Steering Committee {n}")


class CaucusGroupFactory(GroupFactory):
    kind = GroupKind.CAUCUS
    name = factory.Sequence(lambda n: f"Caucus {n}")


class StaffTeamFactory(GroupFactory):
    kind = GroupKind.STAFF
    name = "National Staff"


class PartnerFactory(GroupFactory):
    kind = GroupKind.PARTNER
    name = factory.Sequence(lambda n: f"Partner {n}")


class SeatFactory(DjangoModelFactory):
    class Meta:
        model = Seat

    committee = factory.SubFactory(CommitteeFactory)
    title = "Representative"


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    person = factory.SubFactory(PersonFactory)
    group = factory.SubFactory(ChapterFactory)
    role = Role.MEMBER
    since = LONG_AGO

    @classmethod
    def _get_manager(cls, model_class):
        return model_class.including_private


class ApplicationFactory(DjangoModelFactory):
    """A council member of a Texas city who waits to be told."""

    class Meta:
        model = Application

    person = factory.SubFactory(PersonFactory)
    chapter = factory.SubFactory(ChapterFactory)
    email = factory.Sequence(lambda n: f"applicant{n}@example.org")
    given = factory.SelfAttribute("person.given")
    family = factory.SelfAttribute("person.family")
    jurisdiction = factory.SubFactory(JurisdictionFactory)
    office_role = Office.Role.COUNCIL
    submitted_at = NOON


def the_network() -> Group:
    """The one group of members."""
    found = Group.objects.filter(kind=GroupKind.NETWORK).first()
    return found or NetworkFactory()


def a_chapter(state="TX", name="Texas") -> Group:
    found = Group.objects.filter(kind=GroupKind.CHAPTER, state=state, closed_on=None).first()
    return found or ChapterFactory(state=state, name=name)


def with_login(person: Person) -> Person:
    """Give a person a way to sign in, at their personal address if they have one."""
    contact = person.contacts.filter(kind=ContactKind.EMAIL, use=ContactUse.PERSONAL).first()
    person.user = UserFactory(email=contact.value) if contact else UserFactory()
    person.save()
    return person


def a_member(chapter: Group | None = None, *, login=True, **names) -> Person:
    """A member of the network, of a chapter if one is given, with a way to sign in."""
    person = PersonFactory(**names)
    MembershipFactory(person=person, group=the_network())
    if chapter:
        MembershipFactory(person=person, group=chapter)
    return with_login(person) if login else person


def a_director(chapter: Group | None = None, **names) -> Person:
    """State director of a chapter, of Texas if none is given."""
    person = with_login(PersonFactory(**names))
    MembershipFactory(person=person, group=chapter or a_chapter(), role=Role.DIRECTOR)
    return person


def national_staff(**names) -> Person:
    person = with_login(PersonFactory(**names))
    MembershipFactory(person=person, group=StaffTeamFactory(), role=Role.STAFF)
    return person


def an_administrator(**names) -> Person:
    person = with_login(PersonFactory(**names))
    MembershipFactory(person=person, group=StaffTeamFactory(), role=Role.ADMIN)
    return person


def an_editor(chapter: Group | None = None, role=Role.WRITER, **names) -> Person:
    """Edits a chapter's page, and nothing else."""
    person = with_login(PersonFactory(**names))
    MembershipFactory(person=person, group=chapter or a_chapter(), role=role)
    return person
