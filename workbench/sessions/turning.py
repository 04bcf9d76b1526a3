"""Whose turn it is, and asking for one, on one person's page."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session as Db

from widgets.form import Action, Field, Form
from workbench.core.clock import zone
from workbench.core.desk import Desk
from workbench.core.words import _
from workbench.people import queries as people
from workbench.screen.forms import attempt
from workbench.screen.parts import Part
from workbench.sessions import moves, services, writing
from workbench.sessions.protocols import KINDS
from workbench.sessions.seen import SessionSeen, Sitting


class Turning:
    """The parts in which a turn is chosen or asked for; ``again`` reads the page anew."""

    def __init__(self, desk: Desk, cycle: str, again: Callable[[], None]) -> None:
        self.desk, self.cycle, self.again = desk, cycle, again

    def parts(self, sittings: Sequence[Sitting], revision: int, seen: SessionSeen) -> list[Part]:
        """Return whose turn it may be, and the form in which one asks for one."""
        mine = {sitting.kind for sitting in sittings if sitting.practitioner == self.desk.me}
        open_ = [kind for kind in KINDS if kind not in mine] if seen.i_take_part else []
        asking = [Part("asking", tuple(open_), lambda: self._asking_form(open_))] if open_ else []
        return [self._turns(sittings, revision, seen), *asking, *self._from_paper(sittings, revision, seen)]

    def _from_paper(self, sittings: Sequence[Sitting], revision: int, seen: SessionSeen) -> list[Part]:
        """Return the way in for a turn that was held on paper: its steps are gone through once more."""
        waiting = [each for each in sittings if not each.place.begun and not each.place.ended]
        if not waiting or not seen.i_take_part:
            return []
        key = (revision, tuple(each.id for each in waiting))
        return [Part("from-paper", key, lambda: self._paper_form(waiting, revision, seen))]

    def _paper_form(self, waiting: Sequence[Sitting], revision: int, seen: SessionSeen) -> Form:
        options = tuple((s.id, _option(s, seen.names[s.practitioner])) for s in waiting)
        today = self.desk.now().astimezone(zone(seen.zone)).date()

        def type_in(_name: str, values: dict[str, Any]) -> None:
            if not values["session"] or not values["day"]:
                form.message = _("Choose whose turn it was, and the day. Nothing was changed.")
                return
            day = date.fromisoformat(str(values["day"]))
            self._act(
                form,
                lambda db: moves.type_in(
                    db, by=self.desk.me, session=str(values["session"]), day=day, seen=revision,
                    at=self.desk.now(),
                ),
            )  # fmt: skip

        form = Form(
            heading=_("A turn that was held on paper"),
            level=3,
            folded=True,
            intro=_("Go through its steps here; each types in what they wrote. All of it bears that day."),
            fields=[
                Field("session", _("Whose turn it was"), "select", options),
                Field("day", _("Day"), "date", hi=today.isoformat()),
            ],
            actions=[Action("type-in", _("Type it in"), "plain")],
            on_action=type_in,
        )
        return form

    def _asking_form(self, kinds: Sequence[str]) -> Form:
        def ask(_name: str, values: dict[str, Any]) -> None:
            kind = str(values["kind"])
            if not kind:
                form.message = _("Choose a kind first.")
                return
            self._act(
                form,
                lambda db: services.open_session(
                    db, by=self.desk.me, cycle=self.cycle, practitioner=self.desk.me, kind=kind,
                    at=self.desk.now(),
                ),
            )  # fmt: skip

        form = writing.asking_form(kinds, ask)
        return form

    def _turns(self, sittings: Sequence[Sitting], revision: int, seen: SessionSeen) -> Part:
        key = (revision, tuple((s.id, s.place.ended, s.own_locked) for s in sittings))
        return Part("turns", key, lambda: self._turns_form(sittings, revision, seen))

    def _turns_form(self, sittings: Sequence[Sitting], revision: int, seen: SessionSeen) -> Form:
        options = tuple((s.id, _option(s, seen.names[s.practitioner])) for s in sittings)

        def choose(_name: str, values: dict[str, Any]) -> None:
            session = values["session"]
            if not session:
                form.message = _("Choose a name first.")
                return
            self._act(
                form,
                lambda db: moves.attend_to(
                    db, by=self.desk.me, session=session, seen=revision, at=self.desk.now()
                ),
            )

        with self.desk.reading() as db:
            standing = people.standing(db, person=self.desk.me, group=seen.group)
        form = Form(
            heading=_("Whose turn"),
            intro=_("Each who wants a turn has one. Choosing turns everybody's page to it; nothing is lost."),
            fields=[Field("session", _("Name"), "choice", options)],
            actions=[Action("choose", _("Turn to this person"), "plain")] if standing else [],
            on_action=choose,
        )
        return form

    def _act(self, form: Form, do: Callable[[Db], object]) -> None:
        if attempt(self.desk, form, do):
            self.again()


def _option(sitting: Sitting, name: str) -> str:
    """Return one sitting as it is offered: whose it is, of which kind, and where it stands."""
    return f"{name}, {_(sitting.protocol.name)}: {_state(sitting)}"


def _state(sitting: Sitting) -> str:
    """Return where one sitting stands, in words."""
    if sitting.place.ended:
        return _("has had a turn")
    if sitting.place.begun:
        return _("begun")
    if "own-view" not in sitting.protocol.records:
        return _("not begun")
    return _("own view sent in") if sitting.own_locked else _("own view not yet sent in")
