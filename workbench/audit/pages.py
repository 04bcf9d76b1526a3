"""What the trends page and a cycle's report call."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from widgets import prose
from widgets.form import Action, Field, Form
from workbench.audit import descent, figures, genealogy, queries, views
from workbench.audit.descent import Cycles
from workbench.core.desk import Desk
from workbench.core.words import _
from workbench.people import queries as people
from workbench.people.views import to_other_groups
from workbench.screen import pictures as screen
from workbench.screen.follow import Follower
from workbench.screen.forms import Drafted
from workbench.screen.parts import Part, words
from workbench.sessions.pictures import picture as session_picture

ALL = "all"
Rows = Sequence[dict[str, Any]]


class Trends:
    """One person's own pictures over the cycles; nobody else's."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.criterion = ALL
        self.opened = False
        self.follower = Follower(desk, self.parts, "trends")

    def parts(self) -> list[Part]:
        """Read and return the parts of the page."""
        with self.desk.reading() as db:
            group = people.chosen_group(db, asker=self.desk.me, asked=self.desk.asked("group"))
            rows = queries.my_statements(db, asker=self.desk.me, group=group.id, at=self.desk.now())
            came = queries.descent(db, asker=self.desk.me, group=group.id)
            cycles = queries.cycles(db, asker=self.desk.me, group=group.id)
            others = [(g.id, g.name) for g in people.groups(db, asker=self.desk.me) if g.id != group.id]
        intro = _(
            "Material for your own appraisal: what you and your peers said, at its date, by the wording of "
            "its time. Nothing is added up. A line breaks where the wording changed."
        )
        head = words(
            "title", prose.heading(group.name), to_other_groups(others, "trends.ipynb"), prose.para(intro)
        )
        if not rows:
            text = _("There is nothing to show yet. Entries and assessments will stand here.")
            return [head, words("empty", prose.para(text)), *self._descent(came, cycles)]
        reading = Part("reading", (group.id, self.opened), lambda: self._reading(group.id, group.zone))
        if not self.opened:
            return [head, reading, *self._descent(came, cycles)]
        return [head, reading, self._choice(rows), *self._pictures(rows), *self._descent(came, cycles)]

    def _descent(self, rows: Rows, cycles: Cycles) -> list[Part]:
        """Return how the criteria came about: no one's results, so it needs no reading of one's own."""
        if not rows:
            return []

        def build() -> Any:
            frame = pd.DataFrame(list(rows))
            caption = _("How the criteria came about: the group's, and your own that only you see.")
            drawn, told = genealogy.genealogy(frame, cycles), descent.table(frame, cycles)
            return screen.picture(drawn, told, caption, heads=descent.columns(), key=genealogy.key())

        return [Part("descent", (str(rows), str(cycles)), build)]

    def _reading(self, group: str, zone: str) -> Form:
        drafted = Drafted(self.desk, place=f"reading:{group}", zone=zone)

        def show(_name: str, _values: object) -> None:
            self.opened = True
            self.follower.again()

        form = Form(
            heading=_("What I make of it"),
            intro=_("Write your own reading before you look, if you wish."),
            fields=[Field("words", _("My reading"), "text", seen_by=_("Who reads this: you alone."))],
            values=drafted.values,
            actions=[] if self.opened else [Action("show", _("Show my pictures"), "main")],
            on_action=show,
            on_change=drafted.keep,
        )
        return drafted.bind(form)

    def _choice(self, rows: Rows) -> Part:
        newest = {row["criterion"]: row["wording"] for row in rows}
        options = ((ALL, _("All my criteria")), *newest.items())

        def choose(values: dict[str, Any]) -> None:
            self.criterion = str(values["criterion"] or ALL)
            self.follower.again()

        def build() -> Form:
            return Form(
                fields=[Field("criterion", _("Show"), "select", options)],
                values={"criterion": self.criterion},
                on_change=choose,
            )

        return Part("choice", options, build)

    def _pictures(self, rows: Rows) -> list[Part]:
        wanted = [r for r in rows if self.criterion == ALL or r["criterion"] == self.criterion]
        frame = pd.DataFrame(wanted)
        key = (self.criterion, str(wanted))
        drawn = [Part("thread", key, lambda: self._thread(frame))]
        held = [r for r in wanted if r["session"]]
        if not held:
            return drawn
        last = held[-1]["session"]
        in_last = [r for r in held if r["session"] == last]
        cycle = held[-1]["cycle"]
        return [
            *drawn,
            words("last", prose.heading(_("The last assessment, cycle {n}").format(n=cycle))),
            Part("range", key, lambda: session_picture("range-of-views", in_last)),
            Part("before", key, lambda: session_picture("before-and-after", in_last)),
        ]

    def _thread(self, frame: pd.DataFrame) -> Any:
        if self.criterion != ALL:
            caption = _("One criterion over the cycles.")
            return screen.picture(figures.my_thread(frame), figures.my_thread_table(frame), caption)
        caption = _("My criteria, each on its own scale.")
        return screen.picture(figures.my_criteria(frame), figures.my_criteria_table(frame), caption)


def trends(desk: Desk) -> Follower:
    """Show one's own pictures over the cycles."""
    return Trends(desk).follower.start()


def _own_pictures(said: Rows) -> list[Part]:
    """Return the pictures of one's own session in a cycle, once there is something to see."""
    names = ("range-of-views", "before-and-after") if said else ()
    return [Part(name, str(said), lambda name=name: session_picture(name, said)) for name in names]  # type: ignore[misc]


def cycle_report(desk: Desk, *, cycle: str) -> Follower:
    """Show what happened in a cycle: turns and wordings for all, and one's own last word for oneself."""

    def read() -> list[Part]:
        with desk.reading() as db:
            report = queries.report(db, asker=desk.me, cycle=cycle, at=desk.now())
        return [
            words(
                "title",
                prose.para(_("Cycle {n}: what happened, without results.").format(n=report.number)),
                prose.para(_("Each person's own words stay with that person.")),
            ),
            words("turns", views.turns_words(report)),
            words("wordings", views.wordings_words(report)),
            *([words("own", views.own_words(report.own))] if report.own else []),
            *_own_pictures(report.said),
        ]

    return Follower(desk, read, f"report:{cycle}").start()
