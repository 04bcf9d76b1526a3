"""A decision for the tests to act in: who brings it, who stands where, what comes of it."""

from collections.abc import Mapping
from datetime import date, timedelta

from tests.builders import Circle, Clock
from tests.screens import state
from workbench.core.desk import Desk
from workbench.decisions import dots, queries, services
from workbench.decisions.pages import meeting as page_of
from workbench.decisions.queries import DecisionSeen
from workbench.forms import agreed
from workbench.forms.ways import Charter, Way
from workbench.practice import queries as practice_queries
from workbench.practice import services as practice
from workbench.roles import services as roles
from workbench.sessions import moves
from workbench.sessions import queries as sessions
from workbench.sessions import services as opening
from workbench.sessions.protocols import DECISION, protocol

STEPS = [stage.name for stage in protocol(DECISION).stages]
ALL = ("Ana", "Ben", "Cai", "Dee")


class Decision:
    """A decision that Ana brings, its turn chosen; every act is a second later than the one before."""

    clock: Clock

    def __init__(self, circle: Circle, by: str = "Ana") -> None:
        self.circle, self.clock = circle, circle.store.clock  # type: ignore[assignment]
        desk = self.desk(by)
        with desk.transaction() as db:
            now = practice_queries.current_cycle(db, asker=desk.me, group=circle.group)
            self.cycle = (
                now.id if now else practice.open_cycle(db, by=desk.me, group=circle.group, at=desk.now())
            )
            self.id = opening.open_session(
                db, by=desk.me, cycle=self.cycle, practitioner=desk.me, kind=DECISION, at=desk.now()
            )
            seen = sessions.turn(db, asker=desk.me, cycle=self.cycle)[1]
            moves.attend_to(db, by=desk.me, session=self.id, seen=seen, at=desk.now())

    def desk(self, name: str) -> Desk:
        self.clock.now += timedelta(seconds=1)
        return self.circle.desk(name)

    @property
    def today(self) -> date:
        return self.clock.now.date()

    def set_out(self, name: str = "Ana", **how: object) -> None:
        desk = self.desk(name)
        told = {
            "scope": "group", "mode": "consent", "dots": "named", "issue": "Where do we meet?",
            "affected": "All of us", "seen": self.seen(name).revision,
        } | how  # fmt: skip
        with desk.transaction() as db:
            services.set_out(db, by=desk.me, session=self.id, at=desk.now(), **told)  # type: ignore[arg-type]

    def stand(self, name: str, prefer: str = "", need: str = "", strength: str = "somewhat") -> None:
        desk = self.desk(name)
        with desk.transaction() as db:
            services.stand(
                db, by=desk.me, session=self.id, prefer=prefer or f"{name} stands here", need=need,
                strength=strength, at=desk.now(),
            )  # fmt: skip

    def heard(self, name: str, heard: str = "heard") -> None:
        desk = self.desk(name)
        with desk.transaction() as db:
            services.confirm(db, by=desk.me, session=self.id, heard=heard, at=desk.now())

    def add(self, name: str, kind: str, words: str) -> str:
        desk = self.desk(name)
        with desk.transaction() as db:
            return services.add(db, by=desk.me, session=self.id, kind=kind, words=words, at=desk.now())

    def dots(self, name: str, labels: Mapping[str, str]) -> None:
        desk = self.desk(name)
        with desk.transaction() as db:
            dots.give(db, by=desk.me, session=self.id, labels=labels, at=desk.now())

    def show(self, name: str = "Ana") -> None:
        desk = self.desk(name)
        with desk.transaction() as db:
            dots.show(db, by=desk.me, session=self.id, at=desk.now())

    def outcome(self, outcome: str = "together", words: str = "We meet at Ben's.", **more: object) -> None:
        desk = self.desk("Ana")
        told: dict[str, object] = {"carrier": None, "review_on": self.today + timedelta(days=90)} | more
        with desk.transaction() as db:
            services.put_outcome(
                db, by=desk.me, session=self.id, outcome=outcome, words=words, at=desk.now(),
                seen=self.seen("Ana").revision, **told,  # type: ignore[arg-type]
            )  # fmt: skip

    def answer(self, name: str, answer: str = "with", words: str = "") -> None:
        desk = self.desk(name)
        with desk.transaction() as db:
            services.answer(db, by=desk.me, session=self.id, answer=answer, words=words, at=desk.now())

    def conclude(self, name: str = "Ana") -> None:
        desk = self.desk(name)
        with desk.transaction() as db:
            seen = queries.decision(db, asker=desk.me, session=self.id).revision
            services.conclude(db, by=desk.me, session=self.id, seen=seen, at=desk.now())

    def go(self, to: str, name: str = "Ana") -> None:
        desk = self.desk(name)
        with desk.transaction() as db:
            seen = sessions.session(db, asker=desk.me, session=self.id, at=desk.now()).place.revision
            moves.move(db, by=desk.me, session=self.id, to=to, seen=seen, at=desk.now())

    def seen(self, name: str = "Ana") -> DecisionSeen:
        desk = self.circle.desk(name)
        with desk.reading() as db:
            return queries.decision(db, asker=desk.me, session=self.id)

    def page(self, name: str) -> str:
        return state(page_of(self.circle.desk(name), cycle=self.cycle).parts.root)

    def decide(self, names: tuple[str, ...], outcome: str = "together", words: str = "So be it.") -> None:
        """Take it through in short: everybody stands, is heard, and is with it."""
        for name in names:
            self.stand(name)
        self.go("voices")
        for name in names:
            self.heard(name)
        self.outcome(outcome, words)
        for name in names:
            self.answer(name)
        self.conclude()


def proposed(circle: Circle, name: str, way: Way, *, days: int = 100, form: str | None = None) -> str:
    """Let somebody propose a way; return the version's id."""
    desk = circle.desk(name)
    with desk.transaction() as db:
        return agreed.propose_way(
            db, by=desk.me, group=circle.group, way=way, reason="It would help", form=form, at=desk.now(),
            review_on=desk.now().date() + timedelta(days=days),
        )  # fmt: skip


def chartered(circle: Circle, by: str, charter: Charter, *, days: int = 100, role: str | None = None) -> str:
    """Let somebody propose a charter; return the version's id."""
    desk = circle.desk(by)
    with desk.transaction() as db:
        return roles.propose(
            db, by=desk.me, group=circle.group, charter=charter, reason="We need it", role=role,
            ends=desk.now().date() + timedelta(days=days), at=desk.now(),
        )  # fmt: skip
