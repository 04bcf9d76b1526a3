"""Puts a notebook into the workspace: the whole of it or nothing, readable by the workspace's owner only."""

import os
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile


def put(file: Path, made: bytes) -> None:
    """Write a file that is not there yet; nothing half-written stays, whatever happens."""
    for folder in (file.parent.parent, file.parent):
        if not folder.is_dir():
            folder.mkdir(mode=0o700)
    with NamedTemporaryFile(dir=file.parent, prefix=".making-", suffix=".part", delete=False) as part:
        try:
            part.write(made)
            part.flush()
            os.fsync(part.fileno())
            part.close()
            Path(part.name).chmod(0o600)
            Path(part.name).replace(file)
        except BaseException:
            part.close()
            Path(part.name).unlink(missing_ok=True)
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
