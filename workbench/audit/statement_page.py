"""What the notebook of one's statement calls: its parts, on what each rests, and how old it is."""

from typing import Any

from sqlalchemy.orm import Session as Db

from widgets import prose
from widgets.form import Action, Field, Form
from workbench.audit import provenance, statement
from workbench.audit.statement import RESTS, SECTIONS, Claim, section_words
from workbench.core import spans
from workbench.core.clock import zone
from workbench.core.desk import Desk
from workbench.core.words import _
from workbench.people import queries as people
from workbench.people.rules import TAKING_PART
from workbench.screen.follow import Follower
from workbench.screen.forms import Drafted, attempt
from workbench.screen.parts import Part, words
from workbench.screen.pictures import picture


class MyStatement:
    """One person's own statement; it is theirs alone."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.section = "A"
        self.group = self.zone = ""
        self.follower = Follower(desk, self.parts, "statement")

    def parts(self) -> list[Part]:
        """Read and return the parts of the page."""
        me = self.desk.me
        with self.desk.reading() as db:
            group = people.chosen_group(db, asker=me, asked=self.desk.asked("group"))
            self.group, self.zone = group.id, group.zone
            takes_part = people.standing(db, person=me, group=group.id) in TAKING_PART
            mine = statement.claims(db, asker=me, group=group.id)
        intro = prose.para(_("Part by part, in your own words. Leave out what you do not want to say. "
                             "Show it to two peers before anybody else: what is missing or too small, "
                             "what is too big?"))  # fmt: skip
        told = [words("head", prose.heading(group.name), intro)]
        if not takes_part:
            return told
        now = next((claim for claim in mine if claim.section == self.section), None)
        key = (self.section, now.revision if now else 0)
        told += [
            Part("which", self.section, lambda: self._which_form(mine)),
            Part("write", key, lambda: self._write_form(now)),
        ]
        return [*told, self._picture(mine)] if mine else told

    def _picture(self, mine: list[Claim]) -> Part:
        today = self.desk.now().astimezone(zone(self.zone)).date()
        frame = provenance.frame(mine, today)

        def build() -> Any:
            rows = provenance.provenance_table(frame)
            look, caption = (
                spans.key(provenance.looks()),
                _("On what each part rests, and how old it is. Marks of one day stand beside each other."),
            )
            drawn = provenance.provenance(frame)
            return picture(drawn, rows, caption, heads=provenance.columns(), key=look)

        return Part("provenance", tuple((claim.section, claim.revision) for claim in mine), build)

    def _which_form(self, mine: list[Claim]) -> Form:
        def choose(_name: str, values: dict[str, Any]) -> None:
            self.section = str(values.get("section") or "A")
            self.follower.again()

        written = {claim.section for claim in mine}
        options = tuple(
            (key, f"{key} {label()}{_(' (written)') if key in written else ''}") for key, label in SECTIONS
        )
        return Form(
            fields=[Field("section", _("Which part"), "select", options)],
            values={"section": self.section},
            actions=[Action("open", _("Go to this part"), "plain")],
            on_action=choose,
        )

    def _write_form(self, now: Claim | None) -> Form:
        section = self.section
        drafted = Drafted(self.desk, place=f"statement:{self.group}:{section}", zone=self.zone)

        def keep(_name: str, values: dict[str, Any]) -> None:
            def act(db: Db) -> None:
                statement.write(
                    db, by=self.desk.me, group=self.group, section=section, words=str(values["words"]),
                    rests=tuple(map(str, values["rests"])), told=str(values["told"]),
                    seen=now.revision if now else 0, at=self.desk.now(),
                )  # fmt: skip
                drafted.drop(db)

            if attempt(self.desk, form, act, _("It is kept, for a year from today.")):
                drafted.begin_anew()
                self.follower.again()

        alone = _("Who reads this: you alone.")
        grounds = tuple((key, label()) for key, label in RESTS)
        values: dict[str, Any] = {
            "words": now.words if now else "", "rests": list(now.rests) if now else [],
            "told": now.told if now else "",
        }  # fmt: skip
        form = Form(
            heading=f"{section} {section_words(section)}",
            fields=[
                Field("words", _("In my own words"), "text", rows=5, seen_by=alone),
                Field("rests", _("On what does this rest?"), "choices", grounds),
                Field("told", _("More on that, if you wish"), "text", rows=2, seen_by=alone),
            ],
            values={**values, **drafted.values},
            actions=[Action("keep", _("Keep this"), "main")],
            on_action=keep,
            on_change=drafted.keep,
        )
        return drafted.bind(form)


def my_statement(desk: Desk) -> Follower:
    """Show one's own statement, part by part, and on what each part rests."""
    return MyStatement(desk).follower.start()
