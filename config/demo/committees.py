"""Who sits where: steering committees with every kind of seat, national committees, partners."""

from datetime import date, datetime, timedelta
from random import Random

from network.models import Consent, ContactPoint, Membership, Person, Seat, Term
from network.models.consents import TEXT_VERSION, Purpose
from network.operations import seats
from network.roles import GroupKind, Role

from . import names
from .cast import HOME
from .groups import Groups, seeded_id

#: What becomes of the places of a committee, in the order of its seats, chapter by chapter.
FATES = ["filled", "soon", "vacant", "filled", "acting", "carry_over", "filled", "vacant"]


def seat_everyone(groups: Groups, *, rng: Random, at: datetime, on: date, by) -> None:
    """Fill the steering committees, leaving some places open, and the national ones."""
    for number, (state, committee) in enumerate(groups.steering.items()):
        chapter = groups.chapters[state]
        places = [
            seat
            for seat in Seat.objects.filter(committee=committee).order_by("pk")
            for _ in range(seat.count)
        ]
        seated: set[int] = set()
        for index, seat in enumerate(places):
            fate = FATES[(index + number) % len(FATES)]
            if fate != "vacant":
                _fill(seat, chapter, fate, seated, at=at, on=on, by=by)
    pool = _members(groups.network, on=on)
    for number, committee in enumerate(groups.committees):
        _committee(committee, pool, number, rng=rng, at=at, on=on, by=by)
    _committee(groups.founding, _unserved(groups, on=on), 0, rng=rng, at=at, on=on, by=by)


def _fill(seat, chapter, fate, seated, *, at, on, by):
    """Appoint the first member of the chapter who may hold it and holds no other."""
    able = Membership.objects.filter(group=chapter, role=Role.MEMBER, since__lt=on).live(on=on)
    inside = Term.objects.held(on=on).filter(starts_on__lt=on - timedelta(days=60))
    if seat.region_id:
        inside = inside.filter(office__jurisdiction__regions=seat.region)
    if seat.title == "Alumni seat":
        inside = Term.objects.exclude(end_reason="")
    able = (
        able.filter(person__in=inside.values("person"))
        .exclude(person__in=seated)
        .select_related("person")
        .order_by("since", "person__sort_key")
    )
    membership = able.first()
    if membership is None:
        return
    seated.add(membership.person_id)
    days = {"carry_over": 800, "soon": 690, "acting": 45}.get(fate, 320)
    since = max(membership.since, on - timedelta(days=days))
    scheduled = {
        "carry_over": on - timedelta(days=70),
        "soon": on + timedelta(days=38),
        "acting": None,
    }.get(fate, since + timedelta(days=730))
    seats.appoint(
        seat=seat,
        person=membership.person,
        since=since,
        by=by,
        at=at - (on - since),
        acting=fate == "acting",
        term_ends_on=scheduled and max(scheduled, since),
    )


def _committee(committee, pool, number, *, rng, at, on, by):
    seat = Seat.objects.get(committee=committee)
    people = list(Person.objects.in_bulk(rng.sample(pool, min(16, len(pool)))).values())
    leaders = 1 if number % 3 == 1 else 2
    for person in people[:leaders]:
        seats.appoint(
            seat=seat,
            person=person,
            since=on,
            by=by,
            at=at,
            term_ends_on=on + timedelta(days=365),
        )
    if committee.name.endswith("Founding Committee"):
        return
    Membership.objects.bulk_create(
        Membership(
            public_id=seeded_id(rng),
            person=person,
            group=committee,
            role=Role.MEMBER,
            since=on - timedelta(days=rng.randint(20, 600)),
        )
        for person in people[leaders:]
    )


def _members(group, *, on) -> list[int]:
    """Keys of those who hold office and joined a while ago, in a fixed order."""
    held = Term.objects.held(on=on).filter(starts_on__lt=on)
    return list(
        Membership.objects.filter(group=group, person__in=held.values("person"))
        .live(on=on)
        .order_by("pk")
        .values_list("person", flat=True)
    )


def _unserved(groups, *, on) -> list[int]:
    """Keys of members who serve where the founding committee wants a chapter."""
    held = Term.objects.held(on=on).filter(
        starts_on__lt=on, office__jurisdiction__state=groups.unserved
    )
    members = Membership.objects.filter(group=groups.network, person__in=held.values("person"))
    return list(members.live(on=on).order_by("pk").values_list("person", flat=True))


def hire_directors(groups: Groups, crowd, *, rng: Random, at: datetime, on: date) -> None:
    """A director for each chapter but two, whose posts are open, and organizers for the large."""
    posts = [
        (Role.DIRECTOR, chapter) for state, chapter in groups.chapters.items() if state != HOME
    ][2:]
    posts += [(Role.ORGANIZER, groups.chapters[state]) for state in groups.steering]
    _enroll(posts, crowd, rng=rng, at=at, on=on, consent=True)


def invite_partners(groups: Groups, crowd, *, rng: Random, at: datetime, on: date) -> None:
    posts = [(Role.MEMBER, partner) for partner in groups.partners for _ in range(3)]
    _enroll(posts, crowd, rng=rng, at=at, on=on, consent=False)


def _enroll(posts, crowd, *, rng, at, on, consent):
    people = []
    for _ in posts:
        given, family = names.invent(rng)
        person = Person(public_id=seeded_id(rng), given=given, family=family)
        person.fold_names()
        people.append(person)
    Person.objects.bulk_create(people)
    ContactPoint.objects.bulk_create(
        ContactPoint(
            person=person,
            kind="email",
            use="personal",
            value=crowd.address(person),
            verified_at=at,
        )
        for person in people
    )
    Membership.objects.bulk_create(
        Membership(
            public_id=seeded_id(rng),
            person=person,
            group=group,
            role=role,
            since=on - timedelta(days=rng.randint(60, 1500)),
        )
        for person, (role, group) in zip(people, posts, strict=True)
    )
    if consent:
        Consent.objects.bulk_create(
            Consent(
                person=person,
                purpose=Purpose.PUBLIC_NAME,
                given=True,
                text_version=TEXT_VERSION,
                how=Consent.How.STAFF,
                at=at,
            )
            for person, (_, group) in zip(people, posts, strict=True)
            if group.kind == GroupKind.CHAPTER
        )
