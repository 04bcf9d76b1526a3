"""
What a backup holds, and how it is packed: a list of its members first, then each member, as a .tar.gz.

The list names the format's version, the version of the tables, when it was made, until when it is to be
kept, how many rows each table has, and the size and SHA-256 of each member. Reading writes nothing that the
list does not name, and refuses whatever is not as the list says.
"""

import gzip
import io
import json
import os
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO, Any

from workbench.exchange.sealing import damaged, newer

FORMAT = 1
LIST = "manifest.json"
STORE = "store.sqlite"
NOTEBOOKS = "notebooks"
AT_ONCE = 1 << 20
LONGEST_LIST = 64 << 20
ELSEWHERE = "\0\\:" if os.name == "nt" else "\0"  # what leads out of a folder there


@dataclass(frozen=True)
class Member:
    """One file of a backup."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself."""

    made_at: datetime
    keep_until: date
    revision: str
    rows: dict[str, int]
    members: tuple[Member, ...]
    format: int = FORMAT
    about: str = field(default="A backup of a workspace of the practice workbench.")

    def told(self) -> dict[str, Any]:
        """Return it as plain values."""
        plain = {"made_at": self.made_at.isoformat(), "keep_until": self.keep_until.isoformat()}
        return {"about": self.about, "format": self.format} | asdict(self) | plain

    @classmethod
    def read(cls, written: bytes) -> "Manifest":
        """Read it; refuse one of a newer version, or one that names what has no place in a workspace."""
        try:
            told = json.loads(written)
            if int(told["format"]) > FORMAT:
                raise newer()
            members = tuple(
                Member(str(each["name"]), int(each["size"]), str(each["sha256"])) for each in told["members"]
            )
            read = cls(
                made_at=datetime.fromisoformat(told["made_at"]),
                keep_until=date.fromisoformat(told["keep_until"]),
                revision=str(told["revision"]),
                rows={str(name): int(count) for name, count in told["rows"].items()},
                members=members,
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise damaged() from error
        names = [member.name for member in members]
        if STORE not in names or len(set(names)) < len(names) or not all(map(_has_a_place, names)):
            raise damaged()
        return read


def _has_a_place(name: str) -> bool:
    """Say whether a member's name is one that a workspace has a place for, and leads nowhere else."""
    parts = PurePosixPath(name).parts
    plain = "/".join(parts) == name and not any(sign in name for sign in ELSEWHERE)
    inside = len(parts) > 1 and parts[0] == NOTEBOOKS and not any(part.startswith(".") for part in parts)
    return plain and (inside or name in {STORE, "workbench.toml"})


def measured(folder: Path, name: str) -> Member:
    """Return what the list says of a file."""
    digest, size = sha256(), 0
    with (folder / name).open("rb") as file:
        while piece := file.read(AT_ONCE):
            digest.update(piece)
            size += len(piece)
    return Member(name, size, digest.hexdigest())


def pack(folder: Path, manifest: Manifest, out: Any) -> None:
    """Write the list and the members that lie in a folder; nothing tells on which machine."""
    written = json.dumps(manifest.told(), indent=1).encode()
    made = int(manifest.made_at.timestamp())
    with (
        gzip.GzipFile(filename="", mode="wb", compresslevel=1, fileobj=out, mtime=made) as pressed,
        tarfile.open(fileobj=pressed, mode="w|", format=tarfile.PAX_FORMAT) as archive,
    ):
        archive.addfile(_entry(LIST, len(written), made), io.BytesIO(written))
        for member in manifest.members:
            with (folder / member.name).open("rb") as file:
                archive.addfile(_entry(member.name, member.size, made), file)


def _entry(name: str, size: int, made: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mtime, entry.mode = size, made, 0o600
    return entry


def unpack(source: Any, folder: Path) -> Manifest:
    """Write the members into a folder, and return the list; refuse whatever is not as the list says."""
    with _whole(), gzip.GzipFile(fileobj=source, mode="rb") as pressed:
        with tarfile.open(fileobj=pressed, mode="r|") as archive:
            entries = iter(archive)
            manifest = _list(archive, next(entries, None))
            waiting = {member.name: member for member in manifest.members}
            for entry in entries:
                member = waiting.pop(entry.name, None)
                if member is None or not entry.isreg() or entry.size != member.size:
                    raise damaged()
                content = archive.extractfile(entry)
                assert content is not None
                _put(content, folder, member)
        if waiting or any(any(piece) for piece in iter(lambda: pressed.read(AT_ONCE), b"")):
            raise damaged()
        return manifest


@contextmanager
def _whole() -> Iterator[None]:
    """Say of everything that can be wrong with a packed file that it is damaged."""
    try:
        yield
    except (tarfile.TarError, zlib.error, gzip.BadGzipFile, EOFError) as error:
        raise damaged() from error


def _list(archive: tarfile.TarFile, first: tarfile.TarInfo | None) -> Manifest:
    if first is None or first.name != LIST or not first.isreg() or first.size > LONGEST_LIST:
        raise damaged()
    content = archive.extractfile(first)
    assert content is not None
    return Manifest.read(content.read())


def own_folder(folder: Path) -> None:
    """Make a folder and those above it that are not there, each its owner's alone."""
    if not folder.is_dir():
        own_folder(folder.parent)
        folder.mkdir(mode=0o700)


def _put(content: IO[bytes], folder: Path, member: Member) -> None:
    place = folder / member.name
    own_folder(place.parent)
    digest = sha256()
    with open(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        while piece := content.read(AT_ONCE):
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    if digest.hexdigest() != member.sha256:
        raise damaged()
