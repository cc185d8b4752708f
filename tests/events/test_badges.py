"""Badges: what stands on them, and that it fits."""

import datetime as dt

import pytest

from events.models import Attendance, Registration
from events.operations import badges as verbs
from events.operations import credentials
from events.reports import badges
from network.models import AuditEntry
from tests.conftest import sign_in
from tests.event_factories import (
    BEGINS,
    NOON,
    EventFactory,
    NeedFactory,
    RegistrationFactory,
    SessionChoiceFactory,
    SessionFactory,
    a_pool,
)
from tests.factories import PersonFactory, TermFactory, a_chapter, a_director, a_member

pytestmark = pytest.mark.django_db
SHEET = "/desk/events/supper/badges/print/"


@pytest.fixture
def chapter():
    return a_chapter()


@pytest.fixture
def event(chapter):
    return EventFactory(host=chapter, slug="supper", kind="convening")


@pytest.fixture
def as_director(client, chapter):
    return sign_in(client, a_director(chapter).user)


def text(response):
    return response.content.decode()


def only(event):
    (badge,) = badges.badges(event, badges.places(event), on=event.day(BEGINS))
    return badge


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("Quenby Marsh", "Quenby Marsh"),
        ("Quenby  Marsh\n", "Quenby Marsh"),
        ("Anna Maria Theresia", "Anna Maria…"),
        ("Anna Maria-Theresia", "Anna…"),
        ("A" * 300, "A" * 11 + "…"),
        ("Anna Mariana Theresia", "Anna…"),
        ("\u202eknaT\u202c \u2066X\u2069", "knaT X"),
    ],
)
def test_a_line_is_cut_at_a_word(text, fits):
    assert badges.fitted(text, 12) == fits


def test_three_hundred_letters_fit(event):
    name = " ".join(["Wilhelmina"] * 30)
    RegistrationFactory(event=event, person=PersonFactory(given=name[:100], family=name[:100]))

    badge = only(event)

    assert (len(badge.name) <= badges.LONGEST, badge.name[-1], badge.size) == (True, "…", "small")


def test_it_says_who_one_is(event, chapter):
    person = a_member(chapter, given="Quenby", family="Marsh", pronouns="she/they")
    TermFactory(person=person, office__title="Councilmember")
    place = RegistrationFactory(event=event, person=person)

    badge = only(event)

    assert (badge.name, badge.size, badge.pronouns) == ("Quenby Marsh", "large", "she/they")
    assert badge.office.startswith("Councilmember")
    assert (badge.chapter, badge.ribbons) == (chapter.name, [])
    assert badge.code == credentials.code_of(place)


def test_the_name_asked_for_at_registering_is_the_one_printed(event):
    RegistrationFactory(event=event, person=PersonFactory(), badge_name="Q. Marsh")

    assert only(event).name == "Q. Marsh"


def test_ribbons_for_access_speakers_and_who_is_new(event):
    old = EventFactory(kind="convening", starts_at=BEGINS - dt.timedelta(days=365))
    regular = RegistrationFactory(event=old)
    Attendance.objects.create(registration=regular, came_at=NOON)
    RegistrationFactory(event=event, person=regular.person)
    place = RegistrationFactory(event=event)
    NeedFactory(registration=place, kind="access", choices=["Hearing loop"])
    NeedFactory(registration=place, kind="diet")
    a_pool(event, 1).seats.update(registration=place, held_for="speakers")

    made = badges.badges(event, badges.places(event), on=event.day(BEGINS))

    assert {one.place.person: one.ribbons for one in made} == {
        regular.person: [],
        place.person: ["Speaker", "First time", "Access"],
    }


def test_the_first_convening_on_record_has_no_newcomers(event):
    RegistrationFactory(event=event)

    assert only(event).ribbons == []


def test_what_is_chosen_is_printed(event):
    ann = RegistrationFactory(event=event, person__given="Ann", person__family="Abel")
    bo = RegistrationFactory(event=event, person__given="Bo", person__family="Bell")
    RegistrationFactory(event=event, state="held")
    verbs.note_printed(event=event, registrations=[ann], by=None, at=NOON)

    assert list(badges.places(event)) == [ann, bo]
    assert list(badges.places(event, letter="B")) == [bo]
    assert list(badges.places(event, unprinted=True)) == [bo]
    assert list(badges.places(event, ticket=ann.ticket_type.public_id)) == [ann]


def test_printed_is_noted_once_and_only_for_this_event(event):
    mine, other = RegistrationFactory(event=event), RegistrationFactory()

    many = [
        verbs.note_printed(event=event, registrations=[mine, other], by=None, at=NOON)
        for _ in range(2)
    ]

    assert many == [1, 0]
    assert Registration.objects.filter(badge_printed_at=NOON).get() == mine
    assert AuditEntry.objects.filter(action="events.badges_printed").count() == 1


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_a_sheet_is_of_the_paper_and_size_chosen(as_director, event, paper):
    RegistrationFactory.create_batch(9, event=event)

    page = text(as_director.get(f"{SHEET}?paper={paper}&size=eight"))

    assert f'<body class="{paper}">' in page
    assert page.count('class="sheet of-8"') == 2
    assert page.count('<article class="badge">') == 9


def test_what_people_are_called_is_harmless_on_paper(as_director, event):
    person = PersonFactory(given='"><script>', family="X")
    type(person).objects.filter(pk=person.pk).update(pronouns="\u202eeht/yeht")
    RegistrationFactory(event=event, person=person)

    page = text(as_director.get(SHEET))

    assert "<script>" not in page
    assert "\u202e" not in page
    assert "&quot;&gt;&lt;script&gt; X" in page


def test_nothing_of_sessions_is_on_a_badge(as_director, event):
    place = RegistrationFactory(event=event)
    hidden = SessionFactory(
        event=event, title="Tapir breakfast", private=True, audience={"caucus": ["x"]}
    )
    before = text(as_director.get(SHEET))
    SessionChoiceFactory(registration=place, session=hidden)

    after = text(as_director.get(SHEET))

    def said(page):
        return [line for line in page.splitlines() if "csrfmiddlewaretoken" not in line]

    assert said(after) == said(before)


def test_staff_note_what_was_on_the_page_as_printed(as_director, event):
    place = RegistrationFactory(event=event)
    sent = {"place": [place.public_id, "nonsense"]}

    as_director.post("/desk/events/supper/badges/printed/", sent)

    place.refresh_from_db()
    assert place.badge_printed_at is not None
    assert "0 badges" in text(as_director.get("/desk/events/supper/badges/?unprinted=on"))


def test_nonsense_in_the_address_is_no_error(as_director, event):
    RegistrationFactory(event=event)

    answers = [
        as_director.get(f"{path}?ticket=x&letter=%00&paper=x&size=x&page=x").status_code
        for path in (SHEET, "/desk/events/supper/badges/")
    ]

    assert answers == [200, 200]


@pytest.mark.parametrize("how_many", [1, 3])
def test_a_sheet_takes_as_many_questions_for_one_as_for_three(
    as_director, event, how_many, django_assert_num_queries
):
    for place in RegistrationFactory.create_batch(how_many, event=event):
        TermFactory(person=place.person)
        credentials.code_of(place)
    as_director.get(SHEET)

    with django_assert_num_queries(11):
        as_director.get(SHEET)
