"""
A picture carried out of the workbench: as data, as a page of its own, or as an image.

Whatever form it takes, nothing in it asks any other host for anything: a page carries the script
that draws it, an image is drawn by the browser that is found on this machine.
"""

import asyncio
import json
import os
import shutil
from collections.abc import Callable, Coroutine, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from html import escape
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

import plotly.graph_objects as go
from plotly.offline import get_plotlyjs

from workbench.core.lettering import visible, whole
from workbench.core.rights import Refused
from workbench.core.words import _

Form = Literal["json", "html", "svg", "png"]
FORMS: tuple[Form, ...] = ("json", "html", "svg", "png")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
PAPER, INK = "#ffffff", "#1c1c1c"
SECONDS = 90

STYLE = """
:root { color-scheme: light dark; --ink: #1c1c1c; --paper: #ffffff; --line: #c9c9c9; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e8e8; --paper: #121212; --line: #4a4a4a; } }
body { margin: 0 auto; padding: 1rem; max-width: 75rem; font: 1rem/1.5 system-ui, sans-serif;
  color: var(--ink); background: var(--paper); }
h1 { font-size: 1.3rem; }
.table { overflow-x: auto; }
.pane { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { border-bottom: 1px solid var(--line); padding: .4rem .5rem; text-align: start; vertical-align: top; }
td { white-space: pre-wrap; overflow-wrap: break-word; min-width: 4rem; max-width: 22rem; }
"""
SCRIPT = """
const drawn = JSON.parse(document.getElementById("data").textContent);
const place = document.getElementById("picture");
const dark = matchMedia("(prefers-color-scheme: dark)");
const ink = () => getComputedStyle(document.documentElement).getPropertyValue("--ink").trim();
drawn.layout.font.color = ink();
place.style.minWidth = `${drawn.layout.meta?.wide ?? 0}px`;
Plotly.newPlot(place, drawn.data, drawn.layout, {displayModeBar: false, responsive: true});
dark.addEventListener("change", () => Plotly.relayout(place, {"font.color": ink()}));
"""


def render(
    figure: go.Figure,
    table: Sequence[Mapping[str, str]],
    *,
    form: Form,
    title: str = "",
    width: int = 900,
    browser: str | None = None,
) -> bytes:
    """Return the picture and its table as a file's content; an image carries no table, only its title."""
    if form == "json":
        return _data(figure, table, title)
    if form == "html":
        return _page(figure, table, title)
    if form in ("svg", "png"):
        told = _spoken(figure)["layout"].get("meta") or {}
        wide = max(width, told.get("wide", 0))
        return _image(figure, form, wide, browser or find_browser())
    raise Refused(_("A picture can be had as json, html, svg or png. Nothing was written."))


def find_browser() -> str:
    """Return the browser that draws images: the one that is named, else the one that is installed."""
    for name in ("CHROMIUM_PATH", "BROWSER_PATH"):
        if named := os.environ.get(name):
            return named
    found = (shutil.which(browser) for browser in BROWSERS)
    return next((path for path in found if path), "")


def _spoken(figure: go.Figure) -> dict[str, Any]:
    spoken: dict[str, Any] = figure.to_dict()
    return spoken


def _data(figure: go.Figure, table: Sequence[Mapping[str, str]], title: str) -> bytes:
    said = {"title": whole(title), "figure": _spoken(figure), "table": [dict(row) for row in table]}
    return json.dumps(said, ensure_ascii=False, allow_nan=False).encode("utf-8")


def _page(figure: go.Figure, table: Sequence[Mapping[str, str]], title: str) -> bytes:
    heading = escape(visible(title or _("Picture")))
    label = escape(_("The picture; the table below says the same in words."))
    data = json.dumps(_spoken(figure), allow_nan=False)
    for sign in "<>&":  # so that nobody's words can end the script
        data = data.replace(sign, f"\\u{ord(sign):04x}")
    policy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:"
    page = f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{heading}</title>
<style>{STYLE}</style>
</head>
<body>
<main>
<h1 dir="auto">{heading}</h1>
<div class="pane"><div id="picture" role="img" aria-label="{label}"></div></div>
{_written(table)}
</main>
<script type="application/json" id="data">{data}</script>
<script>{get_plotlyjs()}</script>
<script>{SCRIPT}</script>
</body>
</html>
"""
    return page.encode("utf-8")


def _written(table: Sequence[Mapping[str, str]]) -> str:
    """Return the table in HTML; what nobody filled in is left out."""
    columns = [name for name in (table[0] if table else ()) if any(row[name] for row in table)]
    head = "".join(f'<th scope="col">{escape(_heading(name))}</th>' for name in columns)
    rows = ("".join(f'<td dir="auto">{escape(visible(row[name]))}</td>' for name in columns) for row in table)
    body = "\n".join(f"<tr>{row}</tr>" for row in rows)
    whole_table = f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody>\n</table>"
    return f'<div class="table" tabindex="0">{whole_table}</div>'


def _heading(name: str) -> str:
    names = {
        "criterion": _("What competence looks like"),
        "wording": _("Wording"),
        "date": _("Date"),
        "cycle": _("Cycle"),
        "who": _("Who"),
        "how": _("How"),
        "mark": _("Mark"),
        "words": _("Words"),
        "for": _("For"),
        "against": _("Against"),
        "basis": _("Basis"),
        "context": _("Setting"),
    }
    return names.get(name, name)


def _image(figure: go.Figure, form: str, width: int, browser: str) -> bytes:
    try:
        kaleido = import_module("kaleido")
    except ImportError as error:
        raise Refused(
            _(
                "An image needs the package kaleido, which is not installed. Nothing was written. "
                "Install it, or take the picture as html, which needs nothing more."
            )
        ) from error
    if not browser or not (Path(browser).is_file() or shutil.which(browser)):
        raise Refused(_no_browser())
    drawn = _spoken(figure)
    drawn["layout"] |= {"paper_bgcolor": PAPER, "width": width}
    drawn["layout"]["font"] |= {"color": INK}
    size = {
        "format": form,
        "width": width,
        "height": drawn["layout"]["height"],
        "scale": 2 if form == "png" else 1,
    }

    async def draw() -> bytes:
        async with kaleido.Kaleido(n=1, mathjax=False, path=browser, timeout=SECONDS) as camera:
            return bytes(await camera.calc_fig(drawn, opts=size))

    try:
        return _awaited(draw)
    except Exception as error:  # whatever a browser may stumble over, the picture can still be had
        raise Refused(_no_browser()) from error


def _no_browser() -> str:
    return _(
        "An image is drawn by Chromium or Chrome, and none could be started. Nothing was written. "
        "Name one in CHROMIUM_PATH, or take the picture as html, which needs nothing more."
    )


def _awaited(draw: Callable[[], Coroutine[Any, Any, bytes]]) -> bytes:
    """Wait for the image in a thread of its own: a notebook's kernel already runs a loop in this one."""
    with ThreadPoolExecutor(max_workers=1) as apart:
        return apart.submit(lambda: asyncio.run(draw())).result()
