"""What somebody keeps true about themselves: languages, work, ways to reach them."""

import pytest
from django.core.exceptions import ValidationError

from network import audit
from network.models import AuditEntry, ContactPoint, Interest, Person, Speaks
from network.operations import profiles
from tests.factories import NOON, PersonFactory, a_chapter, a_member

PROFILE = "/me/profile/"
ADD = "/me/profile/contacts/add/"


@pytest.fixture
def ana(client):
    person = a_member(a_chapter(), given="Ana", family="Silva", email="ana@example.org")
    client.force_login(person.user)
    return person


def profile(**changes):
    names = {"given": "Ana", "family": "Silva", "known_as": "", "pronouns": "", "bio": ""}
    return names | {"version": 1} | changes


def kept(person):
    return (
        sorted(Speaks.objects.filter(person=person).values_list("language", flat=True)),
        sorted(Interest.objects.filter(person=person).values_list("topic", flat=True)),
    )


def save(person, version=1, **more):
    return profiles.save(person=person, version=version, by=person.user, at=NOON, **more)


def test_languages_and_topics_are_saved_with_the_words_of_the_trail(client, ana):
    client.post(PROFILE, profile(languages=["es", "vi"], topics=["water"]))

    ana.refresh_from_db()
    entry = AuditEntry.objects.get(action="network.profile_edited")
    assert (kept(ana), ana.version) == ((["es", "vi"], ["water"]), 2)
    assert entry.after == {"languages": "Spanish, Vietnamese", "interests": "Water"}


def test_the_form_begins_with_what_is_there_and_what_is_unticked_goes(client, ana):
    save(ana, languages=["es"], topics=["water"])

    page = client.get(PROFILE).content.decode()
    client.post(PROFILE, profile(version=2, languages=["vi"]))

    assert 'value="es" id="id_languages_0" checked' in page
    assert kept(ana) == (["vi"], [])


def test_a_second_editor_of_languages_is_told_and_keeps_their_ticks(client, ana):
    save(ana, languages=["es"])

    page = client.post(PROFILE, profile(languages=["vi"])).content.decode()

    assert "Their changes are shown; yours are kept below." in page
    assert 'value="vi" id="id_languages_2" checked' in page
    assert kept(ana) == (["es"], [])


def test_saving_the_same_again_changes_nothing(ana):
    save(ana, languages=["es"], topics=["water"])
    ana.refresh_from_db()
    save(ana, version=2, languages=["es"], topics=["water"])

    ana.refresh_from_db()
    assert (ana.version, AuditEntry.objects.count()) == (2, 1)


def test_names_and_languages_together_are_one_step_of_the_version(ana):
    save(ana, bio="New", languages=["es"])

    ana.refresh_from_db()
    assert ana.version == 2


@pytest.mark.parametrize("bad", [{"languages": ["xx"]}, {"topics": ["secrets"]}])
def test_what_is_not_on_the_list_is_refused(client, ana, bad):
    page = client.post(PROFILE, profile(**bad)).content.decode()

    assert "Choose from the list." in page
    assert kept(ana) == ([], [])


def test_a_failure_midway_leaves_nothing(ana, monkeypatch):
    monkeypatch.setattr(audit, "record", lambda *args, **kwargs: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        save(ana, languages=["es"])

    ana.refresh_from_db()
    assert (kept(ana), ana.version) == (([], []), 1)


# Ways to reach them


def test_an_office_address_is_added_and_taken_away(client, ana):
    client.post(ADD, {"kind": "email", "use": "official", "value": "Mayor@City.example"})
    added = ana.contacts.get(use="official")
    page = client.get(PROFILE).content.decode()
    client.post(f"/me/profile/contacts/{added.public_id}/remove/")

    assert (added.value, added.verified_at) == ("mayor@city.example", None)
    assert "mayor@city.example" in page
    assert ana.contacts.filter(use="official").count() == 0


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"value": ""}, "Fill this in."),
        ({"value": "not an address"}, "Enter an e-mail address"),
        ({"value": "a@b.example\nBcc: c@d.example"}, "Line breaks are not allowed here."),
        ({"use": "personal"}, "Choose one of the list."),
        ({"use": "assistant"}, "Choose one of the list."),
        ({"kind": "url", "value": "javascript:alert(1)"}, "Use a link that starts with https://."),
        ({"kind": "url", "value": "http://city.example"}, "Use a link that starts with https://."),
        ({"kind": "phone", "value": "12"}, "Enter a phone number"),
        ({"kind": "fax"}, "Choose one of the list."),
    ],
)
def test_what_is_no_way_to_reach_somebody_is_refused(client, ana, said, words):
    good = {"kind": "email", "use": "official", "value": "a@b.example"}

    page = client.post(ADD, good | said).content.decode()

    assert words in page
    assert ana.contacts.count() == 1


def test_the_operation_adds_nothing_personal_either(ana):
    with pytest.raises(ValidationError) as refusal:
        profiles.add_contact(
            person=ana, kind="email", use="personal", value="x@y.example", by=ana.user, at=NOON
        )

    assert refusal.value.error_list[0].code == "personal"


def test_the_address_one_signs_in_with_is_changed_and_not_removed(client, ana):
    own = ana.contacts.get()

    page = client.post(f"/me/profile/contacts/{own.public_id}/remove/", follow=True)

    assert "Change it instead of removing it." in page.content.decode()
    assert ana.contacts.get() == own


def test_nobody_elses_contact_is_there(client, ana):
    other = ContactPoint.objects.create(
        person=PersonFactory(), kind="phone", use="official", value="410 555 0100"
    )

    assert client.post(f"/me/profile/contacts/{other.public_id}/remove/").status_code == 404
    assert ContactPoint.objects.filter(pk=other.pk).count() == 1


def test_twenty_ways_are_enough(client, ana):
    for number in range(19):
        ContactPoint.objects.create(
            person=ana, kind="url", use="official", value=f"https://{number}.example"
        )

    page = client.post(ADD, {"kind": "phone", "use": "official", "value": "410 555 0100"})

    assert "That is enough: remove one first." in page.content.decode()


def test_removing_what_is_gone_changes_nothing(ana):
    gone = ContactPoint.objects.create(person=ana, kind="phone", use="official", value="5550100")
    for _ in range(2):
        profiles.remove_contact(contact=gone, by=ana.user, at=NOON)

    assert AuditEntry.objects.filter(action="network.contact_removed").count() == 1
    assert Person.objects.filter(pk=ana.pk).count() == 1
