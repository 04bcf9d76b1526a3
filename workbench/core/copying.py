"""Copies a store while others may be writing to it."""

import sqlite3
from contextlib import closing
from pathlib import Path


def copy_store(source: Path, to: Path) -> None:
    """
    Copy a store as it stands at one moment, what still lies in its log included; nobody has to stop writing.

    The copy is one file, without a log beside it, readable by its owner only.
    """
    to.unlink(missing_ok=True)
    to.touch(0o600)
    address = f"{source.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True, timeout=8)) as line, closing(sqlite3.connect(to)) as copy:
        line.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
