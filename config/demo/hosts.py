"""Meetings with the staff: hosts in four time zones, their weeks, and what is booked with them."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from django.conf import settings
from django.utils import timezone

from events.models import Booking, Host, MeetingPlace, MeetingType
from events.operations.meet import (
    absences,
    bookings,
    busy,
    changing,
    deciding,
    hosts,
    hours,
    places,
    pools,
    requests,
    slots,
    types,
)
from network.models import Membership, Person, User
from network.models.interactions import Visibility
from network.models.people import ContactKind, Standing
from network.operations import logins
from network.roles import Role

from . import cast, hosts_words
from .groups import Groups

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
#: When all of this began, a while after every director was hired.
SINCE = 50 * DAY


@dataclass
class House:
    """What is there, by the keys of the words."""

    network: Groups
    by: User
    at: datetime
    hosts: dict[str, Host] = field(default_factory=dict)
    rooms: dict[str, MeetingPlace] = field(default_factory=dict)
    kinds: dict[str, MeetingType] = field(default_factory=dict)

    @property
    def began(self):
        return {"by": self.by, "at": self.at - SINCE}

    def keeper(self, state):
        return self.network.chapters[state] if state else self.network.network


def welcome(
    network: Groups, known: dict[str, Person], by: dict[str, User], *, rng: Random, at: datetime
) -> None:
    house = House(network, by[cast.NATIONAL.key], at)
    for key, (state, *values) in hosts_words.ROOMS.items():
        names = ("name", "address", "access", "timezone", "travel_before", "travel_after")
        fields = dict(zip(names, values, strict=True))
        house.rooms[key] = places.add(group=house.keeper(state), **fields, **house.began)
    for key, (person, state) in _staff(network, known, at).items():
        _take_on(house, key, person, state)
    _offer(house)
    _live(house)
    guests = _guests(house, known, rng)
    for kind, who, days, topic, became, notes in hosts_words.MEETINGS:
        guest = known.get(who) or guests(who, kind)
        booking = _book(house, kind, guest, days, topic, rng)
        if booking is not None:
            _become(house, booking, became, notes, rng)
    requests.ask(
        person=known[cast.CHAIR.key], words=hosts_words.WISH, by=by[cast.CHAIR.key], at=at - 2 * DAY
    )


def _staff(network, known, at):
    """Directors of Maryland and of a chapter in each of two zones, and two of the national team."""
    given, family = cast.COLLEAGUES[1]
    found = {
        "renata": (known[cast.DIRECTOR.key], cast.HOME),
        "june": (known[cast.NATIONAL.key], ""),
        "hugh": (Person.objects.get(given=given, family=family), ""),
    }
    directors = Membership.objects.live(on=timezone.localdate(at - SINCE))
    for key, state in (("colorado", "CO"), ("california", "CA")):
        chapter = network.chapters[state]
        post = directors.filter(group=chapter, role=Role.DIRECTOR).select_related("person").first()
        if post is not None:
            found[key] = (post.person, state)
    return found


def _take_on(house, key, person, state):
    headline, about, zone, week = hosts_words.HOSTS[key]
    logins.ensure(email=_address(person), at=house.at)
    host = hosts.take_on(
        person=person, timezone=zone, headline=headline, about=about, **house.began
    )
    hosts.serve(host=host, group=house.keeper(state), rank=1 + (key == "hugh"), **house.began)
    hosts.set_link(host=host, link=f"https://meet.example.org/{host.slug}", **house.began)
    for weekday, start, end, mode, room in week:
        hours.add(
            host=host,
            weekday=weekday,
            start_minute=start,
            end_minute=end,
            mode=mode,
            place=house.rooms.get(room),
            **house.began,
        )
    person.refresh_from_db()
    house.hosts[key] = host


def _offer(house):
    pool = pools.make(group=house.network.network, name=hosts_words.POOL, **house.began)
    for key in ("june", "hugh"):
        pools.join(pool=pool, host=house.hosts[key], **house.began)
    for key, (owner, name, description, fields) in hosts_words.KINDS.items():
        whose = {"pool": pool} if owner == "pool" else {"host": house.hosts.get(owner)}
        if all(whose.values()):
            house.kinds[key] = types.make(
                **whose, name=name, description=description, **fields, **house.began
            )


def _live(house):
    """A day off, two days at a library, an afternoon away, travel; and a calendar elsewhere."""
    renata, now = house.hosts["renata"], {"by": house.by, "at": house.at - DAY}
    on = timezone.localdate(house.at)
    monday = on + DAY * (7 - on.weekday())
    hours.set_day(host=renata, on=monday + 4 * DAY, note="Day off", **now)
    for tuesday in (monday + 8 * DAY, monday + 22 * DAY):
        there = hours.Span(13 * 60, 17 * 60, hosts_words.IN_PERSON, house.rooms["library"])
        hours.set_day(host=renata, on=tuesday, spans=[there], note="In Hagerstown", **now)
    absences.travel(
        host=renata,
        first_day=monday + DAY,
        last_day=monday + 2 * DAY,
        timezone="America/Chicago",
        **now,
    )
    week_after = monday + 10 * DAY
    starts, ends = absences.stretch(
        renata, first=week_after, last=week_after, begins=13 * 60, ends=17 * 60
    )
    absences.go_away(host=renata, starts_at=starts, ends_at=ends, note="Dentist", **now)
    if host := house.hosts.get("california"):
        _keep_calendar(host, monday, house.at)


def _keep_calendar(host, monday, at):
    """The demo hands it out itself, where it runs; the worker reads it again while both do."""
    where = settings.SITE_URL if settings.CALENDARS_ON_LOOPBACK else "https://demo.example.org"
    address = f"{where}/demo/family.ics"
    feed = busy.add(host=host, name="Family", address=address, by=host.person.user, at=at - DAY)
    begun = [
        absences.stretch(host, first=day, last=day, begins=17 * 60, ends=18 * 60)[0]
        for day in (monday + DAY, monday + 8 * DAY, monday + 15 * DAY)
    ]
    busy.keep(feed=feed, blocks=[(starts, starts + HOUR) for starts in begun], at=at)


def _guests(house, known, rng):
    """Somebody of the host's chapter, another each time; or as the words say.

    They were members when the first of these meetings was booked.
    """
    on = timezone.localdate(house.at)
    long = Person.objects.of_standing(Standing.MEMBER, on=on - SINCE).order_by().values("pk")
    anywhere = Membership.objects.live(on=on).filter(role=Role.MEMBER, person__in=long)
    director = house.hosts["renata"].person.user
    alums = Person.objects.visible_to(director).of_standing(Standing.ALUM, on=on).order_by("pk")
    special = {"alum": alums.first(), "guest": None}
    met = {person.pk for person in (*known.values(), special["alum"]) if person}

    def of(who, kind):
        if who == "guest" or special.get(who):
            return special[who]
        host = house.kinds[kind].host if kind in house.kinds else None
        state = {"colorado": "CO", "california": "CA"}.get(kind, cast.HOME) if host else "CO"
        free = anywhere.exclude(person__in=met).order_by("pk").values_list("person", flat=True)
        here = free.filter(group=house.network.chapters[state])
        met.add(chosen := rng.choice(list(here) or list(free)))
        return Person.objects.get(pk=chosen)

    return of


def _book(house, kind, guest, days, topic, rng) -> Booking | None:
    """The next time that is open from a day on, asked for a few days before."""
    if kind not in house.kinds:
        return None
    meeting_type = house.kinds[kind]
    on = timezone.localdate(house.at) + days * DAY
    made = min(house.at - HOUR, house.at + days * DAY) - rng.randint(2, 4) * DAY
    slot = _open(meeting_type, on, rng, at=made, after=house.at if days >= 0 else made)
    if slot is None:
        return None
    place = MeetingPlace.objects.filter(pk=slot.place_id).first()
    by = guest.user if guest else None
    hold = bookings.hold(
        meeting_type=meeting_type,
        wish=bookings.Wish(slot.starts_at, slot.mode, place),
        timezone=slot.zone,
        person=guest,
        by=by,
        at=made,
    )
    name, email = ("", "") if guest else hosts_words.GUEST
    return bookings.book(
        booking=hold,
        topic=topic,
        answers=hosts_words.ANSWERS.get(kind, ()),
        guest_name=name,
        guest_email=email,
        by=by,
        at=made + timedelta(minutes=3),
    )


def _open(meeting_type, on, rng, *, at, after, but=None):
    asked = (
        [meeting_type.host]
        if meeting_type.host
        else [member.host for member in meeting_type.pool.members.select_related("host")]
    )
    found = slots.open_slots(meeting_type, asked, first=on, last=on + 5 * DAY, at=at, but=but)
    soon = [slot for slot in found if slot.starts_at > after + timedelta(minutes=20)]
    return rng.choice(soon[:4]) if soon else None


def _become(house, booking, became, notes, rng):
    host, over = booking.host, booking.ends_at + HOUR
    by = {"by": host.person.user}
    seen = booking.changed_at + HOUR
    if became == "approved":
        deciding.approve(booking=booking, at=seen, **by)
    elif became == "cancelled":
        changing.cancel(
            booking=booking, reason=hosts_words.CALLED_OFF, by=booking.person.user, at=seen
        )
    elif became == "no_show":
        deciding.did_not_come(booking=booking, at=over, **by)
    elif became.startswith("moved"):
        for turn in range(1 + became.endswith("twice")):
            _move(booking, rng, at=seen + turn * HOUR, after=house.at)
    if notes and over < house.at:
        scope = host.areas.select_related("group").first().group
        what = {"body": notes, "scope": scope, "visibility": Visibility.SCOPE}
        deciding.note(booking=booking, **what, at=over, **by)


def _move(booking, rng, *, at, after):
    booking.refresh_from_db()
    on = timezone.localdate(booking.starts_at) + DAY
    slot = _open(booking.meeting_type, on, rng, at=at, after=after, but=booking)
    if slot is None:
        return
    place = MeetingPlace.objects.filter(pk=slot.place_id).first()
    wish = bookings.Wish(slot.starts_at, slot.mode, place)
    changing.move(booking=booking, wish=wish, by=booking.person.user, at=at)


def _address(person):
    return person.contacts.filter(kind=ContactKind.EMAIL).first().value
