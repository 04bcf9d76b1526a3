"""
A group of three in which everybody has written everywhere, each word of theirs known again.

``mine`` are a person's words that have to go with them, ``shared`` those that belong to the group after
its adoption. Every column with a text in it is either written to here, or named in ``CODES``.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import JSON, LargeBinary, String
from sqlalchemy.orm import Session as Db

from tests.audit.planting_elsewhere import leave_in_files, plant_ways_in
from tests.audit.planting_looks import plant_looks
from tests.audit.planting_meetings import plant_a_decision, plant_a_form, plant_a_meeting
from tests.builders import Circle
from workbench.core.settings import Workspace
from workbench.core.store import Store
from workbench.cycles.services import open_cycle
from workbench.journal import services as journal
from workbench.migrations.tables import METADATA
from workbench.models.base import new_id
from workbench.models.practice import Component, Criterion, Voice
from workbench.models.sessions import Closing, ClosingView, Contract, Judgement, Keeping, Lock, Note
from workbench.practice import services as practice
from workbench.sessions import moves, queries
from workbench.sessions.protocols import protocol

# Columns of text that hold no one's words: what is chosen from a list, what the group or the room made.
CODES = {
    "boxes.about", "components.fate", "criteria.fate", "cycle_words.kind", "cycle_plans.begins",
    "reminders.often", "remarks.kind", "decisions.scope", "decisions.mode", "decisions.dots",
    "decisions.outcome", "presences.heard", "presences.stand", "dots.label", "dots_shown.givers",
    "detached_dots.label",
    "calendar_feeds.token_hash",
    "closings.stance", "groups.name", "groups.zone",
    "contracts.criteria", "lifetimes.kind", "notebooks.made_hash", "notebooks.path", "notebooks.template",
    "notes.kind", "releases.readers", "session_roles.role", "sessions.kind", "stage_moves.move",
    "stage_moves.stage", "standings.standing", "voices.stand", "wraps.kind", "wraps.cost", "drafts.place",
    "agenda_items.kind", "crossings.wanted", "experiments.depth", "form_voices.stand", "group_forms.fate",
    "group_forms.mark", "group_forms.origin", "group_forms.topic", "meeting_codes.code",
    "minutes_lines.about", "offers.framework", "offers.licence", "offers.lack", "offers.origin",
    "offers.part", "offers.wording", "notes.tag", "round_marks.mark", "round_marks.stage",
}  # fmt: skip
KEYS = {"box_keys", "shares", "handed_shares", "wraps", "key_pairs", "links", "sign_ins", "tickets"}
NAMES = ("Ana", "Ben", "Cai")

NOTE_KINDS = tuple(protocol("assessment").notes)


def text_columns() -> set[str]:
    """Return every column in which words could lie, whatever it is called."""
    return {
        f"{table.name}.{column.name}"
        for table in METADATA.sorted_tables
        for column in table.columns
        if isinstance(column.type, JSON | LargeBinary)
        or (isinstance(column.type, String) and column.type.length != 32)
    }


class Planted(Circle):
    """Three people, their words in every table, and files beside the store."""

    def __init__(self, store: Store, workspace: Workspace, around: Callable[[], str] = lambda: "") -> None:
        self.around = around
        self.called = {name: f"{name} zq{uuid4().hex}" for name in NAMES}
        super().__init__(store, tuple(self.called.values()))
        self.mine: dict[str, dict[str, str]] = {name: {} for name in NAMES}
        self.shared: dict[str, str] = {}
        self.covered: set[str] = {"people.name"}
        self.workspace = workspace
        for name in NAMES:
            self.mine[name][f"zq{self.called[name].split('zq')[1]}"] = "people.name"
        self.cycle = open_cycle(self.desk(self.called["Ana"]), self.group, workspace=workspace).cycle
        with self.at("Ana") as db:
            self.held, self.held_entity = self._criterion(db, "Ana", fate="held", adopted=True)
        for place, name in enumerate(NAMES):
            self._plant(name, NAMES[(place + 1) % 3])
        leave_in_files(self)

    def next(self, name: str) -> str:
        return NAMES[(NAMES.index(name) + 1) % 3]

    def at(self, name: str) -> Any:
        return self.desk(self.called[name]).transaction()

    def id(self, name: str) -> str:
        return self.people[self.called[name]]

    def word(self, name: str, column: str, *, shared: bool = False) -> str:
        """Return a new text that can be found again among whatever stands around it."""
        word = f"zq{uuid4().hex}"
        self.covered.add(column)
        if shared:
            self.shared[word] = column
        else:
            self.mine[name][word] = column
        return f"{self.around()}{word}{self.around()}"

    def data(self, name: str, column: str) -> bytes:
        return self.word(name, column).encode()

    # ------------------------------------------------------------ the tables

    def _plant(self, name: str, other: str) -> None:
        with self.at(name) as db:
            own, _entity = self._criterion(db, name, owner=self.id(name), fate="held")
            proposed, _entity = self._criterion(db, name, fate="proposed")
            self._criterion(db, name, fate="proposed", entity=self.held_entity, parent=self.held)
            for owner in (self.id(name), None):
                db.add(
                    Component(
                        entity=new_id(), group_id=self.group, owner_id=owner, by_id=self.id(name),
                        name=self.word(name, "components.name"), at=self.clock(),
                        reason=self.word(name, "components.reason"), fate="held" if owner else "proposed",
                    )
                )  # fmt: skip
            words = self.word(name, "whole_practices.words")
            practice.write_whole(db, by=self.id(name), group=self.group, words=words, seen=0, at=self.clock())
            db.flush()
            plant_ways_in(self, db, name, other)
            self._entry(db, name, own)
            plant_looks(self, db, name, own)
        with self.at(other) as db:
            for version in (proposed, self.held):
                db.add(
                    Voice(
                        entity=new_id(), criterion_id=version, stand="differing", by_id=self.id(other),
                        words=self.word(other, "voices.words"), at=self.clock(),
                    )
                )  # fmt: skip
        self._session(name, other, own)

    def _criterion(
        self, db: Db, name: str, *, fate: str, owner: str | None = None, entity: str | None = None,
        parent: str | None = None, adopted: bool = False,
    ) -> tuple[str, str]:  # fmt: skip
        row = Criterion(
            entity=entity or new_id(), revision=1 if entity is None else 2 + len(self.covered) % 2,
            group_id=self.group, owner_id=owner, by_id=self.id(name), fate=fate, parent_id=parent,
            wording=self.word(name, "criteria.wording", shared=adopted), cycle_id=self.cycle,
            lack=self.word(name, "criteria.lack", shared=adopted), at=self.clock(),
            labels=["no", self.word(name, "criteria.labels", shared=adopted), "yes"],
            reason=self.word(name, "criteria.reason"),
        )  # fmt: skip
        if entity is not None:
            row.revision = 2 + NAMES.index(name)
        db.add(row)
        db.flush()
        return row.id, row.entity

    def _entry(self, db: Db, name: str, criterion: str) -> None:
        entry = journal.write_entry(
            db, by=self.id(name), group=self.group, cycle=self.cycle, day=self.clock().date(),
            criterion=criterion, words=self.word(name, "boxes.words"), at=self.clock(),
        )  # fmt: skip
        session = queries.session_of(db, asker=self.id(name), cycle=self.cycle)
        journal.release(
            db, by=self.id(name), entry=entry, session=session or "", at=self.clock(),
            purpose=self.word(name, "releases.purpose"), ends_at=self.clock() + timedelta(days=7),
        )  # fmt: skip

    def _session(self, name: str, other: str, own: str) -> None:
        """Hold a person's turn to its end, with views, notes of all kinds and a last word."""
        with self.at(name) as db:
            me, at = self.id(name), self.clock()
            session = queries.session_of(db, asker=me, cycle=self.cycle) or ""
            db.add(
                Contract(
                    entity=session, purpose=self.word(name, "contracts.purpose"), criteria=[self.held, own],
                    seen_by=self.word(name, "contracts.seen_by"), by_id=me, at=at,
                    outside_use=self.word(name, "contracts.outside_use"),
                )
            )  # fmt: skip
            for author in (name, other):
                self._views(db, author, session, name, (self.held, own))
            closing = Closing(
                entity=session, stance="hold", words=self.word(name, "closings.words"), by_id=me, at=at,
                shown_wrong_by=self.word(name, "closings.shown_wrong_by"),
            )  # fmt: skip
            db.add(closing)
            db.flush()
            db.add(
                ClosingView(
                    closing_id=closing.id, criterion_id=own, mark=self.word(name, "closing_views.mark"),
                    words=self.word(name, "closing_views.words"), by_id=me, at=at,
                )
            )  # fmt: skip
            plant_a_meeting(self, db, name, other, session)
            plant_a_form(self, db, name, other)
            plant_a_decision(self, db, name, session)
            for kind in NOTE_KINDS:
                author = name if kind in {"gap", "process"} else other
                note = Note(
                    session_id=session, kind=kind, words=self.word(author, "notes.words"),
                    by_id=self.id(author), at=at,
                )  # fmt: skip
                db.add(note)
                db.flush()
                if author == other:
                    db.add(Keeping(note_id=note.id, by_id=me, at=at))
            moves.move(db, by=me, session=session, to="reveal", seen=0, at=at)
            moves.end(db, by=me, session=session, seen=1, at=at)

    def _views(self, db: Db, author: str, session: str, of: str, criteria: tuple[str, ...]) -> None:
        db.add(Lock(session_id=session, by_id=self.id(author), at=self.clock()))
        for criterion in criteria:
            db.add(
                Judgement(
                    session_id=session, practitioner_id=self.id(of), criterion_id=criterion,
                    by_id=self.id(author), at=self.clock(),
                    **{
                        column: self.word(author, f"judgements.{column}")
                        for column in ("mark", "words", "evidence_for", "evidence_against", "basis")
                    },
                )
            )  # fmt: skip
        db.flush()
