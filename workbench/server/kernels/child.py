"""What a fresh fork puts right before it is a process of its own."""

import atexit
import gc
import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from tornado.ioloop import IOLoop

from workbench.server.kernels.light import LightApp


@dataclass(frozen=True)
class Wanted:
    """One kernel that was asked for."""

    connection_file: str
    argv: Sequence[str]
    env: dict[str, str]
    cwd: str


def put_right(wanted: Wanted, kept: Sequence[int]) -> None:
    """Leave nothing of the parent's in the child: session, signals, environment, folder, files, chance."""
    os.setsid()
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.clear()
    os.environ.update(wanted.env)
    time.tzset()
    os.chdir(wanted.cwd)
    _nothing_to_read()
    _close_all_but(kept)
    sys.argv = list(wanted.argv)
    random.seed()
    if (numpy := sys.modules.get("numpy")) is not None:
        numpy.random.seed()
    gc.enable()


def run(app: LightApp, wanted: Wanted, lifeline: int, begun: int) -> int:
    """Be a kernel until told to stop; return the status to leave with. It closes `begun` when it listens."""
    try:
        put_right(wanted, (lifeline, begun))
        app.begin(wanted.connection_file)
        os.close(begun)
        IOLoop.current().add_handler(lifeline, _alone, IOLoop.READ)
        app.start()
        atexit._run_exitfuncs()
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else int(left.code is not None)
    except BaseException:
        traceback.print_exc(file=sys.__stderr__)
        return 1
    return 0


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
