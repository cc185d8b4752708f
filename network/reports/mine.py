"""What somebody reads of themselves: standing, offices, chapter, seats and duties on a day."""

from network.models import Membership, Person
from network.models.applications import ApplicationState
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
    return {
        "standing": me.standing(on=on).get().standing,
        "terms": person.terms.state(on=on)
        .select_related("office__jurisdiction")
        .order_by("-starts_on", "-elected_on", "-pk"),
        "chapters": [one for one in held if _is_member_of(one, GroupKind.CHAPTER)],
        "seats": [one for one in held if one.group.kind == GroupKind.COMMITTEE],
        "duties": [one for one in held if one.role not in (Role.MEMBER, Role.CHAIR)],
        "waiting": person.applications.filter(state=ApplicationState.WAITING)
        .select_related("chapter", "jurisdiction")
        .first(),
    }


def _is_member_of(membership, kind):
    return membership.group.kind == kind and membership.role == Role.MEMBER
