"""What the pages of meetings say to those who read many, call one off, or change one."""

import datetime as dt

import pytest
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from caucuses.operations import meetings, series
from events.models import Event

from .conftest import browser

HUB = "/caucuses/lanterns/"
MEETINGS = f"{HUB}meetings/"
NEW_YORK = "America/New_York"


@pytest.fixture
def act(cast, at):
    return {"by": cast.alice.user, "at": at}


@pytest.fixture
def call(caucus, act, at):
    def made(days, title="Wick night"):
        starts = at + dt.timedelta(days=days)
        return meetings.call(
            caucus=caucus,
            title=title,
            timezone=NEW_YORK,
            starts_at=starts,
            ends_at=starts + dt.timedelta(hours=1),
            **act,
        )

    return made


@pytest.fixture
def weekly(caucus, act, on):
    return series.call(
        caucus=caucus,
        title="Lamp hour",
        timezone=NEW_YORK,
        pattern="weekly",
        every=1,
        starts_on=on + dt.timedelta(days=2),
        starts=dt.time(19),
        minutes=60,
        **act,
    )


def test_the_list_begins_with_a_few_and_shows_the_rest_on_a_link(cast, weekly):
    bob = browser(cast.bob)

    assertContains(bob.get(MEETINGS), "<strong>Lamp hour</strong>", count=13)
    assertContains(bob.get(MEETINGS), "All meetings to come")
    whole = Event.objects.count()
    assertContains(bob.get(f"{MEETINGS}?all=1"), "<strong>Lamp hour</strong>", count=whole)
    assertNotContains(bob.get(f"{MEETINGS}?all=1"), "All meetings to come")


def test_a_list_that_reaches_into_another_year_says_which(cast, caucus, act):
    starts = dt.datetime(2099, 1, 1, 2, 30, tzinfo=dt.UTC)
    meetings.call(
        caucus=caucus,
        title="Late",
        timezone=NEW_YORK,
        starts_at=starts,
        ends_at=starts + dt.timedelta(hours=1),
        **act,
    )

    said = browser(cast.bob).get(MEETINGS)

    assertContains(said, "Wednesday, December 31, 2098, 9:30 p.m. ET")


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (3, "so everybody in the caucus gets a letter too"),
        (8, "so nobody gets a letter"),
    ],
)
def test_before_calling_off_it_is_said_whether_letters_go_out(cast, call, days, said):
    event = call(days)

    assertContains(browser(cast.alice).get(f"{MEETINGS}{event.public_id}/cancel/"), said)


def test_of_a_series_one_reads_that_only_this_one_changes(cast, call, weekly):
    alone = call(3)
    of_series = weekly.occurrences.first().event
    alice = browser(cast.alice)

    words = "Only this one changes"
    assertContains(alice.get(f"{MEETINGS}{of_series.public_id}/move/"), words)
    assertNotContains(alice.get(f"{MEETINGS}{alone.public_id}/move/"), words)


def test_a_fifth_thursday_is_refused_at_its_day_and_all_else_is_kept(cast, caucus):
    page = browser(cast.alice).post(
        f"{MEETINGS}new/",
        {
            "title": "Lamp hour",
            "starts_on": "2099-01-29",
            "starts": "19:00",
            "timezone": NEW_YORK,
            "minutes": "60",
            "pattern": "nth",
            "every": "1",
        },
    )

    errors = page.context["form"].errors
    words = "Many months have no fifth Thursday. Choose the last, or another day."
    assert errors == {"starts_on": [words]}
    assertContains(page, 'value="Lamp hour"')
    assert Event.objects.count() == 0


def test_a_chair_without_a_second_factor_calls_nothing(cast, caucus, client):
    client.force_login(cast.alice.user)

    answer = client.get(f"{MEETINGS}new/")

    assertRedirects(answer, f"{HUB}unlock/", fetch_redirect_response=False)
