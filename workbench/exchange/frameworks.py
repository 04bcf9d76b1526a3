"""
Frameworks that others have published, read from their own files: items under headings, with their origin.

Known are CASE (the CSV and XLSX sheets of OpenSALT, and the JSON package), Mahara's SmartEvidence matrix,
LifeComp, tables of ESCO and O*NET, OSMT's skill sheet, and a plain table with a column ``wording``. Nothing
is judged here and nothing adopted: what comes in is an offer, from which people take what they want.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from workbench.core.rights import Refused
from workbench.core.words import _
from workbench.exchange.published import KNOWN, SHAPES, Framework, Item, Table, plain, said
from workbench.exchange.rules import LONGEST
from workbench.exchange.sheets import read


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


def _matrix(told: Mapping[str, Any]) -> Framework:
    """Read a SmartEvidence matrix: standards with their elements."""
    heads = {str(each["standardid"]): plain(each["name"]) for each in told["standards"]}
    items = [
        Item(number, heads.get(str(each["standardid"]), ""), said(each["name"], each.get("description", "")))
        for number, each in enumerate(told["standardelements"], start=1)
    ]
    return Framework(plain(told["name"]), "SmartEvidence", "", tuple(items))


def _areas(told: Mapping[str, Any]) -> Framework:
    """Read areas with their competences, as LifeComp has them."""
    items = [
        (area["title"], said(each["title"], each.get("definition", "")))
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
        Item(number, words.get(above.get(key, ""), ""), told_so)
        for number, (key, told_so) in enumerate(words.items(), start=1)
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
