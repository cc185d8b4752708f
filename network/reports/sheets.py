"""A list as a file, CSV or Excel: whose it is, and no cell that a spreadsheet would run.

The first line of a CSV file begins with "#" and says who took it, when, with which filters and
how many people it holds; the column names follow in the second. An Excel file says the same on
its second sheet, "About this list".
"""

import csv
import io
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile

from openpyxl import Workbook

from network.models.exports import ExportFormat

from .columns import Day

#: What a spreadsheet takes for the beginning of a formula, or of one after it was cleaned up.
RUNS = ("=", "+", "-", "@", "\t", "\r")
PIECE = 64 * 1024
IN_MEMORY = 5_000_000


def safe(value) -> str:
    """The cell as text. What would run gets a ' in front and loses nothing: "+1 410" stays."""
    text = value.iso() if isinstance(value, Day) else str(value)
    return f"'{text}" if text.startswith(RUNS) else text


class CsvSheet:
    """Rows are counted as they come, for what the first line says of them."""

    kind = "text/csv; charset=utf-8"

    def __init__(self, labels):
        self.labels, self.count = labels, 0
        # Closed when it has been sent.
        self._body = SpooledTemporaryFile(  # noqa: SIM115
            IN_MEMORY, "w+", encoding="utf-8", newline=""
        )
        self._write = csv.writer(self._body)

    def add(self, row) -> None:
        self._write.writerow([safe(cell) for cell in row])
        self.count += 1

    def pieces(self, about) -> Iterator[bytes]:
        head = io.StringIO(newline="")
        write = csv.writer(head)
        write.writerow([f"# {about}"])
        write.writerow([safe(label) for label in self.labels])
        yield head.getvalue().encode("utf-8-sig")
        with self._body as body:
            body.seek(0)
            while piece := body.read(PIECE):
                yield piece.encode()


class XlsxSheet:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def __init__(self, labels):
        self.count = 0
        self._book = Workbook(write_only=True)
        self._sheet = self._book.create_sheet("People")
        self._sheet.append([safe(label) for label in labels])

    def add(self, row) -> None:
        self._sheet.append([safe(cell) for cell in row])
        self.count += 1

    def pieces(self, about) -> Iterator[bytes]:
        self._book.create_sheet("About this list").append([safe(about)])
        with SpooledTemporaryFile(IN_MEMORY) as file:
            self._book.save(file)
            file.seek(0)
            while piece := file.read(PIECE):
                yield piece


SHEETS = {ExportFormat.CSV: CsvSheet, ExportFormat.XLSX: XlsxSheet}
