"""Builders for what comes in and goes out: files with rows, and stores made fast by copying one."""

import csv
import random
import shutil
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from tests.builders import PASSPHRASE, Clock, a_store
from workbench.core.desk import Desk
from workbench.core.store import Store
from workbench.exchange.files import export_file, import_file
from workbench.exchange.rules import KINDS, scale
from workbench.exchange.services import Outcome

DATA = Path(__file__).parents[3] / "shared" / "data"
MAP = "assessor=rater,practitioner=ratee,mark=value"
SEVEN = "1-7"
GROUP, AT = "Tuesday group", "2026-02-02T18:30:00+00:00"


@cache
def _template() -> Path:
    folder = Path(mkdtemp(prefix="sheets-"))
    store = a_store(folder)
    with store.engine.connect() as line:
        line.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    return folder / "store.sqlite"


def fresh(folder: Path) -> Desk:
    """Return a desk at a new, empty store in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    file = Path(mkdtemp(dir=folder)) / "store.sqlite"
    shutil.copyfile(_template(), file)
    return Desk(Store(f"sqlite:///{file}", Clock()), "")


def a_csv(folder: Path, rows: Sequence[dict[str, str]], name: str = "in.csv", **how: str) -> Path:
    path = folder / name
    with path.open("w", encoding=how.get("encoding", "utf-8"), newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=how.get("delimiter", ","))
        writer.writeheader()
        writer.writerows(rows)
    return path


def judged(assessor: str = "Ana", practitioner: str = "Ana", **more: str) -> dict[str, str]:
    """Return a row of an assessments file; what does not matter to a test is filled in."""
    return {
        "group": GROUP, "cycle": "1", "criterion": "I end on time", "practitioner": practitioner,
        "assessor": assessor, "mark": "", "words": "Mostly", "evidence_for": "", "evidence_against": "",
        "basis": "", "at": AT,
    } | more  # fmt: skip


def bring(
    desk: Desk, path: Path, kind: str = "assessments", *, scale_: str | None = None, **more: object
) -> Outcome:
    return import_file(desk, path, kind=KINDS[kind], scale=scale(scale_) if scale_ else (), **more)  # type: ignore[arg-type]


def taken_out(
    desk: Desk, folder: Path, kind: str = "assessments", name: str = "out.csv", **more: str
) -> Path:
    export_file(desk, folder / name, kind=kind, **more, passphrase=lambda: PASSPHRASE)
    return folder / name


def cells(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def look_alike(folder: Path) -> Path:
    """Write ratings of the same shape as the real ones: 36 groups of 3 to 5, 15 criteria, 7 points."""
    chance = random.Random(7)
    path = folder / "generated.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["group", "cycle", "rater", "ratee", "criterion", "value", "is_self"])
        for group, size in enumerate([3] * 2 + [4] * 13 + [5] * 21, start=1):
            names = [f"{group}-{number}" for number in range(1, size + 1)]
            for one in names:
                for other in names:
                    for criterion in range(15):
                        mark = chance.randint(1, 7)
                        writer.writerow(
                            [group, 1, one, other, f"criterion {criterion}", mark, int(one == other)]
                        )
    return path


def ratings(folder: Path) -> list[Path]:
    """Return the files of ratings to run against: the real ones that are there, and one like them."""
    real = DATA / "a_ratings"
    names = ("zero_acquaintance_self_peer_long.csv", "tripler_multigroup_self_peer_long.csv")
    return [look_alike(folder), *(real / name for name in names if (real / name).is_file())]
