"""
A file sealed by a passphrase, piece by piece, so that a large one needs little memory.

It begins with two lines: what it is and in which version, and how the passphrase is worked (Argon2id, RFC
9106) together with a proof that tells a wrong passphrase from a damaged file. Each piece is sealed with
AES-256-GCM and bound to the two lines, to its number and to whether it is the last: a file that was cut,
lengthened, or put together in another order does not open.
"""

import io
import json
from hashlib import sha256
from typing import IO, Any

from workbench.core import vault
from workbench.core.rights import Refused
from workbench.core.vault import NotOpened
from workbench.core.words import _

MARK = b"practice workbench, sealed file "
VERSION = 1
PIECE = 1 << 20
LENGTH = 4
LONGEST_LINE = 4096
DEAREST = (16, 1 << 20, 8)  # passes, KiB, lanes: more is not of our making


def damaged() -> Refused:
    """Return what is said of a file that is not what was written."""
    return Refused(
        _("This file is cut off or was changed: what it holds is not what was put in. Nothing was written. "
          "Use another copy of it.")
    )  # fmt: skip


def newer() -> Refused:
    """Return what is said of a file that this version cannot know."""
    return Refused(
        _("This file was written by a newer version of the workbench. Nothing was written. Install the newer "
          "version, then try again.")
    )  # fmt: skip


class _Pieces:
    """The key of one file, and what each of its pieces is called."""

    def __init__(self, passphrase: str, salt: bytes, cost: str) -> None:
        self.secret = vault.from_passphrase(passphrase, salt, cost)
        self.head, self.number = "", 0

    def called(self, *, last: bool) -> str:
        """Return the name of the next piece."""
        self.number += 1
        return f"piece/{self.head}/{self.number}/{'last' if last else 'more'}"


class Sealing(io.RawIOBase):
    """Seals what is written to it; :meth:`finish` writes the last piece."""

    def __init__(self, file: IO[bytes], passphrase: str, *, cost: str = vault.COST) -> None:
        self._file, self._held = file, bytearray()
        salt = vault.new_salt()
        self._pieces = _Pieces(passphrase, salt, cost)
        told = {"salt": salt.hex(), "cost": cost}
        proof = vault.lock(self._pieces.secret, b"", _proof(told))
        line = json.dumps(told | {"proof": proof.hex()}).encode()
        head = MARK + str(VERSION).encode() + b"\n" + line + b"\n"
        self._pieces.head = sha256(head).hexdigest()
        file.write(head)

    def writable(self) -> bool:
        """Say that it can be written to."""
        return True

    def write(self, data: Any) -> int:
        """Seal every piece that is full."""
        self._held += data
        while len(self._held) > PIECE:
            self._put(bytes(self._held[:PIECE]), last=False)
            del self._held[:PIECE]
        return len(data)

    def _put(self, piece: bytes, *, last: bool) -> None:
        sealed = vault.lock(self._pieces.secret, piece, self._pieces.called(last=last))
        self._file.write(len(sealed).to_bytes(LENGTH, "big") + sealed)

    def finish(self) -> None:
        """Write the last piece, which says that nothing follows."""
        self._put(bytes(self._held), last=True)
        self._held.clear()


class Opening(io.RawIOBase):
    """Opens what was sealed, as it is read; refuses at the first piece that is not what was written."""

    def __init__(self, file: IO[bytes], passphrase: str) -> None:
        self._file, self._held, self._done = file, b"", False
        first, second = file.readline(LONGEST_LINE), file.readline(LONGEST_LINE)
        told, salt, proof = _read(first, second)
        self._pieces = _Pieces(passphrase, salt, told["cost"])
        self._pieces.head = sha256(first + second).hexdigest()
        try:
            vault.unlock(self._pieces.secret, proof, _proof(told))
        except NotOpened as error:
            raise Refused(
                _("It does not open with this passphrase. Nothing was written. Try the passphrase again; "
                  "without it nobody can open this file.")
            ) from error  # fmt: skip
        self._next = self._length()

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Give out what the next piece holds."""
        while not self._held and not self._done:
            self._held = self._open()
        given = self._held[: len(buffer)]
        buffer[: len(given)] = given
        self._held = self._held[len(given) :]
        return len(given)

    def _length(self) -> int | None:
        told = self._file.read(LENGTH)
        length = int.from_bytes(told, "big")
        if told and (len(told) < LENGTH or length > PIECE + 2 * vault.NONCE + vault.SALT):
            raise damaged()
        return length if told else None

    def _open(self) -> bytes:
        if self._next is None:
            raise damaged()
        sealed = self._file.read(self._next)
        self._next = self._length()
        self._done = self._next is None
        try:
            return vault.unlock(self._pieces.secret, sealed, self._pieces.called(last=self._done))
        except NotOpened as error:
            raise damaged() from error


def is_sealed(file: IO[bytes]) -> bool:
    """Say whether a file is a sealed one; it is left at its beginning."""
    begins = file.read(len(MARK))
    file.seek(0)
    return begins == MARK


def _proof(told: dict[str, str]) -> str:
    return f"proof/{told['salt']}/{told['cost']}"


def _read(first: bytes, second: bytes) -> tuple[dict[str, str], bytes, bytes]:
    """Read the two lines at the beginning."""
    try:
        version = int(first.removeprefix(MARK))
        if version > VERSION:
            raise newer()
        told = json.loads(second)
        salt, proof = bytes.fromhex(told["salt"]), bytes.fromhex(told["proof"])
        cost = tuple(int(each) for each in told["cost"].split("/"))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise damaged() from error
    dear = len(cost) != len(DEAREST) or any(
        not 1 <= each <= most for each, most in zip(cost, DEAREST, strict=True)
    )
    if version != VERSION or dear or len(salt) != vault.SALT:
        raise damaged()
    return {"salt": told["salt"], "cost": told["cost"]}, salt, proof
