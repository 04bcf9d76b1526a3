"""The desk of one person: JupyterLab on their own machine."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import websocket

from tests.server.opened import ROOT, V1, Visitor, a_workspace, until, v1

DESK = """
import sys
from pathlib import Path
from workbench.core.settings import Workspace
from workbench.server.lab import run_lab
from workbench.core import keys
from workbench.core.store import Store
place, person, token = sys.argv[1:]
workspace = Workspace(Path(place))
with Store(workspace.store_url).reading() as db:
    key = keys.open_by_link(db, person=person, token=token)
run_lab(workspace, person, key=key, port=0, browser=False, ready=lambda a: print(a, flush=True))
"""
ASK = "from workbench.core.desk import open_desk; print('me=' + open_desk().me, open_desk().key is not None)"


def test_a_kernel_of_the_desk_is_its_owners_with_their_key_after_a_restart_too(tmp_path: Path):
    workspace, circle, store = a_workspace(tmp_path / "w")
    process = subprocess.Popen(
        [sys.executable, "-c", DESK, str(workspace.path), circle["Ana"], circle.tokens["Ana"]],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout
        address = urlsplit(process.stdout.readline().strip())
        assert address.hostname == "127.0.0.1"
        key = parse_qs(address.query)["token"][0]
        owner = Visitor(f"http://{address.netloc}")
        assert owner.ask("/api/kernels").status in {302, 403}
        allowed = {"Authorization": f"token {key}"}
        kernel = json.loads(owner.ask("/api/kernels", "POST", "{}", **allowed).text)["id"]
        assert whose(address.netloc, kernel, key) == f"{circle['Ana']} True"
        assert owner.ask(f"/api/kernels/{kernel}/restart", "POST", "", **allowed).status == 200
        assert whose(address.netloc, kernel, key) == f"{circle['Ana']} True"
        assert owner.ask("/lab", **allowed).status == 200
        assert owner.ask("/workbench/static/plotly.js").status == 200
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)
        store.close()


def whose(place: str, kernel: str, key: str) -> str:
    line = websocket.create_connection(
        f"ws://{place}/api/kernels/{kernel}/channels?token={key}", subprotocols=[V1], timeout=30
    )
    asked = {
        "code": ASK,
        "silent": False,
        "store_history": False,
        "user_expressions": {},
        "allow_stdin": False,
    }
    line.send_binary(v1("shell", "execute_request", asked))
    while not (
        said := [c["text"] for kind, c in until(line, "stream") if kind == "stream" and c["name"] == "stdout"]
    ):
        continue
    line.close()
    return str(said[-1]).strip().removeprefix("me=")
