"""Passing somebody on, in the browser: who may, what the form says, and who reads what."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from network.models import ContactPoint, Prospect, Term
from network.operations import prospects, records, referrals
from tests.factories import (
    NOON,
    TODAY,
    ApplicationFactory,
    JurisdictionFactory,
    MembershipFactory,
    PartnerFactory,
    PersonFactory,
    a_chapter,
    a_director,
    a_member,
    the_network,
    with_login,
)
from tests.network.referring import (
    PAGE_QUERIES,
    REFER,
    code_of,
    counts,
    errors,
    listed,
    refer,
    sent,
)


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


# Who sees what


def test_the_stage_is_told_in_plain_words_and_nothing_else(client, sign_in, dana, town, texas):
    prospect = refer(dana, town)
    alice = a_director(texas, given="Alice", family="Ames")
    sign_in(client, dana.user)
    told = [listed(client)]
    later = NOON + dt.timedelta(days=1)
    for stage in ("contacted", "talking", "invited"):
        prospect = prospects.move(
            prospect=prospect, stage=stage, seen=prospect.stage, by=alice.user, at=later
        )
        told.append(listed(client))
    prospect = prospects.plan(
        prospect=prospect,
        owner=alice.user,
        next_step="Ring the doorbell",
        next_on=TODAY,
        seen="invited",
        was=prospects.mark(prospect),
        by=alice.user,
        at=later,
    )
    prospects.close(prospect=prospect, reason="not_a_fit", seen="invited", by=alice.user, at=later)
    page = client.get(REFER).content.decode()

    assert [stage for ((_, stage),) in told] == [
        "With our staff",
        "Contacted",
        "In conversation",
        "Invited to join",
    ]
    assert listed(client) == [("Rosa Marín", "Closed")]
    assert [word for word in ("Alice", "doorbell", "fit", "debate") if word in page] == []


def test_a_second_referrer_reads_only_what_happened_since(client, sign_in, dana, partner, town):
    first = refer(dana, town)
    prospects.move(
        prospect=first, stage="talking", seen="new", by=None, at=NOON + dt.timedelta(hours=1)
    )
    refer(partner, town, at=NOON + dt.timedelta(hours=2))
    sign_in(client, partner.user)
    before = listed(client)
    prospects.joined(person=first.person, by=None, at=NOON + dt.timedelta(hours=3))

    assert (before, listed(client)) == (
        [("Rosa Marín", "With our staff")],
        [("Rosa Marín", "Joined")],
    )


def test_the_download_of_a_referrer_tells_no_more_than_they_told(dana, town, texas):
    refer(dana, town)
    Prospect.objects.update(next_step="Ring the doorbell", stage="closed", closed_reason="lost")
    told = {
        one.name
        for record in records.every()
        if record.model is Prospect and not record.withheld
        for one in record.fields()
    }

    assert told == {"public_id", "name", "source", "referred_for", "words", "made_at"}


def test_another_partner_sees_nothing_not_even_of_the_same_organisation(
    client, sign_in, partner, town
):
    refer(partner, town)
    colleague = with_login(PersonFactory())
    MembershipFactory(person=colleague, group=PartnerFactory(name="Lantern Street"))

    assert listed(sign_in(client, colleague.user)) == []


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get(REFER).url == "/accounts/login/?next=/refer/"
    assert client.post(REFER).status_code == 302


@pytest.mark.parametrize("who", ["prospect", "applicant", "former member", "former partner"])
def test_who_does_not_belong_finds_nothing(client, sign_in, town, who):
    person = with_login(PersonFactory())
    if who == "applicant":
        ApplicationFactory(person=person)
        MembershipFactory(person=person, group=the_network(), state="asked")
    elif who != "prospect":
        group = the_network() if who == "former member" else PartnerFactory()
        ended = {"until": dt.date(2026, 1, 1), "end_reason": "left"}
        MembershipFactory(person=person, group=group, **ended)
    sign_in(client, person.user)

    assert (client.get(REFER).status_code, client.post(REFER, sent(town)).status_code) == (404, 404)
    with pytest.raises(ValidationError) as refusal:
        refer(person, town)
    assert code_of(refusal) == "standing"
    assert "/refer/" not in client.get("/me/").content.decode()


def test_an_account_without_a_person_finds_nothing(client, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("root@example.org"))

    assert client.get(REFER).status_code == 404


def test_ones_own_page_says_whom_one_passed_on(client, sign_in, dana, town):
    sign_in(client, dana.user)
    before = client.get("/me/").content.decode()
    refer(dana, town)
    after = client.get("/me/").content.decode()

    assert ("Pass somebody on" in before, "Rosa Marín" in after) == (True, True)
    assert "With our staff" in after


# Limits and the form


def test_twenty_a_day(dana, town):
    for number in range(20):
        refer(dana, town, given=f"Rosa{'abcdefghijklmnopqrst'[number]}")
    with pytest.raises(ValidationError) as refusal:
        refer(dana, town, given="Onemore")
    tomorrow = refer(dana, town, given="Onemore", at=NOON + dt.timedelta(days=1))

    assert (code_of(refusal), refusal.value.messages[0]) == (
        "limit",
        "That is twenty people today, and we are grateful for each. Please pass on the next "
        "ones tomorrow.",
    )
    assert tomorrow.stage == "new"


def test_the_limit_is_said_on_the_page(client, sign_in, dana, town, monkeypatch):
    monkeypatch.setattr(referrals, "A_DAY", 0)
    page = sign_in(client, dana.user).post(REFER, sent(town))

    assert page.status_code == 200
    assert "twenty people today" in page.content.decode()


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"given": ""}, "given", "Enter their first name."),
        ({"family": ""}, "family", "Enter their last name."),
        ({"given": "a" * 101}, "given", "Use 100 letters or fewer."),
        ({"role": "emperor"}, "role", "Choose one of the list."),
        ({"jurisdiction": ""}, "jurisdiction", "Choose the one you mean."),
        ({"jurisdiction": "ocd-division/x"}, "jurisdiction", "Choose one of those found."),
        ({"email": ""}, "email", "Give an e-mail address or a phone number."),
        ({"use": "personal"}, "use", "Choose one of the list."),
        ({"agreed": ""}, "agreed", "Ask them first: we write only to people who expect it."),
        ({"words": ""}, "words", "Fill this in."),
        ({"words": "a" * 401}, "words", "Use 400 letters or fewer."),
        ({"words": "a\u202eb"}, "words", "This holds a character that cannot be printed."),
        ({"when_year": "twenty"}, "when", "Enter the year as four digits, such as 2025."),
        ({"when_year": "2027"}, "when", "This election is yet to come."),
    ],
)
def test_the_form_says_what_is_wrong(client, sign_in, dana, town, changed, field, words):
    before = counts()
    page = sign_in(client, dana.user).post(REFER, sent(town, **changed))

    assert errors(page) == {field: [words]}
    assert counts() == before


@pytest.mark.parametrize("key", ["", "x", "' OR 1=1", "9" * 400])
def test_a_broken_key_is_no_hindrance(client, sign_in, dana, town, key):
    sign_in(client, dana.user).post(REFER, sent(town, key=key))

    assert Prospect.objects.count() == 1


def test_places_are_found_while_typing_and_without_scripts(client, sign_in, dana, town):
    sign_in(client, dana.user)
    typed = client.get(REFER, {"place": "cedar"}).content.decode()
    posted = client.post(REFER, sent(town, jurisdiction="")).content.decode()

    assert (town.ocd_id in typed, town.ocd_id in posted) == (True, True)


def test_a_month_of_election_is_kept_in_words_and_no_day_made_up(client, sign_in, dana, town):
    sign_in(client, dana.user).post(REFER, sent(town, when_day=""))
    prospect = Prospect.objects.get()

    assert prospect.words == "Won in November 2026. From the debate."
    assert prospect.person.terms.get().elected_on is None


def test_the_month_somebody_began_is_kept_as_such(client, sign_in, dana, town):
    sign_in(client, dana.user).post(REFER, sent(town, which="began", when_day=""))
    term = Term.objects.get()

    assert (term.starts_on, term.starts_precision, term.elected_on) == (
        dt.date(2026, 11, 1),
        "month",
        None,
    )


def test_a_phone_is_a_way_and_never_on_a_public_page(client, sign_in, dana, town):
    sign_in(client, dana.user).post(REFER, sent(town, email="", phone="410 555 0123"))

    assert ContactPoint.objects.filter(kind="phone").get().value == "410 555 0123"
    assert "555 0123" not in client.get(REFER).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_the_same_queries(
    client, sign_in, dana, town, rows, django_assert_num_queries
):
    for number in range(rows):
        refer(dana, town, given=f"Rosa{'abc'[number]}")
    sign_in(client, dana.user).get(REFER)
    with django_assert_num_queries(PAGE_QUERIES):
        assert len(listed(client)) == rows
