"""An environment with the wheel in it and nothing of the checkout."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Fresh:
    folder: Path
    lent_by: Path

    @classmethod
    def made(cls, folder: Path, *, wheel: Path, lending: Path) -> "Fresh":
        """
        Make it and install the wheel.

        The packages that the workbench stands on are lent by the running environment through a `.pth` file.
        Python reads no `.pth` files of a folder that it comes to in this way, so the checkout, which is
        installed there by one, stays out of reach.
        """
        fresh = cls(folder / "environment", Path(sys.prefix))
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(fresh.folder)], check=True)
        fresh.site.joinpath("lent.pth").write_text(f"{lending}\n", "utf-8")
        pip = [sys.executable, "-m", "pip", "--python", str(fresh.python), "install"]
        options = ["--no-index", "--no-deps", "--ignore-installed", "--disable-pip-version-check", "--quiet"]
        done = subprocess.run([*pip, *options, str(wheel)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return fresh

    @property
    def python(self) -> Path:
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def command(self) -> Path:
        return self.python.with_name("workbench.exe" if os.name == "nt" else "workbench")

    @property
    def site(self) -> Path:
        (path,) = [path for path in self.folder.rglob("site-packages") if path.parent.name != "_vendor"]
        return path

    def environ(self, **more: str) -> dict[str, str]:
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "WORKBENCH"))
        }
        # Voila and ipykernel keep their own data in the environment that lends them.
        return {**kept, "JUPYTER_PATH": str(self.lent_by / "share" / "jupyter"), **more}

    def script(self, path: Path, *arguments: str, cwd: Path, **more: str) -> str:
        """Run a Python script there and return what it printed."""
        return self._run([str(self.python), str(path), *arguments], cwd, more)

    def workbench(self, *arguments: str, cwd: Path, **more: str) -> str:
        """Run the command `workbench` there and return what it printed."""
        return self._run([str(self.command), *arguments], cwd, more)

    def _run(self, command: list[str], cwd: Path, more: dict[str, str]) -> str:
        done = subprocess.run(
            command, cwd=cwd, env=self.environ(**more), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout
