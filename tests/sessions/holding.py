"""A meeting for the tests to act in: who comes, who wants time, whose turn it is."""

from datetime import timedelta

from tests.builders import Circle, Clock
from tests.sessions.builders import Meeting
from workbench.core.desk import Desk
from workbench.sessions import held, holding, moves, queries


class Gathering:
    """A cycle with a meeting that Ana opened."""

    clock: Clock

    def __init__(self, circle: Circle) -> None:
        self.circle, self.clock = circle, circle.store.clock  # type: ignore[assignment]
        self.cycle = Meeting(circle).cycle
        self.meeting = self.open("Ana")

    def desk(self, name: str) -> Desk:
        """Return somebody's desk, a second later: no two of them act in the same moment."""
        self.clock.now += timedelta(seconds=1)
        return self.circle.desk(name)

    def open(self, name: str) -> str:
        desk = self.desk(name)
        with desk.transaction() as db:
            return holding.open_meeting(db, by=desk.me, cycle=self.cycle, at=desk.now())

    def come(self, name: str) -> None:
        desk = self.desk(name)
        with desk.transaction() as db:
            holding.come(db, by=desk.me, meeting=self.meeting, at=desk.now())

    def leave(self, name: str) -> None:
        desk = self.desk(name)
        with desk.transaction() as db:
            holding.leave(db, by=desk.me, meeting=self.meeting, at=desk.now())

    def want(self, name: str, kind: str = "feedback", minutes: int = 20) -> str:
        desk = self.desk(name)
        with desk.transaction() as db:
            return holding.want_time(
                db, by=desk.me, meeting=self.meeting, kind=kind, minutes=minutes, at=desk.now()
            )

    def begin(self, name: str, item: str) -> str:
        desk = self.desk(name)
        with desk.transaction() as db:
            seen = queries.turn(db, asker=desk.me, cycle=self.cycle)[1]
            return holding.begin_turn(
                db, by=desk.me, meeting=self.meeting, item=item, seen=seen, at=desk.now()
            )

    def end(self, session: str, name: str = "Ben") -> None:
        desk = self.desk(name)
        with desk.transaction() as db:
            seen = queries.session(db, asker=desk.me, session=session, at=desk.now()).place.revision
            moves.end(db, by=desk.me, session=session, seen=seen, at=desk.now())

    def go(self, to: str, name: str = "Ana") -> None:
        desk = self.desk(name)
        with desk.transaction() as db:
            seen = queries.session(db, asker=desk.me, session=self.meeting, at=desk.now()).place.revision
            moves.move(db, by=desk.me, session=self.meeting, to=to, seen=seen, at=desk.now())

    def now(self, name: str = "Ben") -> str | None:
        desk = self.desk(name)
        with desk.reading() as db:
            return held.meeting_now(db, asker=desk.me, cycle=self.cycle, at=desk.now())

    def here(self, meeting: str | None = None) -> set[str]:
        with self.circle.store.reading() as db:
            there = held.here(db, meeting or self.meeting)
        return {name for name, person in self.circle.people.items() if person in there}

    def agenda(self) -> list[tuple[str, str, int]]:
        names = {person: name for name, person in self.circle.people.items()}
        with self.circle.store.reading() as db:
            return [(names[w.person], w.kind, w.minutes) for w in held.agenda(db, self.meeting)]
