"""What a meeting is around its turns, on one person's page: who is there, who wants time, whose turn next."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session as Db

from widgets.form import Action, Field, Form
from workbench.core.desk import Desk
from workbench.core.words import _
from workbench.screen.forms import attempt
from workbench.screen.parts import Part, words
from workbench.sessions import gathered, held, holding
from workbench.sessions.protocols import KINDS, protocol
from workbench.sessions.seen import SessionSeen

LENGTHS = (5, 10, 15, 20, 30, 45, 60, 90)  # minutes to choose from


@dataclass(frozen=True)
class Held:
    """A meeting as it stands: who is there, who wants time, the asker's own time before, whose turn it is."""

    here: tuple[str, ...]
    agenda: tuple[held.Wanted, ...]
    used: tuple[held.Used, ...]
    missed: tuple[held.Wanted, ...]
    turn: int


class Container:
    """The parts of a meeting outside of its turns; ``again`` reads the page anew."""

    def __init__(self, desk: Desk, cycle: str, again: Callable[[], None]) -> None:
        self.desk, self.cycle, self.again = desk, cycle, again

    def read(self, db: Db, meeting: str, *, group: str, turn: int) -> Held:
        """Read what stands around the turns of a meeting."""
        used = held.time_used(db, asker=self.desk.me, group=group, besides=meeting)
        agenda = held.agenda(db, meeting)
        again = {(each.person, each.kind) for each in agenda}
        before = held.not_reached(db, asker=self.desk.me, group=group, besides=meeting)
        missed = tuple(each for each in before if (each.person, each.kind) not in again)
        return Held(held.here(db, meeting), agenda, used, missed, turn)

    def opening(self, *, may: bool) -> list[Part]:
        """Return what opens a meeting, where none is held."""
        return [Part("open-meeting", may, self._opening_form)] if may else []

    def record(self, seen: SessionSeen, here: Held, record: str) -> list[Part]:
        """Return the parts for what is recorded at a step of a meeting."""
        made = {"attendance": self._attendance, "agenda": self._agenda, "turns": self._turns}[record]
        return made(seen, here)

    def lost(self, seen: SessionSeen, here: Held) -> list[Part]:
        """Return the way in for somebody who looks in and is not noted as there."""
        return [] if self.desk.me in here.here or not seen.i_take_part else [self._come(seen, here)]

    # ------------------------------------------------------------ parts

    def _attendance(self, seen: SessionSeen, here: Held) -> list[Part]:
        told = [words("here", gathered.here_words(seen, here.here))]
        if self.desk.me in here.here:
            told.append(Part("leaving", (seen.id,), lambda: self._leaving_form(seen)))
        return told

    def _come(self, seen: SessionSeen, here: Held) -> Part:
        return Part("come", (seen.id, bool(here.here)), lambda: self._coming_form(seen))

    def _agenda(self, seen: SessionSeen, here: Held) -> list[Part]:
        told = [words("agenda", gathered.agenda_words(seen, here.agenda))]
        known = tuple(each for each in here.missed if each.person in seen.names)
        missed = gathered.not_reached_words(seen, known)
        if missed:
            told.insert(0, words("missed", missed))
        if not seen.i_take_part:
            return told
        mine = tuple(w for w in here.agenda if w.person == self.desk.me and w.session is None)
        own = gathered.used_words(here.used, seen.zone)
        if own:
            told.append(words("own-time", own))
        own_missed = next((each for each in known if each.person == self.desk.me), None)
        key = (tuple(w.kind for w in mine), own_missed)
        told.append(Part("want", key, lambda: self._wanting_form(seen, own_missed)))
        if mine:
            told.append(Part("give-back", mine, lambda: self._giving_form(seen, mine)))
        return told

    def _turns(self, seen: SessionSeen, here: Held) -> list[Part]:
        waiting = tuple(w for w in here.agenda if w.session is None)
        if not waiting or not seen.i_take_part:
            return []
        return [Part("next", (here.turn, waiting), lambda: self._turns_form(seen, waiting, here.turn))]

    # ------------------------------------------------------------ forms

    def _act(self, form: Form, do: Callable[[Db], object], done: str = "") -> None:
        if attempt(self.desk, form, do, done):
            self.again()

    def _opening_form(self) -> Form:
        def open_(_name: str, _values: dict[str, Any]) -> None:
            self._act(
                form,
                lambda db: holding.open_meeting(db, by=self.desk.me, cycle=self.cycle, at=self.desk.now()),
            )

        form = Form(
            heading=_("A meeting"),
            intro=_(
                "Arriving, sharing out the time, the turns, a word at the end. Everybody's page follows."
            ),
            actions=[Action("open-meeting", _("Open the meeting"), "main")],
            on_action=open_,
        )
        return form

    def _coming_form(self, seen: SessionSeen) -> Form:
        def come(_name: str, _values: dict[str, Any]) -> None:
            self._act(form, lambda db: holding.come(db, by=self.desk.me, meeting=seen.id, at=self.desk.now()))

        form = Form(actions=[Action("come", _("I am here"), "main")], on_action=come)
        return form

    def _leaving_form(self, seen: SessionSeen) -> Form:
        def leave(_name: str, _values: dict[str, Any]) -> None:
            self._act(
                form, lambda db: holding.leave(db, by=self.desk.me, meeting=seen.id, at=self.desk.now())
            )

        sure = _("The meeting goes on, and what you said stays. You can come back. Leave now?")
        form = Form(actions=[Action("leave", _("I am leaving"), "quiet", confirm=sure)], on_action=leave)
        return form

    def _wanting_form(self, seen: SessionSeen, missed: held.Wanted | None) -> Form:
        def want(_name: str, values: dict[str, Any]) -> None:
            kind, minutes = str(values["kind"]), str(values["minutes"])
            if not kind or not minutes:
                form.message = _("Choose for what, and how long. Nothing was changed.")
                return
            self._act(
                form,
                lambda db: holding.want_time(
                    db, by=self.desk.me, meeting=seen.id, kind=kind, minutes=int(minutes), at=self.desk.now()
                ),
                _("You are on the list."),
            )

        kinds = tuple((kind, f"{_(protocol(kind).name)}: {_(protocol(kind).purpose)}") for kind in KINDS)
        lengths = tuple((str(n), _("{minutes} minutes").format(minutes=n)) for n in LENGTHS)
        form = Form(
            heading=_("Time for me"),
            fields=[
                Field("kind", _("For what"), "choice", kinds),
                Field("minutes", _("How long"), "select", lengths),
            ],
            values={"kind": missed.kind, "minutes": str(missed.minutes)} if missed else {},
            actions=[Action("want", _("Put me on the list"), "plain")],
            on_action=want,
        )
        return form

    def _giving_form(self, seen: SessionSeen, mine: tuple[held.Wanted, ...]) -> Form:
        def give(_name: str, values: dict[str, Any]) -> None:
            if not values["item"]:
                form.message = _("Choose which time. Nothing was changed.")
                return
            self._act(
                form,
                lambda db: holding.give_back(
                    db, by=self.desk.me, meeting=seen.id, item=str(values["item"]), at=self.desk.now()
                ),
            )

        options = tuple((w.id, gathered.wanted_words(seen, w)) for w in mine)
        form = Form(
            heading=_("Give time back"),
            level=3,
            folded=True,
            fields=[Field("item", _("Which"), "select", options)],
            actions=[Action("give-back", _("Give this time back"), "quiet")],
            on_action=give,
        )
        return form

    def _turns_form(self, seen: SessionSeen, waiting: tuple[held.Wanted, ...], turn: int) -> Form:
        def begin(_name: str, values: dict[str, Any]) -> None:
            if not values["item"]:
                form.message = _("Choose whose turn. Nothing was changed.")
                return
            self._act(
                form,
                lambda db: holding.begin_turn(
                    db, by=self.desk.me, meeting=seen.id, item=str(values["item"]), seen=turn,
                    at=self.desk.now(),
                ),
            )  # fmt: skip

        options = tuple((w.id, gathered.wanted_words(seen, w)) for w in waiting)
        form = Form(
            heading=_("Whose turn next"),
            intro=_("Choosing turns everybody's page to it; nothing is lost."),
            fields=[Field("item", _("Turn"), "choice", options)],
            actions=[Action("begin", _("Begin this turn"), "main")],
            on_action=begin,
        )
        return form
