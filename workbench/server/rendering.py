"""
A notebook as a page: what is the same for everyone is rendered once, with a gap for what a kernel says.

Voila's exporter renders the template as it always does, but with cells that were not run: each holds a
mark in the place of its output. The page is cut at the marks; for each visitor the gaps are filled.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment
from jupyter_core.utils import ensure_async
from traitlets.config import Config
from voila.configuration import VoilaConfiguration
from voila.exporter import VoilaExporter

KERNEL = "@@kernel@@"
GAP = "<!--gap-->"


@dataclass(frozen=True)
class Rendered:
    """One page: what comes before a kernel is needed, then pieces with a gap after each but the last."""

    head: str
    pieces: tuple[str, ...]
    cells: tuple[str, ...]


@dataclass
class Renderings:
    """Renders each notebook once for each state of its file and of the template."""

    paths: Sequence[str]
    template: str
    config: Config
    voila: VoilaConfiguration
    shelf: Any
    base_url: str
    words: Environment

    def __post_init__(self) -> None:
        self._kept: dict[str, tuple[object, Rendered]] = {}
        self._sources = [file for place in self.paths for file in Path(place).glob("*.j2")]

    async def of(self, path: str) -> Rendered:
        """Return a notebook's page. Raises what the shelf raises where there is none."""
        state = self._state(path)
        known = self._kept.get(path)
        if known is not None and state is not None and known[0] == state:
            return known[1]
        model = await ensure_async(self.shelf.get(path=path, type="notebook"))
        rendered = await self._render(model["content"], Path(path).stem)
        self._kept[path] = (state, rendered)
        return rendered

    def filled(self, outputs: Sequence[Mapping[str, Any]]) -> str:
        """Return the HTML of what a cell put out."""
        macros: Any = self.words.get_template("outputs.macro.html.j2").module
        return str(macros.cell(outputs))

    def _state(self, path: str) -> object:
        try:
            files = [Path(self.shelf._get_os_path(path)), *self._sources]
            return tuple(file.stat().st_mtime_ns for file in files)
        except OSError:
            return None

    async def _render(self, notebook: Any, name: str) -> Rendered:
        exporter = VoilaExporter(
            template_paths=list(self.paths),
            template_name=self.template,
            config=self.config,
            contents_manager=self.shelf,
            base_url=self.base_url,
        )
        resources = {
            "base_url": self.base_url,
            "metadata": {"name": name},
            **self.voila.config.VoilaConfiguration.resources,
        }
        cells = [cell.source for cell in notebook.cells if cell.cell_type == "code"]

        async def start(_notebook: Any) -> str:
            return KERNEL

        async def run(notebook: Any, _kernel: str) -> AsyncIterator[Any]:
            for cell in notebook.cells:
                yield cell

        written = exporter.generate_from_notebook_node(
            notebook,
            resources=resources,
            extra_context={"kernel_start": start, "cell_generator": run, "gaps": True},
        )
        html = "".join([piece async for piece, _resources in written])
        head, mark, rest = html.partition(KERNEL)
        assert mark, "the template asks for no kernel"
        pieces = rest.split(GAP)
        assert len(pieces) == len(cells) + 1, "the template has no gap for each cell"
        return Rendered(head, tuple(pieces), tuple(cells))
