"""Who introduced and passed what is in the library, what of it waits at the desk, and a pledge."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from random import Random

from django.utils import timezone

from cms import operations
from cms.models import ResourcePage
from network import audit
from network.models import Membership, Person, PledgeSignature, PolicyAction, Term, User
from network.models.offices import former
from network.models.policies import ActionState
from network.operations import holding, pledges, policies
from network.roles import GroupKind

from .site.actions import (
    ACTIONS,
    BOARD,
    COUNCIL,
    INTRODUCED,
    MAYOR,
    PASSED,
    PLEDGE,
    SCHOOLS,
    SIGNED,
)

#: As `ACTIONS`: what else came of it, further away and more quietly.
ELSEWHERE = [
    ("model-ordinance", "NC", COUNCIL, INTRODUCED, 19),
    ("model-ordinance", "NC", COUNCIL, PASSED, 16),
    ("model-ordinance", "VT", COUNCIL, INTRODUCED, 13),
    ("model-ordinance", "AZ", COUNCIL, INTRODUCED, 7),
    ("model-ordinance", "NM", COUNCIL, INTRODUCED, 9),
    ("model-ordinance", "NM", COUNCIL, PASSED, 6),
    ("resolution-for-a-city", "NY", COUNCIL, INTRODUCED, 12),
    ("resolution-for-a-city", "NY", COUNCIL, PASSED, 11),
    ("resolution-for-a-city", "VA", COUNCIL, INTRODUCED, 8),
    ("resolution-for-a-county", "NC", BOARD, INTRODUCED, 5),
]
#: Told in the last weeks, and read by nobody yet.
WAITING = [
    ("model-ordinance", "MD", COUNCIL, INTRODUCED),
    ("model-ordinance", "MD", MAYOR, INTRODUCED),
    ("resolution-for-a-city", "MD", COUNCIL, INTRODUCED),
    ("resolution-for-a-county", "MD", BOARD, INTRODUCED),
    ("resolution-for-a-school-board", "MD", SCHOOLS, PASSED),
    ("model-ordinance", "OH", COUNCIL, INTRODUCED),
    ("model-ordinance", "TX", COUNCIL, INTRODUCED),
    ("resolution-for-a-city", "GA", COUNCIL, PASSED),
    ("resolution-for-a-city", "MN", COUNCIL, INTRODUCED),
    ("resolution-for-a-county", "PA", BOARD, INTRODUCED),
    ("resolution-for-a-school-board", "CO", SCHOOLS, INTRODUCED),
]
LINK = "https://minutes.example.org/{}/{}"
SIGNATURES = 140
#: Before the pledge was written.
LONG = timedelta(days=300)
#: What the member one can sign in as tells of herself.
OWN = "model-ordinance"
#: Of ten members how many let their name stand.
NAMED = 7


class Reporters:
    """Members of the network with their offices, by state and kind of office."""

    def __init__(self, rng: Random, on: date):
        self.on = on
        self.terms = defaultdict(list)
        self.told: set[tuple] = set()
        members = Membership.objects.filter(group__kind=GroupKind.NETWORK).live(on=on)
        self.early = set(members.filter(since__lte=on - LONG).values_list("person", flat=True))
        people = Person.objects.filter(pk__in=members.values("person"))
        terms = Term.objects.filter(person__in=people, end_reason="").exclude(former(on))
        found = list(terms.select_related("office__jurisdiction", "person").order_by("pk"))
        rng.shuffle(found)
        for term in found:
            self.terms[term.office.jurisdiction.state, term.office.role].append(term)

    def find(self, slug, state, role, since: date) -> Term | None:
        """Who served on that day in a place that nobody has told of yet."""
        for term in self.terms[state, role]:
            key = (slug, term.office.jurisdiction_id)
            if key not in self.told and (term.starts_on or date.max) <= since:
                self.told.add(key)
                return term
        return None

    def serving(self) -> list[Term]:
        """Those who belonged and served before there was a pledge."""
        return [
            term
            for terms in self.terms.values()
            for term in terms
            if term.person_id in self.early and (term.starts_on or date.max) <= self.on - LONG
        ]


def spread(member: Person, by: User, *, rng: Random, at: datetime) -> None:
    """Two years of votes, a dozen of which wait, and a pledge."""
    on = timezone.localdate(at)
    reporters = Reporters(rng, on)
    own = member.terms.order_by("-starts_on").first()
    if own:
        reporters.told.add((OWN, own.office.jurisdiction_id))
    pages = {page.slug: page for page in ResourcePage.objects.filter(counts_actions=True)}
    kept = {slug: operations.keep_policy(page=page, by=by, at=at) for slug, page in pages.items()}
    lines = [(slug, *line) for slug, said in ACTIONS.items() for line in said] + ELSEWHERE
    happened = _told(reporters, kept, lines, rng=rng, at=at)
    _confirm(happened, by)
    for number, (slug, state, role, did) in enumerate(WAITING):
        day = on - timedelta(days=12 + number)
        term = reporters.find(slug, state, role, day) if slug in kept else None
        if term:
            _report(kept[slug], term, did, day, at - timedelta(days=number), named=number % 2 == 0)
    if own and OWN in kept:
        day = max(own.starts_on or on, on - timedelta(days=9))
        _report(kept[OWN], own, INTRODUCED, day, at, named=True)
    _pledge(member, reporters, rng=rng, at=at)


def _told(reporters, kept, lines, *, rng, at) -> list[PolicyAction]:
    """What passed was introduced by the same member before, in the same place."""
    introduced = defaultdict(list)
    found = []
    for slug, state, role, did, months in sorted(lines, key=lambda line: -line[4]):
        if slug not in kept:
            continue
        told_at = at - timedelta(days=months * 30 - rng.randrange(9))
        before = introduced[slug, state, role]
        day = timezone.localdate(told_at) - timedelta(days=rng.randrange(1, 6))
        passes = did == PASSED and before
        term = before.pop(0) if passes else reporters.find(slug, state, role, day)
        if term is None:
            continue
        if did == INTRODUCED:
            introduced[slug, state, role].append(term)
        named = rng.randrange(10) < NAMED
        found.append(_report(kept[slug], term, did, day, told_at, named=named))
    return found


def _report(policy, term, did, day, at, *, named):
    place = term.office.jurisdiction.name.lower().replace(" ", "-")
    return policies.report(
        policy=policy,
        person=term.person,
        term=term,
        did=did,
        on=day,
        link=LINK.format(place, day) if day.day % 3 else "",
        named=named,
        by=None,
        at=at,
    )


def _confirm(actions, by):
    """As `policies.confirm` would have; only the letters went out long ago."""
    for action in actions:
        action.state, action.decided_by = ActionState.CONFIRMED, by
        action.decided_at = action.reported_at + timedelta(days=2)
    PolicyAction.objects.bulk_update(actions, ["state", "decided_by", "decided_at"])
    audit.record_many(
        {
            "subject": action,
            "action": "network.policy_action_confirmed",
            "by": by,
            "at": action.decided_at,
            "person": action.person,
            "before": {"state": ActionState.REPORTED},
            "after": {"policy": action.policy, "place": action.place_name},
        }
        for action in actions
    )


def _pledge(member, reporters, *, rng, at):
    title, slug, why, promises = PLEDGE
    began = at - timedelta(days=9 * 30 + 7)
    pledge = pledges.make(
        title=title,
        slug=slug,
        text="\n\n".join([why, *promises]),
        opens_on=timezone.localdate(began),
        by=None,
        at=began,
    )
    serving = [term for term in reporters.serving() if term.person_id != member.pk]
    by_kind = defaultdict(list)
    for term in serving:
        by_kind[term.office.jurisdiction.state, term.office.role].append(term)
    first = [
        (by_kind[state, role].pop(), months, named)
        for state, role, months, named in SIGNED
        if by_kind[state, role]
    ]
    rest = [term for terms in by_kind.values() for term in terms]
    rng.shuffle(rest)
    more = [(term, rng.randint(0, 8), rng.randrange(10) < NAMED) for term in rest]
    one_each = {term.person_id: (term, months, named) for term, months, named in more + first}
    wanted = sorted(one_each.values(), key=lambda line: line not in first)[:SIGNATURES]
    _sign(
        pledge,
        [
            (term, named, at - timedelta(days=months * 30 + rng.randrange(1, 7)))
            for term, months, named in wanted
        ],
    )


def _sign(pledge, lines):
    """As `pledges.sign` would have, in bulk: one by one they take as long as all the rest."""
    signed = PledgeSignature.objects.bulk_create(
        PledgeSignature(
            pledge=pledge,
            person=term.person,
            version=pledge.version,
            signed_at=signed_at,
            named=named,
            **holding.kept_of(term),
        )
        for term, named, signed_at in lines
    )
    audit.record_many(
        {
            "subject": signature,
            "action": "network.pledge_signed",
            "by": None,
            "at": signature.signed_at,
            "person": signature.person,
            "after": {"pledge": pledge, "named": signature.named},
        }
        for signature in signed
    )
