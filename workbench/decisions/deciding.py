"""A decision on one person's page of a meeting: what each step shows them, and where they write."""

from collections.abc import Callable
from datetime import date
from typing import Any

from widgets import prose
from workbench.core.words import _
from workbench.decisions import figures, queries, views
from workbench.decisions.queries import DIFFERENCE, ECOSYSTEM, HEARD, OPTION, SHARED, DecisionSeen
from workbench.decisions.taking import Taking
from workbench.forms import queries as forms
from workbench.forms.remarks import STAND
from workbench.models.forms import GroupForm
from workbench.screen.parts import Part, words
from workbench.screen.pictures import picture
from workbench.sessions.seen import SessionSeen


class Deciding(Taking):
    """All steps of a decision for one person; ``again`` reads the page anew."""

    def _read(self, seen: SessionSeen) -> tuple[DecisionSeen, list[GroupForm], date]:
        with self.desk.reading() as db:
            told = queries.decision(db, asker=self.desk.me, session=seen.id)
            open_now = queries.proposals_open(db, group=seen.group, at=self.desk.now())
            return told, open_now, forms.today(db, group=seen.group, at=self.desk.now())

    def parts(self, seen: SessionSeen, record: str) -> list[Part]:
        """Return the parts for what is recorded at a step of a decision."""
        told, open_now, day = self._read(seen)
        limits = record in {"stands", "dots-shown"}
        head = [words("about", *views.about_now(told, seen.names, limits=limits))]
        head = [] if record == "set-out" else head
        made: dict[str, Callable[[], list[Part]]] = {
            "set-out": lambda: self._set_out(seen, told, open_now),
            "stands": lambda: self._stand(seen, told),
            "heard": lambda: [*self._stand(seen, told), *self._heard(seen, told)],
            "ecosystem": lambda: self._added(seen, told, ECOSYSTEM),
            "map": lambda: [*self._added(seen, told, SHARED), *self._added(seen, told, DIFFERENCE)],
            "options": lambda: [*self._shown(seen, told), *self._added(seen, told, OPTION)],
            "dots": lambda: self._dots(seen, told),
            "dots-shown": lambda: [*self._show(seen, told), *self._shown(seen, told)],
            "outcome": lambda: [*self._shown(seen, told), *self._outcome(seen, told, day)],
            "answers": lambda: self._answers(seen, told),
        }
        if told.closed:
            return self.record(seen, told)
        return [*head, *made[record]()]

    def ended(self, seen: SessionSeen) -> list[Part]:
        """Return the record of a decision once its session is over."""
        with self.desk.reading() as db:
            told = queries.decision(db, asker=self.desk.me, session=seen.id)
        return self.record(seen, told)

    def record(self, seen: SessionSeen, told: DecisionSeen) -> list[Part]:
        """Return what stays of a decision, and what it looks like."""
        link = prose.link(_("All decisions of the group"), "../../pages/decisions.ipynb")
        parts = [words("record", *views.record_words(told, seen.names, seen.zone), prose.para(link))]
        return [*parts, *self._mosaic(seen, told)]

    # ------------------------------------------------------------ parts

    def _set_out(self, seen: SessionSeen, told: DecisionSeen, open_now: list[GroupForm]) -> list[Part]:
        mine = seen.i_take_part and (self.desk.me == told.proposer or told.proposer not in seen.taking_part)
        if not mine or told.stood:
            return [words("about", views.set_out_words(told, seen.names))]
        options = [(form.id, views.about_words(form)) for form in open_now]
        key = (told.revision, tuple(each for each, _name in options))
        return [Part("set-out", key, lambda: self.set_out_form(seen, told, options))]

    def _stand(self, seen: SessionSeen, told: DecisionSeen) -> list[Part]:
        who = words("stood", views.who_stood(told, seen.names))
        if not seen.i_take_part or told.now is None:
            return [who]
        if self.desk.me not in told.stood:
            return [Part("stand", seen.id, lambda: self.stand_form(seen)), who]
        mine = [s for s in told.of(STAND) if s.by == self.desk.me]
        said = [prose.said(s.words, _("Where I stand")) for s in mine if s.words]
        return [words("mine", *said, prose.para(_("Yours is set down."))), who]

    def _heard(self, seen: SessionSeen, told: DecisionSeen) -> list[Part]:
        parts = [words("stands", *views.stands_words(told, seen.names))]
        if seen.i_take_part:
            now = next((s.tag for s in told.of(HEARD) if s.by == self.desk.me), "")
            parts.append(Part("heard", now, lambda: self.heard_form(seen, now)))
        return parts

    def _added(self, seen: SessionSeen, told: DecisionSeen, kind: str) -> list[Part]:
        said = views.added_words(told, seen.names, seen.zone, (kind,))
        parts = [words(f"said:{kind}", *said)] if said else []
        if not seen.i_take_part:
            return parts
        return [Part(f"add:{kind}", kind, lambda: self.words_form(seen, kind)), *parts]

    def _dots(self, seen: SessionSeen, told: DecisionSeen) -> list[Part]:
        options = told.of(OPTION)
        now = told.now
        if not options or now is None:
            return [words("no-options", prose.para(_("There is no option yet. Step back and write one.")))]
        given = [(seen.names.get(p, ""), _("set down")) for p in told.given]
        who = words("given", prose.people(given)) if given else None
        if not seen.i_take_part or self.desk.me in told.given:
            mine = words("given-mine", prose.para(_("Yours is set down; all are shown together.")))
            return [mine, *([who] if who else [])]
        key = (told.round, tuple(option.id for option in options))
        form = Part("dots", key, lambda: self.dots_form(seen, told))
        return [form, *([who] if who else [])]

    def _show(self, seen: SessionSeen, told: DecisionSeen) -> list[Part]:
        if not told.given or not seen.i_take_part:
            return []
        return [Part("show", (told.round, len(told.given)), lambda: self.show_form(seen))]

    def _shown(self, seen: SessionSeen, told: DecisionSeen) -> list[Part]:
        options = {each.id: each.words for each in told.of(OPTION)}
        said = [block for each in told.shown for block in views.dots_words(each, options, seen.names)]
        return [words("shown", *said), *self._mosaic(seen, told)] if said else []

    def _mosaic(self, seen: SessionSeen, told: DecisionSeen) -> list[Part]:
        if not told.shown:
            return []
        frame = figures.frame(told, seen.names)

        def build() -> Any:
            rows = figures.decision_mosaic_table(frame)
            caption = _("Where we stood to each option")
            heads = figures.columns()
            return picture(figures.decision_mosaic(frame), rows, caption, heads=heads)

        return [Part("mosaic", (seen.id, len(told.shown)), build)]

    def _outcome(self, seen: SessionSeen, told: DecisionSeen, day: date) -> list[Part]:
        parts = [words("outcome", views.outcome_words(told, seen.names))]
        if seen.i_take_part and told.now is not None:
            parts.append(Part("outcome-form", told.revision, lambda: self.outcome_form(seen, told, day)))
        return parts

    def _answers(self, seen: SessionSeen, told: DecisionSeen) -> list[Part]:
        parts = [words("outcome", views.outcome_words(told, seen.names))]
        if not seen.i_take_part or told.now is None or not told.now.outcome:
            return parts
        answered = self.desk.me in told.answers()
        parts.append(Part("answer", (told.revision, answered), lambda: self.answer_form(seen, told)))
        parts.append(Part("conclude", told.revision, lambda: self.conclude_form(seen, told)))
        return parts
