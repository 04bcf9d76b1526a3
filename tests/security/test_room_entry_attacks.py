"""Ways in that are none: other names, other sites, missing tokens, fixed cookies, broken requests."""

import re
import socket
from contextlib import suppress
from urllib.parse import urlsplit

import pytest
import websocket

from tests.security.tally import tried
from tests.security.test_room_routes import METHODS, TABLE
from tests.server.opened import V1, Opened, Visitor

FORM = "application/x-www-form-urlencoded"
NAMES = (
    "rebound.example",
    "127.0.0.1.nip.io",
    "localhost.evil.example",
    "evil-localhost",
    "[::1].evil",
    "a@b",
    "",
)
ORIGINS = (
    "http://elsewhere.example",
    "null",
    "https://127.0.0.1",
    "http://127.0.0.1:1",
    "file://",
    "http://[",
)
GUARDS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def raw(room: Opened, sent: bytes, *, more: bytes = b"") -> bytes:
    """Send bytes as they are; return all that comes back until the room closes or answers."""
    tried("attacks")
    where = urlsplit(room.address)
    with socket.create_connection((where.hostname, where.port), timeout=10) as line:
        line.sendall(sent)
        told = b""
        with suppress(OSError):
            line.sendall(more)
            line.shutdown(socket.SHUT_WR)
            while part := line.recv(65536):
                told += part
    return told


def still_there(room: Opened) -> bool:
    return room.visitor().ask("/workbench/health").status == 200


@pytest.fixture(scope="module")
def guest(room: Opened) -> Visitor:
    visitor = room.guest("Ben")
    visitor.ask("/leave-room")
    return visitor


@pytest.fixture(scope="module")
def kernel(guest: Visitor) -> str:
    return guest.open_probe()


class TestAnotherName:
    @pytest.mark.parametrize("name", NAMES)
    def test_is_refused_at_every_door(self, room: Opened, guest: Visitor, name: str) -> None:
        for path, _strangers, _guests in TABLE.values():
            answer = guest.ask(path, Host=name)
            tried("attacks")
            assert answer.status in {400, 403, 404}, path
            assert "Set-Cookie" not in answer.headers

    def test_opens_no_line(self, guest: Visitor, kernel: str) -> None:
        with pytest.raises(websocket.WebSocketBadStatusException) as refused:
            websocket.create_connection(
                f"{guest.address.replace('http', 'ws')}/api/kernels/{kernel}/channels",
                cookie=guest.cookie, host="rebound.example", origin="http://rebound.example",
                subprotocols=[V1], timeout=30,
            )  # fmt: skip
        assert refused.value.status_code == 403

    def test_does_not_count_where_a_proxy_is_pretended(self, guest: Visitor) -> None:
        forwarded = {
            "X_Forwarded_For": "10.1.1.1",
            "X_Forwarded_Host": "evil.example",
            "X_Real_Ip": "10.1.1.1",
        }
        answer = guest.ask("/", X_Forwarded_Proto="https", **forwarded)
        assert answer.headers["Location"].startswith("/voila/")
        assert "evil" not in str(answer.headers) + answer.text


class TestAnotherSite:
    @pytest.mark.parametrize("origin", ORIGINS)
    def test_opens_no_line(self, guest: Visitor, kernel: str, origin: str) -> None:
        tried("attacks")
        with pytest.raises(websocket.WebSocketException):
            guest.line(kernel, Origin=origin).recv()

    @pytest.mark.parametrize("origin", ORIGINS)
    def test_sends_no_form(self, guest: Visitor, kernel: str, origin: str) -> None:
        body = f"_xsrf={guest.cookies['_xsrf']}"
        for path in ("/leave-room", f"/voila/api/shutdown/{kernel}"):
            answer = guest.ask(path, "POST", body, Content_Type=FORM, Origin=origin)
            tried("attacks")
            assert answer.status in {403, 404}
            assert "Access-Control-Allow-Origin" not in answer.headers
        assert guest.ask(f"/api/kernels/{kernel}").status == 200


class TestAFormWithoutItsToken:
    @pytest.mark.parametrize("token", [None, "", "x", "2|aaaa|bbbb|1", "another's"])
    def test_changes_nothing(self, room: Opened, guest: Visitor, kernel: str, token: str | None) -> None:
        other = room.guest("Cai")
        other.ask("/leave-room")
        sent = other.cookies["_xsrf"] if token == "another's" else token
        for path in ("/leave-room", f"/voila/api/shutdown/{kernel}"):
            for method in ("POST", "PUT", "PATCH", "DELETE"):
                body = "" if sent is None else f"_xsrf={sent}"
                tried("attacks")
                assert guest.ask(path, method, body, Content_Type=FORM).status in {403, 405}
        assert guest.ask(f"/api/kernels/{kernel}").status == 200

    def test_ends_a_kernel_of_ones_own_with_it(self, room: Opened) -> None:
        own = room.guest("Ana")
        mine = own.open_probe()
        body = f"_xsrf={own.cookies['_xsrf']}"
        assert own.ask(f"/voila/api/shutdown/{mine}", "POST", body, Content_Type=FORM).status == 204


class TestACookie:
    def test_that_was_there_before_is_not_taken_for_signed_in(self, room: Opened) -> None:
        visitor, name = room.visitor(), f"workbench-{urlsplit(room.address).port}"
        visitor.cookies[name] = "chosen-by-somebody-else-0123456789abcdef"
        assert visitor.ask("/").headers["Location"] == "/login"
        fixed = visitor.cookies[name]
        visitor.ask(f"/join/{room.circle.tokens['Cai']}")
        assert visitor.cookies[name] != fixed
        assert visitor.ask("/").headers["Location"] != "/login", "the new one does open"
        visitor.cookies[name] = fixed
        assert visitor.ask("/").headers["Location"] == "/login"

    def test_is_another_one_each_time_and_for_scripts_out_of_reach(self, room: Opened) -> None:
        given = [room.visitor().ask(f"/join/{room.circle.tokens['Cai']}").headers for _each in range(3)]
        told = [str(headers["Set-Cookie"]) for headers in given]
        assert len({cookie.partition(";")[0] for cookie in told}) == 3
        assert all(re.search(r"HttpOnly.*SameSite=Lax|SameSite=Lax.*HttpOnly", cookie) for cookie in told)
        assert all("Domain" not in cookie for cookie in told)


@pytest.mark.parametrize("method", METHODS)
def test_every_answer_is_guarded_whatever_was_asked(guest: Visitor, method: str) -> None:
    for path, _strangers, _guests in TABLE.values():
        headers = guest.ask(path, method, "" if method in {"POST", "PUT", "PATCH"} else None).headers
        tried("routes")
        assert {name: headers[name] for name in GUARDS} == GUARDS, path
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'"), path
        assert "frame-ancestors 'none'" in policy
        assert not re.search(r"https?:|\*|unsafe-eval", policy)
        assert "Server" not in headers


class TestRequestsThatAreTooMuch:
    def test_a_head_or_a_body_that_is_too_long_is_refused(self, room: Opened) -> None:
        host = f"Host: {urlsplit(room.address).netloc}\r\n"
        head = f"GET / HTTP/1.1\r\n{host}X: {'a' * 200_000}\r\n\r\n".encode()
        assert b" 200 " not in raw(room, head)[:20]
        many = f"GET / HTTP/1.1\r\n{host}{'X: a' * 1}\r\n" + "".join(f"X{n}: a\r\n" for n in range(20_000))
        assert b" 200 " not in raw(room, many.encode() + b"\r\n")[:20]
        long = f"POST /leave-room HTTP/1.1\r\n{host}Content-Length: {2**40}\r\n\r\n".encode()
        assert b" 200 " not in raw(room, long, more=b"a" * 1000)[:20]
        assert still_there(room)

    @pytest.mark.parametrize(
        "sent",
        [
            b"\x16\x03\x01\x02\x00\x01\x00", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\0" * 500,
            b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n",
            b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 3, 4\r\n\r\nabc",
            b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
            b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\x01: a\r\n\r\n",
        ],
    )  # fmt: skip
    def test_what_is_broken_is_answered_by_no_page(self, room: Opened, sent: bytes) -> None:
        told = raw(room, sent)
        assert not re.match(rb"HTTP/1\.1 (200|500)", told)
        assert b"Traceback" not in told
        assert still_there(room)

    def test_many_who_say_nothing_do_not_shut_the_others_out(self, room: Opened) -> None:
        where = urlsplit(room.address)
        lines = [socket.create_connection((where.hostname, where.port), timeout=10) for _each in range(150)]
        for number, line in enumerate(lines):
            line.sendall(b"GET / HTTP/1.1\r\nHost: 127.0" if number % 2 else b"G")
        tried("attacks", len(lines))
        assert still_there(room)
        assert room.visitor().ask(f"/join/{room.circle.tokens['Ana']}").status == 302
        for line in lines:
            line.close()
