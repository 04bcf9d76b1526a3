"""Catalogues that a test compiles into a folder of its own."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
OPEN, CLOSE = "⟦", "⟧"


def compiled(folder: Path, code: str, told: Mapping[str, str]) -> None:
    """Compile a catalogue of a language from English to its own words."""
    catalogue = Catalog(locale=code)
    for english, own in told.items():
        catalogue.add(english, own)
    write(folder, code, catalogue)


def marked(folder: Path, code: str = "eo") -> None:
    """Compile a catalogue that puts marks round every message, so that whatever went past it is seen."""
    with (ROOT / "templates/locale/workbench.pot").open("rb") as file:
        known = read_po(file)
    catalogue = Catalog(locale=code)
    for message in known:
        if isinstance(message.id, tuple):
            catalogue.add(message.id, tuple(f"{OPEN}{each}{CLOSE}" for each in message.id))
        elif message.id:
            catalogue.add(message.id, f"{OPEN}{message.id}{CLOSE}")
    write(folder, code, catalogue)


def write(folder: Path, code: str, catalogue: Catalog) -> None:
    place = folder / code / "LC_MESSAGES"
    place.mkdir(parents=True, exist_ok=True)
    with (place / "workbench.mo").open("wb") as file:
        write_mo(file, catalogue)


def unmarked(text: str) -> str:
    """Return what stands outside all marks."""
    depth, outside = 0, []
    for letter in text:
        depth += (letter == OPEN) - (letter == CLOSE)
        if depth == 0:
            outside.append(letter)
    return "".join(outside)


class Spoken(NamedTuple):
    """A message, and the files in which it is said."""

    text: str
    places: frozenset[str]


def messages(pot: Path) -> list[Spoken]:
    """Return each message of a list, singular and plural apart."""
    with pot.open("rb") as file:
        known = [message for message in read_po(file) if message.id]
    return [
        Spoken(text, frozenset(file for file, _line in message.locations))
        for message in known
        for text in ([message.id] if isinstance(message.id, str) else message.id)
    ]
