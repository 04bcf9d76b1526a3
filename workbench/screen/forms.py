"""Forms that keep what is typed, and acts that answer in a sentence."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from traceback import extract_tb
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from widgets.form import Form
from widgets.round import Round
from widgets.sorting import Sorting
from workbench.core.clock import shown_time
from workbench.core.desk import Desk
from workbench.core.drafts import (
    Contested,
    Kept,
    contest,
    draft,
    drop_draft,
    is_laid_aside,
    keep_draft,
    put_back,
)
from workbench.core.rights import Refused
from workbench.core.words import _

Told = Form | Sorting | Round
"""A control that says what became of what was typed in it."""

T = TypeVar("T", Form, Sorting)


def attempt(desk: Desk, form: Told, act: Callable[[Session], object], done: str = "") -> bool:
    """
    Do something in one transaction; a refusal becomes the form's sentence and nothing is half done.

    What nobody foresaw is told too. The log says where it happened and keeps every word out.
    """
    try:
        with desk.transaction() as db:
            act(db)
    except Refused as refused:
        form.message = refused.sentence
        return False
    except Exception as error:
        where = [f"{frame.filename}:{frame.lineno}" for frame in extract_tb(error.__traceback__)]
        logging.getLogger(__name__).error("%s at %s", type(error).__name__, " < ".join(reversed(where)))
        form.message = _(
            "This could not be done, and nothing of it was kept half. What you typed is still on this page. "
            "Reload the page and try once more; if it stays so, tell whoever runs the room."
        )
        return False
    form.message = done
    return True


class Drafted:
    """Binds a form to its author's draft at a place: read at the start, kept as they type."""

    def __init__(self, desk: Desk, *, place: str, zone: str) -> None:
        self.desk, self.place, self.zone = desk, place, zone
        with desk.reading() as db:
            aside = is_laid_aside(db, author=desk.me, place=place)
        if aside:
            with desk.transaction() as db:
                put_back(db, author=desk.me, key=desk.key)
        with desk.reading() as db:
            kept = draft(db, author=desk.me, place=place)
        self.values: Mapping[str, Any] = kept.values
        self._seen = kept.revision
        self.at = kept.at
        self.opens = kept.opens
        self.form: Any = None
        self._told: datetime | None = kept.contested_at

    def bind(self, form: T) -> T:
        """
        Show when the draft was kept; from now on keep it at each change.

        The key under which a browser keeps unsent words names the person too: two may share a screen.
        """
        self.form = form
        form.key = f"{self.desk.me}:{self.place}"
        if not self.opens:
            form.message = _(
                "You had begun to write here before. That is sealed for an earlier key of yours: it is kept, "
                "and does not open with the one you have now. What you type here now is kept beside it. Once "
                "you have brought the earlier key back, it stands here again after this is sent in."
            )
        elif self.at is not None:
            form.saved = self._saved()
        return form

    def _saved(self) -> str:
        when = self.at or self.desk.now()
        return _("Saved {time}").format(time=shown_time(when, self.zone))

    def keep(self, values: Mapping[str, Any]) -> None:
        """Keep what has been typed; a conflict with another page of the same person is told."""
        form = self.form
        if form is None:
            return

        kept: list[Kept] = []  # it counts only once it is committed: a full disk says no at the very end

        crossed: list[Contested] = []

        def act(db: Session) -> None:
            now = self.desk.now()
            try:
                kept.append(
                    keep_draft(
                        db,
                        author=self.desk.me,
                        place=self.place,
                        values=dict(values),
                        seen=self._seen,
                        at=now,
                        unread=not self.opens,
                    )
                )
            except Contested as other:
                crossed.append(other)
                raise

        if attempt(self.desk, form, act):
            self._seen, self.at, self.opens = kept[-1].revision, kept[-1].at, True
            form.saved = self._saved()
            self.tell(kept[-1].contested_at)
            return
        form.saved = ""
        if crossed:
            with self.desk.transaction() as db:
                self._told = contest(db, author=self.desk.me, place=self.place, at=self.desk.now())

    def tell(self, contested_at: datetime | None) -> None:
        """Say on the form that another page of the same person was kept from writing here, once each time."""
        if self.form is None or contested_at is None or contested_at == self._told:
            return
        self._told = contested_at
        self.form.message = _(
            "You are writing this on another page too, since {time}. What you type here is kept; what was "
            "typed there was not, and stands only on that screen. Go on with one of the two."
        ).format(time=shown_time(contested_at, self.zone))

    def drop(self, db: Session) -> None:
        """Remove the draft, its words being sent in within the same transaction; refuse if it is newer."""
        drop_draft(db, author=self.desk.me, place=self.place, seen=self._seen, unread=not self.opens)

    def begin_anew(self) -> None:
        """Go on with an empty draft after the last one was sent in."""
        self._seen, self.at, self.opens = 0, None, True
        if self.form is not None:
            self.form.saved = ""
