"""One person's trends page: own pictures after an own reading, lines that members show, how criteria grew."""

from typing import Any

import pandas as pd

from widgets import prose
from widgets.form import Action, Field, Form
from workbench.audit import descent, evidence, figures, genealogy, rhythm
from workbench.audit.carving import Carving
from workbench.audit.looking_back import LookingBack
from workbench.audit.seen import Rows, TrendsSeen, Wanted, first_of, trends_seen
from workbench.audit.showing import Showing
from workbench.audit.views import differences_words
from workbench.core.desk import Desk
from workbench.core.words import _
from workbench.people.views import to_other_groups
from workbench.practice.rules import HELD, TRIED
from workbench.practice.views import short
from workbench.screen import pictures as screen
from workbench.screen.follow import Follower
from workbench.screen.forms import Drafted
from workbench.screen.parts import Part, words
from workbench.sessions.pictures import picture as session_picture

ALL = "all"


class Trends:
    """What moved, and what was going on when it did; of oneself, and what others chose to show."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.chosen = {"criterion": ALL, "component": ALL, "since": ""}
        self.seen: TrendsSeen
        self.opened = False
        self.follower = Follower(desk, self.parts, "trends")
        self.looking_back = LookingBack(desk, self.follower)
        self.showing = Showing(desk, self.follower)
        self.carving = Carving(desk, self.follower)

    def parts(self) -> list[Part]:
        """Read and return the parts of the page."""
        with self.desk.reading() as db:
            seen = self.seen = trends_seen(
                db, asker=self.desk.me, group=self.desk.asked("group"), at=self.desk.now(),
                wanted=self._wanted(),
            )  # fmt: skip
        intro = _(
            "Material for your own appraisal: what you and your peers said, at its date, by the wording of "
            "its time. Nothing is added up. A line breaks where the wording changed."
        )
        head = words(
            "title",
            prose.heading(seen.group.name),
            to_other_groups(seen.others, "trends.ipynb"),
            prose.para(intro),
        )
        everyone = [
            *self._lines(seen), *self._descent(seen), *self._differences(seen), *self._carving(seen),
            *self._rhythm(seen),
        ]  # fmt: skip
        if not seen.anything:
            text = _("There is nothing to show yet. Entries and assessments will stand here.")
            return [head, words("empty", prose.para(text)), *everyone]
        reading = Part("reading", (seen.group.id, self.opened), lambda: self._reading(seen))
        if not self.opened:
            return [head, reading, *everyone]
        return [head, reading, self._filter(seen), *self._pictures(seen), *self._forms(seen), *everyone]

    def _reading(self, seen: TrendsSeen) -> Form:
        drafted = Drafted(self.desk, place=f"reading:{seen.group.id}", zone=seen.group.zone)

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

    def _wanted(self) -> Wanted:
        criterion, component, since = (self.chosen[name] for name in ("criterion", "component", "since"))
        return Wanted(
            criterion=None if criterion == ALL else criterion,
            component=None if component == ALL else component,
            since={ALL: 1, "": None}.get(since, int(since) if since.isdecimal() else None),
        )

    def choose(self, values: dict[str, Any]) -> None:
        """Show something else: one criterion, one part of the job, the cycles from one on."""
        self.chosen |= {name: str(value) for name, value in values.items() if value and name in self.chosen}
        self.follower.again()

    def _filter(self, seen: TrendsSeen) -> Part:
        held = {row["criterion"] for row in seen.descent if row["fate"] in {HELD, TRIED}}
        newest = {row["criterion"]: row for row in seen.descent if row["criterion"] in held}
        criteria = ((ALL, _("All my criteria")), *((e, short(r["wording"])) for e, r in newest.items()))
        parts = ((ALL, _("All parts of the job")), *((p.entity, short(p.name)) for p in seen.components))
        since = ((ALL, _("All cycles")), *(
            (str(c.number), _("From cycle {n} on").format(n=c.number)) for c in seen.cycles
        ))  # fmt: skip
        first = str(first_of(seen.cycles))

        def build() -> Form:
            fields = [Field("criterion", _("Criterion"), "select", criteria)]
            if seen.components:
                fields.append(Field("component", _("Part of the job"), "select", parts))
            if len(seen.cycles) > 1:
                fields.append(Field("since", _("Cycles"), "select", since))
            values = {**self.chosen, "since": self.chosen["since"] or (first if first != "1" else ALL)}
            return Form(heading=_("What to show"), fields=fields, values=values, on_change=self.choose)

        return Part("filter", (criteria, parts, since), build)

    def _pictures(self, seen: TrendsSeen) -> list[Part]:
        rows, then = seen.rows, seen.then
        key = (tuple(self.chosen.values()), str(rows), str(then))
        if not rows:
            return [words("none", prose.para(_("Nothing was said there. Choose something else above.")))]
        drawn = [Part("thread", key, lambda: self._thread(seen, rows))]
        if then:
            drawn.append(Part("then", key, lambda: self._then(rows, then)))
        if any(row["evidence_for"] or row["evidence_against"] for row in rows if row["source"] != "peer"):
            drawn.append(Part("evidence", key, lambda: self._evidence(rows)))
        held = [row for row in rows if row["session"]]
        if not held:
            return drawn
        in_last = [row for row in held if row["session"] == held[-1]["session"]]
        title = _("The last assessment, cycle {n}").format(n=held[-1]["cycle"])
        return [
            *drawn,
            words("last", prose.heading(title)),
            Part("range", key, lambda: session_picture("range-of-views", in_last)),
            Part("before", key, lambda: session_picture("before-and-after", in_last)),
        ]

    def _thread(self, seen: TrendsSeen, rows: Rows) -> Any:
        frame = pd.DataFrame(rows)
        if len({row["criterion"] for row in rows}) == 1:
            caption = _("One criterion over the cycles, and what was going on.")
            drawn = figures.my_thread(frame, events=seen.events)
            return screen.picture(drawn, figures.my_thread_table(frame), caption)
        caption = _("My criteria, each on its own scale.")
        return screen.picture(figures.my_criteria(frame), figures.my_criteria_table(frame), caption)

    def _then(self, rows: Rows, then: Rows) -> Any:
        about = {row["criterion"] for row in then}
        frame = pd.DataFrame([row for row in rows if row["criterion"] in about] + then)
        caption = _("What I said then, and how it looks by today's understanding.")
        return screen.picture(figures.then_and_now(frame), figures.then_and_now_table(frame), caption)

    def _evidence(self, rows: Rows) -> Any:
        frame = pd.DataFrame(rows)
        drawn, table = evidence.evidence_balance(frame), evidence.evidence_balance_table(frame)
        caption = _("What I wrote down for and against.")
        return screen.picture(drawn, table, caption, heads=evidence.columns())

    def _forms(self, seen: TrendsSeen) -> list[Part]:
        group, zone = seen.group.id, seen.group.zone
        ids = [cycle.id for cycle in seen.cycles]
        looking = self.looking_back.part(group, zone, seen.wordings, ids, seen.spans, seen.ratings)
        return [*looking, *self.showing.giving(group, zone, seen.rows)]

    def _lines(self, seen: TrendsSeen) -> list[Part]:
        told = self.showing.lines(seen.lines, seen.shown, seen.names, seen.group.zone)
        return [*told, *self.showing.taking([*seen.lines, *seen.maps])]

    def _descent(self, seen: TrendsSeen) -> list[Part]:
        """Return how the criteria came about: no one's results, so it needs no reading of one's own."""
        if not seen.descent:
            return []

        def build() -> Any:
            frame = pd.DataFrame(seen.descent)
            caption = _("How the criteria came about: the group's, and your own that only you see.")
            drawn, told = genealogy.genealogy(frame, seen.spans), descent.table(frame, seen.spans)
            return screen.picture(drawn, told, caption, heads=descent.columns(), key=genealogy.key())

        return [Part("descent", (str(seen.descent), str(seen.spans)), build)]

    def _differences(self, seen: TrendsSeen) -> list[Part]:
        if not seen.differences:
            return []
        return [words("differences", *differences_words(list(seen.differences), seen.names))]

    def _carving(self, seen: TrendsSeen) -> list[Part]:
        return self.carving.parts(
            seen.group.id, seen.group.zone, seen.carved, seen.spans, seen.maps, seen.names
        )

    def _rhythm(self, seen: TrendsSeen) -> list[Part]:
        if not seen.turns:
            return []

        def build() -> Any:
            frame = pd.DataFrame(seen.turns)
            drawn = rhythm.audit_rhythm(frame, seen.names, [cycle.number for cycle in seen.cycles])
            caption = _("Who has had a turn in which cycle. Dates, no results.")
            told = rhythm.audit_rhythm_table(frame)
            return screen.picture(drawn, told, caption, heads=rhythm.columns(), key=rhythm.key())

        return [Part("rhythm", str(seen.turns), build)]
