"""
How fast judgements come in from a file, beside pandas reading the same file into a bare table.

    python -m bench.import [FILE] [--rounds 3]

Without a file the ratings beside the checkout are taken where they lie there, else generated ones of the
same shape. Each round runs both, one after the other, each in a process of its own; the fastest of each
counts. Ours looks at every row, makes groups, people, criteria, cycles and sessions, and writes with all
guards on; pandas only copies cells, so that the ratio says what the looking costs.
"""

import argparse
import json
import resource
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

REAL = Path(__file__).parents[2] / "shared" / "data" / "a_ratings" / "zero_acquaintance_self_peer_long.csv"


def ours(file: Path, folder: Path) -> None:
    """Bring the file into a new store."""
    began = perf_counter()
    from workbench.core.desk import Desk
    from workbench.core.store import Store
    from workbench.exchange.files import import_file
    from workbench.exchange.rules import KINDS
    from workbench.migrations.migrate import migrate

    store = Store(f"sqlite:///{folder / 'store.sqlite'}")
    migrate(store)
    ready = perf_counter()
    outcome = import_file(
        Desk(store, ""), file, kind=KINDS["assessments"], scale=tuple("1234567"),
        mapped="assessor=rater,practitioner=ratee,mark=value",
    )  # fmt: skip
    ended = perf_counter()
    store.close()
    if outcome.refused:
        raise SystemExit(f"{len(outcome.refused)} rows were refused")
    print(
        json.dumps({"start": ready - began, "seconds": ended - ready, "rows": outcome.added, "peak": peak()})
    )


def theirs(file: Path, folder: Path) -> None:
    """Read the file with pandas and copy it into a table."""
    began = perf_counter()
    import pandas as pd
    from sqlalchemy import create_engine

    engine = create_engine(f"sqlite:///{folder / 'pandas.sqlite'}")
    ready = perf_counter()
    frame = pd.read_csv(file)
    with engine.begin() as line:
        frame.to_sql("ratings", line, index=False)
    ended = perf_counter()
    print(json.dumps({"start": ready - began, "seconds": ended - ready, "rows": len(frame), "peak": peak()}))


def peak() -> float:
    """Return the most memory that this process held, in MB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def alone(which: str, file: Path) -> dict[str, float]:
    """Run one of the two in a process of its own, whole from the start of the interpreter."""
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "bench.import", str(file), "--only", which, "--folder", folder]
        began = perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return {**json.loads(done.stdout), "whole": perf_counter() - began}


def main() -> None:
    """Measure, and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("file", nargs="?", type=Path)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--only", choices=["ours", "pandas"], help=argparse.SUPPRESS)
    asked.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.only:
        (ours if given.only == "ours" else theirs)(given.file, given.folder)
        return
    with TemporaryDirectory() as folder:
        file = given.file or (REAL if REAL.is_file() else generated(Path(folder)))
        rounds = [(alone("ours", file), alone("pandas", file)) for _ in range(given.rounds)]
    mine = min((pair[0] for pair in rounds), key=lambda told: told["seconds"])
    other = min((pair[1] for pair in rounds), key=lambda told: told["seconds"])
    print(f"{file.name}: {mine['rows']:.0f} rows, the fastest of {given.rounds} rounds each")
    for name, told in (("workbench import", mine), ("pandas read_csv + to_sql", other)):
        print(
            f"  {name:25} {told['seconds']:6.2f} s  {told['rows'] / told['seconds']:8.0f} rows/s  "
            f"{told['peak']:5.0f} MB at most  {told['whole']:6.2f} s with the start of the process"
        )
    print(
        f"  ratio                     {mine['seconds'] / other['seconds']:6.2f}    "
        f"with the start {mine['whole'] / other['whole']:.2f}    memory {mine['peak'] / other['peak']:.2f}"
    )


def generated(folder: Path) -> Path:
    """Write ratings of the same shape."""
    from tests.exchange.sheets import look_alike

    return look_alike(folder)


if __name__ == "__main__":
    main()
