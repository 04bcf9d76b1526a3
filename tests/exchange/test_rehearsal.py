"""
The whole of it once: a community is backed up while somebody writes, and restored a year later.

Everything that was acknowledged before the backup began is there, row by row. Private records open with
their owners' passphrases and with nothing else.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.builders import CHEAP
from tests.exchange.community import TODAY, Community
from tests.faults.looking import missing
from tests.faults.processes import Doomed, by_signal
from tests.faults.writing import Place, write
from workbench.core import keys
from workbench.core.boxes import contents
from workbench.core.desk import Desk
from workbench.core.rights import Refused
from workbench.core.store import Store
from workbench.core.vault import NotOpened
from workbench.exchange.backup import EMPTIED, back_up
from workbench.exchange.example import PASSPHRASE, Guest
from workbench.exchange.restore import restore
from workbench.journal import queries as journal
from workbench.models.journal import Release
from workbench.models.practice import Cycle
from workbench.models.sessions import Session
from workbench.models.vault import Box
from workbench.people import services as people

FILE_PASSPHRASE = "seven quiet herons"
A_YEAR_LATER = TODAY + timedelta(days=366)
pytestmark = by_signal


@dataclass
class Rehearsed:
    before: Community
    rows: dict[str, list[tuple[Any, ...]]]
    told: list[tuple[str, ...]]
    words: set[str]
    writer: Guest
    after: Community
    store: Store


def a_place(community: Community, guest: Guest) -> Place:
    with community.store.reading() as db:
        cycle = db.scalars(select(Cycle).where(Cycle.group_id == guest.group).order_by(Cycle.number)).all()[
            -1
        ]
        session = db.scalars(select(Session.id).where(Session.cycle_id == cycle.id)).first()
    assert session
    desk = community.desk(guest)
    return Place(community.store.url, guest.person, desk.key, guest.group, cycle.id, session)


@pytest.fixture(scope="module")
def rehearsed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rehearsed]:
    folder = tmp_path_factory.mktemp("rehearsal")
    before = Community(folder / "before")
    with closing(sqlite3.connect(folder / "before" / "store.sqlite")) as line:
        line.execute("PRAGMA wal_autocheckpoint=0")
    with Desk(before.store, "").transaction() as db:
        people.sign_in(db, token=before.guests[0].token, at=TODAY)
    guest = before.guests[0]
    writer = Doomed(write, a_place(before, guest), "rehearsal")
    told = [writer.hear() for _each in range(12)]
    rows, words = before.rows(), before.sealed_words()
    made = back_up(before.workspace, before.store, folder / "one", passphrase=FILE_PASSPHRASE, cost=CHEAP)
    assert writer.hear() is not None
    writer.kill()
    assert made.manifest.keep_until == TODAY.date() + timedelta(days=90)
    restored = restore(folder / "one", folder / "after", passphrase=lambda: FILE_PASSPHRASE)
    after = object.__new__(Community)
    after.workspace, after.guests, after.groups = restored.workspace, before.guests, before.groups
    after.store = Store(f"sqlite:///{restored.workspace.path / 'store.sqlite'}", lambda: A_YEAR_LATER)
    yield Rehearsed(before, rows, told, words, guest, after, after.store)
    before.store.close()
    after.store.close()


def test_every_row_from_before_is_there_as_it_was(rehearsed: Rehearsed) -> None:
    now = rehearsed.after.rows()
    assert sum(map(len, rehearsed.rows.values())) > 1000
    for table, rows in rehearsed.rows.items():
        if table in EMPTIED:
            assert now[table] == []
        elif table in {"drafts", "box_keys"}:  # the writer went on with a draft, or took a release back
            assert len(now[table]) >= len(rows) - 1
        else:
            kept = {repr(row) for row in now[table]}
            assert [row for row in rows if repr(row) not in kept] == [], table


def test_what_was_acknowledged_while_it_was_made_is_there(rehearsed: Rehearsed) -> None:
    key = rehearsed.before.desk(rehearsed.writer).key
    assert missing(rehearsed.store, rehearsed.told, {rehearsed.writer.person: key}) == []


def test_the_notebooks_are_there_byte_for_byte(rehearsed: Rehearsed) -> None:
    def shelf(community: Community) -> dict[str, bytes]:
        folder = community.workspace.notebooks
        return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}

    assert len(shelf(rehearsed.before)) > 20
    assert shelf(rehearsed.after) == shelf(rehearsed.before)


def test_private_records_open_with_their_owners_passphrase_and_only_with_it(rehearsed: Rehearsed) -> None:
    after = rehearsed.after
    assert rehearsed.words <= after.sealed_words()
    for guest in after.guests:
        with after.store.reading() as db:
            mine = Box.owner_id == guest.person, Box.laid_open.is_(False)
            names = list(db.scalars(select(Box.about).where(*mine)))
            (wrapped,) = keys.wraps(db, person=guest.person, kind=keys.PASSPHRASE)
            assert contents(db, names) == {}
        for wrong in (FILE_PASSPHRASE, PASSPHRASE.upper(), ""):
            with pytest.raises(NotOpened):
                keys.open_by_passphrase(wrapped, wrong)
        with after.desk(guest).reading() as db:
            assert len(contents(db, names)) == len(names)
        others = [each for each in after.guests if each.person != guest.person]
        opened = [contents_at(after, other, names) for other in others]
        assert all(set(each) < set(names) or not names for each in opened)


def contents_at(community: Community, guest: Guest, names: list[str]) -> dict[str, Any]:
    with community.desk(guest).reading() as db:
        return contents(db, names)


def test_links_work_until_their_end_and_everyone_signs_in_again(rehearsed: Rehearsed) -> None:
    guest = rehearsed.after.guests[1]
    signed_in = Desk(rehearsed.store, "")
    with signed_in.transaction() as db:
        assert people.sign_in(db, token=guest.token, at=TODAY + timedelta(days=30))
    with pytest.raises(Refused, match="has run out"), signed_in.transaction() as db:
        people.sign_in(db, token=guest.token, at=A_YEAR_LATER)


def test_releases_past_their_end_stay_lapsed(rehearsed: Rehearsed) -> None:
    def shown(at: datetime) -> int:
        with rehearsed.store.reading() as db:
            releases = db.scalars(select(Release)).all()
            return sum(
                len(journal.released_entries(db, asker=reader, session=each.session_id, at=at))
                for each in releases
                for reader in each.readers or ()
            )

    assert shown(TODAY) > 0
    assert shown(A_YEAR_LATER) == 0
