"""Where else a hidden caucus could show: letters, the trail, searches, files one takes away."""

import io

import pytest
from openpyxl import load_workbook

from network.models import AuditEntry, ContactPoint, Letter, Person
from tests.crawl import addresses
from tests.privacy.answers import ask, client_of
from tests.test_privacy import LEFT_OUT, letters

OUTSIDERS = ("director", "national", "outside")
HIDDEN = "/caucuses/zephyrine-cell/"
EXPORT = "/desk/people/export/?columns=standing&columns=office&columns=chapter&columns=tags"
SEARCHED = {"desk", "directory", "events", "meet"}
#: What lists may be narrowed, sorted or looked through by; `{}` stands for a word.
QUESTIONS = ("q={}", "group={0}&caucus={0}&chapter={0}&tag={0}&sort={0}&columns={0}&audience={0}")


def ways(world):
    """Each thing that can be done in a caucus by hand, as who does it and with what."""
    asked = world.named["asked"]
    return [
        ("chair", f"requests/{asked}/approve/", {}),
        ("chair", f"requests/{asked}/decline/", {}),
        ("chair", "invite/", {"email": "olive.private@example.org"}),
        ("inside", "leave/", {}),
    ]


def test_no_letter_and_no_line_of_the_trail_tells_of_a_caucus(world, send_letters):
    for given in ("Olive", "Asa", "Ines", "Cleo"):
        ContactPoint.objects.create(
            person=Person.objects.get(given=given),
            kind="email",
            use="personal",
            value=f"{given.lower()}.private@example.org",
        )
    for who, way, fields in ways(world):
        answer = client_of(world.people[who]).post(HIDDEN + way, fields)
        assert answer.status_code == 302

    said = letters()
    sent = send_letters()

    assert world.secrets(said) == []
    assert len(sent) == Letter.objects.count() >= 2
    assert [world.secrets(str(letter.message())) for letter in sent] == [[]] * len(sent)
    assert [letter.person for letter in Letter.objects.all()] == [None] * len(sent)
    assert AuditEntry.objects.filter(action__startswith="caucuses.").count() == 0
    assert AuditEntry.including_private.filter(action__startswith="caucuses.").count() >= 4


@pytest.mark.parametrize("who", OUTSIDERS)
@pytest.mark.parametrize("method", ["get", "htmx"])
def test_no_list_knows_a_word_of_a_hidden_caucus(world, who, method):
    """Looking for its name, its slug or its purpose is looking for nonsense."""
    client = client_of(world.people[who])
    client.get("/caucuses/")
    different = []
    for address in addresses():
        section = address.route.partition("/")[0]
        if address.arguments or address.route in LEFT_OUT or section not in SEARCHED:
            continue
        for question in QUESTIONS:
            for word, nonsense in (("Zephyrine", "Zephyrina"), ("zephyrine-cell", "zephyrine-xyz")):
                path = f"/{address.route}?{question}"
                real = without_word(ask(client, method, path.format(word)), word)
                none = without_word(ask(client, method, path.format(nonsense)), nonsense)
                if real != none:
                    different.append((path, word))

    assert different == []


def without_word(said, word):
    """All but the words of the queries, in which a word is folded and taken apart."""
    return said.without(word, word.lower())[:-1]


def test_the_same_searches_do_find_what_is_there(world):
    """The control: of two words one of which somebody is called by, one finds them."""
    client = client_of(world.people["national"])

    found = ask(client, "get", "/desk/people/?q=Quenby").without("Quenby")

    assert found != ask(client, "get", "/desk/people/?q=Quenbx").without("Quenbx")


@pytest.mark.parametrize("who", ["director", "national"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_no_file_that_is_taken_away_tells_of_a_caucus(world, who, form):
    answer = client_of(world.people[who]).post(EXPORT, {"form": form, "reason": "For a meeting"})

    data = b"".join(answer.streaming_content)
    text = data.decode("utf-8-sig") if form == "csv" else cells(data)

    assert "Ines Member" in text
    assert world.leaks(who, text) == []


def cells(data):
    book = load_workbook(io.BytesIO(data))
    rows = (row for sheet in book for row in sheet.iter_rows(values_only=True))
    return "\n".join(" ".join(str(cell) for cell in row) for row in rows) + str(book.properties)
