"""The rule that says which notebook a person may open as a page; the room asks it and knows no other."""

from typing import Protocol

from sqlalchemy.orm import Session

from workbench.core.rights import Answer


class MayOpen(Protocol):
    """Says whether a person may open a notebook, by its path below the room's folder."""

    def __call__(self, db: Session, *, person: str, path: str) -> Answer:
        """Answer True, or the reason why not."""
        ...
