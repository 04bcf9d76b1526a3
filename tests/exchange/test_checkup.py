"""The checkup finds what is wrong with a workspace, says what to do, and leaves the rest in peace."""

import os
import sqlite3
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from tests.exchange.test_backup import Place
from tests.faults.old_store import an_old_store
from workbench.core.desk import Desk
from workbench.cycles.services import open_cycle
from workbench.exchange import check_files, checkup
from workbench.exchange.checkup import Finding, look, name

posix = pytest.mark.skipif(os.name != "posix", reason="Windows has no file modes such as 0600")
MB = 1_000_000


@pytest.fixture
def place(tmp_path: Path):
    made = Place(tmp_path)
    if sys.platform != "win32":
        for path in made.workspace.path.rglob("*"):
            path.chmod(0o700 if path.is_dir() else 0o600)
    yield made
    made.store.close()


def ill(place: Place, **wishes: bool) -> dict[str, Finding]:
    """Return what needs attention, by what was looked at."""
    found = look(place.workspace, clock=place.clock, **wishes)
    assert all(each.said and (each.well or each.to_do) and name(each.check) for each in found)
    return {each.check: each for each in found if not each.well}


def test_a_workspace_as_it_should_be_needs_nothing(place: Place) -> None:
    found = look(place.workspace, clock=place.clock)
    assert checkup.well(found), found
    assert len({each.check for each in found}) == len(found) == 13


@posix
def test_what_others_can_open_is_told_and_set_right_when_asked(place: Place) -> None:
    loose = [
        place.workspace.path,
        place.workspace.path / "store.sqlite",
        place.workspace.path / "cookie.secret",
    ]
    for path in loose:
        path.chmod(0o755 if path.is_dir() else 0o644)
    found = ill(place)
    assert set(found) == {"permissions", "secret"}
    assert "--mend" in found["permissions"].to_do
    assert loose[1].stat().st_mode & 0o077
    assert set(ill(place, mend=True)) == {"secret"}
    assert not any(path.stat().st_mode & 0o077 for path in loose)
    assert ill(place) == {}


def test_a_damaged_store_is_told_and_left_as_it_is(place: Place) -> None:
    place.store.close()
    file = place.workspace.path / "store.sqlite"
    damaged = bytearray(file.read_bytes())
    for page in range(8, 60):
        damaged[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    file.write_bytes(damaged)
    found = ill(place)
    assert "store" in found
    assert "backup" in found["store"].to_do
    assert file.read_bytes() == damaged


def test_a_store_that_is_no_store_or_is_not_there_is_told(place: Place) -> None:
    place.store.close()
    file = place.workspace.path / "store.sqlite"
    file.write_bytes(b"Dear all, this is a letter." * 500)
    assert "cannot be read" in ill(place)["store"].said
    file.unlink()
    assert "none" in ill(place)["store"].said
    assert not file.exists()


def test_what_refers_to_nothing_and_what_is_not_guarded_is_told(place: Place) -> None:
    with closing(sqlite3.connect(place.workspace.path / "store.sqlite")) as line, line:
        line.execute("DELETE FROM groups")
        line.execute("DROP TRIGGER judgements_update_refused")
    found = ill(place)
    assert set(found) == {"store", "guards"}
    assert "judgements" in found["guards"].said


def test_a_clock_that_was_set_back_is_told(place: Place) -> None:
    place.clock.go_on(days=-1)
    found = ill(place)
    assert "clock" in found
    assert "2 Mar 2026" in found["clock"].said
    place.clock.go_on(days=1, minutes=-1)
    assert "clock" not in ill(place)


def test_a_store_of_another_version_is_told_and_not_touched(place: Place, tmp_path: Path) -> None:
    place.store.close()
    file = place.workspace.path / "store.sqlite"
    with closing(sqlite3.connect(file)) as line, line:
        line.execute("UPDATE alembic_version SET version_num = '9999'")
    assert "newer version" in ill(place)["version"].to_do
    file.unlink()
    (tmp_path / "old").mkdir()
    old = an_old_store(tmp_path / "old")
    old.close()
    (tmp_path / "old" / "store.sqlite").rename(file)
    file.chmod(0o600)
    before = file.read_bytes()
    assert ill(place) == {}
    assert file.read_bytes() == before


def test_little_room_is_told() -> None:
    assert check_files.space(300 * MB, 100 * MB)[0]
    assert not check_files.space(150 * MB, 1 * MB)[0]
    assert not check_files.space(900 * MB, 500 * MB)[0]


def test_a_log_that_has_grown_is_told(place: Place) -> None:
    place.store.close()
    log = place.workspace.path / "store.sqlite-wal"
    with log.open("wb") as file:
        file.truncate(65 * MB)
    assert "Close the room" in check_files.log(place.store)[-1]


def test_copies_and_leftovers_that_lie_about_are_told(place: Place) -> None:
    folder = place.workspace.path
    (folder / "store.sqlite.before-0002").touch(0o600)
    (folder / ".backup-x").mkdir(mode=0o700)
    now = place.clock().timestamp()
    for left in (folder / "store.sqlite.before-0002", folder / ".backup-x"):
        os.utime(left, (now, now))
    part = place.workspace.notebooks / "cycles" / "one" / ".making-x.part"
    os.utime(part, (now, now))
    assert ill(place) == {}
    place.clock.go_on(hours=2)
    assert set(ill(place)) == {"leftovers"}
    place.clock.go_on(days=31)
    found = ill(place)
    assert set(found) - {"lapses"} == {"leftovers", "copies"}
    assert ".backup-x" in found["leftovers"].said
    assert ".making-x.part" in found["leftovers"].said
    assert "store.sqlite.before-0002" in found["copies"].said


@posix
def test_pages_written_in_are_told_and_not_judged_and_missing_ones_are(place: Place) -> None:
    before = os.umask(0o077)
    try:
        ana = Desk(place.store, place.circle["Ana"])
        made = open_cycle(ana, place.circle.group, workspace=place.workspace).notebooks
    finally:
        os.umask(before)
    shelf = place.workspace.notebooks
    (shelf / made[0].path).write_text("{}", "utf-8")
    (told,) = [each for each in look(place.workspace, clock=place.clock) if each.check == "pages"]
    assert told.well
    assert "1 of them" in told.said
    (shelf / made[1].path).unlink()
    assert "1 is missing" in ill(place)["pages"].said


def test_a_year_later_nothing_is_wrong_by_itself(place: Place) -> None:
    place.clock.now += timedelta(days=365)
    assert set(ill(place)) <= {"leftovers", "lapses"}  # which the room takes away when it opens
