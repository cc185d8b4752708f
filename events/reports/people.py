"""Who comes to an event, as those read who come too: only who agreed, and nobody among few."""

from dataclasses import dataclass

from events.models import Registration
from network.reports import serving

#: Fewer names than this are not shown.
FEWEST = 5


@dataclass(frozen=True)
class Coming:
    name: str
    office: str


def of(event, *, on) -> list[Coming]:
    """By name; nobody while they are few. Two questions, however many there are."""
    rows = Registration.objects.listed().filter(event=event).select_related("person")
    people = [row.person for row in rows.order_by("person__sort_key", "pk")]
    if len(people) < FEWEST:
        return []
    offices = serving.offices([person.pk for person in people], on=on)
    return [Coming(person.name, offices.get(person.pk, "")) for person in people]
