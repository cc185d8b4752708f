"""Next steps, for whoever wonders what to do this morning."""

from dataclasses import dataclass

from network.models import NextAction, Person

AT_MOST = 100


@dataclass(frozen=True)
class Step:
    action: NextAction
    is_late: bool
    is_nobodys: bool
    is_mine: bool


@dataclass(frozen=True)
class Pile:
    title: str
    none: str
    steps: list[Step]


def of(person, viewer, *, on) -> list[Step]:
    """What is still to be done about one person."""
    waiting = NextAction.objects.visible_to(viewer).waiting().filter(person=person)
    return _steps(waiting, viewer, on)


def theirs(viewer):
    """Every next step the reader may know of, about people they see."""
    people = Person.objects.visible_to(viewer).order_by()
    return NextAction.objects.visible_to(viewer).filter(person__in=people.values("pk"))


def piles(viewer, *, on) -> list[Pile]:
    """Nobody's first, then one's own, then the others'; what is late before what is not."""
    steps = _steps(theirs(viewer).waiting(), viewer, on)
    nobodys = [step for step in steps if step.is_nobodys]
    mine = [step for step in steps if step.is_mine and not step.is_nobodys]
    others = [step for step in steps if not step.is_mine and not step.is_nobodys]
    found = [
        Pile("Yours", "Nothing waits for you.", mine),
        Pile("Your colleagues’", "Nothing waits for your colleagues.", others),
    ]
    if nobodys:
        found.insert(0, Pile("Nobody’s", "", nobodys))
    return found


def mine_due(viewer, on) -> int:
    return theirs(viewer).waiting().filter(owner=viewer, due_on__lte=on).count()


def nobodys(viewer, on) -> int:
    return theirs(viewer).waiting().owned(on=on).filter(is_nobodys=True).count()


def _steps(actions, viewer, on):
    rows = actions.owned(on=on).select_related("person", "owner__person", "scope")
    return [
        Step(
            action=row,
            is_late=row.due_on < on,
            is_nobodys=row.is_nobodys,
            is_mine=row.owner_id == viewer.pk,
        )
        for row in rows.order_by("due_on", "pk")[:AT_MOST]
    ]
