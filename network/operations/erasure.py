"""Somebody is erased: asked for, waited for a week, done by the worker, never undone.

What goes and what stays, and why, is in docs/decisions/0006.
"""

from collections.abc import Callable
from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from network import audit, jobs, mail
from network.models import Erasure, Person, User
from network.models.erasures import GRACE, ErasureState
from network.models.people import ContactKind, ContactUse

from . import leaving, records, rows

#: What a record is called once it is nobody's.
NAME = "Former member"

_before: dict[str, Callable] = {}


def before(key: str, give_back: Callable) -> None:
    """Have `give_back(people=, at=)` called while it is still known whose what is.

    `people` are the keys of the record and of those merged into it. Nothing is held yet but the
    request to be erased.
    """
    _before[key] = give_back


@transaction.atomic
def ask(*, person, by, at, reason="") -> Erasure:
    """Begin the week of waiting. Nothing changes until it is over.

    Raises ValidationError: "rights" unless it is one's own record or an administrator asks,
    "reason" when an administrator gives none, "last_admin", the constraint's name when it is
    asked for already; and to the person themselves what they have to hand on first.
    """
    person, reason = rows.lock(person), " ".join(reason.split())
    is_own = person.user_id is not None and person.user_id == by.pk
    if not is_own and not by.rights.admin:
        raise ValidationError("Only an administrator can do this.", code="rights")
    if not is_own and not reason:
        raise ValidationError("Say why.", code="reason")
    on = timezone.localdate(at)
    if is_own:
        leaving.refuse_to_go(person, on=on)
    else:
        leaving.refuse_the_last(person, on=on)
    erasure = rows.keep(
        Erasure(person=person, asked_by=by, asked_at=at, due_at=at + GRACE, reason=reason)
    )
    audit.record(erasure, "network.erasure_asked", by=by, at=at, person=person, reason=reason)
    _write_to(erasure, "erased_asked", is_own=is_own)
    return erasure


@transaction.atomic
def cancel(*, erasure, by, at) -> Erasure:
    """Stop it. What is stopped stays stopped. Raises ValidationError: "rights", "done"."""
    erasure = rows.lock(erasure)
    if erasure.state == ErasureState.CANCELED:
        return erasure
    if erasure.state == ErasureState.DONE:
        raise ValidationError("This record is erased.", code="done")
    if not by.rights.admin and erasure.person.user_id != by.pk:
        raise ValidationError("Only an administrator can do this.", code="rights")
    rows.change(erasure, state=ErasureState.CANCELED, closed_at=at)
    audit.record(erasure, "network.erasure_canceled", by=by, at=at, person=erasure.person)
    _write_to(erasure, "erased_canceled")
    return erasure


@jobs.every(3600)
def erase_due(at) -> None:
    """Erase those whose week is over. One that cannot be, now, waits for the next round."""
    for erasure in Erasure.objects.due(at=at):
        try:
            carry_out(erasure=erasure, at=at)
        except ValidationError:
            continue


@transaction.atomic
def carry_out(*, erasure, at) -> None:
    """Erase the person and every record merged into theirs. Done once, it is done.

    Raises ValidationError: "early" before the week is over, "canceled", "last_admin".
    """
    erasure = rows.lock(erasure)
    if erasure.state == ErasureState.DONE:
        return
    _refuse_unless_due(erasure, at)
    people = [one.pk for one in _with_merged([erasure.person_id])]
    for give_back in _before.values():
        give_back(people=people, at=at)
    person = rows.lock(erasure.person)
    yesterday = timezone.localdate(at) - timedelta(days=1)
    leaving.refuse_the_last(person, on=yesterday + timedelta(days=1))
    gone = _who(person)
    leaving.before_erasing(person, at=at)
    leaving.end_all(person, last=yesterday, by=None, at=at)
    rows.change(erasure, state=ErasureState.DONE, closed_at=at)
    records.forget_journal(gone)
    audit.redact(person, records=gone.keys, users=gone.users, by=None, at=at)
    for record in records.every():
        record.erase(gone)
    _forget_tasks(gone)
    for user in User.objects.filter(pk__in=gone.users):
        _forget_login(user)
    _forget_sessions(gone)
    _forget_names(gone, at)


def _refuse_unless_due(erasure, at):
    if erasure.state == ErasureState.CANCELED:
        raise ValidationError("This was taken back.", code="canceled")
    if erasure.due_at > at:
        raise ValidationError("The week of waiting is not over.", code="early")


def _who(person) -> records.Gone:
    people = list(_with_merged([person.pk]))
    users = [one.user for one in people if one.user_id]
    ways = [way for one in people for way in one.contacts.all()]
    applied = [asked.email for one in people for asked in one.applications.all()]
    names = {one.name for one in people} | {f"{one.given} {one.family}".strip() for one in people}
    return records.Gone(
        keys=[one.pk for one in people],
        refs=[str(one.public_id) for one in people],
        users=[user.pk for user in users],
        names=sorted(names, key=len, reverse=True),
        addresses=sorted({*_own(ways), *applied, *(user.email for user in users)}),
    )


def _own(ways) -> list[str]:
    """Addresses that are theirs alone; an office's is its next holder's too."""
    return [
        way.value for way in ways if (way.kind, way.use) == (ContactKind.EMAIL, ContactUse.PERSONAL)
    ]


def _with_merged(keys) -> models.QuerySet:
    """The record, those merged into it, those merged into these, and so on."""
    while True:
        found = Person.including_merged.filter(
            models.Q(pk__in=keys) | models.Q(merged_into__in=keys)
        )
        wider = sorted(found.values_list("pk", flat=True))
        if wider == sorted(keys):
            return found.select_related("user").order_by("pk")
        keys = wider


def _forget_login(user):
    """The account goes; where notes about others are signed by it, an empty one stays."""
    try:
        with transaction.atomic():
            user.delete()
    except models.ProtectedError:
        for model in (EmailAddress, Authenticator, UserSession):
            model.objects.filter(user=user).delete()
        user.email = f"{user.pk}@erased.invalid"
        user.first_name = user.last_name = ""
        user.is_active = user.is_staff = user.is_superuser = False
        user.last_login = None
        user.save()


def _forget_sessions(gone):
    """Sessions of theirs, and forms half filled in from one of their mailboxes."""
    keys = [str(pk) for pk in gone.users]
    for session in Session.objects.iterator():
        held = session.get_decoded()
        said = str(held).lower()
        if held.get("_auth_user_id") in keys or any(one.lower() in said for one in gone.addresses):
            session.delete()


def _forget_tasks(gone):
    """What a mail server answered names the address."""
    for address in gone.addresses:
        failed = DBTaskResult.objects.filter(traceback__icontains=address)
        failed.update(traceback="")


def _forget_names(gone, at):
    fields = {
        "given": NAME,
        "family": "",
        "known_as": "",
        "other_names": "",
        "pronouns": "",
        "bio": "",
        "sort_key": "-",
        "user": None,
        "erased_at": at,
    }
    people = Person.including_merged.filter(pk__in=gone.keys)
    people.update(version=models.F("version") + 1, **fields)


def _write_to(erasure, template, **context):
    address = leaving.address_of(erasure.person)
    if address:
        mail.post(
            to=address,
            template=template,
            key=f"{template}:{erasure.public_id}",
            person=erasure.person,
            erasure=erasure,
            **context,
        )
