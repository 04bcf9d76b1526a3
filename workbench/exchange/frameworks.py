"""
Frameworks that others have published, read from their own files: items under headings, with their origin.

Known are CASE (the CSV and XLSX sheets of OpenSALT, and the JSON package), Mahara's SmartEvidence matrix,
LifeComp, tables of ESCO and O*NET, OSMT's skill sheet, and a plain table with a column ``wording``. Nothing
is judged here and nothing adopted: what comes in is an offer, from which people take what they want.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

from workbench.core.rights import Refused
from workbench.core.words import _
from workbench.exchange.rules import LONGEST
from workbench.exchange.sheets import read

Table = list[tuple[int, dict[str, str]]]
"""Rows by their number in the file, cells by their column's name in small letters."""


@dataclass(frozen=True)
class Item:
    """One item: the heading under which it stands, its words, and what was said to its lack."""

    row: int
    part: str
    wording: str
    lack: str = ""


@dataclass(frozen=True)
class Framework:
    """What a file holds: its title, where it is from, its licence as far as the file says so, its items."""

    title: str
    origin: str
    licence: str
    items: tuple[Item, ...]


def framework(path: Path, *, encoding: str | None = None) -> Framework:
    """Return the framework that a file holds; refuse an unknown shape, or an item without words."""
    found = _from_json(path) if path.suffix.lower() == ".json" else _from_table(path, encoding)
    wrong = [item for item in found.items if not item.wording.strip() or len(item.wording) > LONGEST]
    if wrong:
        told = ", ".join(str(item.row) for item in wrong[:8])
        sentence = _("{file}: these items have no words, or more than 20,000 characters: {rows}. Nothing was "
                     "written.")  # fmt: skip
        raise Refused(sentence.format(file=path.name, rows=told))
    if not found.items:
        raise Refused(_("{file} holds no items. Nothing was written.").format(file=path.name))
    return found


def _unknown(path: Path) -> Refused:
    return Refused(
        _("{file} is not of a shape that is known here. Nothing was written. Known are CASE (CSV, XLSX or "
          "JSON), SmartEvidence, LifeComp, ESCO, O*NET, OSMT, and a table with a column “wording”."
          ).format(file=path.name)
    )  # fmt: skip


def _from_json(path: Path) -> Framework:
    try:
        told = json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        sentence = _("{file} cannot be read ({reason}). Nothing was written.")
        raise Refused(sentence.format(file=path, reason=error.strerror or error)) from error
    except ValueError as error:
        raise Refused(_("{file} is not whole JSON ({reason}). Nothing was written.").format(
            file=path.name, reason=error
        )) from error  # fmt: skip
    try:
        if "CFDocument" in told:
            return _case(told)
        if "areas" in told:
            return _areas(told)
        if "standardelements" in told.get("framework", ()):
            return _matrix(told["framework"])
    except (KeyError, TypeError, AttributeError) as error:
        raise _unknown(path) from error
    raise _unknown(path)


def _plain(text: str) -> str:
    """Return a text without the HTML in which some files are written."""
    spaced = re.sub(r"</(p|li|div|ul|ol|h\d)>|<br\s*/?>", "\n", text or "", flags=re.IGNORECASE)
    lines = (line.strip() for line in unescape(re.sub(r"<[^>]*>", "", spaced)).splitlines())
    return "\n".join(line for line in lines if line)


def _matrix(told: Mapping[str, Any]) -> Framework:
    """Read a SmartEvidence matrix: standards with their elements."""
    heads = {str(each["standardid"]): _plain(each["name"]) for each in told["standards"]}
    items = [
        Item(number, heads.get(str(each["standardid"]), ""), _said(each["name"], each.get("description", "")))
        for number, each in enumerate(told["standardelements"], start=1)
    ]
    return Framework(_plain(told["name"]), "SmartEvidence", "", tuple(items))


def _said(title: str, more: str) -> str:
    title, more = _plain(title), _plain(more)
    return title if not more or more == title else f"{title}\n{more}" if title else more


def _areas(told: Mapping[str, Any]) -> Framework:
    """Read areas with their competences, as LifeComp has them."""
    items = [
        (area["title"], _said(each["title"], each.get("definition", "")))
        for area in told["areas"]
        for each in area["competences"]
    ]
    numbered = tuple(Item(number, part, words) for number, (part, words) in enumerate(items, start=1))
    origin = ", ".join(str(told[name]) for name in ("publisher", "id", "source") if told.get(name))
    return Framework(str(told["framework"]), origin, str(told.get("licence", "")), numbered)


def _case(told: Mapping[str, Any]) -> Framework:
    """Read a CASE package: a document, its items, and which is whose child."""
    document = told["CFDocument"]
    above = {
        str(link["originNodeURI"]["identifier"]): str(link["destinationNodeURI"]["identifier"])
        for link in told.get("CFAssociations", ())
        if link["associationType"] == "isChildOf"
    }
    words = {str(each["identifier"]): str(each["fullStatement"]) for each in told["CFItems"]}
    items = tuple(
        Item(number, words.get(above.get(key, ""), ""), said)
        for number, (key, said) in enumerate(words.items(), start=1)
    )
    licence = document.get("licenseURI") or {}
    named = licence.get("title", "") if isinstance(licence, Mapping) else str(licence)
    origin = ", ".join(str(document[name]) for name in ("creator", "publisher", "uri") if document.get(name))
    return Framework(str(document["title"]), origin, named, items)


def _from_table(path: Path, encoding: str | None) -> Framework:
    table, first = _table(path, "", encoding)
    if first == "case":
        items, _none = _table(path, "CF Item", encoding)
        links, _none = _table(path, "CF Association", encoding)
        return _case_sheets(table, items, links)
    for needed, make in SHAPES:
        if needed <= set(table[0][1] if table else ()):
            return make(path, table)
    raise _unknown(path)


def _table(path: Path, name: str, encoding: str | None) -> tuple[Table, str]:
    sheet = read(path, known=KNOWN, kind=name or "CF Doc", encoding=encoding)
    header = [each.strip().casefold() for each in sheet.header]
    rows = []
    for row in sheet.rows:
        if row.trouble:
            raise Refused(_("{file}, row {number}: {trouble} Nothing was written.").format(
                file=path.name, number=row.number, trouble=row.trouble))  # fmt: skip
        cells = [*row.cells, *[""] * len(header)]
        if any(cell.strip() for cell in row.cells):
            rows.append((row.number, dict(zip(header, cells, strict=False))))
    return rows, "case" if {"creator", "adoptionstatus"} <= set(header) else ""


def _case_sheets(document: Table, items: Table, links: Table) -> Framework:
    """Read OpenSALT's workbook: a sheet for the document, one for the items, one for what belongs where."""
    about = document[0][1] if document else {}
    words = {row["identifier"]: row["fullstatement"] for _number, row in items}
    above = {
        row["originnodeidentifier"]: row["destinationnodeidentifier"]
        for _number, row in links
        if row["associationtype"].replace(" ", "").casefold() == "ischildof"
    }
    found = tuple(
        Item(n, words.get(above.get(row["identifier"], ""), ""), row["fullstatement"]) for n, row in items
    )
    origin = ", ".join(filter(None, (about.get("creator"), about.get("publisher"))))
    return Framework(about.get("title", ""), origin, about.get("licensetitle", ""), found)


def _once(items: Iterable[Item]) -> tuple[Item, ...]:
    """Return items of which each is said once, where a file repeats it for each occupation."""
    seen: dict[tuple[str, str], Item] = {}
    for item in items:
        seen.setdefault((item.part, item.wording), item)
    return tuple(seen.values())


def _case_csv(path: Path, table: Table) -> Framework:
    """Read OpenSALT's CSV: an item names by its coding scheme the one above it."""
    codes = {row["human coding scheme"]: row["fullstatement"] for _n, row in table}
    items = (Item(n, codes.get(row["is child of"], ""), row["fullstatement"]) for n, row in table)
    return Framework(path.stem, "CASE", "", tuple(items))


def above(code: str) -> str:
    """Return the code of the group in which a group of ESCO stands: S1.2 of S1.2.3."""
    return code.rpartition(".")[0]


def _esco(path: Path, table: Table) -> Framework:
    """Read a table of ESCO: occupations, or groups of skills under the group above them by their code."""
    names = {row["code"]: row["preferredlabel"] for _n, row in table}
    items = (
        Item(
            n, names.get(row["code"].rpartition(".")[0], ""), _said(row["preferredlabel"], row["description"])
        )
        for n, row in table
    )
    return Framework(path.stem, "ESCO", "European Commission, decision 2011/833/EU", tuple(items))


def _onet(columns: tuple[str, str, str]) -> Callable[[Path, Table], Framework]:
    """Return how to read a table of O*NET: the column of the heading, of the words, and of more words."""

    def make(path: Path, table: Table) -> Framework:
        head, words, more = columns
        items = (Item(n, row.get(head, ""), _said(row[words], row.get(more, ""))) for n, row in table)
        return Framework(path.stem, "O*NET", "CC BY 4.0, U.S. Department of Labor", _once(items))

    return make


OSMT_WORDS = "contextualized skill statement"


def _osmt(path: Path, table: Table) -> Framework:
    items = (
        Item(
            n,
            row.get("skill category", row.get("skill categories", "")),
            row["contextualized skill statement"],
        )
        for n, row in table
    )
    return Framework(path.stem, "OSMT", "", tuple(items))


def _own(path: Path, table: Table) -> Framework:
    items = (Item(n, row.get("component", ""), row["wording"], row.get("lack", "")) for n, row in table)
    first: Mapping[str, str] = table[0][1] if table else {}
    return Framework(path.stem, first.get("origin", ""), first.get("licence", ""), tuple(items))


Shape = tuple[frozenset[str], Callable[[Path, Table], Framework]]
SHAPES: Sequence[Shape] = (
    (frozenset({"fullstatement", "human coding scheme", "is child of"}), _case_csv),
    (frozenset({"originuri", "code", "preferredlabel", "description"}), _esco),
    (frozenset({"task id", "task"}), _onet(("o*net-soc code", "task", ""))),
    (frozenset({"task id", "dwa title"}), _onet(("o*net-soc code", "dwa title", ""))),
    (frozenset({"element name", "anchor description"}), _onet(("element name", "anchor description", ""))),
    (frozenset({"element name", "description"}), _onet(("", "element name", "description"))),
    (frozenset({"o*net-soc code", "title", "description"}), _onet(("", "title", "description"))),
    (frozenset({"skill name", OSMT_WORDS}), _osmt),
    (frozenset({"wording"}), _own),
)
KNOWN = frozenset().union(*(needed for needed, _make in SHAPES))
