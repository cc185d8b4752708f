"""The people one can sign in as, and the staff around them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from network.models import Consent, Jurisdiction, Person
from network.models.consents import Purpose
from network.operations import consents, logins, memberships, people, terms
from network.roles import Role

HOME = "MD"


@dataclass(frozen=True)
class Part:
    """Somebody to try: their address signs them in, on the panel and by code."""

    key: str
    title: str
    given: str
    family: str
    does: str
    lands: str = "/me/"

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}".strip()

    @property
    def email(self) -> str:
        return f"{self.given}.{self.family}@example.org".lower().replace("ñ", "n")


VISITOR = Part(
    "visitor",
    "Visitor",
    "",
    "",
    "Signed out: reads the public pages, sees public caucuses, applies to join.",
    "/",
)
APPLICANT = Part(
    "applicant",
    "Applicant",
    "Ines",
    "Marchetti",
    "Has applied to join in Maryland and waits for an answer.",
)
MEMBER = Part(
    "member",
    "Member",
    "Dana",
    "Whitlock",
    "A councilmember in Maryland: keeps her page, answers what may be shown, joins a caucus.",
)
CHAIR = Part(
    "chair",
    "Caucus chair",
    "Marisol",
    "Quiñones",
    "Chairs the Nuestro Caucus from the Rio Grande Valley.",
    "/caucuses/nuestro-caucus/",
)
INSIDER = Part(
    "insider",
    "Member of a hidden caucus",
    "Theo",
    "Lindqvist",
    "Belongs to a caucus nobody else can find. Compare his list of caucuses with Dana's.",
    "/caucuses/",
)
PARTNER = Part(
    "partner",
    "Partner",
    "Noor",
    "Haddad",
    "Works at the Lantern Street Housing Coalition: passes on people who won, and sees how far "
    "each has come.",
    "/refer/",
)
EDITOR = Part(
    "editor",
    "Chapter editor",
    "Priya",
    "Raman",
    "Writes and publishes the Maryland chapter's page, and no other.",
    "/cms/",
)
DIRECTOR = Part(
    "director",
    "State director",
    "Renata",
    "Osei",
    "Keeps Maryland's roster: decides on applications, adds terms, fills seats.",
    "/desk/",
)
NATIONAL = Part(
    "national",
    "National staff",
    "June",
    "Abernathy",
    "Keeps every chapter's roster. Sees no caucus, for she is steward of none.",
    "/desk/",
)
ADMIN = Part(
    "admin",
    "Administrator",
    "Sol",
    "Feinberg",
    "National staff who also gives staff their rights.",
    "/desk/",
)
PARTS = [
    VISITOR,
    APPLICANT,
    MEMBER,
    CHAIR,
    INSIDER,
    PARTNER,
    EDITOR,
    DIRECTOR,
    NATIONAL,
    ADMIN,
]
STAFF_PARTS = [CHAIR, EDITOR, DIRECTOR, NATIONAL, ADMIN]

#: Others of the national team; the first is steward of every caucus.
COLLEAGUES = [
    ("Amara", "Delacroix"),
    ("Hugh", "Pemberly"),
    ("Mai", "Truong-Bell"),
    ("Otto", "Vance"),
]

#: Member: state, city, role, seat, title.
OFFICES = {
    MEMBER.key: ("MD", "Hagerstown", "council", "District 2", "Councilmember"),
    EDITOR.key: ("MD", "Annapolis", "council", "District 4", "Councilmember"),
    CHAIR.key: ("TX", "McAllen", "council", "District 3", "Councilmember"),
    INSIDER.key: ("CO", "Pueblo", "council", "District 1", "Councilmember"),
}


def enter(groups, crowd, *, at: datetime, on: date) -> dict[str, Person]:
    """Put everybody of the cast on the roster, except the applicant, who has to apply."""
    long_ago = at - timedelta(days=900)
    since = on - timedelta(days=900)
    for part in PARTS[1:]:
        crowd.addresses[part.email.partition("@")[0]] += 1
    found = {}
    for part in (NATIONAL, ADMIN):
        found[part.key] = _hire(part.given, part.family, long_ago)
        role = Role.ADMIN if part is ADMIN else Role.STAFF
        _begin(found[part.key], groups.staff, role, since, long_ago)
    for given, family in COLLEAGUES:
        person = _hire(given, family, long_ago)
        _begin(person, groups.staff, Role.STAFF, since, long_ago)
        found.setdefault("steward", person)
    found[DIRECTOR.key] = _hire(DIRECTOR.given, DIRECTOR.family, long_ago)
    _begin(found[DIRECTOR.key], groups.chapters[HOME], Role.DIRECTOR, since, long_ago)
    found[PARTNER.key] = _hire(PARTNER.given, PARTNER.family, long_ago)
    _begin(found[PARTNER.key], groups.partners[0], Role.MEMBER, since, long_ago)
    for part in (MEMBER, EDITOR, CHAIR, INSIDER):
        found[part.key] = _elect(part, groups, crowd, at=long_ago, on=on)
    for part in (MEMBER, EDITOR, CHAIR, DIRECTOR):
        _consent(found[part.key], logins.ensure(email=part.email, at=long_ago), long_ago)
    return found


def _hire(given, family, at) -> Person:
    address = f"{given}.{family}@example.org".lower()
    return people.create(given=given, family=family, email=address, by=None, at=at)


def _begin(person, group, role, since, at):
    memberships.begin(person=person, group=group, role=role, since=since, by=None, at=at)


def _consent(person, user, at):
    for purpose in Purpose:
        consents.answer(
            person=person, purpose=purpose, given=True, how=Consent.How.SELF, by=user, at=at
        )


def _elect(part, groups, crowd, *, at, on) -> Person:
    state, city, role, label, title = OFFICES[part.key]
    person = people.create(given=part.given, family=part.family, email=part.email, by=None, at=at)
    starts = date(on.year - 2, 1, 8)
    place = Jurisdiction.objects.get(state=state, name=city, kind="city")
    crowd.reserve(place.pk, role, label)
    terms.add_in(
        person=person,
        jurisdiction=place,
        role=role,
        seat_label=label,
        title=title,
        starts_on=starts,
        ends_on=date(on.year + 2, 1, 7),
        by=None,
        at=at,
    )
    since = on - timedelta(days=700)
    _begin(person, groups.network, Role.MEMBER, since, at)
    _begin(person, groups.chapters[state], Role.MEMBER, since, at)
    if part is EDITOR:
        _begin(person, groups.chapters[state], Role.PUBLISHER, since, at)
    return person
