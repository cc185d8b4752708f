"""What opens by itself, and what one takes along: addresses that are keys, calendars, files."""

import io
import zipfile

import pytest

from events.models import CalendarToken, PrivateShown
from network.models import Membership, Person
from tests.crawl import NOWHERE, addresses, whole
from tests.privacy.answers import ask, client_of
from tests.test_privacy import EVERYBODY

HIDDEN = "/caucuses/zephyrine-cell/"
#: What pages are for staff alone to read, but somebody said or asked for themselves.
THEIRS = {
    "applicant": {"how they heard", "other chapter's gathering", "their ticket"},
    "outside": {"source of a prospect", "referrer's words"},
}
SIGNED_IN = [who for who in EVERYBODY if who not in ("visitor", "admin")]


def rooms(world):
    """Every address below the hidden caucus, with rows that are in it and one that is nowhere."""
    values = world.values | {
        "slug": ["zephyrine-cell"],
        "public_id": [world.named["asked"], NOWHERE],
    }
    for address in addresses():
        if address.route.startswith("caucuses/<slug:slug>/"):
            yield from address.filled(values)


@pytest.mark.parametrize("who", ["chair", "inside"])
def test_the_token_of_a_link_is_told_as_it_is_made_and_never_again(world, who):
    chair, reader = client_of(world.people["chair"]), client_of(world.people[who])

    made = whole(chair.post(f"{HIDDEN}invite-links/", {"days": 7, "most_uses": 1}))
    told = made.partition("/caucuses/join/")[2].partition("/")[0]
    tokens = (told, world.named["token"])

    assert len(told) >= 32
    assert tokens[1] not in made
    pages = {path: ask(reader, "get", path).body for path in rooms(world)}
    assert [path for path, body in pages.items() if any(one in body for one in tokens)] == []


@pytest.mark.parametrize("who", ["visitor", "applicant", "director", "national", "admin"])
def test_a_link_of_a_hidden_caucus_is_none_to_whom_it_is_not_for(world, who):
    """Byte for byte what a token that never was answers, and as many questions."""
    client = client_of(world.people[who])
    live, never = (f"/caucuses/join/{token}/" for token in (world.named["token"], "never-was"))

    for method in ("get", "post"):
        opened = ask(client, method, live)

        assert opened.status in (302, 404)
        assert (
            opened.without(world.named["token"])[:-1]
            == (ask(client, method, never).without("never-was")[:-1])
        )


def test_the_same_link_does_open_to_whom_it_is_for(world):
    """The control."""
    opened = ask(
        client_of(world.people["outside"]), "get", f"/caucuses/join/{world.named['token']}/"
    )

    assert "Zephyrine Circle" in opened.body


def calendar_of(world, key, shown, *, read_by="visitor"):
    """Somebody's own calendar as they chose it, fetched by whoever has its address."""
    CalendarToken.objects.filter(person__user=world.people[key]).update(private_shown=shown)
    secret = world.named[f"calendar of {key}"]
    return ask(client_of(world.people[read_by]), "get", f"/calendar/{secret}.ics").body


@pytest.mark.parametrize("key", ["inside", "chair"])
def test_a_calendar_tells_of_a_caucus_what_its_owner_chose(world, key):
    named = calendar_of(world, key, PrivateShown.NAMED)
    discreet = calendar_of(world, key, PrivateShown.DISCREET)
    hidden = calendar_of(world, key, PrivateShown.HIDDEN)

    assert {"hidden meeting", "hidden series", "hidden agenda"} <= set(world.secrets(named))
    assert {"caucus name", "caucus slug", "secret link"}.isdisjoint(world.secrets(named))
    assert (world.secrets(discreet), world.secrets(hidden)) == ([], [])
    meetings = named.count("BEGIN:VEVENT") - hidden.count("BEGIN:VEVENT")
    assert (meetings, discreet.count("SUMMARY:Meeting\r\n")) == (4, 4)


def test_who_fetches_a_calendar_makes_no_difference(world):
    """Its address is the key: a session adds nothing, not even an administrator's."""
    read = {calendar_of(world, "chair", PrivateShown.DISCREET, read_by=who) for who in EVERYBODY}

    assert len(read) == 1


@pytest.mark.parametrize("key", ["chair", "inside"])
def test_where_caucuses_are_left_out_a_calendar_is_as_if_one_were_in_none(world, key):
    before = calendar_of(world, key, PrivateShown.HIDDEN)

    places = Membership.including_private.filter(person__user=world.people[key])
    places.filter(group__slug="zephyrine-cell").delete()

    assert calendar_of(world, key, PrivateShown.HIDDEN) == before


def taken(client, form):
    """All that is in one's own data, as text."""
    answer = client.post("/me/data/", {"form": form})
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store, private")
    if form == "json":
        return answer.content.decode()
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        return "\n".join(packed.read(name).decode("utf-8-sig") for name in packed.namelist())


@pytest.mark.parametrize("who", SIGNED_IN)
@pytest.mark.parametrize("form", ["json", "csv"])
def test_nobody_takes_along_what_is_not_theirs(world, who, form):
    client, person = client_of(world.people[who]), Person.objects.get(user=world.people[who])

    text = taken(client, form)

    assert person.given in text
    assert set(world.leaks(who, text)) - THEIRS.get(who, set()) == set()
    assert ("Zephyrine Circle" in text) is (who in ("inside", "chair"))
