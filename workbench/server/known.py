"""
A device that has opened a key is known again by a mark.

The mark opens nothing. It only says that whoever tries a passphrase here is not one of those who came by
the link and guess, so that they keep nobody waiting (see ``limits.Guesses``). It is a random number with
a seal by the room's own secret over it and the key, so that it tells nothing of whose device it is.
"""

import hmac
import secrets

BETWEEN = "."


def mark(secret: bytes, key: str) -> str:
    """Return a new mark of a device that has opened a key."""
    number = secrets.token_hex(16)
    return f"{number}{BETWEEN}{_sealed(secret, key, number)}"


def number(secret: bytes, key: str, shown: str) -> str:
    """Return a device's number, if the mark that it shows was made for this key; else nothing."""
    told, _between, sealed = shown.partition(BETWEEN)
    return told if hmac.compare_digest(sealed.encode(), _sealed(secret, key, told).encode()) else ""


def _sealed(secret: bytes, key: str, told: str) -> str:
    return hmac.new(secret, f"known device/{key}/{told}".encode(), "sha256").hexdigest()
