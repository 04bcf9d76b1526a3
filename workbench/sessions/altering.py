"""The page on which a group alters how it holds its sessions: a copy, a preview, a proposal, an adoption."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session as Db

from widgets import prose
from widgets.form import Action, Field, Form
from workbench.core.desk import Desk
from workbench.core.words import _
from workbench.forms import queries as forms
from workbench.forms import rules
from workbench.forms import services as write
from workbench.forms.queries import Said
from workbench.models.forms import GroupForm
from workbench.people import queries as people
from workbench.people.rules import TAKING_PART
from workbench.practice import queries as practice
from workbench.screen.follow import Follower
from workbench.screen.forms import attempt
from workbench.screen.parts import Part, words
from workbench.sessions import altering_views as views
from workbench.sessions.drafting import Copy
from workbench.sessions.following import topic_of
from workbench.sessions.protocols import KINDS, MEETING, read, shipped


class Altering:
    """How one group holds its kinds of session, on one person's page."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.kind = ""
        self._copy: Copy | None = None
        self.follower = Follower(desk, self.parts, "protocols")

    def parts(self) -> list[Part]:
        """Read and return the parts of the page."""
        me, at = self.desk.me, self.desk.now()
        with self.desk.reading() as db:
            group = people.chosen_group(db, asker=me, asked=self.desk.asked("group"))
            names = people.names(db, asker=me, group=group.id)
            takes_part = people.standing(db, person=me, group=group.id) in TAKING_PART
            cycle = practice.current_cycle(db, asker=me, group=group.id)
            topic = topic_of(self.kind or KINDS[0])
            every = forms.versions(db, asker=me, group=group.id, topic=topic)
            said = forms.voices(db, asker=me, group=group.id, topic=topic)
            day = forms.today(db, group=group.id, at=at)
        kinds = Part("kinds", self.kind, lambda: self._kinds_form())
        if not self.kind:
            return [words("head", prose.heading(group.name)), kinds]
        holds = rules.in_force(every, day)
        text = holds.text if holds else shipped(self.kind)
        told = [
            words("head", prose.heading(group.name)),
            kinds,
            words("now", views.holding(self.kind, text, holds, names)),
            *self._proposals(rules.open_proposals(every), said, names, takes_part=takes_part),
        ]
        if takes_part:
            told += self._altering(group.id, group.zone, text, cycle.id if cycle else None, day)
            if holds is not None and holds.origin == rules.OWN:
                told.append(Part("rest", holds.id, lambda: self._rest_form(group.id)))
        return [*told, words("history", views.history(every, said, names, group.zone))]

    # ------------------------------------------------------------ parts

    def _proposals(
        self, every: Sequence[GroupForm], said: dict[str, tuple[Said, ...]], names: dict[str, str], *,
        takes_part: bool,
    ) -> list[Part]:  # fmt: skip
        told: list[Part] = []
        for form in every:
            voices = said.get(form.id, ())
            told.append(words(f"proposal:{form.id}", views.proposal(self.kind, form, voices, names)))
            if takes_part:
                told.append(Part(f"voice:{form.id}", len(voices), lambda form=form: self._voice_form(form)))  # type: ignore[misc]
        return told

    def _altering(self, group: str, zone: str, text: str, cycle: str | None, day: date) -> list[Part]:
        place = f"protocol:{group}:{self.kind}"
        if self._copy is None or self._copy.place != place:
            self._copy = Copy(self.desk, place=place, kind=self.kind, zone=zone, begin=text)
            self._copy.again = self.follower.again
        copy = self._copy
        if not copy.begun:
            return [Part("begin", self.kind, lambda: self._begin_form(copy))]
        return [
            *copy.parts(),
            Part("propose", copy.sound, lambda: self._propose_form(group, copy, cycle, day)),
        ]

    # ------------------------------------------------------------ forms

    def _act(self, form: Form, do: Callable[[Db], object], done: str = "") -> bool:
        if attempt(self.desk, form, do, done):
            self.follower.again()
            return True
        return False

    def _kinds_form(self) -> Form:
        def choose(_name: str, values: dict[str, Any]) -> None:
            self.kind = str(values["kind"])
            self.follower.again()

        options = tuple((kind, views.kind_words(kind)) for kind in (*KINDS, MEETING))
        return Form(
            fields=[Field("kind", _("Which kind of session"), "choice", options)],
            values={"kind": self.kind},
            actions=[Action("look", _("Look at this"), "plain")],
            on_action=choose,
        )

    def _begin_form(self, copy: Copy) -> Form:
        def begin(_name: str, _values: dict[str, Any]) -> None:
            copy.begin_anew()
            self.follower.again()

        intro = _("You alter a copy. It is yours alone until you propose it; nothing changes before the "
                  "group has adopted it, and sessions that are on go on as they began.")  # fmt: skip
        return Form(
            heading=_("Do it differently"),
            intro=intro,
            actions=[Action("alter", _("Alter a copy"), "main")],
            on_action=begin,
        )

    def _propose_form(self, group: str, copy: Copy, cycle: str | None, day: date) -> Form:
        def propose(name: str, values: dict[str, Any]) -> None:
            if name == "let-be":
                self._act(form, copy.drop)
                return
            given = str(values["review_on"] or "")

            def do(db: Db) -> None:
                read(copy.text, kind=self.kind)
                write.propose(
                    db, by=self.desk.me, group=group, topic=topic_of(self.kind), text=copy.text,
                    reason=str(values["reason"]), review_on=date.fromisoformat(given) if given else None,
                    cycle=cycle, at=self.desk.now(),
                )  # fmt: skip
                copy.drop(db)

            self._act(form, do)

        form = views.propose_form(propose, day)
        return form

    def _voice_form(self, proposal: GroupForm) -> Form:
        def answer(name: str, values: dict[str, Any]) -> None:
            me, at = self.desk.me, self.desk.now()

            def say(db: Db) -> None:
                stand, told = str(values["stand"]), str(values["words"])
                write.say(db, by=me, form=proposal.id, stand=stand, words=told, at=at)

            def adopt(db: Db) -> None:
                read(proposal.text, kind=self.kind)
                write.adopt(db, by=me, form=proposal.id, at=at, heard=False)

            self._act(form, adopt if name == "adopt" else say)

        form = views.voice_form(answer)
        return form

    def _rest_form(self, group: str) -> Form:
        def rest(_name: str, values: dict[str, Any]) -> None:
            at: datetime = self.desk.now()
            self._act(
                form,
                lambda db: write.let_rest(
                    db, by=self.desk.me, group=group, topic=topic_of(self.kind), reason=str(values["reason"]),
                    at=at,
                ),
            )  # fmt: skip

        form = views.rest_form(rest)
        return form


def protocols(desk: Desk) -> Follower:
    """Show how a group holds its sessions, and let its members alter it."""
    return Altering(desk).follower.start()
