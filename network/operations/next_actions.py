"""Next steps: planned about a person, owned by one of the staff who see them, done once."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from network import audit
from network.models import NextAction, Person, User
from network.models.interactions import sees

from . import interactions, rows


def owners_of(person, *, on):
    """The staff who see this person, by name: one of them may own what is to be done."""
    staff = User.objects.filter(sees("pk", person, on=on), person__isnull=False)
    return staff.select_related("person").order_by("person__sort_key", "pk")


@transaction.atomic
def plan(*, person, text, owner, due_on, scope, by, at):
    """Say who does what about a person, by when. The same again is the same one.

    Raises ValidationError: "person", "owner", "scope", "past", or the constraint's name.
    """
    if not Person.objects.visible_to(by).filter(pk=person.pk).exists():
        raise ValidationError("Choose somebody whose record you see.", code="person")
    if not interactions.scopes_of(by).filter(pk=scope.pk).exists():
        raise ValidationError("Choose a group you keep.", code="scope")
    _refuse(person, owner, due_on, at)
    what = {"person": person, "text": text.strip(), "owner": owner, "due_on": due_on}
    if same := NextAction.objects.waiting().filter(scope=scope, **what).first():
        return same
    action = rows.keep(NextAction(scope=scope, made_by=by, made_at=at, **what))
    _record(action, "network.action_planned", by, at, {}, _said(action))
    return action


@transaction.atomic
def finish(*, action, by, at):
    """Say that it is done. What is done stays as it was done."""
    action = rows.lock(action)
    if action.done_at is None:
        rows.change(action, done_at=at, done_by=by)
        _record(action, "network.action_done", by, at, {}, {})
    return action


@transaction.atomic
def reassign(*, action, owner, due_on, by, at):
    """Hand it to somebody, for another day perhaps.

    Raises ValidationError: "done", "owner", "past".
    """
    action = rows.lock(action)
    if action.done_at:
        raise ValidationError("This is done already.", code="done")
    if (action.owner, action.due_on) == (owner, due_on):
        return action
    _refuse(action.person, owner, due_on, at)
    said = _said(action)
    rows.change(action, owner=owner, due_on=due_on)
    _record(action, "network.action_reassigned", by, at, said, _said(action))
    return action


def _refuse(person, owner, due_on, at):
    today = timezone.localdate(at)
    if not owners_of(person, on=today).filter(pk=owner.pk).exists():
        raise ValidationError("They cannot see this person.", code="owner")
    if due_on < today:
        raise ValidationError("Choose today or a later day.", code="past")


def _said(action):
    return {"owner": action.owner.get_full_name(), "due_on": action.due_on}


def _record(action, entry, by, at, before, after):
    audit.record(
        action,
        entry,
        by=by,
        at=at,
        person=action.person,
        group=action.scope,
        before=before,
        after=after,
    )
