"""The session of :mod:`tests.security.planted`, from before it begins until it is over, step by step."""

from collections.abc import Callable, Iterator
from functools import partial

from tests.security.planted import LABELS, Planted, Reader
from workbench.core.desk import Desk
from workbench.journal import services as entries
from workbench.people import services as people
from workbench.people.rules import LEFT
from workbench.practice import services as practice
from workbench.sessions import moves, queries
from workbench.sessions import services as sessions
from workbench.sessions.rules import View

Step = tuple[str, Callable[[], object]]


class Walk(Planted):
    """What is there before the meeting, and each step of it."""

    def before(self) -> None:
        """Write what each has before the meeting: private words of every kind, sealed and unsent."""
        for name in ("Ana", "Ben", "Gus", "Hal"):
            self._practice(name)
            self.entry(name, "kept")
        self._chosen()
        self._proposed()
        for name, kind, to in (("Ana", "all", None), ("Ana", "one", ("Ben",)), ("Gus", "left", None)):
            self.release(name, self.entry(name, kind), to=to)
        self.release("Ana", self.entry("Ana", "ended"), past=True)
        back = self.release("Ana", self.entry("Ana", "back"))
        self.later = self.release("Ana", self.entry("Ana", "later", criterion=False))
        with self.desk("Ana").transaction() as db:
            entries.withdraw(db, by=self.desk("Ana").me, release=back, at=self.store.clock())
        self._drafts()
        self._view("Ben", self.sessions["Ben"], "bensown")

    def desk(self, name: str) -> Desk:
        return self.circle.desk(name)

    def _practice(self, name: str) -> None:
        desk, group = self.desk(name), self.group_of(name)
        whole = self.word("whole", name, self.own(name))
        part = self.word("part", name, self.own(name))
        own, lack = (self.word(kind, name, self.own(name)) for kind in ("criterion", "lack"))
        with desk.transaction() as db:
            at = desk.now()
            practice.write_whole(db, by=desk.me, group=group, words=whole, seen=0, at=at)
            practice.add_component(db, by=desk.me, group=group, name=part, shared=False, at=at)
            practice.write_criterion(db, by=desk.me, group=group, wording=own, lack=lack, at=at)

    def _chosen(self) -> None:
        """Write two criteria of Ana's own that she will choose for the meeting."""
        ana = self.desk("Ana")
        self.laid_open: list[str] = []
        words = self.word("chosen", "Ana", self._of_chosen, in_store=True)
        with ana.transaction() as db:
            self.chosen = practice.write_criterion(
                db, by=ana.me, group=self.group, wording=words, labels=LABELS, at=ana.now()
            )

    def _of_chosen(self, reader: Reader) -> bool:
        if reader.who == self.circle["Ana"]:
            return True
        agreed = queries.contract(reader.db, self.session)
        return agreed is not None and self.chosen in agreed.criteria and self.of_the_session(reader)

    def _proposed(self) -> None:
        ben, hal = self.desk("Ben"), self.desk("Hal")
        words = self.word("proposal", "Ben", self.of_the_group("Ben"), in_store=True)
        with ben.transaction() as db:
            self.proposal = practice.write_criterion(
                db, by=ben.me, group=self.group, wording=words, shared=True, at=ben.now()
            )
        words = self.word("proposal", "Hal", self.of_the_group("Hal"), in_store=True)
        with hal.transaction() as db:
            practice.write_criterion(
                db, by=hal.me, group=self.friday, wording=words, shared=True, at=hal.now()
            )

    def _drafts(self) -> None:
        here = f":{self.session}"
        self.draft("Ana", f"contract{here}", "contract-purpose")
        self.draft("Ana", f"closing{here}", "closing-words")
        self.draft("Ana", f"note:gap{here}", "gap")
        for name in ("Ana", "Ben", "Cai", "Fay"):
            self.draft(name, f"view:{self.entity}{here}", "view-evidence_for")
        for name, kind in (
            ("Ben", "doubt"),
            ("Cai", "affirmation"),
            ("Fay", "differing"),
            ("Ben", "process"),
        ):
            self.draft(name, f"note:{kind}{here}", kind)
        for name in ("Ana", "Ben"):
            self.draft(name, f"log:{self.cycle}", "log")
            self.draft(name, f"reading:{self.group}", "reading")
        self.draft("Ben", f"contract:{self.sessions['Ben']}", "contract-purpose")
        self.draft("Ben", f"practice:{self.group}:criterion", "proposed-wording", whom="shared")
        self.draft("Ana", f"practice:{self.group}:voice:{self.proposal}", "voice", stand="differing")

    def _view(self, name: str, session: str, kind: str, *criteria: str) -> None:
        may, desk = self.of_view(name, session), self.desk(name)
        said = [
            View(criterion, mark="mostly", words=self.word(f"view{kind}", name, may, in_store=True),
                 evidence_against=self.word(f"against{kind}", name, may, in_store=True))
            for criterion in criteria or (self.shared,)
        ]  # fmt: skip
        with desk.transaction() as db:
            sessions.send_view(db, by=desk.me, session=session, views=said, at=desk.now())

    # ------------------------------------------------------------ step by step

    def steps(self) -> Iterator[Step]:
        """Yield each step, as a name and what is done in it."""
        yield "contract", self._begin
        yield "agreed", self._agree
        yield from self._gone_to("roles", "self")
        yield "sent in", partial(self._view, "Ana", self.session, "own", self.shared, self.chosen)
        yield from self._gone_to("peers")
        for name in ("Ben", "Cai"):
            yield f"{name} sent in", partial(self._view, name, self.session, "peer", self.shared, self.chosen)
        yield from self._gone_to("account")
        yield "support", partial(self.note, "Ben", "support")
        yield "rattle", partial(self.note, "Cai", "rattle")
        yield from self._gone_to("testing")
        yield "somebody left", self._leave
        yield from self._gone_to("reveal")
        yield "gap", partial(self.note, "Ana", "gap")
        yield from self._gone_to("gaps")
        yield "doubt", partial(self.note, "Ben", "doubt")
        yield "old doubt", partial(self.note, "Cai", "doubt", days_ago=31)
        yield from self._gone_to("doubts")
        yield "affirmed", self._affirm
        yield from self._gone_to("affirmation", "closing")
        yield "closed", self._close
        yield "differing", partial(self.note, "Cai", "differing")
        yield from self._gone_to("differing")
        yield "process", partial(self.note, "Ben", "process")
        yield from self._gone_to("process")
        yield "taken back", self._take_back
        yield "ended", partial(self.move, moves.end)

    def _gone_to(self, *stages: str) -> Iterator[Step]:
        for stage in stages:
            yield f"at {stage}", partial(self.go, stage)

    def move(self, act: Callable[..., None], **more: object) -> None:
        ana = self.desk("Ana")
        with ana.transaction() as db:
            seen = queries.place(db, queries.row(db, self.session)).revision
            act(db, by=ana.me, session=self.session, seen=seen, at=ana.now(), **more)

    def go(self, to: str) -> None:
        self.move(moves.move, to=to)

    def _begin(self) -> None:
        ana = self.desk("Ana")
        with ana.transaction() as db:
            moves.attend_to(db, by=ana.me, session=self.session, seen=0, at=ana.now())

    def _agree(self) -> None:
        ana, kind = self.desk("Ana"), "contract"
        said = [self.word(kind, "Ana", self.of_the_session, in_store=True) for _each in range(3)]
        with ana.transaction() as db:
            sessions.agree_contract(
                db, by=ana.me, session=self.session, purpose=said[0], seen_by=said[1], outside_use=said[2],
                criteria=[self.shared, self.chosen], seen=0, at=ana.now(),
            )  # fmt: skip

    def _leave(self) -> None:
        gus = self.desk("Gus")
        with gus.transaction() as db:
            people.set_standing(db, by=gus.me, group=self.group, person=gus.me, standing=LEFT, at=gus.now())

    def _affirm(self) -> None:
        kept, _other = (self.note(name, "affirmation") for name in ("Ben", "Cai"))
        ana = self.desk("Ana")
        with ana.transaction() as db:
            sessions.keep_note(db, by=ana.me, note=kept, at=ana.now())

    def _close(self) -> None:
        ana = self.desk("Ana")
        said = [self.word("closing", "Ana", self.of_closing, in_store=True) for _each in range(3)]
        with ana.transaction() as db:
            sessions.close(
                db, by=ana.me, session=self.session, stance="revise", words=said[0], shown_wrong_by=said[1],
                views=[View(self.shared, mark="always", words=said[2])], seen=0, at=ana.now(),
            )  # fmt: skip

    def _take_back(self) -> None:
        ana = self.desk("Ana")
        with ana.transaction() as db:
            entries.withdraw(db, by=ana.me, release=self.later, at=ana.now())
