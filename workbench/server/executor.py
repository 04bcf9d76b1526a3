"""Runs a page's cells; where one fails, the page says so in plain words and shows nothing of the code."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import suppress
from html import escape
from queue import Empty
from typing import Any

from jupyter_core.utils import ensure_async
from nbclient.exceptions import CellExecutionError, DeadKernelError
from voila.execute import VoilaExecutor

from workbench.core.words import _

PATIENCE = 75  # seconds without a word from the kernel
STATE = "application/vnd.jupyter.widget-state+json"


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
    """
    Voila's own, with other words, on the page and in the log, and without a wait before it begins.

    It is as patient with what a cell shows as with the cell itself: by itself it would go on after four
    seconds, on a busy machine, and leave out what had not come in by then.
    """

    def __init__(self, *given: Any, **others: Any) -> None:
        super().__init__(*given, iopub_timeout=PATIENCE, **others)

    async def begin(self) -> None:
        """Open a line to the kernel, and ask until something is heard on it: before that, words are lost."""
        manager: Any = self.km
        line: Any = manager.client()
        self.kc = line
        line.start_channels(hb=False, stdin=False)
        patience = 0.05
        while patience < PATIENCE:
            line.kernel_info()
            with suppress(Empty):
                await ensure_async(line.iopub_channel.get_msg(timeout=patience))
                return
            if not await ensure_async(manager.is_alive()):
                break
            patience *= 2
        line.stop_channels()
        raise DeadKernelError("It never said a word.")

    async def outputs(self) -> AsyncIterator[list[dict[str, Any]]]:
        """Run the cells one after the other and return what each shows, up to the first that fails."""
        try:
            for index, cell in enumerate(self.nb.cells):
                try:
                    async with asyncio.timeout(PATIENCE):
                        await super().execute_cell(cell, None, index, store_history=False)
                    yield calmed(cell.outputs)
                except CellExecutionError as error:
                    failed = [output for output in cell.outputs if output["output_type"] == "error"]
                    if error.ename != "Refused" and failed:
                        trace = without_values(failed[-1]["traceback"])
                        self.log.error("A page stopped: %s\n%s", error.ename, trace)
                    yield calmed(cell.outputs)
                    return
                except Exception as error:
                    self.log.error("A page stopped: %s", type(error).__name__)
                    yield [told(stopped())]
                    return
        finally:
            line: Any = self.kc
            line.stop_channels()

    def state(self) -> dict[str, Any]:
        """Return the state of every widget that is there, as a page reads it."""
        self.set_widgets_metadata()
        widgets = self.nb.metadata.get("widgets", {}).get(STATE, {})
        found: dict[str, Any] = widgets.get("state", {})
        return found

    def handle_comm_msg(self, outs: list[Any], msg: dict[str, Any], cell_index: int) -> None:
        """Forget a widget that was closed again."""
        if msg["msg_type"] == "comm_close":
            self.widget_state.pop(msg["content"]["comm_id"], None)
            self.widget_buffers.pop(msg["content"]["comm_id"], None)
        else:
            super().handle_comm_msg(outs, msg, cell_index)

    def strip_code_cell_errors(self, cell: Any) -> Any:
        """Leave the outputs as they are: errors are taken out afterwards."""
        return cell
