"""
What a passphrase may be: long, and not what anyone would try first. Pure functions.

No letter of any kind is asked for: what makes a passphrase hold is its length, and that it is one's own.
"""

import re
import unicodedata

from workbench.core.rights import Answer
from workbench.core.words import _

SHORTEST, LONGEST = 10, 1_000
DIFFERENT = 5  # letters that have to differ
OF_ONES_OWN = 6  # letters that have to be left without one's name and the words that are tried first
TRIED_FIRST = ("passphrase", "password", "passwort", "motdepasse", "workbench", "letmein", "iloveyou")
ROWS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "qwertzuiop", "asdfghjkl", "zxcvbnm")


def meant(typed: str) -> str:
    """Return a passphrase as it is used: however a keyboard composes its letters, without spaces around."""
    return unicodedata.normalize("NFKC", typed).strip()


def may_be_passphrase(typed: str, *, again: str, name: str) -> Answer:
    """Say whether a passphrase can be chosen by someone of this name, who typed it twice."""
    passphrase = meant(typed)
    if len(passphrase) < SHORTEST:
        return _("A passphrase has at least ten letters. Nothing was changed. Four words that do not belong "
                 "together are long enough, and easy to keep in mind.")  # fmt: skip
    if len(passphrase) > LONGEST:
        return _("This is longer than a thousand letters. Nothing was changed. Choose a shorter one.")
    if passphrase != meant(again):
        return _("The two are not the same. Nothing was changed. Type your passphrase twice.")
    if len(set(passphrase.casefold())) < DIFFERENT or _repeats(passphrase):
        return _("This is the same few letters again and again. Nothing was changed. Choose four words that "
                 "do not belong together.")  # fmt: skip
    if len(_left(passphrase, name)) < OF_ONES_OWN:
        return _("Someone who knows you would try this early: it is your name, a row of letters, or a word "
                 "that many choose. Nothing was changed. Choose four words that do not belong "
                 "together.")  # fmt: skip
    return True


def _repeats(passphrase: str) -> bool:
    return re.fullmatch(r"(.{1,5})\1+.{0,4}", passphrase.casefold(), re.DOTALL) is not None


def _left(passphrase: str, name: str) -> str:
    """Return what is left of a passphrase without what would be tried first."""
    left = "".join(letter for letter in passphrase.casefold() if letter.isalnum())
    parts = [part for part in re.split(r"\W+", name.casefold()) if len(part) > 1]
    for known in sorted({*parts, "".join(parts), *TRIED_FIRST, *_rows(left)}, key=len, reverse=True):
        left = left.replace(known, "") if known else left
    return left


def _rows(letters: str) -> set[str]:
    """Return the parts that are four or more letters of a row in their order, there or back."""
    found = set()
    for row in (*ROWS, *(row[::-1] for row in ROWS)):
        for start in range(len(letters) - 3):
            end = start + 4
            while end <= len(letters) and letters[start:end] in row:
                found.add(letters[start:end])
                end += 1
    return found
