"""Who is in a group, from a file."""

from workbench.core.rights import Refused
from workbench.core.words import _
from workbench.exchange.ledger import Ledger
from workbench.people.rules import MEMBER, STANDINGS


class Members:
    """Takes the rows of one file."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def key(self, row: dict[str, str]) -> tuple[str, ...]:
        """Return what a row may say only once."""
        return (row["name"],)

    def take(self, row: dict[str, str]) -> bool:
        """Take one row; return whether it adds anything."""
        standing = row["standing"].strip() or MEMBER
        if standing not in STANDINGS:
            sentence = _("“{standing}” is not a standing. The standings are {all}.")
            raise Refused(sentence.format(standing=row["standing"], all=", ".join(STANDINGS)))
        book = self.ledger.book(row["group"])
        known = self.ledger.known_person(book, row["name"])
        if known is None:
            self.ledger.person(book, row["name"], standing)
            return True
        if row["standing"].strip() and book.standings[known] != standing:
            sentence = _("“{name}” is in “{group}” as “{now}”; standing is changed by people, in the room.")
            raise Refused(sentence.format(name=row["name"], group=book.name, now=book.standings[known]))
        return False

    def finish(self) -> None:
        """Add nothing more."""
