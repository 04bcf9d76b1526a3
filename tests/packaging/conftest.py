"""The wheel and the source archive, built once from a checkout that somebody has lived in."""

import shutil
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.packaging.fresh import Fresh

ROOT = Path(__file__).resolve().parents[2]

# What lies about in a checkout after a while, and may ride along in neither archive.
LEFT_ABOUT = [
    ".env",
    "data/private.sqlite",
    "data/room/store.db",
    "data/example/store.db",
    "data/example/store.db-wal",
    "notebooks/.ipynb_checkpoints/home-checkpoint.ipynb",
    "templates/notebooks/.ipynb_checkpoints/practice-log-checkpoint.ipynb",
    "templates/seal.key",
    "templates/voila/node_modules/left/index.js",
    "tools/front/node_modules/left/index.js",
    "workbench/server/cookie.pem",
    "workbench/store.sqlite3",
    "workspace/store.db",
]


def tracked_in(folder: str) -> list[str]:
    """Return the names of what git keeps in a folder."""
    command = ["git", "ls-files", "-z", "--", folder]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [name for name in listed.split("\0") if name and (ROOT / name).is_file()]


@pytest.fixture(scope="session")
def tracked() -> Callable[[str], list[str]]:
    return tracked_in


@pytest.fixture(scope="session")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy what is tracked, and leave a store and keys about in it."""
    checkout = tmp_path_factory.mktemp("checkout")
    for name in tracked_in("."):
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, checkout / name)
    for name in LEFT_ABOUT:
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        (checkout / name).write_text("nobody else's business", "utf-8")
    return checkout


@pytest.fixture(scope="session")
def archives(lived_in: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build both archives with what is installed, so without the network."""
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--sdist", "--wheel", "--outdir", str(out)]
    built = subprocess.run([*command, str(lived_in)], capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    return out


@pytest.fixture(scope="session")
def wheel(archives: Path) -> Path:
    (path,) = archives.glob("*.whl")
    return path


@pytest.fixture(scope="session")
def in_wheel(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="session")
def in_source_archive(archives: Path) -> set[str]:
    (path,) = archives.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        return {name.partition("/")[2] for name in archive.getnames()}


@pytest.fixture(scope="session")
def fresh(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Fresh:
    """Install the wheel where nothing of the checkout can be imported."""
    installed = Path(sysconfig.get_paths()["purelib"])
    return Fresh.made(tmp_path_factory.mktemp("fresh"), wheel=wheel, lending=installed)
