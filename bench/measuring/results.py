"""Prints tables, and writes them to bench/RESULTS.md with the date, the machine and the versions."""

import os
import platform
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import psutil

RESULTS = Path(__file__).resolve().parents[1] / "RESULTS.md"
HEAD = "# Figures\n\nWritten by the benchmarks with `--write`; each section tells its own day and machine.\n"
OWN = ["voila", "ipywidgets", "anywidget", "plotly", "jupyter_server", "ipykernel", "playwright"]


def printed(rows: Sequence[Sequence[str]]) -> str:
    """Return a table for the screen."""
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    return "\n".join(line.rstrip() for line in lines)


def marked(rows: Sequence[Sequence[str]]) -> str:
    """Return a table for a page."""
    first, *others = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([first, f"|{' --- |' * len(rows[0])}", *others])


def machine(versions: Sequence[str] = (), browser: str = "") -> str:
    """Return on what was measured."""
    memory = psutil.virtual_memory().total / (1 << 30)
    processor = [line for line in _cpuinfo() if line.startswith("model name")]
    name = f" ({processor[0].partition(':')[2].strip()})" if processor else ""
    own = ", ".join(f"{each} {version(each)}" for each in OWN)
    told = [
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} processors{name}, {memory:.0f} GB, "
        f"{platform.system()}, Python {platform.python_version()}.",
        f"Ours: {own}." + (f" Chromium {browser}." if browser else ""),
    ]
    return "\n".join([*told, f"Peers: {', '.join(versions)}."] if versions else told)


def load() -> str:
    """Return how busy the machine is, apart from what is measured."""
    return f"load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"


def write(section: str, text: str) -> None:
    """Put a section into the page of figures in the place of its older self."""
    page = RESULTS.read_text("utf-8") if RESULTS.is_file() else HEAD
    parts = re.split(r"^(?=## )", page, flags=re.MULTILINE)
    new = f"## {section}\n\n{text.strip()}\n"
    at = next((at for at, part in enumerate(parts) if part.startswith(f"## {section}\n")), None)
    parts[at if at is not None else len(parts) :] = [new, *(parts[at + 1 :] if at is not None else [])]
    RESULTS.write_text("\n".join(part.rstrip() + "\n" for part in parts), "utf-8")
    print(f"Written to bench/{RESULTS.name}.")


def _cpuinfo() -> list[str]:
    path = Path("/proc/cpuinfo")
    return path.read_text("utf-8").splitlines() if path.is_file() else []
