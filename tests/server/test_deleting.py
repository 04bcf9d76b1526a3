"""A person is deleted while the room is open: their pages end, the others' go on, no byte is left."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from time import monotonic
from uuid import uuid4

import pytest
import websocket
from sqlalchemy import delete as delete_rows
from sqlalchemy import update

from tests.audit.searching import traces
from tests.server.opened import ROOT, Opened, Visitor, a_workspace, opened, widgets
from workbench.audit.erasure import delete_me
from workbench.core.desk import Desk
from workbench.core.drafts import keep_draft
from workbench.core.erasing import erasing, waits
from workbench.core.finishing import finish
from workbench.core.settings import Workspace
from workbench.models.drafts import Draft
from workbench.models.people import Person


@pytest.fixture
def room(tmp_path):
    with opened(tmp_path) as room:
        yield room


def named(room: Opened, name: str) -> str:
    """Give someone a name that can be found among the bytes of a file."""
    full = f"{name} zq{uuid4().hex}"
    with Desk(room.circle.store, "").transaction() as db:
        db.execute(update(Person).where(Person.id == room.circle[name]).values(name=full))
    return full


def delete(room: Opened, name: str, full: str) -> bool:
    with room.circle.desk(name).transaction() as db:
        delete_me(db, by=room.circle[name], typed=full, at=room.circle.clock())
    return finish(room.circle.store, Workspace(room.folder))


def ends(line: websocket.WebSocket) -> bool:
    """Listen until the room hangs up."""
    try:
        while line.recv_data()[0] != websocket.ABNF.OPCODE_CLOSE:
            pass
    except websocket.WebSocketConnectionClosedException:
        return True
    return True


def test_their_link_cookie_and_open_page_stop_and_the_others_page_goes_on(room):
    ana, ben = room.guest("Ana"), room.guest("Ben")
    ana_line, ben_line = ana.line(ana.open_probe()), ben.line(ben.open_probe())
    assert f"me={room.circle['Ben']}" in widgets(ben_line)
    full = named(room, "Ben")
    with closing(sqlite3.connect(room.circle.store.file, isolation_level=None)) as other:
        other.execute("SELECT name FROM people").fetchall()
        assert delete(room, "Ben", full)
        assert ends(ben_line)
    assert ben.ask("/voila/render/pages/home.ipynb").status == 302
    assert room.visitor().ask(f"/join/{room.circle.tokens['Ben']}").status == 403
    assert f"me={room.circle['Ana']}" in widgets(ana_line)
    ana_line.close()
    assert ana.ask("/voila/render/pages/people.ipynb").status == 200
    assert traces(room.folder, [full.removeprefix("Ben ")]) == {}


def test_a_room_that_opens_finishes_what_was_left_and_sweeps(tmp_path):
    folder = tmp_path / "w"
    workspace, circle, store = a_workspace(folder)
    words = f"zq{uuid4().hex}"
    with circle.desk("Ben").transaction() as db:
        keep_draft(db, author=circle["Ben"], place="x", values={"words": words}, seen=0, at=circle.clock())
        db.execute(update(Draft).values(values=json.dumps({"words": words})))
    with circle.desk("Ben").transaction() as db, erasing(db):
        db.execute(delete_rows(Draft))
    assert waits(store)
    store.close()
    command = [sys.executable, "-m", "tests.server.serve", str(workspace.path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        visitor = Visitor(process.stdout.readline().strip())
        end = monotonic() + 30
        while waits(store) and monotonic() < end:
            visitor.ask("/")
        process.terminate()
    assert not waits(store)
    assert traces(folder, [words]) == {}
    store.close()
