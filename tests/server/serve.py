"""Opens a room for a test, in a process of its own: ``serve FOLDER [unguarded] [loud] [sealed] [hinted]``."""

import sys
from pathlib import Path
from typing import Any

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from traitlets.config import Config

from workbench.core.clock import system_clock
from workbench.core.settings import Workspace
from workbench.server import room
from workbench.server.certificate import own_certificate
from workbench.server.reach import Reach, behind, own_names

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
reach = Reach()
if "sealed" in wishes:
    certificate, key, fingerprint = own_certificate(Path(folder), own_names("127.0.0.1"), system_clock())
    reach = Reach(str(certificate), str(key), fingerprint=fingerprint)
if "behind" in wishes:
    reach = behind("https://room.example.org")
hint = "Only a hint." if "hinted" in wishes else ""
room.run(Workspace(Path(folder)), port=0, ready=tell, reach=reach, hint=hint)
