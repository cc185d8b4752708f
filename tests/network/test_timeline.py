"""The timeline of a person: everything in one story, and nothing that is not the reader's."""

import datetime as dt

import pytest
from django.conf import settings

from network.models import Letter
from network.models.interactions import InteractionKind, Visibility
from network.models.letters import LetterState
from network.models.memberships import MembershipState
from network.models.offices import EndReason, Precision
from network.operations import interactions
from network.registries import Happening
from network.reports import timeline
from network.roles import Role
from tests.factories import (
    LONG_AGO,
    NOON,
    TODAY,
    ApplicationFactory,
    CaucusGroupFactory,
    CommitteeFactory,
    JurisdictionFactory,
    MembershipFactory,
    OfficeFactory,
    PersonFactory,
    SeatFactory,
    TermFactory,
    a_chapter,
    a_director,
    national_staff,
)


@pytest.fixture
def texas():
    return a_chapter()


@pytest.fixture
def alice(texas):
    return a_director(texas, given="Alice", family="Ames")


@pytest.fixture
def dana(texas):
    person = PersonFactory(given="Dana", family="Díaz")
    MembershipFactory(person=person, group=texas)
    return person


@pytest.fixture
def desk(client, sign_in, alice):
    return sign_in(client, alice.user)


@pytest.fixture
def mayor():
    place = JurisdictionFactory(name="Cedar Falls")
    return OfficeFactory(jurisdiction=place, title="Mayor", seat_label="", role="mayor")


def told(desk, person, **query):
    return desk.get(person.get_absolute_url(), query).context["timeline"]


def words(desk, person, kind):
    return [line.text for line in told(desk, person, kind=kind).lines]


def letter(person, kind, *, at=NOON, state=LetterState.SENT, **fields):
    return Letter.objects.create(
        person=person,
        kind=kind,
        to="dana@example.org",
        subject="Quillwort",
        body="Quillwort",
        state=state,
        sent_at=at if state == LetterState.SENT else None,
        **fields,
    )


# What is told


def test_an_office_is_told_from_the_election_to_its_end(desk, dana, mayor):
    TermFactory(
        person=dana,
        office=mayor,
        elected_on=dt.date(2020, 11, 3),
        starts_on=dt.date(2021, 1, 4),
        confirmed_on=dt.date(2023, 5, 5),
        ended_on=dt.date(2025, 1, 6),
        end_reason=EndReason.LOST,
    )
    lines = told(desk, dana, kind="office").lines

    assert [(line.at, line.text, line.detail) for line in lines] == [
        (dt.date(2025, 1, 6), "No longer Mayor, Cedar Falls, TX", "Lost the election"),
        (dt.date(2023, 5, 5), "Confirmed: Mayor, Cedar Falls, TX", ""),
        (dt.date(2021, 1, 4), "Took office: Mayor, Cedar Falls, TX", ""),
        (dt.date(2020, 11, 3), "Elected: Mayor, Cedar Falls, TX", ""),
    ]


def test_of_a_day_only_what_is_known_is_said(desk, dana, mayor):
    TermFactory(
        person=dana,
        office=mayor,
        starts_on=dt.date(2021, 1, 1),
        starts_precision=Precision.YEAR,
        ended_on=dt.date(2025, 1, 31),
        ended_precision=Precision.MONTH,
        end_reason=EndReason.LOST,
    )
    page = " ".join(desk.get(dana.get_absolute_url()).content.decode().split())

    assert "Office, January 2025<" in page
    assert "Office, 2021<" in page
    assert "January 1, 2021" not in page


def test_what_nobody_knows_the_day_of_and_what_is_to_come_are_not_told(desk, dana, mayor):
    TermFactory(person=dana, office=mayor, starts_on=None)
    TermFactory(person=dana, starts_on=dt.date(2126, 1, 1))
    ended = {"starts_on": None, "ended_on": None, "end_reason": EndReason.UNKNOWN}
    TermFactory(person=dana, **ended)

    assert words(desk, dana, "office") == []


def test_memberships_roles_and_seats_are_told(desk, dana, texas):
    seat = SeatFactory(committee=CommitteeFactory(parent=texas, name="Steering"), title="Chair")
    MembershipFactory(
        person=dana,
        group=seat.committee,
        seat=seat,
        place=1,
        since=dt.date(2024, 2, 2),
        until=dt.date(2025, 2, 2),
        end_reason="resigned",
    )
    MembershipFactory(person=dana, group=texas, role=Role.ORGANIZER, since=dt.date(2024, 3, 3))

    assert words(desk, dana, "seat") == ["Gave up Chair, Steering", "Appointed to Chair, Steering"]
    assert words(desk, dana, "membership") == ["Became Organizer, Texas", "Joined Texas"]


def test_who_asks_to_join_has_not_joined(desk, dana, texas):
    MembershipFactory(
        person=dana, group=CommitteeFactory(parent=texas, name="Housing"), state="asked"
    )

    assert "Asked to join Housing" in words(desk, dana, "membership")
    assert MembershipState.ASKED == "asked"


def test_a_letter_is_told_by_its_kind_and_never_by_its_words(desk, dana):
    letter(dana, "welcome")
    letter(dana, "join_received", state=LetterState.QUEUED)
    page = desk.get(dana.get_absolute_url()).content.decode()

    assert words(desk, dana, "letter") == ["Welcome to the network"]
    assert ["Quillwort" in page, "dana@example.org" in page] == [False, False]


@pytest.mark.parametrize("kind", ["caucus_invited", "account_login_code", "directory_message"])
def test_letters_of_caucuses_and_of_signing_in_are_not_told(desk, dana, kind):
    letter(dana, kind, private=True)
    letter(dana, kind)

    assert told(desk, dana, kind="letter").lines == []


def test_every_letter_that_is_told_of_is_one_we_send():
    sent = {path.stem for path in (settings.BASE_DIR / "network/templates/mail").iterdir()}

    assert set(timeline.LETTERS) - sent == set()


def test_an_application_is_told_to_those_who_decide_on_it(client, sign_in, alice, dana, texas):
    ohio = a_chapter("OH", "Ohio")
    ApplicationFactory(person=dana, chapter=ohio, submitted_at=NOON)
    found = [
        words(sign_in(client, person.user), dana, "application")
        for person in (alice, national_staff())
    ]

    assert found == [[], ["Applied to join"]]


def test_a_caucus_is_in_none_of_it(desk, dana):
    before = desk.get(dana.get_absolute_url()).context["timeline"]
    hidden = MembershipFactory(person=dana, group=CaucusGroupFactory(name="Zephyrine"))
    hidden.until, hidden.end_reason = TODAY, "left"
    hidden.save()
    page = desk.get(dana.get_absolute_url())

    assert page.context["timeline"] == before
    assert "Zephyrine" not in page.content.decode()


def test_a_note_is_told_in_its_place_and_opens_for_its_author(client, sign_in, alice, dana, texas):
    row = interactions.write(
        people=[dana],
        kind=InteractionKind.NOTE,
        happened_at=NOON,
        scope=texas,
        visibility=Visibility.SCOPE,
        body="Likes trams",
        by=alice.user,
        at=NOON,
    )
    author, other = (
        told(sign_in(client, person.user), dana, kind="note").lines[0]
        for person in (alice, a_director(texas))
    )

    assert (author.text, author.href) == ("Likes trams", f"/desk/notes/{row.public_id}/")
    assert (other.text, other.href) == ("Likes trams", "")


# What is chosen of it


def many(number):
    return [Happening(LONG_AGO, "Call", f"{n}") for n in range(number)]


@pytest.mark.parametrize(
    ("number", "show", "lines", "more"),
    [(0, 20, 0, 0), (20, 20, 20, 0), (21, 20, 20, 40), (41, 40, 40, 60), (41, 60, 41, 0)],
)
def test_twenty_are_shown_at_a_time(number, show, lines, more):
    shown = timeline.choose(many(number), show=show)

    assert (len(shown.lines), shown.more) == (lines, more)


def test_show_more_keeps_the_kind(desk, dana):
    for number in range(21):
        letter(dana, "welcome", key=f"welcome:{number}")
    page = desk.get(dana.get_absolute_url(), {"kind": "letter"})
    rest = desk.get(dana.get_absolute_url(), {"kind": "letter", "show": "40"})

    assert 'href="?kind=letter&amp;show=40#timeline"' in page.content.decode()
    assert len(rest.context["timeline"].lines) == 21


def test_one_kind_alone_is_shown_and_the_others_stay_on_offer(desk, dana, mayor):
    TermFactory(person=dana, office=mayor)
    part = told(desk, dana, kind="office")

    assert [line.kind for line in part.lines] == ["Office"]
    assert part.kinds == [("membership", "Membership", False), ("office", "Office", True)]


@pytest.mark.parametrize(
    ("query", "lines"),
    [
        ({"kind": "zephyrine"}, 0),
        ({"kind": "no such thing!"}, 1),
        ({"show": "-1"}, 1),
        ({"show": "x"}, 1),
        ({"show": "9" * 30}, 1),
    ],
)
def test_an_odd_wish_breaks_nothing(desk, dana, query, lines):
    assert len(told(desk, dana, **query).lines) == lines


@pytest.mark.parametrize("rows", [1, 3])
def test_the_record_takes_the_same_queries(django_assert_num_queries, desk, alice, dana, rows):
    texas = a_chapter()
    for number in range(rows):
        TermFactory(person=dana, confirmed_by=alice.user, confirmed_on=LONG_AGO)
        seat = SeatFactory(committee=CommitteeFactory(parent=texas))
        MembershipFactory(person=dana, group=seat.committee, seat=seat, place=1)
        letter(dana, "welcome", key=f"welcome:{number}")
        ApplicationFactory(
            person=dana,
            state="declined",
            reason="No",
            decided_at=NOON,
            decided_by=a_director(texas).user,
        )
        interactions.write(
            people=[dana],
            kind=InteractionKind.NOTE,
            happened_at=NOON,
            scope=texas,
            visibility=Visibility.SCOPE,
            body=f"Note {number}",
            by=a_director(texas).user,
            at=NOON,
        )
    desk.get(dana.get_absolute_url())
    with django_assert_num_queries(RECORD_QUERIES):
        desk.get(dana.get_absolute_url())


RECORD_QUERIES = 35
