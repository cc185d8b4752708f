"""What somebody shows, who can see them by the rules themselves, and who looked."""

import datetime as dt

import pytest
from django.test import Client

from caucuses.models import Caucus, RosterChoice
from network.models import AuditEntry, Consent, DirectoryChoice, Person
from network.models.directory import chapter_staff, staffed_by
from network.models.profiles import SHOWN_AT_FIRST, Part, ShownTo
from network.operations import contacts, profiles
from network.reports import visibility
from network.roles import Role
from tests.factories import (
    NOON,
    TODAY,
    CaucusGroupFactory,
    CommitteeFactory,
    JurisdictionFactory,
    MembershipFactory,
    PersonFactory,
    RegionFactory,
    SeatFactory,
    TermFactory,
    a_chapter,
    a_director,
    a_member,
    national_staff,
)

PRIVACY = "/me/privacy/"


@pytest.fixture
def ana(client):
    person = a_member(a_chapter(), given="Ana", family="Silva", email="ana@example.org")
    client.force_login(person.user)
    return person


def page(client):
    return " ".join(client.get(PRIVACY).content.decode().split())


def agree(person, purpose="directory"):
    Consent.objects.create(
        person=person, purpose=purpose, given=True, text_version="2026-11", how="self", at=NOON
    )


def lines(person):
    return {line.what: line for line in visibility.table(person, on=TODAY)}


def show(person, *parts):
    choices = {part: "members" if part in parts else "nobody" for part in Part}
    return profiles.show(person=person, choices=choices, by=person.user, at=NOON)


# What is shown


def test_ticked_parts_are_for_members_and_the_others_for_nobody(client, ana):
    client.post(PRIVACY, {"shown_parts": "1", "shown": ["bio", "website"]})

    shown = DirectoryChoice.objects.filter(person=ana)
    members = set(shown.filter(shown_to="members").values_list("part", flat=True))
    assert members == {"website"}  # the bio was shown already, so nothing was kept for it
    nobody = set(shown.filter(shown_to="nobody").values_list("part", flat=True))
    assert nobody == {"pronouns", "languages", "interests", "seats"}


def test_the_same_again_changes_nothing(ana):
    show(ana, Part.BIO)
    show(ana, Part.BIO)

    assert AuditEntry.objects.filter(action="network.shown_changed").count() == 1


def test_what_holds_is_answered_and_kept_in_the_trail(ana):
    held = show(ana, *[part for part, to in SHOWN_AT_FIRST.items() if to == "members"], "website")

    assert held[Part.WEBSITE] == ShownTo.MEMBERS
    entry = AuditEntry.objects.get()
    assert (entry.before, entry.after) == ({"website": "nobody"}, {"website": "members"})


def test_a_part_that_is_not_there_changes_nothing(client, ana):
    answer = client.post(PRIVACY, {"shown_parts": "1", "shown": ["email"]})

    assert "Choose from the list." in answer.content.decode()
    assert DirectoryChoice.objects.count() == 0


# Who can see


def test_by_default_members_see_nothing(ana):
    seen = lines(ana)

    assert seen["Name, office and city"].everyone == "No"
    assert seen["Name, office and city"].members == "No"
    assert seen["Pronouns"].members == "No"


def test_in_the_directory_members_see_what_is_shown(ana):
    agree(ana)
    show(ana, Part.BIO)

    seen = lines(ana)

    assert seen["Name, office and city"].members == "Yes"
    assert seen["What you wrote about yourself"].members == "Yes"
    assert seen["Pronouns"].members == "No"
    assert seen["Personal e-mail address"].members == "No"


def test_everyone_sees_a_name_only_where_one_leads(ana):
    agree(ana, "public_name")
    before = lines(ana)["Name, office and city"].everyone
    seat = SeatFactory(committee=CommitteeFactory(parent=a_chapter()))
    MembershipFactory(person=ana, group=seat.committee, seat=seat, place=1)

    assert before == "Nothing now: you lead nothing"
    assert lines(ana)["Name, office and city"].everyone == "Yes, where you lead something"


def test_a_seat_shows_that_it_is_filled_without_a_name(ana):
    seat = SeatFactory(committee=CommitteeFactory(parent=a_chapter()))
    MembershipFactory(person=ana, group=seat.committee, seat=seat, place=1)

    seats = lines(ana)["Seats on committees"]
    assert seats.everyone == "That a seat is filled, without your name"


def in_another_chapter(person, ohio):
    MembershipFactory(person=person, group=ohio)


def on_a_committee_there(person, ohio):
    MembershipFactory(person=person, group=CommitteeFactory(parent=ohio))


def organizes_a_region_there(person, ohio):
    MembershipFactory(person=person, group=RegionFactory(parent=ohio), role=Role.ORGANIZER)


def held_office_there(person, ohio):
    TermFactory(person=person, office__jurisdiction=JurisdictionFactory(state="OH"))


def was_there_once(person, ohio):
    over = {"until": TODAY - dt.timedelta(days=1), "end_reason": "left"}
    MembershipFactory(person=person, group=ohio, **over)


def is_nowhere(person, ohio):
    pass


@pytest.mark.parametrize("ours", [True, False])
@pytest.mark.parametrize(
    "tie",
    [
        in_another_chapter,
        on_a_committee_there,
        organizes_a_region_there,
        held_office_there,
        was_there_once,
        is_nowhere,
    ],
)
def test_who_is_named_is_who_sees_the_record_at_the_desk(ours, tie):
    """The table's rule and the desk's, asked from both sides."""
    texas, ohio = a_chapter(), a_chapter(state="OH", name="Ohio")
    directors = {a_director(chapter) for chapter in (texas, ohio)}
    person = a_member(texas) if ours else PersonFactory()
    tie(person, ohio)

    named = {row.person for row in chapter_staff(staffed_by(person, on=TODAY), on=TODAY)}

    seeing = {one for one in directors if Person.objects.visible_to(one.user).filter(pk=person.pk)}
    assert named == seeing


def test_staff_are_named_and_national_staff_are_counted(client, ana):
    a_director(a_chapter(), given="Renata", family="Alvarez")
    a_director(a_chapter(state="OH", name="Ohio"), given="Other", family="Director")
    national_staff()
    national_staff()

    said = page(client)

    assert "<strong>Renata Alvarez</strong>, State director, Texas" in said
    assert "Other Director" not in said
    assert "2 people on the national staff see every record" in said


def test_nobody_is_named_where_nobody_sees(client):
    person = a_member()
    client.force_login(person.user)

    assert "Nobody on a chapter’s staff sees your record." in page(client)


LED = "Those who lead it see your name and office."
NO_LIST = "Other members see no list of who is in it. Should they come to see one, you are"


@pytest.mark.parametrize(
    ("role", "shown_to", "chosen", "words"),
    [
        (Role.MEMBER, "members", None, "Other members see your name and office."),
        (Role.MEMBER, "members", "shown", "Other members see your name and office."),
        (
            Role.MEMBER,
            "members",
            "initial",
            "Other members see your first name and an initial only.",
        ),
        (Role.MEMBER, "members", "hidden", "Other members do not see you on the list."),
        (Role.MEMBER, "leaders", "shown", f"{NO_LIST} on it with your name and office."),
        (Role.MEMBER, "leaders", "hidden", f"{NO_LIST} not on it."),
        (Role.CHAIR, "leaders", "shown", "Other members see your name and office, and that you "),
        (Role.CHAIR, "members", "hidden", "Other members do not see you on the list."),
    ],
)
def test_ones_own_caucuses_say_who_sees_one_there_and_how(
    client, ana, role, shown_to, chosen, words
):
    group = CaucusGroupFactory(name="Zephyrine Circle")
    Caucus.objects.create(group=group, purpose="To meet", roster_shown_to=shown_to)
    place = MembershipFactory(person=ana, group=group, role=role)
    if chosen:
        RosterChoice.objects.create(membership=place, appears=chosen, text_version="1", at=NOON)

    expected = f'<strong>Zephyrine Circle</strong></p><p class="meta">{LED} {words}'
    assert expected in page(client)


# Who looked


def test_who_opened_an_address_is_told_with_the_reason(client, ana):
    staff = national_staff(given="Nell", family="Ode").user
    contacts.reveal(contact=ana.contacts.get(), reason="A parcel", by=staff, at=NOON)

    said = page(client)

    assert "<strong>Nell Ode</strong> looked at your personal e-mail" in said
    assert "“A parcel”" in said


def test_who_opened_somebody_elses_is_not(client, ana):
    other = a_member(email="other@example.org")
    staff = national_staff().user
    contacts.reveal(contact=other.contacts.get(), reason="A parcel", by=staff, at=NOON)

    assert "Nobody has." in page(client)


def test_ones_own_sign_ins_are_listed_and_nobody_elses(client, ana):
    Client(HTTP_USER_AGENT="Foreign Browser").force_login(a_member().user)
    client.defaults["HTTP_USER_AGENT"] = "My Browser"
    client.get(PRIVACY)

    said = page(client)

    assert ("My Browser" in said, "Foreign Browser" in said) == (True, False)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_number_of_questions(client, ana, count, django_assert_num_queries):
    staff = national_staff().user
    for _ in range(count):
        a_director(a_chapter())
        group = CaucusGroupFactory()
        Caucus.objects.create(group=group, purpose="To meet")
        MembershipFactory(person=ana, group=group)
        contacts.reveal(contact=ana.contacts.get(), reason="A parcel", by=staff, at=NOON)
    client.get(PRIVACY)

    # One of them asks how Ana chose to appear, in all her caucuses together.
    with django_assert_num_queries(22):
        client.get(PRIVACY)
