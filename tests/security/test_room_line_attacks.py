"""A line to one's own kernel, on which anything at all is said."""

import struct
from contextlib import suppress

import pytest
import websocket

from tests.security.tally import tried
from tests.server.opened import PROBE, V1, Opened, Visitor, heard, v1, widgets


def still_there(room: Opened) -> bool:
    return room.visitor().ask("/workbench/health").status == 200


@pytest.fixture(scope="module")
def guest(room: Opened) -> Visitor:
    return room.guest("Ben")


@pytest.fixture(scope="module")
def kernel(guest: Visitor) -> str:
    return guest.open_probe()


class TestALine:
    def test_of_64_megabytes_is_cut_and_the_kernel_stays(self, guest: Visitor, kernel: str) -> None:
        line = guest.line(kernel)
        tried("attacks")
        with suppress(OSError, websocket.WebSocketException):
            line.send_binary(b"\0" * 64 * 2**20)
            heard(line)
        line.close()
        again = guest.line(kernel)
        assert "me=" in widgets(again)
        again.close()

    def test_with_lying_offsets_or_without_an_end_does_no_harm(self, guest: Visitor, kernel: str) -> None:
        line = guest.line(kernel)
        whole = v1("shell", "comm_msg", {"comm_id": "all", "data": {}})
        count = int.from_bytes(whole[:8], "little")
        for at in range(count):
            for lie in (0, 7, 2**31, 2**63 - 1, len(whole) + 1):
                bent = bytearray(whole)
                struct.pack_into("<Q", bent, 8 * (at + 1), lie)
                line.send_binary(bytes(bent))
                tried("attacks")
        assert heard(line)
        for opcode, fin in ((0x2, 0), (0x0, 0), (0x0, 0)):
            line.send_frame(websocket.ABNF(fin, 0, 0, 0, opcode, 1, b"\0" * 1000))
        line.send_frame(websocket.ABNF(1, 0, 0, 0, 0x0, 1, b"end"))
        assert heard(line)
        for opcode in (0x0, 0x3, 0xB):  # a part of nothing, and kinds that do not exist
            other = guest.line(kernel)
            with suppress(OSError, websocket.WebSocketException, AssertionError, ValueError):
                other.send_frame(_frame(opcode))
                heard(other)
            other.close()
        assert heard(line)
        line.close()

    def test_that_asks_on_and_on_shuts_nobody_out(self, guest: Visitor, kernel: str, room: Opened) -> None:
        line = guest.line(kernel)
        for _each in range(500):
            line.send_binary(v1("shell", "kernel_info_request", {}))
        tried("attacks", 500)
        assert still_there(room)
        assert heard(line)
        line.close()

    def test_cannot_be_opened_by_a_session_that_another_uses(self, room: Opened, guest: Visitor, kernel: str):
        other = room.guest("Cai")
        other.ask(PROBE)
        with pytest.raises(websocket.WebSocketBadStatusException) as refused:
            websocket.create_connection(
                f"{guest.address.replace('http', 'ws')}/api/kernels/{kernel}/channels?session_id=s",
                cookie=other.cookie, subprotocols=[V1], timeout=30,
            )  # fmt: skip
        assert refused.value.status_code == 403


def _frame(opcode: int) -> websocket.ABNF:
    frame = websocket.ABNF(1, 0, 0, 0, 0x2, 1, b"x")
    frame.opcode = opcode
    return frame
