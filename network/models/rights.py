"""What a user may do on a day, worked out from live memberships."""

from dataclasses import dataclass, field
from datetime import date
from typing import Self

from django.apps import apps
from django.db.models import Q

from network.roles import CHAPTER_DESK, EDITORS, NATIONAL_DESK, GroupKind, Role


@dataclass(frozen=True)
class Rights:
    """Group ids and state codes a user staffs or edits; `everyone` for national staff."""

    on: date | None = None
    """The day these rights were worked out for; null for a visitor, who has none."""
    everyone: bool = False
    admin: bool = False
    chapters: frozenset[int] = frozenset()
    states: frozenset[str] = frozenset()
    pages: dict[int, str] = field(default_factory=dict)
    """Chapter id to the editor's role in it, `writer` or `publisher`."""
    member: bool = False
    """Belongs to the network: reads the directory, has no rights over anybody."""

    @property
    def desk(self) -> bool:
        return self.everyone or bool(self.chapters)

    @property
    def directory(self) -> bool:
        """Members, alumni and staff find one another; nobody else does."""
        return self.member or self.desk

    @property
    def cms(self) -> bool:
        return self.everyone or bool(self.pages)

    @property
    def factor(self) -> bool:
        """Whether the user must have shown a second factor in this session."""
        return self.desk or self.cms

    @classmethod
    def of(cls, user, *, on) -> Self:
        if not user.is_authenticated or not user.is_active:
            return cls()
        if user.is_superuser:
            return cls(on, everyone=True, admin=True)
        held = (
            apps.get_model("network", "Membership")
            .objects.filter(person__user=user, group__closed_on=None)
            .filter(~Q(role=Role.MEMBER) | Q(group__kind=GroupKind.NETWORK))
            .live(on=on)
            .values_list("role", "group_id", "group__kind", "group__state")
        )
        everyone = admin = member = False
        chapters, states = set(), set()
        pages: dict[int, str] = {}
        for role, group, kind, state in held:
            if kind == GroupKind.NETWORK:
                member = True
            elif kind == GroupKind.STAFF and role in NATIONAL_DESK:
                everyone, admin = True, admin or role == Role.ADMIN
            elif kind == GroupKind.CHAPTER and role in CHAPTER_DESK:
                chapters.add(group)
                states.add(state)
                pages[group] = Role.PUBLISHER
            elif kind == GroupKind.CHAPTER and role in EDITORS and pages.get(group) != "publisher":
                pages[group] = role
        return cls(on, everyone, admin, frozenset(chapters), frozenset(states), pages, member)


def rights_of(user) -> Rights:
    """The rights of a signed-in user, or none for a visitor."""
    return user.rights if user.is_authenticated else Rights()
