"""A page whose parts come, go and change places when a file says so."""

import asyncio
import json
from pathlib import Path

import ipywidgets as w

from widgets.form import Field, Form

EVERY = 0.05  # seconds between two looks for the file
NAMES = "abcdefgh"


def page(folder: str) -> w.VBox:
    """Return the page: a form among parts that are named by letters; a file lists which, in their order."""
    place = Path(folder)
    parts: dict[str, w.Widget] = {name: w.HTML(f"<p class='part'>{name}</p>") for name in NAMES}
    parts["form"] = Form(fields=[Field("words", "Words", "text"), Field("more", "More", "text")])
    box = w.VBox([parts["a"], parts["form"], parts["b"]])

    async def watch() -> None:
        while True:
            if (place / "order").exists():
                order = json.loads((place / "order").read_text("utf-8"))
                (place / "order").unlink()
                box.children = [parts[name] for name in order]
            await asyncio.sleep(EVERY)

    task = asyncio.get_event_loop().create_task(watch())
    box.watching = task  # a task that nobody holds may end early
    return box
