"""The invented network's groups: chapters, regions, committees, caucuses, staff, partners."""

import uuid
from dataclasses import dataclass, field
from datetime import date
from random import Random

from caucuses.models import Caucus, ListedTo, RosterShown
from network.models import Group, Seat
from network.models.groups import Eligibility, JoinPolicy, RosterVisibility
from network.roles import GroupKind

from .places import CHAPTERS, REGIONS, Places

NETWORK = "Porchlight Network"
NETWORK_SLUG = "porchlight-network"

POLICY_COMMITTEES = [
    ("Homes and Neighborhoods", "homes-and-neighborhoods"),
    ("Climate and Public Works", "climate-and-public-works"),
    ("Schools and Children", "schools-and-children"),
    ("Safety and Fair Courts", "safety-and-fair-courts"),
    ("Good Work and Fair Wages", "good-work-and-fair-wages"),
]
PARTNERS = [
    ("Lantern Street Housing Coalition", "lantern-street"),
    ("Riverkeepers Alliance of Towns", "riverkeepers"),
    ("Many Hands Labor Education Fund", "many-hands"),
]

#: Name, slug, purpose, who sees it listed, how one joins, share of members who are in it.
CAUCUSES = [
    (
        "Black Caucus",
        "black-caucus",
        "Black members who serve in local office, for one another: strategy, shelter and joy. We"
        " meet on the second Tuesday, trade ordinances that worked, and show up when one of us is"
        " under attack.",
        ListedTo.PUBLIC,
        JoinPolicy.ASK,
        0.12,
    ),
    (
        "Nuestro Caucus",
        "nuestro-caucus",
        "Latino and Latina officials from border towns to mill towns. Nos reunimos in two"
        " languages, share outreach that reaches abuelas, and keep a long list of interpreters we"
        " trust.",
        ListedTo.PUBLIC,
        JoinPolicy.OPEN,
        0.10,
    ),
    (
        "LGBTQ+ Caucus",
        "lgbtq-caucus",
        "A room of our own for LGBTQ+ members, out or not. What is said here stays here. We help"
        " each other plan for hard public comment, and celebrate the rest.",
        ListedTo.MEMBERS,
        JoinPolicy.ASK,
        0.07,
    ),
    (
        "Young Electeds",
        "young-electeds",
        "For members who won before turning thirty-six. How to chair people twice your age, how to"
        " live on a stipend, and how to stay friends with your friends.",
        ListedTo.PUBLIC,
        JoinPolicy.OPEN,
        0.09,
    ),
    (
        "Rural Caucus",
        "rural-caucus",
        "Small towns, big counties, long drives. Broadband, water, clinics, and meetings that start"
        " after milking.",
        ListedTo.PUBLIC,
        JoinPolicy.OPEN,
        0.11,
    ),
    (
        "Parents in Office",
        "parents-in-office",
        "Members raising children while serving. We swap bylaws on child care at meetings and"
        " remote voting, and nobody minds a toddler on the call.",
        ListedTo.MEMBERS,
        JoinPolicy.OPEN,
        0.06,
    ),
    (
        "Recovery Caucus",
        "recovery-caucus",
        "Members in recovery, and nobody else. We meet every other Sunday evening. Nobody outside"
        " this room knows that it exists; please keep it so.",
        ListedTo.NOBODY,
        JoinPolicy.INVITE,
        0.01,
    ),
]
HIDDEN_CAUCUS = "recovery-caucus"
FOUNDED = date(2012, 3, 17)


@dataclass
class Groups:
    network: Group
    staff: Group
    chapters: dict[str, Group]
    regions: dict[tuple[str, str], Group] = field(default_factory=dict)
    steering: dict[str, Group] = field(default_factory=dict)
    committees: list[Group] = field(default_factory=list)
    founding: Group | None = None
    unserved: str = ""
    """The state whose members want a chapter."""
    partners: list[Group] = field(default_factory=list)
    caucuses: dict[str, Group] = field(default_factory=dict)


def seeded_id(rng: Random) -> uuid.UUID:
    """An id that is the same for the same seed, so that addresses of the demo last."""
    return uuid.UUID(int=rng.getrandbits(128), version=4)


def write(places: Places, rng: Random) -> Groups:
    """Make every group of the network; nobody belongs to any of them yet."""

    def make(kind, name, slug, parent=None, **more):
        group = Group(
            public_id=seeded_id(rng), kind=kind, name=name, slug=slug, parent=parent, **more
        )
        group.full_clean()
        group.save()
        return group

    network = make(GroupKind.NETWORK, NETWORK, NETWORK_SLUG, founded_on=FOUNDED)
    staff = make(GroupKind.STAFF, "National staff", "national-staff", network)
    largest = sorted(places.weights, key=places.weights.__getitem__, reverse=True)[:CHAPTERS]
    chapters = {
        code: make(
            GroupKind.CHAPTER,
            f"Porchlight {places.states[code]}",
            _slug(places.states[code]),
            network,
            state=code,
            founded_on=date(rng.randint(2013, 2021), rng.randint(1, 12), rng.randint(1, 28)),
            roster_visibility=RosterVisibility.MEMBERS,
        )
        for code in sorted(largest)
    }
    groups = Groups(network, staff, chapters)
    for state in REGIONS:
        _steering(groups, state, places, make)
    for name, slug in POLICY_COMMITTEES:
        committee = make(
            GroupKind.COMMITTEE, name, slug, network, roster_visibility=RosterVisibility.MEMBERS
        )
        _seat(committee, "Co-chair", rng, count=2, term_months=24)
        groups.committees.append(committee)
    groups.unserved = unserved = next(
        code for code in sorted(places.states, reverse=True) if code not in chapters
    )
    groups.founding = make(
        GroupKind.COMMITTEE,
        f"{places.states[unserved]} Founding Committee",
        f"{_slug(places.states[unserved])}-founding",
        network,
    )
    _seat(groups.founding, "Founding member", rng, count=5, term_months=12)
    groups.partners = [make(GroupKind.PARTNER, name, slug, network) for name, slug in PARTNERS]
    for name, slug, purpose, listed_to, policy, _ in CAUCUSES:
        group = make(GroupKind.CAUCUS, name, slug, network, join_policy=policy)
        Caucus.objects.create(
            group=group,
            purpose=purpose,
            listed_to=listed_to,
            roster_shown_to=RosterShown.MEMBERS if slug != "lgbtq-caucus" else RosterShown.LEADERS,
            may_join={"standing": ["member", "alum"] if slug == "black-caucus" else ["member"]},
        )
        groups.caucuses[slug] = group
    return groups


def _steering(groups, state, places, make):
    chapter = groups.chapters[state]
    committee = make(
        GroupKind.COMMITTEE,
        f"{places.states[state]} Steering Committee",
        f"{chapter.slug}-steering",
        chapter,
        roster_visibility=RosterVisibility.PUBLIC,
    )
    rng = Random(f"{state}:seats")
    _seat(committee, "Co-chair", rng, count=2, term_months=24, eligibility=Eligibility.IN_OFFICE)
    for number, name in enumerate(REGIONS[state]):
        region = make(GroupKind.REGION, name, f"{chapter.slug}-{_slug(name)}", chapter)
        region.jurisdictions.set([place.pk for place in places.in_region(state, name)])
        groups.regions[state, name] = region
        _seat(
            committee,
            "Regional seat",
            rng,
            region=region,
            count=2 if number == 0 else 1,
            term_months=24,
            eligibility=Eligibility.IN_REGION,
        )
    _seat(committee, "Alumni seat", rng, count=1, term_months=12)
    groups.steering[state] = committee


def _seat(committee, title, rng, **more):
    seat = Seat(public_id=seeded_id(rng), committee=committee, title=title, **more)
    seat.full_clean()
    seat.save()
    return seat


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-").replace(".", "")
