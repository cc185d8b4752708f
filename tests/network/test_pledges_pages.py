"""Pledges as visitors read them and as members sign them."""

import pytest
from django.test import Client
from django.utils import timezone

from network.models import PledgeSignature
from network.operations import pledges
from tests.cms.conftest import answer
from tests.factories import TermFactory, UserFactory, a_member
from tests.network.passing import serving_in

PAGE = "/pledges/porch/"


@pytest.fixture
def pledge():
    now = timezone.now()
    return pledges.make(
        title="The Porch Pledge",
        slug="porch",
        text="I will call back.\n\nI will thank the clerk.",
        opens_on=timezone.localdate(now),
        by=None,
        at=now,
    )


@pytest.fixture
def dana(client):
    person = serving_in(given="Dana", family="Diaz", title="Mayor")
    client.force_login(person.user)
    return person


def read(client, path=PAGE):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def send(client, person, **said):
    term = person.terms.first()
    values = {"term": str(term.public_id) if term else "", "version": "1"}
    return client.post(f"{PAGE}sign/", values | said, follow=True).content.decode()


def test_a_visitor_reads_it_and_is_asked_to_sign_in(client, pledge):
    page = read(client)

    assert "<p>I will thank the clerk.</p>" in page
    assert "Nobody has signed yet." in page
    assert f'href="/accounts/login/?next={PAGE}"' in page
    assert "csrfmiddlewaretoken" not in page
    assert PAGE in read(client, "/pledges/")


@pytest.mark.parametrize("path", ["/pledges/", PAGE])
def test_a_page_is_kept_for_visitors_until_somebody_signs(committed, settings, pledge, path):
    settings.MIDDLEWARE = ["config.page_cache.PageCache", *settings.MIDDLEWARE]
    visitor, person = Client(), serving_in()
    tag = visitor.get(path)["ETag"]
    kept = visitor.get(path, headers={"If-None-Match": tag})
    pledges.sign(
        pledge=pledge,
        person=person,
        term=person.terms.get(),
        version=1,
        by=person.user,
        at=timezone.now(),
    )

    assert kept.status_code == 304
    assert "A few members in office have signed." in read(visitor, path)


def test_a_member_in_office_signs_in_one_tap(client, pledge, dana):
    button = read(client)
    page = send(client, dana)

    assert f"Sign as {dana.terms.get().office}</button>" in button
    assert "You have signed. Thank you." in page
    assert "You are counted, and not named." in page
    assert "You have signed this already." in send(client, dana)
    assert PledgeSignature.objects.get().named is False


def test_of_several_offices_one_is_chosen(client, pledge, dana):
    second = TermFactory(person=dana)

    assert "Choose one." in send(client, dana, term="")
    assert 'type="radio"' in read(client)
    send(client, dana, term=str(second.public_id))
    assert PledgeSignature.objects.get().jurisdiction == second.office.jurisdiction


def test_who_does_not_serve_is_told_so(client, pledge):
    member = a_member()
    client.force_login(member.user)

    assert "we know of none that you hold today" in read(client)
    send(client, member)
    assert PledgeSignature.objects.count() == 0


def test_a_name_shows_by_consent_and_is_hidden_at_will(client, pledge, dana):
    page = send(client, dana, named="on")
    assert "Your name shows once you also let public pages show it" in page
    assert "<strong>Dana Diaz</strong>" not in page
    answer(dana, given=True)
    assert "<strong>Dana Diaz</strong>, Mayor" in read(client)
    client.post(f"{PAGE}name/", {"named": "no"})
    assert "<strong>Dana Diaz</strong>" not in read(client)
    client.post(f"{PAGE}name/", {"named": "yes"})
    assert "<strong>Dana Diaz</strong>" in read(client)


def test_a_signature_is_taken_back_and_given_again(client, pledge, dana):
    send(client, dana)
    page = client.post(f"{PAGE}take-back/", follow=True).content.decode()

    assert "Taken back. It counts no more." in page
    assert client.post(f"{PAGE}take-back/").status_code == 404
    assert "You have signed. Thank you." in send(client, dana)


@pytest.mark.parametrize("below", ["sign/", "take-back/", "name/"])
def test_who_is_nobody_on_record_signs_nothing(client, pledge, below):
    assert client.post(PAGE + below).status_code == 302
    client.force_login(UserFactory())
    assert client.post(PAGE + below).status_code == 404
    assert client.get(PAGE + below).status_code == 405


def test_a_pledge_that_is_not_there_is_not_found(client, dana):
    assert [client.get(path).status_code for path in (PAGE, "/pledges/")] == [404, 200]
    assert client.post(f"{PAGE}sign/", {"version": "1", "term": "x"}).status_code == 404


def test_a_closed_pledge_says_so(client, pledge, dana):
    pledge.closes_on = pledge.opens_on
    pledge.save()
    type(pledge).objects.update(opens_on="2026-01-01", closes_on="2026-01-02")

    assert "It was closed on January 2, 2026." in read(client)
    assert "This pledge cannot be signed today." in send(client, dana)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_number_of_questions_whatever_there_is(
    client, pledge, count, django_assert_num_queries
):
    for _ in range(count):
        person = serving_in(consents=True)
        pledges.sign(
            pledge=pledge,
            person=person,
            term=person.terms.get(),
            version=1,
            named=True,
            by=person.user,
            at=timezone.now(),
        )
    read(client, f"{PAGE}?first")

    with django_assert_num_queries(QUERIES):
        read(client, f"{PAGE}?second")


#: Those of the pledge; the page's frame is at hand.
QUERIES = 2
