"""Runs a page's cells; where one fails, the page says so in plain words and shows nothing of the code."""

import re
from html import escape
from typing import Any

from nbclient.exceptions import CellExecutionError
from voila.execute import VoilaExecutor

from workbench.core.words import _


def stopped() -> str:
    """Return what a page says where it could not go on."""
    return _("This page could not be shown to its end. What you typed before is kept. Reload the page.")


def told(sentence: str) -> dict[str, Any]:
    """Return an output that shows a sentence."""
    html = f'<div class="wb-stopped" role="alert"><p dir="auto">{escape(sentence)}</p></div>'
    return {
        "output_type": "display_data",
        "data": {"text/html": html, "text/plain": sentence},
        "metadata": {},
    }


def calmed(outputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return a cell's outputs without errors and tracebacks; a refusal is shown in its own words."""
    kept: list[dict[str, Any]] = []
    for output in outputs:
        if output["output_type"] == "error":
            refused = output.get("ename") == "Refused" and output.get("evalue")
            kept.append(told(str(output["evalue"]) if refused else stopped()))
        elif not (output["output_type"] == "stream" and output.get("name") == "stderr"):
            kept.append(output)
    return kept


def without_values(traceback: list[str]) -> str:
    """Return a traceback without its last line, which may hold what people wrote, and without colours."""
    return re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(traceback[:-1]))


class CalmExecutor(VoilaExecutor):
    """Voila's own, with other words, on the page and in the log."""

    async def execute_cell(
        self, cell: Any, resources: Any, cell_index: int, store_history: bool = True
    ) -> Any:
        """Run one cell; whatever goes wrong is told in the same way, and ends the page."""
        try:
            return await super().execute_cell(cell, resources, cell_index, store_history)
        except CellExecutionError as error:
            failed = [output for output in cell["outputs"] if output["output_type"] == "error"]
            if error.ename != "Refused" and failed:
                self.log.error("A page stopped: %s\n%s", error.ename, without_values(failed[-1]["traceback"]))
            cell["outputs"] = calmed(cell["outputs"])
        except Exception as error:
            self.log.error("A page stopped: %s", type(error).__name__)
            cell["outputs"] = [told(stopped())]
        raise CellExecutionError("", "Stopped", "")

    def strip_code_cell_errors(self, cell: Any) -> Any:
        """Leave the outputs as they are: errors were taken out already."""
        return cell
