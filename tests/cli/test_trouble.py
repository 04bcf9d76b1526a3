"""What can go wrong around the command line is told in a sentence, and nothing is half done."""

import os
import socket
import sqlite3
import subprocess
import sys

import pytest

from tests.cli.commands import GROUP, Typed, a_workspace
from tests.exchange.sheets import a_csv, judged

HEAVY = {
    "IPython",
    "jsonschema",
    "jupyter_server",
    "nbformat",
    "openpyxl",
    "pandas",
    "papermill",
    "plotly",
    "voila",
}


@pytest.fixture
def typed(tmp_path):
    return a_workspace(tmp_path)


def test_a_workspace_of_a_newer_version_is_left_as_it_is(typed):
    with sqlite3.connect(typed.folder / "store.sqlite") as line:
        line.execute("UPDATE alembic_version SET version_num = '9999'")
    line.close()
    said = typed("cycle", "list", "--group", GROUP, status=1)
    assert "written by a newer version" in said
    assert "Nothing was changed" in said


def test_a_missing_workspace_is_told_with_the_way_to_make_one(tmp_path):
    said = Typed(tmp_path / "none")("cycle", "list", "--group", GROUP, status=1)
    assert "workbench init" in said
    assert not (tmp_path / "none").exists()


def test_a_store_that_is_no_database_is_told_in_a_sentence(typed):
    (typed.folder / "store.sqlite").write_bytes(b"Dear all, this is a letter." * 100)
    assert "cannot be read" in typed("cycle", "list", "--group", GROUP, status=1)


def test_a_disk_that_is_full_is_told_in_a_sentence_and_keeps_nothing_by_halves(typed, tmp_path):
    with sqlite3.connect(typed.folder / "store.sqlite") as line:
        line.execute("CREATE TRIGGER full BEFORE INSERT ON judgements BEGIN "
                     "SELECT RAISE(ABORT, 'database or disk is full'); END")  # fmt: skip
    line.close()
    said = typed("import", "assessments", a_csv(tmp_path, [judged("Ben")]), status=1)
    assert "The disk is full" in said
    typed("export", "members", "--out", tmp_path / "m.csv")
    assert "Ben" not in (tmp_path / "m.csv").read_text("utf-8")


def test_a_port_in_use_is_told_in_a_sentence(typed):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert f"Port {port} is in use" in typed("serve", "--port", port, status=1)


def test_beyond_this_machine_the_room_asks_for_a_certificate(typed):
    said = typed("serve", "--host", "0.0.0.0", status=1)
    assert "--certfile" in said
    assert "Nothing was started" in said
    typed("serve", "--certfile", typed.folder / "store.sqlite", status=2)


def run(*code: str, **env: str) -> str:
    told = subprocess.run(
        [sys.executable, *code], capture_output=True, text=True, check=True, env=os.environ | env
    )
    return told.stdout


def test_help_imports_nothing_heavy():
    script = (
        "import sys\nfrom workbench.cli.app import app\n"
        "try:\n    app(['--help'])\nexcept SystemExit:\n    pass\n"
        "print('MODULES', *{name.partition('.')[0] for name in sys.modules})"
    )
    assert not HEAVY & set(run("-c", script).partition("MODULES")[2].split())


def test_an_import_of_csv_imports_nothing_heavy(typed, tmp_path):
    path = a_csv(tmp_path, [judged()])
    script = (
        "import sys\nfrom workbench.cli.app import app\n"
        f"try:\n    app(['import', 'assessments', {str(path)!r}, '--workspace', {str(typed.folder)!r}])\n"
        "except SystemExit:\n    pass\n"
        "print('MODULES', *{name.partition('.')[0] for name in sys.modules})"
    )
    said, _mark, modules = run("-c", script).partition("MODULES")
    assert "1 are new" in said
    assert not HEAVY & set(modules.split())


def test_letters_that_a_terminal_cannot_show_stop_nothing(typed, tmp_path):
    path = a_csv(tmp_path, [judged("שלום")])
    command = ("-m", "workbench", "import", "assessments", str(path), "--workspace", str(typed.folder))
    assert "1 are new" in run(*command, PYTHONIOENCODING="ascii")
