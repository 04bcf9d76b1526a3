"""Opens a room for a test, in a process of its own: ``serve FOLDER [unguarded] [loud]``."""

import sys
from pathlib import Path
from typing import Any

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from traitlets.config import Config

from workbench.core.settings import Workspace
from workbench.server import room

folder, *wishes = sys.argv[1:]
plain = room.settings


def settings(*args: Any, **others: Any) -> Config:
    config = plain(*args, **others)
    if "unguarded" in wishes:  # shows that a probe works where nothing guards against it
        config.ServerApp.kernel_websocket_connection_class = ZMQChannelsWebsocketConnection
        config.RoomKernels.allow_tracebacks = True
    if "loud" in wishes:
        config.ServerApp.log_level = "DEBUG"
    return config


def tell(address: str) -> None:
    sys.stdout.write(f"{address}\n")
    sys.stdout.flush()


room.settings = settings
room.run(Workspace(Path(folder)), port=0, ready=tell)
