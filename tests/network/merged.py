"""Two records of one person, with something of every kind, and what there is afterwards."""

import datetime as dt

from network.models import (
    AuditEntry,
    Consent,
    ContactPoint,
    DirectoryChoice,
    DuplicatePair,
    Interaction,
    Interest,
    Letter,
    Merge,
    NextAction,
    Prospect,
    SourceRecord,
    Speaks,
    Tag,
    Tagging,
    Term,
    TermReport,
    Volunteer,
)
from network.models.consents import Purpose
from network.operations import merging
from tests.factories import (
    NOON,
    TODAY,
    ApplicationFactory,
    CommitteeFactory,
    MembershipFactory,
    PersonFactory,
    SeatFactory,
    TermFactory,
    a_member,
)

LATER = NOON + dt.timedelta(minutes=5)
TOUCHED = (
    ContactPoint,
    Consent,
    DirectoryChoice,
    DuplicatePair,
    Interaction.people.through,
    Interest,
    Letter,
    NextAction,
    Prospect,
    SourceRecord,
    Speaks,
    Tagging,
    Term,
    TermReport,
    Volunteer,
)


def a_pair(chapter, **names):
    """Dana with a login, and a later double of hers without one; both in the chapter."""
    dana = a_member(chapter, given="Dana", family="Lee", email="dana@example.org")
    double = PersonFactory(**{"given": "Dana", "family": "Leigh", **names})
    MembershipFactory(person=double, group=chapter)
    return dana, double


def consent(person, purpose, given, **fields):
    return Consent.objects.create(
        person=person,
        purpose=purpose,
        given=given,
        **{"how": "self", "text_version": "1", "at": NOON, "by": None, **fields},
    )


def furnish(person, *, chapter, user):
    """One row of each kind that moves, and none that the other record has."""
    term = TermFactory(person=person)
    seat = SeatFactory(committee=CommitteeFactory(parent=chapter))
    MembershipFactory(person=person, group=seat.committee, seat=seat, place=1)
    ContactPoint.objects.create(
        person=person, kind="phone", use="personal", value=f"410 555 0{person.pk:03}"
    )
    consent(person, Purpose.NEWSLETTER, False)
    note = Interaction.objects.create(at=NOON, by=user, scope=chapter, body="Called.")
    note.people.add(person)
    NextAction.objects.create(
        person=person, text="Call", owner=user, due_on=TODAY, scope=chapter, made_at=NOON
    )
    tag = Tag.objects.create(group=chapter, name=f"Speaker {person.pk}")
    Tagging.objects.create(person=person, tag=tag, by=user, at=NOON)
    Speaks.objects.create(person=person, language="es")
    Interest.objects.create(person=person, topic="water")
    Letter.objects.create(kind="welcome", person=person, to="d@example.org", subject="Welcome")
    SourceRecord.objects.create(
        source="clerk", external_id=str(person.pk), person=person, term=term, read_at=NOON
    )
    TermReport.objects.create(person=person, term=term, news="still", submitted_at=NOON)
    Volunteer.objects.create(seat=seat, person=person, offered_at=NOON)
    Prospect.objects.create(person=person, source="list", made_at=NOON, moved_at=NOON)
    ApplicationFactory(person=person, chapter=chapter)
    return term


def merge(survivor, merged, *, by=None, at=LATER, **options):
    return merging.merge(survivor=survivor, merged=merged, by=by, at=at, **options)


def rows():
    """Every row of every kind that a merge may touch, as it is."""
    return {model.__name__: list(model._base_manager.order_by("pk").values()) for model in TOUCHED}


def counted():
    kinds = (*TOUCHED, Merge, AuditEntry)
    return {model.__name__: model._base_manager.count() for model in kinds}
