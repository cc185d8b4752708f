"""Who has a place at an event, as its staff read it: narrowed, row by row, and for a file.

What somebody chose that is private is in no column and narrows nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from events.models import Attendance, Need, NeedKind, Registration, SessionChoice
from events.models.columns import Column
from events.models.registrations import ACTIVE, SEATED
from events.operations import coming
from events.reports.worklists import name_of
from network.models import Membership, Person
from network.models.people import Standing
from network.reports import columns as roster
from network.reports.columns import Day
from network.roles import Role
from network.words import fold, say_money

CHUNK = 500


#: Only for a file, and only where a reason was given.
ADDRESSES = ("email",)
#: What the roster says of somebody.
OF_PERSON = {Column.OFFICE: "office", Column.CHAPTER: "chapter", "email": "email"}
LABELS = dict(Column.choices) | {"email": "Personal e-mail"}
STANDINGS = dict(Standing.choices)
NEEDS = dict(NeedKind.choices)


@dataclass(frozen=True)
class Row:
    place: Registration
    name: str
    is_known: bool
    """Whether the reader may open the record of this person."""
    cells: tuple


def narrow(event, wanted: dict[str, Any], *, user, on):
    """Places that fit all that is asked, by name."""
    places = Registration.objects.filter(event=event)
    for name, value in wanted.items():
        places = places.filter(_fits(name, value, event, user, on))
    return places.order_by(F("person__sort_key").asc(nulls_last=True), "badge_name", "pk")


def _fits(name, value, event, user, on) -> Q:
    if name == "q":
        return _named(value)
    if name == "state":
        return Q(state__in=ACTIVE) if value == "active" else Q(state=value)
    if name == "paid":
        unpaid = Q(state__in=SEATED, order__in=coming.owing().filter(event=event).values("pk"))
        return unpaid if value == "no" else Q(state__in=SEATED) & ~unpaid
    if name == "came":
        came = Q(Exists(Attendance.objects.filter(registration=OuterRef("pk"), session=None)))
        return came if value == "yes" else ~came
    if name == "session":
        chosen = SessionChoice.objects.filter(session=value)
        return Q(pk__in=chosen.values("registration"))
    if name == "chapter":
        members = Membership.objects.visible_to(user).live(on=on)
        there = members.filter(group=value, role=Role.MEMBER).order_by()
        return Q(person__in=there.values("person"))
    if name == "need":
        return Q(pk__in=Need.objects.filter(kind=value).values("registration"))
    return Q(**{{"ticket": "ticket_type", "standing": "standing"}[name]: value})


def _named(typed) -> Q:
    """As people are found elsewhere; a place that nobody has claimed, by the name on its badge."""
    said, claimed = Q(), Q(person__isnull=False)
    for word in fold(typed).split():
        claimed &= Q(person__sort_key__startswith=word) | Q(person__sort_key__contains=f" {word}")
    for word in typed.split():
        said &= Q(badge_name__icontains=word)
    return claimed | said & Q(person=None)


def rows(places, columns, *, user, on) -> list[Row]:
    """A question for the people, and one for each thing that the columns ask about."""
    places = list(places)
    people = {place.person_id for place in places if place.person_id}
    known = dict.fromkeys(
        Person.objects.visible_to(user)
        .filter(pk__in=people)
        .order_by()
        .values_list("pk", flat=True)
    )
    say = _Say(places, columns, sorted(known), user, on)
    return [
        Row(
            place,
            name_of(place),
            place.person_id in known,
            tuple(say.cell(place, column) for column in columns),
        )
        for place in places
    ]


def written(places, columns, *, user, on) -> Iterator[list]:
    """Every row for a file, some hundreds at a time."""
    keys = list(places.values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        some = Registration.objects.filter(pk__in=keys[start : start + CHUNK])
        found = {place.pk: place for place in with_names(some)}
        in_order = [found[key] for key in keys[start : start + CHUNK] if key in found]
        for row in rows(in_order, columns, user=user, on=on):
            yield [row.name, *row.cells]


def with_names(places):
    return places.select_related("person", "ticket_type", "guest_of", "order", "event")


class _Say:
    """What the columns ask about, looked up once for all rows."""

    def __init__(self, places, columns, known, user, on):
        self.keys = [place.pk for place in places]
        asked = [OF_PERSON[column] for column in columns if column in OF_PERSON]
        self.people = roster.read(known, asked, user=user, on=on) if asked and known else {}
        self.owing, self.sessions, self.needs, self.came = {}, {}, {}, {}
        if Column.PAID in columns:
            orders = {place.order_id for place in places}
            self.owing = dict(coming.owing().filter(pk__in=orders).values_list("pk", "owed"))
        if Column.SESSIONS in columns:
            self.sessions = self._chosen()
        if Column.NEEDS in columns:
            needs = Need.objects.filter(registration__in=self.keys).order_by("kind")
            for place, kind in needs.values_list("registration", "kind"):
                self.needs.setdefault(place, []).append(NEEDS[kind])
        if Column.CAME in columns:
            came = Attendance.objects.filter(registration__in=self.keys, session=None)
            self.came = dict(came.values_list("registration", "came_at"))

    def _chosen(self):
        chosen = SessionChoice.objects.filter(registration__in=self.keys)
        chosen = chosen.order_by("session__starts_at", "session")
        said: dict[int, list] = {}
        for place, title in chosen.values_list("registration", "session__title"):
            said.setdefault(place, []).append(title)
        return said

    def cell(self, place, column):
        if column in OF_PERSON:
            return self.people.get(place.person_id, {}).get(OF_PERSON[column], "")
        return getattr(self, f"_{Column(column).value}")(place)

    def _ticket(self, place):
        return place.ticket_type.name

    def _state(self, place):
        return place.get_state_display()

    def _price(self, place):
        said = say_money(place.cents) if place.cents else "Free"
        return f"{said} ({place.price_name})" if place.cents and place.price_name else said

    def _paid(self, place):
        if place.state not in SEATED:
            return ""
        if place.order_id in self.owing:
            return f"Order owes {say_money(self.owing[place.order_id])}"
        return "Paid" if place.cents else "Free"

    def _standing(self, place):
        return STANDINGS.get(place.standing, "")

    def _sessions(self, place):
        return "; ".join(self.sessions.get(place.pk, []))

    def _needs(self, place):
        return ", ".join(self.needs.get(place.pk, []))

    def _came(self, place):
        return self._day(place, self.came.get(place.pk))

    def _badge(self, place):
        return place.badge_name

    def _guest(self, place):
        return str(place.guest_of) if place.guest_of_id else ""

    def _made(self, place):
        return self._day(place, place.made_at)

    def _day(self, place, instant):
        return Day(place.event.day(instant)) if instant else ""
