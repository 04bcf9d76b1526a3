"""What the notebook of one's own reading calls: first one's own words on the cycle, then its pictures."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

import pandas as pd
from sqlalchemy.orm import Session as Db

from widgets import prose
from widgets.form import Action, Field, Form, Values
from workbench.audit import ending, figures
from workbench.audit.ending import Ended
from workbench.audit.queries import my_statements
from workbench.core.desk import Desk
from workbench.core.private import READING
from workbench.core.statements import Statement
from workbench.core.words import _
from workbench.journal.choices import cycle_seen
from workbench.people import queries as people
from workbench.people.rules import TAKING_PART
from workbench.screen.follow import Follower
from workbench.screen.forms import Drafted, attempt
from workbench.screen.parts import Part, words
from workbench.screen.pictures import picture


class OwnReading:
    """One's own reading of a cycle; the picture comes once it is written (DOMAIN 2.5, section 3)."""

    def __init__(self, desk: Desk, cycle: str) -> None:
        self.desk, self.cycle = desk, cycle
        self.follower = Follower(desk, self.parts, f"reading:{cycle}")

    def parts(self) -> list[Part]:
        """Read and return the parts; nothing of the picture is read before the reading is written."""
        me = self.desk.me
        with self.desk.reading() as db:
            about = cycle_seen(db, asker=me, cycle=self.cycle)
            group = people.group(db, asker=me, group=about.group)
            takes_part = people.standing(db, person=me, group=group.id) in TAKING_PART
            every = [e for e in ending.written(db, asker=me, group=group.id) if e.kind == READING]
            mine = next((e for e in every if e.cycle_id == self.cycle), None)
            rows = []
            if mine is not None:
                said = my_statements(db, asker=me, group=group.id, at=self.desk.now())
                rows = [row for row in said if row["cycle"] == about.number]
        head = _("{group}, cycle {number}").format(group=group.name, number=about.number)
        told = [words("head", prose.para(head))]
        if takes_part:
            told.append(Part("form", mine.revision if mine else 0, lambda: self._form(group.zone, mine)))
        if mine is None:
            later = _("The pictures of this cycle stand here once you have written.")
            return [*told, words("later", prose.para(later))]
        return [*told, self._picture(rows, mine)]

    def _picture(self, rows: Sequence[dict[str, Any]], mine: Ended) -> Part:
        def build() -> Any:
            frame = pd.DataFrame(rows, columns=[c.name for c in fields(Statement)], dtype=object)
            caption = _("What was written in this cycle")
            return picture(figures.my_criteria(frame), figures.my_criteria_table(frame), caption)

        return Part("pictures", (mine.revision, len(rows)), build)

    def _form(self, zone: str, mine: Ended | None) -> Form:
        drafted = Drafted(self.desk, place=f"{READING}:{self.cycle}", zone=zone)

        def keep(_name: str, values: Values) -> None:
            def act(db: Db) -> None:
                ending.write(
                    db, by=self.desk.me, cycle=self.cycle, kind=READING, words=str(values["words"]),
                    seen=mine.revision if mine else 0, at=self.desk.now(),
                )  # fmt: skip
                drafted.drop(db)

            if attempt(self.desk, form, act, _("It is kept.")):
                drafted.begin_anew()
                self.follower.again()

        form = Form(
            heading=_("What I make of my cycle"),
            intro=_(
                "From memory, before you look: what went as you wished, what did not, what surprised you?"
            ),
            folded=mine is not None,
            fields=[Field("words", _("In my own words"), "text", rows=6, seen_by=ending.seen_by(READING))],
            values={"words": mine.words if mine else "", **drafted.values},
            actions=[Action("keep", _("Keep this"), "main")],
            on_action=keep,
            on_change=drafted.keep,
        )
        return drafted.bind(form)


def own_reading(desk: Desk, *, cycle: str) -> Follower:
    """Show where one writes one's own reading of a cycle, and after it the pictures of what was written."""
    return OwnReading(desk, cycle).follower.start()
