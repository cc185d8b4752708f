"""Pages about scholarships: asking and accepting on a phone, reviewing at the desk."""

import csv
import datetime as dt
import io

import pytest
from django.urls import reverse
from django.utils import timezone

from events.models import AidState, Registration, ScholarshipApplication, ScholarshipReview, State
from events.operations import scholarships
from network.models import Export
from network.registries import desk_waits
from tests.event_factories import EventFactory, FundFactory, ScholarshipFactory, a_ticket
from tests.events.aiding import CENTS, fresh
from tests.factories import (
    CaucusGroupFactory,
    MembershipFactory,
    PersonFactory,
    a_chapter,
    a_director,
    a_member,
    national_staff,
)

MEMBER = "/events/supper/scholarship/"
DESK = "/desk/events/supper/scholarships/"


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def ours():
    return a_chapter("MD", "Maryland")


@pytest.fixture
def ticket(ours, now):
    event = EventFactory(host=ours, slug="supper", starts_at=now + dt.timedelta(days=40))
    return a_ticket(event, cents=CENTS, seats=5, name="Member")


@pytest.fixture
def fund(ticket):
    return FundFactory(event=ticket.event, name="Lantern fund", budget_cents=20_000)


@pytest.fixture
def dana(ours):
    return a_member(ours, given="Dana", family="Lee", email="dana@example.org")


@pytest.fixture
def asked(fund, ticket, dana, now):
    return ScholarshipFactory(fund=fund, ticket_type=ticket, person=dana, asked_at=now)


@pytest.fixture
def promised(asked, now):
    scholarships.aid.commit(asked.fund, 5_000)
    asked.state, asked.granted_cents = AidState.GRANTED, 5_000
    asked.accept_by, asked.decided_at = now + dt.timedelta(days=9), now
    asked.save()
    return asked


@pytest.fixture
def member(client, sign_in, dana):
    return sign_in(client, dana.user)


@pytest.fixture
def renata(ours):
    return a_director(ours, given="Renata", family="Ruiz").user


@pytest.fixture
def desk(client, sign_in, renata):
    return sign_in(client, renata)


def text(page):
    return page.content.decode()


# The member


def test_the_page_of_an_event_leads_to_it(member, fund):
    assert MEMBER in text(member.get("/events/supper/"))


def test_without_a_fund_there_is_no_such_page(member, ticket):
    assert MEMBER not in text(member.get("/events/supper/"))
    assert member.get(MEMBER).status_code == 404


def test_a_visitor_is_asked_to_sign_in(client, fund):
    assert client.get(MEMBER).status_code == 302


def test_somebody_asks_and_reads_where_it_stands(member, fund, ticket, dana):
    sent = {"ticket": str(ticket.public_id), "cents": "$60", "words": "No stipend."}

    page = member.post(MEMBER, sent, follow=True)

    asked = ScholarshipApplication.objects.get()
    assert (asked.person, asked.asked_cents, asked.words) == (dana, 6_000, "No stipend.")
    assert "You asked for $60" in text(page)


def test_what_is_refused_stands_at_its_field(member, fund, ticket):
    page = member.post(MEMBER, {"ticket": str(ticket.public_id), "cents": "101", "words": "x"})

    assert page.context["form"].errors["cents"] == ["Enter a sum up to $100."]
    assert ScholarshipApplication.objects.count() == 0


def test_looking_accepts_nothing_and_the_button_does(member, promised):
    page = member.get(MEMBER)
    assert "is kept for you" in text(page)
    assert Registration.objects.count() == 0
    assert member.get(f"{MEMBER}accept/").status_code == 405

    page = member.post(f"{MEMBER}accept/")

    place = Registration.objects.get()
    assert (place.state, page.url) == (State.HELD, place.order.get_absolute_url())
    assert "See your place" in text(member.get(MEMBER))


def test_what_is_refused_at_accepting_is_said(member, promised, now):
    promised.accept_by = now
    promised.save()

    page = member.post(f"{MEMBER}accept/", follow=True)

    assert "This is no longer promised to you." in text(page)
    assert "Accept, and take the place" not in text(page)


def test_a_request_is_taken_back(member, asked):
    page = member.post(f"{MEMBER}withdraw/", follow=True)

    assert "You took your request back." in text(page)
    assert fresh(asked).state == AidState.WITHDRAWN


@pytest.mark.parametrize("state", ["declined", "lapsed", "withdrawn"])
def test_after_the_end_one_may_ask_again(member, asked, state):
    ScholarshipApplication.objects.update(state=state)

    assert "Ask again" in text(member.get(MEMBER))


def test_what_somebody_else_asked_for_is_not_ones_own(client, sign_in, asked, ours):
    other = sign_in(client, a_member(ours).user)

    assert "$50" not in text(other.get(MEMBER))
    for verb in ("accept", "withdraw"):
        assert other.post(f"{MEMBER}{verb}/").status_code == 404
    assert fresh(asked).state == AidState.ASKED


def test_a_place_paid_by_a_fund_is_not_handed_on(member, promised):
    member.post(f"{MEMBER}accept/")
    Registration.objects.update(
        state=State.CONFIRMED, hold_expires_at=None, confirmed_at=timezone.now()
    )

    page = member.get(Registration.objects.get().get_absolute_url())

    assert page.context["may_hand_on"] is False
    assert page.context["may_give_back"] is True


# The desk


def test_staff_make_a_fund_and_see_how_much_is_promised(desk, ticket):
    desk.post(f"{DESK}funds/add/", {"name": "Help", "budget_cents": "1,500"})

    page = desk.get(DESK)

    [bar] = page.context["picture"].bars
    assert (bar.label, bar.said) == ("Help", "$0 of $1,500")


def test_staff_change_a_fund(desk, fund):
    address = f"{DESK}funds/{fund.public_id}/"
    assert desk.get(address).context["form"]["budget_cents"].initial == 200

    desk.post(address, {"name": "Lantern fund", "budget_cents": "250"})

    assert fresh(fund).budget_cents == 25_000


def test_a_reviewer_says_it_once_and_then_reads_what_the_other_said(desk, asked, renata, now):
    june = national_staff(given="June", family="Abbot").user
    ScholarshipReview.objects.create(
        application=asked, by=june, verdict="no", words="An axolotl", at=now
    )
    address = f"{DESK}{asked.public_id}/"
    before = text(desk.get(address))

    after = text(desk.post(address, {"verdict": "yes", "cents": "40"}, follow=True))

    assert ("axolotl" in before, "Abbot" in before) == (False, False)
    assert ("axolotl" in after, "Abbot" in after) == (True, True)
    assert ScholarshipReview.objects.get(by=renata).cents == 4_000
    assert "Say so" not in after


def test_a_refusal_of_the_fund_stands_at_the_sum(desk, asked, fund, now):
    fund.budget_cents = 1_000
    fund.save()
    june = national_staff().user
    ScholarshipReview.objects.create(application=asked, by=june, verdict="yes", cents=5_000, at=now)

    page = desk.post(f"{DESK}{asked.public_id}/", {"verdict": "yes", "cents": "50"})

    assert page.context["form"].errors["cents"][0].startswith("The fund has $10 left")


def test_a_yes_says_how_much(desk, asked):
    page = desk.post(f"{DESK}{asked.public_id}/", {"verdict": "yes", "cents": ""})

    assert page.context["form"].errors["cents"] == ["Enter how much you grant."]


def test_nobody_reads_their_own_request_at_the_desk(desk, fund, ticket, renata):
    own = ScholarshipFactory(fund=fund, ticket_type=ticket, person=renata.person)

    assert desk.get(f"{DESK}{own.public_id}/").status_code == 404
    assert desk.get(DESK).context["listed"].to_review == []


def test_a_persons_caucuses_are_nowhere(desk, asked, dana):
    group = CaucusGroupFactory(name="Zebra Circle")
    MembershipFactory(person=dana, group=group)

    assert "Zebra" not in text(desk.get(f"{DESK}{asked.public_id}/")) + text(desk.get(DESK))


def test_what_waits_for_ones_word_is_counted_until_it_is_given(desk, asked, renata, now):
    def waiting():
        found = desk_waits.of(renata, on=timezone.localdate())
        return next(one.count for one in found if one.href == reverse("desk:scholarships"))

    assert (waiting(), "Dana Lee" in text(desk.get("/desk/events/scholarships/"))) == (1, True)
    desk.post(f"{DESK}{asked.public_id}/", {"verdict": "no", "cents": ""})

    assert (waiting(), "Dana Lee" in text(desk.get("/desk/events/scholarships/"))) == (0, False)


def test_the_file_holds_sums_and_no_words(desk, asked, dana):
    dana.given = "=HYPERLINK(1)"
    dana.save()

    answer = desk.post(f"{DESK}export/", {"form": "csv"})

    body = b"".join(answer.streaming_content).decode("utf-8-sig")
    row = list(csv.reader(io.StringIO(body, newline="")))[-1]
    assert (row[0][0], row[1], row[3], row[5]) == (
        "'",
        "Member",
        "50.00",
        "Waits for two reviewers",
    )
    assert "without pay" not in body
    assert Export.objects.get().rows == 1


ADDRESSES = ["", "export/", "funds/add/", "funds/{fund}/", "{aid}/"]


@pytest.mark.parametrize("path", ADDRESSES)
@pytest.mark.parametrize(
    ("who", "status"), [("ours", 200), ("theirs", 404), ("member", 404), ("visitor", 302)]
)
def test_only_those_who_keep_the_event_come_in(
    client, sign_in, asked, fund, ours, who, status, path
):
    people = {
        "ours": lambda: a_director(ours),
        "theirs": lambda: a_director(a_chapter("OH", "Ohio")),
        "member": lambda: a_member(ours),
    }
    if who in people:
        sign_in(client, people[who]().user)
    address = DESK + path.format(fund=fund.public_id, aid=asked.public_id)

    assert client.get(address).status_code == status
    if status != 200 and path:
        assert client.post(address, {"verdict": "no", "name": "x"}).status_code == status
    assert ScholarshipReview.objects.count() == 0


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"), [(DESK, 9), ("/desk/events/scholarships/", 5), (f"{DESK}one/", 8)]
)
def test_lists_cost_the_same_however_long(
    desk, ticket, now, number, path, queries, django_assert_num_queries
):
    for at in range(number):
        fund = FundFactory(event=ticket.event, name=f"Fund {at}")
        rows = [
            ScholarshipFactory(
                fund=fund, ticket_type=ticket, person=PersonFactory(), state=state, asked_at=now
            )
            for state in ("asked", "declined")
        ]
        for _ in range(number):
            by = a_member().user
            ScholarshipReview.objects.create(application=rows[0], by=by, verdict="no", at=now)
            ScholarshipReview.objects.create(application=rows[1], by=by, verdict="no", at=now)
    path = path.replace("one", str(rows[1].public_id))
    desk.get(path)

    with django_assert_num_queries(queries):
        desk.get(path)


@pytest.mark.parametrize("number", [1, 3])
def test_the_file_costs_the_same_however_long(
    desk, fund, ticket, number, django_assert_num_queries
):
    for _ in range(number):
        ScholarshipFactory(fund=fund, ticket_type=ticket, person=PersonFactory())

    with django_assert_num_queries(24):
        b"".join(desk.post(f"{DESK}export/", {"form": "csv"}).streaming_content)
