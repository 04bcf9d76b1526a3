"""How a passphrase for a file comes in: from a file, from standard input, or typed at a terminal, unseen."""

import sys
from getpass import getpass
from pathlib import Path
from typing import Annotated

import typer

from workbench.core.rights import Refused
from workbench.core.words import _

PassphraseOption = Annotated[
    str | None,
    typer.Option(
        "--passphrase-file",
        metavar="FILE",
        help=_("A file whose first line is the passphrase; - is standard input, or asks at a terminal."),
    ),
]
SHORTEST = 12


def chosen(source: str | None) -> str:
    """Return a new passphrase, typed twice where it is typed; refuse one that is soon guessed."""
    given = _typed_twice() if _to_be_typed(source) else _read(source)
    if len(given) < SHORTEST:
        sentence = _(
            "A passphrase for a file needs {count} letters at least: whoever has the file can try "
            "for years. Nothing was written. Choose a few words that nobody would put together."
        )
        raise Refused(sentence.format(count=SHORTEST))
    return given


def known(source: str | None) -> str:
    """Return the passphrase of a file that is sealed."""
    if _to_be_typed(source):
        return getpass(_("The passphrase of this backup: "))
    return _read(source)


def _to_be_typed(source: str | None) -> bool:
    return source in {None, "-"} and sys.stdin.isatty()


def _typed_twice() -> str:
    first = getpass(_("A passphrase for this backup: ")).strip()
    if getpass(_("The same once more: ")).strip() != first:
        raise Refused(_("The two were not the same. Nothing was written. Start the command again."))
    return first


def _read(source: str | None) -> str:
    if source is None:
        raise Refused(
            _("It needs a passphrase, and there is no terminal to ask at. Nothing was written. Give one with "
              "--passphrase-file.")
        )  # fmt: skip
    if source == "-":
        return sys.stdin.readline().strip()
    with Path(source).open(encoding="utf-8") as file:
        return file.readline().strip()
