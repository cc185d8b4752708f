"""Somebody registers with what they need and whom they bring: all of it or nothing."""

import pytest
from django.core.exceptions import ValidationError

from events.models import Need, Order, Registration, Seat, State
from events.operations import claiming, needs, parties
from network.models import AuditEntry, Letter
from tests.event_factories import EventFactory, SessionFactory, a_pool, a_ticket
from tests.factories import NOON, a_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    event = EventFactory(guests_each=2, needs_asked=["diet"])
    a_pool(event, 3)
    return event


@pytest.fixture
def ticket(event):
    return a_ticket(event, name="Member")


@pytest.fixture
def for_guests(event):
    return a_ticket(event, name="Guest", for_guests=True)


def guest(ticket, name="Robin Guest", email=""):
    return parties.Guest(name=name, email=email, ticket_type=ticket)


def register(ticket, person, **more):
    return parties.register(
        event=ticket.event, ticket_type=ticket, person=person, by=person.user, at=NOON, **more
    )


def refusal(call, *arguments, **more):
    with pytest.raises(ValidationError) as refused:
        call(*arguments, **more)
    return refused.value.error_list[0].code


def nothing_is_left():
    return [
        Registration.objects.count(),
        Order.objects.count(),
        Need.objects.count(),
        Letter.objects.filter(kind__startswith="place").count(),
        AuditEntry.objects.filter(action__startswith="events.").count(),
        Seat.objects.taken().count(),
    ]


def test_one_order_holds_all_who_come(ticket, for_guests):
    dana = a_member(email="dana@example.org")

    place = register(ticket, dana, guests=[guest(for_guests, email="robin@example.org")])

    brought = Registration.objects.get(guest_of=dana)
    assert (brought.order, brought.person, brought.badge_name) == (place.order, None, "Robin Guest")
    assert (place.state, brought.state) == (State.CONFIRMED, State.CONFIRMED)
    assert Seat.objects.taken().count() == 2
    letters = Letter.objects.filter(kind__startswith="place").values_list("to", "kind", "private")
    assert sorted(letters) == [
        ("dana@example.org", "place_confirmed", False),
        ("robin@example.org", "place_for_guest", True),
    ]


def test_a_guest_without_a_mailbox_gets_no_letter(ticket, for_guests):
    register(ticket, a_member(login=False), guests=[guest(for_guests)])

    assert Letter.objects.filter(kind="place_for_guest").count() == 0


def test_what_is_needed_is_noted_once(ticket):
    place = register(ticket, a_member(), told={"diet": (["Vegan"], "no mustard")})

    assert Need.objects.values_list("registration", "kind", "choices", "words").get() == (
        place.pk,
        "diet",
        ["Vegan"],
        "no mustard",
    )


def test_a_second_try_changes_nothing(event, for_guests):
    ticket, dana = a_ticket(event, name="Paid", cents=100), a_member()
    first = register(ticket, dana, guests=[guest(for_guests)])

    assert register(ticket, dana, guests=[guest(for_guests)]) == first
    assert (Registration.objects.count(), Order.objects.count()) == (2, 1)


@pytest.mark.parametrize("count", [0, 1])
def test_more_guests_than_allowed_are_refused_with_the_number(ticket, for_guests, count):
    ticket.event.guests_each = count
    ticket.event.save()
    brought = [guest(for_guests)] * 2

    with pytest.raises(ValidationError) as refused:
        register(ticket, a_member(), guests=brought)

    assert refused.value.messages == [
        ["You may bring no guests.", "You may bring 1 guest."][count],
    ]
    assert nothing_is_left() == [0] * 6


def test_where_not_all_fit_nobody_has_a_place(ticket, for_guests):
    register(ticket, a_member(), guests=[guest(for_guests)])
    before = nothing_is_left()

    assert refusal(register, ticket, a_member(), guests=[guest(for_guests)]) == "guest_full"
    assert nothing_is_left() == before


def test_a_guest_takes_no_ticket_of_members(ticket):
    assert refusal(register, ticket, a_member(), guests=[guest(ticket)]) == "guests"


def test_nobody_brings_guests_to_a_request(event, for_guests):
    asking = a_ticket(event, name="Asking", requires_approval=True)

    assert refusal(register, asking, a_member(), guests=[guest(for_guests)]) == "guests"


@pytest.mark.parametrize("step", ["needs", "guest", "session"])
def test_a_failure_midway_leaves_nothing(ticket, for_guests, step):
    """Each fails after places, seats and letters were written in the same transaction."""
    first, second = SessionFactory(event=ticket.event), SessionFactory(event=ticket.event)
    more = {
        "needs": {"told": {"childcare": (["Under 2 years"], "")}},
        "guest": {"guests": [guest(for_guests), guest(ticket)]},
        "session": {"sessions": [first, second]},
    }[step]

    assert refusal(register, ticket, a_member(), **more) in ("kind", "guests", "clash")
    assert nothing_is_left() == [0] * 6


def test_a_letter_that_cannot_be_written_takes_all_back(ticket, for_guests, monkeypatch):
    monkeypatch.setattr(claiming, "new_secret", lambda **_: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        register(ticket, a_member(), guests=[guest(for_guests)])

    assert nothing_is_left() == [0] * 6


def test_needs_change_and_their_provider_has_not_seen_the_change(ticket):
    dana = a_member()
    place = register(ticket, dana, told={"diet": (["Vegan"], "")})
    Need.objects.update(seen_at=NOON)
    said = {"by": dana.user, "at": NOON}

    needs.note(registration=place, needs={"diet": (["Vegan"], "")}, **said)
    unchanged = Need.objects.get().seen_at
    needs.note(registration=place, needs={"diet": (["Halal"], "")}, **said)

    assert (unchanged, Need.objects.get().seen_at) == (NOON, None)
    changes = AuditEntry.objects.filter(action="events.needs_changed")
    assert [(entry.before, entry.after) for entry in changes] == [({}, {})] * 2


def test_needs_are_cleared_and_again_changes_nothing(ticket):
    dana = a_member()
    place = register(ticket, dana, told={"diet": ([], "no mustard")})

    needs.clear(registration=place, by=dana.user, at=NOON)
    needs.clear(registration=place, by=dana.user, at=NOON)

    assert Need.objects.count() == 0
    assert AuditEntry.objects.filter(action="events.needs_changed").count() == 2


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"access": (["Large print"], "")}, "kind"),
        ({"diet": (["Mammoth"], "")}, "choice"),
        ({"diet": ([], "x" * 501)}, "max_length"),
    ],
)
def test_needs_that_nobody_asked_for_are_refused(ticket, told, code):
    place = register(ticket, a_member())

    with pytest.raises(ValidationError) as refused:
        needs.note(registration=place, needs=told, by=None, at=NOON)

    errors = refused.value
    found = errors.error_dict["words"] if hasattr(errors, "error_dict") else errors.error_list
    assert found[0].code == code


def test_a_place_that_is_over_needs_nothing(ticket):
    place = register(ticket, a_member())
    Registration.objects.update(state=State.CANCELLED, ended_at=NOON)

    assert (
        refusal(needs.note, registration=place, needs={"diet": (["Vegan"], "")}, by=None, at=NOON)
        == "not_coming"
    )


@pytest.mark.parametrize(("days", "left"), [(29, 1), (31, 0)])
def test_needs_are_destroyed_a_month_after(ticket, days, left):
    register(ticket, a_member(), told={"diet": (["Vegan"], "")})

    needs.purge(ticket.event.ends_at + days * (NOON - NOON.replace(day=NOON.day - 1)))

    assert Need.objects.count() == left
