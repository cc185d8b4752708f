"""Who reads Spanish gets it where we speak it, and is told where we do not yet."""

import pytest
from django.db import connection
from django.http import Http404
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from config.languages import Languages, is_ours
from tests.conftest import sign_in
from tests.factories import a_chapter, a_director

pytestmark = pytest.mark.django_db
SPANISH = {"Accept-Language": "es-MX,es;q=0.9,en;q=0.5"}
SKIP = {"en": "Skip to content", "es": "Saltar al contenido"}
SO_FAR = "Por ahora, esta página está solo en inglés."


def frame(answer) -> str:
    """The language of the header and footer, by what they say."""
    page = answer.content.decode()
    [said] = [code for code, words in SKIP.items() if words in page]
    assert f'<html lang="{said}">' in page
    return said


def choose(client, language, **fields):
    return client.post("/language/", {"language": language, **fields})


def test_english_unless_somebody_asks(client):
    assert frame(client.get("/join/")) == "en"


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [
        ("es", "es"),
        ("es-419", "es"),
        ("en-US,en;q=0.9,es;q=0.8", "en"),
        ("pt-BR,es;q=0.8", "es"),
        ("de", "en"),
        ("", "en"),
        (";;q=*", "en"),
    ],
)
def test_a_browser_is_asked_first(client, asked, spoken):
    assert frame(client.get("/join/", headers={"Accept-Language": asked})) == spoken


def test_what_somebody_chose_counts_more_than_their_browser(client):
    choose(client, "en")
    at_home = frame(client.get("/join/", headers=SPANISH))
    choose(client, "es")

    assert (at_home, frame(client.get("/join/"))) == ("en", "es")


@pytest.mark.parametrize("kept", ["xx", "", "../es", "e" * 5000, "es\x00"])
def test_a_cookie_that_says_nothing_is_no_choice(client, kept):
    client.cookies["language"] = kept

    assert frame(client.get("/join/")) == "en"


def test_the_choice_is_kept_a_year_and_no_script_reads_it(client):
    answer = choose(client, "es", next="/events/?kind=training")
    cookie = answer.cookies["language"]

    assert (answer.status_code, answer.url) == (302, "/events/?kind=training")
    assert (cookie.value, cookie["samesite"], cookie["httponly"], cookie["path"]) == (
        "es",
        "Lax",
        True,
        "/",
    )
    assert cookie["max-age"] == 365 * 24 * 3600


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "///evil.example",
        "javascript:alert(1)",
        "\x00//evil.example",
        "join/",
        "",
    ],
)
def test_the_switch_leads_nowhere_else(client, elsewhere):
    answer = choose(client, "es", next=elsewhere)

    assert (answer.url, answer.cookies["language"].value) == ("/", "es")
    assert not is_ours(elsewhere)


@pytest.mark.parametrize("language", ["fr", "", "es-MX", "<script>"])
def test_a_language_we_do_not_speak_is_not_kept(client, language):
    assert not choose(client, language).cookies


def test_another_site_cannot_change_it(client):
    there = {"Sec-Fetch-Site": "cross-site"}
    answer = client.post("/language/", {"language": "es"}, headers=there)

    assert not answer.cookies
    assert client.get("/language/").status_code == 405


def test_the_switch_needs_no_token_so_that_pages_can_be_kept(client):
    page = client.get("/")
    strict = Client(enforce_csrf_checks=True)

    assert 'value="es" lang="es">Español</button>' in page.content.decode()
    assert not page.cookies
    assert choose(strict, "es").cookies["language"].value == "es"


def test_each_page_offers_the_other_language_in_its_own_name(client):
    page = client.get("/join/?a=1", headers=SPANISH).content.decode()

    assert '<button name="language" value="en" lang="en">English</button>' in page
    assert '<input type="hidden" name="next" value="/join/?a=1">' in page
    assert "Español</button>" not in page


@pytest.mark.parametrize("path", ["/join/", "/events/"])
def test_a_translated_page_is_spanish_whole(client, path):
    answer = client.get(path, headers=SPANISH)
    page = answer.content.decode()

    assert '<main id="main" tabindex="-1">' in page
    assert (SO_FAR in page, answer.headers["Content-Language"]) == (False, "es")


def test_a_page_of_the_editors_says_that_it_is_in_english(client):
    answer = client.get("/", headers=SPANISH)
    page = answer.content.decode()

    assert frame(answer) == "es"
    assert '<main id="main" tabindex="-1" lang="en">' in page
    assert f'<p class="meta" lang="es">{SO_FAR}</p>' in page
    assert '<title lang="en">' in page
    assert ">Encuentre su capítulo</a>" in page


def test_a_page_in_english_says_nothing_of_languages(client):
    page = client.get("/").content.decode()

    assert '<main id="main" tabindex="-1">' in page
    assert SO_FAR not in page


@pytest.mark.parametrize("path", ["/accounts/login/", "/caucuses/"])
def test_other_pages_are_english_in_a_spanish_frame(client, path):
    answer = client.get(path, headers=SPANISH)

    assert (frame(answer), answer.status_code) == ("es", 200)
    assert '<main id="main" tabindex="-1" lang="en">' in answer.content.decode()
    assert SO_FAR not in answer.content.decode()


def test_the_desk_says_its_dates_and_refusals_in_english(client):
    as_director = sign_in(client, a_director(a_chapter()).user)
    page = as_director.get("/desk/people/", headers=SPANISH)

    assert frame(page) == "es"
    assert '<main id="main" tabindex="-1" lang="en">' in page.content.decode()


def test_what_is_not_there_is_said_in_both(client):
    [english, nowhere, hidden] = [
        client.get(path, headers=asked).content.decode()
        for path, asked in [
            ("/nothing/", {}),
            ("/nothing/", SPANISH),
            ("/caucuses/nobody-knows/", SPANISH),
        ]
    ]

    for page in (english, nowhere, hidden):
        assert '<input type="hidden" name="next" value="/">' in page
    assert "<h1>Not found.</h1>" in english
    assert "<h1>No encontramos esa página.</h1>" in nowhere
    assert "<h1>No encontramos esa página.</h1>" in hidden
    assert ' lang="en">' not in hidden.partition("<main")[2].partition(">")[0]


@pytest.mark.parametrize("failure", [ValueError("broken"), Http404()])
def test_what_breaks_on_an_english_page_is_said_in_the_readers_language(failure):
    request = RequestFactory().get("/accounts/login/", headers=SPANISH)
    heard = []

    def view(request):
        heard.append(translation.get_language())
        middle.process_exception(request, failure)
        heard.append(translation.get_language())
        return Client().get("/healthz")

    middle = Languages(view)
    before = translation.get_language()
    middle(request)

    assert (heard, translation.get_language()) == (["en", "es"], before)


def test_a_language_costs_no_question(client):
    def asked(path, **options):
        with CaptureQueriesContext(connection) as questions:
            client.get(path, **options)
        return len(questions)

    for path in ("/", "/join/", "/events/", "/accounts/login/"):
        asked(path)
        assert asked(path) == asked(path, headers=SPANISH)
