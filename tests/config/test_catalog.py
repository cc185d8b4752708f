"""Every word that is marked has its Spanish, and pages that are translated hold no other words."""

import ast
import re
from gettext import GNUTranslations
from io import BytesIO

import pytest
from django.urls import get_resolver

from config.languages import TRANSLATED
from tests import catalog
from tests.catalog import ROOT

#: The templates of translated pages, and the letters such pages send.
WHOLE = [
    *(ROOT / "config/templates").glob("*.html"),
    *(ROOT / "config/templates/django").rglob("*.html"),
    *(ROOT / "config/templates/parts").rglob("*.html"),
    ROOT / "config/templates/demo/strip.html",
    *(ROOT / "network/templates/network/join").rglob("*.html"),
    ROOT / "network/templates/network/nobody.html",
    *(ROOT / "network/templates/mail").glob("join_[acr]*.txt"),
    *(ROOT / "events/templates/mail").glob("place_asked.txt"),
    *(ROOT / "events/templates/mail").glob("place_co*.txt"),
    *(
        ROOT / "events/templates/events" / f"{name}.html"
        for name in (
            *("list", "event", "register", "visit", "visit_code", "visit_done"),
            *("parts/agenda", "parts/asked", "parts/calendar", "parts/in_list"),
            *("parts/session_choices", "parts/tickets", "parts/way_to_a_place", "parts/when"),
        )
    ),
]
#: And where their forms and refusals stand.
SAID = [
    *("network/forms/join.py", "network/forms/dates.py", "network/views/join.py"),
    *("events/forms/listing.py", "events/forms/places.py", "events/views/visiting.py"),
    *("events/views/proving.py", "events/operations/assessing.py"),
]
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd]|<[^>]+>|https?://\S+")


def texts(message):
    """Of one text, the pairs of English and Spanish."""
    if message.pluralizable:
        return list(zip(message.id, message.string, strict=True))
    return [(message.id, message.string)]


def messages():
    return [message for message in catalog.kept() if message.id]


def read(compiled):
    words = GNUTranslations(BytesIO(compiled))._catalog
    return {key: value for key, value in words.items() if key}


def test_what_is_marked_is_what_the_catalog_holds():
    marked = {(message.context, message.id) for message in catalog.marked() if message.id}

    assert {(message.context, message.id) for message in messages()} == marked


def test_every_text_has_its_translation():
    open_ones = [one.id for one in messages() if not catalog.is_translated(one)]

    assert open_ones == []


def test_placeholders_and_links_are_the_same_in_both_languages():
    wrong = [
        (english, spanish)
        for message in messages()
        if message.context != "date"
        for english, spanish in texts(message)
        if sorted(PLACEHOLDER.findall(english)) != sorted(PLACEHOLDER.findall(spanish))
    ]

    assert wrong == []


def test_what_the_site_reads_was_made_from_what_people_edit():
    assert read(catalog.MO.read_bytes()) == read(catalog.compiled(catalog.kept()))


def bare(template: str) -> list[str]:
    """Words that no tag translates, in the text or in what is read aloud of it."""
    left = re.sub(r"\{% blocktranslate.*?\{% endblocktranslate %\}", "", template, flags=re.S)
    left = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", left, flags=re.S)
    aloud = re.findall(r'(?:aria-label|alt|title|placeholder|data-says)="([^"]*)"', left)
    text = re.sub(r"<[^>]*>|/[\w/]+|&\w+;", " ", left, flags=re.S)
    return [word for part in (*aloud, text) for word in re.findall(r"[^\W\d_]{2,}", part)]


@pytest.mark.parametrize("path", WHOLE, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_translated_page_holds_no_words_of_its_own(path):
    assert bare(path.read_text()) == []


def test_the_search_for_bare_words_finds_them():
    """The control."""
    assert bare('<p>{% translate "Yes" %} No</p><a aria-label="Go"></a>') == ["Go", "No"]


@pytest.mark.parametrize("path", SAID)
def test_forms_and_refusals_say_nothing_unmarked(path):
    """A sentence in one of these is an argument of something that translates it."""
    tree = ast.parse((ROOT / path).read_text())
    marked = {
        id(part)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in catalog.MARKS
        for part in ast.walk(call)
    }
    docs = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    unmarked = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if id(node) not in marked | docs and re.match(r"[A-Z][a-z’]+[ .?,]", node.value)
    ]

    assert unmarked == []


def test_every_translated_address_is_one():
    """A name nobody answers to would leave its page in English, and no one would know."""
    names = set()

    def walk(resolver, prefix=""):
        for one in resolver.url_patterns:
            if hasattr(one, "url_patterns"):
                space = f"{prefix}{one.namespace}:" if one.namespace else prefix
                walk(one, space)
            elif one.name:
                names.add(f"{prefix}{one.name}")

    walk(get_resolver())
    assert TRANSLATED - names == set()
