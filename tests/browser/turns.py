"""A turn in an open room, moved on from another device than those that are looked at."""

from tests.browser.gathering import Gathering
from workbench.sessions import moves, queries, services
from workbench.sessions.protocols import FEEDBACK


class ATurn:
    """A turn of a kind for Ben that Ana has begun, and moves."""

    def __init__(self, gathering: Gathering, kind: str) -> None:
        self.gathering = gathering
        ana = gathering.circle.desk("Ana")
        with ana.transaction() as db:
            self.session = services.open_session(
                db, by=ana.me, cycle=gathering.cycle, practitioner=gathering.circle["Ben"], kind=kind,
                at=ana.now(),
            )  # fmt: skip
            moves.attend_to(db, by=ana.me, session=self.session, seen=0, at=ana.now())

    def go(self, step: str) -> None:
        """Move to a step, unless it stands there."""
        ana = self.gathering.circle.desk("Ana")
        with ana.transaction() as db:
            seen = queries.session(db, asker=ana.me, session=self.session, at=ana.now()).place
            if seen.stage != step:
                moves.move(db, by=ana.me, session=self.session, to=step, seen=seen.revision, at=ana.now())


class FeedbackToBen(ATurn):
    """Feedback to Ben that Ana has begun, and moves."""

    def __init__(self, gathering: Gathering) -> None:
        super().__init__(gathering, FEEDBACK)
