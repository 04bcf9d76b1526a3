"""Writes rows into a file that spreadsheets can open and that the import reads back as they were."""

import csv
import io
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

from workbench.core.rights import Refused
from workbench.core.words import _
from workbench.exchange.guards import escaped, guarded
from workbench.exchange.queries import Rows

LONGEST_CELL = 32_767
MOST_ROWS = 1_048_576
Table = tuple[str, Sequence[str], Rows]


def write_csv(path: Path, table: Table) -> None:
    """
    Write one kind as CSV, safe against formulas (see ``guards``).

    A file with letters beyond ASCII opens with a byte order mark: without it spreadsheets misread them.
    """
    _name, columns, rows = table
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    written = text.getvalue()
    data = written.encode("utf-8" if written.isascii() else "utf-8-sig")
    put(path, data)


def write_xlsx(path: Path, tables: Sequence[Table]) -> None:
    """Write a sheet for each kind; every cell is text, and none is a formula."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    written = [_checked(table) for table in tables]
    book = Workbook(write_only=True)
    for (name, columns, _rows), rows in zip(tables, written, strict=True):
        sheet = book.create_sheet(name)
        sheet.append(list(columns))
        for row in rows:
            cells = [WriteOnlyCell(sheet, text) for text in row]
            for cell in cells:
                cell.data_type = "s"
            sheet.append(cells)
    data = io.BytesIO()
    book.save(data)
    put(path, data.getvalue())


def _checked(table: Table) -> list[list[str]]:
    """Return the rows as a sheet holds them; refuse what a sheet cannot hold."""
    name, columns, rows = table
    if len(rows) >= MOST_ROWS:
        sentence = _("A sheet holds 1,048,576 rows. Nothing was written. Write {name} as CSV.")
        raise Refused(sentence.format(name=name))
    found = [[escaped(text) for text in row] for row in rows]
    for number, row in enumerate(found, start=2):
        for column, text in zip(columns, row, strict=True):
            if len(text) > LONGEST_CELL // 2 and len(text.encode("utf-16-le")) // 2 > LONGEST_CELL:
                sentence = _("{kind}, row {number}: the {column} is longer than a spreadsheet's cell can "
                             "hold. Nothing was written. Write it as CSV.")  # fmt: skip
                raise Refused(sentence.format(kind=name, number=number, column=column))
    return found


def put(path: Path, data: bytes) -> None:
    """Put a file in its place whole, readable by its owner only; what lay there stays until then."""
    beside = path.with_name(f".{path.name}.part")
    try:
        with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            _write(file, data)
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        sentence = _("{file} could not be written ({reason}). Nothing in the store was changed. Choose "
                     "another place with --out.")  # fmt: skip
        raise Refused(sentence.format(file=path, reason=error.strerror or error)) from error


def _write(file: IO[bytes], data: bytes) -> None:
    file.write(data)
    file.flush()
    os.fsync(file.fileno())
