"""A host leaves the staff: their meetings are listed until each is handed on or called off."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from events.models import Booking, Claim
from events.operations.meet import changing, leaving
from network.models import AuditEntry, Letter, Membership
from network.registries import desk_waits
from tests.factories import a_chapter, a_director, a_member, national_staff
from tests.meeting_factories import a_host, a_type, booked

LEFT = "/desk/meetings/left/"
NEW_YORK = ZoneInfo("America/New_York")
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def monday():
    today = timezone.localdate()
    day = today - dt.timedelta(days=today.weekday()) + dt.timedelta(days=7)
    return dt.datetime.combine(day, dt.time(9), tzinfo=NEW_YORK)


@pytest.fixture
def chapter():
    return a_chapter()


@pytest.fixture
def colleague(chapter):
    return a_host(chapter, given="June", family="Ito")


@pytest.fixture
def gone(chapter, monday, now):
    """Who has two meetings, and has left."""
    host = a_host(chapter, given="Renata", family="Osei")
    kind = a_type(host)
    for number in range(2):
        booked(kind, a_member(chapter, given=f"Guest{number}"), monday + number * HOUR, at=now)
    leaves(host)
    return host


def leaves(host):
    Membership.objects.filter(person=host.person).update(
        until=timezone.localdate() - dt.timedelta(days=1), end_reason="resigned"
    )


@pytest.fixture
def desk(client, sign_in, colleague):
    return sign_in(client, colleague.person.user)


def hosts():
    return list(Booking.objects.order_by("starts_at").values_list("host", flat=True))


def states():
    return list(Booking.objects.order_by("starts_at").values_list("state", flat=True))


def at(host, page):
    return f"{LEFT}{host.public_id}/{page}/"


def test_what_they_have_is_listed_and_counted_on_the_front_page(desk, gone, colleague):
    page = desk.get(LEFT).content.decode()

    assert ("Renata Osei" in page, "Guest0" in page, "Guest1" in page) == (True, True, True)
    said = desk_waits.of(colleague.person.user, on=timezone.localdate())
    assert "2 meetings of people who left" in [one.title for one in said]
    assert "2 meetings to come have a host who left" in desk.get("/desk/meetings/").content.decode()


def test_of_those_who_are_here_nothing_is_listed(desk, colleague, chapter, monday, now):
    booked(a_type(colleague), a_member(chapter), monday, at=now)

    assert "Every meeting to come has a host who is still here." in desk.get(LEFT).content.decode()
    assert desk.get(at(colleague, "hand-on")).status_code == 404


def test_all_of_them_are_handed_on_to_one_colleague(desk, gone, colleague):
    desk.post(at(gone, "hand-on"), {"host": colleague.slug})

    assert hosts() == [colleague.pk] * 2
    assert b"Guest0" not in desk.get(LEFT).content


def test_those_the_colleague_has_no_time_for_stay_listed(
    desk, gone, colleague, chapter, monday, now
):
    booked(a_type(colleague), a_member(chapter, given="Other"), monday + HOUR / 2, at=now)
    booked(a_type(colleague, minutes=60, step=60), a_member(chapter), monday + HOUR, at=now)

    page = desk.post(at(gone, "hand-on"), {"host": colleague.slug}, follow=True)

    said = page.content.decode()
    assert "June Ito has something else at 1 of those times." in said
    assert ("Guest0" in said, "Guest1" in said) == (False, True)


def test_one_of_them_is_handed_on_by_itself(desk, gone, colleague):
    booking = Booking.objects.earliest("starts_at")

    desk.post(f"/desk/meetings/{booking.public_id}/hand-on/", {"seen": 0, "host": colleague.slug})

    assert hosts() == [colleague.pk, gone.pk]


def test_all_of_them_are_called_off(desk, gone):
    desk.post(at(gone, "call-off"), {"reason": "Renata left."})

    assert (states(), Claim.objects.count()) == (["cancelled"] * 2, 0)
    assert set(Booking.objects.values_list("reason", flat=True)) == {"Renata left."}


def test_again_changes_nothing(gone, colleague, now):
    by = colleague.person.user
    leaving.call_all_off(host=gone, by=by, at=now)
    lines = AuditEntry.objects.count()

    assert leaving.call_all_off(host=gone, by=by, at=now) == []
    assert leaving.hand_all_on(host=gone, to=colleague, by=by, at=now) == ([], [])
    assert AuditEntry.objects.count() == lines


def test_nobody_is_given_what_they_cannot_take(gone, chapter, now):
    left_too = a_host(chapter)
    leaves(left_too)

    with pytest.raises(ValidationError) as refused:
        leaving.hand_all_on(host=gone, to=left_too, by=None, at=now)

    assert refused.value.error_list[0].code == "host"
    assert hosts() == [gone.pk] * 2


def test_a_failure_midway_leaves_nothing(gone, colleague, now, monkeypatch):
    lines, letters = AuditEntry.objects.count(), Letter.objects.count()
    record, told = changing.steps.record, []

    def stop(*args, **values):
        if told:
            raise RuntimeError
        told.append(1)
        record(*args, **values)

    monkeypatch.setattr(changing.steps, "record", stop)
    for act in (
        lambda: leaving.hand_all_on(host=gone, to=colleague, by=None, at=now),
        lambda: leaving.call_all_off(host=gone, by=None, at=now),
    ):
        told.clear()
        with pytest.raises(RuntimeError):
            act()

    assert (hosts(), states()) == ([gone.pk] * 2, ["confirmed"] * 2)
    assert (AuditEntry.objects.count(), Letter.objects.count()) == (lines, letters)


@pytest.mark.parametrize("who", ["elsewhere", "member", "visitor"])
def test_for_everybody_else_there_is_nothing(client, sign_in, gone, who, chapter):
    if who != "visitor":
        ohio = a_chapter("OH", "Ohio")
        reader = a_director(ohio) if who == "elsewhere" else a_member(chapter)
        sign_in(client, reader.user)

    expected = 302 if who == "visitor" else 404
    for page in ("hand-on", "call-off"):
        assert client.get(at(gone, page)).status_code == expected
        assert client.post(at(gone, page)).status_code == expected
    assert b"Renata" not in client.get(LEFT).content
    assert states() == ["confirmed"] * 2


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same(
    client, sign_in, chapter, monday, now, rows, django_assert_num_queries
):
    for number in range(rows):
        host = a_host(chapter)
        booked(a_type(host), a_member(chapter), monday + number * HOUR, at=now)
        leaves(host)
    client = sign_in(client, national_staff().user)
    client.get(LEFT)

    with django_assert_num_queries(7):
        client.get(LEFT)
