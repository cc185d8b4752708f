"""What somebody reads of themselves: standing, offices, chapter, seats and duties on a day."""

from network.models import Membership, Person
from network.models.applications import ApplicationState
from network.models.directory import directors
from network.models.people import ContactKind, ContactUse
from network.roles import GroupKind, Role


def of(person, *, on) -> dict:
    me = Person.objects.visible_to(person.user).filter(pk=person.pk)
    held = list(
        Membership.objects.visible_to(person.user)
        .filter(person=person)
        .live(on=on)
        .select_related("group", "seat__region")
        .order_by("group__name", "role")
    )
    chapters = [one for one in held if _is_member_of(one, GroupKind.CHAPTER)]
    return {
        "standing": me.standing(on=on).get().standing,
        "terms": person.terms.state(on=on)
        .select_related("office__jurisdiction")
        .order_by("-starts_on", "-elected_on", "-pk"),
        "chapters": chapters,
        "directors": list(directors([one.group_id for one in chapters], on=on)),
        "seats": [one for one in held if one.group.kind == GroupKind.COMMITTEE],
        "duties": [one for one in held if one.role not in (Role.MEMBER, Role.CHAIR)],
        "waiting": person.applications.filter(state=ApplicationState.WAITING)
        .select_related("chapter", "jurisdiction")
        .first(),
        "erasure": person.erasures.waiting().first(),
    }


def contacts(person) -> list:
    """Ways to reach them as they are on record, each with whether they may take it away."""
    rows = list(person.contacts.order_by("use", "kind", "pk"))
    for row in rows:
        row.signs_in = row.kind == ContactKind.EMAIL and row.use == ContactUse.PERSONAL
    return rows


def chosen(person) -> dict:
    """The languages and topics a profile form begins with."""
    return {
        "languages": list(person.speaks.values_list("language", flat=True)),
        "topics": list(person.interests.values_list("topic", flat=True)),
    }


def _is_member_of(membership, kind):
    return membership.group.kind == kind and membership.role == Role.MEMBER
