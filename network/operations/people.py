"""Records of people: made, and their names kept true."""

from django.db import transaction
from django.utils import timezone

from network import audit
from network.models import AuditEntry, Group, Person
from network.models.people import ContactKind, ContactUse
from network.roles import GroupKind, Role

from . import contacts, memberships, rows, terms, versions

NAMES = ("given", "family", "known_as", "other_names", "pronouns", "bio")


@transaction.atomic
def create(
    *,
    given,
    family,
    by,
    at,
    email="",
    known_as="",
    other_names="",
    pronouns="",
    bio="",
    chapter=None,
    term=None,
):
    """A new record, with a personal address, an office and a chapter where they are known.

    `term` holds the arguments of `terms.add_in` besides the person; joining a chapter is
    joining the network.
    """
    person = rows.keep(
        Person(
            given=given.strip(),
            family=family.strip(),
            known_as=known_as.strip(),
            other_names=other_names.strip(),
            pronouns=pronouns.strip(),
            bio=bio.strip(),
        )
    )
    audit.record(
        person, "network.person_added", by=by, at=at, person=person, after={"name": person.name}
    )
    if email:
        contacts.add(
            person=person,
            kind=ContactKind.EMAIL,
            use=ContactUse.PERSONAL,
            value=email,
            by=by,
            at=at,
        )
    if term:
        terms.add_in(person=person, by=by, at=at, **term)
    if chapter:
        join = {"person": person, "role": Role.MEMBER, "since": timezone.localdate(at)}
        network = Group.objects.get(kind=GroupKind.NETWORK)
        memberships.begin(group=network, by=by, at=at, **join)
        memberships.begin(group=chapter, by=by, at=at, **join)
    return person


@transaction.atomic
def edit(*, person, version, by, at, **names):
    """Change names, if the editor saw them as they are.

    Raises ValidationError("stale"), in words that say who was faster and when.
    """
    if unknown := set(names) - set(NAMES):
        raise TypeError(f"Not a name: {', '.join(sorted(unknown))}")
    person = rows.lock(person)
    versions.check(
        person,
        version,
        changes=AuditEntry.objects.filter(
            subject=f"network.person:{person.pk}",
            action__in=["network.person_edited", "network.profile_edited", "network.put_back"],
        ),
    )
    before, after = rows.change(person, **{name: value.strip() for name, value in names.items()})
    if after:
        person.version += 1
        person.save(update_fields=["version"])
        audit.record(
            person,
            "network.person_edited",
            by=by,
            at=at,
            person=person,
            before=before,
            after=after,
        )
    return person
