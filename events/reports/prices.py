"""What people of each standing would pay, as `assess` says it: real people, real prices."""

from dataclasses import dataclass

from events.operations import assessing
from events.operations.assessing import Assessment
from network.models import Person
from network.models.people import Standing

#: In this order; somebody we do not know comes last.
SHOWN = (Standing.MEMBER, Standing.ALUM, Standing.PARTNER, Standing.STAFF, Standing.PROSPECT)


@dataclass(frozen=True)
class Column:
    """One person of a standing, and what each ticket would be for them."""

    label: str
    person: Person | None
    assessed: tuple[Assessment, ...]


@dataclass(frozen=True)
class Row:
    name: str
    cells: tuple[Assessment, ...]


@dataclass(frozen=True)
class Table:
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def preview(event, user, *, at) -> Table:
    """The first person of each standing that this user may see, and a stranger."""
    columns = []
    seen = Person.objects.visible_to(user)
    for standing in SHOWN:
        person = seen.of_standing(standing, on=event.day(at)).order_by("pk").first()
        if person is not None:
            assessed = assessing.assess_all(event, person, at=at)
            columns.append(Column(standing.label, person, tuple(assessed)))
    stranger = assessing.assess_all(event, None, at=at)
    columns.append(Column("Somebody we do not know", None, tuple(stranger)))
    rows = [
        Row(one.ticket_type.name, tuple(column.assessed[number] for column in columns))
        for number, one in enumerate(stranger)
    ]
    return Table(tuple(columns), tuple(rows))
