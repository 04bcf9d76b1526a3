"""No path leads out of the folder of pages, and no file of the workspace but a page is served."""

import http.client
import os
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.security.tally import tried
from tests.server.opened import PROBE, Answer, Opened, Visitor, opened

PLANTED = "zzplanted-in-a-file"
UP = (
    "../", "..%2f", "%2e%2e/", "%2e%2e%2f", "%252e%252e%252f", "..%255c", "..\\", "..%5c", "....//", ".%2e/",
    "..;/", "%c0%ae%c0%ae/", "..%00/", "%u002e%u002e/", "/..//", "./../",
)  # fmt: skip
TARGETS = ("store.sqlite", "cookie.secret", "workbench.toml", "room.json", "outside.ipynb", "outside.txt")
BASES = (
    "/voila/render/", "/voila/render/pages/", "/voila/static/", "/voila/templates/workbench/static/",
    "/voila/labextensions/", "/workbench/static/", "/files/", "/", "/voila/files/", "/static/",
)  # fmt: skip
INSIDE = (
    "pages/link.ipynb", "pages/folder/outside.ipynb", "pages/.hidden.ipynb", "pages/plain.txt",
    "pages/.ipynb_checkpoints/probe-checkpoint.ipynb", "pages/picture.png", "pages/script.py", "store.sqlite",
    "pages/store.sqlite", "pages/absolute.ipynb%00.ipynb", "pages/probe.ipynb%20", "pages/probe.ipynb.",
    "pages/probe.ipynb::$DATA", "pages/probe.ipynb?x=../../store.sqlite/..", "pages/./probe.ipynb",
    "pages/sub/inner.ipynb", "cycles/../pages/.hidden.ipynb", "//etc/passwd", "%2fetc%2fpasswd",
)  # fmt: skip


@pytest.fixture(scope="module")
def littered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """A room whose operator left all kinds of things in the folder of pages."""
    with opened(tmp_path_factory.mktemp("littered")) as room:
        pages = room.folder / "notebooks" / "pages"
        probe = (pages / "probe.ipynb").read_text()
        for name in ("outside.txt", "outside.ipynb"):
            (room.folder / name).write_text(probe.replace("the-inside-of-the-kernel", PLANTED))
        for name in (".hidden.ipynb", "plain.txt", "picture.png", "script.py", "store.sqlite",
                     "sub/inner.ipynb", ".ipynb_checkpoints/probe-checkpoint.ipynb"):  # fmt: skip
            (pages / name).parent.mkdir(exist_ok=True)
            (pages / name).write_text(probe.replace("me=", PLANTED))
        if sys.platform != "win32":
            (pages / "folder").symlink_to(room.folder)
            (pages / "link.ipynb").symlink_to(room.folder / "outside.ipynb")
            (pages / "store.sqlite").unlink()
            (pages / "store.sqlite").symlink_to(room.folder / "store.sqlite")
        yield room


def ask_as_written(visitor: Visitor, path: str) -> Answer:
    """Ask for a path as it stands: no client tidies it up."""
    tried("attacks")
    line = http.client.HTTPConnection(urlsplit(visitor.address).netloc, timeout=60)
    line.putrequest("GET", path, skip_accept_encoding=True)
    line.putheader("Cookie", visitor.cookie)
    line.endheaders()
    reply = line.getresponse()
    answer = Answer(reply.status, reply.headers, reply.read())
    line.close()
    return answer


def private(room: Opened) -> list[bytes]:
    """Return what must come out by no path: what is planted, the store, the cookie's secret."""
    return [
        PLANTED.encode(), b"SQLite format 3", (room.folder / "cookie.secret").read_bytes()[:24], b"root:x:",
        b"This folder is a workspace",
    ]  # fmt: skip


def test_no_path_leads_out_of_where_files_are_served_from(littered: Opened):
    guest, stranger = littered.guest("Ben"), littered.visitor()
    forbidden = private(littered)
    wrong = []
    for base, up, target in product(BASES, UP, TARGETS):
        for times in (1, 2, 4):
            path = f"{base}{up * times}{target}"
            for who in (guest,) if times < 4 else (guest, stranger):
                answer = ask_as_written(who, path)
                shown = any(secret in answer.body for secret in forbidden)
                if answer.status == 200 or shown:
                    wrong.append((path, answer.status))
    assert wrong == []


def test_an_absolute_path_is_no_page(littered: Opened):
    guest = littered.guest("Ben")
    for base, way in product(BASES, ("", "/", "%2f", "file://", "\\\\localhost\\")):
        for target in ("/etc/passwd", str(littered.folder / "outside.ipynb"), "C:\\Windows\\win.ini"):
            answer = ask_as_written(guest, f"{base}{way}{target}".replace(" ", "%20"))
            assert answer.status in {302, 400, 403, 404}, (base, way, target)
            assert not any(secret in answer.body for secret in private(littered))


@pytest.mark.parametrize("path", [path for path in INSIDE if path != "pages/link.ipynb"])
def test_what_is_no_page_is_not_served_though_it_lies_among_the_pages(littered: Opened, path: str):
    for base in ("/voila/render/", "/files/", "/voila/files/", "/voila/static/"):
        answer = ask_as_written(littered.guest("Ben"), base + path)
        if path.startswith("pages/probe.ipynb?"):
            assert PLANTED.encode() not in answer.body
            continue
        assert answer.status in {302, 400, 403, 404}, (base, answer.status)
        assert not any(secret in answer.body for secret in private(littered))


@pytest.mark.skipif(sys.platform == "win32", reason="links are another thing on Windows")
def test_a_link_that_leads_out_of_the_folder_is_followed_by_no_page(littered: Opened):
    answer = ask_as_written(littered.guest("Ben"), "/voila/render/pages/link.ipynb")
    assert answer.status in {403, 404}
    assert PLANTED.encode() not in answer.body


def test_the_page_beside_them_is_served_so_the_refusals_mean_something(littered: Opened):
    answer = ask_as_written(littered.guest("Ben"), PROBE)
    assert (answer.status, b'"kernel": ' in answer.body) == (200, True)


@pytest.mark.skipif(os.name != "posix", reason="modes are another thing on Windows")
def test_the_workspace_is_for_its_owner_only(littered: Opened):
    assert littered.folder.stat().st_mode & 0o077 == 0
    for name in ("cookie.secret", "room.json"):
        assert Path(littered.folder / name).stat().st_mode & 0o077 == 0, name
