"""No door of the room opens but those on the list, for anyone."""

import json
import re
import subprocess
import sys
from typing import Any

import pytest
from tornado.web import Application, HTTPError, RequestHandler

from tests.server.opened import PROBE, ROOT, Opened
from workbench.server.doors import FOR_ANYONE, FOR_GUESTS, LISTED, doors, hang
from workbench.server.identity import RoomIdentity
from workbench.server.page import Page

KERNEL = "00000000-0000-4000-8000-000000000000"
STOCK = """
import json
from jupyter_server.serverapp import ServerApp
app = ServerApp(jpserver_extensions={name: True for name in ("voila.server_extension", "jupyterlab",
    "jupyter_server_terminals", "jupyter_lsp")}, log_level="CRITICAL", terminals_enabled=True)
app.load_config_file = lambda *a, **b: None
app.initialize(argv=[], find_extensions=False, new_httpserver=False)
found = []
for rule in app.web_app.default_router.rules:
    for inner in rule.target.rules:
        found.append([getattr(inner.matcher, "regex").pattern, inner.target.__name__])
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def stock() -> list[tuple[str, str]]:
    """Every door that Jupyter Server, Voila and JupyterLab have of their own, as patterns and classes."""
    done = subprocess.run(
        [sys.executable, "-c", STOCK], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return [tuple(each) for each in json.loads(done.stdout.splitlines()[-1])]


def example(pattern: str) -> str:
    """Return an address that a pattern matches."""
    path = pattern.rstrip("$")
    path = re.sub(r"\(\?P<kernel_id>[^)]*\)", KERNEL, path)
    path = re.sub(r"\(\?P<action>[^)]*\)", "restart", path)
    path = re.sub(r"\(\?P<path>.*?\)\)(?:\|/\?\))?\)?", "/pages/home.ipynb", path)
    path = re.sub(r"\([^()]*\)", "x", path)
    path = re.sub(r"\([^()]*\)", "x", path)
    return "/" + re.sub(r"\\(.)", r"\1", path).strip("/").replace(".*", "x").replace("?", "")


def test_the_list_of_stock_doors_is_a_real_one(stock: list[tuple[str, str]]):
    patterns = " ".join(pattern for pattern, _name in stock)
    for known in (
        "/api/contents",
        "/api/kernels",
        "/api/terminals",
        "/lab",
        "/metrics",
        "/voila/tree",
        "/files",
    ):
        assert known in patterns
    assert len(stock) > 50


def test_no_stock_door_is_open_to_anyone(room: Opened, stock: list[tuple[str, str]]):
    guest, stranger = room.guest("Ben"), room.visitor()
    wrong = []
    for pattern, name in stock:
        path = example(pattern)
        for who, visitor in (("guest", guest), ("stranger", stranger)):
            for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
                answer = visitor.ask(path, method, "" if method != "GET" else None)
                led_to_the_link = answer.status == 302 and answer.headers["Location"].startswith("/login")
                if path in {"/", "/login", "/x"} or answer.status in {403, 404, 405} or led_to_the_link:
                    continue
                wrong.append((who, method, path, name, answer.status))
    assert wrong == []


@pytest.mark.parametrize(
    "path",
    [
        "/lab", "/tree", "/api", "/api/contents", "/api/contents/pages/probe.ipynb", "/api/kernels",
        "/api/kernelspecs",
        "/api/sessions", "/api/status", "/api/me", "/api/terminals", "/api/events/subscribe", "/api/shutdown",
        "/api/config/x", "/files/pages/probe.ipynb", "/view/pages/probe.ipynb",
        "/nbconvert/html/pages/probe.ipynb",
        "/metrics", "/static/style/style.min.css", "/favicon.ico", "/robots.txt", "/custom/custom.css",
        "/voila",
        "/voila/tree", "/voila/files/pages/probe.ipynb", "/voila/api/contents/", "/voila/query/x", "/logout",
        f"/voila/execution/{KERNEL}", f"/api/kernels/{KERNEL}/restart", f"/api/kernels/{KERNEL}/interrupt",
        "/voila/static/../../../x", "/voila/templates/lab/static/voila.js",
        "/voila/static/voila.js", "/voila/labextensions/anywidget/package.json",
    ],
)  # fmt: skip
def test_a_guest_finds_nothing_where_jupyter_has_something(room: Opened, path: str):
    answer = room.guest("Ben").ask(path)
    assert answer.status in {403, 404}
    assert "Nothing was" in answer.text


def test_the_probe_is_open_to_a_guest_so_the_refusals_mean_something(room: Opened):
    assert room.guest("Ben").ask(PROBE).status == 200


@pytest.mark.parametrize(
    "path",
    [
        "pages/../../store.sqlite", "pages/%2e%2e/%2e%2e/store.sqlite", "..%2f..%2fstore.sqlite", "",
        "/etc/passwd", "pages", "pages/probe.ipynb/", "pages//probe.ipynb", "./pages/probe.ipynb",
        "pages/probe.ipynb%00", "PAGES/probe.ipynb", "pages%5cprobe.ipynb", "pages/.hidden.ipynb",
        "cycles/x/self-assessment-y.ipynb", "cycles/x/../../pages/probe.ipynb",
    ],
)  # fmt: skip
def test_a_page_by_any_other_name_is_nobodys(room: Opened, path: str):
    assert room.guest("Ben").ask(f"/voila/render/{path}").status in {302, 403, 404}


class Newcomer(RequestHandler):
    """A door that a new version of a dependency might bring along."""


class Double(Page):
    """A class that inherits from a listed one is not a listed one."""


def test_a_new_door_is_taken_out_when_ours_are_hung():
    application = Application([(r"/new", Newcomer)])
    application.add_handlers(r".*", [(r"/also-new", Newcomer)])
    mine = doors(template="workbench", page={})
    assert Newcomer in targets(application)
    hang(application, mine)
    assert targets(application) <= LISTED
    assert Newcomer not in targets(application)


def targets(application: Application) -> set[Any]:
    inner = [rule.target for rule in application.default_router.rules]
    return {rule.target for router in inner for rule in router.rules}


@pytest.mark.parametrize("newcomer", [Newcomer, Double])
def test_a_handler_that_is_not_listed_goes_no_further(newcomer: type[RequestHandler]):
    with pytest.raises(HTTPError) as refusal:
        RoomIdentity().get_user(newcomer.__new__(newcomer)).send(None)  # it waits for nothing
    assert refusal.value.status_code == 403


def test_what_is_for_guests_and_what_is_for_anyone_are_two_lists():
    assert not FOR_GUESTS & FOR_ANYONE
