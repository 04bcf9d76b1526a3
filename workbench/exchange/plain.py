"""Reads CSV: the delimiter is the one under which the header holds the columns that are looked for."""

import csv
import io
import re
from collections.abc import Collection, Iterator

from workbench.core.words import _
from workbench.exchange.guards import unguarded
from workbench.exchange.letters import decoded
from workbench.exchange.sheets import Row

DELIMITERS = ",;\t|"
LONGEST_CELL = 10_000_000


def open_csv(
    data: bytes, file: str, known: Collection[str], encoding: str | None
) -> tuple[Iterator[Row], str]:
    """Return the rows of a CSV file and the encoding in which it is written."""
    text, named = decoded(data, file, encoding)
    told = re.match(r"sep=([,;\t|])\r?\n", text)  # spreadsheets write this line, and show it to nobody
    if told:
        return _rows(text[told.end() :], told[1]), named
    return _rows(text, delimiter(text, known)), named


def delimiter(text: str, known: Collection[str]) -> str:
    """Return what stands between the cells."""
    wanted = {name.strip().casefold() for name in known}

    def fits(mark: str) -> tuple[int, int]:
        first = next((row for row in _rows(text, mark) if any(row.cells) or row.trouble), Row(1, []))
        header = text.lstrip("\r\n").partition("\n")[0].split(mark) if first.trouble else first.cells
        return len({cell.strip().casefold() for cell in header} & wanted), len(header)

    return max(DELIMITERS, key=fits)


def _rows(text: str, mark: str) -> Iterator[Row]:
    """Give each row with its number; a row whose quotes do not close ends the file."""
    csv.field_size_limit(LONGEST_CELL)
    found = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    width = number = 0
    while True:
        number += 1
        try:
            cells = next(found, None)
        except csv.Error:
            yield Row(
                number, [], _("Its quotation marks do not match, so it and what follows cannot be read.")
            )
            return
        if cells is None:
            return
        if not any(cells):
            continue
        width = width or len(cells)
        if len(cells) != width and (len(cells) < width or any(cells[width:])):
            trouble = _("It has {count} cells where the header has {width}.")
            yield Row(number, [], trouble.format(count=len(cells), width=width))
            continue
        yield Row(number, [unguarded(cell) for cell in cells[:width]])
