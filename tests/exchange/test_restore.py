"""A backup becomes a workspace again: all of it, or nothing and a sentence."""

import gzip
import io
import json
import sqlite3
import stat
import sys
import tarfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.exchange.changing import cut, doubled, lengthened, one_bit, shorter_by_one
from tests.exchange.test_backup import Place, unpacked
from tests.faults.old_store import WORDS, an_old_store
from workbench.core.rights import Refused
from workbench.core.settings import Workspace
from workbench.core.store import Store
from workbench.exchange.archive import Manifest, measured, pack
from workbench.exchange.restore import restore
from workbench.migrations.migrate import stands_at

PASSPHRASE = "seven quiet herons"
Change = Callable[[bytes], bytes]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory):
    made = Place(tmp_path_factory.mktemp("place"))
    yield made
    made.store.close()


@pytest.fixture(scope="module")
def plain(place: Place, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    file = tmp_path_factory.mktemp("plain") / "one.backup"
    place.back_up(file)
    return file.read_bytes()


@pytest.fixture(scope="module")
def sealed(place: Place, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    file = tmp_path_factory.mktemp("sealed") / "one.backup"
    place.back_up(file, passphrase=PASSPHRASE)
    return file.read_bytes()


class Restoring:
    """Restores files in a folder of its own, and looks whether anything is left of those that are refused."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, file: bytes, passphrase: str = PASSPHRASE):
        (self.folder / "one.backup").write_bytes(file)
        return restore(self.folder / "one.backup", self.folder / "new", passphrase=lambda: passphrase)

    def refuses(self, file: bytes, why: str, passphrase: str = PASSPHRASE) -> None:
        with pytest.raises(Refused, match=why):
            self(file, passphrase)
        assert {path.name for path in self.folder.iterdir()} == {"one.backup"}


@pytest.fixture
def restoring(tmp_path: Path) -> Restoring:
    (tmp_path / "here").mkdir()
    return Restoring(tmp_path / "here")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file modes such as 0600")
def test_what_was_restored_is_its_owners_alone(restoring: Restoring, sealed: bytes) -> None:
    made = restoring(sealed)
    there = [made.workspace.path, *made.workspace.path.rglob("*")]
    assert {stat.S_IMODE(path.stat().st_mode) for path in there if path.is_dir()} == {0o700}
    assert {stat.S_IMODE(path.stat().st_mode) for path in there if path.is_file()} == {0o600}
    assert made.workspace.exists
    assert (made.workspace.notebooks / "cycles" / "one" / "log.ipynb").is_file()


def test_an_empty_folder_may_be_there_and_no_other(restoring: Restoring, plain: bytes) -> None:
    new = restoring.folder / "new"
    new.mkdir()
    (new / "letter.txt").write_text("Dear all", "utf-8")
    with pytest.raises(Refused, match="not empty"):
        restoring(plain)
    assert [path.name for path in new.iterdir()] == ["letter.txt"]
    (new / "letter.txt").unlink()
    assert restoring(plain).workspace.exists


def test_a_passphrase_is_asked_for_only_where_the_file_is_sealed(restoring: Restoring, plain: bytes) -> None:
    def nobody() -> str:
        raise AssertionError

    (restoring.folder / "one.backup").write_bytes(plain)
    assert restore(
        restoring.folder / "one.backup", restoring.folder / "new", passphrase=nobody
    ).workspace.exists


def test_a_wrong_passphrase_leaves_nothing(restoring: Restoring, sealed: bytes) -> None:
    restoring.refuses(sealed, "does not open with this passphrase", "seven quiet geese")


def test_something_else_is_told_as_such(restoring: Restoring) -> None:
    restoring.refuses(b"Dear all, this is a letter.", "is not a backup of the workbench")
    restoring.refuses(b"", "is not a backup of the workbench")
    restoring.refuses(gzip.compress(b"Dear all, this is a letter."), "cut off or was changed")


@pytest.mark.parametrize("change", [cut, shorter_by_one, lengthened, doubled, one_bit])
def test_a_file_that_was_changed_leaves_nothing(
    restoring: Restoring, plain: bytes, sealed: bytes, change: Change
) -> None:
    restoring.refuses(change(plain), "cut off or was changed")
    restoring.refuses(change(sealed), "cut off or was changed")


class Altered:
    """A plain backup, taken apart to be put together in another way."""

    def __init__(self, plain: bytes, folder: Path) -> None:
        (folder / "plain").write_bytes(plain)
        self.folder = unpacked(folder / "plain", folder / "apart")
        self.told = json.loads((self.folder / "manifest.json").read_text("utf-8"))

    def measure(self) -> None:
        """Let the list say of each file what it is now."""
        names = [each["name"] for each in self.told["members"]]
        self.told["members"] = [vars(measured(self.folder, name)) for name in names]

    def packed(self, *more: tarfile.TarInfo) -> bytes:
        out = io.BytesIO()
        written = json.dumps(self.told).encode()
        with tarfile.open(fileobj=out, mode="w:gz") as archive:
            entry = tarfile.TarInfo("manifest.json")
            entry.size = len(written)
            archive.addfile(entry, io.BytesIO(written))
            for each in self.told["members"]:
                if (self.folder / each["name"]).is_file():
                    archive.add(self.folder / each["name"], each["name"])
            for entry in more:
                archive.addfile(entry, io.BytesIO(b"x" * entry.size))
        return out.getvalue()


@pytest.fixture
def altered(plain: bytes, tmp_path: Path) -> Altered:
    return Altered(plain, tmp_path)


def test_what_was_put_together_again_unchanged_is_taken(restoring: Restoring, altered: Altered) -> None:
    assert restoring(altered.packed()).manifest.rows["people"] == 3


def test_a_newer_version_is_refused_by_its_name(restoring: Restoring, altered: Altered) -> None:
    altered.told["format"] = 2
    restoring.refuses(altered.packed(), "newer version")


def test_a_store_of_newer_tables_is_refused_by_its_name(restoring: Restoring, altered: Altered) -> None:
    with closing(sqlite3.connect(altered.folder / "store.sqlite")) as line, line:
        line.execute("UPDATE alembic_version SET version_num = '9999'")
    altered.measure()
    restoring.refuses(altered.packed(), "newer version")


def test_a_store_that_is_not_what_the_list_says_is_refused(restoring: Restoring, altered: Altered) -> None:
    with closing(sqlite3.connect(altered.folder / "store.sqlite")) as line, line:
        line.execute("UPDATE people SET name = 'Somebody else' WHERE name = 'Ana'")
    restoring.refuses(altered.packed(), "cut off or was changed")
    altered.measure()
    with closing(sqlite3.connect(altered.folder / "store.sqlite")) as line, line:
        line.execute("DELETE FROM wraps")
    altered.measure()
    restoring.refuses(altered.packed(), "cut off or was changed")


@pytest.mark.parametrize(
    "name",
    ["../out", "/out", "notebooks/../../out", "notebooks/.hidden", "cookie.secret", "notebooks", "a//b", ""],
)
def test_a_name_that_has_no_place_in_a_workspace_is_refused(
    restoring: Restoring, altered: Altered, name: str
) -> None:
    altered.told["members"].append({"name": name, "size": 1, "sha256": "0" * 64})
    entry = tarfile.TarInfo(name)
    entry.size = 1
    restoring.refuses(altered.packed(entry), "cut off or was changed")
    assert not (restoring.folder.parent / "out").exists()


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE])
def test_only_plain_files_are_taken(restoring: Restoring, altered: Altered, kind: bytes) -> None:
    altered.told["members"].append({"name": "notebooks/x", "size": 0, "sha256": "0" * 64})
    entry = tarfile.TarInfo("notebooks/x")
    entry.type, entry.linkname = kind, "../../out"
    restoring.refuses(altered.packed(entry), "cut off or was changed")


def test_what_the_list_does_not_name_and_what_is_missing_is_refused(
    restoring: Restoring, altered: Altered
) -> None:
    restoring.refuses(altered.packed(tarfile.TarInfo("notebooks/x")), "cut off or was changed")
    (altered.folder / "notebooks/cycles/one/log.ipynb").unlink()
    restoring.refuses(altered.packed(), "cut off or was changed")


def test_an_older_store_is_brought_forward(restoring: Restoring, place: Place, tmp_path: Path) -> None:
    store = an_old_store(tmp_path)
    store.close()
    (tmp_path / "workbench.toml").touch()
    with closing(sqlite3.connect(tmp_path / "store.sqlite")) as line:
        line.execute("PRAGMA journal_mode=DELETE")
    members = tuple(measured(tmp_path, name) for name in ("store.sqlite", "workbench.toml"))
    until = place.clock().date()
    out = io.BytesIO()
    pack(tmp_path, Manifest(place.clock(), until, "0001", {"entries": len(WORDS)}, members), out)
    made = restoring(out.getvalue())
    assert made.brought_forward
    assert {path.name for path in made.workspace.path.iterdir()} == {
        "notebooks", "store.sqlite", "workbench.toml",
    }  # fmt: skip
    forward = Store(Workspace(made.workspace.path).store_url)
    assert stands_at(forward) == stands_at(place.store)
    forward.close()
