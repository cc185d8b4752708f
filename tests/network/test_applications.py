"""Applications are taken in, approved and declined; refusals leave nothing behind."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from network.models import (
    Application,
    AuditEntry,
    Consent,
    ContactPoint,
    Letter,
    Membership,
    Office,
    Person,
    Term,
    User,
)
from network.models.consents import Purpose
from network.models.memberships import MembershipEnd, MembershipState
from network.models.offices import Precision
from network.operations import applications, logins
from network.roles import GroupKind
from tests.factories import (
    NOON,
    TODAY,
    ApplicationFactory,
    JurisdictionFactory,
    OfficeFactory,
    PersonFactory,
    TermFactory,
    a_chapter,
    a_director,
    a_member,
    national_staff,
    the_network,
    with_login,
)

LATER = NOON + dt.timedelta(minutes=5)


@pytest.fixture(autouse=True)
def network():
    return the_network()


def apply(**values):
    """Rosa Marin, council member somewhere in Texas, unless told otherwise."""
    place = values.pop("jurisdiction", None) or JurisdictionFactory()
    return applications.submit(
        **{
            "email": "rosa@example.org",
            "given": "Rosa",
            "family": "Marin",
            "jurisdiction": place,
            "office_role": Office.Role.COUNCIL,
            "seat_label": "District 4",
            "starts_on": dt.date(2025, 1, 1),
            "starts_precision": Precision.MONTH,
            "at": NOON,
            **values,
        }
    )


def everything():
    """How many rows there are of each kind that an application may make."""
    counted = (Application, Person, ContactPoint, User, Membership, Letter, AuditEntry, Term)
    return {model.__name__: model._base_manager.count() for model in counted}


def letters():
    return list(Letter.objects.order_by("pk").values_list("kind", "to"))


def standing(person):
    return Person.objects.standing(on=TODAY).get(pk=person.pk).standing


# Asking to join


def test_somebody_new_becomes_an_applicant_who_can_sign_in():
    chapter = a_chapter()

    application = apply(email="Rosa@Example.org")

    person = Person.objects.get()
    contact = person.contacts.get()
    assert application.person == person
    assert application.chapter == chapter
    assert (person.name, standing(person)) == ("Rosa Marin", "applicant")
    assert (contact.value, contact.verified_at) == ("rosa@example.org", NOON)
    assert person.user == logins.ensure(email="rosa@example.org", at=NOON)
    assert letters() == [("join_received", "rosa@example.org")]
    assert set(AuditEntry.objects.values_list("action", flat=True)) == {
        "network.person_added",
        "network.contact_added",
        "network.login_made",
        "network.membership_asked",
        "network.application_submitted",
    }


def test_without_a_chapter_in_the_state_national_staff_decide():
    assert apply(jurisdiction=JurisdictionFactory(state="WY")).chapter is None


def test_an_address_on_record_belongs_to_its_record():
    known = PersonFactory(given="Rosalba", family="Marin", email="rosa@example.org")

    application = apply(email="ROSA@example.org")

    known.refresh_from_db()
    assert application.person == known
    assert known.given == "Rosalba"
    assert known.contacts.get().verified_at == NOON
    assert Person.objects.count() == 1


def test_an_official_address_belongs_to_nobody():
    mayor = PersonFactory()
    ContactPoint.objects.create(person=mayor, kind="email", use="official", value="m@example.org")

    assert apply(email="m@example.org").person != mayor


def test_a_member_gets_a_letter_and_nothing_else():
    a_member(email="rosa@example.org")
    before = everything()

    assert apply() is None

    assert letters() == [("join_already_member", "rosa@example.org")]
    assert everything() == {**before, "Letter": before["Letter"] + 1}


def test_whoever_waits_already_gets_a_letter_and_nothing_else():
    apply()
    before = everything()

    assert apply(family="Other") is None

    assert letters()[1:] == [("join_already_waiting", "rosa@example.org")]
    assert everything() == {**before, "Letter": before["Letter"] + 1}


def test_the_same_submission_again_changes_nothing():
    key = "6f8f8d0c-2f29-4a63-a7f5-0d1d1f6f1b11"
    first = apply(key=key)
    before = everything()

    assert apply(key=key, jurisdiction=first.jurisdiction) == first
    assert everything() == before


def test_the_same_submission_of_a_member_sends_one_letter():
    a_member(email="rosa@example.org")
    key = "6f8f8d0c-2f29-4a63-a7f5-0d1d1f6f1b11"

    assert [apply(key=key), apply(key=key)] == [None, None]
    assert letters() == [("join_already_member", "rosa@example.org")]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"ends_on": dt.date(2024, 12, 31)}, "The end date is before the start date."),
        ({"given": "R" * 300}, "Ensure this value has at most 100 characters (it has 300)."),
        ({"given": "Ro\x07sa"}, "This holds a character that cannot be printed."),
        ({"seat_label": "x" * 101}, "Ensure this value has at most 100 characters (it has 101)."),
        ({"given": " "}, "This field cannot be blank."),
    ],
)
def test_bad_input_leaves_nothing_behind(wrong, words):
    place = JurisdictionFactory()
    before = everything()

    with pytest.raises(ValidationError) as refused:
        apply(jurisdiction=place, **wrong)

    assert refused.value.messages == [words]
    assert everything() == before


def test_who_was_declined_may_apply_again_on_the_same_day():
    first = apply()
    applications.decline(application=first, reason="Not in office.", by=None, at=NOON)

    second = apply()

    assert second.pk != first.pk
    assert (second.person, second.state) == (first.person, "waiting")
    assert standing(second.person) == "applicant"


# Approving


def test_approval_makes_the_memberships_the_term_and_the_welcome():
    chapter = a_chapter()
    director = a_director(chapter, given="Dana", family="Lee")
    application = apply()

    applications.approve(application=application, by=director.user, at=LATER)

    application.refresh_from_db()
    person = application.person
    assert (application.state, application.decided_by, application.decided_at) == (
        "approved",
        director.user,
        LATER,
    )
    assert set(Membership.objects.filter(person=person).values_list("group", "state", "since")) == {
        (the_network().pk, MembershipState.ACTIVE, TODAY),
        (chapter.pk, MembershipState.ACTIVE, TODAY),
    }
    term = person.terms.get()
    assert str(term.office) == f"Council member, District 4, {application.jurisdiction}"
    assert (term.starts_on, term.starts_precision) == (dt.date(2025, 1, 1), "month")
    assert standing(person) == "member"
    assert letters()[1:] == [("welcome", "rosa@example.org")]
    welcome = Letter.objects.get(kind="welcome").body
    assert "/accounts/login/" in welcome
    assert "Texas" in welcome


def test_the_roster_is_right_about_a_term_it_holds():
    known = PersonFactory(email="rosa@example.org")
    term = TermFactory(person=known, office=OfficeFactory(seat_label="Ward 2"))
    application = apply(jurisdiction=term.office.jurisdiction, seat_label="")

    applications.approve(application=application, by=None, at=LATER)

    assert list(known.terms.all()) == [term]


def test_a_chapter_that_opened_meanwhile_gets_its_member():
    application = apply()
    chapter = a_chapter()

    applications.approve(application=application, by=national_staff().user, at=LATER)

    assert Membership.objects.filter(person=application.person, group=chapter).count() == 1


def test_the_second_to_approve_hears_who_was_faster():
    dana = a_director(given="Dana", family="Lee")
    application = apply()
    stale = Application.objects.get(pk=application.pk)
    applications.approve(application=application, by=dana.user, at=NOON)
    other = national_staff().user
    before = everything()

    with pytest.raises(ValidationError) as refused:
        applications.approve(application=stale, by=other, at=LATER)

    assert refused.value.messages == ["Dana Lee approved this a moment ago."]
    assert everything() == before


def test_declining_after_the_approval_changes_nothing():
    dana = a_director(given="Dana", family="Lee")
    application = apply()
    applications.approve(application=application, by=dana.user, at=NOON)
    before = everything()

    with pytest.raises(ValidationError) as refused:
        applications.decline(
            application=application, reason="No.", by=dana.user, at=NOON + dt.timedelta(days=2)
        )

    assert refused.value.messages == ["Dana Lee approved this on November 24, 2026."]
    assert everything() == before
    assert standing(application.person) == "member"


# Declining


def test_declining_ends_the_request_and_says_why():
    dana = a_director(given="Dana", family="Lee")
    application = apply(given="Rosa’s", family="O'Neil")

    applications.decline(
        application=application, reason="Your term & office are over.", by=dana.user, at=LATER
    )

    asked = Membership.objects.get(person=application.person)
    letter = Letter.objects.get(kind="join_declined")
    assert (asked.state, asked.until, asked.end_reason) == (
        MembershipState.ASKED,
        TODAY,
        MembershipEnd.DECLINED,
    )
    assert standing(application.person) == "prospect"
    assert "Dear Rosa’s," in letter.body
    assert "Your term & office are over." in letter.body
    assert AuditEntry.objects.get(action="network.application_declined").reason == (
        "Your term & office are over."
    )


def test_declining_needs_a_reason():
    application = apply()
    before = everything()

    with pytest.raises(ValidationError) as refused:
        applications.decline(application=application, reason="  ", by=None, at=LATER)

    application.refresh_from_db()
    assert refused.value.messages == ["Give a reason."]
    assert application.state == "waiting"
    assert everything() == before


# The applicant is somebody we know


def test_approval_as_somebody_known_moves_what_was_made():
    known = PersonFactory(given="Rosalba", family="Marin")
    application = apply()
    provisional, user = application.person, User.objects.get()

    applications.approve(application=application, by=None, at=LATER, same_as=known)

    for row in (application, known, provisional):
        row.refresh_from_db()
    assert (application.person, known.user, provisional.user) == (known, user, None)
    assert provisional.merged_into == known
    assert [contact.value for contact in known.contacts.all()] == ["rosa@example.org"]
    assert standing(known) == "member"
    assert logins.ensure(email="rosa@example.org", at=LATER) == user
    assert set(Membership.objects.filter(person=known).values_list("group__kind", "state")) == {
        (GroupKind.NETWORK, "active")
    }
    assert AuditEntry.objects.filter(action="network.record_joined").count() == 2


def test_approval_as_a_member_ends_the_request():
    known = a_member(login=False)
    application = apply()
    provisional = application.person

    applications.approve(application=application, by=None, at=LATER, same_as=known)

    assert Membership.objects.filter(person=known).count() == 1
    assert Membership.objects.get(person=provisional).end_reason == MembershipEnd.WITHDRAWN


def test_a_record_with_a_sign_in_of_its_own_is_refused():
    known = with_login(PersonFactory())
    application = apply()
    before = everything()

    with pytest.raises(ValidationError) as refused:
        applications.approve(application=application, by=None, at=LATER, same_as=known)

    application.refresh_from_db()
    assert refused.value.messages == ["This record already has a sign-in."]
    assert application.state == "waiting"
    assert everything() == before


def test_a_mailbox_on_record_is_not_joined_to_somebody_else():
    known, other = PersonFactory(email="rosa@example.org"), PersonFactory()
    TermFactory(person=known)
    application = apply()

    with pytest.raises(ValidationError) as refused:
        applications.approve(application=application, by=None, at=LATER, same_as=other)

    application.refresh_from_db()
    assert refused.value.messages == ["This application belongs to a record of its own."]
    assert application.state == "waiting"


def test_the_strictest_answer_wins():
    known = PersonFactory()
    application = apply()
    said = {"how": "self", "by": None, "at": NOON, "text_version": "1"}
    for person, purpose, given in (
        (application.person, Purpose.PUBLIC_NAME, False),
        (application.person, Purpose.DIRECTORY, True),
        (known, Purpose.PUBLIC_NAME, True),
    ):
        Consent.objects.create(person=person, purpose=purpose, given=given, **said)

    applications.approve(application=application, by=None, at=LATER, same_as=known)

    assert [
        Person.objects.filter(Consent.objects.stands_for("pk", purpose), pk=known.pk).exists()
        for purpose in (Purpose.PUBLIC_NAME, Purpose.DIRECTORY)
    ] == [False, False]


# At the desk


def test_staff_of_the_chapter_see_what_waits(client, sign_in):
    application = ApplicationFactory(person=PersonFactory(given="Rosa", family="Marin"))
    sign_in(client, a_director().user)

    page = client.get("/desk/applications/")

    assert page.status_code == 200
    assert [row.pk for row in page.context["page"].object_list] == [application.pk]


def test_the_longest_wait_comes_first(client, sign_in):
    late = ApplicationFactory(submitted_at=LATER)
    early = ApplicationFactory(submitted_at=NOON)
    sign_in(client, national_staff().user)

    assert list(client.get("/desk/applications/").context["page"]) == [early, late]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("path", ["/desk/applications/", "/desk/applications/decided/"])
def test_a_list_costs_the_same_at_one_and_three(
    client, sign_in, django_assert_num_queries, path, rows
):
    director = a_director()
    for _ in range(rows):
        application = ApplicationFactory()
        if "decided" in path:
            applications.decline(application=application, reason="No.", by=director.user, at=NOON)
    sign_in(client, director.user)
    client.get(path)

    # Seven of them are the session, the user and the record of the session; one is the rights.
    with django_assert_num_queries(10):
        page = client.get(path)

    assert len(page.context["page"]) == rows


def test_not_yours_is_not_found(client, sign_in):
    application = ApplicationFactory()
    address = f"/desk/applications/{application.public_id}/"
    outsider = a_director(a_chapter("OH", "Ohio"))
    before = everything()

    for user in (outsider.user, a_member().user):
        sign_in(client, user)
        assert client.get(address).status_code == 404
        assert client.post(f"{address}approve/", {"who": "new"}).status_code == 404
        assert client.post(f"{address}decline/", {"reason": "No."}).status_code == 404
    sign_in(client, outsider.user)
    assert list(client.get("/desk/applications/").context["page"]) == []
    application.refresh_from_db()
    assert application.state == "waiting"
    assert everything()["Letter"] == before["Letter"]


def test_visitors_are_asked_to_sign_in(client):
    address = f"/desk/applications/{ApplicationFactory().public_id}/"

    for path in ("/desk/applications/", "/desk/applications/decided/", address):
        answer = client.get(path)
        assert (answer.status_code, answer.url) == (302, f"/accounts/login/?next={path}")


def test_candidates_are_only_people_the_staffer_sees(client, sign_in):
    place = JurisdictionFactory()
    ours, theirs = a_chapter(), a_chapter("OH", "Ohio")
    for chapter in (ours, theirs):
        twin = a_member(chapter, given="Rosa", family="Marin", login=False)
        TermFactory(person=twin, office=OfficeFactory(jurisdiction=place))
    application = apply(jurisdiction=place)
    address = f"/desk/applications/{application.public_id}/"

    seen = {}
    for name, staffer in (("director", a_director(ours)), ("national", national_staff())):
        sign_in(client, staffer.user)
        seen[name] = len(client.get(address).context["matches"])

    assert seen == {"director": 1, "national": 2}


def test_the_page_shows_the_reasons_and_takes_the_choice(client, sign_in):
    twin = TermFactory(person=PersonFactory(given="Rosa", family="Marín"))
    application = apply(jurisdiction=twin.office.jurisdiction)
    address = f"/desk/applications/{application.public_id}/"
    sign_in(client, national_staff().user)

    page = client.get(address).content.decode()
    unsaid = client.post(f"{address}approve/", {})
    client.post(f"{address}approve/", {"who": str(twin.person.public_id)})

    application.refresh_from_db()
    assert "Same last name · Same first name" in page
    assert "Proven by code" in page
    assert "Say who this is." in unsaid.content.decode()
    assert (application.state, application.person) == ("approved", twin.person)


def test_somebody_out_of_sight_cannot_be_chosen(client, sign_in):
    hidden = a_member(a_chapter("OH", "Ohio"), login=False)
    application = apply()
    a_chapter()
    application = ApplicationFactory()
    sign_in(client, a_director().user)

    answer = client.post(
        f"/desk/applications/{application.public_id}/approve/", {"who": str(hidden.public_id)}
    )

    application.refresh_from_db()
    assert "Choose one of these people." in answer.content.decode()
    assert application.state == "waiting"


def test_a_decline_without_a_reason_is_asked_for_one(client, sign_in):
    application = ApplicationFactory()
    sign_in(client, a_director().user)

    answer = client.post(f"/desk/applications/{application.public_id}/decline/", {"reason": ""})

    assert "Give a reason." in answer.content.decode()


def test_the_second_staffer_is_told_on_the_page(client, sign_in):
    application = apply()
    a_director(given="Dana", family="Lee")
    sign_in(client, national_staff(given="Kim", family="Ola").user)
    address = f"/desk/applications/{application.public_id}/"
    client.post(f"{address}approve/", {"who": "new"})

    answer = client.post(f"{address}decline/", {"reason": "No."}, follow=True)

    assert "Kim Ola approved this a moment ago." in answer.content.decode()
