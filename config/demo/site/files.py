"""Forgets the files of a demo that is about to start over."""

from django.core.files.storage import default_storage
from django.db import connection

KEPT_IN = ("cms_picture", "cms_rendition", "wagtaildocs_document")


def forget() -> None:
    """Delete the files this database knows of. Its tables may be of an earlier version."""
    there = connection.introspection.table_names()
    for table in KEPT_IN:
        if table in there:
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT file FROM {table}")
                for (name,) in cursor.fetchall():
                    default_storage.delete(name)
