"""Where one writes how one was in an earlier cycle, by today's understanding: a series of its own."""

from collections.abc import Sequence

from sqlalchemy.orm import Session as Db

from widgets.form import Action, Field, Form, Values
from workbench.audit import rules, services
from workbench.audit.descent import Cycles
from workbench.audit.looking import Then
from workbench.core.clock import shown_day
from workbench.core.desk import Desk
from workbench.core.words import _
from workbench.practice.queries import Wording
from workbench.practice.views import short
from workbench.screen.follow import Follower
from workbench.screen.forms import Drafted, attempt
from workbench.screen.parts import Part


class LookingBack:
    """One form: which criterion, which cycle, how it looks now. What was said then is never touched."""

    def __init__(self, desk: Desk, follower: Follower) -> None:
        self.desk, self.follower = desk, follower
        self.wordings: dict[str, Wording] = {}
        self.cycles: dict[str, tuple[int, str]] = {}
        self.written: dict[tuple[str, str], Then] = {}
        self.form: Form | None = None

    def part(
        self, group: str, zone: str, wordings: Sequence[Wording], ids: Sequence[str], cycles: Cycles,
        written: Sequence[Then],
    ) -> list[Part]:  # fmt: skip
        """Return the form as a part, where there is a cycle to look back to."""
        self.wordings = {each.entity: each for each in wordings}
        closed = [(i, n, end) for i, (n, _begin, end) in zip(ids, cycles, strict=True) if end]
        self.cycles = {i: (n, shown_day(end)) for i, n, end in closed}
        self.written = {(then.wording.entity, then.cycle_id): then for then in written}
        if not self.wordings or not self.cycles:
            return []
        if self.form:
            self.form.describe(fields=self._fields(self.form.values))
        return [Part("looking-back", group, lambda: self._build(group, zone))]

    def _build(self, group: str, zone: str) -> Form:
        drafted = Drafted(self.desk, place=f"then:{group}", zone=zone)

        def changed(values: Values) -> None:
            form.describe(fields=self._fields(values))
            drafted.keep(values)

        def write(_name: str, values: Values) -> None:
            wording = self.wordings.get(str(values["criterion"]))
            cycle = str(values["cycle"])
            if wording is None or cycle not in self.cycles:
                form.message = _("Choose a criterion and a cycle first. Nothing was written.")
                return

            def act(db: Db) -> None:
                before = self.written.get((wording.entity, cycle))
                services.rate_then(
                    db, by=self.desk.me, version=wording.id, cycle=cycle,
                    mark=str(values.get("mark", "")) or None, words=str(values["words"]),
                    seen=before.revision if before else 0, at=self.desk.now(),
                )  # fmt: skip
                drafted.drop(db)

            if attempt(self.desk, form, act, _("It stands beside what was said then.")):
                drafted.begin_anew()
                form.fill(criterion="", cycle="", mark="", words="")
                self.follower.again()

        form = Form(
            heading=_("Looking back"),
            intro=_("By today's understanding, how was I then? It becomes a series of its own; what you said "
                    "then stays as it was. Practice may have moved, or the standard by which you look."),
            folded=True,
            fields=self._fields(dict(drafted.values)),
            values=drafted.values,
            actions=[Action("write", _("Write it down"), "main")],
            on_action=write,
            on_change=changed,
        )  # fmt: skip
        self.form = form
        return drafted.bind(form)

    def _fields(self, values: Values) -> list[Field]:
        options = tuple((entity, short(each.wording)) for entity, each in self.wordings.items())
        cycles = tuple(
            (i, _("Cycle {n}, until {day}").format(n=n, day=day)) for i, (n, day) in self.cycles.items()
        )
        found = [
            Field("criterion", _("Criterion"), "select", options),
            Field("cycle", _("Which cycle"), "select", cycles),
        ]
        chosen = self.wordings.get(str(values.get("criterion", "")))
        if chosen is not None and chosen.labels:
            found.append(
                Field("mark", _("By today's wording"), "choice", tuple((m, m) for m in chosen.labels))
            )
        mine = rules.then_seen_by()
        return [*found, Field("words", _("In my own words"), "text", rows=3, seen_by=mine)]
