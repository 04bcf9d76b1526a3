"""A session for the tests to act in; what does not matter to a test is hidden here."""

from tests.builders import Circle
from workbench.practice import services as practice
from workbench.sessions import moves, queries, services
from workbench.sessions.rules import View
from workbench.sessions.seen import SessionSeen


class Meeting:
    """A circle in a cycle, with one criterion of three labels held by Ana."""

    def __init__(self, circle: Circle) -> None:
        self.circle = circle
        ana = circle.desk("Ana")
        with ana.transaction() as db:
            at = ana.now()
            self.cycle = practice.open_cycle(db, by=ana.me, group=circle.group, at=at)
            self.criterion = practice.write_criterion(
                db, by=ana.me, group=circle.group, wording="I end on time", lack="I run over",
                labels=("rarely", "mostly", "always"), at=at,
            )  # fmt: skip
            self.session = services.open_session(db, by=ana.me, cycle=self.cycle, practitioner=ana.me, at=at)

    def send(self, name: str, mark: str | None = "mostly", **said: str | bool) -> None:
        desk = self.circle.desk(name)
        with desk.transaction() as db:
            view = View(self.criterion, mark=mark, **said)  # type: ignore[arg-type]
            services.send_view(db, by=desk.me, session=self.session, views=[view], at=desk.now())

    def go(self, to: str, name: str = "Ana") -> None:
        desk = self.circle.desk(name)
        with desk.transaction() as db:
            seen = queries.session(db, asker=desk.me, session=self.session, at=desk.now()).place.revision
            moves.move(db, by=desk.me, session=self.session, to=to, seen=seen, at=desk.now())

    def hold(self, own: str, peers: str, **said: str) -> None:
        """Hold the assessment: Ana's own view, Ben's, all shown; the last word is still to come."""
        self.send("Ana", mark="rarely", words=own, **said)
        self.go("peers")
        self.send("Ben", mark="always", words=peers, basis="sat in")
        for step in ("account", "reveal", "closing"):
            self.go(step)

    def close(self, name: str = "Ana", seen: int = 0, stance: str = "hold") -> None:
        desk = self.circle.desk(name)
        with desk.transaction() as db:
            services.close(
                db, by=desk.me, session=self.session, stance=stance, words="I stay with it",
                shown_wrong_by="", views=[], seen=seen, at=desk.now(),
            )  # fmt: skip

    def seen(self, name: str) -> SessionSeen:
        desk = self.circle.desk(name)
        with desk.reading() as db:
            return queries.session(db, asker=desk.me, session=self.session, at=desk.now())


def authors(seen: SessionSeen) -> set[str]:
    return {v.author for v in seen.views}
