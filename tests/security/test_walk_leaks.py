"""
After a whole assessment: what lies about on the machine, in files, processes and answers.

Everything is searched as raw bytes. The store holds openly what was said to others; what is private is
nowhere in it, nor is anything that opens a door.
"""

import os
import sqlite3
import sys
from base64 import b64encode, urlsafe_b64encode
from pathlib import Path

import psutil
import pytest

from tests.builders import PASSPHRASE
from tests.security.checker import planted_in
from tests.security.tally import tried
from tests.security.walking import Walked
from workbench.core.desk import Desk, hashed, redeem
from workbench.core.rights import Refused
from workbench.core.vault import read_code
from workbench.people.services import make_ticket
from workbench.server.kernels import kinds

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")


def files(folder: Path) -> dict[str, bytes]:
    found = {}
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            found[str(file.relative_to(folder))] = file.read_bytes()
            tried("bytes", len(found[str(file.relative_to(folder))]))
    return found


def ways(secret: bytes) -> list[bytes]:
    """Return how some bytes could be written down."""
    return [secret, secret.hex().encode(), b64encode(secret), urlsafe_b64encode(secret)]


def openers(walk: Walked) -> dict[str, list[bytes]]:
    """Return everything that opens a door: links, cookies, passphrases, private keys."""
    found = {f"link of {name}": [token.encode()] for name, token in walk.walk.circle.tokens.items()}
    for name, visitor in walk.visitors.items():
        cookie = next(value for key, value in visitor.cookies.items() if key.startswith("workbench-"))
        found[f"cookie of {name}"] = [cookie.strip('"').encode()]
    found["passphrase"] = [PASSPHRASE.encode()]
    found["recovery code"] = [walk.walk.code.encode(), read_code(walk.walk.code).encode()]
    for name, key in walk.walk.circle.keys.items():
        assert key is not None
        found[f"key of {name}"] = ways(key.private)
    return found


def doors_in(data: bytes, walk: Walked) -> list[str]:
    return [name for name, forms in openers(walk).items() if any(form in data for form in forms)]


def lines(walk: Walked) -> dict[str, str]:
    """Return the sockets of all kernels: the place of each by its number."""
    told = Path("/proc/net/unix").read_text().splitlines()
    ends = {part[7]: part[6] for part in map(str.split, told) if len(part) > 7}
    return {
        number: place for place, number in ends.items() if any(page.kernel in place for page in walk.pages)
    }


def processes(walk: Walked) -> dict[str, int]:
    """Return the process of the room, of the parent of its kernels, and of each kernel by whose it is."""
    mine = str(walk.walk.workspace.path)
    (room,) = (  # a process that has ended meanwhile has no line
        each.pid
        for each in psutil.process_iter(["cmdline"])
        if mine in (line := each.info["cmdline"] or []) and "tests.server.serve" in line
    )
    found, sockets = {"room": room}, lines(walk)
    for each in psutil.Process(room).children(recursive=True):
        held = {os.readlink(end) for end in Path(f"/proc/{each.pid}/fd").iterdir()}
        places = {sockets[end[8:-1]] for end in held if end[8:-1] in sockets}
        for page in walk.pages:
            if any(page.kernel in place for place in places):
                found[f"{page.person}'s {page.name}"] = each.pid
        if not places:
            found["parent"] = each.pid
    return found


def runtime_folder(walk: Walked) -> Path:
    """Return where the room keeps its connection files."""
    return Path(next(iter(lines(walk).values()))).parent


def ticket_in(process: int) -> str | None:
    """Return the ticket that the system still tells of a process; of a fork it tells none."""
    environ = Path(f"/proc/{process}/environ").read_bytes().split(b"\0")
    told = [part.partition(b"=")[2].decode() for part in environ if part.startswith(b"WORKBENCH_TICKET=")]
    return told[0] if told else None


def test_the_workspace_holds_openly_only_what_was_said_to_others(walk: Walked):
    secrets = {secret.words: secret for secret in walk.walk.secrets}
    held = files(walk.walk.workspace.path)
    assert {"store.sqlite", "store.sqlite-wal", "cookie.secret"} <= held.keys()
    open_ones = {word for data in held.values() for word in planted_in(data)}
    assert open_ones == {words for words, secret in secrets.items() if secret.open_in_store}
    assert len(open_ones) < len(secrets) - 20


def test_nothing_that_opens_a_door_lies_in_the_workspace_or_the_log(walk: Walked):
    held = files(walk.walk.workspace.path) | {"log": walk.log.read_bytes()}
    assert {name: doors_in(data, walk) for name, data in held.items() if doors_in(data, walk)} == {}
    first = walk.walk.circle.tokens["Ana"]
    assert any(hashed(first).encode() in data for data in held.values()), "the search finds what is there"


def test_the_log_tells_nothing_that_anybody_wrote(walk: Walked):
    assert planted_in(walk.log.read_bytes()) == set()


def test_no_answer_tells_anybody_of_anothers_doors(walk: Walked):
    for name, page, answer in walk.answers:
        told = str(answer.headers).encode() + answer.body
        own = {f"cookie of {name}"} if page == "join" else set()
        assert set(doors_in(told, walk)) == own, (name, page)
        tried("bytes", len(told))


@LINUX
def test_no_process_shows_what_opens_a_door(walk: Walked):
    found = processes(walk)
    assert {"room", "Ana's home", "Ben's journal"} <= found.keys()
    for name, number in found.items():
        for part in ("environ", "cmdline"):
            data = Path(f"/proc/{number}/{part}").read_bytes()
            tried("bytes", len(data))
            assert doors_in(data, walk) == [], (name, part)
            assert planted_in(data) == set()


@LINUX
def test_what_stands_in_the_rooms_environment_is_in_no_kernels(walk: Walked):
    found = processes(walk)
    planted = b"PYTEST_CURRENT_TEST="  # each test run has it, so the room has it too
    assert planted in Path(f"/proc/{found.pop('room')}/environ").read_bytes()
    for name, number in found.items():
        assert planted not in Path(f"/proc/{number}/environ").read_bytes(), name


@LINUX
def test_a_ticket_is_worthless_by_the_time_somebody_could_read_it(walk: Walked):
    found = processes(walk)
    found.pop("room")
    store = sqlite3.connect(walk.walk.workspace.path / "store.sqlite")
    for name, number in found.items():
        ticket = ticket_in(number)
        if ticket is None:
            assert kinds.possible(), name
            continue
        used, wrapped = store.execute(
            "SELECT used_at, wrapped FROM tickets WHERE ticket_hash = ?", (hashed(ticket),)
        ).fetchone()
        assert used is not None, name
        assert wrapped is None, name
    store.close()


@LINUX
def test_a_used_ticket_opens_no_second_desk(walk: Walked):
    used = ticket_in(processes(walk)["Ana's home"])
    ana, at = walk.walk.desk("Ana"), walk.walk.store.clock()
    with ana.transaction() as db:
        fresh = make_ticket(db, person=ana.me, at=at, key=ana.key)
    with Desk(walk.walk.store, "").transaction() as db:
        assert redeem(db, ticket=fresh, at=at) == (ana.me, ana.key), "a fresh one does open one"
    for ticket in filter(None, (used, fresh)):
        with Desk(walk.walk.store, "").reading() as db, pytest.raises(Refused, match="whose it is"):
            redeem(db, ticket=ticket, at=at)


@LINUX
def test_the_connection_files_are_for_their_owner_and_tell_no_words(walk: Walked):
    folder = runtime_folder(walk)
    assert folder.stat().st_mode & 0o077 == 0
    held = files(folder)
    assert len([name for name in held if name.endswith(".json")]) >= len(walk.pages)
    for name, data in held.items():
        assert planted_in(data) == set(), name
        assert doors_in(data, walk) == [], name
        assert (folder / name).stat().st_uid == os.getuid()
