"""What else happens: a happy hour in Baltimore, trainings, a call tomorrow, and what was."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.db.models import Exists, OuterRef

from events.models import (
    Attendance,
    Kind,
    NeedKind,
    Scan,
    ScanKind,
    ScanResult,
    State,
    Visibility,
    clocks,
)
from events.operations import events, limits, registrations, ticketing
from network.models import Membership, Person, User
from network.models.people import Standing

from . import cast, names, turnout
from .groups import Groups, seeded_id

ZONE = "America/New_York"
EVERYBODY = [("Member", {"standing": ["member", "alum"]})]
TOLD_APART = [
    *EVERYBODY,
    ("Partner", {"standing": ["partner"]}),
    ("Staff", {"standing": ["staff"]}),
    ("Guest of a member", {}),
    ("Friend of the chapter", {}),
]
WAY_IN = "https://video.example.org/porchlight-"


@dataclass(frozen=True)
class Told:
    """An event as it is announced: days from today, hour, hours long."""

    kind: Kind
    title: str
    slug: str
    days: int
    hour: int
    hours: float
    summary: str
    description: str
    place: str = ""
    address: str = ""
    access: str = "Step-free from the street."
    visibility: Visibility = Visibility.PUBLIC
    seats: int | None = None
    guests: int = 0
    coming: int = 0
    minute: int = 0


HAPPY_HOUR = Told(
    Kind.GATHERING,
    "Happy hour at the Copper Kettle",
    "copper-kettle",
    0,
    17,
    2.5,
    "Friday after work: Maryland’s members, partners and whoever they bring.",
    "No program. There is a long table in the back and a tab until eight. Ask whoever wears the "
    "green pin who you should meet.",
    "The Copper Kettle",
    "14 Fleet Street, Baltimore, MD 21231",
    seats=80,
    guests=2,
    coming=38,
    minute=30,
)
COMING = [
    Told(
        Kind.CALL,
        "Rapid response: the state wants our rental rules",
        "rental-rules-call",
        1,
        12,
        0.75,
        "A bill filed on Monday would take rental licensing from counties. What we say, and to "
        "whom, by Friday.",
        "Ten minutes on what the bill says, ten on who is on the committee, and then we share "
        "out the calls.",
        visibility=Visibility.MEMBERS,
        coming=24,
    ),
    Told(
        Kind.TRAINING,
        "Reading a budget in one evening",
        "budget-evening",
        12,
        19,
        1.5,
        "Online. Bring last year’s budget of your own town.",
        "We go through one budget together, then everybody finds three numbers in their own.",
        visibility=Visibility.MEMBERS,
        coming=31,
    ),
    Told(
        Kind.TRAINING,
        "Door knocking after you have won",
        "doors-after-winning",
        23,
        10,
        5,
        "A day in Hagerstown, half of it on people’s porches.",
        "How to ask what people need when you are not asking for their vote. Wear shoes.",
        "Hagerstown Library, second floor",
        "100 South Potomac Street, Hagerstown, MD 21740",
        seats=30,
        coming=19,
    ),
    Told(
        Kind.TRAINING,
        "Minutes, motions and the open meetings act",
        "open-meetings",
        37,
        9,
        4,
        "A morning in Salisbury for clerks’ favorite members.",
        "What must be said in public, what may not, and how to write it down.",
        "Shore Community Hall",
        "27 Calvert Street, Salisbury, MD 21801",
        seats=40,
        coming=12,
    ),
]
TODAY = Told(
    Kind.GATHERING,
    "Open house at the chapter office",
    "open-house",
    0,
    0,
    9,
    "Come by today: coffee, maps and somebody who knows your county.",
    "Drop in at any time. June stands at the door.",
    "The chapter office",
    "3 Candlemaker’s Row, Annapolis, MD 21401",
    seats=60,
    coming=34,
)
PAST = [
    Told(
        Kind.GATHERING,
        "Maryland’s fall assembly",
        "fall-assembly",
        -19,
        9,
        7,
        "A day in Annapolis: elections to the steering committee, and soup.",
        "Reports until eleven, tables until three, soup throughout.",
        "The Old Mill Hall",
        "8 Ferry Lane, Annapolis, MD 21401",
        seats=120,
        coming=72,
    ),
    Told(
        Kind.TRAINING,
        "Your first hundred days",
        "first-hundred-days",
        -47,
        18,
        2,
        "For those sworn in this year.",
        "What to read, whom to thank, what to leave for later.",
        "Frederick Town Library",
        "9 Patrick Street, Frederick, MD 21701",
        seats=40,
        coming=26,
    ),
]


def hold(
    network: Groups, known: dict[str, Person], by: User, *, share: float, rng: Random, at: datetime
) -> None:
    chapter = network.chapters[cast.HOME]
    crowd = _crowd(chapter, known, rng, at)
    for told in [HAPPY_HOUR, *COMING, TODAY, *PAST]:
        event, tickets = _announce(chapter, told, by, at)
        rows = _register(event, tickets, told, crowd, share, rng, at)
        if told is TODAY or told in PAST:
            _arrive(event, rows, by, rng, at)
        if told is HAPPY_HOUR:
            _bring_dana(event, tickets, known[cast.MEMBER.key], at)


def _begins(told, at) -> datetime:
    """On its day; the happy hour on the next Friday; what is today began a while ago."""
    today = clocks.wall(at, zone=ZONE).date()
    if told is TODAY:
        return at - timedelta(minutes=40)
    days = told.days
    if told is HAPPY_HOUR:
        days = (4 - today.weekday()) % 7 or 7
    on: date = today + timedelta(days=days)
    return clocks.instant(on=on, at=time(told.hour, told.minute), zone=ZONE)


def _announce(chapter, told, by, at):
    begins = _begins(told, at)
    then = min(at, begins) - timedelta(days=2 if told.kind == Kind.CALL else 30)
    online = not told.place
    event = events.make(
        host=chapter,
        kind=told.kind,
        title=told.title,
        slug=told.slug,
        summary=told.summary,
        description=told.description,
        access_notes="Live captions are on from the start." if online else told.access,
        timezone=ZONE,
        starts_at=begins,
        ends_at=begins + timedelta(hours=told.hours),
        place=told.place,
        address=told.address,
        online=online,
        visibility=told.visibility,
        guests_each=told.guests,
        needs_asked=[] if online else [NeedKind.DIET, NeedKind.ACCESS],
        by=by,
        at=then,
    )
    if online:
        event = events.edit(event=event, join_link=f"{WAY_IN}{told.slug}", by=by, at=then)
    kinds = TOLD_APART if told.guests else EVERYBODY
    tickets = {name: _offer(event, name, audience, by, then) for name, audience in kinds}
    if told.seats:
        limits.set_size(event=event, size=told.seats, by=by, at=then)
    return events.publish(event=event, by=by, at=then), tickets


def _offer(event, name, audience, by, at):
    guests = name.startswith("Guest")
    ticket = ticketing.add(
        event=event, name=name, audience=audience, for_guests=guests, by=by, at=at
    )
    ticketing.add_price(ticket=ticket, name="Free", cents=0, by=by, at=at)
    return ticket


def _crowd(chapter, known, rng, at) -> dict[str, list[Person]]:
    """People of the chapter by standing, and partners, but for those one can be."""
    here = Membership.objects.live(on=at.date()).filter(person=OuterRef("pk"), group=chapter)
    people = Person.objects.standing(on=at.date()).exclude(
        pk__in=[person.pk for person in known.values()]
    )
    found: dict[str, list[Person]] = {}
    for person in people.filter(Exists(here)).order_by("pk"):
        found.setdefault(person.standing, []).append(person)
    for standing in (Standing.PARTNER, Standing.STAFF):
        found[standing] = list(people.filter(standing=standing).order_by("pk")[:5])
    return found


def _register(event, tickets, told, crowd, share, rng, at):
    then = min(at, event.starts_at)
    members = [*crowd.get(Standing.MEMBER, []), *crowd.get(Standing.ALUM, [])]
    many = min(len(members), max(6, round(told.coming * share)))
    some = [("Member", person) for person in rng.sample(members, many)]
    for name, standing, most in (("Partner", Standing.PARTNER, 5), ("Staff", Standing.STAFF, 3)):
        if name in tickets:
            some += [(name, person) for person in crowd.get(standing, [])[:most]]
    drafts = [
        turnout.Draft(
            person,
            tickets[name],
            then - timedelta(hours=rng.uniform(1, 40 if told.kind == Kind.CALL else 600)),
            standing=person.standing,
            payment=None,
        )
        for name, person in some
    ]
    if told.guests:
        for draft in drafts[:9]:
            draft.guest = turnout.Draft(
                None,
                tickets["Guest of a member"],
                draft.made_at,
                payment=None,
                name=" ".join(names.invent(rng)),
            )
    rows = turnout.Writer(event, rng, at).write(drafts)
    turnout.seat(event, rows)
    return rows


def _arrive(event, rows, by, rng, at):
    """Most come in the first hour, more around its start than later."""
    until = min(at, event.ends_at)
    coming = [row for row in rows if row.state == State.CONFIRMED and rng.random() < 0.85]
    times = [event.starts_at + timedelta(minutes=rng.triangular(-30, 60, 4)) for _ in coming]
    came = [(row, when) for row, when in zip(coming, times, strict=True) if when < until]
    Scan.objects.bulk_create(
        Scan(
            nonce=seeded_id(rng),
            event=event,
            registration=row,
            kind=ScanKind.IN,
            result=ScanResult.WELCOME,
            scanned_at=when,
            received_at=when,
            device="Front door",
            by=by,
        )
        for row, when in sorted(came, key=lambda one: one[1])
    )
    Attendance.objects.bulk_create(
        Attendance(registration=row, came_at=when, by=by) for row, when in came
    )


def _bring_dana(event, tickets, dana, at):
    registrations.register(
        event=event, ticket_type=tickets["Member"], person=dana, by=dana.user, at=at
    )
