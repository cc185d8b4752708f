"""What stands on badges, cut so that it fits."""

import unicodedata
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q

from events.models import Attendance, Event, Kind, Need, NeedKind, Registration, Seat, State
from events.operations import credentials
from network.models.directory import chapter_rows
from network.reports import serving
from network.roles import PRIVATE_KINDS

from .door import name_of

#: Seats held back under this name are speakers'.
SPEAKERS = "speakers"
#: As many letters of a name as fit in large, middle and small letters; and of what stands below.
LARGE, MIDDLE, LONGEST = 18, 34, 60
LONGEST_LINE = 64


@dataclass(frozen=True)
class Badge:
    place: Registration
    name: str
    size: str
    pronouns: str = ""
    office: str = ""
    chapter: str = ""
    ribbons: list[str] = field(default_factory=list)
    code: str = ""


def places(event, *, ticket=None, letter="", unprinted=False):
    """Whose badge is to be printed, by name."""
    found = Registration.objects.filter(event=event, state=State.CONFIRMED)
    if ticket:
        found = found.filter(ticket_type__public_id=ticket)
    if letter:
        named = Q(person__sort_key__startswith=letter.lower())
        found = found.filter(named | Q(person=None, badge_name__istartswith=letter))
    if unprinted:
        found = found.filter(badge_printed_at=None)
    return found.order_by("person__sort_key", "badge_name", "pk")


def badges(event, found, *, on) -> list[Badge]:
    """In as many queries for one as for all. Nothing of sessions is on them."""
    needs = Need.objects.filter(registration=OuterRef("pk"), kind=NeedKind.ACCESS)
    speaks = Seat.objects.filter(registration=OuterRef("pk"), held_for__iexact=SPEAKERS)
    rows = list(
        found.select_related("person", "ticket_type").annotate(
            needs_access=Exists(needs), speaks=Exists(speaks)
        )
    )
    people = [one.person_id for one in rows if one.person_id]
    codes, offices = credentials.codes_of(event, rows), serving.offices(people, on=on)
    chapters = {row.person_id: row.group.name for row in chapter_rows(people, on=on)}
    new = _first_time(event, people)
    return [_badge(one, codes[one.pk], offices, chapters, one.person_id in new) for one in rows]


def _badge(place, code, offices, chapters, is_new):
    name = fitted(place.badge_name or name_of(place), LONGEST)
    size = "large" if len(name) <= LARGE else "middle" if len(name) <= MIDDLE else "small"
    ribbons = [
        words
        for words, wanted in (
            ("Speaker", place.speaks),
            ("First time", is_new),
            ("Access", place.needs_access),
        )
        if wanted
    ]
    return Badge(
        place,
        name,
        size,
        pronouns=fitted(place.person.pronouns, 40) if place.person else "",
        office=fitted(offices.get(place.person_id, ""), LONGEST_LINE),
        chapter=fitted(chapters.get(place.person_id, ""), LONGEST_LINE),
        ribbons=ribbons,
        code=code,
    )


def fitted(text: str, longest: int) -> str:
    """Cut at a word where there is one, and without what turns the direction of letters."""
    plain = "".join(one for one in text if unicodedata.category(one) not in ("Cf", "Cc"))
    words = " ".join(plain.split())
    if len(words) <= longest:
        return words
    cut = words[: longest - 1]
    whole = cut if words[longest - 1] == " " else cut.rpartition(" ")[0] or cut
    return f"{whole.rstrip(' ,;')}…"


def _first_time(event, people) -> set[int]:
    """Of a convening, who came to none before; nobody, where no record goes so far back."""
    if event.kind != Kind.CONVENING:
        return set()
    before = Event.objects.filter(kind=Kind.CONVENING, starts_at__lt=event.starts_at)
    came = Attendance.objects.filter(
        registration__event__in=before.exclude(host__kind__in=PRIVATE_KINDS), session=None
    )
    if not came.exists():
        return set()
    return set(people) - set(
        came.filter(registration__person__in=people).values_list("registration__person", flat=True)
    )
