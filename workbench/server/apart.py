"""A Jupyter of our own for one process: nothing of the machine's Jupyter is read or written."""

import json
import os
import shutil
import tempfile
from pathlib import Path

from workbench.content import content
from workbench.core.words import text_cell

SHORT = Path("/tmp")


def scratch() -> Path:
    """
    Return a new folder that only this user can look into; whoever makes it removes it.

    It is short: the sockets to the kernels lie here, and the system allows about a hundred characters.
    """
    return Path(tempfile.mkdtemp(prefix="wb-", dir=SHORT if os.name == "posix" and SHORT.is_dir() else None))


def template() -> str:
    """Return the name of the page's template: ours, where it is there."""
    return "workbench" if content("templates", "voila", "workbench", "index.html.j2").is_file() else "lab"


def set_apart(folder: Path) -> None:
    """Let Jupyter and IPython in this process live in a folder, with the page's template."""
    os.environ["JUPYTER_NO_CONFIG"] = "1"
    os.environ["JUPYTER_CONFIG_DIR"] = str(folder / "config")
    os.environ["JUPYTER_DATA_DIR"] = str(folder / "data")
    os.environ["JUPYTER_RUNTIME_DIR"] = str(folder)
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "0"
    os.environ["IPYTHONDIR"] = str(folder / "ipython")
    os.environ.pop("JUPYTER_TOKEN", None)
    os.environ.pop("JUPYTER_CONFIG_PATH", None)
    show_template(folder)


def show_template(folder: Path) -> None:
    """Put the page's template under a folder in the way in which Voila looks for it."""
    ours = content("templates", "voila")
    if ours.is_dir():
        shutil.copytree(ours, folder / "data" / "voila" / "templates", dirs_exist_ok=True)


def lay_out_pages(notebooks: Path) -> None:
    """Copy the standing pages into the folder that is served; they are the same for everyone."""
    pages = notebooks / "pages"
    pages.mkdir(parents=True, exist_ok=True)
    for page in sorted(content("notebooks").glob("*.ipynb")):
        told = json.loads(page.read_text("utf-8"))
        for cell in told["cells"]:
            if cell["cell_type"] == "markdown":
                cell["source"] = text_cell("".join(cell["source"]))
        (pages / page.name).write_text(json.dumps(told, ensure_ascii=False, indent=1), "utf-8")
