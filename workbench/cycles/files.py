"""Puts a notebook into the workspace: the whole of it or nothing, readable by the workspace's owner only."""

import os
from hashlib import sha256
from pathlib import Path
from tempfile import mkstemp


def put(file: Path, made: bytes) -> None:
    """Write a file that is not there yet; nothing half-written stays, whatever happens."""
    for folder in (file.parent.parent, file.parent):
        if not folder.is_dir():
            folder.mkdir(mode=0o700)
    descriptor, name = mkstemp(dir=file.parent, prefix=".making-", suffix=".part")
    part = Path(name)
    try:
        with open(descriptor, "wb") as opened:
            opened.write(made)
            opened.flush()
            os.fsync(descriptor)
        part.chmod(0o600)
        part.replace(file)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def seal(made: bytes) -> str:
    """Return what tells later whether a notebook was written in."""
    return sha256(made).hexdigest()


def now_in(file: Path) -> bytes | None:
    """Return what a file holds, or None where there is none."""
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None
