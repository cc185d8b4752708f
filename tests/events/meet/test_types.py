"""What can be booked with a host: made, changed, withdrawn, copied."""

import pytest
from django.core.exceptions import ValidationError

from events.models import MeetingType
from events.operations.meet import types
from tests.events.meet.test_bookings import NINE, SUNDAY, lines, refusal
from tests.events.meet.test_hosts import lost
from tests.factories import NOON, a_chapter, a_member
from tests.meeting_factories import a_host, a_pool, a_type, booked

pytestmark = pytest.mark.django_db
BY = {"by": None, "at": NOON}


@pytest.fixture
def host():
    return a_host(a_chapter(), given="Rosa", family="Ortiz")


def test_a_kind_of_meeting_is_made_of_a_name_and_what_is_usual(host):
    kind = types.make(host=host, name=" Half  an hour ", **BY)

    assert (kind.name, kind.slug, kind.active) == (
        "Half an hour",
        "half-an-hour-rosa-ortiz",
        True,
    )
    assert (kind.minutes, kind.notice, kind.horizon_days) == (30, 1440, 60)
    assert lines() == ["events.meeting_type_made"]


def test_a_pools_kind_of_meeting_has_its_own_address(host):
    pool = a_pool(host)
    made = [types.make(pool=pool, name="Call", minutes=20, **BY)]
    made += [types.make(host=host, name="Call", **BY)]

    assert [kind.slug for kind in made] == ["call-whoever-is-free", "call-rosa-ortiz"]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"minutes": 5}, "meeting_type_in_fives"),
        ({"horizon_days": 1, "notice": 1440}, "meeting_type_can_be_booked_some_day"),
        ({"per_day_cap": 0}, "meeting_type_cap_is_some"),
    ],
)
def test_what_nobody_could_book_is_refused(host, values, code):
    assert refusal(types.make, host=host, name="Call", **values, **BY) == code
    assert MeetingType.objects.count() == 0


@pytest.mark.parametrize(
    "values",
    [
        {"audience": {"caucus": ["nuestro"]}},
        {"audience": {"standing": ["wizard"]}},
        {"questions": ["?"] * 6},
        {"minutes": 31},
    ],
)
def test_what_the_fields_refuse_is_said_at_the_field(host, values):
    with pytest.raises(ValidationError) as refused:
        types.make(host=host, name="Call", **values, **BY)

    assert refused.value.error_dict.keys() == values.keys()


def test_it_is_a_hosts_or_a_pools(host):
    owner = "meeting_type_is_a_hosts_or_a_pools"

    assert refusal(types.make, host=host, pool=a_pool(host), name="Call", **BY) == owner


def test_two_of_one_name_are_refused(host):
    kind = types.make(host=host, name="Call", **BY)
    other = types.make(host=host, name="Visit", **BY)

    assert refusal(types.make, host=host, name="call", **BY) == "twice"
    assert refusal(types.edit, meeting_type=other, name="Call", **BY) == "twice"
    assert refusal(types.copy, meeting_type=kind, name="Visit", **BY) == "twice"
    assert [one.name for one in MeetingType.objects.order_by("pk")] == ["Call", "Visit"]


def test_what_changes_is_for_those_who_book_from_now_on(host):
    kind = a_type(host)
    booking = booked(kind, a_member(), NINE, at=SUNDAY)
    for _ in range(2):
        types.edit(meeting_type=kind, minutes=45, audience={"standing": ["alum"]}, **BY)

    booking.refresh_from_db()
    kind.refresh_from_db()
    assert (kind.minutes, kind.audience) == (45, {"standing": ["alum"]})
    assert (booking.ends_at - booking.starts_at).seconds == 30 * 60
    assert lines() == ["events.meeting_booked", "events.meeting_type_edited"]


def test_whose_it_is_stays(host):
    with pytest.raises(TypeError):
        types.edit(meeting_type=a_type(host), host=a_host(), **BY)


def test_what_is_withdrawn_keeps_what_is_booked_and_can_be_offered_again(host):
    kind = a_type(host)
    booking = booked(kind, a_member(), NINE, at=SUNDAY)
    withdrawn = [types.withdraw(meeting_type=kind, **BY).active for _ in range(2)]
    offered = [types.offer(meeting_type=kind, **BY).active for _ in range(2)]

    booking.refresh_from_db()
    assert (withdrawn, offered, booking.state) == ([False] * 2, [True] * 2, "confirmed")
    assert lines()[1:] == ["events.meeting_type_withdrawn", "events.meeting_type_offered"]


def test_a_copy_is_looked_through_before_it_is_offered(host):
    kind = a_type(host, minutes=50, step=25, questions=["What about?"], approval=True)
    copy = types.copy(meeting_type=kind, name="Long", **BY)

    assert (copy.minutes, copy.step, copy.questions) == (50, 25, ["What about?"])
    assert (copy.host, copy.approval, copy.active, copy.slug != kind.slug) == (
        host,
        True,
        False,
        True,
    )


def test_a_failure_midway_leaves_nothing(host, monkeypatch):
    kind, gone = a_type(host), a_type(host, name="Gone", active=False)
    lost(monkeypatch)
    verbs = [
        lambda: types.make(host=host, name="Call", **BY),
        lambda: types.edit(meeting_type=kind, minutes=45, **BY),
        lambda: types.withdraw(meeting_type=kind, **BY),
        lambda: types.offer(meeting_type=gone, **BY),
        lambda: types.copy(meeting_type=kind, name="Copy", **BY),
    ]
    for verb in verbs:
        with pytest.raises(RuntimeError):
            verb()

    kept = MeetingType.objects.order_by("pk").values_list("name", "minutes", "active")
    assert list(kept) == [("Half an hour", 30, True), ("Gone", 30, False)]
