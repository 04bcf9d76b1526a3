"""A page of stock widgets, which changes in its kernel when a file asks for it."""

import asyncio
import json
from pathlib import Path
from typing import Any

import ipywidgets as w

from widgets.form import Field, Form

EVERY = 0.05  # seconds between two looks for the file


def page(folder: str) -> w.VBox:
    """Return the page; files in a folder tell it what to do, and others tell what it has done."""
    place = Path(folder)
    heard: dict[str, Any] = {}
    told = w.HTML("<p class='heard'>{}</p>")

    def note(name: str, value: object) -> None:
        heard[name] = value
        told.value = f"<p class='heard'>{json.dumps(heard)}</p>"

    controls = {
        "whole": w.IntSlider(value=3, max=10, description="Whole"),
        "part": w.FloatSlider(value=0.5, max=1.0, step=0.1, description="Part"),
        "line": w.Text(description="Line"),
        "lines": w.Textarea(description="Lines"),
        "tick": w.Checkbox(description="Tick"),
        "list": w.Dropdown(options=["one", "two"], description="List"),
    }
    for name, control in controls.items():
        control.observe(lambda change, name=name: note(name, change["new"]), "value")
    button = w.Button(description="Press")
    button.on_click(lambda _button: note("pressed", heard.get("pressed", 0) + 1))
    fields = [Field("words", "Words", "text")]
    form = Form(heading="A form", fields=fields, on_change=lambda values: note("form", values))
    state, old, output = w.Label("as it was"), w.Label("stands here first"), w.Output()
    part = w.VBox([old])
    shown = w.VBox([state, part, *controls.values(), w.HBox([button]), form, output, told])

    async def watch() -> None:
        while not (place / "change").exists():
            await asyncio.sleep(EVERY)
        (place / "change").unlink()
        state.value = "changed in the kernel"
        part.children = [w.HTML("<b>came later</b>"), w.Button(description="A later button")]
        old.close()
        output.append_stdout("said later")
        (place / "changed").touch()

    task = asyncio.get_event_loop().create_task(watch())
    shown.watching = task  # a task that nobody holds may end early
    return shown
