"""A forked kernel, as `subprocess.Popen` would show it."""

import os
import select
import signal
from collections.abc import Callable
from subprocess import TimeoutExpired

from jupyter_client.connect import KernelConnectionInfo


class Fork:
    """One fork, held by a handle that is no other process's; `status` tells how it ended."""

    stdin = stdout = stderr = None

    def __init__(
        self,
        pid: int,
        handle: int,
        status: Callable[[int], int],
        connection: KernelConnectionInfo | None = None,
    ) -> None:
        self.pid, self._handle, self._status = pid, handle, status
        self.connection = connection  # where it listens, if that was chosen before
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Return the exit status, or None while it runs."""
        if self.returncode is None and self._over(0):
            self.returncode = self._status(self.pid)
            os.close(self._handle)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it has ended."""
        if self.returncode is None and not self._over(timeout):
            raise TimeoutExpired("kernel", timeout or 0)
        status = self.poll()
        assert status is not None
        return status

    def send_signal(self, number: int) -> None:
        """Send a signal, to this very process and to no other that may have its number by now."""
        if self.poll() is None:
            signal.pidfd_send_signal(self._handle, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def _over(self, timeout: float | None) -> bool:
        return bool(select.select([self._handle], [], [], timeout)[0])
