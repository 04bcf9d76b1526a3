"""A fork that waits: it listens already, and becomes the kernel of whoever asks next."""

import json
import os
import secrets
import socket
from contextlib import suppress
from dataclasses import dataclass
from glob import escape, glob
from typing import Any

from jupyter_client.connect import KernelConnectionInfo, write_connection_file

PLACES = "-ipc"


@dataclass
class Waiting:
    """What the parent holds of it. It knows nothing of anybody until it is told what is wanted."""

    connection_file: str
    connection: KernelConnectionInfo
    ours: socket.socket
    theirs: socket.socket
    ready: int
    begun: int
    pid: int = 0
    handle: int = -1

    @classmethod
    def prepared(cls, folder: str) -> "Waiting":
        """Choose where it will listen: files of its own in a folder that is its owner's alone."""
        base = os.path.join(folder, f"waiting-{secrets.token_hex(8)}")
        file, connection = write_connection_file(
            f"{base}.json", transport="ipc", ip=base + PLACES, key=secrets.token_hex(32).encode()
        )
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        return cls(file, connection, ours, theirs, *os.pipe())

    def parted(self) -> None:
        """Keep the parent's ends only, after the fork."""
        self.handle = os.pidfd_open(self.pid)
        self.theirs.close()
        os.close(self.begun)
        self.begun = -1

    def tell(self, wanted: dict[str, Any]) -> bool:
        """Say what is wanted; say whether it was there to hear it."""
        try:
            self.ours.send(json.dumps(wanted).encode())
        except OSError:
            return False
        return True

    def let_go(self, *, files: bool = True) -> None:
        """Close what the parent holds, and take away where it would have listened."""
        self.ours.close()
        self.theirs.close()
        for each in (self.ready, self.begun, self.handle):
            if each >= 0:
                os.close(each)
        if files:
            take_away(self.connection)


def take_away(connection: KernelConnectionInfo) -> None:
    """Remove the file that says where a fork listens, and the places themselves."""
    for file in glob(f"{escape(str(connection.get('ip')).removesuffix(PLACES))}*"):
        with suppress(OSError):
            os.unlink(file)
