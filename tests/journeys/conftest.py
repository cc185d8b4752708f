"""A real Chromium against a served site. Letters are read where the worker would find them."""

import os
import re
import shutil
from pathlib import Path

import axe_playwright_python
import pytest
from django.test import Client
from playwright.sync_api import sync_playwright

from network.models import Letter
from tests.conftest import sign_in

# Playwright keeps an event loop in this thread; the database is used between its calls only.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium():
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    if found is None:
        said = "No Chromium found. On Debian: apt-get install chromium"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(said)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, live_server, settings):
    """Open a page as somebody: `visit(width=390, scheme="dark", script=False, locale="es-US")`.

    Any error in a page's scripts, any answer over 499 and any request to another host fails
    the test in the end.
    """
    settings.SITE_URL = live_server.url
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
    contexts, wrong = [], []

    def watch(page):
        page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda said: (
                wrong.append(f"{page.url}: {said.text}")
                if "Content Security Policy" in said.text
                else None
            ),
        )
        page.on(
            "response",
            lambda answer: (
                wrong.append(f"{answer.url}: {answer.status}") if answer.status >= 500 else None
            ),
        )
        page.on(
            "request",
            lambda request: (
                wrong.append(f"elsewhere: {request.url}")
                if not request.url.startswith((live_server.url, "data:", "blob:"))
                else None
            ),
        )

    def open_page(*, user=None, width=390, scheme="light", script=True, locale="en-US"):
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 844},
            color_scheme=scheme,
            java_script_enabled=script,
            locale=locale,
        )
        contexts.append(context)
        if user is not None:
            context.add_cookies([session_of(user, live_server)])
        page = context.new_page()
        page.set_default_timeout(10_000)
        watch(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


def session_of(user, live_server):
    """The cookie of somebody who has just signed in with their second factor."""
    client = Client()
    sign_in(client, user)
    return {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}


@pytest.fixture
def code_for():
    """The newest code posted to an address."""

    def read(address):
        letter = Letter.objects.filter(to=address, private=True).latest("pk")
        return re.search(r"(?:code is|^ +)\s*([A-Z0-9-]{6,9})$", letter.body, re.M).group(1)

    return read


def violations(page) -> list[str]:
    """What axe finds wrong with the page as it is shown now, colours included."""
    page.evaluate(AXE)
    return page.evaluate(
        "rules => axe.run(document, {runOnly: rules})"
        ".then(found => found.violations.map(one => one.id + ': ' + one.nodes.map(n => n.html)))",
        RULES,
    )
