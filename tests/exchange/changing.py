"""Ways in which a file may come to harm."""

import gzip
import zlib


def cut(file: bytes) -> bytes:
    return file[: len(file) * 2 // 3]


def shorter_by_one(file: bytes) -> bytes:
    return file[:-1]


def lengthened(file: bytes) -> bytes:
    return file + b"more"


def doubled(file: bytes) -> bytes:
    return file + file


def one_bit(file: bytes) -> bytes:
    """Change a bit that says something: packed, a few bits say the same either way."""
    for place in range(len(file) // 2, len(file)):
        changed = bytearray(file)
        changed[place] ^= 1
        if said(bytes(changed)) != said(file):
            return bytes(changed)
    raise AssertionError("no bit of this file says anything")


def said(file: bytes) -> bytes | None:
    """Return what a file says: what is packed in it, or itself; None where it cannot be read."""
    if not file.startswith(b"\x1f\x8b"):
        return file
    try:
        return gzip.decompress(file)
    except (OSError, EOFError, zlib.error):
        return None
