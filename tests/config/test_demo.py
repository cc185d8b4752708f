"""The fictional network is believable, keeps its own rules, and holds nobody's real address."""

import re
from collections import Counter
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Count, Q

from caucuses.models import Caucus
from config.demo import generator, groups
from network.models import (
    Application,
    ContactPoint,
    Group,
    Letter,
    Membership,
    Office,
    Person,
    Seat,
    Term,
)
from network.models.offices import TermState
from network.models.people import Standing
from network.roles import GroupKind, Role
from tests.config.conftest import PEOPLE
from tests.factories import NOON, TODAY

pytestmark = pytest.mark.usefixtures("network")


def test_asked_number_of_people_is_there():
    assert Person.objects.count() == PEOPLE


def test_every_standing_is_there():
    standings = Counter(Person.objects.standing(on=TODAY).values_list("standing", flat=True))

    assert set(standings) == set(Standing.values)
    assert standings[Standing.MEMBER] > PEOPLE / 2


def test_every_state_of_a_term_is_there():
    states = Counter(Term.objects.state(on=TODAY).values_list("state", flat=True))

    assert set(states) == set(TermState.values)


def test_groups_of_every_kind():
    kinds = Counter(Group.including_private.values_list("kind", flat=True))

    assert kinds[GroupKind.CHAPTER] == 40
    assert kinds[GroupKind.CAUCUS] == Caucus.objects.count() == 7
    assert kinds[GroupKind.COMMITTEE] == 5 + 5 + 1
    assert kinds[GroupKind.PARTNER] == 3


def test_no_seat_holds_more_than_its_places_and_some_are_open():
    seats = Seat.objects.vacancies(on=TODAY)

    assert [seat for seat in seats if seat.held > seat.count] == []
    assert sum(seat.vacant for seat in seats) > 5


def test_seats_are_acting_carried_over_and_ending_soon():
    held = Membership.objects.seated().live(on=TODAY)

    assert held.filter(acting=True).exists()
    assert held.filter(term_ends_on__lt=TODAY).exists()
    assert held.filter(term_ends_on__gt=TODAY, term_ends_on__lt=TODAY + timedelta(days=60)).exists()


def test_no_office_has_more_holders_than_seats():
    sitting = Q(terms__end_reason="", terms__starts_on__lte=TODAY)
    crowded = Office.objects.annotate(n=Count("terms", filter=sitting)).filter(n__gt=1)

    assert list(crowded) == []


def test_every_address_is_invented():
    emails = ContactPoint.objects.filter(kind="email").values_list("value", flat=True)
    phones = ContactPoint.objects.filter(kind="phone").values_list("value", flat=True)
    letters = Letter.objects.values_list("to", flat=True)

    assert [e for e in [*emails, *letters] if not e.endswith("@example.org")] == []
    assert [p for p in phones if not re.fullmatch(r"\(\d{3}\) 555-01\d\d", p)] == []


def test_some_councils_share_an_official_address():
    shared = (
        ContactPoint.objects.filter(use="official")
        .values("value")
        .annotate(n=Count("person"))
        .filter(n__gt=1)
    )

    assert shared.exists()


def test_applications_wait_in_chapters_and_one_is_somebody_known():
    waiting = Application.objects.waiting()

    assert waiting.count() == 7
    assert waiting.filter(chapter=None).count() == 1
    double = waiting.order_by("-submitted_at")[0]
    assert Person.objects.filter(given=double.given, family=double.family).count() == 2


def test_hidden_caucus_is_listed_to_nobody_and_has_members():
    hidden = Caucus.objects.get(group__slug=groups.HIDDEN_CAUCUS)
    inside = Membership.including_private.filter(group=hidden.group)

    assert hidden.listed_to == "nobody"
    assert inside.filter(role=Role.CHAIR).count() == 2
    assert inside.filter(role=Role.MEMBER).count() >= 4


def test_second_network_is_refused():
    with pytest.raises(ValidationError) as refusal:
        generator.build(members=PEOPLE, seed=1, at=NOON, say=print)

    assert refusal.value.code == "there"


def test_too_few_people_are_refused():
    with pytest.raises(ValidationError) as refusal:
        generator.build(members=10, seed=1, at=NOON, say=print)

    assert refusal.value.code == "few"
