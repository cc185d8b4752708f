"""Coming into a caucus and going again.

Each change holds the caucus's row, so that two at once wait for each other, and moves a
membership only from the state it was read in. The audit line names the caucus's group,
which keeps it out of everybody's sight.
"""

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import IntegrityError, transaction
from django.utils import timezone

from caucuses import access, mail
from caucuses.models import Appears, Caucus, JoinAnswer, RosterChoice
from caucuses.models.roster import TEXT_VERSION
from caucuses.operations import succession, vault
from network import audit
from network.models import Membership, Person
from network.models.groups import JoinPolicy
from network.models.memberships import MembershipEnd, MembershipState
from network.models.people import ContactKind, ContactUse
from network.roles import Role

WAITING = {
    MembershipState.ACTIVE: ("already", "You are already in this caucus."),
    MembershipState.ASKED: ("asked", "You have already asked. The chairs will answer you."),
    MembershipState.INVITED: ("invited", "You are already invited: say yes or no to that."),
}

validate_answer = MaxLengthValidator(JoinAnswer._meta.get_field("text").max_length)


@transaction.atomic
def join(*, caucus, person, by, at, appears=None) -> Membership:
    """Come into a caucus that takes anybody it is for.

    Raises ValidationError "closed", "policy", "not_eligible", "barred", or "already", "asked",
    "invited" where there is a membership.
    """
    caucus = hold(caucus.group_id)
    _refuse_unless_free(caucus, person, JoinPolicy.OPEN, at)
    membership = begin(caucus, person, MembershipState.ACTIVE, at)
    choose(membership, appears, at)
    note(membership, "caucuses.join", by, at)
    return membership


@transaction.atomic
def ask(*, caucus, person, answer, by, at, appears=None) -> Membership:
    """Ask to come in. The answer is kept until somebody decides. Refuses as `join` does."""
    caucus = hold(caucus.group_id)
    _refuse_unless_free(caucus, person, JoinPolicy.ASK, at)
    membership = begin(caucus, person, MembershipState.ASKED, at)
    choose(membership, appears, at)
    if answer.strip():
        validate_answer(answer)
        JoinAnswer.objects.create(membership=membership, text=answer.strip())
    on = timezone.localdate(at)
    leaders = access.leaders(caucus, on=on) or access.stewards(caucus, on=on)
    mail.asked(membership, leaders=leaders)
    note(membership, "caucuses.ask", by, at)
    return membership


@transaction.atomic
def withdraw(*, membership, by, at) -> None:
    """Take one's own request back. Raises ValidationError "decided" when it is answered."""
    caucus = hold(membership.group_id, closed=True)
    end(caucus, membership, MembershipState.ASKED, MembershipEnd.WITHDRAWN, by, at)
    forget_answer(membership)
    note(membership, "caucuses.withdraw", by, at)


@transaction.atomic
def approve(*, membership, by, at) -> None:
    """Let somebody in who asked.

    Raises ValidationError "closed", "decided" or, where their standing has ended since,
    "not_eligible".
    """
    caucus = hold(membership.group_id)
    activate(caucus, membership, MembershipState.ASKED, by, at)
    forget_answer(membership)
    mail.approved(membership)
    note(membership, "caucuses.approve", by, at)


@transaction.atomic
def decline(*, membership, by, at) -> None:
    """Say no to somebody who asked. Raises ValidationError "decided"."""
    caucus = hold(membership.group_id, closed=True)
    end(caucus, membership, MembershipState.ASKED, MembershipEnd.DECLINED, by, at)
    forget_answer(membership)
    mail.declined(membership)
    note(membership, "caucuses.decline", by, at)


@transaction.atomic
def invite(*, caucus, email, by, at) -> Membership | None:
    """Invite whoever has this personal address, if the caucus is for them and they are not in it.

    None where there is nobody to invite: whoever asks must not be told which it was.
    """
    caucus = hold(caucus.group_id)
    on = timezone.localdate(at)
    person = Person.objects.filter(
        contacts__kind=ContactKind.EMAIL,
        contacts__use=ContactUse.PERSONAL,
        contacts__value__iexact=email.strip(),
    ).first()
    if person is None or not access.admitted(caucus, on=on).filter(pk=person.pk).exists():
        return None
    inside_or_waiting = access.current(caucus, on=on).filter(role__in=access.INSIDE)
    if inside_or_waiting.filter(person=person).exists():
        return None
    membership = begin(caucus, person, MembershipState.INVITED, at)
    mail.invited(membership)
    note(membership, "caucuses.invite", by, at)
    return membership


@transaction.atomic
def accept(*, membership, by, at, appears=None) -> None:
    """Say yes to an invitation. Raises ValidationError "closed", "decided", "not_eligible"."""
    caucus = hold(membership.group_id)
    activate(caucus, membership, MembershipState.INVITED, by, at)
    choose(membership, appears, at)
    note(membership, "caucuses.accept", by, at)


@transaction.atomic
def decline_invitation(*, membership, by, at) -> None:
    """Say no to an invitation. Raises ValidationError "decided"."""
    caucus = hold(membership.group_id, closed=True)
    end(caucus, membership, MembershipState.INVITED, MembershipEnd.DECLINED, by, at)
    note(membership, "caucuses.decline_invitation", by, at)


@transaction.atomic
def leave(*, caucus, person, by, at, successor=None) -> None:
    """Leave, and where one leads, hand that on to the successor named.

    Raises ValidationError "not_in", "last_leader" when nobody else leads and nobody is named,
    "successor" when the one named is not another member.
    """
    caucus = hold(caucus.group_id, closed=True)
    on = timezone.localdate(at)
    rows = access.current(caucus, on=on).filter(
        person=person, state=MembershipState.ACTIVE, role__in=access.INSIDE
    )
    mine = list(rows.select_related("group", "person"))
    if not mine:
        raise ValidationError("You are not in this caucus.", code="not_in")
    led = next((row for row in mine if row.role == Role.CHAIR), None)
    heir = None
    if led and access.people(caucus, on=on).filter(pk=person.pk).exists():
        heir = _heir(caucus, person, successor, on)
    for row in mine:
        end(caucus, row, MembershipState.ACTIVE, MembershipEnd.LEFT, by, at)
        note(row, "caucuses.leave", by, at)
    if heir is not None:
        hand_over(caucus, led, heir, by, at)
    elif led:
        succession.tell_those_who_stay(caucus, led, at=at)


@transaction.atomic
def appear(*, caucus, person, appears, by, at) -> None:
    """Choose how other members see one on the roster. Those who lead see everybody.

    Raises ValidationError "not_in".
    """
    caucus = hold(caucus.group_id, closed=True)
    mine = list(access.inside(caucus, on=timezone.localdate(at)).filter(person=person))
    if not mine:
        raise ValidationError("You are not in this caucus.", code="not_in")
    for row in mine:
        if choose(row, appears, at):
            note(row, "caucuses.appear", by, at)


@transaction.atomic
def remove(*, membership, by, at) -> None:
    """Put a member out. They come back by invitation only.

    Raises ValidationError "leader" for somebody who leads, "decided" for one already gone.
    """
    caucus = hold(membership.group_id, closed=True)
    rows = access.current(caucus, on=timezone.localdate(at)).filter(person=membership.person_id)
    if rows.filter(state=MembershipState.ACTIVE, role=Role.CHAIR).exists():
        raise ValidationError("Whoever leads a caucus cannot be removed here.", code="leader")
    end(caucus, membership, MembershipState.ACTIVE, MembershipEnd.REMOVED, by, at)
    mail.removed(membership)
    note(membership, "caucuses.remove", by, at)


def hold(group_id, *, closed=False) -> Caucus:
    """The caucus as it is now, its row locked. A closed one takes nobody in, but lets go.

    The group's row is locked with it: what is only joined to a row that one waited for is read
    as it was before the wait.
    """
    both = Caucus.objects.select_for_update(of=("self", "group")).select_related("group")
    caucus = both.get(group=group_id)
    if caucus.group.closed_on is not None and not closed:
        raise ValidationError("This caucus is closed.", code="closed")
    return caucus


def _refuse_unless_free(caucus, person, policy, at):
    on = timezone.localdate(at)
    if caucus.group.join_policy != policy:
        raise ValidationError(
            "This caucus takes people in another way now. Please look again.", code="policy"
        )
    rows = access.memberships(caucus).filter(person=person, role__in=access.INSIDE)
    row = access.current(caucus, on=on).filter(pk__in=rows.values("pk")).first()
    if row is not None:
        code, words = WAITING[MembershipState(row.state)]
        raise ValidationError(words, code=code)
    last = rows.filter(state=MembershipState.ACTIVE).order_by("-pk").first()
    if last is not None and last.end_reason == MembershipEnd.REMOVED:
        raise ValidationError("You can come back by invitation only.", code="barred")
    refuse_unless_admitted(caucus, person, on)


def refuse_unless_admitted(caucus, person, on):
    if not access.admitted(caucus, on=on).filter(pk=person.pk).exists():
        raise ValidationError(
            "This caucus is for a part of the network, and that does not hold today.",
            code="not_eligible",
        )


def begin(caucus, person, state, at, **fields) -> Membership:
    """A new row. The default manager cannot see its rivals, so the database decides."""
    _end_invitation_run_out(caucus, person, at)
    membership = Membership(
        person=person,
        group=caucus.group,
        state=state,
        since=timezone.localdate(at),
        **fields,
    )
    membership.full_clean()
    try:
        with transaction.atomic():
            membership.save()
    except IntegrityError as taken:
        raise ValidationError("You are already in this caucus.", code="already") from taken
    return membership


def _end_invitation_run_out(caucus, person, at):
    on = timezone.localdate(at)
    late = access.run_out(on=on).filter(group=caucus.group_id, person=person)
    late.update(until=on, end_reason=MembershipEnd.LAPSED, decided_at=at)


def activate(caucus, membership, state, by, at):
    on = timezone.localdate(at)
    _move(caucus, membership, state, by, at, state=MembershipState.ACTIVE, since=on)
    refuse_unless_admitted(caucus, membership.person, on)


def end(caucus, membership, state, reason, by, at):
    _move(caucus, membership, state, by, at, until=timezone.localdate(at), end_reason=reason)
    vault.ask_to_rotate(membership=membership, by=by, at=at)


def _move(caucus, membership, was, by, at, **fields):
    """Change a row if it still is what it was, with who and when. Raises "decided" if not."""
    still = access.current(caucus, on=timezone.localdate(at)).filter(pk=membership.pk, state=was)
    if not still.update(decided_by=by, decided_at=at, **fields):
        raise ValidationError("Somebody decided this a moment ago.", code="decided")
    membership.refresh_from_db()


def choose(membership, appears, at) -> bool:
    """Write the choice down; whether it is a new one. Without a choice nothing is shown."""
    value = Appears(appears or Appears.HIDDEN).value
    words = {"appears": value, "text_version": TEXT_VERSION}
    if RosterChoice.objects.filter(membership=membership, **words).exists():
        return False
    RosterChoice.objects.update_or_create(membership=membership, defaults=words | {"at": at})
    return True


def forget_answer(membership):
    JoinAnswer.objects.filter(membership=membership).delete()


def _heir(caucus, person, successor, on) -> Person | None:
    others = access.people(caucus, on=on).exclude(pk=person.pk)
    if successor is not None:
        heir = others.filter(pk=successor.pk).first()
        if heir is None:
            raise ValidationError("Choose somebody who is in the caucus.", code="successor")
        return heir
    if not others.filter(leads=True).exists():
        raise ValidationError(
            "You are the last to lead this caucus. Say who leads it next.", code="last_leader"
        )
    return None


def hand_over(caucus, led, heir, by, at):
    """Make the successor chair, in the seat that the leaver held if it was one."""
    if heir.leads:
        return
    membership = begin(
        caucus,
        heir,
        MembershipState.ACTIVE,
        at,
        role=Role.CHAIR,
        seat=led.seat,
        place=led.place,
        decided_by=by,
        decided_at=at,
    )
    choose(membership, heir.appears, at)
    told_of_lead(membership, by, at)


def told_of_lead(membership, by, at):
    mail.handed_over(membership)
    note(membership, "caucuses.hand_over", by, at)


def note(membership, action, by, at):
    audit.record(membership, action, by=by, at=at, person=membership.person, group=membership.group)
