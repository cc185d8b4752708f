"""Pairs of records that may be one person: found for whoever is new or was changed."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Lower, Replace, Right
from django.utils import timezone
from django_tasks import task

from network import jobs
from network.models import AuditEntry, ContactPoint, DuplicatePair, PeriodicRun, Person, Term
from network.models.duplicates import Decision
from network.models.people import ContactKind, ContactUse
from network.words import fold

from .names import likeness

EVERY = 600
#: Looked at once more, for what was written by transactions that were still open.
OVERLAP = timedelta(minutes=15)
AT_ONCE = 200
PAGE = 1_000
DIGITS = 10

#: What each reason is worth, for the order of the list.
SAME_PLACE, SAME_ADDRESS, SAME_PHONE, SAME_NAME = 70, 60, 50, 40
SAME_FAMILY, ALMOST_FAMILY, SAME_GIVEN, SHORT_GIVEN = 15, 8, 15, 8


@dataclass
class Suggestion:
    score: int = 0
    reasons: list[str] = field(default_factory=list)

    def add(self, score, *reasons):
        self.score = min(100, self.score + score)
        self.reasons += [reason for reason in reasons if reason not in self.reasons]


@jobs.every(EVERY)
def find_new(at: datetime) -> None:
    """Compare who was made or changed since the last time; at first everybody.

    The work is handed to tasks of two hundred people each, so that none takes long.
    """
    name = f"{find_new.__module__}.{find_new.__qualname__}"
    slot = datetime.fromtimestamp(int(at.timestamp()) // EVERY * EVERY, UTC)
    last = PeriodicRun.objects.filter(name=name, slot__lt=slot).order_by("-slot").first()
    if last is None:
        compare_all.enqueue(after=0)
        return
    keys = sorted(_changed_since(last.slot - OVERLAP))
    for start in range(0, len(keys), AT_ONCE):
        compare.enqueue(keys=keys[start : start + AT_ONCE])


def _changed_since(since) -> set[int]:
    """Whoever is new, and whom the trail mentions, read back from its end."""
    keys = set(Person.objects.filter(created_at__gte=since).values_list("pk", flat=True))
    entries = AuditEntry.objects.exclude(person=None).order_by("-pk")
    before = None
    while True:
        page = entries.filter(pk__lt=before) if before else entries
        told = list(page.values_list("pk", "person", "at")[:PAGE])
        keys |= {person for _, person, at in told if at >= since}
        if len(told) < PAGE or all(at < since for _, _, at in told):
            return keys
        before = told[-1][0]


@task(backend="jobs", queue_name="default")
def compare(keys: list[int]) -> None:
    find(keys=keys, at=timezone.now())


@task(backend="jobs", queue_name="default")
def compare_all(after: int) -> None:
    """Everybody, two hundred at a time: each task hands on to the next."""
    people = Person.objects.filter(pk__gt=after).order_by("pk")
    keys = list(people.values_list("pk", flat=True)[:AT_ONCE])
    if keys:
        find(keys=keys, at=timezone.now())
        compare_all.enqueue(after=keys[-1])


@transaction.atomic
def find(*, keys, at) -> int:
    """Look for whom these people may be; answers with how many pairs are new.

    What somebody decided stays decided. A suggestion that no longer holds is dropped.
    """
    found = _pairs(keys)
    known = {
        (pair.low_id, pair.high_id): pair
        for pair in DuplicatePair.objects.filter(Q(low__in=keys) | Q(high__in=keys))
    }
    for pair, row in known.items():
        if row.decision == Decision.OPEN:
            _keep_true(row, found.get(pair))
    fresh = [pair for pair in found if pair not in known]
    DuplicatePair.objects.bulk_create(
        (
            DuplicatePair(
                low_id=low,
                high_id=high,
                score=found[low, high].score,
                reasons=found[low, high].reasons,
                found_at=at,
            )
            for low, high in fresh
        ),
        ignore_conflicts=True,  # another worker was first
    )
    return len(fresh)


def _keep_true(row, suggestion):
    if suggestion is None:
        row.delete()
    elif (row.score, row.reasons) != (suggestion.score, suggestion.reasons):
        row.score, row.reasons = suggestion.score, suggestion.reasons
        row.save(update_fields=["score", "reasons"])


def _pairs(keys) -> dict[tuple[int, int], Suggestion]:
    people = Person.objects.in_bulk(keys)
    found: dict[tuple[int, int], Suggestion] = defaultdict(Suggestion)
    _same_place(people, found)
    _same_contact(people, found, _addresses, SAME_ADDRESS, "Same proven e-mail address")
    _same_contact(people, found, _phones, SAME_PHONE, "Same personal phone number")
    _same_name(people, found)
    return dict(found)


def _same_place(people, found):
    """The measured rule. Each jurisdiction of these people is read once."""
    places = Term.objects.filter(person__in=people).values("office__jurisdiction")
    terms = (
        Term.objects.filter(office__jurisdiction__in=places)
        .filter(person__merged_into=None, person__erased_at=None)
        .order_by("office__jurisdiction__name", "office__jurisdiction", "person")
        .values_list(
            "office__jurisdiction__name",
            "office__jurisdiction__state",
            "office__jurisdiction",
            "person",
        )
    )
    served = defaultdict(dict)
    said = {}
    for name, state, place, person in terms:
        served[place][person] = None
        said[place] = f"Both served in {name}, {state}"
    everybody = _named({person for there in served.values() for person in there})
    for place, there in served.items():
        for pair in _pairs_of(there, people):
            alike = _alike(everybody.get(pair[0]), everybody.get(pair[1]))
            if alike and said[place] not in found[pair].reasons:
                first = not found[pair].reasons
                found[pair].add(SAME_PLACE if first else 0, said[place])
                found[pair].add(_names_score(alike) if first else 0, *alike)


def _named(keys):
    return Person.objects.only("given", "family", "known_as").in_bulk(keys)


def _alike(one, other) -> list[str]:
    if one is None or other is None:
        return []
    names = (one.given, one.known_as)
    said = (likeness(name, one.family, other) for name in names if name)
    return next(filter(None, said), [])


def _names_score(reasons):
    same_family, same_given = "Same last name" in reasons, "Same first name" in reasons
    return (SAME_FAMILY if same_family else ALMOST_FAMILY) + (
        SAME_GIVEN if same_given else SHORT_GIVEN
    )


def _same_contact(people, found, ways, score, reason):
    """A number or address that two records share, whatever their names: for somebody to see."""
    mine = {said for said, person in ways(person__in=people)}
    shared = defaultdict(set)
    for said, person in ways(said__in=mine) if mine else ():
        shared[said].add(person)
    for there in shared.values():
        for pair in _pairs_of(sorted(there), people):
            found[pair].add(score, reason)


def _phones(**which):
    """Personal numbers by their last ten digits, however they were typed."""
    digits = F("value")
    for sign in " -().+/":
        digits = Replace(digits, Value(sign), Value(""))
    return (
        _living()
        .filter(kind=ContactKind.PHONE, use=ContactUse.PERSONAL)
        .annotate(said=Right(digits, DIGITS))
        .filter(**which)
        .values_list("said", "person")
    )


def _addresses(**which):
    """Addresses that are nobody's office, and were proven in one record at least."""
    ours = (
        _living()
        .filter(kind=ContactKind.EMAIL)
        .exclude(use=ContactUse.OFFICIAL)
        .annotate(said=Lower("value"))
    )
    official = _living().filter(use=ContactUse.OFFICIAL).annotate(said=Lower("value"))
    proven = ours.exclude(verified_at=None).values("said")
    rows = ours.filter(**which).filter(said__in=proven)
    return rows.exclude(said__in=official.values("said")).values_list("said", "person")


def _living():
    return ContactPoint.objects.filter(person__merged_into=None, person__erased_at=None)


def _same_name(people, found):
    """The same first and last name, and an office or chapter in one state."""
    names = {_full(person) for person in people.values()} | {p.sort_key for p in people.values()}
    twins = Person.objects.filter(sort_key__in=names).only("given", "family")
    by_name = defaultdict(dict)
    for person in [*people.values(), *twins]:
        by_name[_full(person)][person.pk] = None
    groups = [there for there in by_name.values() if len(there) > 1]
    states = _states({key for there in groups for key in there})
    for there in groups:
        for pair in _pairs_of(sorted(there), people):
            shared = states[pair[0]] & states[pair[1]]
            if shared and not any("served in" in said for said in found[pair].reasons):
                reason = f"Same name, both in {', '.join(sorted(shared))}"
                found[pair].add(SAME_NAME, reason)


def _full(person):
    return " ".join(filter(None, (fold(person.family), fold(person.given))))


def _states(keys):
    """Where each of these people serves or served."""
    states = defaultdict(set)
    terms = Term.objects.filter(person__in=keys)
    for person, state in terms.values_list("person", "office__jurisdiction__state"):
        states[person].add(state)
    return states


def _pairs_of(there, people):
    """Pairs, in order, of which one at least is of these people."""
    ours = [person for person in there if person in people]
    return sorted({tuple(sorted((one, other))) for one in ours for other in there if one != other})
