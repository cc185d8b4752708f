"""Everything on record about somebody, as they take it with them."""

import csv
import datetime as dt
import io
import json
import zipfile

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps

from caucuses.models import Caucus, InviteLink, JoinAnswer, RosterChoice
from network import audit
from network.models import (
    AuditEntry,
    Interaction,
    Membership,
    NextAction,
    Person,
    Pledge,
    PledgeSignature,
    Prospect,
    SourceRecord,
    Tag,
    Tagging,
    TermReport,
    User,
    Volunteer,
)
from network.operations import contacts, my_data, records
from network.reports import my_data as files
from tests.event_factories import everything_at_an_event
from tests.factories import (
    NOON,
    TODAY,
    ApplicationFactory,
    CaucusGroupFactory,
    JurisdictionFactory,
    MembershipFactory,
    PersonFactory,
    SeatFactory,
    TermFactory,
    UserFactory,
    a_chapter,
    a_member,
    national_staff,
    the_network,
)
from tests.network.breaks.meet_booked import a_booking, a_request
from tests.network.passing import told

PAGE = "/me/data/"
#: Whose login did something to a caucus's own things; nothing of it is about them.
SAYS_WHO_DID_IT = {
    ("caucuses.GatedLink", "made_by"),
    ("caucuses.RotationTask", "done_by"),
    ("caucuses.Attendance", "by"),
}


@pytest.fixture
def ana():
    return a_member(a_chapter(), given="Ana", family="Silva", email="ana@example.org")


def taken(person, form="json"):
    return my_data.take(person=person, form=form, by=person.user, at=NOON)


def as_dict(person):
    return json.loads(files.as_json(taken(person), at=NOON))["tables"]


def as_files(person):
    packed = zipfile.ZipFile(io.BytesIO(files.as_zip(taken(person, "csv"))))
    return {name: packed.read(name).decode("utf-8-sig") for name in packed.namelist()}


def relations():
    return {
        (model._meta.label, field.name)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model is Person
    }


def test_every_relation_to_a_person_is_in_the_registry_or_excused():
    declared = {(one.model._meta.label, one.link.partition("__")[0]) for one in records.every()}

    assert relations() - declared - set(records.EXCEPTIONS) == set()


def test_what_is_excused_is_there_and_says_why():
    assert set(records.EXCEPTIONS) - relations() == set()
    assert all(records.EXCEPTIONS.values())


def test_every_record_is_told_or_says_why_not_and_goes_or_says_why_it_stays():
    assert [one.key for one in records.every() if one.withheld == "" and not one.title] == []
    kept = {one.key for one in records.every() if one.kept}
    assert kept == {
        "consents",
        "terms",
        "memberships",
        "referrals",
        "erasures",
        "opened",
        "exports",
        "reveals",
        "rotations",
        "places",
        "guests",
        "orders",
        "payments",
        "refunds",
        "disputes",
        "aid",
        "aid_reviews",
        "came",
        "scans",
        "meetings",
        "met",
        "meeting_host",
        "invite_links",
        "policies",
    }


def test_what_is_secret_is_told_to_nobody():
    found = [
        (one.key, field.name)
        for one in records.every()
        for field in one.fields()
        if getattr(one.model, "privacy", {}).get(field.name) == "secret"
    ]

    assert found == []


def test_the_file_tells_who_they_are_where_they_belong_and_how_to_reach_them(ana):
    TermFactory(person=ana, office__title="Mayor", office__seat_label="")

    said = as_dict(ana)

    assert said["profile"]["rows"][0]["given"] == "Ana"
    assert said["contacts"]["rows"][0]["value"] == "ana@example.org"
    assert said["terms"]["rows"][0]["office"].startswith("Mayor, Cedar Falls")
    groups = [row["group"] for row in said["memberships"]["rows"]]
    assert sorted(groups) == ["Chapterhouse Network", "Texas"]
    assert said["account"]["rows"][0]["email"] == ana.user.email


def test_ones_own_caucuses_are_told_and_what_one_wrote_to_ask_is_not(ana):
    asked = MembershipFactory(person=ana, group=CaucusGroupFactory(name="Circle"), state="asked")
    JoinAnswer.objects.create(membership=asked, text="My grandmother")
    MembershipFactory(person=PersonFactory(), group=CaucusGroupFactory(name="Square"))

    said = json.dumps(as_dict(ana))

    assert ("Circle" in said, "Square" in said, "grandmother" in said) == (True, False, False)


def test_how_one_appears_in_a_caucus_and_the_links_one_made_are_told(ana):
    caucus = Caucus.objects.create(group=CaucusGroupFactory(name="Circle"), purpose="To meet")
    mine = MembershipFactory(person=ana, group=caucus.group)
    others = MembershipFactory(person=PersonFactory(), group=caucus.group)
    for place, appears in ((mine, "initial"), (others, "hidden")):
        RosterChoice.objects.create(membership=place, appears=appears, text_version="1", at=NOON)
    for number, maker in enumerate((ana.user, UserFactory())):
        InviteLink.objects.create(
            caucus=caucus,
            digest=f"quokka{number}",
            made_by=maker,
            made_at=NOON,
            expires_at=NOON + dt.timedelta(days=7),
            most_uses=5 + number,
        )

    said = as_dict(ana)

    (shown,), (link,) = said["appearing"]["rows"], said["invite_links"]["rows"]
    assert (shown["membership"], shown["appears"]) == (
        "Member, Circle",
        "With my first name and an initial only",
    )
    assert (link["caucus"], link["most_uses"]) == ("Circle", 5)
    assert "quokka" not in json.dumps(said)


@pytest.mark.parametrize("model", [Membership, User])
def test_every_row_of_a_caucus_about_a_membership_or_login_is_in_the_registry(model):
    declared = {(one.model._meta.label, one.link.partition("__")[0]) for one in records.every()}
    pointing = {
        (field.related_model._meta.label, field.field.name)
        for field in model._meta.get_fields(include_hidden=True)
        if field.auto_created and field.is_relation and not field.concrete
    }
    theirs = {one for one in pointing if one[0].startswith("caucuses.")}

    assert theirs - declared - SAYS_WHO_DID_IT == set()
    assert theirs & declared


def test_notes_and_what_others_said_are_not_in_it(ana):
    staff = national_staff().user
    note = Interaction.objects.create(at=NOON, by=staff, scope=the_network(), body="Quokka note")
    note.people.set([ana])
    NextAction.objects.create(
        person=ana, text="Quokka call", owner=staff, due_on=TODAY, scope=the_network(), made_at=NOON
    )
    tag = Tag.objects.create(group=the_network(), name="Quokka tag")
    Tagging.objects.create(person=ana, tag=tag, at=NOON)
    Prospect.objects.create(person=ana, words="Quokka won", source="x", made_at=NOON, moved_at=NOON)
    Authenticator.objects.create(user=ana.user, type="totp", data={"secret": "quokka key"})

    assert "quokka" not in json.dumps(as_dict(ana)).lower()


def test_who_opened_an_address_is_in_it(ana):
    staff = national_staff(given="Nell", family="Ode").user
    contacts.reveal(contact=ana.contacts.get(), reason="A parcel", by=staff, at=NOON)
    audit.record(ana, "network.other", by=staff, at=NOON, reason="Something else")

    (look,) = as_dict(ana)["opened"]["rows"]

    assert (look["by_name"], look["reason"]) == ("Nell Ode", "A parcel")


def test_nothing_of_anybody_else_is_in_it(ana):
    other = a_member(a_chapter(), given="Quenby", family="Xanderleigh", email="q@example.org")
    TermFactory(person=other)

    said = json.dumps(as_dict(ana))

    assert ("Quenby" in said, "q@example.org" in said) == (False, False)


def test_what_was_on_a_merged_record_is_in_it(ana):
    old = PersonFactory(given="Anita", merged_into=ana)
    SourceRecord.objects.create(
        source="file", external_id="7", person=old, said={"x": 1}, read_at=NOON
    )

    said = as_dict(ana)

    assert [row["given"] for row in said["profile"]["rows"]] == ["Ana", "Anita"]
    assert said["sources"]["rows"][0]["said"] == {"x": 1}


def test_json_and_tables_say_the_same(ana):
    TermFactory(person=ana)

    tables, whole = as_files(ana), as_dict(ana)

    assert set(tables) == {f"{key}.csv" for key in whole}
    rows = {key: list(csv.DictReader(io.StringIO(tables[f"{key}.csv"]))) for key in whole}
    assert {key: len(found) for key, found in rows.items()} == {
        key: len(table["rows"]) for key, table in whole.items()
    }


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1 410 555 0123", "'+1 410 555 0123"),
        ("-1", "'-1"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\t=1", "'\t=1"),
        ("Plain, with =", "Plain, with ="),
        ("", ""),
    ],
)
def test_no_cell_is_a_formula(ana, value, cell):
    Person.objects.filter(pk=ana.pk).update(bio=value)

    (row,) = csv.DictReader(io.StringIO(as_files(ana)["profile.csv"], newline=""))

    assert row["bio"] == cell


def test_taking_it_is_on_record_with_how_much(ana):
    tables = taken(ana)

    entry = AuditEntry.objects.get(action="network.data_taken")
    assert (entry.person, entry.by) == (ana, ana.user)
    assert entry.after == {"format": "json", "rows": sum(len(table.rows) for table in tables)}


def an_unnamed_signature(person):
    number = Pledge.objects.count()
    PledgeSignature.objects.create(
        pledge=Pledge.objects.create(
            slug=f"p{number}", title="Porch", text="I will.", opens_on=TODAY
        ),
        person=person,
        jurisdiction=JurisdictionFactory(),
        version=1,
        signed_at=NOON,
    )


def one_of_each(person):
    """A row in every table whose words lead to other tables."""
    term, seat = TermFactory(person=person), SeatFactory()
    MembershipFactory(person=person, group=seat.committee, seat=seat, place=1)
    MembershipFactory(person=person, group=CaucusGroupFactory())
    TermReport.objects.create(person=person, term=term, news="still", submitted_at=NOON)
    Volunteer.objects.create(person=person, seat=SeatFactory(), offered_at=NOON)
    moves = {"source": "x", "made_at": NOON, "moved_at": NOON}
    Prospect.objects.create(person=PersonFactory(), referred_by=person, office=term.office, **moves)
    ApplicationFactory(person=person, state="approved", decided_at=NOON)
    SourceRecord.objects.create(
        source="file",
        external_id=str(term.pk),
        person=person,
        term=term,
        office=term.office,
        read_at=NOON,
    )
    told(person, term=term)
    an_unnamed_signature(person)
    everything_at_an_event(person)
    a_booking(person=person)
    a_request(person=person, answered_at=NOON)


def test_it_asks_as_many_questions_for_three_rows_as_for_one(ana, django_assert_num_queries):
    for count in (1, 3):
        for _ in range(count):
            one_of_each(ana)
        with django_assert_num_queries(QUERIES):
            taken(ana)


QUERIES = 58


# The page


def test_the_page_gives_a_file_that_nobody_keeps(client, ana, sign_in):
    sign_in(client, ana.user)

    page, data, tables = (
        client.get(PAGE),
        client.post(PAGE, {"form": "json"}),
        client.post(PAGE, {"form": "csv"}),
    )

    assert "write to us and a person answers" in page.content.decode()
    assert json.loads(data.content)["tables"]["profile"]["rows"][0]["family"] == "Silva"
    assert zipfile.ZipFile(io.BytesIO(tables.content)).testzip() is None
    for answer in (data, tables):
        assert "no-store" in answer["Cache-Control"]
        assert answer["Content-Disposition"].startswith('attachment; filename="my-data-')


@pytest.mark.parametrize("form", ["", "xml", "JSON"])
def test_another_form_gives_no_file_and_leaves_no_trace(client, ana, sign_in, form):
    answer = sign_in(client, ana.user).post(PAGE, {"form": form})

    assert "Choose one of the two." in answer.content.decode()
    assert AuditEntry.objects.filter(action="network.data_taken").count() == 0


def test_looking_at_the_page_takes_nothing(client, ana, sign_in):
    sign_in(client, ana.user).get(PAGE, {"form": "json"})

    assert AuditEntry.objects.filter(action="network.data_taken").count() == 0
