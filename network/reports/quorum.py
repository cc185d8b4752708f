"""Who must not meet by accident: a majority of one governing body in one room is its meeting."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import F, IntegerField, OuterRef, Subquery, Sum, Value
from django.db.models.functions import Coalesce, NullIf

from network.models import Jurisdiction, Office, Term
from network.models.offices import TermState, on_body

#: Of fewer known seats nobody can say how large the body is.
FEWEST_SEATS = 3


@dataclass(frozen=True)
class Majority:
    """A majority of one body would be together."""

    jurisdiction: Jurisdiction
    how_many: int
    body_size: int

    @property
    def said(self) -> str:
        body = "council" if "council" in self.jurisdiction.body.lower() else "board"
        return (
            f"{self.how_many} of the {self.body_size} members of {self.jurisdiction.body} would "
            f"be together. In many states that is a meeting of the {body}, which has to be public."
        )


def warnings(people, *, on) -> list[Majority]:
    """One for each body of which more than half would be there, by name. One query.

    `people` are keys, as a list or a queryset. Whoever sits or is unconfirmed on the day counts,
    once a body; one person alone is no meeting.
    """
    present, sizes = defaultdict(set), {}
    for term in _sitting(people, on):
        place = term.office.jurisdiction
        present[place].add(term.person_id)
        sizes[place] = term.body_size
    return [
        Majority(place, len(who), sizes[place])
        for place, who in present.items()
        if sizes[place] and 2 * len(who) > sizes[place] and len(who) > 1
    ]


def body_size(place="") -> Coalesce:
    """The seats of a jurisdiction's body: as recorded, else the sum of those known, else null.

    `place` is the way from the rows to the jurisdiction, with its underscores.
    """
    summed = (
        Office.objects.of_bodies()
        .filter(jurisdiction=OuterRef(f"{place}pk"))
        .order_by()
        .values("jurisdiction")
        .annotate(seats_known=Sum("seats"))
        .filter(seats_known__gte=FEWEST_SEATS)
        .values("seats_known")
    )
    return Coalesce(
        NullIf(F(f"{place}body_size"), Value(0)), Subquery(summed, output_field=IntegerField())
    )


def _sitting(people, on):
    """The terms on a body of those who would be there."""
    keys = people if hasattr(people, "query") else list(people)
    return (
        Term.objects.state(on=on)
        .filter(
            on_body("office__"),
            person__in=keys,
            state__in=[TermState.SITTING, TermState.UNCONFIRMED],
        )
        .annotate(body_size=body_size("office__jurisdiction__"))
        .select_related("office__jurisdiction")
        .order_by("office__jurisdiction__name", "office__jurisdiction__state", "pk")
    )
