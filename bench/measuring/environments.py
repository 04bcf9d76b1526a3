"""
Makes an environment of its own for each peer, under .venv/bench, once.

    python -m bench.measuring.environments
"""

import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PEERS = ROOT / "bench" / "peers"
PLACE = ROOT / ".venv" / "bench"
ASK = "import importlib.metadata as m, sys; print(*(f'{n} {m.version(n)}' for n in sys.argv[1:]), sep='\\n')"


@cache
def wanted() -> dict[str, list[str]]:
    """Return what each peer's environment holds, by its name."""
    told = tomllib.loads((PEERS / "versions.toml").read_text("utf-8"))
    return {name: table["packages"] for name, table in told.items()}


def python(name: str) -> str:
    """Return the interpreter of a peer's environment; make the environment if it is missing or old."""
    folder = PLACE / name
    found, stamp = folder / "bin" / "python", folder / "made-of"
    packages = wanted()[name]
    if not found.exists() or not stamp.exists() or stamp.read_text("utf-8").split() != packages:
        print(f"Making an environment for {name} (once)", flush=True)
        _uv("venv", "--clear", "--python", sys.executable, str(folder))
        _uv("pip", "install", "--python", str(found), *packages)
        stamp.write_text("\n".join(packages) + "\n", "utf-8")
    return str(found)


def versions(name: str) -> list[str]:
    """Return the packages that count in a peer's environment, each with its version."""
    names = [package.partition("==")[0].partition("[")[0] for package in wanted()[name]]
    command = [python(name), "-c", ASK, *names]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


def _uv(*what: str) -> None:
    command = [sys.executable, "-m", "uv", "--quiet", *what]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{done.stderr.strip()[-800:]}\nThe environment could not be made; run it again.")


if __name__ == "__main__":
    for each in wanted():
        print("\n".join(versions(each)))
