"""Where one shows a line of one's own to the group for a while, and the lines that others show now."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from sqlalchemy.orm import Session as Db

from widgets import prose
from widgets.form import Action, Field, Form, Values
from workbench.audit import figures, rules, services
from workbench.audit.looking import Line
from workbench.audit.rules import DAY, SEASON, WEEKS
from workbench.core.clock import shown, shown_day
from workbench.core.desk import Desk
from workbench.core.finishing import finish, said
from workbench.core.words import _
from workbench.practice.views import short
from workbench.screen import pictures as screen
from workbench.screen.follow import Follower
from workbench.screen.forms import Drafted, attempt
from workbench.screen.parts import Part, words

Rows = Sequence[dict[str, Any]]


class Showing:
    """Released lines: the group's picture, what each is shown for, and one's own to give and take back."""

    def __init__(self, desk: Desk, follower: Follower) -> None:
        self.desk, self.follower = desk, follower
        self.rows: Rows = ()
        self.form: Form | None = None

    def lines(self, lines: Sequence[Line], rows: Rows, names: dict[str, str], zone: str) -> list[Part]:
        """Return what members show to the group now."""
        if not lines:
            return []
        told = [
            prose.said(
                line.purpose,
                names.get(line.by, ""),
                _("shown until {when}").format(when=shown(line.ends_at, zone)),
            )
            for line in lines
        ]
        head = prose.heading(_("Lines that members show to the group now"))
        note = prose.para(
            _("Each stands for itself, on its own scale, in the order in which it was shown. What a line "
              "says is its owner's to say.")
        )  # fmt: skip

        def build() -> Any:
            frame = pd.DataFrame(list(rows))
            drawn, table = figures.group_threads(frame), figures.group_threads_table(frame)
            return screen.picture(drawn, table, _("One row for each line that was shown."))

        key = tuple(line.id for line in lines)
        return [words("lines", head, note, *told), Part("lines-drawn", key, build)]

    def taking(self, shown_now: Sequence[Line]) -> list[Part]:
        """Return where one takes back what one shows."""
        mine = [line for line in shown_now if line.by == self.desk.me]
        key = tuple(line.id for line in mine)
        return [Part("taking-back", key, lambda: self._taking(mine))] if mine else []

    def giving(self, group: str, zone: str, rows: Rows) -> list[Part]:
        """Return the form in which one shows a line of one's own."""
        self.rows = [row for row in rows if row["source"] in services.OWN]
        if not self.rows:
            return []
        if self.form:
            self.form.describe(fields=self._fields())
        return [Part("giving", group, lambda: self._giving(group, zone))]

    def _giving(self, group: str, zone: str) -> Form:
        drafted = Drafted(self.desk, place=f"line:{group}", zone=zone)

        def show(_name: str, values: Values) -> None:
            def act(db: Db) -> None:
                services.show_thread(
                    db, by=self.desk.me, group=group, criterion=str(values["criterion"]), rows=self.rows,
                    with_words=bool(values.get("words")), purpose=str(values["purpose"]),
                    length=str(values["length"]), at=self.desk.now(),
                )  # fmt: skip
                drafted.drop(db)

            if attempt(self.desk, form, act, _("The group can see it now.")):
                drafted.begin_anew()
                form.fill(criterion="", purpose="", length="", words=False)
                self.follower.again()

        sure = _("It is a copy as of now. It ends by itself, and you can take it back before; what others "
                 "have seen they have seen. Show it?")  # fmt: skip
        form = Form(
            heading=_("Show a line of mine to the group"),
            intro=_("Only what you yourself said by one criterion, never what others said."),
            folded=True,
            fields=self._fields(),
            values=drafted.values,
            actions=[Action("show_line", _("Show it"), confirm=sure)],
            on_action=show,
            on_change=drafted.keep,
        )
        self.form = form
        return drafted.bind(form)

    def _fields(self) -> list[Field]:
        newest = {row["criterion"]: row["wording"] for row in self.rows}
        options = tuple((entity, short(wording)) for entity, wording in newest.items())
        lengths = ((DAY, _("a day")), (WEEKS, _("four weeks")), (SEASON, _("three months")))
        return [
            Field("criterion", _("Which"), "select", options),
            Field("words", _("With my words, not only the marks"), "check"),
            Field("purpose", _("What for, in one line"), "line", seen_by=rules.shown_to()),
            Field("length", _("For how long"), "choice", lengths),
        ]

    def _taking(self, mine: Sequence[Line]) -> Form:
        def take(_name: str, values: Values) -> None:
            line = str(values["line"])
            if not line:
                form.message = _("Choose one of them first.")
            elif attempt(self.desk, form, lambda db: services.take_back(db, by=self.desk.me, thread=line)):
                form.message = said(finish(self.desk.store))
                self.follower.again()

        options = tuple((line.id, f"{shown_day(line.at)} · {short(line.purpose)}") for line in mine)
        form = Form(
            heading=_("Take back what I show"),
            folded=True,
            fields=[Field("line", _("One of these"), "select", options)],
            actions=[Action("take_back", _("Take it back"), "quiet")],
            on_action=take,
            level=3,
        )
        return form
