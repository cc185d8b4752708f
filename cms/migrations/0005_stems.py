"""Search finds "library" where one types "libraries", and "Quiñones" where one types "quinones".

On SQLite only: its table of words cuts no endings and keeps some accents unless it is told.
PostgreSQL is told by SEARCH_CONFIG.
"""

from django.db import migrations

TABLE = "wagtailsearch_indexentry_fts"
COLUMNS = "autocomplete, body, title"
STEMS = ", tokenize = 'porter unicode61 remove_diacritics 2'"


def lay_anew(schema_editor, how):
    if schema_editor.connection.vendor != "sqlite":
        return
    # What keeps it in step hangs on the table of entries, and stays.
    schema_editor.execute(f"DROP TABLE IF EXISTS {TABLE}")
    schema_editor.execute(f"CREATE VIRTUAL TABLE {TABLE} USING fts5({COLUMNS}{how})")
    schema_editor.execute(
        f"INSERT INTO {TABLE}(rowid, {COLUMNS})"
        f" SELECT id, {COLUMNS} FROM wagtailsearch_indexentry"
    )


def cut_endings(apps, schema_editor):
    lay_anew(schema_editor, STEMS)


def keep_endings(apps, schema_editor):
    lay_anew(schema_editor, "")


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0004_indexes"),
        ("wagtailsearch", "0006_customise_indexentry"),
    ]

    operations = [migrations.RunPython(cut_endings, keep_endings)]
