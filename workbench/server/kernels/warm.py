"""
The warm parent: has imported what kernels need, and forks one each time it is asked.

It holds no thread, no event loop and no database; one socket leads to the server that started it, one
pipe tells whether that server lives. It ends with the server, and its forks with it.

Started as ``python -m workbench.server.kernels.warm SOCKET LIFELINE``; the first message is what to
prepare: ``{"modules": [...], "argv": [...], "rehearse": "module:function"}``.
"""

import gc
import json
import os
import re
import select
import signal
import socket
import sys
import sysconfig
import traceback
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict
from importlib import import_module
from typing import TYPE_CHECKING, Any

from workbench.server.kernels import holes
from workbench.server.kernels.kinds import LARGEST

if TYPE_CHECKING:
    from workbench.server.kernels.child import Wanted
    from workbench.server.kernels.waiting import Waiting

CALM = 2.0  # seconds without a wish, after which a fork is made for the next
INSTALLED = re.compile(
    "|".join(re.escape(sysconfig.get_path(each)) for each in ("stdlib", "purelib", "platlib"))
)
sys.modules.setdefault("debugpy", None)  # type: ignore[arg-type]  # no debugger: as if it were not installed


class Parent:
    """Prepares once, then forks on demand and tells how each fork ended."""

    def __init__(self, line: socket.socket, lifeline: int) -> None:
        self.line, self.lifeline = line, lifeline
        self.children: set[int] = set()
        self.sources: dict[str, float] = {}
        self.folder: str | None = None  # where the next who waits may listen
        self.waiting: Waiting | None = None

    def prepare(self, what: dict[str, Any]) -> None:
        """Import, build and rehearse; from here on the collector leaves all of it alone."""
        gc.disable()
        from workbench.server.kernels.light import LightApp

        self.app = LightApp.instance()
        self.app.prepare(list(what.get("argv", [])))
        for name in what.get("modules", []):  # after the shell: widgets make themselves known to it
            import_module(name)
        if rehearse := what.get("rehearse"):
            module, _colon, function = rehearse.partition(":")
            try:
                self.app.rehearse(getattr(import_module(module), function))
            except Exception:  # kernels start all the same, a little slower
                traceback.print_exc()
        self.app.settle()
        self.sources = sources()
        gc.collect()
        self.holes = holes.fill()
        gc.freeze()

    def serve(self) -> int:
        """Answer until the server is gone; in a fork, return what it leaves with."""
        woken, wake = os.pipe()
        os.set_blocking(woken, False)
        os.set_blocking(wake, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        while True:
            idle = self.folder is not None and self.waiting is None
            ready = select.select([self.line.fileno(), woken], [], [], CALM if idle else None)[0]
            if not ready:
                status = self.fork_ahead()
                if status is not None:
                    return status
            if woken in ready:
                os.read(woken, 4096)
                self.bury()
            if self.line.fileno() in ready:
                said = self.line.recv(LARGEST)
                if not said:
                    self.end_all()
                    return 0
                status = self.fork(json.loads(said))
                if status is not None:
                    return status

    def fork(self, asked: dict[str, Any]) -> int | None:
        """Fork a kernel and answer with a handle on it; None in the parent, its exit status in the child."""
        from workbench.server.kernels import child

        if self.sources != sources(self.sources):
            self.answer({"stale": True})
            return None
        wanted = child.Wanted(**asked["wanted"])
        if asked["ahead"]:
            self.folder = os.path.dirname(wanted.connection_file)
            if self.take(wanted):
                return None
        ready, begun = os.pipe()
        try:
            pid = os.fork()
        except OSError as error:
            self.answer({"refused": error.strerror})
            return None
        if pid == 0:
            return child.run(self.app, wanted, self.lifeline, begun)
        self.children.add(pid)
        handle = os.pidfd_open(pid)
        self.answer({"pid": pid}, handle, ready)
        for each in (handle, ready, begun):
            os.close(each)
        return None

    def fork_ahead(self) -> int | None:
        """Fork one that waits for whoever asks next; None in the parent, its exit status in the child."""
        from workbench.server.kernels import child, waiting

        assert self.folder is not None
        one = waiting.Waiting.prepared(self.folder)
        try:
            one.pid = os.fork()
        except OSError:
            one.let_go()
            self.folder = None  # until somebody asks again
            return None
        if one.pid == 0:
            return child.run_ahead(self.app, one.connection_file, one.theirs, self.lifeline, one.begun)
        self.children.add(one.pid)
        one.parted()
        self.waiting = one
        return None

    def take(self, wanted: "Wanted") -> bool:
        """Give the kernel that waits to whoever asks, if there is one and it lives."""
        one, self.waiting = self.waiting, None
        if one is None:
            return False
        told = one.tell(asdict(wanted))
        if told:
            self.answer({"pid": one.pid, "connection": one.connection}, one.handle, one.ready)
        one.let_go(files=not told)
        return told

    def bury(self) -> None:
        """Tell how each fork ended that has ended."""
        for pid in list(self.children):
            found, status = os.waitpid(pid, os.WNOHANG)
            if not found:
                continue
            self.children.discard(pid)
            if self.waiting is not None and pid == self.waiting.pid:
                self.waiting.let_go()
                self.waiting, self.folder = None, None  # no other before somebody asks: it may end as well
            else:
                self.answer({"ended": pid, "status": os.waitstatus_to_exitcode(status)})

    def end_all(self) -> None:
        """End every fork: there is nobody left whom they could serve."""
        for pid in self.children:
            os.kill(pid, signal.SIGKILL)
        if self.waiting is not None:
            self.waiting.let_go()

    def answer(self, what: dict[str, Any], *handles: int) -> None:
        """Say something to the server, if it is there."""
        with suppress(OSError):
            socket.send_fds(self.line, [json.dumps(what).encode()], handles)


def sources(known: Iterable[str] = ()) -> dict[str, float]:
    """Return when each source file was changed that is still worked on: none of an installed package."""
    if not known:
        files = {getattr(module, "__file__", None) for module in list(sys.modules.values())}
        known = sorted(f for f in files if f and f.endswith(".py") and not INSTALLED.search(f))
    found = {}
    for name in known:
        with suppress(OSError):
            found[name] = os.stat(name).st_mtime
    return found


def main() -> int:
    """Prepare what the first message names, say that all is ready, and serve."""
    line = socket.socket(fileno=int(sys.argv[1]))
    parent = Parent(line, int(sys.argv[2]))
    parent.prepare(json.loads(line.recv(LARGEST)))
    parent.answer({"ready": True})
    return parent.serve()


if __name__ == "__main__":
    left = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(left)  # what stands in memory is shared with others: nothing of it is taken down
