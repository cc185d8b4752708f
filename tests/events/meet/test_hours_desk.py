"""The desk's pages for a host's hours: whose they are, what they ask, and of what they warn."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from events.models import DateOverride, HostTravel, TimeAway, WeeklyHours
from events.operations.meet import absences, bookings, hours
from tests.factories import a_chapter, a_director, a_member, national_staff
from tests.meeting_factories import a_host, a_place, a_type, held, weekly

pytestmark = pytest.mark.django_db
NEW_YORK = ZoneInfo("America/New_York")
DAY = dt.timedelta(days=1)
PAGES = ("hours", "hours_add", "days", "day_add", "away", "away_add", "travel", "travel_add", "why")


@pytest.fixture
def chapter():
    return a_chapter()


@pytest.fixture
def host(chapter):
    return a_host(chapter, hours=[(9, 17)], days=range(7), given="Renata")


@pytest.fixture
def desk(client, sign_in, host):
    return sign_in(client, host.person.user)


@pytest.fixture
def at():
    return timezone.now()


@pytest.fixture
def later(host, at):
    return hours.today(host, at=at) + 9 * DAY


def address(host, page, *more):
    return reverse(f"desk:meeting_{page}", args=[host.slug, *more])


def filled(host, later):
    """One row of each kind, and the addresses that show and change it."""
    stretch = {"starts_at": timezone.now(), "ends_at": timezone.now() + 20 * DAY}
    journey = {"first_day": later, "last_day": later, "timezone": "America/Chicago"}
    rows = {
        "hours": (host.weekly_hours.first(), "remove"),
        "day": (DateOverride.objects.create(host=host, on=later, note="Snow"), "forget"),
        "away": (TimeAway.objects.create(host=host, note="Family", **stretch), "remove"),
        "travel": (HostTravel.objects.create(host=host, **journey), "remove"),
    }
    looks = [address(host, page) for page in PAGES] + [address(host, "hours_copy", 0)]
    looks += [address(host, f"{name}_change", row.public_id) for name, (row, _) in rows.items()]
    does = [address(host, f"{name}_{do}", row.public_id) for name, (row, do) in rows.items()]
    return looks, does


def booked(host, on, hour=10):
    kind, starts_at = a_type(host), dt.datetime.combine(on, dt.time(hour), tzinfo=NEW_YORK)
    now = timezone.now()
    hold = held(kind, a_member(given="Dana", family="Lee"), starts_at, at=now)
    return bookings.book(booking=hold, by=None, at=now)


def test_each_page_is_there_for_whoever_keeps_the_host(desk, client, sign_in, host, later):
    looks, does = filled(host, later)
    for user in (host.person.user, national_staff().user):
        sign_in(client, user)

        assert {desk.get(path).status_code for path in looks} == {200}
        assert {desk.get(path).status_code for path in does} == {405}


@pytest.mark.parametrize("who", ["another director", "a member", "a visitor"])
def test_whose_hours_they_are_not_finds_nothing(client, sign_in, host, later, chapter, who):
    if who == "another director":
        sign_in(client, a_director(a_chapter("OH", "Ohio")).user)
    elif who == "a member":
        sign_in(client, a_member(chapter, email="dana@example.org").user)
    looks, does = filled(host, later)

    asks = [path for path in looks if path.endswith("/add/")] + looks[len(PAGES) :]
    answers = {client.get(path).status_code for path in looks}
    answers |= {client.post(path).status_code for path in [*asks, *does]}

    assert answers == ({302} if who == "a visitor" else {404})
    assert (WeeklyHours.objects.count(), DateOverride.objects.count()) == (7, 1)


def test_a_row_of_another_host_is_not_found_below_this_one(desk, host, chapter, later):
    other = a_host(chapter)
    filled(host, later)
    _, does = filled(other, later)

    below = {path.replace(other.slug, host.slug) for path in does}
    assert {desk.post(path).status_code for path in below} == {404}


WINDOW = {"weekday": "2", "start_minute": "18:00", "end_minute": "00:00", "mode": "online"}


def test_a_window_is_added_up_to_midnight_changed_copied_and_removed(desk, host, chapter):
    room = a_place(chapter)
    desk.post(address(host, "hours_add"), WINDOW)
    window = host.weekly_hours.get(start_minute=18 * 60)
    assert (window.weekday, window.end_minute) == (2, 1440)

    form = desk.get(address(host, "hours_change", window.public_id)).content.decode()
    assert 'value="18:00"' in form
    assert 'value="00:00"' in form
    changed = WINDOW | {"mode": "any", "place": str(room.public_id), "valid_from": "2030-07-01"}
    desk.post(address(host, "hours_change", window.public_id), changed)
    assert "from July 1, 2030" in desk.get(address(host, "hours")).content.decode()

    desk.post(address(host, "hours_copy", 2), {"to": ["5", "6"]})
    assert host.weekly_hours.filter(place=room).count() == 3
    desk.post(address(host, "hours_remove", window.public_id))
    assert host.weekly_hours.filter(place=room).count() == 2


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        (("9:00", "17:30"), (540, 1050)),
        (("9 am", "5:30 p.m."), (540, 1050)),
        (("12:00 a.m.", "noon"), (0, 720)),
        (("midnight", "24:00"), (0, 1440)),
        (("0900", "12 PM"), (540, 720)),
        (("13:00:00", "midnight"), (780, 1440)),
    ],
)
def test_times_are_read_as_people_type_them(desk, host, typed, minutes):
    host.weekly_hours.all().delete()
    start, end = typed
    desk.post(address(host, "hours_add"), WINDOW | {"start_minute": start, "end_minute": end})

    assert host.weekly_hours.values_list("start_minute", "end_minute").get() == minutes


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"start_minute": "25:00"}, "start_minute", "Enter a time that exists"),
        ({"start_minute": "24:00"}, "start_minute", "Enter a time that exists"),
        ({"start_minute": "13 pm"}, "start_minute", "Enter a time that exists"),
        ({"start_minute": "٩:٠٠"}, "start_minute", "Enter a time that exists"),
        ({"start_minute": "9:60"}, "start_minute", "Enter a time that exists"),
        ({"start_minute": "\x00"}, "start_minute", "Enter a time that exists"),
        ({"start_minute": ""}, "start_minute", "Enter a time."),
        ({"start_minute": "18:01"}, "start_minute", "Use a multiple of five minutes."),
        ({"end_minute": "17:00"}, "end_minute", "It must end after it begins"),
        ({"start_minute": "16:00"}, "start_minute", "They overlap with 9 a.m. to 5 p.m."),
        ({"mode": "in_person"}, "place", "Say where they can be met in person"),
        ({"place": "nowhere"}, "place", "Choose one of the list."),
        ({"valid_from": "2030-02-31"}, "valid_from", "Enter a date that exists."),
        (
            {"valid_from": "2030-02-02", "valid_until": "2030-02-01"},
            "valid_until",
            "The last day is before the first.",
        ),
    ],
)
def test_a_refusal_stands_at_its_field(desk, host, typed, field, words):
    page = desk.post(address(host, "hours_add"), WINDOW | typed)

    assert words in str(page.context["form"][field].errors)
    assert host.weekly_hours.count() == 7


def test_a_day_is_closed_given_hours_and_forgotten(desk, host, later):
    desk.post(address(host, "day_add"), {"on": str(later), "note": "Snow", "closed": "on"})
    day = host.overrides.get()
    assert day.windows.count() == 0

    spans = {"start_first": "10:00", "end_first": "12:00", "mode_first": "online"}
    spans |= {"start_second": "20:00", "end_second": "00:00", "mode_second": "online"}
    change = address(host, "day_change", day.public_id)
    desk.post(change, {"on": str(later + DAY), **spans})
    assert list(day.windows.values_list("start_minute", "end_minute")) == [(600, 720), (1200, 1440)]
    form = desk.get(change).content.decode()
    assert 'value="20:00"' in form
    desk.post(address(host, "day_forget", day.public_id))
    assert host.overrides.count() == 0


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({}, "closed", "Say when they can be met, or that the day is closed."),
        ({"closed": "on", "start_first": "9:00", "end_first": "10:00"}, "closed", "Say when"),
        ({"start_first": "9:00"}, "end_first", "Enter a time."),
        ({"on": "2020-01-01", "closed": "on"}, "on", "This day is over."),
        ({"on": "9999-12-31", "closed": "on"}, "on", "This is too far ahead"),
    ],
)
def test_a_day_that_cannot_be_is_refused_in_words(desk, host, later, typed, field, words):
    page = desk.post(address(host, "day_add"), {"on": str(later)} | typed)

    assert words in str(page.context["form"][field].errors)
    assert host.overrides.count() == 0


def test_days_that_are_over_fall_away_from_the_list(desk, host, later, at):
    yesterday = hours.today(host, at=at) - DAY
    DateOverride.objects.create(host=host, on=yesterday, note="Snowed in")
    TimeAway.objects.create(host=host, starts_at=at - 2 * DAY, ends_at=at - DAY, note="Fishing")
    days = {"first_day": yesterday, "last_day": yesterday, "timezone": "Pacific/Guam"}
    HostTravel.objects.create(host=host, **days)

    assert "Snowed in" not in desk.get(address(host, "days")).content.decode()
    assert "Fishing" not in desk.get(address(host, "away")).content.decode()
    assert "Guam" not in desk.get(address(host, "travel")).content.decode()


def test_meetings_outside_the_hours_are_listed_and_stay(desk, host, later):
    booking = booked(host, later)
    assert "Dana Lee" not in desk.get(address(host, "hours")).content.decode()
    host.weekly_hours.filter(weekday=later.weekday()).update(start_minute=11 * 60)

    page = desk.get(address(host, "hours")).content.decode()

    assert "1 booked meeting outside these hours" in page
    assert "Dana Lee" in page
    booking.refresh_from_db()
    assert booking.state == "confirmed"


def test_meetings_that_fall_into_a_closed_day_time_away_and_travel_are_listed(desk, host, later):
    booked(host, later)
    DateOverride.objects.create(host=host, on=later)
    starts_at, ends_at = absences.stretch(host, first=later, last=later)
    TimeAway.objects.create(host=host, starts_at=starts_at, ends_at=ends_at)
    days = {"first_day": later, "last_day": later, "timezone": "America/Chicago"}
    HostTravel.objects.create(host=host, **days)

    told = {page: desk.get(address(host, page)).content.decode() for page in PAGES[::2]}
    assert "1 booked meeting outside the hours of this day" in told["days"]
    assert "1 booked meeting falls into it" in told["away"]
    assert "1 booked meeting falls into it" in told["travel"]
    assert [page for page, said in told.items() if "Dana Lee" in said] == [
        "hours",
        "days",
        "away",
        "travel",
    ]


def test_time_away_is_kept_by_the_clocks_where_the_host_is(desk, host, later):
    asked = {"first": str(later), "begins": "9:00", "last": str(later), "ends": "00:00"}
    desk.post(address(host, "away_add"), asked | {"note": "Family"})
    away = host.times_away.get()
    midnight = dt.datetime.combine(later + DAY, dt.time(), tzinfo=NEW_YORK)
    assert away.ends_at == midnight

    change = address(host, "away_change", away.public_id)
    desk.post(change, {"first": str(later), "last": str(later), "note": "Family"})
    away.refresh_from_db()
    assert (away.starts_at, away.ends_at) == (midnight - DAY, midnight)
    whole = TimeAway.objects.create(host=host, starts_at=midnight, ends_at=midnight + DAY)
    page = desk.get(address(host, "away")).content.decode()
    assert f"{later + DAY:%A, %B} {(later + DAY).day}, {later.year}" in page
    assert "Overlaps another" not in page
    TimeAway.objects.filter(pk=whole.pk).update(starts_at=midnight - DAY)
    assert "Overlaps another" in desk.get(address(host, "away")).content.decode()


def test_time_away_that_is_left_alone_keeps_its_instants_whatever_the_travel(desk, host, later):
    starts_at, ends_at = absences.stretch(host, first=later, last=later)
    away = TimeAway.objects.create(host=host, starts_at=starts_at, ends_at=ends_at)
    days = {"first_day": later, "last_day": later, "timezone": "America/Los_Angeles"}
    HostTravel.objects.create(host=host, **days)
    change = address(host, "away_change", away.public_id)
    form = desk.get(change).context["form"]
    shown = {name: form[name].value() or "" for name in form.fields}
    desk.post(change, shown | {"note": "Family"})

    away.refresh_from_db()
    assert (away.starts_at, away.ends_at, away.note) == (starts_at, ends_at, "Family")


def test_travel_that_overlaps_is_refused_at_its_day(desk, host, later):
    asked = {"first_day": str(later), "last_day": str(later), "timezone": "Pacific/Guam"}
    desk.post(address(host, "travel_add"), asked)
    page = desk.post(address(host, "travel_add"), asked | {"last_day": str(later + DAY)})

    assert "They travel then already" in str(page.context["form"]["first_day"].errors)
    assert host.travels.count() == 1


@pytest.mark.parametrize("page", ["hours", "days", "away", "travel"])
@pytest.mark.parametrize("number", [1, 3])
def test_each_list_takes_as_many_questions(
    desk, host, later, page, number, django_assert_num_queries, chapter
):
    room = a_place(chapter)
    for each in range(number):
        weekly(host, each, 18, 19, mode="in_person", place=room)
        day = DateOverride.objects.create(host=host, on=later + each * DAY)
        day.windows.create(start_minute=0, end_minute=60, mode="in_person", place=room)
        starts_at, ends_at = absences.stretch(host, first=later, last=later + each * DAY)
        TimeAway.objects.create(host=host, starts_at=starts_at, ends_at=ends_at)
        days = {"first_day": later + each * DAY, "last_day": later + each * DAY}
        HostTravel.objects.create(host=host, timezone="America/Chicago", **days)
    desk.get(address(host, page))

    with django_assert_num_queries({"hours": 15, "days": 17, "away": 16, "travel": 15}[page]):
        desk.get(address(host, page))
