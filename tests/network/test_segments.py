"""Segments and tags: kept by a group, asked anew by whoever reads, never by anybody else."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from network.models import AuditEntry, Segment, Speaks, Tag, Tagging
from network.operations import segments, tags
from network.reports import people
from tests.factories import (
    NOON,
    CommitteeFactory,
    a_chapter,
    a_director,
    a_member,
    national_staff,
    the_network,
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
def desk(client, sign_in, alice):
    return sign_in(client, alice.user)


def speaker(chapter, language="es", **names):
    person = a_member(chapter, **names)
    Speaks.objects.create(person=person, language=language)
    return person


def a_segment(group, name="Spanish speakers", columns=(), **query):
    return Segment.objects.create(
        group=group,
        name=name,
        query={key: [value] for key, value in query.items()},
        columns=list(columns),
        made_at=NOON,
    )


def lines(client):
    return [
        (str(segment), count)
        for segment, _, count in client.get("/desk/people/segments/").context["lines"]
    ]


def code_of(refusal):
    return refusal.value.error_list[0].code


# Segments


def test_filters_are_saved_from_the_list_and_opened_again(desk, alice, texas):
    asked = "?language=es&language=ko&sort=newest&columns=office&columns=tags&page=3&standing="
    answer = desk.post(
        f"/desk/people/segments/save/{asked}", {"name": " Two  tongues ", "group": "texas"}
    )
    segment = Segment.objects.get()

    assert answer.url == "/desk/people/segments/"
    assert (segment.name, segment.group, segment.made_by) == ("Two tongues", texas, alice.user)
    assert segment.query == {"language": ["es", "ko"], "sort": ["newest"]}
    assert segment.columns == ["office", "tags"]
    assert (
        desk.get(f"/desk/people/segments/{segment.public_id}/").url
        == "/desk/people/?language=es&language=ko&sort=newest&columns=office&columns=tags"
    )
    assert AuditEntry.objects.get().action == "network.segment_saved"


def test_a_segment_is_counted_anew_at_each_look(desk, texas):
    a_segment(texas, language="es")
    before = lines(desk)
    speaker(texas)

    assert (before, lines(desk)) == (
        [("Spanish speakers", "0 people")],
        [("Spanish speakers", "1 person")],
    )


def test_a_count_is_capped(monkeypatch, desk, texas):
    a_segment(texas, standing="member")
    monkeypatch.setattr(people, "MOST", 1)
    for _ in range(3):
        a_member(texas)

    assert lines(desk) == [("Spanish speakers", "more than 1 people")]


def test_a_segment_is_asked_with_the_rights_of_its_reader(client, sign_in, texas, ohio, alice):
    a_segment(texas, language="es")
    for chapter in (texas, ohio, ohio):
        speaker(chapter)
    seen = []
    for user in (alice.user, national_staff().user):
        seen += lines(sign_in(client, user))

    assert seen == [("Spanish speakers", "1 person"), ("Spanish speakers", "3 people")]


def test_a_segment_that_names_the_readers_only_chapter_asks_about_their_people(desk, texas):
    a_segment(texas, chapter="texas", language="es")
    speaker(texas)

    assert lines(desk) == [("Spanish speakers", "1 person")]


def test_segments_of_others_are_not_there(client, desk, sign_in, texas, ohio):
    theirs = a_segment(ohio, "Xylophone")
    national = a_segment(the_network(), "Quokka")
    a_segment(texas, "Ours")
    page = desk.get("/desk/people/segments/").content.decode()
    found = [
        desk.get(f"/desk/people/segments/{segment.public_id}/{place}").status_code
        for segment in (theirs, national)
        for place in ("", "rename/", "delete/")
    ]

    assert [name in page for name in ("Ours", "Xylophone", "Quokka")] == [True, False, False]
    assert found == [404] * 6
    assert desk.post(f"/desk/people/segments/{theirs.public_id}/delete/").status_code == 404
    for user, status in ((a_director(ohio).user, 200), (a_member(texas).user, 404)):
        seen = sign_in(client, user).get(f"/desk/people/segments/{theirs.public_id}/delete/")
        assert seen.status_code == status


@pytest.mark.parametrize("gone", ["tag", "chapter", "committee", "nonsense"])
def test_a_segment_whose_filter_is_gone_admits_nobody_and_says_so(client, sign_in, texas, gone):
    sign_in(client, national_staff().user)
    ohio, utah = a_chapter("OH", "Ohio"), a_chapter("UT", "Utah")
    committee = CommitteeFactory(parent=ohio, slug="gone")
    mark = Tag.objects.create(group=texas, name="Mentor")
    value = {"tag": str(mark.public_id), "chapter": ohio.slug, "committee": "gone"}.get(gone, "x")
    segment = a_segment(utah, **{gone: value})
    whole = lines(client)
    if gone == "tag":
        mark.delete()
    for group in (ohio, committee):
        group.closed_on = dt.date(2026, 1, 1)
        group.save()
    answer = client.get(f"/desk/people/segments/{segment.public_id}/", follow=True)

    assert whole[0][1].startswith("0 people" if gone != "nonsense" else "One of its filters")
    assert lines(client)[0][1].startswith("One of its filters is gone")
    assert "it fits nobody" in answer.content.decode()
    assert answer.redirect_chain[0][0] == "/desk/people/segments/"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_segments_take_the_same_queries(django_assert_num_queries, desk, texas, rows):
    for number in range(rows):
        committee = CommitteeFactory(parent=texas)
        a_segment(texas, f"No {number}", language="es", committee=committee.slug)
    desk.get("/desk/people/segments/")

    with django_assert_num_queries(SEGMENT_QUERIES):
        assert len(lines(desk)) == rows


#: Session, account and rights come first; then segments, what may be asked, its groups, counts.
SEGMENT_QUERIES = 8


def test_a_name_is_taken_once_a_group(desk, texas, ohio, alice):
    a_segment(texas, "Mayors")
    page = desk.post("/desk/people/segments/save/?role=mayor", {"name": "mayors", "group": "texas"})
    with pytest.raises(ValidationError) as refusal:
        segments.save(group=ohio, name="Mayors", query={}, columns=[], by=alice.user, at=NOON)

    assert page.context["form"].errors == {"name": ["A segment of this name is already there."]}
    assert (code_of(refusal), Segment.objects.count()) == ("rights", 1)
    assert AuditEntry.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "Enter a name."),
        ("a" * 81, "Use 80 letters or fewer."),
        ("a\nb", "Line breaks are not allowed here."),
    ],
)
def test_a_bad_name_is_refused_in_words(desk, texas, name, words):
    page = desk.post("/desk/people/segments/save/", {"name": name, "group": "texas"})

    assert page.context["form"].errors["name"] == [words]


def test_an_unknown_filter_is_not_saved(desk, texas):
    answer = desk.post("/desk/people/segments/save/?planet=mars", {"name": "x", "group": "texas"})

    assert (answer.url, Segment.objects.count()) == ("/desk/people/", 0)


def test_a_segment_is_renamed_and_deleted(desk, texas):
    segment = a_segment(texas, "Mayors")
    address = f"/desk/people/segments/{segment.public_id}/"
    for _ in range(2):
        desk.post(f"{address}rename/", {"name": "Mayors all"})
    renamed = Segment.objects.get().name
    desk.post(f"{address}delete/")

    assert (renamed, Segment.objects.count()) == ("Mayors all", 0)
    assert [entry.action for entry in AuditEntry.objects.order_by("pk")] == [
        "network.segment_renamed",
        "network.segment_deleted",
    ]
    assert desk.get(f"{address}delete/").status_code == 404


@pytest.mark.parametrize(("model", "name"), [(Segment, ""), (Tag, "")])
def test_a_nameless_one_is_refused_by_the_database(texas, model, name):
    fields = {"made_at": NOON} if model is Segment else {}
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(group=texas, name=name, **fields)


def test_names_differ_by_more_than_capitals_in_the_database(texas):
    Tag.objects.create(group=texas, name="Mentor")
    a_segment(texas, "Mayors")
    for broken in (
        lambda: Tag.objects.create(group=texas, name="MENTOR"),
        lambda: a_segment(texas, "MAYORS"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            broken()


# Tags


def test_a_tag_is_put_on_from_the_record_and_taken_off(desk, alice, texas):
    dana = a_member(texas, given="Dana")
    address = f"{dana.get_absolute_url()}tags/"
    for name in ("Mentor", "mentor"):
        desk.post(f"{address}add/", {"name": name, "group": "texas"})
    tagging = Tagging.objects.get()
    page = desk.get(dana.get_absolute_url()).content.decode()
    for _ in range(2):
        answer = desk.post(f"{address}{tagging.tag.public_id}/remove/")

    assert (tagging.person, tagging.tag.name, tagging.by) == (dana, "Mentor", alice.user)
    assert "Mentor" in page
    assert (answer.url, Tagging.objects.count()) == (dana.get_absolute_url(), 0)
    assert [entry.action for entry in AuditEntry.objects.order_by("pk")] == [
        "network.tag_made",
        "network.tagged",
        "network.untagged",
    ]


def test_nobody_else_learns_of_a_tag(client, sign_in, texas, ohio, alice):
    """Not on the record, not among its changes, not in the list of tags, not by address."""
    dana = a_member(texas, given="Dana")
    boss = national_staff()
    mark = tags.make(group=the_network(), name="Quokka", by=boss.user, at=NOON)
    tags.put_on(tag=mark, people=[dana], by=boss.user, at=NOON)
    theirs = Tag.objects.create(group=ohio, name="Xylophone")
    Tagging.objects.create(tag=theirs, person=dana, at=NOON)
    words = ("Quokka", "Xylophone", "put a tag on them")
    seen = {}
    for person in (alice, boss):
        sign_in(client, person.user)
        pages = [
            client.get(path).content.decode()
            for path in (dana.get_absolute_url(), "/desk/people/tags/")
        ]
        seen[person] = [word in "".join(pages) for word in words]

    assert seen == {alice: [False] * 3, boss: [True] * 3}
    sign_in(client, alice.user)
    for path in (f"/desk/people/tags/{mark.public_id}/delete/",):
        assert client.get(path).status_code == client.post(path).status_code == 404
    assert client.post(f"{dana.get_absolute_url()}tags/{mark.public_id}/remove/").status_code == 404
    assert Tagging.objects.count() == 2


def test_a_tag_goes_on_nobody_of_another_chapter(desk, ohio):
    stranger = a_member(ohio)
    path = f"{stranger.get_absolute_url()}tags/add/"

    assert desk.get(path).status_code == desk.post(path, {"name": "x"}).status_code == 404


def test_a_deleted_tag_is_off_everybody(desk, texas):
    mark = Tag.objects.create(group=texas, name="Mentor")
    for _ in range(2):
        Tagging.objects.create(tag=mark, person=a_member(texas), at=NOON)
    asked = desk.get("/desk/people/tags/").context["tags"][0].people
    desk.post(f"/desk/people/tags/{mark.public_id}/delete/")
    entry = AuditEntry.objects.get()

    assert (asked, Tag.objects.count(), Tagging.objects.count()) == (2, 0, 0)
    assert (entry.action, entry.before) == ("network.tag_deleted", {"name": "Mentor", "people": 2})


def test_tags_of_others_are_not_the_operators_to_change(alice, ohio):
    mark = Tag.objects.create(group=ohio, name="Mentor")
    codes = []
    for change in (
        lambda who: tags.make(group=ohio, name="New", **who),
        lambda who: tags.delete(tag=mark, **who),
        lambda who: tags.put_on(tag=mark, people=[alice], **who),
        lambda who: tags.take_off(tag=mark, people=[alice], **who),
    ):
        with pytest.raises(ValidationError) as refusal:
            change({"by": alice.user, "at": NOON})
        codes.append(code_of(refusal))

    assert codes == ["rights"] * 4
    assert (Tag.objects.count(), Tagging.objects.count(), AuditEntry.objects.count()) == (1, 0, 0)
