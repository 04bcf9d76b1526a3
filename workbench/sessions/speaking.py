"""A round on one person's page: whose word it is, and where they say that they have spoken."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session as Db

from widgets.round import Round
from workbench.core.desk import Desk
from workbench.screen.forms import attempt
from workbench.screen.parts import Part
from workbench.sessions import rounds
from workbench.sessions.seen import SessionSeen


class Speaking:
    """The part with the round of a step; ``again`` reads the page anew."""

    def __init__(self, desk: Desk, again: Callable[[], None]) -> None:
        self.desk, self.again = desk, again

    def parts(self, seen: SessionSeen) -> list[Part]:
        """Return the round of the step at which a session stands, where it has one."""
        if seen.protocol.stage(seen.place.stage).mechanic != rounds.IN_TURN:
            return []
        with self.desk.reading() as db:
            found = rounds.in_seen(db, seen)
        if found is None or not found.speakers:
            return []
        speakers = [(person, seen.names.get(person, ""), mark) for person, mark in found.speakers]
        may = [person for person, _name, _mark in speakers if self.desk.me in {person, found.host}]
        may = may if seen.i_take_part else []
        place = (seen.id, found.stage)
        return [round_part(place, speakers, me=self.desk.me, may=may, do=self._marks(seen, found))]

    def _marks(self, seen: SessionSeen, found: rounds.Round) -> Callable[[Round, str, str], None]:
        def do(shown: Round, person: str, word: str) -> None:
            def write(db: Db) -> None:
                rounds.mark(
                    db, by=self.desk.me, session=seen.id, stage=found.stage, person=person, word=word,
                    at=self.desk.now(),
                )  # fmt: skip

            if attempt(self.desk, shown, write):
                self.again()

        return do


def round_part(
    place: tuple[str, str],
    speakers: list[tuple[str, str, str]],
    *,
    me: str = "",
    may: list[str] | None = None,
    large: bool = False,
    do: Callable[[Round, str, str], None] | None = None,
) -> Part:
    """Return the part of a round at a ``place``: its session and its step; ``large`` for the room screen."""
    whom = may or []

    def build() -> Round:
        shown = Round(
            speakers=speakers,
            place=place,
            me=me,
            may=whom,
            large=large,
            on_mark=lambda person, word: do(shown, person, word) if do else None,
        )
        return shown

    def renew(widget: Any) -> bool:
        if not isinstance(widget, Round) or widget.place != list(place):
            return False
        with widget.hold_sync():
            widget.may, widget.speakers = whom, [list(each) for each in speakers]
        return True

    return Part("round", (place, tuple(speakers), tuple(whom)), build, renew)
