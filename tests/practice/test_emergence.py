"""
Invariant 4, attacked by random sequences of acts.

Whatever people do in whatever order: nothing shared holds without a written adoption of a proposal,
no version ever changes its words, and no query gives anyone another person's own criteria.
"""

import tempfile
from contextlib import suppress
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tests.builders import Clock, a_store
from tests.practice.builders import Practising
from workbench.core.rights import Refused
from workbench.practice import queries
from workbench.practice.queries import Wording
from workbench.practice.rules import HELD, OPEN_FATES

NAMES = ("Ana", "Ben", "Cai")
who = st.sampled_from(NAMES)
words = st.text(alphabet="abc ٠مé", max_size=4)
nth = st.integers(0, 8)


class Emergence(RuleBasedStateMachine):
    """Three people write, change, propose, voice, adopt and put down."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.clock = Clock()
        self.practising = Practising(a_store(Path(self.folder.name), self.clock))
        self.first_seen: dict[str, tuple[str, str, tuple[str, ...], str]] = {}
        self.adopted: set[str] = set()

    def teardown(self) -> None:
        self.practising.store.close()
        self.folder.cleanup()

    def versions(self):
        found: dict[str, Wording] = {}
        for name in NAMES:
            for each in self.practising.read(queries.versions, name, group=self.practising.group):
                found |= {version.id: version for version in each}
        return list(found.values())

    def pick(self, index):
        every = self.versions()
        return every[index % len(every)] if every else None

    @rule(name=who, wording=words, shared=st.booleans())
    def write(self, name, wording, shared):
        self.clock.go_on(minutes=1)
        with suppress(Refused):
            self.practising.criterion(name, wording, shared=shared)

    @rule(name=who, index=nth, wording=words, seen=st.integers(0, 4))
    def revise(self, name, index, wording, seen):
        version = self.pick(index)
        if version:
            with suppress(Refused):
                self.practising.revise(name, version.entity, seen=seen or version.revision, wording=wording)

    @rule(name=who, index=nth)
    def drop(self, name, index):
        version = self.pick(index)
        if version:
            with suppress(Refused):
                self.practising.drop(name, version.entity, seen=version.revision)

    @rule(name=who, index=nth, stand=st.sampled_from(["with", "differing", "veto"]), said=words)
    def voice(self, name, index, stand, said):
        version = self.pick(index)
        if version:
            with suppress(Refused):
                self.practising.voice(name, version.id, stand, said)

    @rule(name=who, index=nth)
    def adopt(self, name, index):
        version = self.pick(index)
        if version:
            with suppress(Refused):
                self.adopted.add(self.practising.adopt(name, version.id))

    @invariant()
    def nothing_shared_holds_without_a_written_adoption_of_a_proposal(self):
        every = {version.id: version for version in self.versions()}
        for version in every.values():
            if version.owner is None and version.fate == HELD:
                assert version.id in self.adopted
                proposal = every[version.parent]
                assert proposal.fate in OPEN_FATES
                assert (proposal.entity, proposal.wording) == (version.entity, version.wording)
        for name in NAMES:
            for held in self.practising.read(queries.criteria, name, group=self.practising.group):
                assert held.owner == self.practising[name] or held.id in self.adopted

    @invariant()
    def no_version_ever_changes(self):
        now = {v.id: (v.wording, v.lack, v.labels, v.fate) for v in self.versions()}
        for version, written in self.first_seen.items():
            assert now[version] == written
        self.first_seen = now

    @invariant()
    def nobody_reads_what_is_another_persons_own(self):
        for name in NAMES:
            mine = self.practising[name]
            for each in self.practising.read(queries.versions, name, group=self.practising.group):
                assert all(version.owner in {None, mine} for version in each)


Emergence.TestCase.settings = settings(max_examples=12, stateful_step_count=14, deadline=None)
TestEmergence = Emergence.TestCase
