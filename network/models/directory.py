"""Who is in the members' directory, who may read it, and which staff see a record."""

from django.db.models import Exists, OuterRef, Q

from network.roles import CHAPTER_DESK, NATIONAL_DESK, GroupKind, Role

from .consents import Consent, Purpose
from .groups import Group
from .memberships import Membership
from .offices import Term
from .people import Person
from .profiles import SHOWN_AT_FIRST, DirectoryChoice, Part, ShownTo
from .rights import rights_of


def listed(*, on):
    """Who is in the directory on a day: members who said yes and have not said no since."""
    member = Membership.objects.live(on=on).filter(
        person=OuterRef("pk"), group__kind=GroupKind.NETWORK, role=Role.MEMBER
    )
    return Person.objects.filter(
        Exists(member), Consent.objects.stands_for("pk", Purpose.DIRECTORY)
    )


def listed_for(user):
    """The same for whoever asks: members, alumni and staff read it, for others it is empty."""
    rights = rights_of(user)
    return listed(on=rights.on) if rights.directory else Person.objects.none()


def shows(part: Part, ref: str = "pk") -> Q:
    """Condition: the person shows this part to members, or has not chosen and it is shown."""
    chosen = DirectoryChoice.objects.filter(person=OuterRef(ref), part=part)
    if SHOWN_AT_FIRST[part] == ShownTo.MEMBERS:
        return ~Q(Exists(chosen.filter(shown_to=ShownTo.NOBODY)))
    return Q(Exists(chosen.filter(shown_to=ShownTo.MEMBERS)))


def choices_of(person) -> dict[Part, ShownTo]:
    """To whom each part is shown, chosen or not."""
    chosen = {row.part: ShownTo(row.shown_to) for row in person.directory_choices.all()}
    return {part: chosen.get(part, SHOWN_AT_FIRST[part]) for part in Part}


def seats_of(person, *, on):
    """Their seats and chairs on committees, and the chapters they direct."""
    leads = Q(group__kind=GroupKind.COMMITTEE) | Q(role=Role.DIRECTOR)
    rows = Membership.objects.live(on=on).filter(leads, person=person)
    return rows.select_related("group", "seat__region").order_by("group__name", "pk")


def chapter_rows(people, *, on):
    """The chapters that these people, or this one, belong to."""
    rows = Membership.objects.live(on=on).filter(
        person__in=people, group__kind=GroupKind.CHAPTER, role=Role.MEMBER
    )
    return rows.select_related("group").order_by("group__name")


def in_chapter(slug, *, on) -> Q:
    """Condition: the person belongs to this chapter."""
    rows = Membership.objects.live(on=on).filter(
        group__slug=slug, group__kind=GroupKind.CHAPTER, role=Role.MEMBER
    )
    return Q(pk__in=rows.order_by().values("person"))


def staffed_by(person, *, on):
    """The chapters whose staff see this record: the rule of `PersonQuerySet.in_chapters`,
    asked from the person's side.
    """
    now = Membership.objects.filter(Q(until=None) | Q(until__gte=on), person=person).order_by()
    ours = Q(pk__in=now.values("group")) | Q(children__in=now.values("group"))
    chapters = Group.objects.filter(kind=GroupKind.CHAPTER)
    if not now.filter(group__kind=GroupKind.CHAPTER).exists():
        states = Term.objects.filter(person=person).order_by()
        ours |= Q(state__in=states.values("office__jurisdiction__state"))
    return chapters.filter(ours).distinct()


def chapter_staff(chapters, *, on):
    """Who may use the desk of any of these chapters, by name."""
    rows = Membership.objects.live(on=on).filter(
        group__in=chapters.open().values("pk"), role__in=CHAPTER_DESK
    )
    rows = rows.filter(person__merged_into=None, person__erased_at=None)
    return rows.select_related("person", "group").order_by("group__name", "person__sort_key")


def national_staff(*, on):
    """People on the national team's desk."""
    rows = Membership.objects.live(on=on).filter(
        group__kind=GroupKind.STAFF, role__in=NATIONAL_DESK
    )
    return Person.objects.filter(pk__in=rows.values("person"))


def directors(chapters, *, on):
    rows = Membership.objects.live(on=on).filter(group__in=chapters, role=Role.DIRECTOR)
    return rows.select_related("person", "group").order_by("group__name", "person__sort_key")
