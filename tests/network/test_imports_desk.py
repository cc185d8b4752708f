"""The import's pages: national staff send, match, look, import, undo; others find nothing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from network.models import ColumnMap, ImportBatch, ImportRow, Person
from tests.crawl import NOWHERE
from tests.factories import NOON, a_chapter, a_director, a_member, an_administrator, national_staff

from .import_files import Importer, alder_city, row
from .importing import Desk, bytes_of, received


@pytest.fixture
def desk(send_letters):
    alder_city()
    return Desk(send_letters)


@pytest.fixture
def dana(client, sign_in, desk):
    """Dana's browser, not used for the first time; she sent the files of `desk`."""
    sign_in(client, desk.by).get("/me/")
    return client


def address(name, batch):
    return reverse(f"desk:import{name}", args=[batch.public_id])


def page_of(client, url, **query):
    response = client.get(url, query)
    assert response.status_code == 200
    return response.content.decode()


def send(client, rows, source="towns", name="towns.csv"):
    file = SimpleUploadedFile(name, bytes_of(rows), "text/csv")
    return client.post(reverse("desk:imports"), {"file": file, "source": source, "kind": "roster"})


def matched(batch, **fields):
    columns = {f"column_{number}": ours for number, (_, ours) in enumerate(batch.columns)}
    return columns | fields


# From beginning to end


def test_a_file_is_sent_matched_checked_imported_and_undone(dana, desk):
    response = send(dana, [row("r1"), row("r2", "Omar Das", office="clerk")])
    batch = ImportBatch.objects.get()
    assert response.url == address("_columns", batch)

    page = page_of(dana, response.url)
    assert "2 rows, 25 columns" in page
    assert "Lena Hoang<br>Omar Das" in page
    assert "Whole name (needed)" in page

    response = dana.post(response.url, matched(batch))
    assert response.url == address("", batch)
    page = page_of(dana, response.url)
    assert "Being checked. Waiting for its turn." in page
    assert 'hx-trigger="every 2s"' in page
    assert f'<a class="btn alt" href="{response.url}">Look again</a>' in page

    desk.work()
    page = page_of(dana, address("", batch))
    assert "2 rows will be written, all of them or none." in page
    assert 'hx-trigger="every' not in page

    assert dana.post(address("_commit", batch)).url == address("", batch)
    desk.work()
    page = page_of(dana, address("", batch))
    assert "2 people added, 2 terms added, 2 offices added" in page
    person = Person.objects.get(family="Hoang")
    assert person.get_absolute_url() in page

    assert "who it added goes" in page_of(dana, address("_undo", batch))
    assert dana.post(address("_undo", batch), {}).url == address("", batch)
    desk.work()
    page = page_of(dana, address("", batch))
    assert "Everything it wrote was taken back. The same file can be sent again." in page
    assert Person.objects.filter(family="Hoang").count() == 0


def test_rows_that_are_refused_are_left_out_by_a_button_that_says_so(dana, desk):
    batch = desk.checked([row("r1"), row("r2", "Omar Das", end_date="soon")])
    page = page_of(dana, address("", batch))

    assert "1 row can be imported, 1 is refused." in page
    assert "Import the good rows and leave 1 refused out" in page
    assert "Term ends: “soon” is not a date such as 2026-11-03." in page

    dana.post(address("_commit", batch))
    assert ImportBatch.objects.get().state == "ready"
    dana.post(address("_commit", batch), {"leave_refused": "yes"})
    desk.work()
    page = page_of(dana, address("", batch))
    assert "1 refused row <a" in page


def test_what_is_refused_is_said_on_the_page(dana, desk):
    batch = desk.imported([row("r1")])
    response = dana.post(address("_commit", batch), follow=True)

    assert "This file is imported already." in response.content.decode()
    response = dana.post(address("_discard", batch), follow=True)
    assert "This file is imported already." in response.content.decode()


def test_a_column_that_is_needed_is_asked_for(dana):
    send(dana, [{"ID": "r1", "Full name": "Lena Hoang"}])
    batch = ImportBatch.objects.get()
    assert "Needed, and in no column yet: Kind of office, State" in page_of(
        dana, address("_columns", batch)
    )

    page = dana.post(address("_columns", batch), matched(batch, column_0="name")).content.decode()

    assert "Two columns are to hold “Whole name”. Leave one of them out." in page
    assert ImportBatch.objects.get().state == "mapping"


def test_an_unknown_answer_is_no_error_of_ours(dana):
    batch = received([row("r1")])
    page = dana.post(
        address("_columns", batch), matched(batch, column_0="shoe", blanks=["name"])
    ).content.decode()

    assert "Choose one of the list." in page
    assert "Choose of the list." in page


def test_the_same_file_again_is_recognised(dana, desk):
    desk.imported([row("r1")])
    send(dana, [row("r1")], name="again.csv")
    batch = ImportBatch.objects.get(name="again.csv")
    page = page_of(dana, address("_columns", batch))

    assert "This is the same file as <a" in page
    assert "towns.csv</a>, imported on" in page
    assert "by Dana Lee." in page


def test_sources_that_are_remembered_are_offered(dana):
    ColumnMap.objects.create(source="County clerks")

    assert '<option value="County clerks">' in page_of(dana, reverse("desk:imports"))


def test_what_was_remembered_is_chosen_already(dana):
    ColumnMap.objects.create(source="towns", columns={"name": ""}, blanks=["phone"])
    send(dana, [row("r1")])
    page = page_of(dana, address("_columns", ImportBatch.objects.get()))

    assert 'value="phone" id="id_blanks_4" checked' in page


def test_a_file_is_thrown_away(dana, desk):
    batch = desk.checked([row("r1")])
    dana.post(address("_discard", batch))

    assert "Thrown away. Nothing of it was imported." in page_of(dana, address("", batch))
    assert ImportRow.objects.count() == 0


def test_columns_are_not_changed_once_it_is_imported(dana, desk):
    batch = desk.imported([row("r1")])

    assert dana.get(address("_columns", batch)).url == address("", batch)


def test_an_import_by_command_is_listed_and_can_be_undone(dana, desk, tmp_path):
    Importer("import_roster", tmp_path)([row("r1")])
    batch = ImportBatch.objects.get()

    assert "file.csv" in page_of(dana, reverse("desk:imports"))
    page = page_of(dana, address("", batch))
    assert "by the system." in page
    assert "1 person added, 1 term added" in page
    dana.post(address("_undo", batch), {})
    desk.work()
    assert ImportBatch.objects.get().state == "undone"


# Looking through the rows


def names_on(page):
    return [n for n in ("Lena Hoang", "Omar Das", "Bo Gone", "Zoë Ek") if f">{n}<" in page]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, ["Lena Hoang", "Omar Das", "Zoë Ek"]),
        ({"state": "error"}, ["Omar Das"]),
        ({"state": "new"}, ["Lena Hoang", "Zoë Ek"]),
        ({"state": "same"}, []),
        ({"q": "zoe"}, ["Zoë Ek"]),
        ({"q": "hoa len"}, ["Lena Hoang"]),
        ({"q": "oang"}, []),
        ({"q": "omar", "state": "new"}, []),
    ],
)
def test_rows_are_filtered_by_outcome_and_found_by_name(dana, desk, query, names):
    batch = desk.checked(
        [row("r1"), row("r2", "Omar Das", end_date="soon"), row("r3", "Zoë Ek", office="clerk")]
    )

    assert names_on(page_of(dana, address("", batch), **query)) == names


@pytest.mark.parametrize("query", [{"state": "odd"}, {"page": "0"}, {"q": "a\nb\x00"}])
def test_an_unknown_filter_lists_nothing_and_says_so(dana, desk, query):
    batch = desk.checked([row("r1")])

    page = page_of(dana, address("", batch), **query)
    assert "Unknown filter." in page
    assert names_on(page) == []


def test_fifty_rows_are_on_a_page(dana, desk):
    batch = desk.checked(
        [row(f"r{n}", f"Ana Das{n:03}", district_or_seat=f"Ward {n}") for n in range(51)]
    )
    first = page_of(dana, address("", batch), state="new")
    second = page_of(dana, address("", batch), state="new", page=2)

    assert (first.count('<th scope="row">'), second.count('<th scope="row">')) == (50, 1)
    assert 'rel="next" href="?state=new&amp;page=2"' in first
    assert 'rel="prev" href="?state=new&amp;page=1"' in second


def wards(count):
    return [row(f"r{n}", f"Ana Das{n}", district_or_seat=f"Ward {n}") for n in range(count)]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_of_rows_asks_the_same_of_the_database(dana, desk, rows, django_assert_num_queries):
    batch = desk.imported(wards(rows))

    with django_assert_num_queries(9):
        page_of(dana, address("", batch))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_progress_asks_little(dana, desk, rows, django_assert_num_queries):
    batch = received(wards(rows), by=desk.by)
    dana.post(address("_columns", batch), matched(batch))

    with django_assert_num_queries(5):
        page_of(dana, address("", batch))


@pytest.mark.parametrize("files", [1, 3])
def test_the_list_of_files_asks_the_same_of_the_database(
    dana, desk, files, django_assert_num_queries
):
    for number in range(files):
        received([row(f"r{number}")], by=desk.by)

    with django_assert_num_queries(6):
        page_of(dana, reverse("desk:imports"))


def test_the_file_itself_is_not_read_for_pages_that_do_not_need_it(
    dana, desk, django_assert_num_queries
):
    batch = desk.checked([row("r1")])
    with django_assert_num_queries(8) as asked:
        page_of(dana, address("", batch))

    assert [each["sql"] for each in asked if '"data"' in each["sql"]] == []


# Not yours


ALL = ("", "_columns", "_refused", "_undo")
POSTS = ("_columns", "_check", "_commit", "_discard", "_resume", "_undo")


@pytest.mark.parametrize("make", [a_director, a_member])
def test_for_everybody_else_nothing_is_there(client, sign_in, desk, make):
    batch = desk.checked([row("r1"), row("r2", "Omar Das", end_date="soon")])
    sign_in(client, make().user)

    assert client.get(reverse("desk:imports")).status_code == 404
    assert send(client, [row("r3")]).status_code == 404
    assert [client.get(address(name, batch)).status_code for name in ALL] == [404] * 4
    assert [client.post(address(name, batch)).status_code for name in POSTS] == [404] * 6
    assert (ImportBatch.objects.count(), ImportBatch.objects.get().state) == (1, "ready")


@pytest.mark.parametrize("make", [national_staff, an_administrator])
def test_national_staff_and_administrators_do_find_it(client, sign_in, desk, make):
    batch = desk.checked([row("r1"), row("r2", "Omar Das", end_date="soon")])
    sign_in(client, make().user)

    assert client.get(reverse("desk:imports")).status_code == 200
    assert [client.get(address(name, batch)).status_code for name in ALL] == [200] * 4


def test_a_visitor_is_asked_to_sign_in(client, desk):
    batch = desk.checked([row("r1")])

    assert client.get(address("", batch)).url.startswith("/accounts/login/")
    assert client.post(address("_commit", batch)).url.startswith("/accounts/login/")
    assert ImportBatch.objects.get().state == "ready"


def test_what_never_was_is_not_found(dana):
    assert dana.get(reverse("desk:import", args=[NOWHERE])).status_code == 404


def test_nothing_is_changed_by_looking(dana, desk):
    batch = desk.checked([row("r1")])

    statuses = [
        dana.get(address(name, batch)).status_code
        for name in ("_commit", "_check", "_discard", "_resume")
    ]
    assert statuses == [405] * 4
    assert ImportBatch.objects.get().at == NOON


# On the record of who came with it


def test_the_record_tells_which_file_somebody_came_with(dana, desk):
    first = desk.imported([row("r1")])
    second = desk.imported([row("r1", "Lena Huang")], name="april.csv")
    page = page_of(dana, Person.objects.get(given="Lena").get_absolute_url())

    assert "Added from a file: towns.csv" in page
    assert "Name changed by a file: april.csv" in page
    assert address("", first) in page
    assert address("", second) in page


def test_a_director_reads_that_it_was_a_file_and_not_which(client, sign_in, desk):
    texas = a_chapter()
    batch = desk.imported([row("r1", chapter="texas")])
    sign_in(client, a_director(texas).user)
    page = page_of(client, Person.objects.get(given="Lena").get_absolute_url())

    assert "Added from a file" in page
    assert "towns.csv" not in page
    assert address("", batch) not in page
