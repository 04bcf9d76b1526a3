"""Starts a kernel as a fork of a warm parent, or in the normal way where that cannot be."""

import asyncio
import os
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Bool, List, Unicode

from workbench.server.kernels import forks, kinds

STREAMS = ("stdin", "stdout", "stderr")


class ForkingProvisioner(LocalProvisioner):
    """
    Jupyter's local provisioner with another way to start.

    Configured in a kernelspec, under ``metadata.kernel_provisioner.config``. Whatever asks for more than
    a fork can give (arguments of its own, streams, a life beyond the server's) is started normally.
    """

    modules: "List[str]" = List(Unicode(), help="What the parent imports ahead.").tag(config=True)
    argv: "List[str]" = List(Unicode(), help="Arguments of every kernel.").tag(config=True)
    rehearse = Unicode(help="A function that the parent calls once, as module:function.").tag(config=True)
    ahead = Bool(
        help="Whether one fork waits for the next who asks; only where kernels are reached by files (ipc)."
    ).tag(config=True)
    keep: "List[str]" = List(Unicode(), help="Names in the environment that the parent may know.").tag(
        config=True
    )

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork if possible; say in the log why not."""
        file = _connection_file(cmd, self.argv)
        plain = kwargs.get("independent") or any(kwargs.get(each) is not None for each in STREAMS)
        if not kinds.possible():
            self.log.info("Kernels are not forked here; they start normally.")
        elif file is None or plain:
            self.log.info("A kernel with wishes of its own starts normally.")
        else:
            try:
                return await self._fork(file, cmd, kwargs)
            except forks.CannotFork as error:
                self.log.warning("No kernel could be forked (%s); one starts normally.", error)
        return await super().launch_kernel(cmd, **kwargs)

    async def _fork(self, file: str, cmd: list[str], kwargs: dict[str, Any]) -> KernelConnectionInfo:
        env = dict(kwargs.get("env") or os.environ)
        cwd = str(kwargs.get("cwd") or os.getcwd())
        kind = kinds.Kind.of(
            env, modules=self.modules, argv=self.argv, rehearse=self.rehearse, keep=self.keep
        )
        warm = forks.warm(kind, self.log)
        first = self.pid is None  # one that starts again has to be found where it was
        ahead = self.ahead and first and self.connection_info.get("transport") == "ipc"
        fork = await asyncio.to_thread(warm.fork, file, argv=cmd[1:], env=env, cwd=cwd, ahead=ahead)
        self.process = fork  # type: ignore[assignment]  # it does all that is asked of a Popen here
        self.pid, self.pgid, self.cwd = fork.pid, fork.pid, cwd
        if fork.connection is not None:
            self.connection_info = fork.connection
        return self.connection_info


def _connection_file(cmd: list[str], argv: list[str]) -> str | None:
    """Return a kernel command's connection file, or None where it asks for more than a fork can be."""
    match [part for part in cmd if not part.startswith("-X")]:
        case [_python, "-m", "ipykernel_launcher" | "ipykernel", "-f", file, *others] if others == argv:
            return file
    return None
