"""Reads a file as rows of text, each with the number that a spreadsheet shows; the first is the header."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from workbench.core.rights import Refused
from workbench.core.words import _

MOST_BYTES = 200_000_000


@dataclass(frozen=True)
class Row:
    """One row: its number, its cells, and why it could not be read, if it could not."""

    number: int
    cells: list[str]
    trouble: str = ""


@dataclass(frozen=True)
class Sheet:
    """A file that was read: the header, the rows, and in what letters it was written."""

    header: list[str]
    rows: Iterator[Row]
    encoding: str


def read(path: Path, *, known: Collection[str], kind: str = "", encoding: str | None = None) -> Sheet:
    """
    Open a CSV or XLSX file.

    ``known`` are column names that may stand in the header; they tell which delimiter is meant. Of
    several sheets, the one named like the kind is read, else the first.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(8)
        if size > MOST_BYTES:
            raise Refused(_("{file} is larger than 200 MB. Nothing was changed. Cut it into several files.")
                          .format(file=path.name))  # fmt: skip
        if start.startswith(b"PK\x03\x04"):
            from workbench.exchange.workbooks import open_workbook

            rows = open_workbook(path, kind)
            return _headed(rows, path, "xlsx")
        if start.startswith(b"\xd0\xcf\x11\xe0"):
            raise Refused(_("{file} is an old or a locked spreadsheet. Nothing was changed. Open it and save "
                            "it as .xlsx without a password, or as CSV.").format(file=path.name))  # fmt: skip
        from workbench.exchange.plain import open_csv

        rows, named = open_csv(path.read_bytes(), path.name, known, encoding)
        return _headed(rows, path, named)
    except OSError as error:
        sentence = _(
            "{file} cannot be read ({reason}). Nothing was changed. Look at its name and its folder."
        )
        raise Refused(sentence.format(file=path, reason=error.strerror or error)) from error


def _headed(rows: Iterator[Row], path: Path, encoding: str) -> Sheet:
    for row in rows:
        if row.trouble:
            raise Refused(_("{file}, row {number}: {trouble} Nothing was changed.").format(
                file=path.name, number=row.number, trouble=row.trouble))  # fmt: skip
        if any(cell.strip() for cell in row.cells):
            return Sheet(row.cells, rows, encoding)
    raise Refused(_("{file} is empty. Nothing was changed.").format(file=path.name))
