"""What lets somebody into a room that was made of a backup: no device of then, and links as asked."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.builders import Clock, a_passphrase
from tests.exchange.test_backup import Place
from tests.exchange.test_restore import Altered
from workbench.core import keys
from workbench.core.copying import copy_store
from workbench.core.desk import Desk
from workbench.core.rights import Refused
from workbench.core.store import Store
from workbench.exchange import restore
from workbench.exchange.backup import EMPTIED
from workbench.exchange.restore import Restored
from workbench.models.people import SignIn, Ticket
from workbench.models.vault import ShortCode
from workbench.people import keyring, queries, services


@pytest.fixture
def place(tmp_path: Path):
    made = Place(tmp_path)
    ana = made.circle.keys["Ana"]
    assert ana
    a_passphrase(made.store, made.circle["Ana"], ana)
    yield made
    made.store.close()


def again(place: Place, folder: Path, **wishes: bool) -> tuple[Restored, Store]:
    place.back_up(folder / "one.backup")
    return restored(folder, place.clock, **wishes)


def restored(folder: Path, clock: Clock, **wishes: bool) -> tuple[Restored, Store]:
    made = restore.restore(
        folder / "one.backup", folder / "new", passphrase=lambda: "", clock=clock, **wishes
    )
    return made, Store(made.workspace.store_url, clock)


def comes_in(store: Store, token: str) -> str:
    with Desk(store, "").transaction() as db:
        return services.sign_in(db, token=token, at=store.clock())


def test_a_link_that_was_withdrawn_after_the_backup_works_again_and_is_counted(place: Place, tmp_path: Path):
    place.back_up(tmp_path / "one.backup")
    with place.circle.desk("Ben").transaction() as db:
        services.revoke_links(db, by=place.circle["Ben"], person=place.circle["Ben"], at=place.clock())
    made, store = restored(tmp_path, place.clock)
    assert (made.ways_in.links, made.ways_in.withdrawn, made.ways_in.bare) == (3, False, 2)
    assert comes_in(store, place.circle.tokens["Ben"])
    store.close()


def test_links_that_had_ended_or_were_withdrawn_before_are_not_counted(place: Place, tmp_path: Path):
    with place.circle.desk("Ben").transaction() as db:
        services.revoke_links(db, by=place.circle["Ben"], person=place.circle["Ben"], at=place.clock())
    made, store = again(place, tmp_path)
    assert made.ways_in.links == 2
    store.close()


def test_where_it_is_asked_for_no_link_works_nor_opens_a_key(place: Place, tmp_path: Path):
    made, store = again(place, tmp_path, revoke_links=True)
    assert (made.ways_in.links, made.ways_in.withdrawn, made.ways_in.bare) == (3, True, 2)
    for name, token in place.circle.tokens.items():
        with pytest.raises(Refused, match="was replaced or withdrawn"):
            comes_in(store, token)
        with store.reading() as db:
            assert keys.open_by_link(db, person=place.circle[name], token=token) is None
    with store.reading() as db:
        assert keys.has_passphrase(db, place.circle["Ana"])
    store.close()


def test_without_being_asked_for_a_link_still_opens_what_nothing_else_opens(place: Place, tmp_path: Path):
    _made, store = again(place, tmp_path)
    with store.reading() as db:
        opened = keys.open_by_link(db, person=place.circle["Ben"], token=place.circle.tokens["Ben"])
    assert opened == place.circle.keys["Ben"]
    store.close()


def with_what_lets_in(place: Place, folder: Path) -> None:
    """Write a backup as somebody else's program might: with sign-ins, tickets and short codes in it."""
    place.back_up(folder / "lean.backup")
    altered = Altered((folder / "lean.backup").read_bytes(), folder)
    assert place.store.file
    copy_store(place.store.file, altered.folder / "store.sqlite")
    with closing(sqlite3.connect(altered.folder / "store.sqlite")) as line:
        for table in EMPTIED:
            altered.told["rows"][table] = line.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    altered.measure()
    (folder / "one.backup").write_bytes(altered.packed())


def test_a_device_that_a_backup_still_knows_is_signed_out_with_its_key(place: Place, tmp_path: Path):
    cookie = comes_in(place.store, place.circle.tokens["Cai"])
    with place.circle.desk("Cai").transaction() as db:
        keyring.keep_short_code(
            db,
            by=place.circle["Cai"],
            cookie=cookie,
            secret=b"s",
            salt=b"",
            at=place.clock(),
            proof=place.circle.keys["Cai"],
        )
    with_what_lets_in(place, tmp_path)
    _made, store = restored(tmp_path, place.clock)
    with store.reading() as db:
        assert queries.signed_in(db, cookie=cookie, at=place.clock()) is None
        rows = [*db.scalars(select(SignIn)), *db.scalars(select(Ticket)), *db.scalars(select(ShortCode))]
        assert len(rows) >= 4
        assert {row.wrapped for row in rows} == {None}
        assert all(row.used_at for row in rows if not isinstance(row, SignIn))
    store.close()
