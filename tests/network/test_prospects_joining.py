"""From prospect to member on the same record: invited, admitted, approved, and nothing copied."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from network import audit
from network.models import AuditEntry, ImportBatch, Letter, Membership, Person, Prospect, Term
from network.models.prospects import Stage
from network.operations import applications, imports, invitations, memberships, results, undoing
from network.roles import Role
from tests.factories import (
    NOON,
    TODAY,
    MembershipFactory,
    a_chapter,
    a_director,
    a_member,
    national_staff,
    the_network,
)
from tests.network.applying import LATER, apply
from tests.network.test_prospects import a_prospect, code_of, move


@pytest.fixture
def texas():
    the_network()
    return a_chapter()


@pytest.fixture
def alice(texas):
    return a_director(texas, given="Alice", family="Ames", email="alice@example.org")


@pytest.fixture
def rosa(texas):
    return a_prospect(texas, given="Rosa", family="Marin")


def mailbox(person, value="council@example.org", use="official", **more):
    return person.contacts.create(kind="email", use=use, value=value, **more)


def invite(prospect, by, seen=None, at=LATER):
    return invitations.invite(prospect=prospect, seen=seen or prospect.stage, by=by.user, at=at)


def admit(prospect, by, seen=None):
    return invitations.admit(prospect=prospect, seen=seen or prospect.stage, by=by.user, at=LATER)


def counts():
    kinds = (Person, Membership, Letter, AuditEntry, Term)
    return [model._base_manager.count() for model in kinds]


def belongs(person):
    live = Membership.objects.live(on=TODAY).filter(person=person)
    return sorted(live.values_list("group__slug", flat=True))


# Invited


def test_the_invitation_goes_to_the_address_on_record_and_is_not_kept(rosa, alice, send_letters):
    mailbox(rosa.person)
    mailbox(rosa.person, "rosa@example.org", "personal")
    invited = invite(rosa, alice)
    (letter,) = send_letters()

    assert (invited.stage, letter.to) == ("invited", ["rosa@example.org"])
    assert "/join/" in letter.body
    assert Letter.objects.get().body == ""


def test_invited_twice_one_letter_goes_out(rosa, alice):
    mailbox(rosa.person)
    invite(rosa, alice)
    invite(rosa, alice)

    assert Letter.objects.count() == 1


def test_moved_back_and_invited_again_a_second_letter_goes_out(rosa, alice):
    mailbox(rosa.person)
    move(invite(rosa, alice), Stage.TALKING, by=alice, at=LATER + dt.timedelta(days=9))
    invite(Prospect.objects.get(), alice, at=LATER + dt.timedelta(days=10))

    assert Letter.objects.count() == 2


def test_an_invitation_needs_an_address_that_works(rosa, alice):
    mailbox(rosa.person, bounced_at=NOON)
    with pytest.raises(ValidationError) as refusal:
        invite(rosa, alice)

    assert (code_of(refusal), refusal.value.messages) == (
        "no_address",
        ["There is no e-mail address on this record. Add one first."],
    )


@pytest.mark.parametrize("step", [invite, admit])
def test_nobody_is_invited_or_admitted_over_somebodys_head(rosa, alice, step):
    mailbox(rosa.person)
    move(rosa, Stage.TALKING, by=national_staff(given="June", family="Abernathy"))
    before = counts()
    with pytest.raises(ValidationError) as refusal:
        step(rosa, alice)

    assert refusal.value.messages == ["June Abernathy moved this a moment ago."]
    assert counts() == before


@pytest.mark.parametrize("step", [invite, admit])
def test_what_is_closed_is_opened_first(texas, alice, step):
    closed = a_prospect(texas, stage=Stage.CLOSED, why="lost")
    mailbox(closed.person)
    with pytest.raises(ValidationError) as refusal:
        step(closed, alice)

    assert refusal.value.messages == ["Reopen it first."]


@pytest.mark.parametrize("step", [invite, admit])
def test_a_failure_midway_leaves_nothing(rosa, alice, step, monkeypatch):
    mailbox(rosa.person)
    before = counts()
    monkeypatch.setattr(audit, "record", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        step(rosa, alice)

    assert (counts(), Prospect.objects.get().stage) == (before, "new")


# Admitted


def test_made_a_member_the_record_is_the_same(rosa, alice):
    people = Person.objects.count()
    joined = admit(rosa, alice)

    assert (joined.stage, joined.person, Person.objects.count()) == ("joined", rosa.person, people)
    assert belongs(rosa.person) == ["network", "texas"]
    assert Person.objects.standing(on=TODAY).get(pk=rosa.person_id).standing == "member"
    assert AuditEntry.objects.filter(action="network.prospect_joined").count() == 1


def test_admitted_twice_changes_nothing(rosa, alice):
    admit(rosa, alice)
    before = counts()
    admit(rosa, alice)

    assert counts() == before


def test_a_member_already_only_moves_to_joined(rosa, alice):
    MembershipFactory(person=rosa.person, group=the_network())
    joined = admit(rosa, alice)

    assert (joined.stage, belongs(rosa.person)) == ("joined", ["network"])


def test_who_belongs_to_another_chapter_stays_there(rosa, alice):
    MembershipFactory(person=rosa.person, group=a_chapter("OH", "Ohio"))
    admit(rosa, alice)

    assert belongs(rosa.person) == ["network", "ohio"]


def test_whoever_has_applied_is_decided_on_there(rosa, alice):
    MembershipFactory(person=rosa.person, group=the_network(), state="asked")
    with pytest.raises(ValidationError) as refusal:
        admit(rosa, alice)

    assert (code_of(refusal), Prospect.objects.get().stage) == ("applied", "new")


def test_another_chapters_director_may_not_admit(rosa):
    otto = a_director(a_chapter("OH", "Ohio"))
    with pytest.raises(ValidationError) as refusal:
        admit(rosa, otto)

    assert (code_of(refusal), belongs(rosa.person)) == ("rights", [])


# Elsewhere at the desk


def test_beginning_a_membership_of_the_network_moves_the_prospect(rosa, alice):
    memberships.begin(
        person=rosa.person,
        group=the_network(),
        role=Role.MEMBER,
        since=TODAY,
        by=alice.user,
        at=LATER,
    )

    assert Prospect.objects.get().stage == "joined"


def test_a_role_in_a_chapter_moves_nobody(rosa, texas):
    memberships.begin(
        person=rosa.person, group=texas, role=Role.WRITER, since=TODAY, by=None, at=LATER
    )

    assert Prospect.objects.get().stage == "new"


def test_an_approved_applicant_with_a_prospect_has_joined(texas, alice):
    application = apply(email="rosa@example.org")
    prospect = Prospect.objects.create(
        person=application.person, source="refer", made_at=NOON, moved_at=NOON
    )
    applications.approve(application=application, by=alice.user, at=LATER)
    prospect.refresh_from_db()

    assert (prospect.stage, prospect.moved_at) == ("joined", LATER)


def test_an_applicant_matched_to_the_prospects_record_keeps_who_brought_them(rosa, texas, alice):
    dana = a_member(texas, given="Dana")
    Prospect.objects.update(referred_by=dana)
    application = apply(email="rosa.at.home@example.org")
    applications.approve(application=application, same_as=rosa.person, by=alice.user, at=LATER)
    rosa.refresh_from_db()

    assert (rosa.stage, rosa.referred_by, rosa.person) == ("joined", dana, rosa.person)
    assert belongs(rosa.person) == ["network", "texas"]


def test_a_declined_applicant_stays_a_prospect(texas, alice):
    application = apply(email="rosa@example.org")
    Prospect.objects.create(person=application.person, source="refer", made_at=NOON, moved_at=NOON)
    applications.decline(application=application, reason="Not yet.", by=alice.user, at=LATER)

    assert Prospect.objects.get().stage == "new"


def test_an_approval_that_fails_leaves_the_prospect(texas, alice, monkeypatch):
    application = apply(email="rosa@example.org")
    Prospect.objects.create(person=application.person, source="refer", made_at=NOON, moved_at=NOON)
    monkeypatch.setattr(applications.mail, "post", lambda **letter: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        applications.approve(application=application, by=alice.user, at=LATER)

    assert Prospect.objects.get().stage == "new"


# Taken back


def test_an_import_of_results_can_be_undone(texas, alice):
    place = a_prospect(texas, given="Otto").office.jurisdiction
    before = [*counts()[:2], Prospect.objects.count(), Term.objects.count()]
    text = (
        "ref,source,name,office,ocd_division_id,state,elected_on,won,email\n"
        f"1,clerk,Rosa Marin,mayor,{place.ocd_id},TX,2026-11-03,yes,rosa@c.example.org\n"
    )
    results.read_results(data=text.encode(), name="n.csv", by=alice.user, at=NOON)
    made = Prospect.objects.count()
    batch = ImportBatch.objects.get()
    undoing.take_back(batch, by=alice.user, at=LATER)

    assert made == before[2] + 1
    assert [*counts()[:2], Prospect.objects.count(), Term.objects.count()] == before


def test_whom_somebody_followed_up_with_stays_when_the_import_is_undone(texas, alice):
    place = a_prospect(texas, given="Otto").office.jurisdiction
    text = (
        "ref,source,name,office,ocd_division_id,state,elected_on,won\n"
        f"1,clerk,Rosa Marin,mayor,{place.ocd_id},TX,2026-11-03,yes\n"
    )
    results.read_results(data=text.encode(), name="n.csv", by=alice.user, at=NOON)
    made = Prospect.objects.get(source="clerk")
    move(made, Stage.TALKING, by=alice)
    undoing.take_back(ImportBatch.objects.get(), by=alice.user, at=LATER)

    assert Prospect.objects.get(source="clerk").person == made.person


def test_results_are_read_in_the_browser_too():
    assert "results" in imports.READERS
