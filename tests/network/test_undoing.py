"""A field of a change put back: what can be, what cannot and why, and what the trail says."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from network import audit
from network.models import AuditEntry, Membership, Person, Seat, Term
from network.models.memberships import MembershipEnd
from network.models.offices import EndReason, Precision
from network.operations import memberships, people, putting_back, seats, terms
from network.roles import Role
from tests.factories import (
    NOON,
    TODAY,
    CommitteeFactory,
    MembershipFactory,
    PersonFactory,
    SeatFactory,
    TermFactory,
    a_chapter,
    a_director,
    a_member,
    national_staff,
)

YESTERDAY = TODAY - dt.timedelta(days=1)


@pytest.fixture
def texas():
    return a_chapter()


@pytest.fixture
def alice(texas):
    return a_director(texas, given="Alice", family="Ames")


@pytest.fixture
def dana(texas):
    return a_member(texas, given="Dana", family="Díaz")


@pytest.fixture
def desk(client, sign_in, alice):
    return sign_in(client, alice.user)


def rename(person, by, **names):
    version = Person.objects.get(pk=person.pk).version
    people.edit(person=person, version=version, by=by.user, at=NOON, **names)
    return AuditEntry.objects.latest("pk")


def put_back(entry, part, by):
    return putting_back.put_back(entry=entry, part=part, by=by.user, at=NOON)


def refused(entry, part, by):
    before = AuditEntry.objects.count()
    with pytest.raises(ValidationError) as refusal:
        put_back(entry, part, by)
    assert AuditEntry.objects.count() == before
    return refusal.value.messages


def latest():
    return AuditEntry.objects.latest("pk")


def offered(desk, person):
    history = desk.get(person.get_absolute_url()).context["history"]
    return [[put.part for put in line.puts] for line in history]


LATER = ["This was changed again later. Put the later change back first."]


# Names


def test_one_name_is_put_back_and_the_other_stays(desk, alice, dana):
    entry = rename(dana, alice, given="Dee", pronouns="she/her")
    address = reverse("desk:put_back", args=[dana.public_id, entry.public_id, "given"])
    asked = desk.get(address)
    answer = desk.post(address)
    dana.refresh_from_db()

    assert asked.context["changes"] == [("first name", "Dee", "Dana")]
    assert answer.url == dana.get_absolute_url()
    assert (dana.given, dana.pronouns, dana.sort_key, dana.version) == (
        "Dana",
        "she/her",
        "diaz dana",
        3,
    )


def test_looking_at_what_would_change_changes_nothing(desk, alice, dana):
    entry = rename(dana, alice, given="Dee")
    desk.get(reverse("desk:put_back", args=[dana.public_id, entry.public_id, "given"]))

    assert (Person.objects.get(pk=dana.pk).given, latest()) == ("Dee", entry)


def test_the_trail_only_grows(alice, dana):
    entry = rename(dana, alice, given="Dee")
    put_back(entry, "given", alice)
    undo = latest()

    assert (entry.before, entry.after) == ({"given": "Dana"}, {"given": "Dee"})
    assert (undo.action, undo.before, undo.after) == (
        "network.put_back",
        {"given": "Dee"},
        {"given": "Dana", "entry": str(entry.public_id), "part": "given"},
    )
    assert list(audit.faults()) == []


def test_history_offers_only_what_can_be_put_back(desk, alice, dana):
    rename(dana, alice, given="Dee", pronouns="she/her")
    rename(dana, alice, given="Di")

    assert offered(desk, dana) == [["given"], ["pronouns"]]


def test_a_later_change_goes_first_then_the_earlier_one(desk, alice, dana):
    first = rename(dana, alice, given="Dee")
    second = rename(dana, alice, given="Di")

    assert refused(first, "given", alice) == LATER
    put_back(second, "given", alice)
    assert offered(desk, dana) == [[], [], ["given"]]
    put_back(first, "given", alice)
    assert Person.objects.get(pk=dana.pk).given == "Dana"
    assert offered(desk, dana) == [[], [], [], []]


def test_changed_away_and_back_by_hand_is_still_changed_later(alice, dana):
    first = rename(dana, alice, given="Dee")
    rename(dana, alice, given="Di")
    rename(dana, alice, given="Dee")

    assert refused(first, "given", alice) == LATER


def test_what_changed_without_a_trail_is_a_later_change_too(alice, dana):
    entry = rename(dana, alice, given="Dee")
    Person.objects.filter(pk=dana.pk).update(given="Imported")

    assert refused(entry, "given", alice) == LATER


def test_a_second_time_changes_nothing(desk, alice, dana):
    entry = rename(dana, alice, given="Dee")
    put_back(entry, "given", alice)

    assert refused(entry, "given", alice) == ["This has been put back already."]
    page = desk.post(reverse("desk:put_back", args=[dana.public_id, entry.public_id, "given"]))
    assert page.context["refused"] == "This has been put back already."


def test_somebody_with_an_old_form_is_told_that_it_was_put_back(alice, dana):
    entry = rename(dana, alice, given="Dee")
    put_back(entry, "given", alice)
    with pytest.raises(ValidationError) as refusal:
        people.edit(person=dana, version=2, given="Dot", by=alice.user, at=NOON)

    assert refusal.value.messages == [
        "Alice Ames changed this at 12:00. Their changes are shown; yours are kept below."
    ]


# Terms


@pytest.fixture
def term(dana):
    return TermFactory(person=dana, ends_on=dt.date(2027, 1, 1))


def test_an_end_is_put_back_whole(alice, term):
    terms.end(
        term=term,
        ended_on=YESTERDAY,
        reason=EndReason.LOST,
        precision=Precision.MONTH,
        by=alice.user,
        at=NOON,
    )
    put_back(latest(), "end", alice)
    term.refresh_from_db()

    assert (term.ended_on, term.ended_precision, term.end_reason) == (None, Precision.DAY, "")


def test_an_end_nobody_knew_the_day_of_is_put_back(alice, term):
    terms.end(term=term, ended_on=None, reason=EndReason.UNKNOWN, by=alice.user, at=NOON)
    put_back(latest(), "end", alice)
    term.refresh_from_db()

    assert term.end_reason == ""


def test_a_confirmation_is_put_back_and_the_new_end_stays(alice, term):
    terms.confirm(term=term, ends_on=dt.date(2029, 1, 1), by=alice.user, at=NOON)
    put_back(latest(), "confirmed_on", alice)
    term.refresh_from_db()

    assert (term.confirmed_on, term.confirmed_by, term.ends_on) == (
        None,
        None,
        dt.date(2029, 1, 1),
    )


def test_what_no_longer_fits_is_refused_in_the_constraints_words(alice, dana, term):
    terms.end(term=term, ended_on=YESTERDAY, reason=EndReason.LOST, by=alice.user, at=NOON)
    entry = latest()
    TermFactory(person=dana, office=term.office)

    assert refused(entry, "end", alice) == ["This person already has an open term in this office."]
    assert Term.objects.get(pk=term.pk).end_reason == EndReason.LOST


def test_a_term_that_is_gone_is_not_put_back(alice, term):
    terms.end(term=term, ended_on=YESTERDAY, reason=EndReason.LOST, by=alice.user, at=NOON)
    entry = latest()
    term.delete()

    assert refused(entry, "end", alice) == ["What was changed then is no longer there."]


# Memberships and seats


def ended(membership, by):
    memberships.end(
        membership=membership, until=TODAY, reason=MembershipEnd.LEFT, by=by.user, at=NOON
    )
    return latest()


def test_a_membership_begins_again_where_it_ended(alice, dana, texas):
    row = Membership.objects.get(person=dana, group=texas)
    put_back(ended(row, alice), "end", alice)
    row.refresh_from_db()

    assert (row.until, row.end_reason) == (None, "")


def test_nobody_puts_back_a_right_they_could_not_give(alice, texas):
    """A director's role is given by national staff; so is it given back."""
    bea, june = a_director(texas), national_staff()
    entry = ended(Membership.objects.get(person=bea, role=Role.DIRECTOR), june)

    assert refused(entry, "end", alice) == [
        "You can only give rights you hold, inside your chapters."
    ]
    assert put_back(entry, "end", june).until is None


def test_a_closed_groups_membership_stays_ended(dana, texas):
    june = national_staff()
    committee = CommitteeFactory(parent=texas)
    entry = ended(MembershipFactory(person=dana, group=committee), june)
    committee.closed_on = TODAY
    committee.save()

    assert refused(entry, "end", june) == [f"{committee} is closed."]


@pytest.fixture
def seat(texas):
    return SeatFactory(committee=CommitteeFactory(parent=texas))


def vacated(seat, person, by):
    row = seats.appoint(seat=seat, person=person, since=YESTERDAY, by=by.user, at=NOON)
    seats.vacate(
        membership=row, until=YESTERDAY, reason=MembershipEnd.RESIGNED, by=by.user, at=NOON
    )
    return latest()


def test_a_seat_is_theirs_again(alice, dana, seat):
    row = put_back(vacated(seat, dana, alice), "end", alice)

    assert (row.person, row.until) == (dana, None)
    assert Seat.objects.vacancies(on=TODAY).get().vacant == 0


def test_a_seat_filled_meanwhile_stays_with_its_holder(alice, dana, seat, texas):
    entry = vacated(seat, dana, alice)
    seats.appoint(seat=seat, person=a_member(texas), since=TODAY, by=alice.user, at=NOON)

    assert refused(entry, "end", alice) == ["This seat was filled a moment ago."]


@pytest.mark.parametrize("change", [{"closed_on": TODAY}, {"count": 1}])
def test_a_seat_that_is_no_more_stays_empty(alice, dana, texas, change):
    seat = SeatFactory(committee=CommitteeFactory(parent=texas), count=2)
    seats.appoint(seat=seat, person=a_member(texas), since=YESTERDAY, by=alice.user, at=NOON)
    entry = vacated(seat, dana, alice)
    Seat.objects.filter(pk=seat.pk).update(**change)

    assert refused(entry, "end", alice) == ["This seat is closed."]


# What cannot be put back, and by whom


def test_what_was_never_changed_is_no_page(desk, alice, dana):
    entry = rename(dana, alice, given="Dee")
    contact = audit.record(dana, "network.contact_added", by=None, person=dana)
    addresses = [
        reverse("desk:put_back", args=[dana.public_id, row.public_id, part])
        for row, part in ((entry, "family"), (entry, "version"), (contact, "given"))
    ]

    assert {desk.get(address).status_code for address in addresses} == {404}
    assert {desk.post(address).status_code for address in addresses} == {404}


def test_a_change_of_one_person_is_not_put_back_under_another(desk, alice, dana, texas):
    entry = rename(dana, alice, given="Dee")
    other = a_member(texas)
    answer = desk.post(reverse("desk:put_back", args=[other.public_id, entry.public_id, "given"]))

    assert (answer.status_code, latest()) == (404, entry)


def test_who_does_not_see_somebody_puts_nothing_back(client, sign_in, alice, dana):
    entry = rename(dana, alice, given="Dee")
    address = reverse("desk:put_back", args=[dana.public_id, entry.public_id, "given"])
    strangers = [a_director(a_chapter("OH", "Ohio")), dana, a_member()]
    answers = [sign_in(client, person.user).post(address).status_code for person in strangers]
    client.logout()

    assert answers == [404, 404, 404]
    assert client.post(address).status_code == 302
    assert Person.objects.get(pk=dana.pk).given == "Dee"


def test_a_failure_midway_leaves_everything(alice, dana, monkeypatch):
    entry = rename(dana, alice, given="Dee")

    def fails(*args, **kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(audit, "record", fails)
    with pytest.raises(OSError, match="disk full"):
        put_back(entry, "given", alice)

    assert (Person.objects.get(pk=dana.pk).given, latest()) == ("Dee", entry)


def test_a_record_that_went_into_another_is_not_changed(alice, dana):
    entry = rename(dana, alice, given="Dee")
    Person.objects.filter(pk=dana.pk).update(merged_into=PersonFactory())

    assert refused(entry, "given", alice) == ["What was changed then is no longer there."]
