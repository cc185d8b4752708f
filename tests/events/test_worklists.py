"""What people need, for whoever provides it: counted, seen, taken away without names."""

import csv
import datetime as dt
import io

import pytest

from events.models import Need, State
from events.operations import needs
from network.models import AuditEntry, Export
from tests.event_factories import (
    NOON,
    EventFactory,
    NeedFactory,
    RegistrationFactory,
    SessionChoiceFactory,
    SessionFactory,
)
from tests.factories import a_chapter, a_director


@pytest.fixture
def maryland():
    return a_chapter("MD", "Maryland")


@pytest.fixture
def event(maryland):
    return EventFactory(host=maryland, slug="supper", needs_asked=["diet", "access", "childcare"])


@pytest.fixture
def desk(client, sign_in, maryland):
    return sign_in(client, a_director(maryland, given="Renata", family="Ruiz").user)


def need(event, kind="diet", choices=("Vegan",), words="", **fields):
    place = RegistrationFactory(event=event, **fields)
    return NeedFactory(registration=place, kind=kind, choices=list(choices), words=words)


def lines(answer):
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def listed(desk, kind):
    return desk.get(f"/desk/events/supper/needs/{kind}/").context["listed"]


def test_what_is_needed_is_counted_for_the_provider(desk, event):
    need(event, words="no onions")
    need(event, choices=["Vegan", "No nuts"])
    need(event, choices=[], words="a high chair")
    need(event, state=State.CANCELLED)
    part = listed(desk, "diet").parts[0]

    assert part.counts == (("Vegan", 2), ("No nuts", 1), ("In their own words only", 1))
    assert part.words == (("a high chair", 1), ("no onions", 1))


def test_the_file_holds_nobodys_name_and_is_on_record(desk, event):
    need(event, words="=no onions", person__given="Quenby", person__family="Quill")
    about, head, *rows = lines(desk.post("/desk/events/supper/needs/diet/file/"))
    made = Export.objects.get()

    assert head == ["Session", "Need", "People"]
    assert rows == [["", "Vegan", "1"], ["", "'=no onions", "1"]]
    assert "Quenby" not in about[0]
    assert (made.rows, made.what) == (2, f"Needs (Food): {event.title}")


def test_nothing_to_take_is_said(desk, event):
    page = desk.post("/desk/events/supper/needs/diet/file/", follow=True)

    assert "there is nothing to export" in page.content.decode()


def test_access_is_counted_by_the_sessions_that_were_chosen(desk, event):
    opening = SessionFactory(event=event, title="Opening")
    loop, chair = ("Hearing loop", "Wheelchair access")
    first = need(event, "access", [loop])
    need(event, "access", [chair])
    SessionChoiceFactory(registration=first.registration, session=opening)
    parts = {part.session: part.counts for part in listed(desk, "access").parts}

    assert parts == {"Opening": ((loop, 1),), "No session chosen": ((chair, 1),)}


def test_a_private_session_is_no_session_here(desk, event):
    hidden = SessionFactory(event=event, title="Tapir", private=True, audience={"caucus": ["x"]})
    row = need(event, "access", ["Hearing loop"])
    SessionChoiceFactory(registration=row.registration, session=hidden)

    assert [part.session for part in listed(desk, "access").parts] == ["No session chosen"]


def test_a_need_is_seen_until_it_changes(desk, event):
    row = need(event)
    desk.post("/desk/events/supper/needs/diet/seen/", {"need": needs.mark(row)})
    seen = listed(desk, "diet").unseen
    said = {"diet": (["Kosher"], "")}
    needs.note(registration=row.registration, needs=said, by=None, at=NOON)

    assert seen == 0
    assert listed(desk, "diet").unseen == 1


def test_what_changed_since_it_was_shown_stays_unseen(event):
    row = need(event)
    shown = needs.mark(row)
    said = {"diet": (["Kosher"], "")}
    needs.note(registration=row.registration, needs=said, by=None, at=NOON)

    assert needs.see(event=event, kind="diet", marks=[shown], by=None, at=NOON) == 0
    assert Need.objects.get().seen_at is None


def test_seeing_again_changes_nothing(event):
    row = need(event)
    marks = [needs.mark(row)]
    later = NOON + dt.timedelta(days=1)
    new = [needs.see(event=event, kind="diet", marks=marks, by=None, at=at) for at in (NOON, later)]

    assert new == [1, 0]
    assert Need.objects.get().seen_at == NOON
    assert AuditEntry.objects.filter(action="events.needs_seen").count() == 1


def test_seeing_what_is_another_events_changes_nothing(event):
    other = need(EventFactory())

    assert needs.see(event=event, kind="diet", marks=[needs.mark(other)], by=None, at=NOON) == 0


def test_the_page_says_when_it_is_destroyed(desk, event):
    need(event)
    text = desk.get("/desk/events/supper/needs/diet/").content.decode()

    assert "Destroyed on August 8, 2027, a month after the event." in text


def test_the_overview_of_needs_counts_what_nobody_has_seen(desk, event):
    need(event)
    need(event, "access", ["Hearing loop"])
    Need.objects.filter(kind="access").update(seen_at=NOON)
    page = desk.get("/desk/events/supper/needs/")
    kinds = [(kind.value, *numbers) for kind, *numbers in page.context["kinds"]]

    assert kinds == [("diet", 1, 1), ("access", 1, 0), ("childcare", 0, 0)]


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("kind", "queries"), [("diet", 7), ("access", 9)])
def test_a_worklist_asks_as_often_for_three_as_for_one(
    desk, event, number, kind, queries, django_assert_num_queries
):
    for _ in range(number):
        SessionChoiceFactory(registration=need(event, kind).registration)
    desk.get(f"/desk/events/supper/needs/{kind}/")
    with django_assert_num_queries(queries):
        desk.get(f"/desk/events/supper/needs/{kind}/")


def test_needs_of_another_chapter_are_not_there(client, sign_in, event):
    row = need(event)
    sign_in(client, a_director(a_chapter("OH", "Ohio")).user)
    marks = {"need": needs.mark(row)}
    codes = [
        client.get("/desk/events/supper/needs/diet/").status_code,
        client.post("/desk/events/supper/needs/diet/seen/", marks).status_code,
        client.post("/desk/events/supper/needs/diet/file/").status_code,
    ]

    assert codes == [404, 404, 404]
    assert Need.objects.get().seen_at is None


def test_an_unknown_kind_is_not_there(desk, event):
    assert desk.get("/desk/events/supper/needs/nonsense/").status_code == 404
