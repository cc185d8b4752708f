from types import SimpleNamespace

import pytest
from django.test import Client

from cms import operations
from cms.models import SectionPage
from network.models import Consent
from network.models.consents import Purpose
from network.roles import Role
from tests.factories import (
    NOON,
    MembershipFactory,
    OfficeFactory,
    RegionFactory,
    SeatFactory,
    TermFactory,
    a_chapter,
    a_member,
    an_editor,
)


def answer(person, *, given, purpose=Purpose.PUBLIC_NAME):
    return Consent.objects.create(
        person=person, purpose=purpose, given=given, text_version="1", how="self", at=NOON
    )


def serving(chapter, office=None, **names):
    """A member of a chapter who holds an office there."""
    person = a_member(chapter, login=False, **names)
    TermFactory(person=person, office=office or OfficeFactory())
    return person


def hold(seat, person, **fields):
    return MembershipFactory(
        person=person, group=seat.committee, seat=seat, place=fields.pop("place", 1), **fields
    )


@pytest.fixture
def texas():
    """A chapter with a page, a region, a committee and one seat for the region."""
    group = a_chapter()
    region = RegionFactory(parent=group, name="Hill Country")
    seat = SeatFactory(committee__parent=group, title="Regional seat", region=region)
    page = operations.make_chapter_page(group=group, by=None, at=NOON)
    return SimpleNamespace(group=group, region=region, seat=seat, page=page, url=page.url)


@pytest.fixture
def kansas():
    """Another chapter, with a page that is only drafted below its own."""
    group = a_chapter("KS", "Kansas")
    page = operations.make_chapter_page(group=group, by=None, at=NOON)
    draft = page.add_child(instance=SectionPage(title="Secret Wichita plan", slug="w", live=False))
    draft.save_revision()
    return SimpleNamespace(group=group, page=page, draft=draft)


@pytest.fixture
def enter(sign_in):
    def enter(person):
        return sign_in(Client(), person.user)

    return enter


@pytest.fixture
def publisher(texas):
    return an_editor(texas.group, Role.PUBLISHER)
