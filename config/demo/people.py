"""The network's many people, written in bulk: standing, terms, addresses, consents."""

from collections import Counter, defaultdict, deque
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from network.models import Consent, ContactPoint, Membership, Office, Person, Term
from network.models.consents import TEXT_VERSION, Purpose
from network.roles import Role

from . import names, places
from .groups import Groups, seeded_id

CHUNK = 2000

#: How a hundred people divide. The rest are members whose terms run.
SHARES = {
    "alum": 0.17,
    "unconfirmed": 0.10,
    "confirmed": 0.03,
    "elect": 0.05,
    "unknown": 0.04,
    "returning": 0.05,
    "prospect": 0.05,
    "left": 0.01,
}
PAST_REASONS = ["completed", "lost", "resigned", "other_office", "completed"]
EARLIER = {
    "mayor": "council",
    "county_board": "council",
    "council": "school_board",
    "school_board": "school_board",
}


@dataclass(frozen=True)
class Draft:
    """A person to be: in which state, with what story, and in which region if it matters."""

    state: str
    story: str
    region: str = ""


@dataclass
class Batch:
    """Rows of one chunk, written together."""

    people: list = field(default_factory=list)
    contacts: list = field(default_factory=list)
    terms: list = field(default_factory=list)
    memberships: list = field(default_factory=list)
    consents: list = field(default_factory=list)

    def write(self) -> None:
        Person.objects.bulk_create(self.people, batch_size=500)
        for rows in (self.contacts, self.terms, self.memberships, self.consents):
            for row in rows:
                row.person_id = row.person.pk
            type(rows[0]).objects.bulk_create(rows, batch_size=500) if rows else None


class Crowd:
    """Invents people one chunk at a time; memory does not grow with their number."""

    def __init__(
        self, atlas: places.Places, groups: Groups, *, rng: Random, at: datetime, on: date
    ):
        self.atlas, self.groups, self.rng, self.at, self.on = atlas, groups, rng, at, on
        self.slots = {
            state: places.slots(found, rng) for state, found in sorted(atlas.by_state.items())
        }
        self.aside = defaultdict(deque)
        self.offices: dict[tuple, int] = {}
        self.addresses = Counter()
        self.reserved: set[tuple] = set()

    def drafts(self, count: int) -> list[Draft]:
        """Two in every region with a committee first, then the country by weight."""
        first = [
            Draft(state, "sitting", region)
            for state, regions in places.REGIONS.items()
            for region in regions
            for _ in range(3)
        ][:count]
        codes = sorted(self.atlas.weights)
        weights = [
            self.atlas.weights[code] ** 0.6 * (2.5 if code in places.REGIONS else 1)
            for code in codes
        ]
        stories, shares = [*SHARES, "sitting"], [*SHARES.values(), 1 - sum(SHARES.values())]
        rest = count - len(first)
        return first + [
            Draft(state, story)
            for state, story in zip(
                self.rng.choices(codes, weights, k=rest),
                self.rng.choices(stories, shares, k=rest),
                strict=True,
            )
        ]

    def invent(self, drafts: list[Draft]) -> None:
        """Write one chunk of people with everything that hangs on them."""
        taken = [self._slot(draft) for draft in drafts]
        offices = self._offices(taken)
        batch = Batch()
        for draft, slot in zip(drafts, taken, strict=True):
            self._person(batch, draft, slot, offices)
        batch.write()

    def reserve(self, jurisdiction: int, role: str, label: str) -> None:
        """Keep a seat free for somebody who is not of the crowd."""
        self.reserved.add((jurisdiction, role, label))

    def _slot(self, draft):
        """The next free seat of the state, or of the region, keeping what was passed over."""
        if not draft.region:
            aside = self.aside[draft.state]
            return aside.popleft() if aside else self._next(draft.state)
        while True:
            slot = self._next(draft.state)
            if self.atlas.by_pk[slot.jurisdiction].region == draft.region:
                return slot
            self.aside[draft.state].append(slot)

    def _next(self, state):
        return next(
            slot
            for slot in self.slots[state]
            if (slot.jurisdiction, slot.role, slot.label) not in self.reserved
        )

    def _offices(self, slots):
        """Offices of these seats, and of the earlier office their holders may have had."""
        wanted = {}
        for slot in slots:
            wanted[slot.jurisdiction, slot.role, slot.label] = slot
            role = EARLIER[slot.role]
            key = (slot.jurisdiction, role, "At large" if role == "council" else "Seat 1")
            wanted.setdefault(
                key,
                places.Slot(
                    slot.jurisdiction,
                    role,
                    key[2],
                    "Councilmember" if role == "council" else "School Board Member",
                    48,
                ),
            )
        new = [key for key in wanted if key not in self.offices]
        made = Office.objects.bulk_create(
            (
                Office(
                    jurisdiction_id=key[0],
                    role=key[1],
                    seat_label=key[2],
                    title=wanted[key].title,
                    term_months=wanted[key].months,
                )
                for key in new
            ),
            batch_size=500,
        )
        self.offices.update(zip(new, (office.pk for office in made), strict=True))
        return self.offices

    def _person(self, batch, draft, slot, offices):
        rng = self.rng
        given, family = names.invent(rng)
        person = Person(
            public_id=seeded_id(rng),
            given=given,
            family=family,
            known_as=names.KNOWN_AS.get(given, "") if rng.random() < 0.5 else "",
            pronouns=rng.choice(names.PRONOUNS) if rng.random() < 0.4 else "",
        )
        person.fold_names()
        batch.people.append(person)
        first_day = self._terms(batch, person, draft, slot, offices)
        self._contacts(batch, person, draft, slot)
        if draft.story != "prospect":
            self._belong(batch, person, draft, first_day)

    # Terms in office

    def _terms(self, batch, person, draft, slot, offices) -> date:
        """Add the person's terms by their story; answers with the first day of the last one."""
        office = offices[slot.jurisdiction, slot.role, slot.label]
        starts, ends = self._running(slot.months)
        term = {"elected_on": _election_before(starts), "starts_on": starts, "ends_on": ends}
        story = draft.story
        if story == "prospect" and self.rng.random() < 0.6:
            story = "sitting"
        if story in ("unconfirmed", "confirmed"):
            ends = self.on - timedelta(days=self.rng.randint(8, 500))
            starts = _years(ends, -slot.months // 12) + timedelta(days=1)
            term = {"elected_on": _election_before(starts), "starts_on": starts, "ends_on": ends}
            if story == "confirmed":
                term["confirmed_on"] = ends + timedelta(days=self.rng.randint(1, 7))
        elif story in ("alum", "left", "prospect"):
            ends = self.on - timedelta(days=self.rng.randint(40, 3000))
            starts = _years(ends, -self.rng.choice([2, 4, 4, 8])) + timedelta(days=1)
            reason = self.rng.choice(PAST_REASONS)
            term = {"starts_on": starts, "ends_on": ends, "ended_on": ends, "end_reason": reason}
            if reason == "resigned":
                term["ends_on"] = ends + timedelta(days=self.rng.randint(30, 700))
        elif story == "elect":
            starts = self.on + timedelta(days=self.rng.randint(20, 60))
            term = {
                "elected_on": self.on - timedelta(days=self.rng.randint(5, 25)),
                "starts_on": starts,
                "ends_on": _years(starts, slot.months // 12) - timedelta(days=1),
            }
        elif story == "unknown":
            year = starts.year
            term = self.rng.choice(
                [
                    {},
                    {"starts_on": date(year, 1, 1), "starts_precision": "year"},
                    {"starts_on": starts.replace(day=1), "starts_precision": "month"},
                    {"ends_on": date(self.on.year + 1, 12, 31), "ends_precision": "year"},
                ]
            )
        how = "appointed" if self.rng.random() < 0.06 else "elected"
        if how == "appointed":
            term.pop("elected_on", None)
        self._add(batch, person, office, how=how, **term)
        self._earlier(batch, person, draft, slot, offices, term)
        return term.get("starts_on") or self.on - timedelta(days=self.rng.randint(200, 2000))

    def _earlier(self, batch, person, draft, slot, offices, term):
        """Some served before: the same seat once more, or a smaller office first."""
        begun = term.get("starts_on")
        chance = {"returning": 1, "elect": 0.4, "sitting": 0.3, "alum": 0.2}.get(draft.story, 0)
        if not begun or self.rng.random() >= chance:
            return
        last = min(begun, self.on) - timedelta(days=1)
        first = _years(last, -4) + timedelta(days=1)
        again = self.rng.random() < 0.5 and draft.story != "elect"
        role = EARLIER[slot.role]
        before = (
            (slot.jurisdiction, slot.role, slot.label)
            if again
            else (slot.jurisdiction, role, "At large" if role == "council" else "Seat 1")
        )
        self._add(
            batch,
            person,
            offices[before],
            how="elected",
            starts_on=first,
            ends_on=last,
            ended_on=last,
            end_reason="completed" if again else "other_office",
        )

    def _add(self, batch, person, office, **term):
        batch.terms.append(
            Term(public_id=seeded_id(self.rng), person=person, office_id=office, **term)
        )

    def _running(self, months):
        """First and last day of a term of this length that runs today."""
        years = max(months // 12, 1)
        start = date(self.on.year - self.rng.randint(0, years - 1), 1, self.rng.randint(1, 12))
        if start > self.on:
            start = _years(start, -1)
        if self.rng.random() < 0.3:
            start = start.replace(month=12) if start.replace(month=12) <= self.on else start
        return start, _years(start, years) - timedelta(days=1)

    # Addresses

    def _contacts(self, batch, person, draft, slot):
        rng, place = self.rng, self.atlas.by_pk[slot.jurisdiction]
        if rng.random() < (0.5 if draft.story == "prospect" else 0.94):
            self._reach(batch, person, "email", "personal", self.address(person), verified=True)
        if draft.story not in ("alum", "left") and rng.random() < 0.7:
            where = f"{place.slug}.{place.state.lower()}"
            mine = person.sort_key.split()[0]
            shared = rng.random() < 0.35
            box = f"{slot.role.replace('_', '.')}.{where}" if shared else f"{mine}.{where}"
            self._reach(batch, person, "email", "official", f"{box}@example.org")
        if rng.random() < 0.72:
            number = f"({rng.randint(2, 9)}{rng.randint(0, 8)}{rng.randint(1, 9)}) 555-01"
            self._reach(batch, person, "phone", "personal", f"{number}{rng.randint(0, 99):02}")

    def address(self, person) -> str:
        """A personal address nobody else has."""
        words = f"{person.sort_key} x".split()[:-1]
        plain = f"{words[-1]}.{words[0]}" if len(words) > 1 else words[0]
        self.addresses[plain] += 1
        count = self.addresses[plain]
        return f"{plain}{count if count > 1 else ''}@example.org"

    def _reach(self, batch, person, kind, use, value, *, verified=False):
        batch.contacts.append(
            ContactPoint(
                person=person,
                kind=kind,
                use=use,
                value=value,
                verified_at=self.at if verified and self.rng.random() < 0.7 else None,
            )
        )

    # Belonging

    def _belong(self, batch, person, draft, first_day):
        chapter = self.groups.chapters.get(draft.state)
        earliest = self.groups.network.founded_on
        since = min(
            max(first_day + timedelta(days=self.rng.randint(5, 400)), earliest),
            self.on - timedelta(days=self.rng.randint(1, 20)),
        )
        over = {}
        if draft.story == "left":
            until = self.on - timedelta(days=self.rng.randint(3, 30))
            over = {"until": max(until, since), "end_reason": "left"}
        self._join(batch, person, self.groups.network, since, **over)
        if chapter:
            self._join(batch, person, chapter, max(since, chapter.founded_on), **over)
        if draft.story == "left":
            return
        for purpose, share in (
            (Purpose.PUBLIC_NAME, 0.85 if draft.region else 0.7),
            (Purpose.DIRECTORY, 0.85),
            (Purpose.NEWSLETTER, 0.8),
        ):
            if draft.region or self.rng.random() < 0.9:
                batch.consents.append(
                    Consent(
                        person=person,
                        purpose=purpose,
                        given=self.rng.random() < share,
                        text_version=TEXT_VERSION,
                        how=Consent.How.SELF,
                        at=self.at - timedelta(days=self.rng.randint(1, 600)),
                    )
                )

    def _join(self, batch, person, group, since, **over):
        batch.memberships.append(
            Membership(
                public_id=seeded_id(self.rng),
                person=person,
                group=group,
                role=Role.MEMBER,
                since=since,
                **over,
            )
        )


def _years(day: date, years: int) -> date:
    """The same day of another year; the last of February stays the last."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _election_before(starts: date) -> date:
    """The first Tuesday after the first Monday of the November before."""
    year = starts.year if starts >= date(starts.year, 11, 15) else starts.year - 1
    first = date(year, 11, 1)
    return first + timedelta(days=(0 - first.weekday()) % 7 + 1)
