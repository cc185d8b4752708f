"""A place goes on to somebody else by a link, or comes back by the terms of its ticket."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from events.models import PaymentKind, Refund, Registration, Seat, State
from events.operations import claiming, handing, parties
from network.models import AuditEntry, Letter
from tests.event_factories import (
    EventFactory,
    PaymentFactory,
    RegistrationFactory,
    a_ticket,
)
from tests.factories import NOON, PersonFactory, a_member

pytestmark = pytest.mark.django_db
WEEK = dt.timedelta(days=7)


@pytest.fixture
def dana():
    return a_member(given="Dana", email="dana@example.org")


@pytest.fixture
def heir():
    return a_member(given="Noor", email="noor@example.org")


@pytest.fixture
def place(dana):
    ticket = a_ticket(seats=1, audience={"standing": ["member"]})
    return parties.register(
        event=ticket.event, ticket_type=ticket, person=dana, by=dana.user, at=NOON
    )


def secret_to(address):
    """What the latest letter to a mailbox carries."""
    body = Letter.objects.filter(to=address).latest("pk").body
    return body.partition("/events/claim/")[2].partition("/")[0]


def offer(place, email="noor@example.org", at=NOON):
    handing.offer(registration=place, email=email, by=place.person.user, at=at)
    return secret_to(email)


def refusal(call, **more):
    with pytest.raises(ValidationError) as refused:
        call(**more)
    return refused.value.error_list[0].code


def test_whoever_opens_the_link_signed_in_has_the_place(place, heir):
    secret = offer(place)

    new = handing.accept(secret=secret, person=heir, by=heir.user, at=NOON)

    place.refresh_from_db()
    assert (place.state, place.claim_digest) == (State.TRANSFERRED, "")
    assert (new.person, new.state) == (heir, State.CONFIRMED)
    assert Seat.objects.taken().get().registration == new
    assert refusal(handing.accept, secret=secret, person=heir, by=heir.user, at=NOON) == "gone"


def test_the_letter_is_the_same_whether_the_mailbox_is_known(place, heir):
    said = []
    for email in ("noor@example.org", "nobody@example.org"):
        secret = offer(place, email)
        letter = Letter.objects.filter(to=email).latest("pk")
        said.append((letter.subject, letter.body.replace(secret, ""), letter.private))

    assert said[0] == said[1]
    assert Letter.objects.filter(person=heir).count() == 0


def test_a_link_lasts_a_week(place, heir):
    secret = offer(place)

    late = refusal(handing.accept, secret=secret, person=heir, by=heir.user, at=NOON + WEEK)

    assert late == "gone"
    assert claiming.find(secret, at=NOON + WEEK - dt.timedelta(minutes=1)) == place


@pytest.mark.parametrize("tail", ["9999999999", "", "x", "٣"])
def test_the_end_of_a_link_cannot_be_moved(place, tail):
    secret = offer(place)

    assert claiming.find(f"{secret.partition('.')[0]}.{tail}", at=NOON) is None


def test_a_new_link_and_keeping_the_place_end_the_old_one(place):
    first = offer(place)
    second = offer(place)
    found = [claiming.find(first, at=NOON), claiming.find(second, at=NOON)]

    for _ in range(2):
        handing.take_back(registration=place, by=place.person.user, at=NOON)

    assert found == [None, place]
    assert claiming.find(second, at=NOON) is None
    assert AuditEntry.objects.filter(action="events.place_kept").count() == 1


@pytest.mark.parametrize(
    ("who", "code"), [("own", "own"), ("stranger", "audience"), ("holder", "have_place")]
)
def test_not_everybody_may_take_it(place, heir, who, code):
    secret = offer(place)
    person = {"own": place.person, "stranger": PersonFactory(), "holder": heir}[who]
    if who == "holder":
        RegistrationFactory(
            event=place.event, ticket_type=place.ticket_type, person=heir, order=place.order
        )

    assert refusal(handing.accept, secret=secret, person=person, by=None, at=NOON) == code
    place.refresh_from_db()
    assert place.state == State.CONFIRMED


def test_it_is_too_late_when_changes_have_ended(place, heir):
    secret = offer(place)
    place.event.changes_until = NOON
    place.event.save()

    codes = {
        refusal(handing.offer, registration=place, email="a@example.org", by=None, at=NOON),
        refusal(handing.accept, secret=secret, person=heir, by=None, at=NOON),
        refusal(handing.give_back, registration=place, by=None, at=NOON),
    }

    assert codes == {"too_late"}


def test_a_failure_midway_leaves_the_place_with_whom_it_was(place, heir, monkeypatch):
    secret = offer(place)
    letters = Letter.objects.count()
    monkeypatch.setattr("events.mail.place_handed_on", lambda _: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        handing.accept(secret=secret, person=heir, by=heir.user, at=NOON)

    place.refresh_from_db()
    assert (place.state, Registration.objects.count()) == (State.CONFIRMED, 1)
    assert Letter.objects.count() == letters


def paid(dana, *, until=NOON + WEEK, percent=80, kind=PaymentKind.STRIPE):
    ticket = a_ticket(
        EventFactory(), cents=10_000, seats=1, refund_until=until, refund_percent=percent
    )
    place = RegistrationFactory(event=ticket.event, ticket_type=ticket, person=dana, cents=10_000)
    captured = {} if kind == PaymentKind.STRIPE else {"captured_cents": 0}
    PaymentFactory(order=place.order, kind=kind, **captured)
    return place


@pytest.mark.parametrize(
    ("until", "percent", "kept", "back"),
    [
        (NOON + WEEK, 100, 0, 10_000),
        (NOON + WEEK, 80, 2_000, 8_000),
        (NOON, 80, 10_000, 0),
        (None, 80, 10_000, 0),
    ],
)
def test_what_comes_back_follows_the_ticket(dana, until, percent, kept, back):
    place = paid(dana, until=until, percent=percent)
    said = handing.terms(place, at=NOON)

    for _ in range(2):
        handing.give_back(registration=place, by=dana.user, at=NOON)

    place.refresh_from_db()
    assert said == handing.Terms(kept, back)
    assert (place.state, place.kept_cents) == (State.CANCELLED, kept)
    assert [refund.cents for refund in Refund.objects.all()] == [back] * bool(back)


def test_what_a_scholarship_paid_comes_back_to_nobody(dana):
    place = paid(dana, percent=100, kind=PaymentKind.SCHOLARSHIP)

    handing.give_back(registration=place, by=dana.user, at=NOON)

    assert (handing.terms(place, at=NOON).back, Refund.objects.count()) == (0, 0)


def guest_of(dana):
    event = EventFactory(guests_each=1)
    ticket, theirs = a_ticket(event, name="Own"), a_ticket(event, name="Guest", for_guests=True)
    parties.register(
        event=event,
        ticket_type=ticket,
        person=dana,
        guests=[parties.Guest("Robin", theirs, "robin@example.org")],
        by=dana.user,
        at=NOON,
    )
    return Registration.objects.get(guest_of=dana)


def test_guests_do_not_come_alone(dana, heir):
    place = guest_of(dana)
    claiming.claim(secret=secret_to("robin@example.org"), person=heir, by=heir.user, at=NOON)
    own = Registration.objects.get(person=dana)

    handing.give_back(registration=own, by=dana.user, at=NOON)

    place.refresh_from_db()
    assert (place.state, place.reason) == (State.CANCELLED, handing.ALONE)
    assert Letter.objects.filter(kind="place_cancelled", to="noor@example.org").count() == 1


def test_a_guest_who_stays_away_leaves_their_host_where_they_are(dana):
    place = guest_of(dana)

    handing.give_back(registration=place, by=dana.user, at=NOON)

    assert Registration.objects.get(person=dana).state == State.CONFIRMED


def test_a_guest_takes_their_place_once(dana, heir):
    place, other = guest_of(dana), a_member()
    secret = secret_to("robin@example.org")

    claiming.claim(secret=secret, person=heir, by=heir.user, at=NOON)

    place.refresh_from_db()
    assert (place.person, place.standing, place.guest_of) == (heir, "member", dana)
    assert Letter.objects.filter(kind="place_confirmed", to="noor@example.org").count() == 1
    assert refusal(claiming.claim, secret=secret, person=other, by=None, at=NOON) == "gone"


def test_who_has_a_place_claims_no_other(dana, heir):
    place = guest_of(dana)
    RegistrationFactory(event=place.event, ticket_type=place.ticket_type, person=heir)

    taken = refusal(
        claiming.claim, secret=secret_to("robin@example.org"), person=heir, by=None, at=NOON
    )

    assert taken == "have_place"


def test_a_link_sent_anew_ends_the_one_before(dana):
    place = guest_of(dana)
    first = secret_to("robin@example.org")

    claiming.send_link(registration=place, email="robin@example.org", by=dana.user, at=NOON)

    assert claiming.find(first, at=NOON) is None
    assert claiming.find(secret_to("robin@example.org"), at=NOON) == place


def test_a_taken_place_is_sent_to_nobody(dana, heir):
    place = guest_of(dana)
    claiming.claim(secret=secret_to("robin@example.org"), person=heir, by=None, at=NOON)

    sent = refusal(claiming.send_link, registration=place, email="a@example.org", by=None, at=NOON)

    assert sent == "taken"
