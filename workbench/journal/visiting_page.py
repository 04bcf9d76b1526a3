"""On the practice log: where a visiting peer writes, and what visitors wrote of one's own work."""

from datetime import date

import ipywidgets as w
from sqlalchemy.orm import Session as Db

from widgets import prose
from widgets.form import Action, Field, Form, Values
from widgets.prose import Html
from workbench.core.clock import shown_day
from workbench.core.desk import Desk
from workbench.core.finishing import finish, said
from workbench.core.words import _
from workbench.journal import choices, visiting
from workbench.journal.present import today
from workbench.journal.visiting import VisitSeen
from workbench.people import queries as people
from workbench.people.rules import TAKING_PART
from workbench.screen.forms import Drafted, attempt


class Visits:
    """A folded form for what one saw, and the list of what was seen of one's own."""

    def __init__(self, desk: Desk, *, cycle: str, group: str, zone: str) -> None:
        self.desk, self.cycle, self.group, self.zone = desk, cycle, group, zone
        with desk.reading() as db:
            self.names = people.names(db, asker=desk.me, group=group)
            self.others = [
                (each.id, each.name)
                for each in people.fellows(db, asker=desk.me, group=group)
                if each.standing in TAKING_PART and each.id != desk.me
            ]
            every = choices.criteria_in_use(db, asker=desk.me, group=group)
        self.criteria = {each.id: each for each in every if not each.mine}
        self.list = w.VBox()
        self.form = self._form()
        self.root = w.VBox([self.list, self.form])
        self.show()

    def _fields(self, values: Values) -> list[Field]:
        readers = visiting.seen_by()
        chosen = self.criteria.get(str(values.get("criterion", "")))
        found = [
            Field("who", _("Whose work"), "select", tuple(self.others)),
            Field("day", _("Day"), "date", hi=today(self.desk, self.zone).isoformat()),
            Field("agreed", _("Whoever it concerns has agreed to it. No name is kept."), "check"),
        ]
        if self.criteria:
            options = tuple((each.id, each.wording[:90]) for each in self.criteria.values())
            found.append(Field("criterion", _("Shared criterion (may be left out)"), "select", options))
        if chosen is not None and chosen.labels:
            found.append(Field("mark", _("On its scale"), "scale", tuple((m, m) for m in chosen.labels)))
        return [
            *found,
            Field("words", _("What I saw and heard"), "text", rows=3, seen_by=readers),
            Field("evidence_for", _("What speaks for it"), "text", rows=2, seen_by=readers),
            Field("evidence_against", _("What speaks against it"), "text", rows=2, seen_by=readers),
        ]

    def _form(self) -> Form:
        drafted = Drafted(self.desk, place=f"visit:{self.cycle}", zone=self.zone)

        def changed(values: Values) -> None:
            form.describe(fields=self._fields(values))
            drafted.keep(values)

        def send(_name: str, values: Values) -> None:
            def act(db: Db) -> None:
                typed = str(values.get("day", ""))
                visiting.write_visit(
                    db, by=self.desk.me, cycle=self.cycle, practitioner=str(values["who"]),
                    day=date.fromisoformat(typed) if typed else today(self.desk, self.zone),
                    agreed=bool(values.get("agreed")), words=str(values["words"]),
                    criterion=str(values.get("criterion", "")) or None,
                    mark=str(values.get("mark", "")) or None, evidence_for=str(values["evidence_for"]),
                    evidence_against=str(values["evidence_against"]), at=self.desk.now(),
                )  # fmt: skip
                drafted.drop(db)

            if attempt(self.desk, form, act, _("It stands beside their own entries now.")):
                drafted.begin_anew()
                form.fill(who="", words="", evidence_for="", evidence_against="", agreed=False)
                self.show()

        form = Form(
            heading=_("I sat in on somebody's work"),
            intro=_("Or worked beside them, or heard a recording. It stands beside what they write."),
            folded=True,
            fields=self._fields(dict(drafted.values)),
            values=drafted.values,
            actions=[Action("visit", _("Send this to them"), "main")],
            on_action=send,
            on_change=changed,
        )
        return drafted.bind(form)

    def show(self) -> None:
        """Show what visitors wrote of one's own work in this cycle, and what one wrote of others'."""
        with self.desk.reading() as db:
            found = visiting.visits(db, asker=self.desk.me, group=self.group, cycle=self.cycle)
            wordings = {each.id: visiting.wording_of(db, each.criterion) for each in found}
        before = self.list.children
        self.list.children = (self._listed(found, wordings),) if found else ()
        for widget in before:
            prose.closing(widget)

    def _listed(self, found: list[VisitSeen], wordings: dict[str, str]) -> w.VBox:
        cards = prose.cards([self._card(each, wordings[each.id]) for each in reversed(found)])
        told = prose.show(prose.heading(_("What a visitor saw")), cards)
        options = tuple((each.id, f"{shown_day(each.day)} · {self._who(each)}") for each in reversed(found))

        def delete(_name: str, values: Values) -> None:
            if not (visit := str(values["visit"])):
                form.message = _("Choose one of them first.")
            elif attempt(self.desk, form, lambda db: visiting.delete_visit(db, by=self.desk.me, visit=visit)):
                form.message = said(finish(self.desk.store))
                self.show()

        sure = _("It goes for good, for both of you. Delete it?")
        form = Form(
            heading=_("Delete what a visitor wrote"),
            folded=True,
            fields=[Field("visit", _("One of these"), "select", options)],
            actions=[Action("delete_visit", _("Delete it"), "quiet", confirm=sure)],
            on_action=delete,
            level=3,
        )
        return w.VBox([told, form])

    def _who(self, visit: VisitSeen) -> str:
        visitor, whose = self.names.get(visit.visitor, ""), self.names.get(visit.practitioner, "")
        if visit.visitor == self.desk.me:
            return _("by me, of {name}'s work").format(name=whose)
        return _("by {name}, of my work").format(name=visitor)

    def _card(self, visit: VisitSeen, wording: str) -> Html:
        told = (
            (_("Criterion"), wording), (_("Mark"), visit.mark or ""), (_("In own words"), visit.words),
            (_("Speaks for it"), visit.evidence_for), (_("Speaks against it"), visit.evidence_against),
        )  # fmt: skip
        lines = [prose.para(f"{label}: {text}") for label, text in told if text]
        return prose.together(prose.heading(f"{shown_day(visit.day)} · {self._who(visit)}", 3), *lines)
