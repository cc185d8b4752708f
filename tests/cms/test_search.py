"""Looking for something: what is found, by whom, and that whatever is typed has an answer."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from cms.models import HomePage, JobPage, SectionPage, StoryPage
from cms.reports.search import Asked, mark, root, snippet
from events.models.event import Visibility
from network.models.consents import Purpose
from tests.cms.conftest import answer, serving
from tests.event_factories import EventFactory
from tests.factories import TODAY, UserFactory, a_member

DAY = timedelta(days=1)
LISTED = Purpose.DIRECTORY

HOSTILE = [
    "",
    " ",
    "\x00",
    '"',
    "'",
    '"" ""',
    "--",
    "---",
    "*",
    "lib*",
    "(",
    "))",
    "NEAR(",
    "NEAR(a b, 2)",
    "AND",
    "a AND OR NOT b",
    "title:housing",
    "col:x",
    "{title body} : x",
    "^housing",
    "-housing",
    "+a +b",
    "a & b | !c",
    "a <-> b",
    "'; DROP TABLE wagtailcore_page; --",
    "' OR 1=1 --",
    "%s %(x)s %%",
    "\\",
    "a\\'b",
    "<script>alert(1)</script>",
    "{{ 7|add:7 }}",
    "housing" * 600,
    "x " * 2000,
    "🏠🏡",
    "👩‍👩‍👧",
    "مدينة السلام",
    "\u202eevil\u202c",
    "Z͑ͫ̓͐a̴lgo",
    "e\u0301le\u0301ction",
    "城市 住房",
    "\ufeff",
    "../../etc/passwd",
    "%00%ff",
]


def look(client, q, **more):
    response = client.get("/search/", {"q": q, **more})
    assert response.status_code == 200
    return response.content.decode()


def found(page) -> list[str]:
    """The titles on a page of results, as they read."""
    return [unescape(re.sub("<[^>]+>", "", one)) for one in re.findall("<h3>(.*?)</h3>", page)]


def counts(page) -> list[str]:
    heads = re.findall(r'<h2 id="in-[^>]*>(.*?)</h2>', page)
    return [re.sub("<[^>]+>", "", head) for head in heads]


def text(words):
    return [("text", f"<p>{words}</p>")]


@pytest.fixture
def tell(texas):
    """Call it to publish a story below Texas's page."""

    def tell(title, words="", below=texas.page, **fields):
        page = StoryPage(title=title, body=text(words), told_on=TODAY, **fields)
        return below.add_child(instance=page)

    return tell


@pytest.mark.parametrize("typed", HOSTILE)
def test_whatever_is_typed_has_an_answer_and_is_escaped(client, texas, tell, enter, typed):
    tell("A house", "Housing for x and b.")
    member = a_member(texas.group)

    pages = [look(client, typed), look(enter(member), typed), look(client, typed, page="x")]

    for page in pages:
        assert "Root" not in found(page)
        assert "<script>alert" not in page
        assert len(found(page)) <= 15


@pytest.mark.parametrize(
    "more",
    [
        {"page": "-1"},
        {"page": "9" * 50},
        {"page": "٣"},
        {"in": "people"},
        {"in": "pages", "page": "999"},
        {"in": "events", "page": "2"},
        {"in": "\x00"},
    ],
)
def test_the_rest_of_the_address_may_be_anything(client, tell, more):
    tell("A house")

    assert client.get("/search/", {"q": "house", **more}).status_code == 200


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("libraries", "How one library stayed open"),
        ("library", "Nine libraries and a bus"),
        ("quinones", "A spotlight on Lucía Quiñones"),
        ("Quiñones", "A spotlight on Lucía Quiñones"),
        ("QUINONES lucia", "A spotlight on Lucía Quiñones"),
        ("lucia\u0301", "A spotlight on Lucía Quiñones"),
        ("obrien", "What Sean O’Brien said"),
        ("o'brien", "What Sean O’Brien said"),
        ("the library", "How one library stayed open"),
    ],
)
def test_endings_and_accents_do_not_matter(client, tell, typed, title):
    tell("How one library stayed open")
    tell("Nine libraries and a bus")
    tell("A spotlight on Lucía Quiñones")
    tell("What Sean O’Brien said")
    tell("Something else")

    assert title in found(look(client, typed))
    assert "Something else" not in found(look(client, typed))


def test_words_are_found_wherever_the_page_has_them(client, tell):
    tell("One", "Everybody spoke of aquifers.")
    tell("Two", lede="A word on culverts.")
    tell("Three", search_description="About hydrants.")

    assert found(look(client, "aquifer")) == ["One"]
    assert found(look(client, "culvert")) == ["Two"]
    assert found(look(client, "hydrants")) == ["Three"]


def test_where_no_page_has_all_words_those_with_some_are_shown_and_it_says_so(client, tell):
    tell("One", "Everybody spoke of aquifers.")
    tell("Two", "Of culverts.")
    said = "No page has all of these words."

    both = look(client, "culvert zeppelin")
    assert (found(both), said in both) == (["Two"], True)
    assert said not in look(client, "culvert")
    assert found(look(client, "zeppelin airship")) == []


def test_a_page_is_found_by_its_chapter_which_comes_first(client, texas, tell):
    tell("A well is dug", "With a shovel.")

    assert found(look(client, "texas")) == ["Texas", "A well is dug"]
    assert found(look(client, "well texas")) == ["A well is dug"]
    assert "With a shovel." in look(client, "texas")


def test_titles_come_first(client, tell):
    tell("Wells", "A culvert, a culvert, a culvert.")
    tell("The culvert on Mill Road", "A long story about one road and who paid for it.")

    assert found(look(client, "culverts")) == ["The culvert on Mill Road", "Wells"]


def test_a_result_says_what_it_is_and_marks_what_was_looked_for(client, tell):
    tell("Nine <b> libraries", "We counted & opened a library on Monday.", kind="spotlight")

    page = look(client, "library")

    assert "Nine &lt;b&gt; <mark>libraries</mark></a>" in page
    assert "<p>We counted &amp; opened a <mark>library</mark> on Monday.</p>" in page
    assert '<p class="meta">Spotlight · Texas</p>' in page
    assert counts(page) == ["Pages (1)"]


def test_a_draft_a_hidden_page_and_a_removed_one_are_not_found(client, tell):
    draft, hidden, gone = tell("Aquifer A"), tell("Aquifer B"), tell("Aquifer C")
    assert len(found(look(client, "aquifer"))) == 3
    draft.title, draft.body = "Aquifer A", text("Secret zeppelin.")
    draft.save_revision()
    hidden.unpublish()
    gone.delete()

    assert found(look(client, "aquifer")) == ["Aquifer A"]
    assert found(look(client, "zeppelin")) == []


def test_what_is_published_is_found_at_the_next_search(client, tell):
    page = tell("Wells")
    assert found(look(client, "zeppelin")) == []

    page.body = text("A zeppelin over Waco.")
    page.save_revision().publish()

    assert found(look(client, "zeppelin")) == ["Wells"]


def test_pages_for_members_are_found_by_members_alone(client, texas, tell, enter):
    page = tell("Aquifer notes", "zeppelin")
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    shut = tell("Aquifer of one group", "zeppelin")
    PageViewRestriction.objects.create(page=shut, restriction_type="groups")

    assert "Aquifer" not in look(client, "zeppelin")
    assert found(look(enter(a_member(texas.group)), "zeppelin")) == ["Aquifer notes"]


def test_only_pages_of_the_site_are_found(client, texas):
    Page.get_first_root_node().add_child(instance=HomePage(title="Zeppelin home", slug="z"))

    assert found(look(client, "zeppelin")) == []
    assert found(look(client, "root")) == []


def test_a_closed_job_and_a_closed_chapter_are_not_found(client, texas):
    index = SectionPage.objects.get(lists="jobs")
    fields = {"employer": "Waco", "where": "Waco", "pays_from": 1, "pays_to": 2}
    today = timezone.localdate()
    for title, closes_on in (("Zeppelin mechanic", today), ("Zeppelin pilot", today - DAY)):
        job = JobPage(title=title, posted_on=today - 9 * DAY, closes_on=closes_on, **fields)
        job.apply_at = "https://example.org"
        index.add_child(instance=job)

    assert found(look(client, "zeppelin")) == ["Zeppelin mechanic"]
    assert "Texas" in found(look(client, "texas"))
    texas.group.closed_on = TODAY
    texas.group.save()
    assert "Texas" not in found(look(client, "texas"))


def test_public_events_are_found_and_no_others(client, texas, enter):
    starts = timezone.now() + 9 * DAY
    fields = {"host": texas.group, "starts_at": starts, "kind": "training"}
    EventFactory(title="Zeppelin school", visibility=Visibility.PUBLIC, **fields)
    EventFactory(title="Zeppelin for us", visibility=Visibility.MEMBERS, **fields)
    EventFactory(title="Zeppelin draft", visibility=Visibility.PUBLIC, draft=True, **fields)

    page = look(client, "zeppelins")

    assert (found(page), counts(page)) == (["Zeppelin school"], ["Events (1)"])
    assert found(look(enter(a_member(texas.group)), "zeppelins")) == ["Zeppelin school"]


def test_people_are_found_by_members_alone_and_only_who_shows_themselves(client, texas, enter):
    answer(serving(texas.group, given="Alma", family="Zamora"), given=True, purpose=LISTED)
    answer(serving(texas.group, given="Berta", family="Zamora"), given=False, purpose=LISTED)

    page = look(enter(a_member(texas.group, given="Cleo", family="Reyes")), "zamora")

    assert found(page) == ["Alma Zamora"]
    assert counts(page) == ["People (1 person)"]
    assert "Zamora" not in "".join(found(look(client, "zamora")))


def test_an_applicant_with_a_login_finds_what_a_visitor_does(texas, sign_in):
    answer(serving(texas.group, given="Alma", family="Zamora"), given=True, purpose=LISTED)
    client = sign_in(Client(), UserFactory())

    assert found(look(client, "zamora")) == []


def test_all_of_one_kind_is_ten_at_a_time(client, tell):
    for number in range(12):
        tell(f"Aquifer {number:02}")

    first = look(client, "aquifer")
    assert (len(found(first)), counts(first)) == (5, ["Pages (12)"])
    assert '<a href="/search/?q=aquifer&amp;in=pages">All 12 pages</a>' in first
    second, third = (
        look(client, "aquifer", **{"in": "pages"}),
        look(client, "aquifer", **{"in": "pages", "page": 2}),
    )
    assert (len(found(second)), len(found(third))) == (10, 2)
    assert set(found(second)) & set(found(third)) == set()


@pytest.mark.parametrize("number", [1, 3])
def test_a_search_costs_the_same_queries_however_much_it_finds(
    client, texas, tell, enter, number, django_assert_num_queries
):
    for n in range(number):
        tell(f"Aquifer {n}")
        person = serving(texas.group, given="Alma", family=f"Aquifer{n}")
        answer(person, given=True, purpose=LISTED)
        EventFactory(title="Aquifer day", host=texas.group, visibility=Visibility.PUBLIC)
    member = enter(a_member(texas.group))
    look(client, "aquifer")
    look(member, "aquifer")

    with django_assert_num_queries(8):
        look(client, "aquifer")
    with django_assert_num_queries(16):
        look(member, "aquifer")


def test_search_engines_keep_no_page_of_results(client):
    response = client.get("/search/?q=a")

    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in response.content.decode()


def test_no_form_is_posted_to_search(client):
    assert client.post("/search/", {"q": "a"}).status_code == 405


def test_the_words_looked_for_are_few_and_telling():
    assert Asked.of("What is in the library?").words == ("library",)
    assert Asked.of("who is who").words == ("who", "is")
    assert Asked.of("a1 b2 c3 d4 e5 f6 g7 h8 i9").words == tuple(
        ["a1", "b2", "c3", "d4", "e5", "f6", "g7", "h8"]
    )
    assert Asked.of("x" * 4000).words == ("x" * 60,)


@pytest.mark.parametrize(
    "alike",
    [("city", "cities"), ("house", "houses", "housing"), ("rent", "rents", "rented"), ("bus",)],
)
def test_words_that_differ_by_their_ending_have_one_root(alike):
    assert len(set(map(root, alike))) == 1


def test_a_snippet_stands_around_the_first_word():
    words = "word " * 100 + "aquifer " + "word " * 100

    said = snippet(words, {root("aquifer")})

    assert (said[:6], said[-6:]) == ("… word", "word …")
    assert "<mark>aquifer</mark>" in said
    assert len(said) < 270
    assert mark("a <i> b", {"b"}) == "a &lt;i&gt; <mark>b</mark>"
