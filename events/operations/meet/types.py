"""What can be booked with a host, or with whoever's turn it is in a pool."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from events.models import MeetingType
from network import audit
from network.operations import rows

from . import claims

FIELDS = {
    "name",
    "description",
    "minutes",
    "step",
    "before",
    "after",
    "notice",
    "horizon_days",
    "per_day_cap",
    "modes",
    "audience",
    "public",
    "approval",
    "cancel_cutoff",
    "move_cutoff",
    "questions",
}
ONE_LINE = ("name", "description")
#: A copy keeps all of these.
COPIED = sorted(FIELDS - {"name"})
LONGEST_SLUG = 60
TWICE = "There is a kind of meeting of this name already."


@transaction.atomic
def make(*, host=None, pool=None, name, by, at, **fields) -> MeetingType:
    """Can be booked from now on, wherever hours are open.

    Raises ValidationError "twice" for a second of this name, or what the fields refuse.
    """
    made = _make(host, pool, name, True, fields)
    _note(made, "events.meeting_type_made", by, at, after={"name": made.name})
    return made


@transaction.atomic
def edit(*, meeting_type, by, at, **fields) -> MeetingType:
    """Set what differs, for those who book from now on. Raises what `make` does."""
    kind = _held(meeting_type)
    before, after = rows.change(kind, **_known(fields))
    if "name" in after and kind.active:
        _refuse_twice(kind)
    if after:
        _note(kind, "events.meeting_type_edited", by, at, before=before, after=after)
    return kind


@transaction.atomic
def withdraw(*, meeting_type, by, at) -> MeetingType:
    """Nobody books it any more; what is booked stays. Again changes nothing."""
    kind = _held(meeting_type)
    if kind.active:
        rows.change(kind, active=False)
        _note(kind, "events.meeting_type_withdrawn", by, at, before={"name": kind.name})
    return kind


@transaction.atomic
def offer(*, meeting_type, by, at) -> MeetingType:
    """Can be booked again. Raises ValidationError "twice"."""
    kind = _held(meeting_type)
    if not kind.active:
        _refuse_twice(kind)
        rows.change(kind, active=True)
        _note(kind, "events.meeting_type_offered", by, at, after={"name": kind.name})
    return kind


@transaction.atomic
def copy(*, meeting_type, name, by, at) -> MeetingType:
    """Another like it, not offered before somebody has looked through it.

    Raises ValidationError "twice".
    """
    kind = _held(meeting_type)
    fields = {field: getattr(kind, field) for field in COPIED}
    made = _make(kind.host, kind.pool, name, False, fields)
    _note(made, "events.meeting_type_made", by, at, after={"name": made.name})
    return made


def _make(host, pool, name, active, fields) -> MeetingType:
    _hold(host, pool)
    fields = _known({"name": name, **fields})
    slug = _free_slug(fields["name"], host or pool)
    kind = MeetingType(host=host, pool=pool, active=active, slug=slug, **fields)
    _refuse_twice(kind)
    return rows.keep(kind)


def _hold(host, pool):
    """Whoever books holds the host or the pool first, and so does whoever changes what can be."""
    if host is not None:
        claims.lock(host)
    if pool is not None:
        rows.lock(pool)


def _held(kind) -> MeetingType:
    _hold(kind.host, kind.pool)
    return rows.lock(kind)


def _known(fields) -> dict:
    if unknown := fields.keys() - FIELDS:
        raise TypeError(f"A kind of meeting has no {', '.join(sorted(unknown))}.")
    return {
        name: " ".join(value.split()) if name in ONE_LINE else value
        for name, value in fields.items()
    }


def _refuse_twice(kind):
    same = MeetingType.objects.filter(host=kind.host, pool=kind.pool, name__iexact=kind.name)
    if same.exclude(pk=kind.pk).exists():
        raise ValidationError(TWICE, code="twice")


def _free_slug(name, owner) -> str:
    """The name with whose it is, and a number where that is another's."""
    plain = slugify(f"{name} {owner}")[: LONGEST_SLUG - 5].strip("-") or "meeting"
    tried = [plain, *(f"{plain}-{number}" for number in range(2, 1000))]
    near = MeetingType.objects.filter(slug__startswith=plain)
    taken = set(near.values_list("slug", flat=True))
    return next(one for one in tried if one not in taken)


def _note(kind, action, by, at, **more):
    person = kind.host.person if kind.host else None
    group = kind.pool.group if kind.pool else None
    audit.record(kind, action, by=by, at=at, person=person, group=group, **more)
