"""The server's side: keeps a warm parent for each kind of kernel, and a handle on every fork."""

import json
import logging
import os
import select
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from subprocess import TimeoutExpired
from time import monotonic
from typing import Any, cast

from jupyter_client.connect import KernelConnectionInfo

from workbench.server.kernels.kinds import LARGEST, Kind
from workbench.server.kernels.process import Fork
from workbench.server.kernels.waiting import take_away

MODULE = "workbench.server.kernels.warm"
PATIENCE = 60.0  # seconds for a parent to prepare, or to answer
REST = 30.0  # seconds before a parent that could not prepare is tried again
UNKNOWN = 1  # the status of a fork that outlived its parent: nobody was there to be told


class CannotFork(Exception):
    """No fork can be had now; a normal start may still do."""


@dataclass
class Warm:
    """One warm parent, replaced when it has ended or when the code that it has read was changed."""

    kind: Kind
    log: logging.Logger
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _process: "subprocess.Popen[bytes] | None" = None
    _line: socket.socket | None = None
    _ended: dict[int, int] = field(default_factory=dict)
    _failed_at: float | None = None

    def fork(
        self,
        connection_file: str,
        *,
        argv: Sequence[str],
        env: Mapping[str, str],
        cwd: str,
        ahead: bool = False,
    ) -> Fork:
        """
        Fork one kernel and wait until it listens. Raises CannotFork where none can be had.

        With ``ahead`` it may be one that was forked before, and the parent keeps another for the next.
        """
        wanted = {"connection_file": connection_file, "argv": list(argv), "env": dict(env), "cwd": cwd}
        while True:
            fork, ready = self._forked({"wanted": wanted, "ahead": ahead})
            if _listens(ready) or fork.connection is None:
                return fork
            with suppress(TimeoutExpired):  # the one that waited ended in this very moment
                fork.wait(1.0)
            take_away(fork.connection)
            ahead = False

    def _forked(self, asked: dict[str, Any]) -> tuple[Fork, int]:
        with self._lock:
            for _again in range(3):
                self._awake()
                assert self._line is not None
                try:
                    self._line.send(json.dumps(asked).encode())
                    answer, handles = self._hear("pid", "refused", "stale")
                except (OSError, EOFError) as error:
                    self._gone(str(error))
                    continue
                if "pid" in answer:
                    return Fork(answer["pid"], handles[0], self.status, _known(answer)), handles[1]
                if "refused" in answer:
                    raise CannotFork(answer["refused"])
                self.log.info("Code has changed; kernels fork from a new parent.")
                self._let_go()
        raise CannotFork("The parent of kernels does not stay alive.")

    def begin(self) -> None:
        """Prepare the parent ahead of the first kernel. Raises CannotFork where it could not prepare."""
        with self._lock:
            self._awake()

    def end(self) -> None:
        """End the parent; its forks end with it."""
        with self._lock:
            if self._process is not None and self._line is not None:
                self._line.close()
                self._line = None
                with suppress(TimeoutExpired):
                    self._process.wait(REST)
            self._let_go()

    def status(self, pid: int) -> int:
        """Return how a fork ended that has ended."""
        with self._lock:
            until = monotonic() + 1.0
            while pid not in self._ended and self._line is not None:
                if not select.select([self._line], [], [], max(0.0, until - monotonic()))[0]:
                    break
                try:
                    self._take()
                except (OSError, EOFError) as error:
                    self._gone(str(error))
            return self._ended.pop(pid, UNKNOWN)

    @property
    def pid(self) -> int | None:
        """The parent's own process, while there is one."""
        return self._process.pid if self._process else None

    def _awake(self) -> None:
        if self._process is not None and self._process.poll() is None:
            return
        if self._process is not None:
            self._gone(f"status {self._process.returncode}")
        if self._failed_at is not None and monotonic() - self._failed_at < REST:
            raise CannotFork("the parent of kernels could not prepare a moment ago")
        ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.settimeout(PATIENCE)
        lifeline = _lifeline()
        environ = dict(self.kind.environ)
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", MODULE, str(its.fileno()), str(lifeline)],
            env=environ,
            cwd="/",
            stdin=subprocess.DEVNULL,
            pass_fds=(its.fileno(), lifeline),
            start_new_session=True,
        )
        its.close()
        self._line = ours
        wanted = {
            "modules": self.kind.modules,
            "argv": self.kind.argv,
            "rehearse": self.kind.rehearse,
        }
        try:
            ours.send(json.dumps(wanted).encode())
            self._hear("ready")
        except (OSError, EOFError) as error:
            self._failed_at = monotonic()
            self._let_go()
            raise CannotFork("the parent of kernels could not prepare") from error
        self._failed_at = None

    def _hear(self, *kinds: str) -> tuple[dict[str, Any], list[int]]:
        while True:
            answer, handles = self._take()
            if any(kind in answer for kind in kinds):
                return answer, handles

    def _take(self) -> tuple[dict[str, Any], list[int]]:
        assert self._line is not None
        said, handles, _flags, _from = socket.recv_fds(self._line, LARGEST, 2)
        if not said:
            raise EOFError("its line is closed")
        answer: dict[str, Any] = json.loads(said)
        if "ended" in answer:
            self._ended[answer["ended"]] = answer["status"]
        return answer, handles

    def _gone(self, why: str) -> None:
        self.log.warning("The parent of kernels has ended (%s); a new one takes its place.", why)
        self._let_go()

    def _let_go(self) -> None:
        """Let a parent go; its forks stay. One that saw its line closed would end them, so it goes first."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
        if self._line is not None:
            self._line.close()
            self._line = None


_all: dict[Kind, Warm] = {}
_pipe: tuple[int, int] | None = None


def end_all() -> None:
    """End every parent of this process, and all that was forked from them."""
    for each in list(_all.values()):
        each.end()


def warm(kind: Kind, log: logging.Logger) -> Warm:
    """Return the warm parent for a kind of kernel; there is one in each server."""
    return _all.setdefault(kind, Warm(kind, log))


def _listens(ready: int) -> bool:
    """Wait until a fork says that it listens; say whether it did, or has ended."""
    with os.fdopen(ready, "rb", buffering=0) as told:
        return bool(select.select([told], [], [], PATIENCE)[0]) and told.read(1) != b""


def _known(answer: dict[str, Any]) -> KernelConnectionInfo | None:
    """Return where a fork listens that has listened before it was asked for, as Jupyter keeps it."""
    told: Any = answer.get("connection")
    return cast(KernelConnectionInfo, {**told, "key": told["key"].encode()}) if told else None


def _lifeline() -> int:
    """Return what every fork holds of a pipe whose other end is ours alone: it tells them that we live."""
    global _pipe
    if _pipe is None:
        _pipe = os.pipe()
    return _pipe[0]
