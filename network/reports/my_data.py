"""What somebody takes away of their own, as one JSON file or as a zip of tables."""

import csv
import io
import json
import zipfile
from datetime import datetime

#: What makes a spreadsheet run a cell as a formula. Nothing is cut off: a mark goes before it.
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def as_json(tables, *, at: datetime) -> bytes:
    said = {
        "made_at": at.isoformat(),
        "tables": {
            table.key: {
                "title": table.title,
                "rows": [dict(zip(table.columns, row, strict=True)) for row in table.rows],
            }
            for table in tables
        },
    }
    return json.dumps(said, indent=2, ensure_ascii=False).encode()


def as_zip(tables) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in tables:
            archive.writestr(f"{table.key}.csv", _as_csv(table))
    return packed.getvalue()


def _as_csv(table) -> bytes:
    text = io.StringIO(newline="")
    out = csv.writer(text)
    out.writerow(table.columns)
    out.writerows([_cell(value) for value in row] for row in table.rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _cell(value) -> str:
    if value is None:
        return ""
    if isinstance(value, dict | list):
        value = json.dumps(value, ensure_ascii=False)
    said = str(value)
    return f"'{said}" if said.startswith(STARTS_A_FORMULA) else said
