"""The members' directory: whoever said yes, as much as they show, for members alone."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from network.models import (
    Consent,
    ContactPoint,
    DirectoryChoice,
    Interest,
    Membership,
    Person,
    Speaks,
)
from network.models.memberships import MembershipEnd
from network.models.profiles import SHOWN_AT_FIRST, Part
from tests.factories import (
    NOON,
    ApplicationFactory,
    CaucusGroupFactory,
    CommitteeFactory,
    MembershipFactory,
    PartnerFactory,
    PersonFactory,
    SeatFactory,
    TermFactory,
    a_chapter,
    a_director,
    a_member,
    an_administrator,
    an_editor,
    national_staff,
    with_login,
)

LIST = "/directory/"
NOWHERE = "00000000-0000-4000-8000-000000000000"
YESTERDAY = timezone.localdate() - dt.timedelta(days=1)


def say(person, given, purpose="directory"):
    return Consent.objects.create(
        person=person, purpose=purpose, given=given, text_version="2026-11", how="self", at=NOON
    )


def shown(chapter=None, **names):
    """A member who is in the directory."""
    person = a_member(chapter, **names)
    say(person, True)
    return person


@pytest.fixture
def reader(client):
    """A member of another chapter who is not in the directory."""
    person = a_member(a_chapter(state="OH", name="Ohio"), given="Rita", family="Reader")
    client.force_login(person.user)
    return person


def names(client, **query):
    listing = client.get(LIST, query).context["shown"]
    return [row.name for row in listing.rows]


def entry(client, person):
    return client.get(f"{LIST}{person.public_id}/")


def plain(answer):
    """What an answer says, less what is drawn anew for each."""
    return re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"', "", answer.content.decode())


def words(client, person):
    return " ".join(entry(client, person).content.decode().split())


# Who may look


@pytest.mark.parametrize("who", [a_member, a_director, national_staff, an_administrator])
def test_members_and_staff_may_look(client, who):
    ana = shown()
    client.force_login(who().user)

    assert client.get(LIST).status_code == 200
    assert entry(client, ana).status_code == 200


def test_alumni_may_look(client):
    alum = a_member()
    TermFactory(person=alum, ended_on=YESTERDAY, end_reason="completed")
    client.force_login(alum.user)

    assert client.get(LIST).status_code == 200


def a_partner():
    person = with_login(PersonFactory())
    MembershipFactory(person=person, group=PartnerFactory())
    return person


def an_applicant():
    person = with_login(PersonFactory())
    ApplicationFactory(person=person)
    return person


def somebody_who_left():
    person = a_member()
    over = {"until": YESTERDAY, "end_reason": MembershipEnd.LEFT}
    Membership.objects.filter(person=person).update(**over)
    return person


@pytest.mark.parametrize(
    "who",
    [
        a_partner,
        an_applicant,
        an_editor,
        somebody_who_left,
        lambda: with_login(PersonFactory()),
    ],
)
def test_others_find_nothing_here(client, who):
    ana = shown()
    client.force_login(who().user)

    pages = [LIST, f"{LIST}{ana.public_id}/", f"{LIST}{ana.public_id}/write/"]
    assert [client.get(page).status_code for page in pages] == [404] * 3


def test_visitors_sign_in_first_and_machines_are_told_to_stay_away(client, reader):
    assert "noindex" in client.get(LIST)["X-Robots-Tag"]
    client.logout()
    assert client.get(LIST).url == "/accounts/login/?next=/directory/"


# Who is in it


def test_it_lists_those_who_said_yes_with_office_and_chapter(client, reader):
    ana = shown(a_chapter(), given="Ana", family="Silva")
    term = TermFactory(person=ana)
    a_member(a_chapter(), given="Silent")

    (row,) = client.get(LIST).context["shown"].rows

    assert row == (f"{LIST}{ana.public_id}/", "Ana Silva", str(term.office), "Texas")


def never_asked():
    return a_member()


def said_no_since():
    person = shown()
    say(person, False)
    return person


def left():
    person = shown()
    over = {"until": YESTERDAY, "end_reason": MembershipEnd.LEFT}
    Membership.objects.filter(person=person).update(**over)
    return person


def merged():
    person = shown()
    Person.objects.filter(pk=person.pk).update(merged_into=PersonFactory())
    return person


def erased():
    person = shown()
    Person.objects.filter(pk=person.pk).update(erased_at=NOON)
    return person


def only_staff():
    person = a_director()
    say(person, True)
    return person


def agreed_to_something_else():
    person = a_member()
    say(person, True, "public_name")
    return person


@pytest.mark.parametrize(
    "who",
    [never_asked, said_no_since, left, merged, erased, only_staff, agreed_to_something_else],
)
def test_who_is_not_in_it_is_not_there_as_if_they_never_were(client, reader, who):
    hidden = who()

    page, missing = entry(client, hidden), client.get(f"{LIST}{NOWHERE}/")

    assert names(client) == []
    assert client.get(LIST).context["shown"].said == "0 people"
    assert (page.status_code, plain(page)) == (missing.status_code, plain(missing))
    assert client.get(f"{LIST}{hidden.public_id}/write/").status_code == 404


# What is shown


def full(**names):
    """Somebody who has something to show in every part."""
    ana = shown(a_chapter(), pronouns="she/they", bio="I plant trees.", **names)
    TermFactory(person=ana, office__title="Mayor")
    over = {"ended_on": dt.date(2020, 1, 1), "starts_on": None, "end_reason": "completed"}
    TermFactory(person=ana, office__title="Clerk of old", **over)
    seat = SeatFactory(committee=CommitteeFactory(parent=a_chapter(), name="Steering Group"))
    MembershipFactory(person=ana, group=seat.committee, seat=seat, place=1)
    Speaks.objects.create(person=ana, language="hmn")
    Interest.objects.create(person=ana, topic="broadband")
    for kind, use, value in [
        ("email", "personal", "private@example.org"),
        ("email", "official", "mayor@example.org"),
        ("phone", "official", "410 555 0100"),
        ("phone", "personal", "410 555 0199"),
        ("url", "official", "https://city.example"),
    ]:
        ContactPoint.objects.create(person=ana, kind=kind, use=use, value=value)
    return ana


SAID = {
    Part.PRONOUNS: "she/they",
    Part.BIO: "I plant trees.",
    Part.LANGUAGES: "<dd>Hmong</dd>",
    Part.INTERESTS: "<dd>Broadband</dd>",
    Part.PAST_OFFICES: "Clerk of old",
    Part.SEATS: "Steering Group",
    Part.OFFICIAL_EMAIL: "mayor@example.org",
    Part.OFFICIAL_PHONE: "410 555 0100",
    Part.WEBSITE: "https://city.example",
}


@pytest.mark.parametrize("part", Part)
@pytest.mark.parametrize("to", ["members", "nobody"])
def test_each_part_is_shown_as_they_chose(client, reader, part, to):
    ana = full()
    for other in Part:
        chosen = to if other == part else {"members": "nobody", "nobody": "members"}[to]
        DirectoryChoice.objects.create(person=ana, part=other, shown_to=chosen)

    page = words(client, ana)

    said = {other for other in Part if SAID[other] in page}
    assert said == ({part} if to == "members" else set(Part) - {part})


def test_who_has_not_chosen_shows_what_is_shown_at_first(client, reader):
    page = words(client, full())

    said = {part for part in Part if SAID[part] in page}
    assert said == {part for part, to in SHOWN_AT_FIRST.items() if to == "members"}
    assert "Mayor" in page


def test_nothing_personal_is_ever_shown(client, reader):
    ana = full()
    for part in Part:
        DirectoryChoice.objects.create(person=ana, part=part, shown_to="members")
    MembershipFactory(person=ana, group=CaucusGroupFactory(name="Hidden Circle"))

    page = words(client, ana)

    personal = ["private@example.org", "410 555 0199", ana.user.email, "Hidden Circle"]
    assert [one for one in personal if one in page] == []


def test_an_office_address_that_came_back_is_not_shown(client, reader):
    ana = full()
    DirectoryChoice.objects.create(person=ana, part="official_email", shown_to="members")
    ContactPoint.objects.filter(value="mayor@example.org").update(bounced_at=NOON)

    assert "mayor@example.org" not in words(client, ana)


def test_what_they_wrote_is_text_and_no_markup(client, reader):
    ana = shown(bio="<script>alert(1)</script>")

    assert "&lt;script&gt;" in words(client, ana)


def test_one_sees_oneself_there_as_others_do(client):
    ana = full(given="Ana")
    client.force_login(ana.user)

    assert "I plant trees." in client.get("/me/privacy/as-seen/").content.decode()
    assert "mayor@example.org" not in client.get("/me/privacy/as-seen/").content.decode()
    assert "Write to" not in entry(client, ana).content.decode()


def test_whoever_is_not_in_it_sees_how_it_would_be(client, reader):
    page = client.get("/me/privacy/as-seen/").content.decode()

    assert "You are not in the directory" in page
    assert "Rita Reader" in page
