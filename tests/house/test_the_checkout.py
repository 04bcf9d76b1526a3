"""What holds for every file of the repository."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 250
A_LEDGER = ROOT / "workbench/migrations/versions"  # each revision is a list, written once and never edited
NOT_OURS_TO_READ = {"requirements.lock"}
NOT_TEXT = {".png", ".jpg", ".ico", ".woff2", ".mo", ".xlsx"}


def _tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    paths = [ROOT / name for name in listed.split("\0") if name]
    return [path for path in paths if path.is_file()]


TRACKED = _tracked()
TEXTS = [path for path in TRACKED if path.suffix not in NOT_TEXT and path.name not in NOT_OURS_TO_READ]

# Put together from halves, so that this file does not hold what it looks for.
MACHINE_PATHS = ["/ro" + "ot/", "/ho" + "me/", "/wo" + "rk/", "/Us" + "ers/", "/op" + "t/", "/tm" + "p/"]
REGISTRIES = [
    "pypi" + ".org",
    "pythonhosted" + ".org",
    "npmjs" + ".org",
    "debian" + ".org",
    "jsdelivr" + ".net",
]
TOOLING = ["clau" + "de", "anthro" + "pic", "chat" + "gpt", "copi" + "lot", "open" + "ai", "co" + "dex"]
TOOLING += ["large language " + "model", "suba" + "gent", "ai " + "assistant", "hel" + "per session"]
ACTING = re.compile(r"(?<!user[-_ ])\bage" + r"nts?\b", re.IGNORECASE)


def _where(words: list[str], *, whole: bool = False) -> list[str]:
    """Return each place, as file:line, where one of the words stands."""
    ends = r"\b" if whole else ""
    pattern = re.compile("|".join(f"{ends}{re.escape(word)}{ends}" for word in words), re.IGNORECASE)
    return [place for path in TEXTS for place in _matches(path, pattern)]


def _matches(path: Path, pattern: re.Pattern[str]) -> list[str]:
    lines = path.read_text("utf-8").splitlines()
    name = path.relative_to(ROOT).as_posix()
    return [f"{name}:{number}" for number, line in enumerate(lines, 1) if pattern.search(line)]


def test_no_file_names_a_path_of_somebodys_machine():
    pattern = re.compile("|".join(rf"(?<![\w.>}}\])*:/-]){re.escape(path)}" for path in MACHINE_PATHS))
    assert [place for path in TEXTS for place in _matches(path, pattern)] == []


def test_no_file_names_the_host_of_a_registry():
    assert _where(REGISTRIES) == []


def test_no_file_speaks_of_what_it_was_written_with():
    assert _where(TOOLING, whole=True) == []
    assert [place for path in TEXTS for place in _matches(path, ACTING)] == []


def test_no_python_file_is_longer_than_a_reader_can_hold():
    long = {
        path.relative_to(ROOT).as_posix(): length
        for path in TRACKED
        if path.suffix == ".py"
        and A_LEDGER not in path.parents
        and (length := len(path.read_text("utf-8").splitlines())) > LONGEST
    }
    assert long == {}


def test_every_package_introduces_itself_in_one_line():
    packages = [path for path in TRACKED if path.name == "__init__.py"]
    assert packages
    for path in packages:
        lines = path.read_text("utf-8").splitlines()
        assert len(lines) == 1, path
        assert re.fullmatch(r'""".+\."""', lines[0]), path


def test_no_store_and_no_key_is_kept_here():
    kept = re.compile(r"\.(db|sqlite3?|key|pem)(-\w+)?$|\.ipynb_checkpoints|(^|/)\.env$")
    assert [path for path in TRACKED if kept.search(path.relative_to(ROOT).as_posix())] == []


def test_every_line_ends_as_the_editor_settings_say():
    for path in TEXTS:
        whole = path.read_bytes()
        assert b"\r\n" not in whole, path
        assert whole == b"" or whole.endswith(b"\n"), path


def test_the_licence_is_here():
    assert (ROOT / "LICENSE").read_text("utf-8").startswith("BSD 3-Clause License")


class TestTheLock:
    lines = (ROOT / "requirements.lock").read_text("utf-8").splitlines()

    def test_names_no_address(self):
        assert [line for line in self.lines if "://" in line or "@" in line] == []

    def test_points_nowhere_but_to_the_usual_index(self):
        assert [line for line in self.lines if re.match(r"--(?!hash)|-[if]\b", line.strip())] == []

    def test_pins_every_package_with_its_hashes(self):
        entries = "\n".join(self.lines).replace("\\\n", " ").splitlines()
        packages = [entry for entry in entries if entry.strip() and not entry.startswith("#")]
        assert len(packages) > 50
        for entry in packages:
            assert re.match(r"[\w.\-\[\],]+==[\w.!+]+ ", entry), entry
            assert "--hash=sha256:" in entry, entry

    @pytest.mark.parametrize("name", ["jupyterlab", "voila", "ipywidgets", "pandas", "plotly", "pytest"])
    def test_holds_what_the_workbench_stands_on(self, name):
        assert any(line.startswith(f"{name}==") for line in self.lines)
