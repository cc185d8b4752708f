"""The links of a caucus: put in, shown, changed, taken away, and to be changed when one goes.

An address is sealed before it reaches a row, and no audit line holds it. Whoever put one in
has seen it, as has whoever had it shown.
"""

import logging

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.db.models import Exists, Max, OuterRef
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from caucuses import access
from caucuses.models import Caucus, GatedLink, LinkReveal, RotationReason, RotationTask
from network import audit, sealing
from network.models import Erasure
from network.models.memberships import MembershipEnd, MembershipState
from network.operations import records, resealing, rows
from network.words import validate_one_line

HTTPS_ONLY = "Use a link that starts with https://."
LONGEST = 500

_is_https = URLValidator(["https"], message=HTTPS_ONLY, code="https")
_log = logging.getLogger(__name__)


@sensitive_variables("address")
@transaction.atomic
def add(*, caucus, kind, label, address, by, at) -> GatedLink:
    """Put a link in.

    Raises ValidationError: "https", "long", what the label's validator says, or
    "gated_link_once_per_caucus".
    """
    caucus = rows.lock(caucus)
    link = GatedLink(
        caucus=caucus,
        kind=kind,
        label=" ".join(label.split()),
        secret=sealing.seal(checked(address)),
        rotated_at=at,
        made_by=by,
    )
    rows.keep(link)
    _seen(link, by, at)
    _note(link, "caucuses.link_added", by, at)
    return link


@sensitive_variables("address")
@transaction.atomic
def change(*, link, address, version, by, at) -> GatedLink:
    """Put in the address that holds now, as a new version; what waited for that is done.

    `version` is the one whoever changes it had before them. Raises ValidationError: "retired",
    "changed" when there is a newer version, "same", "https", "long".
    """
    link = _held(link)
    if link.version != version:
        raise ValidationError("Somebody put in a new link a moment ago.", code="changed")
    address = checked(address)
    if _is_kept(link, address):
        raise ValidationError(
            "This is the link as it was. Change it where it lives, then put in the new one.",
            code="same",
        )
    rows.change(link, secret=sealing.seal(address), version=link.version + 1, rotated_at=at)
    link.tasks.waiting().update(done_at=at, done_by=by)
    _seen(link, by, at)
    _note(link, "caucuses.link_changed", by, at)
    return link


@transaction.atomic
def retire(*, link, by, at) -> GatedLink:
    """Take a link away. The address is destroyed; who saw it when is kept.

    Raises ValidationError("retired").
    """
    link = _held(link)
    rows.change(link, secret="", retired_at=at)
    link.tasks.waiting().update(done_at=at, done_by=by)
    _note(link, "caucuses.link_retired", by, at)
    return link


@transaction.atomic
def reveal(*, link, by, at) -> str:
    """The address, and a line that says who saw which version.

    Whether they may see it is asked again once the caucus is held, so that somebody whose
    membership ends at this moment gets either the link and a task for it, or nothing.
    Raises ValidationError: "links", "retired", "unopened".
    """
    caucus = rows.lock(link.caucus)
    if not access.can(by, caucus, on=timezone.localdate(at)).links:
        raise ValidationError("This link is for those in the caucus.", code="links")
    link = _held(link)
    try:
        address = sealing.unseal(link.secret)
    except sealing.Unopened as locked:
        _log.error("A link in a vault: %s", locked)
        raise ValidationError(
            "This link cannot be opened right now. Please tell those who run this site.",
            code="unopened",
        ) from None
    _seen(link, by, at)
    _note(link, "caucuses.link_revealed", by, at)
    return address


@transaction.atomic
def suspect(*, link, by, at) -> RotationTask:
    """Ask for a new link because this one may have got out.

    Raises ValidationError: "retired", "rotation_task_one_suspicion".
    """
    link = _held(link)
    task = RotationTask(
        link=link, version=link.version, reason=RotationReason.SUSPECTED, made_at=at
    )
    rows.keep(task)
    _note(link, "caucuses.link_suspected", by, at)
    return task


@transaction.atomic
def ask_to_rotate(*, membership, by, at) -> None:
    """Whoever is out of a caucus keeps what they saw: each link they know has to be changed.

    Nothing for a request, for somebody who stays in another role, for a link changed since.
    """
    caucus = Caucus.objects.get(group=membership.group_id)
    here = access.current(caucus, on=timezone.localdate(at)).filter(person=membership.person_id)
    if membership.state != MembershipState.ACTIVE or here.filter(state=membership.state).exists():
        return
    removed = membership.end_reason == MembershipEnd.REMOVED
    reason = RotationReason.REMOVED if removed else RotationReason.LEFT
    for link in known_to([membership.person_id]).filter(caucus=caucus):
        _, is_new = RotationTask.objects.get_or_create(
            link=link,
            version=link.version,
            person_id=membership.person_id,
            defaults={"reason": reason, "made_at": at},
        )
        if is_new:
            _note(link, "caucuses.link_to_rotate", by, at, person=membership.person)


def known_to(people):
    """The links in use whose version of today one of these people saw."""
    seen = LinkReveal.objects.filter(
        link=OuterRef("pk"), version=OuterRef("version"), person__in=people
    )
    return GatedLink.objects.kept().filter(Exists(seen)).select_related("caucus__group")


@sensitive_variables("address")
def checked(address) -> str:
    address = address.strip()
    if len(address) > LONGEST:
        raise ValidationError(f"Use {LONGEST} letters or fewer.", code="long")
    validate_one_line(address)
    _is_https(address)
    return address


def _held(link) -> GatedLink:
    """The link as it is now, its row locked."""
    link = rows.lock(link)
    if link.retired_at is not None:
        raise ValidationError("This link is no longer kept here.", code="retired")
    return link


@sensitive_variables("address")
def _is_kept(link, address) -> bool:
    try:
        return sealing.unseal(link.secret) == address
    except sealing.Unopened:
        return False


def _seen(link, by, at):
    if by is not None and by.known_person is not None:
        LinkReveal.objects.create(link=link, version=link.version, person=by.known_person, at=at)


def _note(link, action, by, at, person=None):
    audit.record(
        link,
        action,
        by=by,
        at=at,
        person=person or (by.known_person if by else None),
        group=link.caucus.group,
        after={"version": link.version},
    )


def _read(link):
    return {"secret": link.secret}


def _write(link, values):
    GatedLink.objects.filter(pk=link.pk).update(**values)


resealing.add(resealing.Sealed("links", "Caucuses' links", GatedLink.objects.kept, _read, _write))


def _forget_reveals(looks, gone) -> None:
    """Who is erased is out of every caucus: what they saw has to be changed. Then nobody saw it."""
    closed = Erasure.objects.filter(person__in=gone.keys).exclude(closed_at=None)
    at = closed.aggregate(at=Max("closed_at"))["at"]
    tasks = RotationTask.objects.filter(person__in=gone.keys)
    asked = set(tasks.values_list("link", "version"))
    RotationTask.objects.bulk_create(
        RotationTask(link=link, version=link.version, reason=RotationReason.LEFT, made_at=at)
        for link in known_to(gone.keys)
        if (link.pk, link.version) not in asked
    )
    looks.order_by().update(person=None)


SECRET = "What is in a caucus's vault stays there: a file lies about."

records.add(
    records.Record(
        "reveals",
        "Links you looked at",
        LinkReveal,
        withheld=SECRET,
        kept="that a link was seen, and when, without by whom",
        wipe=_forget_reveals,
    )
)
records.add(
    records.Record(
        "rotations",
        "Links to change after you left",
        RotationTask,
        withheld=SECRET,
        kept="that a link had to be changed, without for whom",
        empty={"person": None},
    )
)
