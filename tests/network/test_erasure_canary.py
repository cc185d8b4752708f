"""After an erasure no string of the person is anywhere: in no row, and not in the file."""

import datetime as dt
import json
import os
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django_tasks_db.models import DBTaskResult

from caucuses.models import JoinAnswer
from network import audit, mail
from network.models import (
    Application,
    ContactPoint,
    DuplicatePair,
    Export,
    ImportBatch,
    ImportChange,
    ImportRow,
    Interaction,
    Letter,
    Merge,
    NextAction,
    Person,
    Prospect,
    SourceRecord,
    Tag,
    Tagging,
    TermReport,
    Volunteer,
)
from network.operations import consents, contacts, erasure, messages, profiles
from tests.conftest import sign_in
from tests.event_factories import everything_at_an_event
from tests.factories import (
    NOON,
    TODAY,
    CaucusGroupFactory,
    CommitteeFactory,
    JurisdictionFactory,
    MembershipFactory,
    PersonFactory,
    SeatFactory,
    TermFactory,
    a_chapter,
    a_member,
    national_staff,
    the_network,
)
from tests.network.breaks.meet_booked import a_booking, a_request

#: Letters that stand in whatever says who this person is.
CANARY = "zorquil"
WEEK = dt.timedelta(days=7)


@pytest.fixture
def person():
    """Somebody of whom every table holds something that names them."""
    chapter = a_chapter()
    someone = a_member(
        chapter,
        given="Zorquilla",
        family="Zorquilson",
        known_as="Zorquil",
        other_names="Zorquilova",
        pronouns="zorquil/s",
        bio="I am Zorquil.",
        email="zorquil@example.org",
    )
    use_the_site(someone)
    staff = national_staff(given="Nell").user
    write_about(someone, staff, chapter)
    import_as(someone, staff)
    everything_at_an_event(someone, words="For Zorquil", private=True)
    a_booking(person=someone, topic=CANARY, answers=[["Why?", CANARY]], reason=CANARY)
    a_request(person=someone, words=CANARY)
    apply_and_merge(someone, chapter)
    audit.seal(NOON)
    return someone


def use_the_site(someone):
    user, at = someone.user, NOON
    profiles.save(
        person=someone,
        version=1,
        languages=["es"],
        topics=["water"],
        bio="Zorquil again.",
        by=user,
        at=at,
    )
    someone.refresh_from_db()
    consents.answer(person=someone, purpose="directory", given=True, how="self", by=user, at=at)
    friend = a_member(email="friend@example.org")
    consents.answer(
        person=friend, purpose="directory", given=True, how="self", by=friend.user, at=at
    )
    messages.send(
        sender=someone,
        recipient=friend,
        subject="Zorquil writes",
        words="Zorquil was here.",
        answer_to="zorquil@example.org",
        key="1",
        by=user,
        at=at,
    )
    client = sign_in(Client(HTTP_USER_AGENT="Zorquil Browser"), user)
    client.get("/me/")
    EmailAddress.objects.create(user=user, email="zorquil@example.org", verified=True)
    Authenticator.objects.create(user=user, type="totp", data={"secret": CANARY})
    half = SessionStore()
    half["join"] = {"answers": {"email": {"email": "Zorquil@Example.org"}}}
    half.save()


def write_about(someone, staff, chapter):
    contacts.add(
        person=someone, kind="phone", use="personal", value="410 555 0123", by=staff, at=NOON
    )
    number = someone.contacts.get(kind="phone")
    contacts.reveal(contact=number, reason="Call Zorquil", by=staff, at=NOON)
    ContactPoint.objects.create(
        person=someone, kind="url", use="official", value="https://zorquil.example"
    )
    audit.record(someone, "network.other", by=staff, at=NOON, after={"name": "Zorquil"})
    term = TermFactory(person=someone)
    TermReport.objects.create(
        person=someone, term=term, news="still", words="Zorquil serves", submitted_at=NOON
    )
    seat = SeatFactory(committee=CommitteeFactory(parent=chapter))
    Volunteer.objects.create(person=someone, seat=seat, words="Take Zorquil", offered_at=NOON)
    MembershipFactory(person=someone, group=seat.committee, seat=seat, place=1)
    asked = MembershipFactory(person=someone, group=CaucusGroupFactory(), state="asked")
    JoinAnswer.objects.create(membership=asked, text="My aunt Zorquil")
    audit.record(
        asked,
        "caucuses.ask",
        by=someone.user,
        at=NOON,
        person=someone,
        group=asked.group,
        reason="Zorquil asked",
    )
    alone, shared = (
        Interaction.objects.create(at=NOON, by=staff, scope=the_network(), body=body)
        for body in ("Zorquil called", "Zorquil Zorquilson met Ben")
    )
    alone.people.set([someone])
    shared.people.set([someone, PersonFactory(given="Ben")])
    NextAction.objects.create(
        person=someone,
        text="Call Zorquil",
        owner=staff,
        due_on=TODAY,
        scope=chapter,
        made_at=NOON,
    )
    Tagging.objects.create(
        person=someone, tag=Tag.objects.create(group=chapter, name="Host"), at=NOON
    )
    moves = {"made_at": NOON, "moved_at": NOON, "source": "refer"}
    Prospect.objects.create(person=someone, words="Zorquil won", next_step="Ask Zorquil", **moves)
    Prospect.objects.create(
        person=PersonFactory(), referred_by=someone, words="Says Zorquil", **moves
    )
    letter = mail.queue(
        to="ZORQUIL@example.org", subject="Dear Zorquil", body="Zorquil!", kind="x", key="x"
    )
    DBTaskResult.objects.filter(args_kwargs__args=[letter.pk]).update(
        traceback="SMTPRecipientsRefused: zorquil@example.org", status="FAILED"
    )
    mail.queue(to="b@example.org", subject="S", body="B", kind="x", key="y")
    Export.objects.create(
        by=someone.user, by_name="Zorquil", at=NOON, what="people", format="csv", rows=1
    )


def import_as(someone, staff):
    SourceRecord.objects.create(
        source="file", external_id="zorquil-1", person=someone, said={"n": "Zorquil"}, read_at=NOON
    )
    batch = ImportBatch.objects.create(
        name="roster.csv", source="file", data=b"", by=staff, at=NOON
    )
    ImportRow.objects.create(
        batch=batch, line=2, state="new", cells={"name": "Zorquil"}, person=someone
    )
    ImportRow.objects.create(
        batch=batch, line=3, state="error", cells={"e-mail": "Zorquil@example.org"}
    )
    labels = {"network.person": someone.pk, "network.contactpoint": someone.contacts.first().pk}
    for label, key in labels.items():
        ImportChange.objects.create(batch=batch, label=label, key=key, after={"v": "Zorquil"})


def apply_and_merge(someone, chapter):
    Application.objects.create(
        person=someone,
        chapter=chapter,
        email="zorquil.work@example.org",
        given="Zorquilla",
        family="Zorquilson",
        jurisdiction=JurisdictionFactory(),
        office_role="council",
        heard="From uncle Zorquil",
        submitted_at=NOON,
    )
    old = PersonFactory(given="Zorquilly", family="Zorquilson", merged_into=someone)
    audit.record(old, "network.person_edited", by=None, at=NOON, before={"given": "Zorquilly"})
    low, high = sorted((old, someone), key=lambda one: one.pk)
    DuplicatePair.objects.create(
        low=low, high=high, score=90, reasons=["Zorquil twice"], found_at=NOON
    )
    Merge.objects.create(survivor=someone, merged=old, at=NOON, moved=[{"given": "Zorquilly"}])


def every_row() -> dict[str, str]:
    """Each row of each table, as text; sessions as what they hold."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.managed or model._meta.proxy:
            continue
        for values in model._base_manager.values():
            key = f"{model._meta.label}:{values.get(model._meta.pk.attname)}"
            found[key] = json.dumps(values, default=str, ensure_ascii=False).lower()
    for session in Session.objects.all():
        found[f"session:{session.pk}"] = str(session.get_decoded()).lower()
    return found


def erase(person):
    asked = erasure.ask(person=person, by=person.user, at=NOON)
    erasure.carry_out(erasure=asked, at=NOON + WEEK)


def test_every_table_that_can_name_somebody_is_in_the_trial(person):
    """The control: before the erasure the strings are there, in all of these tables."""
    tables = {key.partition(":")[0] for key, text in every_row().items() if CANARY in text}

    assert tables == {
        "account.EmailAddress",
        "caucuses.JoinAnswer",
        "django_tasks_database.DBTaskResult",
        "events.Booking",
        "events.MeetingRequest",
        "events.MoneyMatter",
        "events.Need",
        "events.Payment",
        "events.Refund",
        "events.Registration",
        "events.ScholarshipApplication",
        "events.ScholarshipReview",
        "mfa.Authenticator",
        "network.Application",
        "network.AuditEntry",
        "network.ContactPoint",
        "network.DuplicatePair",
        "network.Export",
        "network.ImportChange",
        "network.ImportRow",
        "network.Interaction",
        "network.Letter",
        "network.Merge",
        "network.NextAction",
        "network.Person",
        "network.Prospect",
        "network.SourceRecord",
        "network.TermReport",
        "network.User",
        "network.Volunteer",
        "session",
        "usersessions.UserSession",
    }


def test_no_row_of_any_table_holds_a_string_of_an_erased_person(person):
    erase(person)

    left = {key: text for key, text in every_row().items() if CANARY in text}
    assert left == {}
    assert list(audit.faults()) == []


def test_no_row_says_that_an_erased_person_was_in_a_caucus(person):
    caucus_rows = {key for key, text in every_row().items() if f'"person_id": {person.pk},' in text}
    assert any(key.startswith("network.Membership") for key in caucus_rows)

    erase(person)

    entries = apps.get_model("network", "AuditEntry").including_private
    private = apps.get_model("network", "Membership").including_private
    assert entries.filter(person=person, group__kind="caucus").count() == 0
    assert private.filter(person=person, group__kind="caucus").count() == 0


def test_letters_that_waited_for_or_from_somebody_erased_go_to_nobody(person, send_letters):
    erase(person)

    assert [letter.to for letter in send_letters()] == [["b@example.org"]]
    assert Letter.objects.filter(state="failed").count() == 0


def test_what_is_others_is_still_there(person):
    others = Person.objects.exclude(pk=person.pk)
    before = set(others.values_list("pk", "given", "user"))

    erase(person)

    assert set(others.values_list("pk", "given", "user")) == before
    assert Prospect.objects.count() == 1
    assert Interaction.objects.get().body == "a former member met Ben"


@pytest.mark.skipif(
    "postgres" in os.environ.get("DATABASE_URL", ""), reason="there is no file to read"
)
def test_the_file_holds_no_string_of_an_erased_person(committed, person):
    assert CANARY in contents()

    erase(person)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    assert CANARY not in contents()


def contents() -> str:
    name = Path(connection.settings_dict["NAME"])
    files = [name, name.with_name(f"{name.name}-wal")]
    return "".join(one.read_bytes().decode("latin-1").lower() for one in files if one.exists())
