"""Passing somebody on: who may, what comes of it, and that nobody learns whom we know."""

import datetime as dt
import re
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from network import audit, mail
from network.models import (
    AuditEntry,
    ContactPoint,
    Letter,
    Membership,
    Office,
    Person,
    Prospect,
    Term,
)
from network.models.prospects import Closing, Stage
from network.operations import prospects, referrals
from network.operations.referrals import Told
from tests.factories import (
    NOON,
    TODAY,
    ApplicationFactory,
    JurisdictionFactory,
    MembershipFactory,
    OfficeFactory,
    PartnerFactory,
    PersonFactory,
    TermFactory,
    a_chapter,
    a_director,
    a_member,
    the_network,
    with_login,
)

REFER = "/refer/"


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


def told(town, **changed):
    return Told(
        **{
            "given": "Rosa",
            "family": "Marín",
            "jurisdiction": town,
            "role": Office.Role.COUNCIL,
            "elected_on": dt.date(2026, 11, 3),
            "email": "council@cedarfalls.example.org",
            **changed,
        }
    )


def refer(referrer, town, *, at=NOON, words="From the debate.", key=None, **changed):
    return referrals.refer(
        told=told(town, **changed),
        referrer=referrer,
        words=words,
        key=key,
        by=referrer.user,
        at=at,
    )


def sent(town, **changed):
    """What the form sends."""
    return {
        "given": "Rosa",
        "family": "Marín",
        "role": "council",
        "place": "cedar",
        "jurisdiction": town.ocd_id,
        "which": "won",
        "when_month": "11",
        "when_day": "3",
        "when_year": "2026",
        "email": "council@cedarfalls.example.org",
        "use": "official",
        "words": "From the debate.",
        "agreed": "on",
        "key": str(uuid.uuid4()),
        **changed,
    }


def counts():
    kinds = (Person, Term, ContactPoint, Prospect, Letter, AuditEntry, Office, Membership)
    return {model.__name__: model._base_manager.count() for model in kinds}


def code_of(refusal):
    return refusal.value.error_list[0].code


def errors(response):
    return {name: list(found) for name, found in response.context["form"].errors.items()}


def listed(client):
    return [(one.name, one.stage) for one in client.get(REFER).context["passed"]]


def said(response):
    """The page, less what is drawn anew for each."""
    page = response.content.decode()
    return re.sub(r'(csrfmiddlewaretoken|name="key"|nonce)[^>]*', "", page)


# What comes of it


def test_somebody_new_is_on_the_roster_with_term_contact_and_prospect(dana, town, texas):
    prospect = refer(dana, town)
    person = prospect.person
    term, contact = person.terms.get(), person.contacts.get()

    assert (person.name, Person.objects.standing(on=TODAY).get(pk=person.pk).standing) == (
        "Rosa Marín",
        "prospect",
    )
    assert (term.office.jurisdiction, term.elected_on, term.source) == (
        town,
        dt.date(2026, 11, 3),
        "refer",
    )
    assert (contact.use, contact.value) == ("official", "council@cedarfalls.example.org")
    assert (prospect.stage, prospect.chapter, prospect.office) == ("new", texas, term.office)
    assert (prospect.referred_by, prospect.referred_for, prospect.source) == (dana, None, "refer")
    assert (prospect.name, prospect.words) == ("Rosa Marín", "From the debate.")


def test_a_partner_refers_for_their_organisation(partner, town):
    assert refer(partner, town).referred_for.name == "Lantern Street"


def test_no_chapter_where_none_is_open(dana):
    assert refer(dana, JurisdictionFactory(state="WY")).chapter is None


def test_the_referrer_is_thanked_and_the_directors_are_told(dana, town, texas, send_letters):
    a_director(texas, given="Alice", email="alice@example.org")
    a_director(a_chapter("OH", "Ohio"), email="otto@example.org")
    prospect = refer(dana, town)
    letters = {letter.to[0]: letter for letter in send_letters()}

    assert set(letters) == {dana.user.email, "alice@example.org"}
    assert letters[dana.user.email].subject == "Thank you for passing on Rosa Marín"
    assert f"/desk/prospects/{prospect.public_id}/" in letters["alice@example.org"].body
    assert "cedarfalls.example.org" not in letters["alice@example.org"].body


def test_what_was_sent_twice_changes_nothing(dana, town):
    key = uuid.uuid4()
    first = refer(dana, town, key=key)
    before = counts()

    assert refer(dana, town, key=key) == first
    assert refer(dana, town) == first
    assert counts() == before


def test_anothers_key_names_a_new_referral(dana, partner, town):
    key = uuid.uuid4()
    refer(dana, town, key=key)

    assert refer(partner, town, given="Otto", key=key).public_id != key


def test_a_failure_midway_leaves_nothing(dana, town, monkeypatch):
    before = counts()
    monkeypatch.setattr(mail, "post", lambda **letter: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        refer(dana, town)

    assert counts() == before


def test_a_failing_trail_leaves_nothing(dana, town, monkeypatch):
    before = counts()
    monkeypatch.setattr(audit, "record", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        refer(dana, town)

    assert counts() == before


# Whom we know already


def test_a_record_we_have_is_followed_up_with_and_not_doubled(dana, town):
    office = OfficeFactory(jurisdiction=town, seat_label="")
    known = TermFactory(person=PersonFactory(given="Rosa", family="Marin"), office=office).person
    prospect = refer(dana, town)

    assert (prospect.person, prospect.office, prospect.name) == (known, office, "Rosa Marín")
    assert known.terms.count() == 1
    assert known.contacts.get().value == "council@cedarfalls.example.org"


def test_a_new_office_of_a_record_we_have_is_added(dana, town):
    known = TermFactory(
        person=PersonFactory(given="Rosa", family="Marin"),
        office=OfficeFactory(jurisdiction=town, role="school_board"),
    ).person
    refer(dana, town)

    assert set(known.terms.values_list("office__role", flat=True)) == {"school_board", "council"}


@pytest.mark.parametrize("also", ["nickname", "elsewhere", "two", "merged", "former spelling"])
def test_only_just_this_name_in_this_place_is_the_same_person(dana, town, also):
    office = OfficeFactory(jurisdiction=town)
    for given, family, place in {
        "nickname": [("Rosie", "Marin", office)],
        "elsewhere": [("Rosa", "Marin", OfficeFactory())],
        "two": [("Rosa", "Marin", office), ("Rosa", "Marín", office)],
        "merged": [("Rosa", "Marin", office)],
        "former spelling": [("Rosa", "Marini", office)],
    }[also]:
        person = PersonFactory(given=given, family=family)
        TermFactory(person=person, office=place)
        if also == "merged":
            Person.objects.filter(pk=person.pk).update(merged_into=dana)
    before = Person.including_merged.count()
    refer(dana, town)

    assert Person.including_merged.count() == before + 1


@pytest.mark.parametrize("who", ["member", "applicant", "signs in"])
def test_nothing_told_changes_the_record_of_somebody_who_belongs_or_signs_in(dana, town, who):
    known = PersonFactory(given="Rosa", family="Marin")
    TermFactory(person=known, office=OfficeFactory(jurisdiction=town, role="mayor"))
    if who == "signs in":
        with_login(known)
    else:
        state = {"state": "asked"} if who == "applicant" else {}
        MembershipFactory(person=known, group=the_network(), **state)
    prospect = refer(dana, town)

    assert (prospect.person, prospect.stage) == (known, "new")
    assert (known.terms.count(), known.contacts.count()) == (1, 0)
    assert prospect.office.role == "council"


def test_a_member_of_another_chapter_is_followed_up_there(dana, town):
    ohio = a_chapter("OH", "Ohio")
    known = a_member(ohio, given="Rosa", family="Marin")
    TermFactory(person=known, office=OfficeFactory(jurisdiction=town))

    assert refer(dana, town).chapter == ohio


def test_a_second_referrer_joins_the_first_and_both_are_kept(dana, partner, town):
    first, second = refer(dana, town), refer(partner, town)

    assert second.person == first.person
    assert (first.stage, second.stage, second.closed_reason) == ("new", "closed", Closing.MERGED)
    assert second.referred_by == partner


KNOWN = ["nobody", "roster", "prospect", "in conversation", "member", "applicant", "signs in"]


def make_known(known, town, by):
    """The same official, as far as we know them."""
    if known == "nobody":
        return
    person = PersonFactory(given="Rosa", family="Marin")
    TermFactory(person=person, office=OfficeFactory(jurisdiction=town, seat_label=""))
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

    assert (answer.status_code, answer["Location"]) == (302, REFER)
    assert said(page) == said(other.get(REFER))
    assert [(one.name, one.stage) for one in page.context["passed"]] == [
        ("Rosa Marín", "With our staff")
    ]


#: Session, account and activity, person, standing, those passed on, and the rights of the frame.
PAGE_QUERIES = 7


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
