"""What a backup holds and what it leaves out, and where it may lie."""

import io
import json
import sqlite3
import stat
import sys
import tarfile
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, text

from tests.builders import CHEAP, Circle, Clock
from workbench.core.desk import Desk
from workbench.core.drafts import keep_draft
from workbench.core.rights import Refused
from workbench.core.settings import Workspace
from workbench.core.store import Store
from workbench.exchange.backup import EMPTIED, back_up
from workbench.exchange.sealing import is_sealed
from workbench.migrations.migrate import migrate
from workbench.models.drafts import Draft
from workbench.people import services as people

GONE = "words that were deleted before"


class Place:
    """A workspace with a small group, somebody signed in, and a notebook."""

    def __init__(self, folder: Path) -> None:
        self.clock = Clock()
        self.workspace = Workspace(folder / "w")
        self.workspace.make()
        self.store = Store(self.workspace.store_url, self.clock)
        migrate(self.store)
        self.circle = Circle(self.store, passphrases=False)
        with Desk(self.store, "").transaction() as db:
            cookie = people.sign_in(db, token=self.circle.tokens["Ben"], at=self.clock())
            people.make_ticket(db, person=self.circle["Ben"], at=self.clock())
        assert cookie
        (self.workspace.path / "cookie.secret").write_bytes(b"the room's own secret")
        shelf = self.workspace.notebooks / "cycles" / "one"
        shelf.mkdir(parents=True)
        (shelf / "log.ipynb").write_text("{}", "utf-8")
        (shelf / ".making-x.part").write_text("half", "utf-8")

    def back_up(self, out: Path, **wishes: object):
        return back_up(self.workspace, self.store, out, cost=CHEAP, **wishes)  # type: ignore[arg-type]


@pytest.fixture
def place(tmp_path: Path):
    made = Place(tmp_path)
    yield made
    made.store.close()


def unpacked(file: Path, folder: Path) -> Path:
    """Open it as anybody can who has no workbench at hand."""
    with tarfile.open(file, "r:gz") as archive:
        archive.extractall(folder, filter="data")
    return folder


def test_it_holds_the_store_and_the_notebooks_and_says_what_they_are(place: Place, tmp_path: Path) -> None:
    made = place.back_up(tmp_path / "one.backup")
    there = unpacked(tmp_path / "one.backup", tmp_path / "there")
    names = {path.relative_to(there).as_posix() for path in there.rglob("*") if path.is_file()}
    assert names == {"manifest.json", "store.sqlite", "workbench.toml", "notebooks/cycles/one/log.ipynb"}
    told = json.loads((there / "manifest.json").read_text("utf-8"))
    assert told["rows"]["people"] == 3
    assert told["keep_until"] == (place.clock().date() + timedelta(days=90)).isoformat()
    assert {each["name"] for each in told["members"]} == names - {"manifest.json"}
    assert made.manifest.rows == told["rows"]


def test_it_leaves_out_what_lets_somebody_in(place: Place, tmp_path: Path) -> None:
    place.back_up(tmp_path / "one.backup")
    there = unpacked(tmp_path / "one.backup", tmp_path / "there")
    with closing(sqlite3.connect(there / "store.sqlite")) as line:
        counts = [line.execute(f"SELECT count(*) FROM {table}").fetchone() for table in EMPTIED]
        assert counts == [(0,)] * len(EMPTIED)
        assert line.execute("SELECT count(*) FROM links").fetchone() == (3,)
    with place.store.reading() as db:
        assert db.scalar(text("SELECT count(*) FROM sign_ins")) == 1
    assert not (there / "cookie.secret").exists()


def test_what_was_deleted_before_is_not_in_it(place: Place, tmp_path: Path) -> None:
    ben = place.circle["Ben"]
    with Desk(place.store, "").transaction() as db:
        db.execute(text("UPDATE key_pairs SET ended_at = made_at"))
        keep_draft(db, author=ben, place="p", values={"words": GONE}, seen=0, at=place.clock())
    with Desk(place.store, "").transaction() as db:
        db.execute(delete(Draft))
    place.back_up(tmp_path / "one.backup")
    there = unpacked(tmp_path / "one.backup", tmp_path / "there")
    assert GONE.encode() not in (there / "store.sqlite").read_bytes()


def test_it_is_sealed_where_a_passphrase_was_given(place: Place, tmp_path: Path) -> None:
    made = place.back_up(tmp_path / "one.backup", passphrase="seven quiet herons")
    written = (tmp_path / "one.backup").read_bytes()
    assert made.sealed
    assert is_sealed(io.BytesIO(written))
    assert b"Tuesday" not in written


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file modes such as 0600")
def test_it_is_its_owners_alone_and_nothing_else_is_left(place: Place, tmp_path: Path) -> None:
    before = {path.name for path in place.workspace.path.iterdir()}
    place.back_up(tmp_path / "one.backup")
    assert stat.S_IMODE((tmp_path / "one.backup").stat().st_mode) == 0o600
    assert {path.name for path in place.workspace.path.iterdir()} == before
    assert {path.name for path in tmp_path.iterdir()} == {"w", "one.backup"}


def test_inside_the_workspace_it_is_refused(place: Place, tmp_path: Path) -> None:
    (tmp_path / "way").symlink_to(place.workspace.notebooks)
    for out in (place.workspace.path / "b", place.workspace.notebooks / "b", tmp_path / "way" / "b"):
        with pytest.raises(Refused, match="lies inside the workspace"):
            place.back_up(out)
        assert not out.exists()


def test_a_file_that_is_there_stays_unless_it_is_said_otherwise(place: Place, tmp_path: Path) -> None:
    (tmp_path / "one.backup").write_text("Dear all", "utf-8")
    with pytest.raises(Refused, match="is there already"):
        place.back_up(tmp_path / "one.backup")
    assert (tmp_path / "one.backup").read_text("utf-8") == "Dear all"
    place.back_up(tmp_path / "one.backup", force=True)
    assert tarfile.is_tarfile(tmp_path / "one.backup")


@pytest.mark.parametrize("out", ["nowhere/one.backup", "w/..", ""])
def test_a_place_that_is_no_place_is_refused(place: Place, tmp_path: Path, out: str) -> None:
    with pytest.raises(Refused, match="No backup was made"):
        place.back_up(tmp_path / out)


def test_a_day_that_is_past_is_refused(place: Place, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="is not in the future"):
        place.back_up(tmp_path / "one.backup", keep_until=place.clock().date())
    assert not (tmp_path / "one.backup").exists()
