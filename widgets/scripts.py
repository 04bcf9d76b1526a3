"""
A control's script and style: their text, or the address where the room serves them.

As text they ride in the state of each control, which JupyterLab needs. Where the process was told an
address (``WORKBENCH_SCRIPTS``), a page names them, and a browser fetches each once and keeps it.
"""

import os
from hashlib import sha256
from pathlib import Path

HERE = Path(__file__).parent
PARTS = {
    "form.js": ("fields.js", "form.js"),
    "form.css": ("form.css",),
    "plot.js": ("plot.js",),
    "plot.css": ("plot.css",),
    "sorting.js": ("node.js", "sorting.js"),
    "round.js": ("node.js", "round.js"),
    "sorting.css": ("sorting.css",),
    "round.css": ("round.css",),
    "timer.js": ("timer.js",),
    "timer.css": ("timer.css",),
}


def text(name: str) -> str:
    """Return a script or a style; some are put together from parts. Raises KeyError for another name."""
    return "\n".join((HERE / part).read_text("utf-8") for part in PARTS[name])


def address(name: str) -> str:
    """Return the end of the address under which the room serves it: another text has another one."""
    return f"{name}?v={sha256(text(name).encode()).hexdigest()[:16]}"


def script(name: str) -> str:
    """Return what a control names as its script or style."""
    base = os.environ.get("WORKBENCH_SCRIPTS")
    return f"{base}{address(name)}" if base else text(name)
