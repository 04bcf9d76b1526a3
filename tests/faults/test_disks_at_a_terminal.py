"""Full disks and folders for reading only, at the command line: a sentence, and nothing is half done."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.commands import GROUP, Typed
from tests.exchange.sheets import a_csv, judged
from tests.faults.disks import Disk, a_disk


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    with a_disk(tmp_path / "disk", 4) as made:
        yield made


@pytest.fixture
def typed(disk: Disk) -> Typed:
    typed = Typed(disk.folder / "w")
    typed("init", "--group", GROUP, "--me", "Ana")
    return typed


def test_a_backup_onto_a_full_disk_leaves_nothing_there(tmp_path: Path, disk: Disk) -> None:
    typed = Typed(tmp_path / "w")
    typed("init", "--group", GROUP, "--me", "Ana")
    (tmp_path / "w" / "notebooks" / "mine.ipynb").write_bytes(bytes(range(256)) * 4096)
    disk.fill()
    assert "could not be written" in typed("backup", "--out", disk.folder / "one", status=1)
    assert {path.name for path in disk.folder.iterdir()} == {"filler"}
    disk.make_room()
    typed("backup", "--out", disk.folder / "one")


def test_a_backup_of_a_workspace_on_a_full_disk_is_refused_and_the_store_stays(
    tmp_path: Path, disk: Disk, typed: Typed
) -> None:
    disk.fill()
    assert "What was saved before is safe" in typed("backup", "--out", tmp_path / "one", status=1)
    assert not (tmp_path / "one").exists()
    disk.make_room()
    assert not list(typed.folder.glob(".backup-*"))
    typed("backup", "--out", tmp_path / "one")


def test_a_restore_onto_a_full_disk_leaves_nothing_there(tmp_path: Path, disk: Disk) -> None:
    typed = Typed(tmp_path / "w")
    typed("init", "--group", GROUP, "--me", "Ana")
    typed("backup", "--out", tmp_path / "one")
    disk.fill()
    again = Typed(disk.folder / "again")
    assert "What was kept before is as it was" in again("restore", tmp_path / "one", status=1)
    assert {path.name for path in disk.folder.iterdir()} == {"filler"}
    disk.make_room()
    again("restore", tmp_path / "one")
    again("doctor", status=1)  # so small a disk has little room


def test_a_folder_for_reading_only_is_told_by_every_command_that_writes(
    tmp_path: Path, disk: Disk, typed: Typed
) -> None:
    path = a_csv(tmp_path, [judged("Ben")])
    disk.only_for_reading(True)
    for command in (
        ["cycle", "open", "--group", GROUP],
        ["import", "assessments", path],
        ["serve", "--port", 0],
        ["backup", "--out", tmp_path / "one"],
    ):
        assert "What was saved before is safe" in typed(*command, status=1), command
    told = typed.json("doctor", status=1)
    found = {each["check"]: each for each in told["findings"] if not each["well"]}
    assert "store.sqlite" in found["writing"]["said"]
    disk.only_for_reading(False)
    assert typed.json("cycle", "list", "--group", GROUP) == []
