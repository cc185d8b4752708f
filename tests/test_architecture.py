"""What the import contracts cannot see."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db.migrations.loader import MigrationLoader

#: From the ground up: each app may know those before it.
APPS = ["network", "events", "caucuses", "cms", "config"]

#: Where people and memberships may be asked for without saying who asks.
FREE_TO_ASK = {"models", "operations", "public", "access", "audiences", "audit", "migrations"}

#: Who may see the memberships of private groups, and why.
MAY_SEE_PRIVATE = {
    "network/models/groups.py": "a seat is held whoever's committee it is on",
    "network/models/memberships.py": "where it is defined",
    "network/models/audit.py": "where it is defined",
    "network/audit.py": "seals every entry, and finds any that was changed",
    "network/operations/records.py": "erases every row; apps above tell and erase what is private",
    "caucuses/access/rows.py": "the one door to a caucus",
    "caucuses/access/convening.py": "a caucus's own sessions, for those inside",
    "caucuses/operations/merging.py": "the caucuses of two records that become one",
    "events/models/program.py": "where it is defined",
    "events/models/seats.py": "where it is defined",
    "events/operations/choices.py": "one's own sessions, and seats for what is chosen",
    "events/operations/people.py": "erases what somebody chose",
    "events/operations/rooms.py": "a room is taken whoever meets in it; moves with its event",
    "config/demo/set_aside.py": "invents who means to come to a caucus's session",
}

SOURCES = sorted(path for app in APPS for path in (settings.BASE_DIR / app).rglob("*.py"))
TEMPLATES = sorted(path for app in APPS for path in (settings.BASE_DIR / app).rglob("*.html"))


def name_of(path: Path) -> str:
    return path.relative_to(settings.BASE_DIR).as_posix()


def sources(*, but: set[str] = frozenset()) -> list[Path]:
    """Our modules, without packages and modules of these names."""
    return [path for path in SOURCES if not but & {*path.parent.parts, path.stem}]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def test_foreign_keys_point_downwards():
    upwards = [
        f"{model._meta.label}.{field.name}"
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation
        if field.related_model._meta.app_label in APPS[APPS.index(app) + 1 :]
    ]

    assert upwards == []


def test_migrations_depend_downwards():
    upwards = [
        f"{app}.{name} on {needed_app}.{needed}"
        for (app, name), migration in MigrationLoader(None).disk_migrations.items()
        if app in APPS
        for needed_app, needed in migration.dependencies
        if needed_app in APPS[APPS.index(app) + 1 :]
    ]

    assert upwards == []


def asks_freely(module: ast.Module) -> list[int]:
    """Lines that ask for people or memberships without `visible_to` or `editable_by`."""
    narrowed = {
        id(node.value)
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute) and node.attr in ("visible_to", "editable_by")
    }
    return [
        node.lineno
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute)
        and node.attr in ("objects", "including_merged", "_base_manager", "_default_manager")
        and isinstance(node.value, ast.Name)
        and node.value.id in ("Person", "Membership")
        and id(node) not in narrowed
    ]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Person.objects.filter(pk=1)", [1]),
        ("Membership.objects.all()", [1]),
        ("Person.including_merged.get(pk=1)", [1]),
        ("Person.objects.visible_to(user).get(pk=1)", []),
        ("Membership.objects.editable_by(user)", []),
        ("Group.objects.all()", []),
    ],
)
def test_the_watch_on_people_sees(line, found):
    assert asks_freely(ast.parse(line)) == found


def test_views_ask_for_people_only_as_somebody():
    """The demo's generator writes facts as operations do, and runs on no real network."""
    free = [
        f"{name_of(path)}:{line}"
        for path in sources(but=FREE_TO_ASK | {"demo"})
        for line in asks_freely(tree(path))
    ]

    assert free == []


def test_private_memberships_have_few_doors():
    doors = {
        name_of(path)
        for path in sources(but={"migrations"})
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute | ast.Name)
        and "including_private" in (getattr(node, "attr", ""), getattr(node, "id", ""))
    }

    assert doors - set(MAY_SEE_PRIVATE) == set()


def test_no_import_hides_in_a_function():
    hidden = [
        f"{name_of(path)}:{node.lineno}"
        for path in sources()
        for function in ast.walk(tree(path))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]

    assert hidden == []


def test_no_signal_receivers():
    receivers = [
        f"{name_of(path)}:{node.lineno}"
        for path in sources(but={"migrations"})
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Name) and node.id == "receiver"
    ]

    assert receivers == []


def test_no_file_is_too_long_to_read():
    every = [*sources(but={"migrations"}), *(settings.BASE_DIR / "tests").rglob("*.py")]
    long = {name_of(path): n for path in every if (n := length(path)) > 400}
    long |= {name_of(path): n for path in TEMPLATES if (n := length(path)) > 120}

    assert long == {}


def length(path: Path) -> int:
    return len(path.read_text().splitlines())


INLINE = re.compile(
    r"""<style\b | <script\b(?![^>]*\b(?:src=|type="application/json"))
    | \sstyle\s*= | \s(?:hx-)?on[a-z:-]+\s*= """,
    re.VERBOSE | re.IGNORECASE,
)


@pytest.mark.parametrize(
    ("markup", "is_inline"),
    [
        ('<p style="color: red">', True),
        ("<style>p { color: red }</style>", True),
        ("<script>alert(1)</script>", True),
        ('<button onclick="go()">', True),
        ('<button hx-on:click="go()">', True),
        ('<script src="{% static "site.js" %}" defer></script>', False),
        ('<p class="style">Put it on: carry on</p>', False),
    ],
)
def test_the_watch_on_markup_sees(markup, is_inline):
    assert bool(INLINE.search(markup)) is is_inline


def test_templates_hold_no_inline_style_and_no_inline_script():
    """The browser is told to run and to paint only what comes from our own files."""
    inline = [
        f"{name_of(path)}:{number}"
        for path in TEMPLATES
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if INLINE.search(line)
    ]

    assert inline == []
