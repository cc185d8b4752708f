"""Members report what they introduced or passed; staff confirm it, or say why not."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from network import audit, mail
from network.models import Policy, PolicyAction
from network.models.offices import Precision
from network.models.people import ContactKind, ContactUse
from network.models.policies import STANDING, ActionState

from . import holding, rows


@transaction.atomic
def keep(*, public_id, name, level, by, at) -> Policy:
    """The policy a page of the library is about, made the first time, named as the page is now.

    Saying the same again changes nothing.
    """
    values = {"name": " ".join(name.split()), "level": level}
    policy = Policy.objects.select_for_update().filter(public_id=public_id).first()
    if policy is None:
        policy = rows.keep(Policy(public_id=public_id, **values))
        audit.record(policy, "network.policy_made", by=by, at=at, after=values)
        return policy
    before, after = rows.change(policy, **values)
    if after:
        audit.record(policy, "network.policy_renamed", by=by, at=at, before=before, after=after)
    return policy


@transaction.atomic
def report(
    *,
    policy,
    person,
    term,
    did,
    on,
    by,
    at,
    on_precision=Precision.DAY,
    link="",
    named=False,
) -> PolicyAction:
    """Take in a member's own word. It shows nowhere until staff have confirmed it.

    `term` is the one they held it in; what it says of the office is kept as of now. Raises
    ValidationError: "rights", "term" when they did not hold it then, "future",
    "policy_action_once", "policy_action_link_is_secure".
    """
    _refuse_others(person, by)
    person = rows.lock(person)
    if on > timezone.localdate(at):
        raise ValidationError("This day is still to come.", code="future")
    held = holding.then(person, first=on, last=holding.last_day(on, on_precision))
    office = holding.choose(held, term, refused="You did not hold this office then.")
    action = rows.keep(
        PolicyAction(
            policy=policy,
            person=person,
            did=did,
            on=on,
            on_precision=on_precision,
            link=link.strip(),
            named=named,
            reported_at=at,
            **office,
        )
    )
    _record(action, "network.policy_action_reported", by, at)
    return action


@transaction.atomic
def name(*, action, named, by, at) -> PolicyAction:
    """Put one's name beside it, or take it off. It counts from now on."""
    _refuse_others(action.person, by)
    action = _lock(action)
    before, after = rows.change(action, named=named)
    if after:
        _record(action, "network.policy_action_named", by, at, before=before)
    return action


@transaction.atomic
def take_back(*, action, by, at) -> PolicyAction:
    """The one who reported it has second thoughts, while it waits. Twice changes nothing.

    Raises ValidationError: "rights", "decided".
    """
    _refuse_others(action.person, by)
    action = _lock(action)
    if action.state == ActionState.WITHDRAWN:
        return action
    return _decide(action, ActionState.WITHDRAWN, by=by, at=at)


@transaction.atomic
def confirm(*, action, by, at, reason="") -> PolicyAction:
    """Put it on the page. A letter says so, with a word from staff if there is one.

    Raises ValidationError: "rights", "decided" when somebody was faster.
    """
    action = _lock(_theirs(action, by))
    if (action.state, action.decided_by) == (ActionState.CONFIRMED, by):
        return action
    action = _decide(action, ActionState.CONFIRMED, by=by, at=at, reason=reason.strip())
    _answer(action, "policy_confirmed")
    return action


@transaction.atomic
def decline(*, action, reason, by, at) -> PolicyAction:
    """Leave it off the page, or take it off again, for a reason the member reads in a letter.

    Raises ValidationError: "rights", "decided", "policy_action_declined_with_a_reason".
    """
    reason = reason.strip()
    if not reason:
        raise ValidationError("Give a reason.", code="policy_action_declined_with_a_reason")
    action = _lock(_theirs(action, by))
    if (action.state, action.decided_by) == (ActionState.DECLINED, by):
        return action
    action = _decide(action, ActionState.DECLINED, by=by, at=at, reason=reason, among=STANDING)
    _answer(action, "policy_declined")
    return action


def _decide(action, state, *, by, at, reason="", among=(ActionState.REPORTED,)):
    if action.state not in among:
        raise ValidationError(_who_was_faster(action), code="decided")
    before = {"state": action.state}
    rows.change(action, state=state, decided_by=by, decided_at=at, reason=reason)
    _record(action, f"network.policy_action_{state}", by, at, before=before, reason=reason)
    return action


def _who_was_faster(action) -> str:
    day = date_format(timezone.localdate(action.decided_at), "F j, Y")
    if action.state == ActionState.WITHDRAWN:
        return f"This was taken back on {day}."
    who = action.decided_by.get_full_name() if action.decided_by else "Somebody"
    return f"{who} {action.state} this on {day}."


def _lock(action):
    return PolicyAction.objects.select_related("policy", "person__user", "jurisdiction").get(
        pk=rows.lock(action).pk
    )


def _theirs(action, by):
    if by and not PolicyAction.objects.editable_by(by).filter(pk=action.pk).exists():
        raise ValidationError("This is for the staff of that state.", code="rights")
    return action


def _refuse_others(person, by):
    if by and by.known_person != person:
        raise ValidationError("Only they can say so themselves.", code="rights")


def _answer(action, template):
    own = action.person.contacts.filter(
        kind=ContactKind.EMAIL, use=ContactUse.PERSONAL, bounced_at=None
    ).first()
    if own:
        mail.post(
            to=own.value,
            template=template,
            key=f"{template}:{action.public_id}",
            person=action.person,
            action=action,
        )


def _record(action, what, by, at, *, before=None, reason=""):
    audit.record(
        action,
        what,
        by=by,
        at=at,
        person=action.person,
        before=before,
        after={
            "policy": action.policy,
            "did": action.get_did_display(),
            "place": action.place_name,
            "named": action.named,
        },
        reason=reason,
    )
