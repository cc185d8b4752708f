"""A person's record at the desk: what is changed, what is kept, what stays hidden."""

import pytest
from django.core.exceptions import ValidationError

from network import audit
from network.models import AuditEntry, Consent, ContactPoint, Membership, Person, Term
from network.operations import contacts, people
from network.reports.person import mask
from network.roles import Role
from tests.factories import (
    NOON,
    TODAY,
    JurisdictionFactory,
    MembershipFactory,
    PersonFactory,
    a_chapter,
    a_director,
    a_member,
    national_staff,
)


@pytest.fixture
def texas():
    return a_chapter()


@pytest.fixture
def ohio():
    return a_chapter("OH", "Ohio")


@pytest.fixture
def alice(texas):
    return a_director(texas, given="Alice", family="Ames")


@pytest.fixture
def dana(texas):
    return a_member(texas, given="Dana", family="Díaz-O’Neil")


@pytest.fixture
def desk(client, sign_in, alice):
    """Alice, at her desk."""
    return sign_in(client, alice.user)


# The record


def test_the_record_tells_its_history_in_words(desk, alice, dana):
    people.edit(person=dana, version=1, known_as="Dee", by=alice.user, at=NOON)
    line = desk.get(dana.get_absolute_url()).context["history"][0]

    assert (line.who, line.what, line.changes) == (
        "Alice Ames",
        "changed the names",
        ["known as: Dee"],
    )


def test_history_never_says_a_value_it_does_not_know(desk, dana):
    audit.record(
        dana, "network.imported", by=None, person=dana, after={"email": "dana@example.org"}
    )
    line = desk.get(dana.get_absolute_url()).context["history"][0]

    assert (line.what, line.changes) == ("imported", ["and more"])


def test_names_are_edited_once(alice, dana):
    for _ in range(2):
        edited = people.edit(
            person=dana,
            version=Person.objects.get(pk=dana.pk).version,
            given="Dee",
            by=alice.user,
            at=NOON,
        )

    assert (edited.given, edited.version, AuditEntry.objects.count()) == ("Dee", 2, 1)


def test_the_second_editor_is_told_who_was_faster(alice, dana):
    bob = a_director(given="Dana", family="Lee")
    people.edit(person=dana, version=1, given="Dee", by=bob.user, at=NOON)
    with pytest.raises(ValidationError) as refusal:
        people.edit(person=dana, version=1, given="Di", by=alice.user, at=NOON)

    assert refusal.value.messages == [
        "Dana Lee changed this at 12:00. Their changes are shown; yours are kept below."
    ]
    assert Person.objects.get(pk=dana.pk).given == "Dee"


def test_the_second_editor_keeps_their_words_and_may_save_them(desk, alice, dana):
    old = {"given": "Di", "family": "Diaz", "version": 1}
    people.edit(person=dana, version=1, given="Dee", by=alice.user, at=NOON)
    address = dana.get_absolute_url() + "names/"
    page = desk.post(address, old)
    again = desk.post(address, {**old, "version": page.context["form"]["version"].value()})

    assert page.context["theirs"]["First name"] == "Dee"
    assert page.context["form"]["given"].value() == "Di"
    assert (again.status_code, Person.objects.get(pk=dana.pk).given) == (302, "Di")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("", "Enter a first name."),
        ("a" * 300, "Use 100 letters or fewer."),
        ("a\nb", "Line breaks are not allowed here."),
        ("a\x07b", "This holds a character that cannot be printed."),
        ("a\u202eb", "This holds a character that cannot be printed."),
    ],
)
def test_a_bad_name_is_refused_in_words(desk, dana, given, words):
    page = desk.post(dana.get_absolute_url() + "names/", {"given": given, "version": 1})

    assert page.context["form"].errors["given"] == [words]


def test_a_person_is_added_with_office_chapter_and_address(desk, texas):
    JurisdictionFactory(name="Cedar Falls", ocd_id="ocd/cedar")
    answer = desk.post(
        "/desk/people/add/",
        {
            "given": "Nia",
            "family": "Nash",
            "email": "Nia@Example.org",
            "chapter": "texas",
            "role": "mayor",
            "place": "cedar",
            "jurisdiction": "ocd/cedar",
        },
    )
    nia = Person.objects.get(given="Nia")

    assert answer.url == nia.get_absolute_url()
    assert ContactPoint.objects.get(person=nia).value == "nia@example.org"
    assert Term.objects.get(person=nia).office.role == "mayor"
    assert set(Membership.objects.filter(person=nia).values_list("group__kind", flat=True)) == {
        "network",
        "chapter",
    }


def test_a_director_adds_nobody_they_could_not_find_again(desk):
    page = desk.post("/desk/people/add/", {"given": "Nia"})

    assert list(page.context["form"].errors) == ["chapter"]
    assert Person.objects.filter(given="Nia").count() == 0


def test_a_known_address_leaves_nothing_of_a_new_person(desk, texas, dana):
    ContactPoint.objects.create(person=dana, kind="email", use="personal", value="dana@example.org")
    page = desk.post(
        "/desk/people/add/", {"given": "Nia", "email": "DANA@example.org", "chapter": "texas"}
    )

    assert page.context["form"].errors == {
        "email": ["This personal address belongs to another record."]
    }
    assert (Person.objects.filter(given="Nia").count(), AuditEntry.objects.count()) == (0, 0)


def test_what_they_agreed_to_is_recorded_on_their_word(desk, alice, dana):
    desk.post(dana.get_absolute_url() + "consent/", {"purpose": "public_name", "given": "yes"})
    consent = Consent.objects.get()

    assert (consent.given, consent.how, consent.by) == (True, "staff", alice.user)


def test_a_move_to_another_chapter_is_for_national_staff(client, sign_in, ohio, dana):
    address = dana.get_absolute_url() + "chapter/"
    sent = {"chapter": "ohio", "since": TODAY}
    refused = sign_in(client, a_director().user).post(address, sent).status_code
    moved = sign_in(client, national_staff().user).post(address, sent).status_code

    assert (refused, moved) == (404, 302)
    assert Membership.objects.filter(person=dana, group=ohio, until=None).count() == 1


# Ways to reach them


@pytest.fixture
def phone(dana):
    return ContactPoint.objects.create(
        person=dana, kind="phone", use="personal", value="410 555 0123"
    )


def test_addresses_and_numbers_are_hidden():
    assert (mask("email", "dana@example.org"), mask("phone", "410 555 0123")) == (
        "d•••@e•••",
        "••• 23",
    )


def test_a_number_is_shown_to_whoever_gives_a_reason(desk, alice, dana, phone):
    address = f"{dana.get_absolute_url()}contacts/{phone.public_id}/show/"
    record = desk.get(dana.get_absolute_url()).content.decode()
    asked = desk.get(address).content.decode()
    silent = desk.post(address, {"reason": " "}).content.decode()
    shown = desk.post(address, {"reason": "The bus is late"}).content.decode()
    entry = AuditEntry.objects.get()

    assert ["0123" in page for page in (record, asked, silent, shown)] == [
        False,
        False,
        False,
        True,
    ]
    assert (entry.action, entry.reason, entry.by, entry.person) == (
        "network.contact_revealed",
        "The bus is late",
        alice.user,
        dana,
    )


def test_the_trail_never_holds_an_address(alice, dana):
    contact = contacts.add(
        person=dana, kind="email", use="official", value="m@example.org", by=alice.user, at=NOON
    )
    contacts.remove(contact=contact, by=alice.user, at=NOON)
    contacts.remove(contact=contact, by=alice.user, at=NOON)

    assert [(entry.before, entry.after) for entry in AuditEntry.objects.all()] == [
        ({}, {"kind": "E-mail", "use": "Official"})
    ] * 2


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("email", "nobody", "Enter an e-mail address, such as name@example.org."),
        ("phone", "12", "Enter a phone number, such as 410 555 0123."),
        ("url", "javascript:alert(1)", "Use a link that starts with https://."),
        ("url", "http://example.org", "Use a link that starts with https://."),
        ("email", "", "Fill this in."),
    ],
)
def test_a_bad_contact_is_refused_in_words(desk, dana, kind, value, words):
    page = desk.post(
        dana.get_absolute_url() + "contacts/add/",
        {"kind": kind, "use": "official", "value": value},
    )

    assert page.context["form"].errors["value"] == [words]


def test_contacts_are_added_and_removed_at_the_desk(desk, dana, phone):
    base = dana.get_absolute_url() + "contacts/"
    desk.post(base + "add/", {"kind": "url", "use": "campaign", "value": "https://example.org"})
    desk.post(f"{base}{phone.public_id}/remove/")

    assert list(dana.contacts.values_list("value", flat=True)) == ["https://example.org"]


def test_nobody_puts_an_address_on_the_record_of_somebody_with_more_rights(texas, alice):
    """It would sign its owner in as them."""
    boss = PersonFactory()
    MembershipFactory(person=boss, group=texas, role=Role.DIRECTOR)
    sent = {"person": boss, "kind": "email", "use": "personal", "value": "a@example.org"}
    with pytest.raises(ValidationError) as refusal:
        contacts.add(by=alice.user, at=NOON, **sent)

    assert refusal.value.messages == ["You can only give rights you hold, inside your chapters."]
    assert contacts.add(by=national_staff().user, at=NOON, **sent).value == "a@example.org"


def test_ways_to_reach_somebody_are_laid_out_by_use(desk, dana, phone):
    for kind, use, value in (
        ("email", "assistant", "aide@example.org"),
        ("email", "official", "mayor@example.org"),
        ("email", "personal", "dana@example.org"),
    ):
        ContactPoint.objects.create(person=dana, kind=kind, use=use, value=value)
    uses = desk.get(dana.get_absolute_url()).context["contacts"]

    assert [(use.label, [row.kind for row in use.contacts]) for use in uses] == [
        ("Personal", ["E-mail", "Phone"]),
        ("Official", ["E-mail"]),
        ("Assistant", ["E-mail"]),
    ]


def test_mail_that_comes_back_is_noted_once_and_taken_back_when_it_works(desk, alice, dana):
    row = ContactPoint.objects.create(
        person=dana, kind="email", use="personal", value="dana@example.org"
    )
    base = f"{dana.get_absolute_url()}contacts/{row.public_id}/"
    for _ in range(2):
        desk.post(base + "bounced/")
    row.refresh_from_db()
    noted = bool(row.bounced_at)
    for _ in range(2):
        desk.post(base + "verified/")
    row.refresh_from_db()

    assert (noted, row.bounced_at, bool(row.verified_at)) == (True, None, True)
    assert list(AuditEntry.objects.order_by("pk").values_list("action", "after")) == [
        ("network.contact_bounced", {"kind": "E-mail", "use": "Personal"}),
        ("network.contact_verified", {"kind": "E-mail", "use": "Personal"}),
    ]


def test_what_came_back_says_so_and_offers_only_what_makes_sense(desk, alice, dana):
    row = ContactPoint.objects.create(
        person=dana, kind="email", use="personal", value="dana@example.org"
    )
    contacts.mark_bounced(contact=row, by=alice.user, at=NOON)
    shown = desk.get(dana.get_absolute_url()).context["contacts"][0].contacts[0]

    assert (shown.note, shown.can_bounce, shown.can_be_verified) == (
        "Returned mail on November 24, 2026",
        False,
        True,
    )


def test_who_does_not_see_somebody_marks_nothing(client, sign_in, ohio, dana, phone):
    pages = [
        f"{dana.get_absolute_url()}contacts/{phone.public_id}/{what}/"
        for what in ("bounced", "verified")
    ]
    sign_in(client, a_director(ohio).user)
    answers = [client.post(page).status_code for page in pages]
    phone.refresh_from_db()

    assert (answers, phone.bounced_at, phone.verified_at) == ([404, 404], None, None)


# What they speak and work on


def test_languages_and_interests_are_kept_with_the_names(desk, dana):
    address = dana.get_absolute_url() + "names/"
    sent = {"given": "Dana", "family": "Díaz", "version": 1}
    desk.post(address, {**sent, "languages": ["es", "ase"], "topics": ["housing"]})
    page = desk.get(dana.get_absolute_url())

    assert sorted(map(str, page.context["speaks"])) == ["American Sign Language", "Spanish"]
    assert list(map(str, page.context["interests"])) == ["Housing"]


def test_the_second_editor_sees_languages_in_words(desk, dana):
    address = dana.get_absolute_url() + "names/"
    desk.post(address, {"given": "Dana", "version": 1, "languages": ["es"]})
    page = desk.post(address, {"given": "Dana", "version": 1, "languages": ["fr"]})

    assert page.context["theirs"]["Languages"] == "Spanish"


def test_a_language_we_do_not_know_is_refused_in_words(desk, dana):
    page = desk.post(
        dana.get_absolute_url() + "names/", {"given": "Dana", "version": 1, "languages": ["xx"]}
    )

    assert page.context["form"].errors["languages"] == ["Choose some of the list."]
