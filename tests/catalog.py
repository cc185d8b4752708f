"""The site's words in Spanish. After a change of words: `python -m tests.catalog`

It collects every word that is marked for translation into config/locale/es/LC_MESSAGES/django.po,
where what is new waits for its translation, and makes the .mo that the site reads. It needs
nothing but Babel; tests/config/test_languages.py fails until every word has its translation.
"""

import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
APPS = ("config", "network", "events", "caucuses", "cms")
PO = ROOT / "config/locale/es/LC_MESSAGES/django.po"
MO = PO.with_suffix(".mo")
#: Which arguments are words, by the name of what is called: a number, or (context, "c").
MARKS = {
    **dict.fromkeys(["_", "gettext", "gettext_lazy", "noop"]),
    **dict.fromkeys(["ngettext", "ngettext_lazy"], (1, 2)),
    **dict.fromkeys(["pgettext", "pgettext_lazy"], ((1, "c"), 2)),
    **dict.fromkeys(["npgettext", "npgettext_lazy"], ((1, "c"), 2, 3)),
}


def sources():
    """Every template and module that may hold words."""
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*")):
            if path.suffix in (".py", ".html", ".txt") and "migrations" not in path.parts:
                yield path


def marked() -> Catalog:
    """What is marked for translation, with where it stands."""
    catalog = Catalog(locale="es", charset="utf-8", fuzzy=False)
    for path in sources():
        text = path.read_text()
        if path.suffix != ".py":
            if "i18n" not in text and "_(" not in text:
                continue
            text = templatize(text)
        found = extract("python", BytesIO(text.encode()), keywords=MARKS)
        for _, words, _, context in found:
            where = [(str(path.relative_to(ROOT)), 0)]
            catalog.add(words, locations=where, context=context)
    return catalog


def kept() -> Catalog:
    with PO.open("rb") as file:
        catalog = read_po(file, locale="es")
    # Without a clock: the same words make the same file.
    catalog.creation_date = catalog.revision_date = datetime(2026, 11, 26, tzinfo=UTC)
    return catalog


def is_translated(message) -> bool:
    said = message.string if message.pluralizable else [message.string]
    return not message.fuzzy and all((text or "").strip() for text in said)


def compiled(catalog: Catalog) -> bytes:
    made = BytesIO()
    write_mo(made, catalog)
    return made.getvalue()


def main() -> int:
    """Bring both files up to date; 1 while something waits for its translation."""
    catalog, known = marked(), kept() if PO.exists() else Catalog(locale="es")
    waiting = 0
    for message in filter(lambda one: one.id, catalog):
        if old := known.get(message.id, message.context):
            message.string = old.string
        waiting += not is_translated(message)
    with PO.open("wb") as file:
        file.write(HEADER.encode())
        write_po(file, catalog, width=98, omit_header=True, include_lineno=False)
    MO.write_bytes(compiled(kept()))
    print(f"{len(catalog)} texts, {waiting} without a translation.")
    return int(waiting > 0)


#: Without dates: a change of words is the only change.
HEADER = r"""# The site in Spanish, as it is written in the United States. How to: tests/catalog.py
msgid ""
msgstr ""
"Language: es\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

"""

if __name__ == "__main__":
    sys.exit(main())
