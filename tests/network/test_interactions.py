"""What was said with whom: who writes it down, who reads it, what the trail keeps."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from network import audit
from network.models import AuditEntry, Interaction
from network.models.interactions import InteractionKind, Visibility
from network.operations import interactions
from tests.factories import (
    NOON,
    MembershipFactory,
    PersonFactory,
    a_chapter,
    a_director,
    a_member,
    national_staff,
    the_network,
)

EARLIER = NOON - dt.timedelta(hours=2)


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
def bob(ohio):
    return a_director(ohio, given="Bob", family="Burr")


@pytest.fixture
def dana(texas):
    return a_member(texas, given="Dana", family="Díaz")


@pytest.fixture
def quenby(ohio):
    return a_member(ohio, given="Quenby", family="Quill")


@pytest.fixture
def desk(client, sign_in, alice):
    return sign_in(client, alice.user)


def write(by, *people, scope, visibility=Visibility.SCOPE, body="Likes trams", **other):
    values = {"kind": InteractionKind.CALL, "happened_at": EARLIER, "at": NOON} | other
    return interactions.write(
        people=people, scope=scope, visibility=visibility, body=body, by=by.user, **values
    )


def told(client, person):
    page = client.get(person.get_absolute_url())
    return [line.text for line in page.context["timeline"].lines if line.kind == "Call"]


# Writing


def test_a_call_is_written_down_on_the_record(desk, alice, dana):
    address = reverse("desk:note_add", args=[dana.public_id])
    answer = desk.post(
        address,
        {
            "kind": "call",
            "happened_at": "2026-11-20T18:30",
            "body": "  Likes trams. ",
            "scope": "texas",
            "visibility": "scope",
        },
    )
    row = Interaction.objects.get()

    assert answer.url == dana.get_absolute_url()
    assert (row.kind, row.body, row.by, row.at.isoformat()) == (
        "call",
        "Likes trams.",
        alice.user,
        "2026-11-20T23:30:00+00:00",
    )
    assert list(row.people.all()) == [dana]


def test_it_may_be_about_several_found_by_name(desk, texas, dana):
    pat, kim = (a_member(texas, given=name, family="Poe") for name in ("Pat", "Kim"))
    address = reverse("desk:note_add", args=[dana.public_id])
    found = desk.get(address, {"name": "poe", "also": str(kim.public_id)})
    offered = [label for _, label in found.context["form"].fields["also"].choices]
    sent = {
        "kind": "note",
        "happened_at": "2026-11-20T18:30",
        "body": "Car pool",
        "scope": "texas",
        "visibility": "scope",
        "name": "poe",
    }
    undecided = desk.post(address, {**sent, "also": []})
    desk.post(address, {**sent, "also": [str(kim.public_id), str(pat.public_id)]})

    assert offered == ["Kim Poe", "Pat Poe"]
    assert undecided.context["form"].errors == {
        "also": ["Tick whom you mean, or empty the search above."]
    }
    assert set(Interaction.objects.get().people.all()) == {dana, pat, kim}


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("body", " ", "Write something."),
        ("body", "a" * 5001, "Use 5,000 letters or fewer."),
        ("happened_at", "2126-01-01T00:00", "This has not happened yet. Plan it as a next step"),
        ("happened_at", "2026-02-30T00:00", "Enter a time that is."),
        ("scope", "ohio", "Choose one of the list."),
        ("visibility", "everybody", "Choose one of the list."),
        ("also", "not-a-key", "Choose some of those found."),
        ("name", "zzz", "Nobody has a name like this. Try fewer letters."),
    ],
)
def test_what_does_not_fit_is_refused_in_words(desk, dana, ohio, field, value, words):
    sent = {
        "kind": "note",
        "happened_at": "2026-11-20T18:30",
        "body": "Car pool",
        "scope": "texas",
        "visibility": "scope",
    }
    page = desk.post(reverse("desk:note_add", args=[dana.public_id]), sent | {field: value})

    assert page.context["form"].errors[field][0].startswith(words)
    assert Interaction.objects.count() == 0


def test_nobody_writes_about_whom_they_do_not_see(alice, texas, dana, quenby):
    with pytest.raises(ValidationError) as refusal:
        write(alice, dana, quenby, scope=texas)

    assert refusal.value.code == "people"
    assert (Interaction.objects.count(), AuditEntry.objects.count()) == (0, 0)


def test_nobody_writes_for_the_staff_of_a_group_they_do_not_keep(alice, dana, ohio):
    for scope in (ohio, the_network()):
        with pytest.raises(ValidationError) as refusal:
            write(alice, dana, scope=scope)

        assert refusal.value.code == "scope"
    assert Interaction.objects.count() == 0


def test_the_same_again_is_the_same_one(alice, texas, dana):
    first, second = (write(alice, dana, scope=texas) for _ in range(2))

    assert (first, Interaction.objects.count(), AuditEntry.objects.count()) == (second, 1, 1)


def test_a_failure_midway_leaves_nothing(alice, texas, dana, monkeypatch):
    def full(entries):
        raise OSError("disk full")

    monkeypatch.setattr(audit, "record_many", full)
    with pytest.raises(OSError, match="disk full"):
        write(alice, dana, scope=texas)

    assert (Interaction.objects.count(), AuditEntry.objects.count()) == (0, 0)


# Reading


def test_of_two_chapters_the_staff_of_the_one_it_is_for_reads_it(
    client, sign_in, alice, bob, texas, dana, quenby
):
    june = national_staff()
    write(june, dana, quenby, scope=texas)

    assert told(sign_in(client, alice.user), dana) == ["Likes trams"]
    assert told(sign_in(client, bob.user), quenby) == []
    assert told(sign_in(client, june.user), quenby) == ["Likes trams"]


@pytest.mark.parametrize(
    ("visibility", "readers"),
    [
        (Visibility.SCOPE, ["author", "colleague", "national"]),
        (Visibility.NATIONAL, ["author", "national"]),
        (Visibility.OWN, ["author"]),
    ],
)
def test_whoever_may_not_read_it_does_not_learn_that_it_is(
    client, sign_in, alice, texas, dana, visibility, readers
):
    write(alice, dana, scope=texas, visibility=visibility)
    people = {
        "author": alice,
        "colleague": a_director(texas, given="Col"),
        "national": national_staff(),
    }
    reads, knows, hears = [], [], []
    for key, person in people.items():
        page = sign_in(client, person.user).get(dana.get_absolute_url())
        reads += [key] if "Likes trams" in page.content.decode() else []
        lines = [line.what for line in page.context["history"]]
        knows += [key] if "wrote a note" in lines else []
        recent = [row.line.what for row in client.get("/desk/").context["recent"]]
        hears += [key] if "wrote a note" in recent else []

    assert (reads, knows, hears) == (readers, readers, readers)


def test_a_note_is_no_page_for_anybody_but_its_author(client, sign_in, alice, bob, texas, dana):
    row = write(alice, dana, scope=texas)
    pages = [reverse(f"desk:{name}", args=[row.public_id]) for name in ("note_edit", "note_remove")]
    strangers = [bob, a_director(texas), national_staff(), dana]
    answers = {
        sign_in(client, person.user).get(page).status_code for person in strangers for page in pages
    }
    client.logout()

    assert answers == {404}
    assert [client.get(page).status_code for page in pages] == [302, 302]
    assert [sign_in(client, alice.user).get(page).status_code for page in pages] == [200, 200]


# Changing and taking back


def test_ones_own_is_changed(desk, alice, texas, dana):
    row = write(alice, dana, scope=texas)
    desk.post(
        reverse("desk:note_edit", args=[row.public_id]),
        {
            "kind": "meeting",
            "happened_at": "2026-11-20T18:30",
            "body": "Likes buses",
            "scope": "texas",
            "visibility": "own",
            "version": 1,
        },
    )
    row.refresh_from_db()

    assert (row.kind, row.body, row.visibility, row.version) == (
        "meeting",
        "Likes buses",
        "own",
        2,
    )


def test_an_old_form_is_told_who_was_faster_and_keeps_its_words(desk, alice, texas, dana):
    row = write(alice, dana, scope=texas)
    interactions.edit(interaction=row, version=1, body="Likes buses", by=alice.user, at=NOON)
    address = reverse("desk:note_edit", args=[row.public_id])
    old = {
        "kind": "call",
        "happened_at": "2026-11-20T18:30",
        "body": "Likes boats",
        "scope": "texas",
        "visibility": "scope",
    }
    page = desk.post(address, old | {"version": 1})
    again = desk.post(address, old | {"version": page.context["form"]["version"].value()})
    row.refresh_from_db()

    assert page.context["form"].non_field_errors() == [
        "Alice Ames changed this at 12:00. Their changes are shown; yours are kept below."
    ]
    assert page.context["theirs"] == {"What to remember": "Likes buses"}
    assert (again.status_code, row.body) == (302, "Likes boats")


def test_saving_what_is_there_changes_nothing(alice, texas, dana):
    row = write(alice, dana, scope=texas)
    same = interactions.edit(interaction=row, version=1, body="Likes trams", by=alice.user, at=NOON)

    assert (same.version, AuditEntry.objects.count()) == (1, 1)


def test_only_who_wrote_it_changes_it_or_takes_it_back(alice, texas, dana):
    row, june = write(alice, dana, scope=texas), national_staff()
    for change in (
        lambda: interactions.edit(interaction=row, version=1, body="x", by=june.user, at=NOON),
        lambda: interactions.remove(interaction=row, by=june.user, at=NOON),
    ):
        with pytest.raises(ValidationError) as refusal:
            change()

        assert refusal.value.messages == ["Only who wrote it may change it."]
    assert Interaction.objects.get().body == "Likes trams"


def test_taken_back_it_is_gone_but_for_the_trail_that_keeps_no_words(desk, alice, texas, dana):
    row = write(alice, dana, scope=texas)
    asked = desk.get(reverse("desk:note_remove", args=[row.public_id]))
    desk.post(reverse("desk:note_remove", args=[row.public_id]))
    interactions.remove(interaction=row, by=alice.user, at=NOON)
    trail = AuditEntry.objects.order_by("pk")

    assert (asked.status_code, Interaction.objects.count()) == (200, 0)
    assert [(entry.action, entry.after) for entry in trail] == [
        ("network.note_written", {"kind": "Call"}),
        ("network.note_removed", {"kind": "Call"}),
    ]


def test_a_writer_who_left_their_desk_reads_and_changes_nothing(client, sign_in, texas, dana):
    left = a_director(texas)
    row = write(left, dana, scope=texas)
    gone = MembershipFactory._meta.model.objects.filter(person=left)
    gone.update(until=dt.date(2026, 11, 1), end_reason="left")
    page = sign_in(client, left.user).get(reverse("desk:note_edit", args=[row.public_id]))

    assert page.status_code == 404


def test_its_author_is_told_of_those_they_no_longer_see_only_that(client, sign_in, bob, quenby):
    june, hidden = national_staff(), PersonFactory(given="Hidden")
    row = write(june, hidden, quenby, scope=the_network())
    Interaction.objects.filter(pk=row.pk).update(by=bob.user)
    page = sign_in(client, bob.user).get(reverse("desk:note_edit", args=[row.public_id]))

    assert "Quenby Quill" in page.content.decode()
    assert "Hidden" not in page.content.decode()
