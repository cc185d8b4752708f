"""A visitor takes a place by proving a mailbox; nobody learns whom we know."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from events.models import Need, Registration, State, WaitlistEntry
from events.operations import parties
from network.models import Letter, Membership, Person
from tests.event_factories import EventFactory, a_ticket
from tests.factories import MembershipFactory, PartnerFactory, a_chapter, a_member, with_login

pytestmark = pytest.mark.django_db
NAMES = {"given": "Robin", "family": "Lee"}


@pytest.fixture
def event():
    starts = (timezone.now() + dt.timedelta(days=10)).replace(microsecond=0)
    return EventFactory(starts_at=starts, needs_asked=["diet"])


@pytest.fixture
def ticket(event):
    return a_ticket(event, name="Come along", seats=5)


def path(event, tail=""):
    return f"/events/{event.slug}/register/{tail}"


def ask(client, ticket, email="robin@example.org", **more):
    said = {"ticket": ticket.public_id, "email": email, **NAMES, **more}
    return client.post(path(ticket.event), said)


def code_for(email):
    return re.search(r"\d{6}", Letter.objects.filter(to=email).latest("pk").body)[0]


def prove(client, ticket, email="robin@example.org", **more):
    ask(client, ticket, email, **more)
    return client.post(path(ticket.event, "code/"), {"code": code_for(email)})


def test_a_stranger_is_a_prospect_with_a_place(client, ticket):
    answer = prove(client, ticket, need_diet=["Vegan"])

    place = Registration.objects.get()
    assert answer.headers["Location"] == path(ticket.event, "done/")
    assert (str(place.person), place.state, place.standing) == (
        "Robin Lee",
        State.CONFIRMED,
        "prospect",
    )
    assert Need.objects.get().choices == ["Vegan"]
    assert Letter.objects.filter(kind="place_confirmed", to="robin@example.org").count() == 1
    assert Membership.objects.filter(person=place.person).count() == 0


def test_nobody_is_signed_in_by_it(client, ticket):
    prove(client, ticket)

    place = Registration.objects.get()
    assert "_auth_user_id" not in client.session
    assert client.get(place.get_absolute_url()).status_code == 302
    assert "You have a place" in client.get(path(ticket.event, "done/")).content.decode()


@pytest.mark.parametrize("standing", ["member", "partner", "prospect"])
def test_whom_we_know_takes_the_place_as_who_they_are(client, ticket, standing):
    person = a_member(email="robin@example.org", given="Robinette")
    if standing != "member":
        Membership.objects.filter(person=person).delete()
    if standing == "partner":
        MembershipFactory(person=person, group=PartnerFactory())

    prove(client, ticket, "Robin@Example.org".lower())

    place = Registration.objects.get()
    assert (place.person, place.person.given, place.standing) == (person, "Robinette", standing)


def test_the_answers_are_the_same_for_a_known_and_an_unknown_mailbox(client, ticket):
    a_member(email="dana@example.org")
    said = []
    for email in ("dana@example.org", "nobody@example.org"):
        answer = ask(client, ticket, email)
        page = client.get(answer.headers["Location"]).content.decode()
        letter = Letter.objects.filter(to=email).latest("pk")
        page = re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"', "", page)
        body = re.sub(r"\d{6}", "", letter.body)
        said.append((answer.status_code, page.replace(email, ""), letter.subject, body))

    assert said[0] == said[1]
    assert Person.objects.filter(given="Robin").count() == 0


def test_a_wrong_code_takes_nothing_and_the_fourth_is_used_up(client, ticket):
    ask(client, ticket)
    right = code_for("robin@example.org")
    wrong = f"{(int(right) + 1) % 10**6:06}"
    said = []

    for typed in [wrong, wrong, wrong, right]:
        answer = client.post(path(ticket.event, "code/"), {"code": typed})
        said += answer.context["form"].errors["code"]

    assert said == [
        *["This is not the code we sent. Look at the letter and try again."] * 3,
        "This code no longer works. Ask for a new one.",
    ]
    assert Registration.objects.count() == 0


def test_a_new_code_ends_the_old_one_and_five_an_hour_are_enough(client, ticket):
    ask(client, ticket)
    first = code_for("robin@example.org")
    for _ in range(6):
        client.post(path(ticket.event, "code/again/"))

    answer = client.post(path(ticket.event, "code/"), {"code": first})

    assert Letter.objects.filter(kind="place_code").count() == 5
    assert answer.status_code in (200, 302)
    assert Letter.objects.filter(kind="place_code").exclude(private=True).count() == 0


def test_a_code_of_one_event_is_none_for_another(client, ticket, event):
    other = a_ticket(EventFactory(starts_at=event.starts_at))
    ask(client, ticket)

    answer = client.post(path(other.event, "code/"), {"code": code_for("robin@example.org")})

    assert answer.headers["Location"] == path(other.event)
    assert Registration.objects.count() == 0


def test_a_second_time_they_are_told_only_once_the_mailbox_is_proven(client, ticket):
    prove(client, ticket)

    answer = prove(client, ticket)

    assert answer.headers["Location"] == path(ticket.event)
    assert "You already have a place." in client.get(path(ticket.event)).content.decode()
    assert Registration.objects.count() == 1


def test_tickets_of_members_are_offered_to_no_visitor(client, event):
    ticket = a_ticket(event, audience={"standing": ["member"]})

    answer = ask(client, ticket)

    assert "“" in client.get(path(event)).content.decode()
    assert (answer.status_code, Letter.objects.count()) == (200, 0)


def test_where_all_is_taken_they_wait(client, event):
    ticket = a_ticket(event, name="Come along", seats=0)

    prove(client, ticket)

    entry = WaitlistEntry.objects.get()
    assert (str(entry.person), entry.state) == ("Robin Lee", "waiting")
    assert "You are in line" in client.get(path(event, "done/")).content.decode()


@pytest.mark.parametrize("field", ["given", "family"])
@pytest.mark.parametrize("value", ["", "x" * 300, "Ro\nbin", "Robin\u202egnp"])
def test_names_that_cannot_be_are_refused_at_their_field(client, ticket, field, value):
    answer = ask(client, ticket, **{field: value})

    assert list(answer.context["form"].errors) == [field]


@pytest.mark.parametrize("value", ["", "robin", "robin@", "a@example.org\nBcc: b@example.org"])
def test_a_mailbox_that_cannot_be_is_refused(client, ticket, value):
    answer = ask(client, ticket, email=value)

    assert list(answer.context["form"].errors) == ["email"]
    assert Letter.objects.count() == 0


def test_a_failure_midway_makes_nobody(client, ticket, monkeypatch):
    ask(client, ticket)
    monkeypatch.setattr("events.mail.place_confirmed", lambda _: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        client.post(path(ticket.event, "code/"), {"code": code_for("robin@example.org")})

    assert (Person.objects.count(), Registration.objects.count()) == (0, 0)


def guest_link(event):
    host = a_member(a_chapter())
    event.guests_each = 1
    event.save()
    parties.register(
        event=event,
        ticket_type=a_ticket(event, name="Own"),
        person=host,
        guests=[parties.Guest("Rob", a_ticket(event, name="G", for_guests=True), "r@example.org")],
        by=host.user,
        at=timezone.now(),
    )
    body = Letter.objects.get(kind="place_for_guest").body
    return re.search(r"/events/claim/\S+", body)[0]


def test_a_guest_takes_their_ticket_by_link_and_code(client, event):
    link = guest_link(event)
    shown = client.get(link)

    answer = client.post(link, {**NAMES, "email": "robin@example.org"})
    done = client.post(answer.headers["Location"], {"code": code_for("robin@example.org")})

    place = Registration.objects.get(guest_of__isnull=False)
    assert (shown.status_code, shown["Referrer-Policy"]) == (200, "same-origin")
    assert (str(place.person), place.claim_digest) == ("Robin Lee", "")
    assert "You have a place" in done.content.decode()
    assert client.get(link).status_code == 404


def test_a_guest_we_know_takes_it_signed_in(client, event, sign_in):
    link = guest_link(event)
    noor = with_login(Person.objects.create(given="Noor"))
    sign_in(client, noor.user)
    before = client.get(link)

    answer = client.post(link)

    place = Registration.objects.get(guest_of__isnull=False)
    assert (before.status_code, place.person) == (200, noor)
    assert answer.headers["Location"] == place.get_absolute_url()


def test_looking_at_a_link_takes_nothing(client, event, sign_in):
    link = guest_link(event)
    sign_in(client, a_member().user)

    client.get(link)

    assert Registration.objects.get(guest_of__isnull=False).person is None
