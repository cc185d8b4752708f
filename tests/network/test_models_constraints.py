"""Every rule the database keeps is broken here on purpose, on whichever database runs the tests."""

import datetime as dt

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from caucuses.models import Caucus
from events.models import Event
from network.models import Consent, ContactPoint, PeriodicRun, SourceRecord, WorkerBeat
from network.models.applications import ApplicationState
from network.models.consents import Purpose
from network.models.memberships import MembershipEnd
from network.models.offices import EndReason
from network.models.people import ContactKind, ContactUse
from network.roles import GroupKind, Role
from tests.factories import (
    LONG_AGO,
    NOON,
    TODAY,
    ApplicationFactory,
    CaucusGroupFactory,
    ChapterFactory,
    CommitteeFactory,
    GroupFactory,
    JurisdictionFactory,
    MembershipFactory,
    NetworkFactory,
    OfficeFactory,
    PersonFactory,
    SeatFactory,
    TermFactory,
    UserFactory,
    national_staff,
    the_network,
)
from tests.network import breaks

YESTERDAY = TODAY - dt.timedelta(days=1)


def two_waiting_applications():
    person = PersonFactory()
    ApplicationFactory(person=person)
    ApplicationFactory(person=person)


def two_open_memberships():
    person, chapter = PersonFactory(), ChapterFactory()
    MembershipFactory(person=person, group=chapter)
    MembershipFactory(person=person, group=chapter, since=TODAY)


def two_holders_of_one_place():
    seat = SeatFactory()
    MembershipFactory(group=seat.committee, seat=seat, place=1)
    MembershipFactory(group=seat.committee, seat=seat, place=1)


def two_open_terms():
    person, office = PersonFactory(), OfficeFactory()
    TermFactory(person=person, office=office)
    TermFactory(person=person, office=office, starts_on=TODAY)


def merged_into_themselves():
    person = PersonFactory()
    person.merged_into = person
    person.save()


def an_address(person, value, use=ContactUse.PERSONAL):
    ContactPoint.objects.create(person=person, kind=ContactKind.EMAIL, use=use, value=value)


def two_people_of_one_address():
    PersonFactory(email="Ann@example.org")
    PersonFactory(email="ann@EXAMPLE.org")


def an_address_twice():
    person = PersonFactory()
    an_address(person, "clerk@example.org", ContactUse.OFFICIAL)
    an_address(person, "Clerk@example.org", ContactUse.OFFICIAL)


def two_logins_of_one_address():
    UserFactory(email="ann@example.org")
    UserFactory(email="Ann@example.org")


def one_row_read_twice():
    for _ in range(2):
        SourceRecord.objects.create(source="county", external_id="7", digest="x", read_at=NOON)


def one_slot_run_twice():
    for _ in range(2):
        PeriodicRun.objects.create(name="job", slot=NOON)


def one_office_twice():
    office = OfficeFactory()
    OfficeFactory(jurisdiction=office.jurisdiction, seat_label=office.seat_label)


def two_chapters_of_one_state():
    ChapterFactory(slug="texas")
    ChapterFactory(slug="texas-too")


def two_networks():
    NetworkFactory()
    NetworkFactory(slug="another")


def an_event(starts_at, ends_at):
    Event.objects.create(
        host=the_network(),
        title="Coffee",
        timezone="America/New_York",
        starts_at=starts_at,
        ends_at=ends_at,
    )


BREAKS = {
    "application_one_waiting_per_person": two_waiting_applications,
    "application_decided_has_a_time": lambda: ApplicationFactory(state=ApplicationState.APPROVED),
    "application_declined_with_a_reason": lambda: ApplicationFactory(
        state=ApplicationState.DECLINED, decided_at=NOON
    ),
    "group_has_a_parent_unless_network": lambda: GroupFactory(parent=None),
    "group_chapter_has_a_state": lambda: ChapterFactory(state=""),
    "group_one_open_chapter_per_state": two_chapters_of_one_state,
    "group_one_network": two_networks,
    "group_closed_after_founded": lambda: GroupFactory(founded_on=TODAY, closed_on=YESTERDAY),
    "seat_has_a_place": lambda: SeatFactory(count=0),
    "periodic_run_once_per_slot": one_slot_run_twice,
    "membership_one_open_per_role": two_open_memberships,
    "membership_one_holder_per_place": two_holders_of_one_place,
    "membership_seat_has_a_place": lambda: MembershipFactory(seat=SeatFactory()),
    "membership_ends_after_it_begins": lambda: MembershipFactory(
        since=TODAY, until=YESTERDAY, end_reason=MembershipEnd.LEFT
    ),
    "membership_ended_with_a_reason": lambda: MembershipFactory(until=TODAY),
    "office_once_per_seat": one_office_twice,
    "office_has_a_seat": lambda: OfficeFactory(seats=0),
    "term_one_open_per_office": two_open_terms,
    "term_ended_with_a_reason": lambda: TermFactory(ended_on=TODAY),
    "term_scheduled_end_after_start": lambda: TermFactory(starts_on=TODAY, ends_on=YESTERDAY),
    "term_actual_end_after_start": lambda: TermFactory(
        starts_on=TODAY, ended_on=YESTERDAY, end_reason=EndReason.RESIGNED
    ),
    "term_scheduled_end_after_election": lambda: TermFactory(
        starts_on=None, elected_on=TODAY, ends_on=YESTERDAY
    ),
    "person_not_merged_into_itself": merged_into_themselves,
    "person_has_a_name": lambda: PersonFactory(given=""),
    "contact_one_person_per_personal_address": two_people_of_one_address,
    "contact_once_per_person": an_address_twice,
    "source_record_once_per_row": one_row_read_twice,
    "user_one_per_address": two_logins_of_one_address,
    "event_ends_after_it_starts": lambda: an_event(NOON, NOON),
}

BREAKS |= breaks.of_every_room()

CONSTRAINTS = {
    constraint.name: (model, constraint)
    for app in ("network", "events", "caucuses")
    for model in apps.get_app_config(app).get_models()
    for constraint in model._meta.constraints
}


def test_every_constraint_is_broken_once():
    assert set(BREAKS) == set(CONSTRAINTS)


def as_the_database_says(name) -> str:
    """How the database names a constraint when it refuses; SQLite may list the columns."""
    model, constraint = CONSTRAINTS[name]
    listed = isinstance(constraint, models.UniqueConstraint) and constraint.fields
    if connection.vendor == "sqlite" and listed:
        columns = (model._meta.get_field(field).column for field in constraint.fields)
        return ", ".join(f"{model._meta.db_table}.{column}" for column in columns)
    return name


@pytest.mark.parametrize("name", CONSTRAINTS)
def test_the_database_refuses(name):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        BREAKS[name]()

    assert as_the_database_says(name) in str(refusal.value)


def membership_again(**ended):
    person, chapter = PersonFactory(), ChapterFactory()
    MembershipFactory(person=person, group=chapter, since=LONG_AGO, **ended)
    return MembershipFactory(person=person, group=chapter, since=TODAY)


def the_next_holder():
    seat = SeatFactory()
    over = {"until": TODAY, "end_reason": MembershipEnd.TERM_OVER}
    MembershipFactory(group=seat.committee, seat=seat, place=1, **over)
    return MembershipFactory(group=seat.committee, seat=seat, place=1, since=TODAY)


def a_second_term():
    person, office = PersonFactory(), OfficeFactory()
    over = {"ended_on": TODAY, "end_reason": EndReason.COMPLETED}
    TermFactory(person=person, office=office, **over)
    return TermFactory(person=person, office=office, starts_on=TODAY)


def an_official_address_of_two():
    for person in (PersonFactory(), PersonFactory()):
        an_address(person, "board@example.org", ContactUse.OFFICIAL)
    return ContactPoint.objects.last()


@pytest.mark.parametrize(
    "make",
    [
        lambda: membership_again(until=TODAY, end_reason=MembershipEnd.LEFT),
        the_next_holder,
        a_second_term,
        an_official_address_of_two,
        lambda: TermFactory(starts_on=None),
        lambda: TermFactory(ended_on=None, end_reason=EndReason.DIED),
        lambda: MembershipFactory(since=TODAY, until=TODAY, end_reason=MembershipEnd.REMOVED),
        lambda: ChapterFactory(closed_on=TODAY) and ChapterFactory(slug="texas-again"),
        lambda: MembershipFactory(group=CommitteeFactory(), role=Role.CHAIR),
    ],
)
def test_what_may_be_is_not_refused(make):
    assert make().pk


def test_a_caucus_has_one_group_and_a_group_one_caucus():
    group = CaucusGroupFactory()
    Caucus.objects.create(group=group, purpose="To meet.")

    with pytest.raises(IntegrityError), transaction.atomic():
        Caucus.objects.create(group=group, purpose="To meet again.")


@pytest.mark.parametrize(
    "make_twice",
    [
        lambda: JurisdictionFactory(ocd_id="ocd-division/country:us"),
        lambda: WorkerBeat.objects.create(worker_id="one", seen_at=NOON),
    ],
)
def test_what_is_unique_stays_so(make_twice):
    make_twice()

    with pytest.raises(IntegrityError), transaction.atomic():
        make_twice()


def test_consent_is_only_ever_added():
    answer = Consent.objects.create(
        person=PersonFactory(),
        purpose=Purpose.DIRECTORY,
        given=True,
        text_version="2026-11",
        how=Consent.How.SELF,
        at=NOON,
    )

    with pytest.raises(TypeError):
        Consent.objects.update(given=False)
    with pytest.raises(TypeError):
        Consent.objects.all().delete()
    with pytest.raises(TypeError):
        answer.save()
    with pytest.raises(TypeError):
        answer.delete()


def test_a_login_that_is_deleted_is_forgotten_but_what_it_recorded_stays():
    staffer = national_staff()
    consent = Consent.objects.create(
        person=staffer,
        purpose=Purpose.DIRECTORY,
        given=True,
        text_version="2026-11",
        how=Consent.How.STAFF,
        by=staffer.user,
        at=NOON,
    )

    staffer.user.delete()

    consent.refresh_from_db()
    assert (consent.by, consent.given) == (None, True)


def test_a_group_stands_where_its_kind_may():
    region = GroupFactory.build(kind=GroupKind.REGION, parent=the_network(), slug="east")

    with pytest.raises(Exception, match="cannot stand there") as refusal:
        region.full_clean()

    assert refusal.value.error_dict["__all__"][0].code == "parent_kind"
