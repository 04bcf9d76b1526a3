"""What goes along with every answer, and the files that pages need."""

import gzip
import json

import pytest

from tests.server.opened import PROBE, Opened
from workbench.content import content

FILES = "/voila/templates/workbench/static"
PLOTLY = "/workbench/static/plotly.js"
ANYONE = [
    "/",
    "/login",
    "/join/no",
    "/nowhere",
    "/workbench/health",
    PLOTLY,
    f"{FILES}/page.js",
    "/api/contents",
]
GUESTS = [PROBE, "/voila/render/pages/none.ipynb", "/voila/render/../secret", "/leave-room"]


@pytest.mark.parametrize("path", [*ANYONE, *GUESTS])
def test_every_answer_is_guarded(room: Opened, path: str):
    headers = room.guest("Ben").ask(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in policy
    assert "http" not in policy
    assert "*" not in policy
    assert "unsafe-eval" not in policy


def test_a_page_of_ours_may_run_no_script_at_all(room: Opened):
    assert "script-src" not in room.visitor().ask("/login").headers["Content-Security-Policy"]


def test_the_drawing_library_comes_compressed_and_once(room: Opened):
    visitor = room.visitor()
    file = content("templates", "voila", "workbench", "static", "plotly.js")
    small = visitor.ask(PLOTLY, Accept_Encoding="gzip")
    assert gzip.decompress(small.body) == file.read_bytes()
    assert len(small.body) < 500_000
    again = visitor.ask(PLOTLY, If_None_Match=small.headers["Etag"])
    assert (again.status, again.body) == (304, b"")
    assert "immutable" in visitor.ask(f"{PLOTLY}?v=1").headers["Cache-Control"]


def test_nothing_else_comes_from_there(room: Opened):
    for path in ("..%2f..%2fstore.sqlite", "store.sqlite", ".", "..", "cookie.secret"):
        assert room.visitor().ask(f"/workbench/static/{path}").status == 404


def test_the_room_tells_this_machine_that_it_is_open(room: Opened):
    answer = room.visitor().ask("/workbench/health")
    assert answer.status == 200
    assert set(json.loads(answer.text)) == {"ready", "pages", "people"}


def test_a_name_that_is_not_the_rooms_is_refused(room: Opened):
    assert room.visitor().ask("/login", Host="rebound.example").status == 403
    assert room.visitor().ask("/login", Host="localhost:1").status == 200


def test_an_address_that_leads_nowhere_says_so_calmly(room: Opened):
    answer = room.visitor().ask("/nowhere")
    assert answer.status == 404
    assert "This address leads nowhere. Nothing was lost." in answer.text
    assert "tornado" not in str(answer.headers).lower()
