"""What has been going on lately: people who ask to join, and what the staff did."""

from datetime import date, datetime, timedelta

from network.models import Jurisdiction, Membership, Office, Person, Term, User
from network.models.offices import EndReason, TermState
from network.operations import applications, people, terms
from network.roles import Role

from . import cast

#: First and last name, state, city, role, seat, how they heard, days ago.
APPLICANTS = [
    ("Ines", "Marchetti", "MD", "Frederick", "council", "", "Dana Whitlock told me over pie.", 2),
    ("Bo", "Castellan", "MD", "Salisbury", "school_board", "Seat 4", "A flyer at the library.", 1),
    ("Odalys", "Prieto", "TX", "Brownsville", "council", "District 1", "At the state fair.", 4),
    ("Grover", "Tull", "OH", "Toledo", "council", "Ward 6", "My county chair forwarded it.", 3),
    ("Wren", "Achterberg", "CO", "Durango", "mayor", "", "The Western Slope newsletter.", 6),
    ("Lucinda", "Vane", "WY", "Laramie", "council", "Ward 2", "Looking for company out here.", 5),
]
APPROVED = ("Hollis", "Beckwith", "MD", "Cumberland", "council", "Seat 3", "A neighbor.", 30)
DECLINED = ("Ansel", "Rook", "MD", "Annapolis", "other", "", "An advertisement.", 21)
ARRIVALS = len(APPLICANTS) + 3
"""Records that all this makes: the last is a double, which staff will match."""


def receive_applications(director: User, *, at: datetime) -> None:
    """Some wait, one was welcomed, one was told no, and one is on the roster already."""
    for told in APPLICANTS:
        _submit(*told, at=at)
    welcome = _submit(*APPROVED, at=at)
    applications.approve(application=welcome, by=director, at=at - timedelta(days=28))
    refused = _submit(*DECLINED, at=at)
    applications.decline(
        application=refused,
        reason="We are for people in elected local office. Come back when you have won!",
        by=director,
        at=at - timedelta(days=20),
    )


def apply_again(*, at: datetime) -> None:
    """Somebody on Maryland's roster applies from a mailbox we did not know."""
    known = (
        Term.objects.held(on=at.date())
        .filter(person__in=_maryland(at.date()), office__role="council", person__known_as="")
        .exclude(person__user__isnull=False)
        .select_related("person", "office__jurisdiction")
        .order_by("person__sort_key")
        .first()
    )
    person, place = known.person, known.office.jurisdiction
    word = person.sort_key.split()[0]
    applications.submit(
        email=f"{word}.at.home@example.org",
        given=person.given,
        family=person.family,
        jurisdiction=place,
        office_role=known.office.role,
        seat_label=known.office.seat_label,
        heard="I think I used to be on your list.",
        at=at - timedelta(hours=7),
    )


def _submit(given, family, state, city, role, label, heard, days, *, at):
    starts = date(at.year - 1, 1, 6)
    return applications.submit(
        email=f"{given}.{family}@example.org".lower(),
        given=given,
        family=family,
        jurisdiction=Jurisdiction.objects.filter(state=state, name=city).exclude(kind="county")[0],
        office_role=role,
        seat_label=label,
        starts_on=starts if role != Office.Role.OTHER else None,
        ends_on=date(at.year + 3, 1, 5) if role != Office.Role.OTHER else None,
        heard=heard,
        at=at - timedelta(days=days),
    )


def _maryland(on):
    return (
        Membership.objects.filter(group__state=cast.HOME, role=Role.MEMBER)
        .live(on=on)
        .values("person")
    )


def keep_house(director: User, *, at: datetime, on: date) -> None:
    """A few of the director's mornings: terms confirmed and ended, names put right."""
    unsure = (
        Term.objects.state(on=on)
        .filter(state=TermState.UNCONFIRMED, person__in=_maryland(on))
        .select_related("person")
        .order_by("ends_on", "pk")
    )
    for term, days in zip(unsure[:2], (9, 8), strict=False):
        terms.confirm(
            term=term,
            ends_on=term.ends_on.replace(year=on.year + 2, day=1),
            by=director,
            at=at - timedelta(days=days),
        )
    for term in unsure[2:3]:
        terms.end(
            term=term,
            ended_on=term.ends_on,
            reason=EndReason.LOST,
            by=director,
            at=at - timedelta(days=7),
        )
    plain = Person.objects.filter(pk__in=_maryland(on), pronouns="").order_by("sort_key")
    for person in plain[:3]:
        people.edit(
            person=person,
            version=person.version,
            pronouns="they/them",
            by=director,
            at=at - timedelta(days=6),
        )
