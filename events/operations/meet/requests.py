"""Asking for a meeting where nobody's times are to choose from: staff find one."""

from django.db import transaction
from django.utils.timezone import localdate

from events.models import MeetingRequest
from network import audit
from network.models import Group, Membership, Person, Term
from network.operations import rows
from network.roles import GroupKind


@transaction.atomic
def ask(*, person: Person, words: str, by, at) -> MeetingRequest:
    """Leave a note with the staff of one's chapter, or the network's. Nobody gets a letter.

    Raises ValidationError with the name of the constraint that is broken: one note at a time.
    """
    asked = rows.keep(
        MeetingRequest(
            person=person,
            group=_whose(person, on=localdate(at)),
            words=words.strip(),
            made_at=at,
        )
    )
    audit.record(asked, "events.meeting_wished", by=by, at=at, person=person, group=asked.group)
    return asked


@transaction.atomic
def answer(*, asked: MeetingRequest, by, at) -> MeetingRequest:
    """Somebody of the staff wrote, called or booked a meeting; again changes nothing."""
    asked = rows.lock(asked)
    if asked.answered_at is None:
        rows.change(asked, answered_at=at, answered_by=by)
        audit.record(
            asked,
            "events.meeting_wish_answered",
            by=by,
            at=at,
            person=asked.person,
            group=asked.group,
        )
    return asked


def _whose(person, *, on) -> Group:
    """The chapter they belong to, else the one where they serve, else the network."""
    chapters = Group.objects.open().filter(kind=GroupKind.CHAPTER)
    belongs = Membership.objects.live(on=on).filter(person=person).values("group")
    held = Term.objects.held(on=on).filter(person=person)
    found = (
        chapters.filter(pk__in=belongs).order_by("name").first()
        or chapters.filter(state__in=held.values("office__jurisdiction__state")).first()
    )
    return found or Group.objects.get(kind=GroupKind.NETWORK)
