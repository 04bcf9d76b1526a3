"""What a fresh fork puts right before it is a process of its own."""

import atexit
import gc
import json
import os
import random
import signal
import socket
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from tornado.ioloop import IOLoop

from workbench.server.kernels import waiting
from workbench.server.kernels.kinds import LARGEST
from workbench.server.kernels.light import LightApp


@dataclass(frozen=True)
class Wanted:
    """One kernel that was asked for."""

    connection_file: str
    argv: Sequence[str]
    env: dict[str, str]
    cwd: str


def cut_off(kept: Sequence[int]) -> None:
    """Leave nothing of the parent's in the child: session, signals, files."""
    os.setsid()
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    _nothing_to_read()
    _close_all_but(kept)
    gc.enable()


def put_right(wanted: Wanted) -> None:
    """Be the kernel that was asked for: its environment, its folder, its arguments, and chance of its own."""
    os.environ.clear()
    os.environ.update(wanted.env)
    time.tzset()
    os.chdir(wanted.cwd)
    sys.argv = list(wanted.argv)
    random.seed()
    if (numpy := sys.modules.get("numpy")) is not None:
        numpy.random.seed()


def run(app: LightApp, wanted: Wanted, lifeline: int, begun: int) -> int:
    """Be a kernel until told to stop; return the status to leave with. By `begun` it says that it listens."""

    def begin() -> None:
        cut_off((lifeline, begun))
        put_right(wanted)
        app.begin(wanted.connection_file)
        _say(begun)

    return _lived(app, lifeline, begin)


def run_ahead(app: LightApp, connection_file: str, line: socket.socket, lifeline: int, begun: int) -> int:
    """The same, listening before anybody has asked for it; what is wanted comes by a line."""

    def begin() -> None:
        cut_off((lifeline, begun, line.fileno()))
        app.begin(connection_file)
        said = line.recv(LARGEST)
        line.close()
        if not said:  # nobody will ask: the parent has ended
            waiting.take_away(app.get_connection_info())
            raise SystemExit(0)
        with suppress(FileNotFoundError):
            os.unlink(connection_file)
        wanted = Wanted(**json.loads(said))
        put_right(wanted)
        app.connection_file = wanted.connection_file
        _say(begun)

    return _lived(app, lifeline, begin)


def _lived(app: LightApp, lifeline: int, begin: Callable[[], None]) -> int:
    try:
        begin()
        app.call_session_by_name()
        IOLoop.current().add_handler(lifeline, _alone, IOLoop.READ)
        app.start()
        atexit._run_exitfuncs()
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else int(left.code is not None)
    except BaseException:
        traceback.print_exc(file=sys.__stderr__)
        return 1
    return 0


def _say(begun: int) -> None:
    os.write(begun, b"!")
    os.close(begun)


def _alone(_lifeline: int, _what: int) -> None:
    """End: the server is gone, and there is nobody left to serve."""
    os._exit(0)


def _nothing_to_read() -> None:
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)


def _close_all_but(kept: Sequence[int]) -> None:
    for each in [int(name) for name in os.listdir("/proc/self/fd")]:
        if each > 2 and each not in kept:
            with suppress(OSError):
                os.close(each)
