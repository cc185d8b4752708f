"""Whether we know somebody already is nothing that a referrer learns."""

import datetime as dt

import pytest
from django.test import Client

from network.models import Letter, Prospect
from network.models.prospects import Stage
from tests.factories import (
    NOON,
    JurisdictionFactory,
    MembershipFactory,
    OfficeFactory,
    PartnerFactory,
    PersonFactory,
    TermFactory,
    a_chapter,
    a_member,
    the_network,
    with_login,
)
from tests.network.referring import PAGE_QUERIES, REFER, counts, errors, said, sent


@pytest.fixture
def texas():
    return a_chapter()


@pytest.fixture
def dana(texas):
    return a_member(texas, given="Dana", family="Díaz")


@pytest.fixture
def town(texas):
    return JurisdictionFactory(name="Cedar Falls")


@pytest.fixture
def partner(texas):
    person = with_login(PersonFactory(given="Noor", family="Haddad", email="noor@example.org"))
    MembershipFactory(person=person, group=PartnerFactory(name="Lantern Street"))
    return person


KNOWN = ["nobody", "roster", "prospect", "in conversation", "member", "applicant", "signs in"]


def make_known(known, town, by):
    """The same official, as far as we know them."""
    if known == "nobody":
        return
    person = PersonFactory(given="Rosa", family="Marin")
    office = OfficeFactory(jurisdiction=town, seat_label="District 4", title="Councilmember")
    TermFactory(person=person, office=office)
    if known in ("prospect", "in conversation"):
        stage = Stage.TALKING if known == "in conversation" else Stage.NEW
        long_ago = NOON - dt.timedelta(days=400)
        Prospect.objects.create(
            person=person, source="file", stage=stage, made_at=long_ago, moved_at=long_ago
        )
    elif known == "signs in":
        with_login(person)
    elif known != "roster":
        state = {"state": "asked"} if known == "applicant" else {}
        MembershipFactory(person=person, group=the_network(), **state)


@pytest.mark.parametrize("known", KNOWN)
def test_the_answer_is_the_same_whether_we_know_them_or_not(
    client, sign_in, dana, town, known, django_assert_num_queries
):
    make_known(known, town, dana)
    sign_in(client, dana.user)
    answer = client.post(REFER, sent(town))
    with django_assert_num_queries(PAGE_QUERIES):
        page = client.get(REFER)
    bare = Client()
    other = sign_in(bare, a_member(a_chapter(), given="Dana").user)
    stranger = JurisdictionFactory(name="Cedar Falls")
    assert other.post(REFER, sent(stranger)).status_code == 302

    thanks = Letter.objects.filter(kind="referral_thanks").values_list("subject", "body")

    assert (answer.status_code, answer["Location"]) == (302, REFER)
    assert (len(thanks), len(set(thanks))) == (2, 1)
    assert said(page) == said(other.get(REFER))
    assert [(one.name, one.stage) for one in page.context["passed"]] == [
        ("Rosa Marín", "With our staff")
    ]


@pytest.mark.parametrize("known", KNOWN)
@pytest.mark.parametrize(
    ("field", "value"),
    [("phone", "12"), ("email", "nobody"), ("when_year", "2199"), ("given", "a\nb")],
)
def test_what_is_wrong_is_refused_whether_we_know_them_or_not(
    client, sign_in, dana, town, known, field, value
):
    make_known(known, town, dana)
    before = counts()
    page = sign_in(client, dana.user).post(REFER, sent(town, **{field: value}))

    assert list(errors(page)) == ["when" if field == "when_year" else field]
    assert counts() == before
