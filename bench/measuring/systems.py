"""How each system is started with the same page, and how it is ended."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep

from bench.measuring import processes
from bench.measuring.environments import PEERS, ROOT, python

HOST = "127.0.0.1"
PATIENCE = 120.0  # seconds for a server to open its port
GUESTS = 40  # people who have a link to our room: more than ever come at once
OURS, STOCK = "ours", "voila"


@dataclass(frozen=True)
class System:
    """One of the systems; ``command`` makes its command line from its Python, its page's path and a port."""

    name: str
    title: str
    page: str
    command: Callable[[str, str, str], list[str]]
    environment: str = ""  # whose environment, where that is not its own
    path: str = "/"
    settings: dict[str, str] = field(default_factory=dict)


def _streamlit(its: str, page: str, port: str) -> list[str]:
    quiet = ["--server.headless=true", "--browser.gatherUsageStats=false", "--server.fileWatcherType=none"]
    return [its, "-m", "streamlit", "run", page, f"--server.address={HOST}", f"--server.port={port}", *quiet]


def _panel(its: str, page: str, port: str) -> list[str]:
    return [its, "-m", "panel", "serve", page, "--address", HOST, "--port", port]


def _solara(its: str, page: str, port: str) -> list[str]:
    return [its, "-m", "solara", "run", page, "--host", HOST, "--port", port, "--production", "--no-open"]


def _marimo(its: str, page: str, port: str) -> list[str]:
    quiet = ["--headless", "--no-token"]
    return [its, "-m", "marimo", "run", page, "--host", HOST, "--port", port, *quiet]


def _voila(its: str, page: str, port: str) -> list[str]:
    return [its, "-m", "voila", page, "--no-browser", f"--Voila.ip={HOST}", f"--port={port}"]


TELL_NOBODY = {"SOLARA_TELEMETRY_MIXPANEL_ENABLE": "False", "SOLARA_TELEMETRY_MIXPANEL_ENABLED": "False"}
SYSTEMS = {
    each.name: each
    for each in [
        System(OURS, "this workbench", "ours.ipynb", lambda *_: [], path="/voila/render/pages/ours.ipynb"),
        System(STOCK, "stock Voila", "page_voila.ipynb", _voila),
        System("streamlit", "Streamlit", "page_streamlit.py", _streamlit),
        System("panel", "Panel", "page_panel.py", _panel, path="/page_panel"),
        System("solara", "Solara", "page_solara.py", _solara, settings=TELL_NOBODY),
        System(
            "solara-notebook",
            "Solara, notebook",
            "page_solara.ipynb",
            _solara,
            environment="solara",
            settings=TELL_NOBODY,
        ),
        System("marimo", "marimo", "page_marimo.py", _marimo),
    ]
}


@dataclass(frozen=True)
class Server:
    """A server that runs."""

    system: System
    pid: int
    address: str
    links: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        """Return where its page is."""
        return self.address + self.system.path

    def link(self, visitor: int) -> str | None:
        """Return what one visitor opens first, where a visitor has to be known."""
        return self.address + self.links[visitor % len(self.links)] if self.links else None

    @property
    def processor(self) -> float:
        """The processor seconds it has used."""
        return processes.processor(self.pid)

    @property
    def memory(self) -> float:
        """The memory it holds now, in MB."""
        return processes.memory(self.pid)


@contextmanager
def served(system: System) -> Iterator[Server]:
    """Start a system, and end it, by its own number, when it is no longer needed."""
    with TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        port = _free_port()
        if system.name == OURS:
            command = [sys.executable, "-m", "bench.measuring.our_room", str(folder / "w"), str(GUESTS)]
        else:
            its = python(system.environment or system.name)
            command = system.command(its, str(PEERS / system.page), str(port))
        known = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "TZ")}
        log = folder / "log.txt"
        with log.open("w") as told:
            process = subprocess.Popen(
                command,
                cwd=ROOT if system.name == OURS else folder,
                env={**known, "HOME": name, **system.settings},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE if system.name == OURS else told,
                stderr=told,
                text=True,
            )
        try:
            yield _opened(system, process, port, log)
        finally:
            processes.end(process.pid)


def _opened(system: System, process: "subprocess.Popen[str]", port: int, log: Path) -> Server:
    if process.stdout is not None:
        line = process.stdout.readline()
        if not line.startswith("{"):
            raise SystemExit(f"The room did not open.\n{log.read_text('utf-8')[-2000:]}")
        told = json.loads(line)
        return Server(system, process.pid, told["address"], tuple(told["links"]))
    end = monotonic() + PATIENCE
    while not _answers(port):
        if process.poll() is not None or monotonic() > end:
            raise SystemExit(f"{system.title} did not start.\n{log.read_text('utf-8')[-2000:]}")
        sleep(0.1)
    return Server(system, process.pid, f"http://{HOST}:{port}")


def _answers(port: int) -> bool:
    with socket.socket() as line:
        line.settimeout(1)
        return line.connect_ex((HOST, port)) == 0


def _free_port() -> int:
    with socket.socket() as free:
        free.bind((HOST, 0))
        return int(free.getsockname()[1])
