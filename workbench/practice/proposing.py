"""One open proposal: what is proposed, what each says to it, and the record of its adoption."""

from sqlalchemy.orm import Session as Db

from widgets.form import Action, Field, Form, Values
from workbench.core.words import _
from workbench.practice import growing, rules, services
from workbench.practice.queries import Wording
from workbench.practice.rules import DIFFERING, PROPOSED, TO_DROP, WITH
from workbench.practice.writing import Page, Writing


class ProposalForm(Writing):
    """A voice on one proposal, and the button that writes down its adoption."""

    def __init__(self, page: Page, version: Wording) -> None:
        super().__init__(page)
        self.version = version
        self.name = f"voice:{version.id}"

    def _build(self) -> Form:
        stands = ((WITH, _("I am with this")), (DIFFERING, _("I see it differently")))
        voices = self.page.seen.said[self.version.id].voices
        mine = next((v for v in voices if v.by == self.page.desk.me), None)
        before: Values = {"stand": mine.stand, "words": mine.words} if mine else {}
        fields = [
            Field("stand", _("Where I stand"), "choice", stands),
            Field("words", _("In my own words"), "text", rows=2, seen_by=rules.seen_by(shared=True)),
        ]
        return self.begin(
            lambda drafted: Form(
                fields=fields,
                values={**before, **drafted.values},
                actions=self._actions(),
                on_action=self._act,
                on_change=drafted.keep,
            )
        )

    def _actions(self) -> list[Action]:
        said = self.page.seen.said[self.version.id]
        asked = _("The differences stay beside it. Write it down?")
        if said.silent:
            names = ", ".join(self.page.seen.names[who] for who in said.silent)
            asked = _("Not heard yet: {names}. Their silence does not block. {question}").format(
                names=names, question=asked
            )
        label = (
            _("Write down that the group puts it down")
            if self.version.fate == TO_DROP
            else _("Write down that the group adopts it")
        )
        actions = [Action("say", _("Say this"), "main"), Action("adopt", label, confirm=asked)]
        if self._may_be_tried():
            sure = _("Until this cycle ends anyone may judge by it, and nobody has to. It ends by itself. "
                     "Write it down?")  # fmt: skip
            actions.insert(1, Action("try", _("Write down that the group tries it"), confirm=sure))
        return actions

    def _may_be_tried(self) -> bool:
        seen = self.page.seen
        tried = {each.entity for each in seen.tried}
        return (
            seen.open_cycle is not None and self.version.fate == PROPOSED and self.version.entity not in tried
        )

    def refresh(self) -> None:
        """Name those who are not heard as of now."""
        if self.form:
            self.form.describe(actions=self._actions())

    def _act(self, name: str, values: Values) -> None:
        desk = self.page.desk

        def say(db: Db) -> None:
            stand, told = str(values["stand"]), str(values["words"])
            services.give_voice(
                db, by=desk.me, version=self.version.id, stand=stand, words=told, at=desk.now()
            )

        def adopt(db: Db) -> None:
            services.adopt(db, by=desk.me, version=self.version.id, at=desk.now())

        def try_it(db: Db) -> None:
            growing.try_out(db, by=desk.me, version=self.version.id, at=desk.now())

        if name == "say":
            self.send(say, _("Your voice stands beside the proposal."), None)
        else:
            self.do(try_it if name == "try" else adopt, "")
