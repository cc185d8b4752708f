"""What stewards do: make and keep a caucus, see whose standing has ended, close and reopen it."""

import secrets

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from caucuses import access, mail
from caucuses.models import Caucus, GatedLink, InviteLink, JoinAnswer
from caucuses.operations import vault
from events.models import Event
from events.operations import meetings
from network import audiences, audit
from network.models import Group, Membership
from network.models.memberships import MembershipEnd, MembershipState
from network.operations import rows
from network.roles import GroupKind, Role

from . import memberships, succession

NOT_STEWARD = "You are not its steward."
KEPT = ("purpose", "working_on", "listed_to", "roster_shown_to", "may_join", "grace_days")


@transaction.atomic
def make(*, name, purpose, listed_to, join_policy, steward, by, at) -> Caucus:
    """A caucus and its first steward. Its address ends in letters drawn for it.

    So nobody learns by trying a name that a hidden caucus has it already. Only an
    administrator may; what they made they see only as its steward. Raises ValidationError
    "rights" and "steward".
    """
    if not by.rights.admin:
        raise ValidationError("Administrators make caucuses.", code="rights")
    on = timezone.localdate(at)
    if not access.could_steward(on=on).filter(pk=steward.pk).exists():
        raise ValidationError("A steward is one of the national staff.", code="steward")
    group = rows.keep(
        Group(
            kind=GroupKind.CAUCUS,
            parent=Group.objects.get(kind=GroupKind.NETWORK),
            name=name,
            slug=f"{slugify(name)[:50].strip('-') or 'caucus'}-{secrets.token_hex(3)}",
            join_policy=join_policy,
            founded_on=on,
        )
    )
    caucus = rows.keep(Caucus(group=group, purpose=purpose, listed_to=listed_to))
    held = memberships.begin(caucus, steward, MembershipState.ACTIVE, at, role=Role.STEWARD)
    memberships.note(held, "caucuses.made", by, at)
    return caucus


@transaction.atomic
def keep(*, caucus, by, at, join_policy, **values) -> Caucus:
    """Change what a steward decides of a caucus. Raises ValidationError "closed", "audience"."""
    held = memberships.hold(caucus.group_id)
    if unknown := set(values) - set(KEPT):
        raise TypeError(f"Not a steward's to change: {unknown}")
    _refuse_unclear(values.get("may_join", held.may_join))
    before, after = rows.change(held, **values)
    was, now = rows.change(held.group, join_policy=join_policy)
    if after or now:
        audit.record(
            held,
            "caucuses.kept",
            by=by,
            at=at,
            group=held.group,
            before=before | was,
            after=after | now,
        )
    return held


def beside(rule, kinds) -> tuple[bool, dict]:
    """Whether a rule can be evaluated, and what is in it of other kinds than these.

    One that cannot be lets nobody in: nothing of it is worth keeping.
    """
    try:
        _refuse_unclear(rule)
    except ValidationError:
        return False, {}
    return True, {name: values for name, values in rule.items() if name not in kinds}


@transaction.atomic
def describe(*, caucus, purpose, working_on, by, at) -> Caucus:
    """What those who lead say of the caucus. Raises ValidationError "closed"."""
    held = memberships.hold(caucus.group_id)
    before, after = rows.change(held, purpose=purpose, working_on=working_on)
    if after:
        audit.record(
            held,
            "caucuses.described",
            by=by,
            at=at,
            group=held.group,
            before=before,
            after=after,
        )
    return held


@transaction.atomic
def end_lapsed(*, caucus, person, by, at) -> None:
    """End the membership of somebody the caucus is no longer for; they may come back later.

    Where they were the last to lead it, its stewards are told.
    Raises ValidationError "stands" where it is for them after all.
    """
    caucus = memberships.hold(caucus.group_id, closed=True)
    on = timezone.localdate(at)
    _refuse_unless_lapsed(caucus, person, on)
    for row in access.inside(caucus, on=on).filter(person=person).select_related("group", "person"):
        memberships.end(caucus, row, MembershipState.ACTIVE, MembershipEnd.LAPSED, by, at)
        memberships.note(row, "caucuses.ended_lapsed", by, at)
        succession.tell_those_who_stay(caucus, row, at=at)


@transaction.atomic
def keep_lapsed(*, caucus, person, by, at) -> None:
    """Keep their place, which rests until the caucus is for them again. Raises "stands"."""
    caucus = memberships.hold(caucus.group_id, closed=True)
    on = timezone.localdate(at)
    _refuse_unless_lapsed(caucus, person, on)
    for row in access.inside(caucus, on=on).filter(person=person).select_related("group", "person"):
        if rows.change(row, kept_on=on)[1]:
            memberships.note(row, "caucuses.kept_lapsed", by, at)


@transaction.atomic
def close(*, caucus, by, at) -> None:
    """End everybody's membership and take the caucus away; only its stewards may bring it back.

    Who was in it is told that a group was closed, not which. Raises ValidationError "closed",
    and "not_steward" for whoever handed it on a moment ago.
    """
    caucus = memberships.hold(caucus.group_id)
    on = timezone.localdate(at)
    if not _stewardships(caucus, on).filter(person=by.known_person).exists():
        raise ValidationError(NOT_STEWARD, code="not_steward")
    waiting = access.current(caucus, on=on).exclude(role=Role.STEWARD)
    for row in waiting.select_related("group", "person").order_by("pk"):
        _let_go(caucus, row, by, at)
    for link in GatedLink.objects.kept().filter(caucus=caucus).order_by("pk"):
        vault.retire(link=link, by=by, at=at)
    for event in Event.objects.hosted_by(caucus.group).filter(starts_at__gt=at, cancelled_at=None):
        meetings.cancel(event=event, by=by, at=at)
    InviteLink.objects.filter(caucus=caucus, revoked_at=None).update(revoked_at=at)
    rows.change(caucus.group, closed_on=on)
    audit.record(caucus, "caucuses.closed", by=by, at=at, group=caucus.group)


@transaction.atomic
def reopen(*, caucus, by, at) -> None:
    """Bring a closed caucus back, with nobody in it. Raises ValidationError "open"."""
    caucus = memberships.hold(caucus.group_id, closed=True)
    if caucus.group.closed_on is None:
        raise ValidationError("This caucus is open.", code="open")
    rows.change(caucus.group, closed_on=None)
    audit.record(caucus, "caucuses.reopened", by=by, at=at, group=caucus.group)


@transaction.atomic
def hand_on(*, caucus, steward, person, by, at) -> Membership:
    """Another of the national staff looks after the caucus instead, and is told.

    Raises ValidationError "closed", "not_steward", "steward" and "keeps".
    """
    caucus = memberships.hold(caucus.group_id)
    on = timezone.localdate(at)
    mine = _stewardships(caucus, on).filter(person=steward)
    held = mine.select_related("group", "person").first()
    if held is None:
        raise ValidationError(NOT_STEWARD, code="not_steward")
    made = _name(caucus, person, by, at)
    memberships.end(caucus, held, MembershipState.ACTIVE, MembershipEnd.LEFT, by, at)
    memberships.note(held, "caucuses.steward_left", by, at)
    return made


@transaction.atomic
def name_steward(*, caucus, person, by, at) -> Membership:
    """Those in a caucus without a steward choose one, who is told.

    Raises ValidationError "closed", "steward" and "has_steward".
    """
    caucus = memberships.hold(caucus.group_id)
    if access.stewards(caucus, on=timezone.localdate(at)).exists():
        raise ValidationError("It has a steward.", code="has_steward")
    return _name(caucus, person, by, at)


def _name(caucus, person, by, at) -> Membership:
    on = timezone.localdate(at)
    if not access.could_steward(on=on).filter(pk=person.pk).exists():
        raise ValidationError("A steward is one of the national staff.", code="steward")
    if _stewardships(caucus, on).filter(person=person).exists():
        raise ValidationError("They look after it already.", code="keeps")
    made = memberships.begin(caucus, person, MembershipState.ACTIVE, at, role=Role.STEWARD)
    mail.looks_after(made)
    memberships.note(made, "caucuses.steward_named", by, at)
    return made


def _stewardships(caucus, on):
    return access.current(caucus, on=on).filter(role=Role.STEWARD, state=MembershipState.ACTIVE)


def _refuse_unclear(rule):
    """A rule that cannot be evaluated lets nobody in, and neither does a chapter there is not."""
    audiences.validate(rule)
    named = set(rule.get("chapter", []))
    chapters = Group.objects.filter(kind=GroupKind.CHAPTER, slug__in=named)
    if unknown := named - set(chapters.values_list("slug", flat=True)):
        words = f"There is no such chapter: {', '.join(sorted(unknown))}."
        raise ValidationError(words, code="audience")


def _refuse_unless_lapsed(caucus, person, on):
    if not access.lapsed(caucus, on=on).filter(pk=person.pk).exists():
        raise ValidationError("The caucus is for them today.", code="stands")


def _let_go(caucus, row, by, at):
    asked = row.state == MembershipState.ASKED
    reason = MembershipEnd.DECLINED if asked else MembershipEnd.CLOSED
    JoinAnswer.objects.filter(membership=row).delete()
    memberships.end(caucus, row, row.state, reason, by, at)
    if asked:
        mail.declined(row)
    elif row.state == MembershipState.ACTIVE:
        mail.closed(row)
    memberships.note(row, "caucuses.closed_over", by, at)
