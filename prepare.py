"""
Prepare the environment that everything here runs in.

    python3 prepare.py

makes `.venv` beside this file from `requirements.lock`, or brings it up to date, and puts the command
`workbench` into it. It needs Python 3.11 or newer and nothing else. Run again, it sees that all is ready.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "prepared"
LOCK = ROOT / "requirements.lock"
OLDEST = (3, 11)


def main() -> int:
    """Prepare what is missing and say what was done."""
    if sys.version_info < OLDEST:
        print("This needs Python 3.11 or newer; nothing was changed.")
        print(f"The Python that ran it is {sys.version.split()[0]}. Run it again with a newer one.")
        return 1
    wanted = [_digest(LOCK), _digest(ROOT / "pyproject.toml")]
    found = STAMP.read_text("utf-8").split() if STAMP.is_file() else []
    alive = _answers()
    if alive and found == wanted:
        return 0
    if not alive and not _make_environment():
        return 1
    STAMP.unlink(missing_ok=True)
    if not (alive and found[:1] == wanted[:1]) and not _install_locked():
        return 1
    if not _install_workbench():
        return 1
    STAMP.write_text("\n".join(wanted) + "\n", "utf-8")
    print(f"Ready. The command is {(BIN / 'workbench').relative_to(ROOT)}", flush=True)
    return 0


def _digest(path: Path) -> str:
    # A checkout may turn line ends; that is no reason to install anew.
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def _answers() -> bool:
    """Say whether the environment is there and new enough to use."""
    if not PYTHON.exists():
        return False
    ask = f"import sys, pip; sys.exit(sys.version_info < {OLDEST})"
    return subprocess.run([PYTHON, "-c", ask], capture_output=True, check=False).returncode == 0


def _make_environment() -> bool:
    print("Making the environment .venv", flush=True)
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=False)
    if made.returncode != 0:
        print("The environment could not be made. On Debian and Ubuntu the part that does it is a package")
        print("of its own: apt-get install python3-venv. Then run this again; nothing was lost.")
    return made.returncode == 0


def _install_locked() -> bool:
    text = LOCK.read_text("utf-8")
    total = sum(1 for line in text.splitlines() if "==" in line and not line.startswith((" ", "#")))
    print(f"Installing up to {total} packages, each checked by its hash (a few minutes, once)", flush=True)
    return _pip("--require-hashes", "--only-binary", ":all:", "-r", str(LOCK), counted=total)


def _install_workbench() -> bool:
    print("Putting the workbench in its place", flush=True)
    return _pip("--no-deps", "--no-index", "--no-build-isolation", "--editable", str(ROOT))


def _pip(*what: str, counted: int = 0) -> bool:
    """Run pip, count on a terminal what it fetches, and show its words only where it fails."""
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", *what]
    shown = counted > 0 and sys.stdout.isatty()
    said: list[str] = []
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as run:
        assert run.stdout is not None
        for line in run.stdout:
            said.append(line)
            if shown and line.startswith(("Collecting", "Requirement already", "Installing")):
                done = sum(1 for each in said if each.startswith(("Collecting", "Requirement already")))
                stage = "unpacking" if line.startswith("Installing") else f"{done} of {counted}"
                print(f"\r  {stage:<20}", end="", flush=True)
    if shown:
        print("\r" + " " * 24 + "\r", end="", flush=True)
    if run.returncode != 0:
        print("".join(said[-15:]), end="")
        print("The installation stopped; its last words are above. Nothing outside .venv was changed.")
        print("With the network there, run this again: it goes on from where it is.")
    return run.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
