"""Volunteering from the chapter's page and from one's own, and the answers at the desk."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from network.models import Membership, Seat, User, Volunteer
from network.operations import volunteers
from tests.factories import (
    NOON,
    ApplicationFactory,
    CommitteeFactory,
    JurisdictionFactory,
    OfficeFactory,
    RegionFactory,
    SeatFactory,
    TermFactory,
    a_chapter,
    a_director,
    a_member,
    national_staff,
    with_login,
)


@pytest.fixture
def texas():
    return a_chapter()


@pytest.fixture
def seat(texas):
    committee = CommitteeFactory(parent=texas, name="Steering", slug="texas-steering")
    return SeatFactory(
        committee=committee, title="Regional seat", region=RegionFactory(parent=texas, name="Coast")
    )


@pytest.fixture
def alice(texas):
    return a_director(texas, given="Alice", family="Ames")


@pytest.fixture
def dana(texas):
    return a_member(texas, given="Dana", family="Diaz")


def offer(seat, person, words=""):
    return volunteers.offer(seat=seat, person=person, words=words, by=person.user, at=NOON)


def desk_of(seat, *more):
    base = f"/desk/groups/{seat.committee.slug}/seats/{seat.public_id}/volunteers/"
    return base + "".join(f"{part}/" for part in more)


def page(client, path):
    return client.get(path).content.decode()


def test_a_visitor_is_led_to_sign_in_with_the_seat_kept(client, seat):
    address = f"/volunteer/{seat.public_id}/"
    said = page(client, address)

    assert f'href="/accounts/login/?next={address}"' in said
    assert "<dd>Coast</dd>" in said


def test_a_visitor_who_joins_finds_the_seat_at_the_end(client, seat):
    answer = client.post(f"/volunteer/{seat.public_id}/join/")

    assert answer.url == "/join/"
    assert client.session["wanted_seat"] == {
        "seat": str(seat.public_id),
        "said": "Regional seat, Coast",
    }


def test_a_member_volunteers_and_reads_what_happens_next(client, seat, dana):
    client.force_login(dana.user)
    address = f"/volunteer/{seat.public_id}/"
    before = page(client, address)
    answer = client.post(address, {"words": "I live there."})
    home = page(client, "/me/")

    assert ("What happens next" in before, answer.url) == (True, "/me/")
    assert Volunteer.objects.get().words == "I live there."
    assert "The staff of Texas read your offer and write to you." in home
    assert "You have already offered" in page(client, address)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"recruiting": False}, "This seat is not looking for volunteers now."),
        ({"closed_on": dt.date(2020, 1, 1)}, "This seat is closed."),
        ({"call_closes_on": dt.date(2020, 1, 1)}, "The call for volunteers is over."),
        ({"eligibility": "in_office"}, "Only members in office can hold this seat."),
    ],
)
def test_why_one_cannot_volunteer_is_said(client, seat, dana, fields, words):
    Seat.objects.update(**fields)
    client.force_login(dana.user)
    address = f"/volunteer/{seat.public_id}/"

    assert words in page(client, address)
    assert words in client.post(address, {"words": ""}).content.decode()
    assert Volunteer.objects.count() == 0


def test_words_that_are_too_long_are_refused(client, seat, dana):
    client.force_login(dana.user)
    answer = client.post(f"/volunteer/{seat.public_id}/", {"words": "a" * 1001})

    assert answer.context["form"].errors == {"words": ["Use 1,000 letters or fewer."]}


def test_an_applicant_is_told_to_come_back(client, seat, texas):
    applicant = with_login(ApplicationFactory(chapter=texas).person)
    client.force_login(applicant.user)

    assert "Once you are welcomed, come back" in page(client, f"/volunteer/{seat.public_id}/")


def test_an_account_that_is_nobodys_cannot_volunteer(client, seat):
    client.force_login(User.objects.create_superuser("root@example.org"))

    assert "an administrator of this site" in page(client, f"/volunteer/{seat.public_id}/")


def test_a_seat_that_never_was_is_not_found(client, dana):
    client.force_login(dana.user)

    assert client.get("/volunteer/00000000-0000-4000-8000-000000000000/").status_code == 404


def test_home_lists_seats_one_may_hold_and_what_one_offered(client, seat, dana, texas):
    SeatFactory(committee=seat.committee, title="Office seat", eligibility="in_office")
    SeatFactory(committee__parent=a_chapter("OH", "Ohio"), title="Buckeye seat")
    asked = SeatFactory(committee=seat.committee, title="Alumni seat")
    offered = offer(asked, dana)
    client.force_login(dana.user)
    home = page(client, "/me/")

    assert [word in home for word in ("Regional seat", "Alumni seat")] == [True, True]
    assert [word in home for word in ("Office seat", "Buckeye seat")] == [False, False]
    client.post(f"/me/volunteering/{offered.public_id}/take-back/")
    offered.refresh_from_db()
    assert offered.state == "withdrawn"


def test_somebody_elses_offer_is_not_found(client, seat, dana, texas):
    offered = offer(seat, dana)
    client.force_login(a_member(texas).user)
    answer = client.post(f"/me/volunteering/{offered.public_id}/take-back/")
    offered.refresh_from_db()

    assert (answer.status_code, offered.state) == (404, "new")


def test_staff_read_office_standing_fit_and_words(client, sign_in, seat, alice, texas):
    city = JurisdictionFactory(name="Harbor")
    seat.region.jurisdictions.add(city)
    inside = a_member(texas, given="Ines", family="Inn")
    TermFactory(person=inside, office=OfficeFactory(jurisdiction=city, title="Mayor"))
    outside = a_member(texas, given="Olive", family="Out")
    TermFactory(person=outside)
    for person in (inside, outside):
        offer(seat, person, words=f"From {person.given}")
    Seat.objects.update(eligibility="in_region")
    said = sign_in(client, alice.user).get(desk_of(seat))

    fits = {line.name: (line.fit, line.standing) for line in said.context["waiting"]}
    assert fits == {
        "Ines Inn": ("", "Member"),
        "Olive Out": ("Only members in office in Coast can hold this seat.", "Member"),
    }
    assert "From Ines" in said.content.decode()


def test_shortlisted_first_then_appointed_then_the_others_told(client, sign_in, seat, alice, texas):
    first, second = (offer(seat, a_member(texas)) for _ in range(2))
    sign_in(client, alice.user)
    client.post(desk_of(seat, second.public_id, "shortlist"))
    order = [line.public_id for line in client.get(desk_of(seat)).context["waiting"]]
    client.post(desk_of(seat, second.public_id, "appoint"), {"since": timezone.localdate()})
    shown = page(client, desk_of(seat, "others"))
    client.post(desk_of(seat, "others"), {"seen": [first.public_id]})

    assert order == [second.public_id, first.public_id]
    assert str(first.person) in shown
    assert dict(Volunteer.objects.values_list("pk", "state")) == {
        first.pk: "declined",
        second.pk: "appointed",
    }


def test_whoever_came_after_one_looked_is_not_told(client, sign_in, seat, alice, dana, texas):
    first = offer(seat, a_member(texas))
    offer(seat, dana)
    answer = sign_in(client, alice.user).post(desk_of(seat, "others"), {"seen": [first.public_id]})

    assert "The list has changed since you looked." in answer.content.decode()
    assert "Dana Diaz" in answer.content.decode()
    assert Volunteer.objects.filter(state="declined").count() == 0
    shown = re.findall(r'name="seen" value="([^"]+)"', answer.content.decode())
    client.post(desk_of(seat, "others"), {"seen": shown})
    assert Volunteer.objects.filter(state="declined").count() == 2


@pytest.mark.parametrize("seen", ["nonsense", "00000000-0000-4000-8000-000000000000"])
def test_keys_nobody_saw_decline_nobody(client, sign_in, seat, alice, dana, seen):
    offer(seat, dana)
    answer = sign_in(client, alice.user).post(desk_of(seat, "others"), {"seen": [seen]})

    assert (answer.status_code, Volunteer.objects.get().state) == (200, "new")


def test_with_nobody_to_tell_one_is_sent_back(client, sign_in, seat, alice):
    assert sign_in(client, alice.user).get(desk_of(seat, "others")).url == desk_of(seat)


def test_the_end_is_proposed_from_the_seats_term(client, sign_in, seat, alice, dana):
    Seat.objects.update(term_months=24)
    offered = offer(seat, dana)
    form = sign_in(client, alice.user).get(desk_of(seat, offered.public_id, "appoint"))
    today = timezone.localdate()

    assert form.context["form"].initial == {"since": today, "term_ends_on": seat_end(today)}


def seat_end(today):
    return Seat(term_months=24).term_from(today)


def test_a_second_staffer_is_told(client, sign_in, seat, alice, dana):
    offered = offer(seat, dana)
    volunteers.decline(
        volunteer=offered, by=national_staff(given="June", family="Lee").user, at=NOON
    )
    sign_in(client, alice.user)
    answer = client.post(
        desk_of(seat, offered.public_id, "appoint"), {"since": timezone.localdate()}
    )

    assert "June Lee declined Dana Diaz a moment ago." in answer.content.decode()
    assert not Membership.objects.filter(seat=seat).exists()


def test_offers_elsewhere_are_not_found(client, sign_in, seat, alice, dana):
    offered = offer(seat, dana)
    paths = [
        desk_of(seat),
        desk_of(seat, "others"),
        desk_of(seat, offered.public_id, "appoint"),
        desk_of(seat, offered.public_id, "decline"),
    ]
    charlie = a_director(a_chapter("OH", "Ohio"))
    seen = {
        person: {sign_in(client, person.user).get(path).status_code for path in paths}
        for person in (charlie, dana, alice)
    }

    assert seen == {charlie: {404}, dana: {404}, alice: {200}}


def test_an_offer_of_another_seat_is_not_found_under_this_one(client, sign_in, seat, alice, dana):
    other = SeatFactory(committee=seat.committee)
    offered = offer(other, dana)
    answer = sign_in(client, alice.user).post(desk_of(seat, offered.public_id, "shortlist"))

    assert answer.status_code == 404


def test_who_left_the_chapter_is_not_shown_to_its_director(client, sign_in, seat, alice, dana):
    offer(seat, dana)
    Membership.objects.filter(person=dana, group=seat.committee.parent).update(
        until=timezone.localdate() - dt.timedelta(days=1), end_reason="left"
    )

    assert "Dana Diaz" not in page(sign_in(client, alice.user), desk_of(seat))


def test_the_call_is_written_at_the_seat(client, sign_in, seat, alice):
    sign_in(client, alice.user)
    client.post(
        f"/desk/groups/texas-steering/seats/{seat.public_id}/",
        {
            "title": seat.title,
            "count": 1,
            "eligibility": "member",
            "recruiting": "on",
            "call": "Come!",
            "call_closes_on": "2027-01-31",
        },
    )
    seat.refresh_from_db()

    assert (seat.call, seat.call_closes_on) == ("Come!", dt.date(2027, 1, 31))


def test_offers_are_on_the_timeline(client, sign_in, seat, alice, dana):
    offer(seat, dana)
    said = page(sign_in(client, alice.user), dana.get_absolute_url())

    assert "Volunteered for Regional seat, Coast, Steering" in said


@pytest.mark.parametrize("number", [1, 3])
def test_the_volunteers_of_a_seat_take_the_same_queries(
    client, sign_in, seat, alice, texas, number, django_assert_num_queries
):
    for _ in range(number):
        person = a_member(texas)
        TermFactory(person=person)
        volunteers.decline(volunteer=offer(seat, person), by=alice.user, at=NOON)
        offer(seat, person)
    sign_in(client, alice.user).get(desk_of(seat))

    with django_assert_num_queries(LIST_QUERIES):
        client.get(desk_of(seat))


LIST_QUERIES = 9


@pytest.mark.parametrize("number", [1, 3])
def test_home_takes_the_same_queries_however_much_one_offered(
    client, seat, dana, number, django_assert_num_queries
):
    for _ in range(number):
        SeatFactory(committee=seat.committee)
        offer(SeatFactory(committee=seat.committee, region=seat.region), dana)
    client.force_login(dana.user)
    client.get("/me/")

    with django_assert_num_queries(HOME_QUERIES):
        client.get("/me/")


HOME_QUERIES = 24
