"""Starting the room, and what it writes down."""

import http.client
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.server.opened import PROBE, ROOT, a_workspace, opened
from workbench.core.rights import Refused
from workbench.core.settings import Workspace
from workbench.server import room


def an_empty_workspace(folder: Path) -> Workspace:
    workspace = Workspace(folder / "w")
    workspace.make()
    return workspace


def test_a_port_in_use_is_refused_with_what_to_do_and_nothing_is_started(tmp_path: Path):
    workspace = an_empty_workspace(tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Refused) as refusal:
            room.run(workspace, port=port)
    assert f"Port {port} is in use" in refusal.value.sentence
    assert "--port" in refusal.value.sentence
    assert not (workspace.notebooks / "pages").exists()


def test_a_host_that_is_not_ours_is_refused(tmp_path: Path):
    with pytest.raises(Refused, match="Nothing was started"):
        room.run(an_empty_workspace(tmp_path), host="203.0.113.7", port=0)


def test_the_address_is_one_that_a_browser_understands():
    assert room.address("127.0.0.1", 8866) == "http://127.0.0.1:8866"
    assert room.address("::1", 8866, secure=True) == "https://[::1]:8866"
    assert room.address("0.0.0.0", 80) == "http://localhost:80"


def test_what_opens_doors_is_not_in_the_log_even_where_it_tells_everything(tmp_path: Path):
    with opened(tmp_path, "loud") as loud:
        guest = loud.guest("Ben")
        guest.line(guest.open_probe()).close()
        loud.visitor().ask("/join/a-wrong-secret?token=another-secret")
        loud.visitor().ask("/join/a-secret/with/more")
    written = loud.log.read_text()
    assert "GET /join/..." in written
    assert PROBE in written
    secrets = [
        loud.circle.tokens["Ben"],
        *guest.cookies.values(),
        "a-wrong-secret",
        "another-secret",
        "a-secret",
    ]
    for secret in secrets:
        assert secret not in written


def test_the_room_is_quiet_and_leaves_nothing_behind(tmp_path: Path):
    with opened(tmp_path) as quiet:
        guest = quiet.guest("Ben")
        guest.open_probe()
        scratch = set(Path(tempfile.gettempdir()).glob("wb-*"))
        kernels = [int(child) for child in children(quiet.process.pid)]
        assert kernels
    assert quiet.log.read_text() == ""
    assert quiet.process.returncode == 0
    assert not any(Path(f"/proc/{kernel}").exists() for kernel in kernels)
    assert len({place for place in scratch if place.exists()}) < len(scratch)


def test_the_room_closes_while_a_page_is_still_at_work(tmp_path: Path):
    with opened(tmp_path) as busy:
        guest = busy.guest("Ben")
        line = http.client.HTTPConnection(urlsplit(busy.address).netloc, timeout=30)
        line.request("GET", "/voila/render/pages/endless.ipynb", headers={"Cookie": guest.cookie})
        reply = line.getresponse()
        assert any(b'"kernel": ' in said for said in iter(lambda: reply.readline(), b""))
        busy.process.terminate()
        assert busy.process.wait(20) == 0
        line.close()


def children(process: int) -> list[str]:
    found = subprocess.run(["pgrep", "-P", str(process)], capture_output=True, text=True, check=False)
    return found.stdout.split()


def test_neither_pandas_nor_plotly_is_loaded_by_the_server():
    code = "import sys, workbench.server.room, workbench.server.extension; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not {"pandas", "plotly", "ipywidgets", "papermill"} & set(done.stdout.split())


def test_the_builder_makes_a_workspace_of_the_owners_alone(tmp_path: Path):
    workspace, _circle, store = a_workspace(tmp_path / "w")
    store.close()
    assert workspace.path.stat().st_mode & 0o077 == 0
