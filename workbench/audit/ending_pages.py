"""What the notebooks at the end of a cycle call: the letter to oneself, and what the group is learning."""

from sqlalchemy.orm import Session as Db

from widgets import prose
from widgets.form import Action, Field, Form, Values
from workbench.audit import ending
from workbench.audit.ending import LEARNING, Ended
from workbench.core.clock import shown
from workbench.core.desk import Desk
from workbench.core.private import LETTER
from workbench.core.words import _
from workbench.journal.choices import cycle_seen
from workbench.people import queries as people
from workbench.people.rules import TAKING_PART
from workbench.screen.follow import Follower
from workbench.screen.forms import Drafted, attempt
from workbench.screen.parts import Part, words


class Ending:
    """One text of one's own at the end of a cycle, and what was written before."""

    def __init__(self, desk: Desk, cycle: str, kind: str) -> None:
        self.desk, self.cycle, self.kind = desk, cycle, kind
        self.follower = Follower(desk, self.parts, f"{kind}:{cycle}")

    def parts(self) -> list[Part]:
        """Read and return the parts of the page."""
        me = self.desk.me
        with self.desk.reading() as db:
            about = cycle_seen(db, asker=me, cycle=self.cycle)
            group = people.group(db, asker=me, group=about.group)
            names = people.names(db, asker=me, group=group.id)
            takes_part = people.standing(db, person=me, group=group.id) in TAKING_PART
            every = [each for each in ending.written(db, asker=me, group=group.id) if each.kind == self.kind]
        mine = next((e for e in every if e.cycle_id == self.cycle and e.by == me), None)
        head = words(
            "head", prose.para(_("{group}, cycle {number}").format(group=group.name, number=about.number))
        )
        others = [each for each in every if each.cycle_id != self.cycle or each.by != me]
        told = words("told", *self._told(others, names, group.zone)) if others else None
        form = [Part("form", mine.revision if mine else 0, lambda: self._form(group.zone, mine))]
        return [head, *(form if takes_part else []), *([told] if told else [])]

    def _told(self, every: list[Ended], names: dict[str, str], zone: str) -> list[prose.Html]:
        head = _("Earlier letters to myself") if self.kind == LETTER else _("What each of us says")
        told = [
            prose.said(
                each.words,
                _("Cycle {n}").format(n=each.cycle) if self.kind == LETTER
                else _("{name}, cycle {n}").format(name=names.get(each.by, ""), n=each.cycle),
                shown(each.at, zone),
            )
            for each in reversed(every)
        ]  # fmt: skip
        return [prose.heading(head), *told]

    def _form(self, zone: str, mine: Ended | None) -> Form:
        drafted = Drafted(self.desk, place=f"{self.kind}:{self.cycle}", zone=zone)

        def keep(_name: str, values: Values) -> None:
            def act(db: Db) -> None:
                ending.write(
                    db, by=self.desk.me, cycle=self.cycle, kind=self.kind, words=str(values["words"]),
                    seen=mine.revision if mine else 0, at=self.desk.now(),
                )  # fmt: skip
                drafted.drop(db)

            if attempt(self.desk, form, act, _("It is kept.")):
                drafted.begin_anew()
                self.follower.again()

        label, intro = {
            LETTER: (
                _("Dear me"),
                _("What do you want to remember of this cycle? It stands here again in the next."),
            ),
            LEARNING: (
                _("What I think we are learning"),
                _("About our criteria, as a group. Each writes alone; the texts stay side by side, also "
                  "where they differ."),
            ),
        }[self.kind]  # fmt: skip
        form = Form(
            heading=_("A letter to myself") if self.kind == LETTER else _("What we are learning"),
            intro=intro,
            fields=[Field("words", label, "text", rows=6, seen_by=ending.seen_by(self.kind))],
            values={"words": mine.words if mine else "", **drafted.values},
            actions=[Action("keep", _("Keep this"), "main")],
            on_action=keep,
            on_change=drafted.keep,
        )
        return drafted.bind(form)


def letter(desk: Desk, *, cycle: str) -> Follower:
    """Show one's own letters, and where the letter of this cycle is written."""
    return Ending(desk, cycle, LETTER).follower.start()


def learning(desk: Desk, *, cycle: str) -> Follower:
    """Show what each says that the group is learning about its criteria."""
    return Ending(desk, cycle, LEARNING).follower.start()
