"""
What a published framework is here, and the tables in which some are published.

Each table is known by its columns; ``SHAPES`` names them, with what makes a framework of their rows.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path

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


def plain(text: str) -> str:
    """Return a text without the HTML in which some files are written."""
    spaced = re.sub(r"</(p|li|div|ul|ol|h\d)>|<br\s*/?>", "\n", text or "", flags=re.IGNORECASE)
    lines = (line.strip() for line in unescape(re.sub(r"<[^>]*>", "", spaced)).splitlines())
    return "\n".join(line for line in lines if line)


def said(title: str, more: str) -> str:
    """Return a title with the words that stand under it, each without HTML."""
    title, more = plain(title), plain(more)
    return title if not more or more == title else f"{title}\n{more}" if title else more


def once(items: Iterable[Item]) -> tuple[Item, ...]:
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
            n, names.get(row["code"].rpartition(".")[0], ""), said(row["preferredlabel"], row["description"])
        )
        for n, row in table
    )
    return Framework(path.stem, "ESCO", "European Commission, decision 2011/833/EU", tuple(items))


def _onet(columns: tuple[str, str, str]) -> Callable[[Path, Table], Framework]:
    """Return how to read a table of O*NET: the column of the heading, of the words, and of more words."""

    def make(path: Path, table: Table) -> Framework:
        head, words, more = columns
        items = (Item(n, row.get(head, ""), said(row[words], row.get(more, ""))) for n, row in table)
        return Framework(path.stem, "O*NET", "CC BY 4.0, U.S. Department of Labor", once(items))

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
