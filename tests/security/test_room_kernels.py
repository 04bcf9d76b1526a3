"""Nobody runs code, and nobody reaches another's kernel, by any protocol."""

import json
import re
from uuid import uuid4

import pytest
import websocket

from tests.builders import PASSPHRASE
from tests.server.newcomers import newcomer
from tests.server.opened import V1, Opened, heard, opened, until, v1, widgets
from workbench.models.people import SignIn

CODE = {
    "code": "shown.value = 'code ran'",
    "silent": False,
    "store_history": False,
    "user_expressions": {},
    "allow_stdin": False,
}
KINDS = [
    "execute_request",
    "inspect_request",
    "complete_request",
    "history_request",
    "shutdown_request",
    "interrupt_request",
    "debug_request",
    "input_reply",
    "create_subshell_request",
]


def old(channel: str, kind: str, content: object) -> str:
    header = {"msg_id": uuid4().hex, "msg_type": kind, "session": "s", "username": "", "version": "5.3"}
    return json.dumps(
        {"channel": channel, "header": header, "parent_header": {}, "metadata": {}, "content": content}
    )


def test_the_same_request_runs_where_nothing_guards_the_line(tmp_path):
    with opened(tmp_path, "unguarded") as unguarded:
        guest = unguarded.guest("Ben")
        line = guest.line(guest.open_probe())
        line.send_binary(v1("shell", "execute_request", CODE))
        told = until(line, "execute_reply") + heard(line)  # its two channels keep no order between them
        assert "code ran" in str(told)
        assert "execute_input" in [kind for kind, _content in told]
        line.send_binary(v1("shell", "comm_open", {"comm_id": "x", "target_name": "unknown", "data": {}}))
        assert "comm_close" in [kind for kind, _content in heard(line)]
        assert "ZeroDivisionError" in str(pressed(line))
        line.close()


def pressed(line: websocket.WebSocket) -> object:
    """Press the button that goes wrong; return what the line says of it."""
    button = re.search(r"'([0-9a-f]{32})': {'model_name': 'ButtonModel'", widgets(line))
    assert button
    click = {"method": "custom", "content": {"event": "click"}}
    line.send_binary(v1("shell", "comm_msg", {"comm_id": button.group(1), "data": click}))
    return heard(line)


def test_a_page_tells_the_browser_nothing_of_what_went_wrong_inside(page):
    guest, kernel = page
    line = guest.line(kernel)
    told = pressed(line)
    assert "busy" in str(told)
    for inside in ("ZeroDivisionError", "Traceback", "stderr", "1 / 0"):
        assert inside not in str(told)
    line.close()


@pytest.fixture(scope="module")
def page(room: Opened):
    guest = room.guest("Ben")
    return guest, guest.open_probe()


@pytest.mark.parametrize("channel", ["shell", "control", "stdin", "iopub", "", "Shell"])
@pytest.mark.parametrize("kind", KINDS)
def test_no_channel_takes_anything_but_comms(page, channel: str, kind: str):
    guest, kernel = page
    line = guest.line(kernel)
    line.send_binary(v1(channel, kind, CODE))
    told = heard(line)
    assert {name for name, _content in told} <= {"status", "comm_info_reply", "iopub_welcome"}
    assert "code ran" not in widgets(line)
    line.close()


@pytest.mark.parametrize("channel", ["shell", "control", "stdin", None])
def test_the_older_protocol_is_no_way_round(page, channel: str | None):
    guest, kernel = page
    line = guest.line(kernel, None)
    line.send(
        old(channel or "shell", "execute_request", CODE) if channel else old("", "execute_request", CODE)
    )
    line.send(old("shell", "comm_info_request", {}))
    kinds = []
    while "comm_info_reply" not in kinds:
        kinds.append(json.loads(line.recv())["header"]["msg_type"])
    assert not {"execute_reply", "execute_result", "execute_input"} & set(kinds)
    line.close()
    watch = guest.line(kernel)
    assert "code ran" not in widgets(watch)
    watch.close()


def test_a_second_key_of_the_same_name_hides_nothing(page):
    guest, kernel = page
    for first, second in (("execute_request", "comm_info_request"), ("comm_info_request", "execute_request")):
        header = f'{{"msg_id": "m", "session": "s", "msg_type": "{first}", "msg_type": "{second}"}}'
        line = guest.line(kernel)
        line.send_binary(v1("shell", "", CODE, header=header))
        assert not {"execute_reply", "execute_input"} & {kind for kind, _content in heard(line)}
        assert "code ran" not in widgets(line)
        line.close()


@pytest.mark.parametrize(
    "target", ["jupyter.widget", "jupyter.matplotlib", "hv-extension-comm", "ipython.debugger", "", None]
)
def test_no_comm_opens_but_the_one_that_reads_a_page(page, target: str | None):
    guest, kernel = page
    line = guest.line(kernel)
    line.send_binary(v1("shell", "comm_open", {"comm_id": uuid4().hex, "target_name": target, "data": {}}))
    assert "comm_close" not in [kind for kind, _content in heard(line)]
    line.close()


def test_comms_do_reach_the_kernel(page):
    guest, kernel = page
    line = guest.line(kernel)
    assert "me=" in widgets(line)
    line.close()


def test_what_is_broken_does_no_harm(page):
    guest, kernel = page
    line = guest.line(kernel)
    for broken in (
        b"",
        b"\xff" * 8,
        (2**62).to_bytes(8, "little") * 2,
        b"\0" * 400,
        v1("shell", "comm_msg", "[[["),
    ):
        line.send_binary(broken)
    line.send("not json")
    assert heard(line)
    line.close()


def test_another_guest_reaches_nothing_of_a_kernel(room: Opened, page):
    _guest, kernel = page
    other = room.guest("Cai")
    own = other.open_probe()
    other.line(own).close()
    assert other.ask(f"/api/kernels/{own}").status == 200
    with pytest.raises(websocket.WebSocketBadStatusException) as refused:
        other.line(kernel)
    assert refused.value.status_code == 403
    assert other.ask(f"/api/kernels/{kernel}").status == 403
    for method in ("DELETE", "PUT", "PATCH"):
        assert other.ask(f"/api/kernels/{kernel}", method, "").status in {403, 405}
    body, kind = f"_xsrf={other.cookies['_xsrf']}", "application/x-www-form-urlencoded"
    assert other.ask(f"/voila/api/shutdown/{kernel}", "POST", body, Content_Type=kind).status == 403
    assert other.ask(f"/voila/api/shutdown/{own}", "POST", body, Content_Type=kind).status == 204
    assert other.ask(f"/api/kernels/{own}").status == 403


def test_another_device_of_the_same_person_reaches_nothing_of_a_kernel(room: Opened):
    opened_one, other = room.guest("Ben"), room.guest("Ben")
    kernel, own = opened_one.open_probe(), other.open_probe()
    with pytest.raises(websocket.WebSocketBadStatusException) as refused:
        other.line(kernel)
    assert refused.value.status_code == 403
    assert other.ask(f"/api/kernels/{kernel}").status == 403
    guard = other.cookies["_xsrf"]
    assert other.send(f"/voila/api/shutdown/{kernel}", _xsrf=guard).status == 403
    line = opened_one.line(kernel)
    assert "me=" in widgets(line), "its own device goes on"
    line.close()
    assert other.send(f"/voila/api/shutdown/{own}", _xsrf=guard).status == 204


@pytest.mark.parametrize("act", ["device", "others", "passphrase"])
def test_a_device_that_is_signed_out_loses_its_kernels_and_their_lines(room: Opened, act: str):
    name = f"Kit {act}"
    newcomer(room, name)
    left = room.guest(name)
    kernel = left.open_probe()
    line = left.line(kernel)
    with room.circle.store.reading() as db:
        (sign_in,) = db.query(SignIn).where(SignIn.person_id == room.circle[name])
    typed = {"device": sign_in.id, "new": PASSPHRASE, "again": PASSPHRASE}
    assert room.guest(name).fill("/keys", f"/keys/{act}", **typed).status == 303
    with pytest.raises(AssertionError, match="the line was closed"):
        until(line, "never")
    again = room.guest(name)
    assert again.ask(f"/api/kernels/{kernel}").status == 403
    with pytest.raises(websocket.WebSocketBadStatusException):
        again.line(kernel)


def test_a_stranger_reaches_no_kernel(room: Opened, page):
    _guest, kernel = page
    with pytest.raises(websocket.WebSocketBadStatusException) as refused:
        room.visitor().line(kernel)
    assert refused.value.status_code == 403
    assert room.visitor().ask(f"/api/kernels/{kernel}").status in {302, 403}


def test_a_line_from_another_site_is_refused(page):
    guest, kernel = page
    with pytest.raises(websocket.WebSocketBadStatusException):
        websocket.create_connection(
            f"{guest.address.replace('http', 'ws')}/api/kernels/{kernel}/channels",
            cookie=guest.cookie,
            origin="http://elsewhere.example",
            subprotocols=[V1],
            timeout=30,
        )


def test_leaving_closes_the_pages_of_that_device_and_their_lines(room: Opened):
    guest = room.guest("Cai")
    elsewhere = room.guest("Cai")
    kernel, kept = guest.open_probe(), elsewhere.open_probe()
    line = guest.line(kernel)
    guest.ask("/leave-room")
    assert guest.send("/leave-room", _xsrf=guest.cookies["_xsrf"]).status == 200
    with pytest.raises(AssertionError, match="the line was closed"):
        until(line, "never")
    assert elsewhere.ask(f"/api/kernels/{kept}").status == 200
    assert elsewhere.ask(f"/api/kernels/{kernel}").status == 403
