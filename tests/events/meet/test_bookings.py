"""A time is held, filled in, moved, called off or handed on: one row, one UID, nothing twice."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from events.models import (
    Because,
    Booking,
    BusyBlock,
    BusyFeed,
    Claim,
    Mode,
    PoolMember,
    TimeAway,
    WindowMode,
)
from events.operations.meet import bookings, changing, deciding, slots
from events.operations.meet.bookings import Wish
from network.models import AuditEntry, Interaction, Membership
from network.models.interactions import Visibility
from tests.factories import NOON, a_chapter, a_member
from tests.meeting_factories import a_host, a_place, a_pool, a_type, booked, held, weekly

NEW_YORK = ZoneInfo("America/New_York")
SUNDAY = dt.datetime(2026, 2, 1, 18, tzinfo=NEW_YORK)
NINE = dt.datetime(2026, 2, 2, 9, tzinfo=NEW_YORK)
HALF = dt.timedelta(minutes=30)


@pytest.fixture
def chapter():
    return a_chapter()


@pytest.fixture
def host(chapter):
    return a_host(chapter)


@pytest.fixture
def kind(host):
    return a_type(host)


@pytest.fixture
def dana(chapter):
    return a_member(chapter, given="Dana")


def refusal(act, *args, **kwargs):
    with pytest.raises(ValidationError) as refused:
        act(*args, **kwargs)
    return refused.value.error_list[0].code


def lines():
    entries = AuditEntry.objects.filter(action__startswith="events.meeting").order_by("pk")
    return list(entries.values_list("action", flat=True))


def test_a_member_holds_a_time_and_books_it(kind, host, dana):
    hold = held(kind, dana, NINE, at=SUNDAY)
    booking = bookings.book(booking=hold, topic=" Budget. ", by=dana.user, at=SUNDAY)

    assert (booking.pk, booking.state, booking.sequence) == (hold.pk, "confirmed", 0)
    assert (booking.host, booking.person, booking.because) == (host, dana, Because.CHAPTER)
    assert (booking.topic, booking.invited, booking.hold_until) == ("Budget.", True, None)
    assert (lines(), Claim.objects.count()) == (["events.meeting_booked"], 6)


def test_of_two_kinds_of_meeting_that_overlap_one_is_booked(host, kind, dana):
    longer = a_type(host, minutes=60, step=15)
    booked(kind, dana, NINE, at=SUNDAY)

    quarter_to = NINE + dt.timedelta(minutes=15)
    assert refusal(held, longer, a_member(), quarter_to, at=SUNDAY) == "taken"
    assert held(longer, a_member(), NINE + HALF, at=SUNDAY).state == "hold"


def test_somebody_holds_one_time_only(kind, dana):
    first = held(kind, dana, NINE, at=SUNDAY)
    second = held(kind, dana, NINE + HALF, at=SUNDAY)
    again = held(kind, dana, NINE, at=SUNDAY)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state, again.state) == ("lapsed", "lapsed", "hold")


def test_a_hold_that_ran_out_is_taken_up_again_while_nobody_has_the_time(kind, dana):
    hold = held(kind, dana, NINE, at=SUNDAY)
    later = SUNDAY + bookings.HELD_FOR
    deciding.lapse(later)
    hold.refresh_from_db()

    assert (hold.state, Claim.objects.count()) == ("lapsed", 0)
    assert bookings.book(booking=hold, by=dana.user, at=later).state == "confirmed"
    assert Claim.objects.count() == 6


def test_a_hold_that_ran_out_is_lost_to_whoever_was_faster(kind, dana):
    hold = held(kind, dana, NINE, at=SUNDAY)
    later = SUNDAY + bookings.HELD_FOR
    booked(kind, a_member(), NINE, at=later)

    assert refusal(bookings.book, booking=hold, by=dana.user, at=later) == "taken"
    hold.refresh_from_db()
    assert hold.state == "lapsed"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"active": False}, "closed"),
        ({"audience": {"standing": ["alum"]}}, "audience"),
    ],
)
def test_a_kind_of_meeting_is_looked_at_once_more(kind, dana, change, code):
    hold = held(kind, dana, NINE, at=SUNDAY)
    type(kind).objects.update(**change)

    assert refusal(bookings.book, booking=hold, by=dana.user, at=SUNDAY) == code
    assert refusal(held, kind, dana, NINE, at=SUNDAY) == code


def test_who_left_the_staff_is_met_no_more(kind, host, dana):
    hold = held(kind, dana, NINE, at=SUNDAY)
    bookings.let_go(booking=hold)
    left = {"until": dt.date(2026, 1, 31), "end_reason": "left"}
    Membership.objects.filter(person=host.person).update(**left)

    assert refusal(held, kind, dana, NINE, at=SUNDAY) == "taken"


def test_somebody_the_network_does_not_know_books_where_the_type_is_public(host):
    kind = a_type(host, public=True)
    hold = held(kind, None, NINE, at=SUNDAY)
    booking = bookings.book(
        booking=hold, guest_name="Pat  Lee", guest_email="Pat@example.org", by=None, at=SUNDAY
    )

    assert (booking.person, booking.guest, booking.guest_email) == (
        None,
        "Pat Lee",
        "pat@example.org",
    )
    assert refusal(held, a_type(host), None, NINE + HALF, at=SUNDAY) == "audience"


def test_a_proven_mailbox_of_a_known_person_is_theirs(host, dana):
    hold = held(a_type(host, public=True), None, NINE, at=SUNDAY)
    dana.contacts.create(kind="email", use="personal", value="dana@example.org")
    booking = bookings.book(
        booking=hold, guest_name="D.", guest_email="DANA@example.org", by=None, at=SUNDAY
    )

    assert (booking.person, booking.guest_name, booking.guest_email) == (dana, "", "")


@pytest.mark.parametrize("why", ["approval", "unread", "stale"])
def test_the_host_is_asked_first(host, dana, why):
    kind = a_type(host, approval=why == "approval")
    if why != "approval":
        ok_at = None if why == "unread" else SUNDAY - dt.timedelta(hours=3)
        BusyFeed.objects.create(host=host, name="Work", address="x", made_at=SUNDAY, ok_at=ok_at)
    booking = booked(kind, dana, NINE, at=SUNDAY)

    assert (booking.state, booking.invited, booking.decided_at) == ("pending", False, None)
    assert lines() == ["events.meeting_asked"]


def test_the_host_says_yes(host, dana):
    booking = booked(a_type(host, approval=True), dana, NINE, at=SUNDAY)
    approved = deciding.approve(booking=booking, by=host.person.user, at=SUNDAY)
    again = deciding.approve(booking=booking, by=host.person.user, at=SUNDAY)

    assert (approved.state, again.state, approved.sequence) == ("confirmed", "confirmed", 0)
    assert lines() == ["events.meeting_asked", "events.meeting_approved"]


def test_yes_looks_at_the_hosts_calendar_once_more(host, dana):
    booking = booked(a_type(host, approval=True), dana, NINE, at=SUNDAY)
    feed = BusyFeed.objects.create(host=host, name="Work", address="x", made_at=SUNDAY)
    BusyBlock.objects.create(feed=feed, starts_at=NINE, ends_at=NINE + HALF)
    say_yes = {"booking": booking, "by": host.person.user, "at": SUNDAY}

    assert refusal(deciding.approve, **say_yes) == "busy"
    assert deciding.approve(anyway=True, **say_yes).state == "confirmed"


def test_the_host_says_no_and_the_time_is_free(host, dana):
    booking = booked(a_type(host, approval=True), dana, NINE, at=SUNDAY)
    declined = deciding.decline(
        booking=booking, reason="I am in court.", by=host.person.user, at=SUNDAY
    )

    assert (declined.state, declined.sequence, declined.reason) == (
        "declined",
        0,
        "I am in court.",
    )
    assert Claim.objects.count() == 0
    assert refusal(deciding.approve, booking=booking, by=None, at=SUNDAY) == "state"


def test_what_nobody_answers_in_time_is_declined(host, dana):
    booking = booked(a_type(host, approval=True), dana, NINE, at=SUNDAY)
    deciding.lapse(NINE)
    booking.refresh_from_db()

    assert (booking.state, booking.reason) == ("declined", deciding.LATE)


def test_a_meeting_moves_three_times_and_is_called_off_as_one(kind, dana):
    booking = booked(kind, dana, NINE, at=SUNDAY)
    uid = booking.public_id
    for number in range(1, 4):
        wish = Wish(NINE + number * HALF)
        booking = changing.move(booking=booking, wish=wish, by=dana.user, at=SUNDAY)
    booking = changing.cancel(booking=booking, by=dana.user, at=SUNDAY)

    assert (booking.public_id, booking.sequence, booking.state) == (uid, 4, "cancelled")
    assert [change.sequence for change in booking.changes.all()] == [0, 1, 2]
    assert (Booking.objects.count(), Claim.objects.count()) == (1, 0)


def test_a_meeting_may_move_into_its_own_time(host, dana):
    kind = a_type(host, minutes=60, step=30)
    booking = booked(kind, dana, NINE, at=SUNDAY)
    moved = changing.move(booking=booking, wish=Wish(NINE + HALF), by=dana.user, at=SUNDAY)

    assert moved.starts_at == NINE + HALF
    assert refusal(held, kind, a_member(), NINE + HALF, at=SUNDAY) == "taken"
    same = Wish(NINE + HALF)
    assert refusal(changing.move, booking=moved, wish=same, by=None, at=SUNDAY) == "same"


def test_a_moved_meeting_waits_for_its_host_again(host, dana):
    booking = booked(a_type(host, approval=True), dana, NINE, at=SUNDAY)
    booking = deciding.approve(booking=booking, by=None, at=SUNDAY)
    booking = changing.move(booking=booking, wish=Wish(NINE + HALF), by=None, at=SUNDAY)
    declined = deciding.decline(booking=booking, by=None, at=SUNDAY)

    assert (booking.invited, declined.sequence) == (True, 2)


def test_whoever_read_an_old_page_is_told(kind, dana):
    booking = booked(kind, dana, NINE, at=SUNDAY)
    changing.move(booking=booking, wish=Wish(NINE + HALF), seen=0, by=dana.user, at=SUNDAY)
    stale = {"booking": booking, "seen": 0, "by": dana.user, "at": SUNDAY}

    assert refusal(changing.move, wish=Wish(NINE + 2 * HALF), **stale) == "changed"
    assert refusal(changing.cancel, **stale) == "changed"
    booking.refresh_from_db()
    assert (booking.state, booking.starts_at) == ("confirmed", NINE + HALF)


def test_shortly_before_only_the_host_calls_it_off(kind, host, dana):
    booking = booked(kind, dana, NINE, at=SUNDAY)
    late = NINE - dt.timedelta(minutes=59)

    assert refusal(changing.cancel, booking=booking, by=dana.user, at=late) == "too_late"
    move = {"booking": booking, "wish": Wish(NINE + HALF), "by": None}
    assert refusal(changing.move, at=NINE - dt.timedelta(hours=3), **move) == "too_late"
    off = changing.cancel_by_host(booking=booking, by=host.person.user, at=late)
    assert (off.state, off.sequence) == ("cancelled", 1)


def test_the_host_moves_a_meeting_to_any_time_that_nobody_has(kind, host, dana):
    booking = booked(kind, dana, NINE, at=SUNDAY)
    evening = NINE.replace(hour=20)
    moved = changing.move_by_host(booking=booking, wish=Wish(evening), by=None, at=SUNDAY)
    other = booked(kind, a_member(), NINE, at=SUNDAY)

    assert (moved.starts_at, moved.sequence) == (evening, 1)
    onto = {"booking": moved, "wish": Wish(other.starts_at), "by": None, "at": SUNDAY}
    assert refusal(changing.move_by_host, **onto) == "taken"


def test_a_colleague_takes_over_and_the_guest_keeps_the_meeting(kind, host, dana, chapter):
    colleague = a_host(chapter)
    booking = booked(kind, dana, NINE, at=SUNDAY)
    uid = booking.public_id
    taken_over = changing.hand_on(booking=booking, host=colleague, by=None, at=SUNDAY)

    assert (taken_over.host, taken_over.public_id, taken_over.sequence) == (colleague, uid, 1)
    assert set(Claim.objects.values_list("host", flat=True)) == {colleague.pk}
    again = {"booking": taken_over, "host": colleague, "by": None, "at": SUNDAY}
    assert refusal(changing.hand_on, **again) == "same"


def test_a_colleague_who_has_something_then_takes_nothing_over(kind, host, dana, chapter):
    colleague = a_host(chapter)
    booked(a_type(colleague), a_member(), NINE, at=SUNDAY)
    booking = booked(kind, dana, NINE, at=SUNDAY)
    hand_on = {"booking": booking, "host": colleague, "by": None, "at": SUNDAY}

    assert refusal(changing.hand_on, **hand_on) == "taken"
    booking.refresh_from_db()
    assert (booking.host, booking.sequence, booking.changes.count()) == (host, 0, 0)


def test_who_did_not_come_is_noted_once_it_began(kind, dana):
    booking = booked(kind, dana, NINE, at=SUNDAY)
    note = {"booking": booking, "by": None}

    assert refusal(deciding.did_not_come, at=SUNDAY, **note) == "early"
    assert deciding.did_not_come(at=NINE, **note).state == "no_show"
    assert deciding.came_after_all(at=NINE, **note).state == "confirmed"


def test_what_was_talked_about_stands_on_the_timeline(kind, host, dana, chapter):
    booking = booked(kind, dana, NINE, at=SUNDAY)
    words = {"body": "She will run again.", "scope": chapter, "visibility": Visibility.SCOPE}
    note = {"booking": booking, "by": host.person.user, **words}

    assert refusal(deciding.note, at=SUNDAY, **note) == "early"
    noted = deciding.note(at=NINE + HALF, **note)
    assert list(Interaction.objects.get().people.all()) == [dana]
    assert noted.interaction.at == NINE
    assert refusal(deciding.note, at=NINE + HALF, **note) == "noted"


def test_a_pool_of_two_is_booked_exactly_twice(chapter):
    hosts = [a_host(chapter) for _ in range(2)]
    kind = a_type(pool=a_pool(*hosts, group=chapter))
    found = {booked(kind, a_member(), NINE, at=SUNDAY).host for _ in hosts}

    assert found == set(hosts)
    assert refusal(held, kind, a_member(), NINE, at=SUNDAY) == "taken"


def in_a_row(kind, count, first=NINE):
    """Whose turn it is for one meeting after another, none overlapping."""
    dana = a_member()
    found = []
    for number in range(count):
        day, half = divmod(number, 16)
        start = first + dt.timedelta(days=day) + half * HALF
        found.append(booked(kind, dana, start, at=SUNDAY).host)
    return found


def test_nobody_new_is_given_all_that_comes_next(chapter):
    ann, ben, new = (a_host(chapter) for _ in range(3))
    pool = a_pool(ann, ben, group=chapter)
    kind = a_type(pool=pool)
    in_a_row(kind, 12)
    PoolMember.objects.create(pool=pool, host=new, since=NOON + dt.timedelta(days=1))
    turns = in_a_row(kind, 6, NINE + dt.timedelta(days=1))

    assert sorted(turns.count(host) for host in (ann, ben, new)) == [2, 2, 2]
    assert [new, new] not in [turns[number : number + 2] for number in range(5)]


def test_nor_is_who_comes_back(chapter):
    ann, ben, back = (a_host(chapter) for _ in range(3))
    kind = a_type(pool=a_pool(ann, ben, back, group=chapter))
    TimeAway.objects.create(host=back, starts_at=SUNDAY, ends_at=NINE + dt.timedelta(hours=12))
    in_a_row(kind, 12)
    turns = in_a_row(kind, 6, NINE + dt.timedelta(days=1))

    assert sorted(turns.count(host) for host in (ann, ben, back)) == [2, 2, 2]
    assert [back, back] not in [turns[number : number + 2] for number in range(5)]


def test_a_weight_of_two_is_twice_the_meetings_and_priority_comes_first(chapter):
    ann, ben, last = (a_host(chapter) for _ in range(3))
    pool = a_pool(ann, ben, last, group=chapter)
    pool.members.filter(host=ann).update(weight=2)
    pool.members.filter(host=last).update(priority=2)
    turns = in_a_row(a_type(pool=pool), 9)

    assert [turns.count(host) for host in (ann, ben, last)] == [6, 3, 0]


def test_in_person_the_place_is_kept_as_it_was(chapter, dana):
    host, place = a_host(chapter, hours=[]), a_place(chapter)
    weekly(host, 0, 9, 12, mode=WindowMode.IN_PERSON, place=place)
    kind = a_type(host, modes=WindowMode.IN_PERSON)
    hold = held(kind, dana, NINE, at=SUNDAY, mode=Mode.IN_PERSON, place=place)
    booking = bookings.book(booking=hold, by=dana.user, at=SUNDAY)
    place.name = "Elsewhere"
    place.save()

    assert (booking.place_name, booking.place_address, booking.zone) == (
        "Annex",
        "1 Main St",
        "America/New_York",
    )
    assert Claim.objects.filter(place=place).count() == 6


def test_what_is_found_is_what_can_be_held(kind, host, dana):
    days = {"first": NINE.date(), "last": NINE.date()}
    for slot in slots.open_slots(kind, [host], at=SUNDAY, **days):
        assert held(kind, dana, slot.starts_at, at=SUNDAY).starts_at == slot.starts_at
