"""Where a session stands among its steps, and who may move it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from workbench.core.rights import Answer
from workbench.core.words import _

GRACE = timedelta(seconds=20)
"""How long after a step those who are still writing in it may send it in."""


@dataclass(frozen=True)
class Place:
    """
    Where a session stands: derived from its moves, stored nowhere.

    ``visited`` is what is recorded at the steps that were stood at. An account that was over before the
    own view was sent in does not count: nothing was presented in it. ``until`` is when the step's time is
    up, ``left`` what is left of it while the session is paused; neither ends anything. ``day`` is the day of
    a session that was held on paper and is typed in afterwards.
    """

    stage: str
    revision: int = 0
    paused: bool = False
    ended: bool = False
    begun: bool = False
    visited: frozenset[str] = frozenset()
    moved_by: str | None = None
    moved_at: datetime | None = None
    until: datetime | None = None
    left: timedelta | None = None
    day: date | None = None

    def over(self, at: datetime) -> bool:
        """Whether it is too late to send something in: those still writing have a while after the end."""
        return self.ended and (self.moved_at is None or at > self.moved_at + GRACE)

    def dated(self, at: datetime) -> datetime:
        """Return when something was said that was sent in at a moment: on paper it bears that day."""
        if self.day is None:
            return at
        return at.replace(year=self.day.year, month=self.day.month, day=self.day.day)

    @property
    def presented(self) -> bool:
        """Whether the own account has been given, so that others may read the own view."""
        return bool({"account", "reveal"} & self.visited)

    @property
    def revealed(self) -> bool:
        """Whether all views have been shown together."""
        return "reveal" in self.visited


@dataclass(frozen=True)
class Move:
    """One stored move, with what is recorded at the step that it leads to."""

    move: str
    stage: str
    revision: int
    by: str
    at: datetime
    records: tuple[str, ...] = ()
    until: datetime | None = None
    day: date | None = None


def place_of(moves: Sequence[Move], first: str, *, own_at: datetime | None) -> Place:
    """Return where a session stands after its moves, in their order, the own view sent in at ``own_at``."""
    if not moves:
        return Place(stage=first)
    last = moves[-1]
    until, left = _time(moves)
    ends = [move.at for move in moves[1:]]
    empty = [
        move for move, end in zip(moves, ends, strict=False)
        if "account" in move.records and (own_at is None or end < own_at)
    ]  # fmt: skip
    return Place(
        stage=last.stage,
        revision=last.revision,
        paused=last.move == "pause",
        ended=last.move == "ended",
        begun=True,
        visited=frozenset(record for m in moves if m not in empty for record in m.records),
        moved_by=last.by,
        moved_at=last.at,
        until=until,
        left=left,
        day=moves[0].day,
    )


def _time(moves: Sequence[Move]) -> tuple[datetime | None, timedelta | None]:
    """Return when the step's time is up, or what was left of it when the session was paused."""
    until: datetime | None = None
    left: timedelta | None = None
    for move in moves:
        if move.move != "pause":
            until, left = move.until, None
        elif until is not None:
            left = max(until, move.at) - move.at
            until = None
    return until, left


def may_move(
    *,
    taking_part: Answer,
    place: Place,
    reveals: bool,
    own_locked: bool,
    forward: bool,
    by_host: bool,
) -> Answer:
    """Say whether a session may go to a step. The host moves on; anyone may step back, pause or skip."""
    if taking_part is not True:
        return taking_part
    if place.ended:
        return _("This session has ended. Nothing was changed.")
    if forward and not by_host:
        return _(
            "The host moves the session on. Nothing was changed. You can step back, pause, or skip this step."
        )
    if reveals and not own_locked:
        return _(
            "The own view has not been sent in, so there is nothing to show yet. Nothing was changed. "
            "Step back to the own view, or skip this step."
        )
    return True


def has_ended() -> str:
    """Return what is said of an act that comes after the end."""
    return _("This session has ended. Nothing was sent in or changed; what you typed is kept as a draft.")
