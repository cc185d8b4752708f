"""Two letters before an event, each once; and what the chapter's page and the desk tell."""

import datetime as dt

import pytest

from events import public
from events.models import Event, State, Visibility
from events.operations.reminders import remind
from network.models import Letter
from network.registries import timeline
from tests.event_factories import (
    BEGINS,
    EventFactory,
    RegistrationFactory,
    SessionChoiceFactory,
    SessionFactory,
)
from tests.factories import a_chapter, a_director, a_member, national_staff

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)
#: Nine in the morning in Baltimore, in July.
THAT_MORNING = BEGINS - 2 * HOUR


@pytest.fixture
def place():
    return RegistrationFactory(person=a_member(email="dana@example.org"))


def letters():
    told = Letter.objects.filter(kind__startswith="place_").order_by("pk")
    return list(told.values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("before", "told"),
    [
        (49, []),
        (48, ["place_soon"]),
        (20, ["place_soon"]),
        (4, []),
        (3, ["place_today"]),
        (0, []),
    ],
)
def test_when_which_letter_goes_out(place, before, told):
    """Six in the morning is three hours before: nobody is written to at night."""
    for _ in range(2):
        remind(BEGINS - before * HOUR)

    assert letters() == told


def test_both_go_out_in_time(place, send_letters):
    for hours in range(60, -2, -1):
        remind(BEGINS - hours * HOUR)

    assert letters() == ["place_soon", "place_today"]
    assert [letter.subject.partition(":")[0] for letter in send_letters()] == ["Soon", "Today"]


@pytest.mark.parametrize("state", [State.HELD, State.CANCELLED, State.APPLIED])
def test_only_those_who_come_are_written_to(state):
    RegistrationFactory(person=a_member(), state=state)

    remind(THAT_MORNING)

    assert letters() == []


def test_nobody_is_reminded_of_what_is_called_off_or_just_taken(place):
    fresh = RegistrationFactory(
        event=place.event, person=a_member(), confirmed_at=THAT_MORNING - HOUR
    )
    remind(THAT_MORNING)
    told = letters()
    Event.objects.update(cancelled_at=THAT_MORNING, sequence=1)
    Letter.objects.all().delete()
    remind(THAT_MORNING)

    assert (told, letters(), fresh.state) == (["place_today"], [], State.CONFIRMED)


def test_letters_hold_nothing_of_sessions(place):
    session = SessionFactory(
        event=place.event, title="Firefly hour", private=True, audience={"standing": ["member"]}
    )
    SessionChoiceFactory(registration=place, session=session)

    remind(THAT_MORNING)

    assert "Firefly" not in Letter.objects.get().body


def test_reminding_costs_the_same_when_all_are_told(place, django_assert_num_queries):
    for _ in range(2):
        RegistrationFactory(event=place.event, person=a_member(email=None))
    remind(THAT_MORNING)

    with django_assert_num_queries(3):
        remind(THAT_MORNING)


def test_a_chapters_page_tells_of_its_public_events(client):
    chapter = a_chapter()
    shown = EventFactory(host=chapter, title="Supper")
    EventFactory(host=chapter, title="Members", visibility=Visibility.MEMBERS)
    EventFactory(host=chapter, title="Draft", draft=True)
    EventFactory(host=a_chapter("OH", "Ohio"), title="Elsewhere")

    told = public.of_group(chapter.pk, at=BEGINS - HOUR)

    assert [(event.title, event.href) for event in told] == [("Supper", shown.get_absolute_url())]
    assert public.of_group(chapter.pk, at=shown.ends_at) == ()


def lines(person, viewer):
    told = timeline.of(person, viewer=viewer, at=BEGINS)
    return [line.text for line in told if line.kind == "Event"]


def test_the_desk_reads_of_events_it_keeps_alone():
    texas = a_chapter()
    place = RegistrationFactory(
        event=EventFactory(host=texas, title="Supper"), person=a_member(texas, given="Dana")
    )
    place.attendance.create(came_at=BEGINS)
    session = SessionFactory(
        event=place.event, title="Lantern hour", private=True, audience={"standing": ["member"]}
    )
    SessionChoiceFactory(registration=place, session=session)
    told = {
        "theirs": lines(place.person, a_director(texas).user),
        "national": lines(place.person, national_staff().user),
        "elsewhere": lines(place.person, a_director(a_chapter("OH", "Ohio")).user),
        "member": lines(place.person, a_member().user),
    }

    assert told == {
        "theirs": ["Came to Supper", "Registered for Supper"],
        "national": ["Came to Supper", "Registered for Supper"],
        "elsewhere": [],
        "member": [],
    }


def test_the_desk_reads_that_a_place_was_given_back():
    texas = a_chapter()
    place = RegistrationFactory(
        event=EventFactory(host=texas, title="Supper"),
        person=a_member(texas),
        state=State.CANCELLED,
    )

    assert sorted(lines(place.person, a_director(texas).user)) == [
        "Gave their place back: Supper",
        "Registered for Supper",
    ]
