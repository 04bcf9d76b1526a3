"""What is typed to keep a workspace safe and sound, and what is said."""

import json
import stat
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from tests.cli.commands import GROUP, Typed, a_workspace
from workbench.cli.app import app

PASSPHRASE = "seven quiet herons"


@pytest.fixture
def typed(tmp_path):
    return a_workspace(tmp_path)


@pytest.fixture
def secret(tmp_path):
    (tmp_path / "secret").write_text(f"{PASSPHRASE}\n", "utf-8")
    return tmp_path / "secret"


class TestBackupAndRestore:
    def test_there_and_back(self, typed, tmp_path):
        said = typed("backup", "--out", tmp_path / "one")
        assert "It is not sealed" in said
        assert "still in this file. Throw it away after" in said
        assert "stay sealed for their owners" in said
        again = Typed(tmp_path / "again")
        said = again("restore", tmp_path / "one")
        assert "is back; delete it again" in said
        assert "Everyone signs in again" in said
        assert "1 personal link works again" in said
        assert "--revoke-links" in said
        again("export", "members", "--out", tmp_path / "m.csv")
        assert "Ana" in (tmp_path / "m.csv").read_text("utf-8")

    def test_there_and_back_with_every_link_withdrawn(self, typed, tmp_path):
        typed("backup", "--out", tmp_path / "one")
        again = Typed(tmp_path / "again")
        said = again("restore", tmp_path / "one", "--revoke-links")
        assert "1 personal link was withdrawn." in said
        assert "1 person has no passphrase" in said
        told = Typed(tmp_path / "more").json("restore", tmp_path / "one", "--revoke-links")
        assert (told["links"], told["links_revoked"]) == (1, True)
        assert "/join/" in again("me", "link", "--person", "Ana", "--group", GROUP)

    def test_sealed_by_a_file_and_opened_from_standard_input(self, typed, tmp_path, secret):
        told = typed.json("backup", "--out", tmp_path / "one", "--passphrase-file", secret)
        assert told["sealed"]
        assert told["rows"]["people"] == 1
        command = ["restore", str(tmp_path / "one"), "--passphrase-file", "-", "--json", "--workspace"]
        refused = CliRunner().invoke(app, [*command, str(tmp_path / "again")], input="seven quiet geese\n")
        assert refused.exit_code == 1
        assert "does not open with this passphrase" in refused.stderr
        assert not (tmp_path / "again").exists()
        opened = CliRunner().invoke(app, [*command, str(tmp_path / "again")], input=f"{PASSPHRASE}\n")
        assert json.loads(opened.stdout)["rows"] == told["rows"]

    def test_without_a_terminal_a_passphrase_that_is_not_given_is_asked_for_in_a_sentence(
        self, typed, tmp_path, secret
    ):
        assert "--passphrase-file" in typed("backup", "--out", tmp_path / "one", "--seal", status=1)
        typed("backup", "--out", tmp_path / "one", "--passphrase-file", secret)
        said = Typed(tmp_path / "again")("restore", tmp_path / "one", status=1)
        assert "--passphrase-file" in said
        assert not (tmp_path / "again").exists()

    def test_a_short_passphrase_is_refused(self, typed, tmp_path):
        (tmp_path / "short").write_text("herons\n", "utf-8")
        said = typed("backup", "--out", tmp_path / "one", "--passphrase-file", tmp_path / "short", status=1)
        assert "12 letters" in said
        assert not (tmp_path / "one").exists()

    def test_a_day_that_is_no_day_is_wrong_usage(self, typed, tmp_path):
        typed("backup", "--out", tmp_path / "one", "--keep-until", "soon", status=2)
        told = typed.json("backup", "--out", tmp_path / "one", "--keep-until", "2999-01-31")
        assert told["keep_until"] == "2999-01-31"

    def test_into_a_workspace_that_is_there_it_is_refused(self, typed, tmp_path):
        typed("backup", "--out", tmp_path / "one")
        assert "not empty" in typed("restore", tmp_path / "one", status=1)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file modes such as 0600")
def test_all_that_commands_write_is_the_owners_alone_whatever_the_shell_allows(tmp_path):
    folder = tmp_path / "w"
    commands = [
        ["init", "--group", GROUP, "--me", "Ana"],
        ["cycle", "open", "--group", GROUP],
        ["export", "all", "--out", str(folder / "exports" / "all")],
    ]
    for command in commands:
        subprocess.run(
            [sys.executable, "-m", "workbench", *command, "--workspace", str(folder)],
            check=True, capture_output=True, umask=0,
        )  # fmt: skip
    there = [folder, *folder.rglob("*")]
    assert len(there) > 6
    assert {stat.S_IMODE(path.stat().st_mode) for path in there if path.is_dir()} == {0o700}
    assert {stat.S_IMODE(path.stat().st_mode) for path in there if path.is_file()} == {0o600}


class TestDoctor:
    def test_tells_one_line_of_each_thing_and_that_all_is_well(self, typed):
        lines = typed("doctor").splitlines()
        assert lines[-1] == "All is well."
        assert len(lines) == 14

    @pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file modes such as 0600")
    def test_ends_with_1_where_something_needs_attention_and_mends_what_it_may(self, typed):
        (typed.folder / "store.sqlite").chmod(0o644)
        told = typed.json("doctor", status=1)
        assert [each["check"] for each in told["findings"] if not each["well"]] == ["permissions"]
        assert "set right" in typed("doctor", "--mend")
        assert typed.json("doctor")["well"]

    def test_of_no_workspace_makes_none(self, tmp_path):
        assert "workbench init" in Typed(tmp_path / "none")("doctor", status=1)
        assert not (tmp_path / "none").exists()
