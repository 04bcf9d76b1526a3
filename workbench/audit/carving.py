"""How one carves the job (V8), and beside it, alone and by choice, how another does who shows it now."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from sqlalchemy.orm import Session as Db

from widgets import prose
from widgets.form import Action, Field, Form, Values
from workbench.audit import genealogy, rules, services
from workbench.audit.component_map import columns, component_map, component_map_table, rows_of
from workbench.audit.descent import Cycles
from workbench.audit.looking import Line
from workbench.audit.rules import DAY, SEASON, WEEKS
from workbench.core.clock import shown
from workbench.core.desk import Desk
from workbench.core.words import _
from workbench.screen import pictures as screen
from workbench.screen.follow import Follower
from workbench.screen.forms import attempt
from workbench.screen.parts import Part, words

Rows = Sequence[dict[str, Any]]
NOBODY = "nobody"


class Carving:
    """One's own map, another's beside it, and where one shows one's own."""

    def __init__(self, desk: Desk, follower: Follower) -> None:
        self.desk, self.follower = desk, follower
        self.beside = NOBODY
        self.rows: Rows = ()

    def parts(
        self, group: str, zone: str, rows: Rows, cycles: Cycles, shown_now: Sequence[Line],
        names: dict[str, str],
    ) -> list[Part]:  # fmt: skip
        """Return the parts of the page."""
        self.rows = rows
        if not rows:
            return []
        others = {line.by: line for line in shown_now if line.by != self.desk.me}
        head = words("carving", prose.heading(_("How I carve the job")))
        mine = Part("map", (str(rows), str(cycles)), lambda: self._drawn(rows, cycles, _("As I see it now.")))
        found = [head, mine]
        if others:
            options = ((NOBODY, _("Nobody")), *((who, names.get(who, "")) for who in others))
            found.append(Part("beside", options, lambda: self._beside(options)))
        line = others.get(self.beside)
        if line is not None:
            about = _("{name}, shown until {when}: {purpose}").format(
                name=names.get(line.by, ""), when=shown(line.ends_at, zone), purpose=line.purpose
            )
            theirs = rows_of(line)
            found.append(Part("theirs", line.id, lambda: self._drawn(theirs, cycles, about)))
        return [*found, Part("show-map", group, lambda: self._showing(group))]

    def _drawn(self, rows: Rows, cycles: Cycles, caption: str) -> Any:
        frame = pd.DataFrame(list(rows))
        drawn, table = component_map(frame, cycles), component_map_table(frame, cycles)
        return screen.picture(drawn, table, caption, heads=columns(), key=genealogy.key())

    def _beside(self, options: tuple[tuple[str, str], ...]) -> Form:
        def choose(values: Values) -> None:
            self.beside = str(values["beside"] or NOBODY)
            self.follower.again()

        hint = _(
            "Only you see which you look at. The two stand one under the other; they are never put together."
        )
        fields = [Field("beside", _("Beside it, how it is carved by"), "select", options, hint=hint)]
        return Form(fields=fields, values={"beside": self.beside}, on_change=choose, level=3)

    def _showing(self, group: str) -> Form:
        def show(_name: str, values: Values) -> None:
            def act(db: Db) -> None:
                services.show_map(
                    db, by=self.desk.me, group=group, rows=self.rows, purpose=str(values["purpose"]),
                    length=str(values["length"]), at=self.desk.now(),
                )  # fmt: skip

            if attempt(self.desk, form, act, _("The group can see it now.")):
                form.fill(purpose="", length="")
                self.follower.again()

        lengths = ((DAY, _("a day")), (WEEKS, _("four weeks")), (SEASON, _("three months")))
        sure = _(
            "Your own parts and the criteria under them can be read by the group. It ends by itself. Show it?"
        )
        form = Form(
            heading=_("Show the group how I carve the job"),
            folded=True,
            fields=[
                Field("purpose", _("What for, in one line"), "line", seen_by=rules.shown_to()),
                Field("length", _("For how long"), "choice", lengths),
            ],
            actions=[Action("show_map", _("Show it"), confirm=sure)],
            on_action=show,
            level=3,
        )
        return form
