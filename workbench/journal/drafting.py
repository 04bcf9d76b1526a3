"""A draft as a page holds it: saved as it is typed, private to its author, and known by its revision."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy.orm import Session

from widgets.form import Form, Values
from workbench.core.clock import shown_time, zone
from workbench.core.desk import Desk
from workbench.core.drafts import draft, drop_draft, keep_draft
from workbench.core.rights import Refused
from workbench.core.words import _
from workbench.journal import queries, rules


class Drafting:
    """One place where somebody writes; two pages of the same person do not overwrite each other."""

    def __init__(self, desk: Desk, place: str, zone: str) -> None:
        self.desk, self.place, self.zone = desk, place, zone
        with desk.reading() as db:
            found = draft(db, author=desk.me, place=place)
        self.values: Values = dict(found.values)
        self.revision = found.revision
        self.said = self._said(found.at) if found.at else ""

    def _said(self, at: datetime) -> str:
        return _("Saved {time}").format(time=shown_time(at, self.zone))

    def keep(self, form: Form, values: Values) -> None:
        """Keep what is being written and say when; if another page went on, say so and overwrite nothing."""
        at = self.desk.now()
        try:
            with self.desk.transaction() as db:
                kept = keep_draft(
                    db, author=self.desk.me, place=self.place, values=values, seen=self.revision, at=at
                )
        except Refused as refused:
            form.message = refused.sentence
            return
        self.revision, self.values = kept.revision, values
        form.message, form.saved = "", self._said(at)

    def drop(self, db: Session) -> None:
        """Let go of the draft in the transaction that sends its words in."""
        drop_draft(db, author=self.desk.me, place=self.place)

    def begin_again(self, form: Form) -> None:
        """Start with nothing, after the words were sent in."""
        self.revision, self.values = 0, {}
        form.saved = ""


def day_in(values: Mapping[str, object], otherwise: date) -> date:
    """Return the day that was chosen, or another one where none was."""
    text = str(values.get("day", ""))
    return date.fromisoformat(text) if text else otherwise


def who_reads(desk: Desk, group: str, releases: tuple[rules.Shown, ...], zone_name: str) -> str:
    """Return the sentence that tells who reads an entry with these releases now."""
    with desk.reading() as db:
        readers = queries.readers(db, group=group)
    return rules.seen_by(owner=desk.me, releases=releases, now=desk.now(), people=readers, zone=zone_name)


def today(desk: Desk, zone_name: str) -> date:
    """Return the day it is in a zone."""
    return desk.now().astimezone(zone(zone_name)).date()
