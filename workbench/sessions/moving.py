"""The moves from step to step on one person's page."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session as Db

from widgets.form import Action, Form
from workbench.core.clock import shown_time
from workbench.core.desk import Desk
from workbench.core.words import _
from workbench.screen.forms import attempt
from workbench.screen.parts import Part
from workbench.sessions import moves, queries
from workbench.sessions.rules import HOST
from workbench.sessions.seen import SessionSeen

MARKS = {"pause": moves.pause, "resume": moves.go_on, "more": moves.more_time, "end": moves.end}


class Moving:
    """The part with which a session is moved on; ``again`` reads the page anew."""

    def __init__(self, desk: Desk, again: Callable[[], None]) -> None:
        self.desk, self.again = desk, again
        self._told = ""  # what is said of a move that was not done; the form is made anew after it

    def part(self, seen: SessionSeen) -> Part:
        """Return the moves that are offered where a session stands."""
        host = seen.roles.get(HOST)
        key = (seen.id, seen.place.revision, host, seen.crossed)
        return Part("moves", key, lambda: self._form(seen, host))

    def _form(self, seen: SessionSeen, host: str | None) -> Form:
        stages = seen.protocol.stages
        here = seen.protocol.index(seen.place.stage)

        def go(name: str, _values: dict[str, Any]) -> None:
            me, at, revision = self.desk.me, self.desk.now(), seen.place.revision
            crossed: list[moves.Crossed] = []

            def do(db: Db) -> None:
                try:
                    act(db)
                except moves.Crossed as other:
                    crossed.append(other)
                    raise

            def act(db: Db) -> None:
                if name in MARKS:
                    MARKS[name](db, by=me, session=seen.id, seen=revision, at=at)
                    return
                step = -1 if name == "back" else 1
                to = here + step
                nothing_to_show = "reveal" in stages[to].records and not queries.own_locked(db, seen.id)
                if nothing_to_show and name != "forward":
                    to += step
                moves.move(
                    db,
                    by=me,
                    session=seen.id,
                    to=stages[to].name,
                    seen=revision,
                    at=at,
                    skipping=name == "skip",
                )

            if attempt(self.desk, form, do):
                self.again()
            elif crossed:
                with self.desk.transaction() as db:
                    moves.note_crossing(db, by=me, session=seen.id, seen=revision, wanted=name, at=at)
                self._told = crossed[0].sentence
                self.again()

        actions = offered(seen, here, hosting=host in {None, self.desk.me})
        form = Form(
            heading=_("Moving on"),
            intro=self._moved(seen, host),
            actions=actions if seen.i_take_part else [],
            on_action=go,
        )
        form.message, self._told = self._told or self._crossing(seen), ""
        return form

    def _crossing(self, seen: SessionSeen) -> str:
        """Tell the one whose move holds that somebody else pressed something at the same moment."""
        if seen.place.moved_by != self.desk.me or not seen.crossed:
            return ""
        wanted = {
            "forward": _("to go on"), "back": _("to step back"), "skip": _("to skip"), "pause": _("to pause"),
            "resume": _("to go on after the pause"), "more": _("more time"), "end": _("to end"),
        }  # fmt: skip
        return " ".join(
            _("{name} wanted {what} at the same moment. Your move was first, and holds.").format(
                name=seen.names.get(who, ""), what=wanted.get(what, what)
            )
            for who, what in seen.crossed
        )

    def _moved(self, seen: SessionSeen, host: str | None) -> str:
        who = _("Anyone may step back, pause or skip.")
        if host is not None:
            who = _("{name} hosts and moves the steps.").format(name=seen.names[host]) + " " + who
        if seen.place.moved_by and seen.place.moved_at:
            last = _("Last moved by {name} at {time}.").format(
                name=seen.names[seen.place.moved_by], time=shown_time(seen.place.moved_at, seen.zone)
            )
            return f"{who} {last}"
        return who


def offered(seen: SessionSeen, here: int, *, hosting: bool) -> list[Action]:
    """Return the moves that are offered at a step: onward for the host, back, pause and skip for all."""
    stages = seen.protocol.stages
    last = here == len(stages) - 1
    actions = []
    if last:
        sentence = _("The session ends for everyone. Go on?")
        actions.append(Action("end", _("End this session"), "main", sentence))
    elif hosting:
        onward = _("Go on to: {title}").format(title=_(stages[here + 1].title))
        actions.append(Action("forward", onward, "main"))
    if here > 0:
        actions.append(Action("back", _("Step back"), "plain"))
    if seen.place.paused:
        actions.append(Action("resume", _("Go on after the pause"), "main"))
    else:
        if seen.place.day is None:
            actions.append(Action("more", _("Two more minutes"), "plain"))
        actions.append(Action("pause", _("Pause"), "plain"))
    if not last:
        actions.append(Action("skip", _("Skip this step"), "quiet"))
    return actions
