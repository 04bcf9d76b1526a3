"""
People's words on a picture, shown as they were written and harmless.

Plotly reads text as a little HTML (``<b>``, ``<a href>``, entities) and, where MathJax is about, as
formulas between dollar signs. Everything that a person wrote therefore passes through here.
Goal: what is shown is what was written; what cannot be shown is shown as a sign for it.
"""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

JOINER = "\u200d"
NOTHING = "\u200b"  # has no width: it keeps two names apart without being seen
MORE = "…"
SIGNS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "&#36;"})
# Plotly looks its categories up in a plain JavaScript object, which answers to these names already.
TAKEN = frozenset(
    {
        "__proto__",
        "__defineGetter__",
        "__defineSetter__",
        "__lookupGetter__",
        "__lookupSetter__",
        "constructor",
        "hasOwnProperty",
        "isPrototypeOf",
        "propertyIsEnumerable",
        "toLocaleString",
        "toString",
        "valueOf",
    }
)


def whole(text: str) -> str:
    """Return the text without halves of characters, which no file and no network can carry."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def visible(text: str) -> str:
    """Return the text with a sign in the place of each character that cannot be drawn."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_sign(letter) for letter in whole(text))


def plain(text: str) -> str:
    """Return the text so that plotly shows it letter for letter."""
    return visible(text).replace("\n", " ").translate(SIGNS)


def wrapped(text: str, letters: int, lines: int) -> str:
    """Return the text for plotly in short lines; what has no room is told by three dots."""
    return "<br>".join(plain(line) for line in folded(text, letters, lines))


def folded(text: str, letters: int, lines: int) -> list[str]:
    """Return the text in lines of at most so many letters, never cutting a character in two."""
    rows = [row for line in visible(text).split("\n") for row in _fold(line, letters)]
    if len(rows) <= lines:
        return rows
    last = _fold(rows[lines - 1], letters - 1)[0]
    return [*rows[: lines - 1], last.rstrip() + MORE]


def width(text: str) -> int:
    """Return how many letters wide a text is drawn: marks over a letter take no room, wide scripts twice."""
    if text.isascii():
        return len(text)
    return sum(_breadth(letter) for letter in text)


def keys(labels: Iterable[str]) -> dict[str, str]:
    """
    Return, for each label, the name under which plotly keeps it apart from the others.

    It is the label itself; only where plotly would trip over it does something unseen stand behind.
    """
    names: dict[str, str] = {}
    for label in dict.fromkeys(labels):
        name = whole(label)
        while name in TAKEN or name in names.values():
            name += NOTHING
        names[label] = name
    return names


def _sign(letter: str) -> str:
    code = ord(letter)
    if letter in "\n\t":
        return letter.replace("\t", " ")
    if code < 0x20:
        return chr(0x2400 + code)
    if 0x7F <= code < 0xA0 or code & 0xFFFE == 0xFFFE:
        return "␡" if code == 0x7F else "\ufffd"
    return letter


@lru_cache(maxsize=4096)
def _breadth(letter: str) -> int:
    if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in {"W", "F"} else 1


@lru_cache(maxsize=4096)
def _joins(letter: str) -> bool:
    return unicodedata.category(letter) in {"Mn", "Mc", "Me", "Cf", "Sk"}


def _characters(text: str) -> list[str]:
    """Split a text into what a reader takes for one character: a letter with its marks, a joined emoji."""
    found: list[str] = []
    for letter in text:
        if found and (_joins(letter) or found[-1].endswith(JOINER)):
            found[-1] += letter
        else:
            found.append(letter)
    return found


def _fold(line: str, letters: int) -> list[str]:
    rows, room = [""], letters
    for word in line.split(" "):
        size = width(word)
        if rows[-1] and size + 1 <= room:
            rows[-1] += " " + word
            room -= size + 1
            continue
        if rows[-1]:
            rows.append("")
            room = letters
        for character in _characters(word):
            size = width(character)
            if rows[-1] and size > room:
                rows.append("")
                room = letters
            rows[-1] += character
            room -= size
    return rows
