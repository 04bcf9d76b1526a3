"""What one does in a decision on one's own page: each form, with what is typed in it kept."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy.orm import Session as Db

from widgets.form import Action, Form
from workbench.core.desk import Desk
from workbench.core.words import _
from workbench.decisions import dots, rules, services, writing
from workbench.decisions.mode import Mode, mode_now
from workbench.decisions.queries import DIFFERENCE, ECOSYSTEM, OPTION, SHARED, DecisionSeen
from workbench.screen.forms import Drafted, attempt
from workbench.sessions.seen import SessionSeen


class Taking:
    """The forms of a decision for one person; ``again`` reads the page anew."""

    def __init__(self, desk: Desk, again: Callable[[], None]) -> None:
        self.desk, self.again = desk, again

    def _act(self, form: Form, do: Callable[[Db], object], done: str = "") -> bool:
        if attempt(self.desk, form, do, done):
            self.again()
            return True
        return False

    def _kept(
        self, name: str, seen: SessionSeen, do: Callable[[Db, dict[str, Any]], object],
        make: Callable[..., Form],
    ) -> Form:  # fmt: skip
        drafted = Drafted(self.desk, place=f"decision-{name}:{seen.id}", zone=seen.zone)

        def act(_name: str, values: dict[str, Any]) -> None:
            def write(db: Db) -> None:
                do(db, values)
                drafted.drop(db)

            if attempt(self.desk, form, write):
                drafted.begin_anew()
                form.values = {key: [] if isinstance(v, list) else "" for key, v in values.items()}
                self.again()

        form = make(act, values=drafted.values, on_change=drafted.keep)
        return drafted.bind(form)

    def set_out_form(self, seen: SessionSeen, told: DecisionSeen, options: list[tuple[str, str]]) -> Form:
        """Return the form of how a decision is set out."""
        now = told.now
        with self.desk.reading() as db:
            agreed = mode_now(db, group=seen.group, at=self.desk.now()) or Mode(rules.CONSENT)
        before: dict[str, Any] = {
            "issue": now.issue if now else "", "affected": now.affected if now else "",
            "scope": now.scope if now else rules.GROUP, "mode": now.mode if now else agreed.mode,
            "needed": str((now.needed if now else agreed.needed) or ""),
            "dots": now.dots if now else rules.NAMED,
            "form": (now.form_id or "") if now else "",
        }  # fmt: skip

        def do(db: Db, values: dict[str, Any]) -> None:
            needed = str(values.get("needed") or "").strip()
            services.set_out(
                db, by=self.desk.me, session=seen.id, scope=str(values["scope"]), mode=str(values["mode"]),
                dots=str(values["dots"]), issue=str(values["issue"]), affected=str(values["affected"]),
                needed=int(needed) if needed.isdecimal() and len(needed) < 4 else None,
                form=str(values.get("form") or "") or None, seen=told.revision, at=self.desk.now(),
            )  # fmt: skip

        def make(act: Callable[..., None], **kept: Any) -> Form:
            return writing.set_out_form(options, before, act, **kept)

        return self._kept("set-out", seen, do, make)

    def stand_form(self, seen: SessionSeen) -> Form:
        """Return the form of one's own stand."""

        def do(db: Db, values: dict[str, Any]) -> None:
            services.stand(
                db, by=self.desk.me, session=seen.id, prefer=str(values["prefer"]), need=str(values["need"]),
                strength=str(values.get("strength") or ""), at=self.desk.now(),
            )  # fmt: skip

        return self._kept("stand", seen, do, writing.stand_form)

    def heard_form(self, seen: SessionSeen, now: str) -> Form:
        """Return the form of whether one was heard."""

        def say(_name: str, values: dict[str, Any]) -> None:
            heard = str(values.get("heard") or "")
            self._act(
                form,
                lambda db: services.confirm(
                    db, by=self.desk.me, session=seen.id, heard=heard, at=self.desk.now()
                ),
            )

        form = writing.heard_form(now, say)
        return form

    def words_form(self, seen: SessionSeen, kind: str) -> Form:
        """Return the form of one more text of a kind."""
        heads = {
            ECOSYSTEM: _("A word for the living world"), SHARED: _("Something that we share"),
            DIFFERENCE: _("Where I see it differently"), OPTION: _("An option"),
        }  # fmt: skip

        def do(db: Db, values: dict[str, Any]) -> None:
            said = str(values["words"])
            services.add(db, by=self.desk.me, session=seen.id, kind=kind, words=said, at=self.desk.now())

        def make(act: Callable[..., None], **kept: Any) -> Form:
            return writing.words_form(heads[kind], _("Add this"), act, **kept)

        return self._kept(kind, seen, do, make)

    def dots_form(self, seen: SessionSeen, told: DecisionSeen) -> Form:
        """Return the form of where one stands to each option."""

        def give(_name: str, values: dict[str, Any]) -> None:
            labels = {option: str(label) for option, label in values.items() if label}
            self._act(
                form,
                lambda db: dots.give(db, by=self.desk.me, session=seen.id, labels=labels, at=self.desk.now()),
            )

        named = told.now is not None and told.now.dots == rules.NAMED
        form = writing.dots_form(told.of(OPTION), told.round, give, named=named)
        return form

    def show_form(self, seen: SessionSeen) -> Form:
        """Return the form of showing all dots together."""

        def show(_name: str, _values: dict[str, Any]) -> None:
            self._act(form, lambda db: dots.show(db, by=self.desk.me, session=seen.id, at=self.desk.now()))

        form = Form(actions=[Action("show", _("Show all together"), "main")], on_action=show)
        return form

    def outcome_form(self, seen: SessionSeen, told: DecisionSeen, day: date) -> Form:
        """Return the form of the outcome in words."""
        now = told.now
        before: dict[str, Any] = {}
        if now is not None and now.outcome:
            before = {
                "outcome": now.outcome, "words": now.words, "carrier": now.carrier_id or "",
                "review_on": now.review_on.isoformat() if now.review_on else "",
            }  # fmt: skip
        people = [(person, seen.names[person]) for person in seen.taking_part]

        def do(db: Db, values: dict[str, Any]) -> None:
            given = str(values.get("review_on") or "")
            services.put_outcome(
                db, by=self.desk.me, session=seen.id, outcome=str(values.get("outcome") or ""),
                words=str(values["words"]), carrier=str(values.get("carrier") or "") or None,
                review_on=date.fromisoformat(given) if given else None, seen=told.revision,
                at=self.desk.now(),
            )  # fmt: skip

        def make(act: Callable[..., None], **kept: Any) -> Form:
            return writing.outcome_form(before, people, day, act, **kept)

        return self._kept("outcome", seen, do, make)

    def answer_form(self, seen: SessionSeen, told: DecisionSeen) -> Form:
        """Return the form of how one stands to the outcome."""

        def do(db: Db, values: dict[str, Any]) -> None:
            services.answer(
                db, by=self.desk.me, session=seen.id, answer=str(values.get("answer") or ""),
                words=str(values["words"]), at=self.desk.now(),
            )  # fmt: skip

        return self._kept(f"answer-{told.revision}", seen, do, writing.answer_form)

    def conclude_form(self, seen: SessionSeen, told: DecisionSeen) -> Form:
        """Return the form of writing a decision down."""

        def conclude(_name: str, _values: dict[str, Any]) -> None:
            self._act(
                form,
                lambda db: services.conclude(
                    db, by=self.desk.me, session=seen.id, seen=told.revision, at=self.desk.now()
                ),
            )

        form = writing.conclude_form(conclude)
        return form
