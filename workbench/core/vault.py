"""
How private words are sealed, and with what they are opened. Pure functions; nothing is stored here.

A person has a key pair (X25519). Words are sealed with a key of their own (AES-256-GCM), and that key is
sealed for each reader (HPKE, RFC 9180: X25519, HKDF-SHA256, AES-256-GCM). ``about`` says what the words
are (whose, which record, which revision); it is bound to the seal, so that a sealed text put in another's
place does not open. The person's own private key lies in the store only wrapped: by a passphrase
(Argon2id, RFC 9106), or by a secret that is long and random already (HKDF-SHA256).
"""

import os
import secrets
import unicodedata
from dataclasses import dataclass, field
from hashlib import sha256

from Crypto.Protocol.SecretSharing import Shamir
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
NONCE, SALT = 12, 16
COST = "3/65536/1"  # passes, KiB of memory, lanes: RFC 9106, section 4, the second recommended option
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no letter that is read as another (I, L, O, U are left out)
CODE = 32  # letters of a recovery code: 160 bits
MEANT = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})


class NotOpened(Exception):
    """Something sealed does not open with this key, or it was changed."""


@dataclass(frozen=True)
class Key:
    """A person's own key pair, opened. It is kept in memory only, and never shown in a text."""

    id: str
    private: bytes = field(repr=False)

    @property
    def public(self) -> bytes:
        """The half that anyone may know."""
        return X25519PrivateKey.from_private_bytes(self.private).public_key().public_bytes_raw()


def new_private() -> bytes:
    """Return a new private key, 32 bytes."""
    return X25519PrivateKey.generate().private_bytes_raw()


def new_secret() -> bytes:
    """Return 32 random bytes: a key for one text."""
    return os.urandom(32)


def fingerprint(public: bytes) -> str:
    """Return the number by which people know a key again when they speak: four groups of five digits."""
    number = int.from_bytes(sha256(b"workbench fingerprint" + public).digest()) % 10**20
    digits = f"{number:020}"
    return " ".join(digits[start : start + 5] for start in range(0, 20, 5))


# ---------------------------------------------------------------- for a person


def seal_for(public: bytes, words: bytes, about: str) -> bytes:
    """Seal something for the person who has the other half of a key."""
    return SUITE.encrypt(words, X25519PublicKey.from_public_bytes(public), info=about.encode())


def open_own(key: Key, sealed: bytes, about: str) -> bytes:
    """Open what was sealed for the person; raise :class:`NotOpened` if it was for another, or changed."""
    try:
        private = X25519PrivateKey.from_private_bytes(key.private)
        return SUITE.decrypt(sealed, private, info=about.encode())
    except (InvalidTag, ValueError) as error:
        raise NotOpened from error


# ---------------------------------------------------------------- by a secret


def lock(secret: bytes, words: bytes, about: str) -> bytes:
    """Seal something by a secret of 32 bytes."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(secret).encrypt(nonce, words, about.encode())


def unlock(secret: bytes, sealed: bytes, about: str) -> bytes:
    """Open what was sealed by a secret; raise :class:`NotOpened` otherwise."""
    try:
        return AESGCM(secret).decrypt(sealed[:NONCE], sealed[NONCE:], about.encode())
    except (InvalidTag, ValueError) as error:
        raise NotOpened from error


def from_random(secret: str, purpose: str) -> bytes:
    """Return a secret of 32 bytes made of one that is long and random already: a link, a cookie, a code."""
    return HKDF(SHA256(), 32, salt=None, info=purpose.encode()).derive(secret.encode())


def from_passphrase(passphrase: str, salt: bytes, cost: str) -> bytes:
    """Return a secret of 32 bytes made of a passphrase, slowly on purpose (a third of a second, 64 MiB)."""
    passes, memory, lanes = (int(each) for each in cost.split("/"))
    meant = unicodedata.normalize("NFKC", passphrase).strip()
    made = Argon2id(salt=salt, length=32, iterations=passes, lanes=lanes, memory_cost=memory)
    return made.derive(meant.encode("utf-8", "surrogatepass"))


def new_salt() -> bytes:
    """Return a new salt."""
    return os.urandom(SALT)


# ---------------------------------------------------------------- the printed code, and shares


def recovery_code() -> str:
    """Return a new recovery code, in groups of four letters."""
    letters = "".join(secrets.choice(LETTERS) for _each in range(CODE))
    return "-".join(letters[start : start + 4] for start in range(0, CODE, 4))


def read_code(typed: str) -> str:
    """Return a code as it was meant: without dashes and spaces, and with letters that look like others."""
    return "".join(letter for letter in typed.upper().translate(MEANT) if letter in LETTERS)


def split(secret: bytes, needed: int, holders: int) -> list[bytes]:
    """
    Split a secret of 16 bytes into shares, any ``needed`` of which give it back (Shamir 1979).

    A share is its number (one byte) and 16 bytes. Fewer than ``needed`` of them tell nothing.
    """
    return [bytes([number]) + part for number, part in Shamir.split(needed, holders, secret)]


def join(shares: list[bytes]) -> bytes:
    """Return the secret of 16 bytes that shares give; wrong or too few shares give another one."""
    return Shamir.combine([(share[0], share[1:]) for share in shares])
