"""Random acts by random people against the invariants of a session (1, 2, 5 and 7)."""

import contextlib
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.builders import Circle, Clock, a_store
from workbench.core.rights import Refused
from workbench.models.sessions import Judgement
from workbench.practice import services as practice
from workbench.sessions import moves, queries, services
from workbench.sessions.protocols import protocol
from workbench.sessions.rules import STANCES, View
from workbench.sessions.seen import SessionSeen
from workbench.sessions.statements import statements

NAMES = ("Ana", "Ben", "Cai")
NOTE_KINDS = tuple(protocol("assessment").notes)
STAGES = [stage.name for stage in protocol("assessment").stages]
who = st.sampled_from(NAMES)


class AnySession(RuleBasedStateMachine):
    """Ana is the practitioner. Each person writes words by which they can be told apart."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.clock = Clock()
        self.circle = Circle(a_store(Path(self.folder.name), self.clock), NAMES)
        ana = self.circle.desk("Ana")
        with ana.transaction() as db:
            at = ana.now()
            self.cycle = practice.open_cycle(db, by=ana.me, group=self.circle.group, at=at)
            self.criterion = practice.write_criterion(
                db, by=ana.me, group=self.circle.group, wording="w", lack="", labels=("no", "yes"), at=at
            )
            self.session = services.open_session(db, by=ana.me, cycle=self.cycle, practitioner=ana.me, at=at)
        self.locked_at_first: list[tuple[str, str | None, str]] | None = None
        self.closing_by_ana = 0
        self.presented = False

    def teardown(self) -> None:
        self.circle.store.close()
        self.folder.cleanup()

    def seen(self, name: str) -> SessionSeen:
        desk = self.circle.desk(name)
        with desk.reading() as db:
            return queries.session(db, asker=desk.me, session=self.session, at=desk.now())

    @rule(name=who, mark=st.sampled_from(["no", "yes", "7", None]), version=st.sampled_from(["held", "none"]))
    def send_a_view(self, name: str, mark: str | None, version: str) -> None:
        desk = self.circle.desk(name)
        criterion = self.criterion if version == "held" else "0" * 32
        try:
            with desk.transaction() as db:
                view = View(criterion, mark, words=f"WORDS OF {name}")
                services.send_view(db, by=desk.me, session=self.session, views=[view], at=desk.now())
        except Refused:
            return
        assert mark != "7"
        assert version == "held"

    @rule(name=who, blank=st.sampled_from(["", " ", "\n\u2003"]))
    def send_an_empty_view(self, name: str, blank: str) -> None:
        desk, before = self.circle.desk(name), self.seen(name).sent_in
        with contextlib.suppress(Refused), desk.transaction() as db:
            views = [View(self.criterion, words=blank)]
            services.send_view(db, by=desk.me, session=self.session, views=views, at=desk.now())
        assert self.seen(name).sent_in == before

    @rule(name=who, to=st.sampled_from(STAGES), skipping=st.booleans(), late=st.booleans())
    def move(self, name: str, to: str, skipping: bool, late: bool) -> None:
        desk = self.circle.desk(name)
        seen = self.seen(name).place.revision - (1 if late else 0)
        self.clock.go_on(minutes=1)
        try:
            with desk.transaction() as db:
                moves.move(
                    db, by=desk.me, session=self.session, to=to, seen=seen, at=desk.now(), skipping=skipping
                )
        except Refused:
            return
        assert not late
        if self.locked_at_first is not None and to in {"account", "reveal"}:
            self.presented = True

    @rule(name=who, chance=st.integers(0, 5))
    def end(self, name: str, chance: int) -> None:
        place, desk = self.seen(name).place, self.circle.desk(name)
        if chance or place.ended:
            return
        with desk.transaction() as db:
            moves.end(db, by=desk.me, session=self.session, seen=place.revision, at=desk.now())

    @rule(name=who, stance=st.sampled_from([*STANCES, "other"]))
    def close(self, name: str, stance: str) -> None:
        desk = self.circle.desk(name)
        last = self.seen("Ana").closing
        try:
            with desk.transaction() as db:
                services.close(
                    db, by=desk.me, session=self.session, stance=stance, words=f"LAST WORD BY {name}",
                    shown_wrong_by="", views=[], seen=last.revision if last else 0, at=desk.now(),
                )  # fmt: skip
        except Refused:
            return
        assert name == "Ana"
        self.closing_by_ana += 1

    @rule(name=who, kind=st.sampled_from(NOTE_KINDS))
    def note(self, name: str, kind: str) -> None:
        desk = self.circle.desk(name)
        try:
            with desk.transaction() as db:
                services.write_note(
                    db, by=desk.me, session=self.session, kind=kind, words=f"{kind} BY {name}", at=desk.now()
                )
        except Refused:
            return
        assert kind != "gap" or name == "Ana"

    @invariant()
    def peers_views_are_read_by_nobody_before_all_are_shown(self) -> None:
        for name in NAMES:
            seen = self.seen(name)
            others = {v.author for v in seen.views} - {self.circle[name], self.circle["Ana"]}
            assert not others or seen.place.revealed

    @invariant()
    def the_own_view_is_read_by_others_only_once_presented(self) -> None:
        seen = self.seen("Ben")
        if self.locked_at_first is not None and seen.place.stage == "account":
            self.presented = True
        assert self.presented or self.circle["Ana"] not in {v.author for v in seen.views}

    @invariant()
    def after_the_end_what_was_said_stays_with_its_author_and_the_practitioner(self) -> None:
        for name in ("Ben", "Cai"):
            seen = self.seen(name)
            if seen.place.ended:
                assert {v.author for v in seen.views} | {n.author for n in seen.notes} <= {self.circle[name]}
                assert seen.closing is None

    @invariant()
    def the_own_view_comes_first_and_stays_as_it_was(self) -> None:
        with self.circle.store.reading() as db:
            rows = list(db.query(Judgement).order_by(Judgement.at, Judgement.id))
        own = [(r.id, r.mark, r.words) for r in rows if r.by_id == self.circle["Ana"]]
        sent = self.seen("Ana").sent_in
        assert self.circle["Ana"] in sent or not sent
        if self.locked_at_first is None and own:
            self.locked_at_first = own
        assert self.locked_at_first is None or own == self.locked_at_first

    @invariant()
    def whoever_has_sent_in_a_view_has_said_something(self) -> None:
        with self.circle.store.reading() as db:
            said = {row.by_id for row in db.query(Judgement)}
        assert self.seen("Ana").sent_in == said

    @invariant()
    def each_statement_is_one_persons_own(self) -> None:
        desk = self.circle.desk("Ana")
        with desk.reading() as db:
            rows = statements(db, asker=desk.me, group=self.circle.group, practitioner=desk.me, at=desk.now())
        names = {person: name for name, person in self.circle.people.items()}
        for row in rows:
            assert row["mark"] in {"no", "yes", None}
            assert row["words"] in {"", f"WORDS OF {names[row['assessor']]}"}

    @invariant()
    def the_last_word_is_the_practitioners(self) -> None:
        last = self.seen("Ana").closing
        assert (last is None) == (self.closing_by_ana == 0)
        assert last is None or last.words == "LAST WORD BY Ana"

    @invariant()
    def anyone_can_step_back(self) -> None:
        place = self.seen("Ben").place
        if place.ended or place.stage == STAGES[0]:
            return
        desk = self.circle.desk("Ben")
        db = self.circle.store.writing()
        try:
            moves.move(db, by=desk.me, session=self.session, to=STAGES[0], seen=place.revision, at=desk.now())
        finally:
            db.rollback()
            db.close()


AnySession.TestCase.settings = settings(
    max_examples=20, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
)
test_any_session = AnySession.TestCase
