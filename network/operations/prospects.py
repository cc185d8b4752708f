"""How far a prospect has come: who follows up, what comes next, and how it ends.

How records and memberships come to be is not known here, so that beginning a membership can
say that a prospect has joined. See `referrals` and `invitations` for the two ends of the way.
"""

import hashlib

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from network import audit
from network.models import AuditEntry, Membership, Prospect, User
from network.models.prospects import OPEN_STAGES, Closing, Stage
from network.roles import CHAPTER_DESK, NATIONAL_DESK, GroupKind

from . import rows

#: What staff may give as the reason; that two are the same is said by the record.
REASONS = [(each.value, each.label) for each in Closing if each != Closing.MERGED]


@transaction.atomic
def move(*, prospect, stage, seen, by, at):
    """To another open stage, if it is still in the one it was read in (`seen`).

    Raises ValidationError: "moved" in words that say who was faster, "stage" when there is
    no way from here to there.
    """
    prospect = rows.lock(prospect)
    if prospect.stage == stage:
        return prospect
    as_seen(prospect, seen, at)
    if stage not in OPEN_STAGES or prospect.stage not in OPEN_STAGES:
        raise ValidationError("Choose one of the stages.", code="stage")
    return to(prospect, stage, "network.prospect_moved", by=by, at=at)


@transaction.atomic
def plan(*, prospect, owner, next_step, next_on, seen, was, by, at):
    """Who follows up, what they do next, and by when.

    `was` is the `mark` of the plan it was read with. Raises ValidationError: "moved" or
    "stale" when somebody was faster, "owner" for somebody who does not staff it, "step" for
    a day with nothing to do.
    """
    prospect = rows.lock(prospect)
    next_step = " ".join(next_step.split())
    if (owner, next_step, next_on) == (prospect.owner, prospect.next_step, prospect.next_on):
        return prospect
    as_seen(prospect, seen, at)
    if mark(prospect) != was:
        raise ValidationError(_who_was_faster(prospect, at, did="changed"), code="stale")
    if owner and not owners(prospect.chapter, on=timezone.localdate(at)).contains(owner):
        raise ValidationError("Choose somebody who staffs this chapter.", code="owner")
    if next_on and not next_step:
        raise ValidationError("Say what the next step is.", code="step")
    before, after = rows.change(prospect, owner=owner, next_step=next_step, next_on=next_on)
    _record(prospect, "network.prospect_planned", by, at, before, after)
    return prospect


@transaction.atomic
def close(*, prospect, reason, seen, by, at):
    """Follow up no more, and say why."""
    prospect = rows.lock(prospect)
    if (prospect.stage, prospect.closed_reason) == (Stage.CLOSED, reason):
        return prospect
    as_seen(prospect, seen, at)
    if prospect.stage not in OPEN_STAGES:
        raise ValidationError("This is closed already.", code="stage")
    if reason not in dict(REASONS):
        raise ValidationError("Say why.", code="prospect_closed_with_a_reason")
    return to(prospect, Stage.CLOSED, "network.prospect_closed", by=by, at=at, why=reason)


@transaction.atomic
def reopen(*, prospect, seen, by, at):
    """Follow up once more, from the start.

    Raises ValidationError: "prospect_one_open_per_person" when somebody does so already.
    """
    prospect = rows.lock(prospect)
    if prospect.stage in OPEN_STAGES:
        return prospect
    as_seen(prospect, seen, at)
    if prospect.stage == Stage.JOINED:
        raise ValidationError("They have joined.", code="stage")
    return to(prospect, Stage.NEW, "network.prospect_reopened", by=by, at=at)


@transaction.atomic
def joined(*, person, by, at):
    """Somebody has become a member: whoever followed up has nothing left to do."""
    for prospect in Prospect.objects.open().filter(person=person).select_for_update(of=("self",)):
        to(prospect, Stage.JOINED, "network.prospect_joined", by=by, at=at)


def mark(prospect) -> str:
    """A word for the plan as it is, which a form carries along."""
    said = f"{prospect.owner_id}|{prospect.next_step}|{prospect.next_on}"
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def owners(chapter, *, on):
    """Who may follow up: the chapter's staff and national staff, as far as they sign in."""
    staff = Q(group__kind=GroupKind.STAFF, role__in=NATIONAL_DESK)
    staff |= Q(group=chapter, group__kind=GroupKind.CHAPTER, role__in=CHAPTER_DESK)
    live = Membership.objects.live(on=on).filter(staff, group__closed_on=None)
    return (
        User.objects.filter(is_active=True, person__in=live.order_by().values("person"))
        .select_related("person")
        .order_by("person__sort_key", "pk")
    )


def to(prospect, stage, action, *, by, at, why=""):
    """Carry out a change of stage that was decided; the row is locked."""
    before, after = rows.change(prospect, stage=stage, closed_reason=why, moved_at=at)
    _record(prospect, action, by, at, before, after)
    return prospect


def as_seen(prospect, seen, at):
    if prospect.stage != seen:
        raise ValidationError(_who_was_faster(prospect, at, did="moved"), code="moved")


def _who_was_faster(prospect, at, *, did):
    last = (
        AuditEntry.objects.filter(subject=f"network.prospect:{prospect.pk}").order_by("-pk").first()
    )
    if last is None:
        return f"Somebody {did} this."
    day = date_format(timezone.localdate(last.at), "F j, Y")
    when = "a moment ago" if (at - last.at).total_seconds() < 3600 else f"on {day}"
    return f"{last.by_name[:1].upper()}{last.by_name[1:]} {did} this {when}."


def _record(prospect, action, by, at, before, after):
    audit.record(
        prospect,
        action,
        by=by,
        at=at,
        person=prospect.person,
        group=prospect.chapter,
        before=_said(before),
        after=_said(after),
    )


def _said(values):
    """Stages and reasons by their names, as people read them later."""
    said = {name: value for name, value in values.items() if name != "moved_at"}
    for name, labels in (("stage", Stage), ("closed_reason", Closing)):
        if said.get(name):
            said[name] = labels(said[name]).label
    if said.get("owner"):
        said["owner"] = said["owner"].get_full_name()
    return said
