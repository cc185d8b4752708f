"""Who sees whom: what a membership opens, it opens for its days and for nobody else."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from network.models import Group, Membership, Person, Rights
from network.models.memberships import MembershipEnd
from network.models.rights import rights_of
from network.roles import Role
from network.words import fold
from tests.factories import (
    TODAY,
    CaucusGroupFactory,
    ChapterFactory,
    CommitteeFactory,
    JurisdictionFactory,
    MembershipFactory,
    OfficeFactory,
    PersonFactory,
    StaffTeamFactory,
    TermFactory,
    UserFactory,
    a_chapter,
    a_director,
    a_member,
    an_administrator,
    an_editor,
    national_staff,
    the_network,
    with_login,
)

DAY = dt.timedelta(days=1)


@pytest.fixture
def texas():
    return a_chapter()


@pytest.fixture
def oregon():
    return a_chapter(state="OR", name="Oregon")


# Rights


def test_a_visitor_and_a_member_have_no_rights(texas):
    assert rights_of(AnonymousUser()) == Rights()
    assert rights_of(a_member(texas).user) == Rights(on=timezone.localdate(), member=True)


def test_a_director_has_the_desk_and_the_pages_of_their_chapter(texas):
    rights = a_director(texas).user.rights

    assert (rights.desk, rights.cms, rights.everyone, rights.admin) == (True, True, False, False)
    assert (rights.chapters, rights.states) == ({texas.pk}, {"TX"})
    assert rights.pages == {texas.pk: "publisher"}


def test_an_editor_has_pages_and_no_desk(texas):
    rights = an_editor(texas).user.rights

    assert (rights.desk, rights.cms, rights.factor) == (False, True, True)
    assert rights.pages == {texas.pk: "writer"}


@pytest.mark.parametrize("order", [["writer", "publisher"], ["publisher", "writer"]])
def test_who_writes_and_publishes_publishes(texas, order):
    person = an_editor(texas, role=order[0])
    MembershipFactory(person=person, group=texas, role=order[1])

    assert person.user.rights.pages == {texas.pk: "publisher"}


def test_national_staff_have_everyone_and_only_administrators_the_rest():
    staffer, administrator = national_staff().user.rights, an_administrator().user.rights

    assert (staffer.everyone, staffer.admin) == (True, False)
    assert (administrator.everyone, administrator.admin) == (True, True)


def test_one_who_organizes_has_no_desk(texas):
    person = a_member(texas)
    MembershipFactory(person=person, group=texas, role=Role.ORGANIZER)

    assert person.user.rights.desk is False


def test_a_steward_of_a_caucus_has_nothing_elsewhere():
    person = a_member()
    MembershipFactory(person=person, group=CaucusGroupFactory(), role=Role.STEWARD)

    assert person.user.rights == Rights(on=timezone.localdate(), member=True)


def test_a_login_without_a_person_has_no_rights():
    assert UserFactory().rights == Rights(on=timezone.localdate())


def test_who_is_switched_off_has_no_rights(texas):
    user = a_director(texas).user
    user.is_active = False

    assert user.rights == Rights()


def test_a_right_begins_and_ends_with_its_membership(texas):
    person = with_login(PersonFactory())
    MembershipFactory(
        person=person,
        group=texas,
        role=Role.DIRECTOR,
        since=TODAY,
        until=TODAY + DAY,
        end_reason=MembershipEnd.RESIGNED,
    )
    days = [TODAY - DAY, TODAY, TODAY + DAY, TODAY + 2 * DAY]

    assert [Rights.of(person.user, on=day).desk for day in days] == [False, True, True, False]


def test_rights_are_worked_out_in_one_question(texas, django_assert_num_queries):
    user = a_director(texas).user

    with django_assert_num_queries(1):
        assert user.rights.desk
        assert user.rights.chapters


# Who sees whom


def test_nobody_is_seen_by_a_visitor(texas):
    a_member(texas)

    assert list(Person.objects.visible_to(AnonymousUser())) == []


def test_a_member_sees_themselves_and_may_change_nobody_at_the_desk(texas):
    person = a_member(texas)
    a_member(texas)

    assert list(Person.objects.visible_to(person.user)) == [person]
    assert list(Person.objects.editable_by(person.user)) == []


def test_national_staff_see_everyone(texas, oregon):
    people = {a_member(texas), a_member(oregon), PersonFactory(), national_staff()}
    staffer = national_staff()

    assert set(Person.objects.visible_to(staffer.user)) == {*people, staffer}


def test_a_director_sees_their_chapters_people_and_no_others(texas, oregon):
    director = a_director(texas)
    ours = a_member(texas)
    on_our_committee = PersonFactory()
    MembershipFactory(person=on_our_committee, group=CommitteeFactory(parent=texas))
    a_member(oregon)
    PersonFactory()

    assert set(Person.objects.visible_to(director.user)) == {director, ours, on_our_committee}
    assert set(Person.objects.editable_by(director.user)) == {director, ours, on_our_committee}


def test_a_director_sees_who_serves_in_the_state_and_is_in_no_chapter(texas, oregon):
    director = a_director(texas)
    office = OfficeFactory(jurisdiction=JurisdictionFactory(state="TX"))
    prospect = TermFactory(office=office).person
    moved_away = TermFactory(office=office).person
    MembershipFactory(person=moved_away, group=oregon)
    TermFactory(office=OfficeFactory(jurisdiction=JurisdictionFactory(state="OR")))

    assert set(Person.objects.visible_to(director.user)) == {director, prospect}


def test_who_left_the_chapter_is_out_of_the_directors_sight(texas):
    director = a_director(texas)
    left = PersonFactory()
    MembershipFactory(
        person=left, group=texas, until=TODAY - 400 * DAY, end_reason=MembershipEnd.LEFT
    )

    assert left not in Person.objects.visible_to(director.user)


def test_a_director_sees_what_their_people_belong_to_but_no_caucus(texas):
    director, person = a_director(texas), a_member(texas)
    caucus = CaucusGroupFactory()
    MembershipFactory(person=person, group=caucus)

    seen = Membership.objects.visible_to(director.user).filter(person=person)

    assert {one.group for one in seen} == {texas, the_network()}
    assert caucus not in Group.objects.all()


def test_national_staff_see_no_caucus_either():
    MembershipFactory(group=CaucusGroupFactory())

    assert list(Membership.objects.visible_to(national_staff().user).filter(role="member")) == []
    assert Membership.including_private.filter(role="member").count() == 1


def test_there_is_no_way_back_from_a_person_to_their_groups():
    lookups = {field.name for field in Person._meta.get_fields()}

    assert not any("membership" in name for name in lookups)


def test_a_director_keeps_the_groups_of_their_chapter(texas, oregon):
    committee = CommitteeFactory(parent=texas)
    CommitteeFactory(parent=oregon)
    StaffTeamFactory()

    assert set(Group.objects.editable_by(a_director(texas).user)) == {texas, committee}
    assert list(Group.objects.editable_by(a_member(texas).user)) == []


def test_a_director_keeps_only_the_rosters_of_their_chapter(texas, oregon):
    director, person = a_director(texas), PersonFactory()
    here = MembershipFactory(person=person, group=texas)
    MembershipFactory(person=person, group=oregon)

    assert set(Membership.objects.editable_by(director.user).filter(person=person)) == {here}


def test_two_chapters_two_desks(texas, oregon):
    both = a_director(texas)
    MembershipFactory(person=both, group=oregon, role=Role.STAFF)
    people = {a_member(texas), a_member(oregon), both}
    a_member(ChapterFactory(state="NM", slug="new-mexico"))

    assert set(Person.objects.visible_to(both.user)) == people


# Names


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("O’Brien-Peñarol", "obrien penarol"),
        ("  MÜLLER  ", "muller"),
        ("Łukasz Østergård", "lukasz ostergard"),
        ("St. Mary's", "st marys"),
        ("İpek", "ipek"),
        ("Nguyễn", "nguyen"),
        ("李", ""),
        ("", ""),
    ],
)
def test_names_fold_to_what_people_type(name, folded):
    assert fold(name) == folded


def test_people_are_found_by_the_beginnings_of_their_names():
    penarol = PersonFactory(given="María José", family="O’Brien-Peñarol")
    PersonFactory(given="Brian", family="Stone")

    for typed in ("obrien", "O'Br", "maria", "jose pen", "PEÑAROL maria"):
        assert list(Person.objects.named_like(typed)) == [penarol], typed
    assert list(Person.objects.named_like("rien")) == []


def test_family_names_come_first():
    given = PersonFactory(given="Stone", family="Ash")
    family = PersonFactory(given="Amy", family="Stone")

    assert list(Person.objects.named_like("stone")) == [family, given]


def test_people_are_found_by_what_they_are_called_and_were_called():
    person = PersonFactory(
        given="Margaret", known_as="Peggy", family="Lee", other_names="Margaret Olsen"
    )

    assert [list(Person.objects.named_like(typed)) for typed in ("peggy", "olsen")] == [
        [person],
        [person],
    ]


@pytest.mark.parametrize("typed", ["50%", "a_h", "' or 1=1 --"])
def test_signs_stand_for_nothing_but_themselves(typed):
    PersonFactory(given="Ann", family="Ash")

    assert list(Person.objects.named_like(typed)) == []
