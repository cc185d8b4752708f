"""Each feed tells what its reader may see at that moment, and nothing else."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from events import calendars
from events.models import CalendarToken, Event
from events.operations import meetings, tokens
from network.models import Membership
from tests.events.conftest import read, titles
from tests.factories import CommitteeFactory, a_chapter, a_member

FEED = "/events/calendar.ics"


@pytest.fixture
def address(at):
    """The address of somebody's own calendar."""

    def make(person, shown="discreet"):
        token, secret = tokens.make(person=person, by=person.user, at=at)
        tokens.show_private(token=token, shown=shown, by=person.user, at=at)
        return f"/calendar/{secret}.ics"

    return make


@pytest.fixture
def caucus_source(hidden, plan, monkeypatch):
    """A caucus's meeting, told by a source of an app above to those who are in it."""
    plan("Lantern night", host=hidden, visibility="audience", place="Lamp room", description="Oil")
    sources = calendars.Sources()
    sources.add("events", calendars.sources._sources["events"].entries, private=False)

    def entries(person, at, how):
        inside = Membership.including_private.filter(person=person, group=hidden, until=None)
        found = Event.objects.hosted_by(hidden) if inside.exists() else []
        return [calendars.of_event(event, url="https://example.org/lanterns") for event in found]

    sources.add("caucuses", entries)
    monkeypatch.setattr(calendars, "sources", sources)


def test_the_public_feed_holds_public_events_only(client, plan):
    plan("Open house")
    plan("Members' supper", visibility="members")
    plan("Steering", visibility="audience")

    answer = client.get(FEED)

    assert (answer.status_code, titles(answer.content)) == (200, ["Open house"])
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "public, max-age=900"
    assert answer.cookies == {}


def test_who_asks_makes_no_difference_to_the_public_feed(client, plan, ada):
    plan("Members' supper", visibility="members")
    client.force_login(ada.user)

    assert titles(client.get(FEED).content) == []


def test_a_chapters_feed_holds_its_own_and_its_committees(client, plan, chapter):
    plan("Ours")
    plan("Our committee", host=CommitteeFactory(parent=chapter))
    plan("Theirs", host=a_chapter("OH", "Ohio"))

    assert sorted(titles(client.get(f"{FEED}?chapter={chapter.slug}").content)) == [
        "Our committee",
        "Ours",
    ]


@pytest.mark.parametrize("slug", ["never-was", "lanterns", "network", "%00", "x" * 500])
def test_a_chapter_that_is_none_is_not_found(client, hidden, slug):
    assert client.get(f"{FEED}?chapter={slug}").status_code == 404


def test_a_cancelled_event_is_told_for_thirty_days(client, plan, soon, at):
    plan("Just now")
    early = plan("Long ago", at=at - dt.timedelta(days=40))
    meetings.cancel(event=Event.objects.get(title="Just now"), by=None, at=at)
    meetings.cancel(event=early, by=None, at=at - dt.timedelta(days=31))

    (event,) = read(client.get(FEED).content)

    assert (event.summary.value, event.status.value) == ("Just now", "CANCELLED")
    assert event.sequence.value == "1"


def test_a_moved_event_keeps_its_uid(client, plan, at):
    event = plan()
    before = read(client.get(FEED).content)[0]
    meetings.change(event=event, title="Dinner", by=None, at=at)
    after = read(client.get(FEED).content)[0]

    assert before.uid.value == after.uid.value == f"{event.public_id}@localhost"
    assert (before.sequence.value, after.sequence.value) == ("0", "1")


def test_one_event_is_a_file_for_whoever_may_see_it(client, plan, ada):
    public, ours = plan("Open house"), plan("Steering", visibility="audience")

    assert titles(client.get(f"/events/{public.public_id}.ics").content) == ["Open house"]
    assert client.get(f"/events/{ours.public_id}.ics").status_code == 404
    client.force_login(ada.user)
    answer = client.get(f"/events/{ours.public_id}.ics")
    assert titles(answer.content) == ["Steering"]
    assert ("no-store" in answer["Cache-Control"], "private" in answer["Cache-Control"]) == (
        True,
        True,
    )


def test_a_hidden_caucuss_event_is_nobodys_file(client, plan, hidden, ada):
    event = plan("Lantern night", host=hidden, visibility="public")
    client.force_login(ada.user)

    assert client.get(f"/events/{event.public_id}.ics").status_code == 404


def test_ones_own_feed_holds_what_one_may_see(client, plan, ada, address):
    plan("Open house")
    plan("Members' supper", visibility="members")
    plan("Steering", visibility="audience")
    plan("Theirs", visibility="audience", host=a_chapter("OH", "Ohio"))

    answer = client.get(address(ada))

    assert sorted(titles(answer.content)) == ["Members' supper", "Open house", "Steering"]
    assert answer["Cache-Control"] == "private, no-store"
    assert answer.cookies == {}


def test_whoever_left_the_network_reads_what_is_public(client, plan, ada, address, at):
    plan("Open house")
    plan("Members' supper", visibility="members")
    plan("Steering", visibility="audience")
    path = address(ada)
    Membership.objects.filter(person=ada).update(
        until=timezone.localdate(at) - dt.timedelta(days=1), end_reason="left"
    )

    assert titles(client.get(path).content) == ["Open house"]


@pytest.mark.usefixtures("caucus_source")
@pytest.mark.parametrize(
    ("shown", "told"),
    [("hidden", []), ("discreet", ["Meeting"]), ("named", ["Lantern night"])],
)
def test_a_private_groups_meeting_stands_as_its_member_chose(client, ada, address, shown, told):
    body = client.get(address(ada, shown)).content

    assert titles(body) == told
    words = [word for word in ("Lantern", "lanterns", "Lamp room", "Oil") if word in body.decode()]
    assert words == (["Lantern", "lanterns", "Lamp room", "Oil"] if shown == "named" else [])


@pytest.mark.usefixtures("caucus_source")
def test_a_meeting_without_a_name_does_not_tell_who_else_goes(client, ada, address, hidden):
    bob = a_member(given="Bob")
    Membership.including_private.create(person=bob, group=hidden, since=dt.date(2020, 1, 1))
    uids = [read(client.get(address(person)).content)[0].uid.value for person in (ada, bob)]

    assert len({*uids, f"{Event.objects.get().public_id}@localhost"}) == 3


@pytest.mark.usefixtures("caucus_source")
def test_a_hidden_caucus_is_in_no_other_feed(client, address):
    other = a_member(a_chapter(), given="Olive")

    bodies = [client.get(path).content.decode() for path in (FEED, address(other, "named"))]

    assert [("Lantern" in body, "VEVENT" in body) for body in bodies] == [(False, False)] * 2


@pytest.mark.usefixtures("caucus_source")
def test_what_a_member_may_see_is_asked_anew_each_time(client, ada, address, hidden, at):
    path = address(ada)
    before = titles(client.get(path).content)
    Membership.including_private.filter(group=hidden).update(
        until=timezone.localdate(at), end_reason="left"
    )

    assert (before, titles(client.get(path).content)) == (["Meeting"], [])


def test_an_ended_a_guessed_and_a_disabled_address_answer_alike(ada, address, at):
    ended, theirs = address(ada), a_member(given="Off")
    token = CalendarToken.objects.get()
    tokens.revoke(token=token, by=ada.user, at=at)
    disabled = address(theirs)
    theirs.user.is_active = False
    theirs.user.save()

    answers = [Client().get(path) for path in (ended, "/calendar/guess.ics", disabled)]

    assert [answer.status_code for answer in answers] == [404] * 3
    said = {
        answer.content.decode().replace(path, "")
        for answer, path in zip(answers, (ended, "/calendar/guess.ics", disabled), strict=True)
    }
    assert len({len(words) for words in said}) == 1


@pytest.mark.parametrize("path", ["/calendar/guess.ics", "ended"])
def test_an_ended_and_a_guessed_address_cost_the_same(
    client, ada, address, at, path, django_assert_num_queries
):
    ended = address(ada)
    tokens.revoke(token=CalendarToken.objects.get(), by=ada.user, at=at)
    client.get("/calendar/first.ics")

    with django_assert_num_queries(1):
        client.get(ended if path == "ended" else path)


@pytest.fixture
def events_only(monkeypatch):
    """Without what apps above this one add."""
    sources = calendars.Sources()
    sources.add("events", calendars.sources._sources["events"].entries, private=False)
    monkeypatch.setattr(calendars, "sources", sources)


@pytest.mark.usefixtures("events_only")
@pytest.mark.parametrize("number", [1, 3])
def test_a_feed_of_three_costs_what_a_feed_of_one_does(
    client, plan, ada, address, number, django_assert_num_queries
):
    for _ in range(number):
        plan()
    path = address(ada)

    with django_assert_num_queries(3):
        first = client.get(path)
    with django_assert_num_queries(2):
        client.get(path)
    with django_assert_num_queries(1):
        client.get(FEED)
    assert len(read(first.content)) == number


def test_the_day_it_was_read_is_kept_and_written_once(client, ada, address, at):
    path = address(ada)
    client.get(path)

    assert CalendarToken.objects.get().last_used_on is not None
    CalendarToken.objects.update(last_used_on=dt.date(2020, 1, 1))
    client.get(path)
    assert CalendarToken.objects.get().last_used_on > dt.date(2026, 1, 1)


@pytest.mark.parametrize("path", [FEED, "/calendar/guess.ics"])
def test_a_feed_is_only_read(client, path):
    assert client.post(path).status_code == 405
