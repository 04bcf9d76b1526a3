"""
Reads XLSX row by row.

Texts are taken exactly as they stand in the file: openpyxl's own table of shared texts drops part of an
escape (``_x005F_``), so it is read here anew. A formula is refused, because what it shows may be stale.
"""

import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import IO, Any
from zipfile import BadZipFile

from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from workbench.core.rights import Refused
from workbench.core.words import _
from workbench.exchange.guards import unescaped
from workbench.exchange.sheets import Row

MOST_UNPACKED = 1_000_000_000
BROKEN = (
    BadZipFile, InvalidFileException, zlib.error, KeyError, ValueError, TypeError, IndexError, AttributeError,
    SyntaxError, EOFError, OSError,
)  # fmt: skip


class _Exact(ExcelReader):  # type: ignore[misc]
    """Openpyxl's reader with texts left as they are."""

    def read_strings(self) -> None:
        """Read the table of shared texts."""
        part = self.package.find(SHARED_STRINGS)
        if part is not None:
            with self.archive.open(part.PartName[1:]) as source:
                self.shared_strings = _strings(source)


def _strings(source: IO[bytes]) -> list[str]:
    found = []
    for _event, node in iterparse(source):
        if node.tag == f"{{{SHEET_MAIN_NS}}}si":
            text: Any = Text.from_tree(node)
            found.append(text.content)
            node.clear()
    return found


def open_workbook(path: Path, kind: str) -> Iterator[Row]:
    """Return the rows of the sheet named like the kind, else of the first sheet."""
    try:
        reader = _Exact(path, read_only=True, keep_links=False)
        if sum(part.file_size for part in reader.archive.infolist()) > MOST_UNPACKED:
            raise Refused(_("{file} unpacks to more than 1 GB. Nothing was changed.").format(file=path.name))
        reader.read()
        book = reader.wb
        sheets = {sheet.title: sheet for sheet in book.worksheets}
        return _rows(sheets.get(kind) or book.worksheets[0])
    except Refused:
        raise
    except BROKEN as error:
        sentence = _("{file} is not a spreadsheet that can be read. Nothing was changed. Save it as CSV.")
        raise Refused(sentence.format(file=path.name)) from error


def _rows(sheet: Any) -> Iterator[Row]:
    sheet.reset_dimensions()
    width = 0
    number = 0
    rows = sheet.iter_rows()
    while True:
        number += 1
        try:
            found = next(rows, None)
        except BROKEN:
            yield Row(number, [], _("The spreadsheet is damaged here; what follows cannot be read."))
            return
        if found is None:
            return
        cells, trouble = [], ""
        for cell in found:
            text, why = _text(cell)
            cells.append(text)
            trouble = trouble or why
        if not any(cells) and not trouble:
            continue
        width = width or len(cells)
        if any(cells[width:]):
            trouble = trouble or _("It has more cells than the header.")
        yield Row(number, (cells + [""] * (width - len(cells)))[:width], trouble)


def _text(cell: Any) -> tuple[str, str]:
    """Return a cell as text, and why it cannot be read, if it cannot."""
    value = cell.value
    if value is None:
        return "", ""
    if cell.data_type == "f":
        why = _("Cell {cell} holds a formula. Copy the column and paste its values in its place.")
        return "", why.format(cell=cell.coordinate)
    if cell.data_type == "e":
        return "", _("Cell {cell} shows an error ({value}).").format(cell=cell.coordinate, value=value)
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value)), ""
    if isinstance(value, datetime):
        whole = value.time() == time()
        return (value.date().isoformat() if whole else value.isoformat()), ""
    if isinstance(value, date | time):
        return value.isoformat(), ""
    return (unescaped(value) if isinstance(value, str) else str(value)), ""
