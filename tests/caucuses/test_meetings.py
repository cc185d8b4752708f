"""Meetings as those inside read them and those who lead call them; nobody else finds any."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from caucuses import access
from caucuses.models import Attendance, ListedTo, MeetingSeries
from caucuses.operations import meetings
from events.models import Event, clocks
from network.models import AuditEntry, Jurisdiction, Letter, Office, Term

from .conftest import LONG_AGO, browser, list_to, row

HUB = "/caucuses/lanterns/"
MEETINGS = f"{HUB}meetings/"
NEW_YORK = "America/New_York"


@pytest.fixture
def act(cast, at):
    return {"by": cast.alice.user, "at": at}


@pytest.fixture
def call(caucus, act):
    def made(days=30, title="Wick night", **more):
        starts = act["at"] + dt.timedelta(days=days)
        values = {
            "title": title,
            "timezone": NEW_YORK,
            "starts_at": starts,
            "ends_at": starts + dt.timedelta(hours=1),
            "place": "The lantern room",
        }
        return meetings.call(**{"caucus": caucus} | values | act | more)

    return made


@pytest.fixture
def past(caucus, at):
    def made(days, title="Gone night"):
        starts = at - dt.timedelta(days=days)
        return Event.objects.create(
            host=caucus.group,
            title=title,
            timezone=NEW_YORK,
            starts_at=starts,
            ends_at=starts + dt.timedelta(hours=1),
        )

    return made


def sent(on, **more):
    """What the form sends, a first Thursday two months ahead."""
    month = (on.replace(day=1) + dt.timedelta(days=70)).replace(day=1)
    first = month + dt.timedelta(days=(3 - month.weekday()) % 7)
    values = {
        "title": "Wick night",
        "starts_on": first.isoformat(),
        "starts": "19:00",
        "timezone": NEW_YORK,
        "minutes": "60",
        "place": "The lantern room",
        "description": "",
        "pattern": "once",
        "every": "1",
        "until": "",
    }
    return values | more


def refused(operation, **what):
    with pytest.raises(ValidationError) as refusal:
        operation(**what)
    return refusal.value.code


def give_office(person, state):
    place = Jurisdiction.objects.create(
        ocd_id=f"ocd-division/country:us/state:{state.lower()}/place:elm",
        name="Elm",
        kind="city",
        state=state,
        body_size=3,
    )
    office = Office.objects.create(
        jurisdiction=place, role="council", title="Council member", seats=3
    )
    Term.objects.create(person=person, office=office, starts_on=LONG_AGO)
    return office


# Verbs


@pytest.mark.parametrize("days", [0, -1])
def test_a_meeting_in_the_past_cannot_be_called(call, days):
    assert refused(call, days=days) == "past"
    assert Event.objects.count() == 0


def test_a_meeting_called_twice_is_there_once(call):
    call()

    assert refused(call) == "twice"
    assert Event.objects.count() == 1


@pytest.mark.parametrize(
    "text", ["https://zoom.example.org/j/1", "signal.group/#abc", "Come to www.example.org"]
)
@pytest.mark.parametrize("field", ["place", "description", "title"])
@pytest.mark.parametrize("pattern", ["once", "weekly"])
def test_no_link_is_written_where_calendars_would_carry_it(cast, caucus, on, field, text, pattern):
    page = browser(cast.alice).post(f"{MEETINGS}new/", sent(on, pattern=pattern, **{field: text}))

    assert page.context["form"].errors == {
        field: ["Links are not allowed here. Keep this one with the caucus’s links."]
    }
    assert Event.objects.count() == 0


@pytest.mark.parametrize("text", ["Rooms 2.1/2.2, St. Mary’s", "Votes and/or questions: 7:30"])
def test_what_is_no_link_is_written(cast, caucus, on, text):
    browser(cast.alice).post(f"{MEETINGS}new/", sent(on, place=text))

    assert Event.objects.get().place == text


def test_what_has_begun_can_be_neither_moved_nor_called_off(caucus, past, act):
    begun = past(0)

    assert refused(meetings.move, caucus=caucus, event=begun, title="X", **act) == "begun"
    assert refused(meetings.cancel, caucus=caucus, event=begun, **act) == "begun"


@pytest.mark.parametrize(("days", "told"), [(3, ["bob@example.org"]), (8, [])])
def test_calling_off_is_told_when_near_and_once(caucus, call, act, days, told, send_letters):
    event = call(days)

    meetings.cancel(caucus=caucus, event=event, **act)
    meetings.cancel(caucus=caucus, event=event, **act)
    send_letters()

    assert [letter.to for letter in Letter.objects.all()] == told
    for letter in Letter.objects.all():
        text = f"{letter.subject} {letter.body} {letter.key}".lower()
        assert [word for word in ("lantern", "wick") if word in text] == []


def test_moving_to_the_same_is_no_change(caucus, call, act, send_letters):
    event = call(3)

    meetings.move(caucus=caucus, event=event, title="Wick night", **act)
    send_letters()

    assert (Letter.objects.count(), AuditEntry.including_private.count()) == (0, 1)


def test_who_came_is_written_down_and_who_has_left_is_kept(caucus, cast, past, act, on, somebody):
    event = past(2)
    gone = somebody("Gone")
    Attendance.objects.create(event=event, person=gone, at=act["at"])

    meetings.attend(caucus=caucus, event=event, people=[cast.bob, cast.alice], **act)
    meetings.attend(caucus=caucus, event=event, people=[cast.bob], **act)
    meetings.attend(caucus=caucus, event=event, people=[cast.bob], **act)

    came = Attendance.objects.order_by("pk").values_list("person__given", flat=True)
    assert list(came) == ["Gone", "Bob"]
    assert AuditEntry.including_private.filter(action="caucuses.attendance").count() == 2
    assert AuditEntry.objects.count() == 0


def test_nobody_was_at_what_has_not_begun_or_was_called_off(caucus, cast, call, past, act):
    off = past(1)
    Event.objects.filter(pk=off.pk).update(cancelled_at=act["at"], sequence=1)

    codes = [
        refused(meetings.attend, caucus=caucus, event=event, people=[cast.bob], **act)
        for event in (call(), off)
    ]

    assert codes == ["early", "cancelled"]


# Pages


def test_a_member_reads_what_is_to_come_and_what_was(cast, call, past):
    call()
    past(3)

    page = browser(cast.bob).get(MEETINGS)

    for words in ("Wick night", "The lantern room", "Gone night", "Add to calendar"):
        assertContains(page, words)
    for words in ("Call off", "Who came", "Call a meeting"):
        assertNotContains(page, words)


def test_the_list_says_what_was_called_off_and_the_hub_leaves_it_out(cast, caucus, call, act):
    meetings.cancel(caucus=caucus, event=call(), **act)
    client = browser(cast.bob)

    assertContains(client.get(MEETINGS), "Called off")
    assertNotContains(client.get(MEETINGS), "Add to calendar")
    assertContains(client.get(HUB), "No meeting is planned.")


@pytest.mark.parametrize("path", [MEETINGS, f"{MEETINGS}new/"])
def test_somebody_outside_finds_no_meetings_even_of_a_listed_caucus(caucus, cast, call, path):
    list_to(caucus, ListedTo.PUBLIC)
    event = call()

    for who in (cast.charlie, cast.dana):
        assert browser(who).get(path).status_code == 404
        assert browser(who).get(f"{MEETINGS}{event.public_id}.ics").status_code == 404
    assert browser(cast.alice).get(path).status_code == 200


def test_only_those_who_lead_call_change_and_count(caucus, cast, call, past):
    coming, gone = call(), past(1)
    paths = ["new/", *(f"{coming.public_id}/{verb}/" for verb in ("move", "cancel"))]
    paths.append(f"{gone.public_id}/attendance/")

    assert [browser(cast.bob).get(MEETINGS + path).status_code for path in paths] == [404] * 4
    assert [browser(cast.alice).get(MEETINGS + path).status_code for path in paths] == [200] * 4


def test_meetings_of_another_caucus_are_not_found_here(cast, call, make_caucus):
    other = make_caucus("others")
    event = call(caucus=other)

    path = f"{MEETINGS}{event.public_id}"
    answers = [browser(cast.alice).get(path + more).status_code for more in (".ics", "/move/")]

    assert answers == [404, 404]


def test_a_chair_calls_one_moves_it_and_calls_it_off(cast, caucus, on):
    client = browser(cast.alice)

    assertRedirects(client.post(f"{MEETINGS}new/", sent(on)), MEETINGS)
    event = Event.objects.get()
    assert f"{clocks.wall(event.starts_at, zone=NEW_YORK):%a %H:%M}" == "Thu 19:00"

    client.post(f"{MEETINGS}{event.public_id}/move/", sent(on, starts="20:30"))
    event.refresh_from_db()
    assert f"{clocks.wall(event.starts_at, zone=NEW_YORK):%H:%M}" == "20:30"

    assertContains(client.get(f"{MEETINGS}{event.public_id}/cancel/"), "Call off this meeting?")
    assertRedirects(client.post(f"{MEETINGS}{event.public_id}/cancel/"), MEETINGS)
    event.refresh_from_db()
    assert event.cancelled_at is not None


def test_a_chair_calls_a_series_and_the_hub_says_how_it_repeats(cast, caucus, on):
    client = browser(cast.alice)

    client.post(f"{MEETINGS}new/", sent(on, pattern="nth"))

    page = browser(cast.bob).get(HUB)
    assertContains(page, "The first Thursday of the month")
    assert len(page.context["meetings"]["coming"]) == 6


def test_a_series_is_changed_followed_and_ended_on_its_pages(cast, caucus, on):
    client = browser(cast.alice)
    client.post(f"{MEETINGS}new/", sent(on, pattern="nth"))
    made = MeetingSeries.objects.get()
    path = f"{MEETINGS}series/{made.public_id}/"

    assertRedirects(client.post(f"{path}change/", sent(on, starts="18:00")), MEETINGS)
    made.refresh_from_db()
    assert made.starts == dt.time(18)

    third = made.occurrences.order_by("original_start")[2]
    following = f"{MEETINGS}{third.event.public_id}/following/"
    assertContains(client.get(following), "This meeting and those that follow")
    day = made.day(third.original_start).isoformat()
    client.post(following, sent(on, pattern="weekly", starts_on=day))
    assert [one.said for one in MeetingSeries.objects.order_by("pk")] == [
        "The first Thursday of the month",
        "Every Thursday",
    ]

    client.post(f"{path}end/", {"last_on": on.isoformat()})
    assert MeetingSeries.objects.count() == 1


def test_what_a_series_cannot_be_is_said_at_its_field(cast, caucus, on):
    page = browser(cast.alice).post(f"{MEETINGS}new/", sent(on, pattern="weeks"))

    assert page.context["form"].errors == {"every": ["Choose 2, 3, 4, 6 or 8 weeks."]}
    assert Event.objects.count() == 0


@pytest.mark.parametrize("wrong", [{"starts": "25:00"}, {"minutes": "7"}, {"timezone": "Mars"}])
def test_bad_input_is_kept_in_the_form(cast, caucus, on, wrong):
    page = browser(cast.alice).post(f"{MEETINGS}new/", sent(on, **wrong))

    assert (page.status_code, list(page.context["form"].errors)) == (200, list(wrong))


def test_hours_are_shown_in_the_zone_of_ones_state_until_one_chooses(cast, caucus, call):
    give_office(cast.bob, "TX")
    starts = dt.datetime(2099, 12, 3, 23, 30, tzinfo=dt.UTC)
    call(starts_at=starts, ends_at=starts + dt.timedelta(hours=1))
    client = browser(cast.bob)

    own = client.get(HUB)
    assertContains(own, "Thursday, December 3, 2099, 5:30 p.m. CT")
    assertContains(own, "Thursday, December 3, 2099, 6:30 p.m. ET")
    assertContains(own, "Hours are in Central time.")

    client.post(f"{MEETINGS}zone/", {"zone": "Pacific/Honolulu"})
    assertContains(client.get(HUB), "1:30 p.m. HT")
    client.post(f"{MEETINGS}zone/", {"zone": "Mars/Olympus"})
    assertContains(client.get(HUB), "1:30 p.m. HT")


def test_one_reads_how_often_one_was_there_and_nobody_else_does(caucus, cast, past, act):
    for days in range(1, 8):
        came = [cast.bob] if days <= 3 else [cast.alice]
        meetings.attend(caucus=caucus, event=past(days), people=came, **act)

    assertContains(browser(cast.bob).get(HUB), "You were at 3 of the last 5 meetings.")
    assertContains(browser(cast.alice).get(HUB), "You were at 2 of the last 5 meetings.")


def test_a_chair_ticks_who_came(caucus, cast, past, on):
    event = past(1)
    client, path = browser(cast.alice), f"{MEETINGS}{event.public_id}/attendance/"
    ref = access.membership_of(cast.bob, caucus, on=on).public_id

    assertRedirects(client.post(path, {"came": [str(ref)]}), MEETINGS)

    assert Attendance.objects.get().person == cast.bob
    assertContains(client.get(path), f'value="{ref}" id="id_came_1" checked')
    assertContains(client.post(path, {"came": ["x"]}), "Choose people from the list.")


def test_those_who_lead_are_warned_of_a_majority_of_one_body(caucus, cast):
    office = give_office(cast.alice, "OH")
    Term.objects.create(person=cast.bob, office=office, starts_on=LONG_AGO)

    page = browser(cast.alice).get(f"{MEETINGS}new/")

    assertContains(page, "2 of the 3 members of")
    assertNotContains(browser(cast.bob).get(HUB), "2 of the 3")


def test_a_calendar_file_of_one_meeting(cast, caucus, call):
    event = call()

    answer = browser(cast.bob).get(f"{MEETINGS}{event.public_id}.ics")

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    said = answer.content.decode()
    assert f"UID:{event.public_id}@" in said
    assert "lanterns" not in answer["Content-Disposition"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(
    cast, call, past, act, caucus, django_assert_num_queries, count
):
    for number in range(count):
        call(30 + number)
        past(1 + number)
    client = browser(cast.alice)
    client.get(MEETINGS)

    with django_assert_num_queries(LIST):
        client.get(MEETINGS)


LIST = 14


def test_a_steward_leads_without_having_been_there(caucus, cast, past, act):
    row(cast.dana, caucus.group, "steward")
    meetings.attend(caucus=caucus, event=past(1), people=[cast.bob], **act)

    page = browser(cast.dana).get(HUB)

    assertNotContains(page, "You were at")
