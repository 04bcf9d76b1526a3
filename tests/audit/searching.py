"""Looks for words in the bytes of every file of a folder, as a curious finder would."""

import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from sqlalchemy import select

from tests.builders import Circle
from workbench.core import boxes
from workbench.core.store import Store
from workbench.migrations.tables import METADATA
from workbench.models.vault import Box


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield each file's name and bytes (the name among them), and those of what is packed in it."""
    for file in sorted(folder.rglob("*")):
        yield file.name, file.name.encode()
        if file.is_file():
            data = file.read_bytes()
            yield file.relative_to(folder).as_posix(), data
            if zipfile.is_zipfile(BytesIO(data)):
                with zipfile.ZipFile(BytesIO(data)) as packed:
                    for name in packed.namelist():
                        yield f"{file.name}/{name}", packed.read(name)


def traces(folder: Path, words: Iterable[str]) -> dict[str, set[str]]:
    """
    Return which words lie somewhere below a folder, each with the files.

    A half is enough, because a page of the store may end in the midst of a word; so is a word in two bytes
    a letter.
    """
    found: dict[str, set[str]] = {}
    looked = [(name, data) for name, data in contents(folder)]
    looked += [(name, data.replace(b"\0", b"")) for name, data in looked]
    for word in words:
        halves = (word[:18].encode(), word[18:].encode())
        for name, data in looked:
            if any(half in data for half in halves):
                found.setdefault(word, set()).add(name)
    return found


def searched(folder: Path) -> int:
    """Return how many bytes are looked at."""
    return sum(len(data) for _name, data in contents(folder))


def opened(circle: Circle) -> str:
    """Return all that lies in boxes, opened by those whose boxes they are."""
    said = ""
    for name, person in circle.people.items():
        with circle.desk(name).reading() as db:
            said += str(boxes.contents(db, db.scalars(select(Box.about).where(Box.owner_id == person))))
    return said


def told(store: Store) -> str:
    """Return all that stands in the tables, as one text."""
    with store.reading() as db:
        rows = [row for table in METADATA.sorted_tables for row in db.execute(select(table))]
    return "\n".join(
        cell.decode("latin-1") if isinstance(cell, bytes) else str(cell) for row in rows for cell in row
    )
