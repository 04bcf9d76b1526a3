"""How a room is reached beyond its machine: its own certificate, and a proxy that seals it."""

import http.client
import ssl
import stat
import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from cryptography import x509

from tests.builders import START
from tests.server.opened import opened
from workbench.core.rights import Refused
from workbench.core.settings import Workspace
from workbench.server.certificate import CERTIFICATE, KEY, LASTS, own_certificate
from workbench.server.reach import Reach, behind, own_names, to_compare
from workbench.server.whereabouts import open_at

NAMES = frozenset({"localhost", "127.0.0.1", "::1", "room.local"})


class TestTheOwnCertificate:
    def test_names_all_by_which_the_room_is_reached_and_is_nobody_elses_to_read(self, tmp_path: Path):
        certificate, key, fingerprint = own_certificate(tmp_path, NAMES, START)
        found = x509.load_pem_x509_certificate(certificate.read_bytes())
        names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        told = {str(each) for each in names.get_values_for_type(x509.IPAddress)}
        assert told | set(names.get_values_for_type(x509.DNSName)) == NAMES
        assert len(fingerprint.split(":")) == 32
        if sys.platform != "win32":
            assert stat.S_IMODE(key.stat().st_mode) == 0o600

    def test_stays_the_same_so_that_people_compare_it_once(self, tmp_path: Path):
        first = own_certificate(tmp_path, NAMES, START)
        assert own_certificate(tmp_path, NAMES - {"room.local"}, START + timedelta(days=300)) == first

    @pytest.mark.parametrize(
        ("names", "later"), [(NAMES, LASTS - timedelta(days=29)), (NAMES | {"192.0.2.9"}, timedelta(0))]
    )
    def test_is_renewed_before_it_ends_and_where_the_machine_has_a_new_address(
        self, tmp_path: Path, names: frozenset[str], later: timedelta
    ):
        first = own_certificate(tmp_path, NAMES, START)
        again = own_certificate(tmp_path, names, START + later)
        assert again[2] != first[2]
        assert own_certificate(tmp_path, names, START + later) == again

    @pytest.mark.parametrize("broken", [CERTIFICATE, KEY])
    def test_is_made_anew_where_half_of_it_is_lost_or_damaged(self, tmp_path: Path, broken: str):
        first = own_certificate(tmp_path, NAMES, START)
        (tmp_path / broken).write_text("no longer", "utf-8")
        assert own_certificate(tmp_path, NAMES, START)[2] != first[2]

    def test_is_compared_by_how_its_fingerprint_begins_and_ends(self):
        pairs = [f"{n:02X}" for n in range(32)]
        sentence = to_compare(":".join(pairs))
        assert "begins with 00 01 02 03 and ends with 1C 1D 1E 1F" in sentence


def test_a_sealed_room_gives_cookies_that_travel_sealed_only_and_tells_how_to_compare(tmp_path: Path):
    with opened(tmp_path, "sealed") as room:
        assert room.address.startswith("https://127.0.0.1:")
        trusted = ssl.create_default_context(cafile=str(room.folder / CERTIFICATE))
        line = http.client.HTTPSConnection(urlsplit(room.address).netloc, context=trusted, timeout=60)
        line.request("GET", f"/join/{room.circle.tokens['Ben']}")
        answer = line.getresponse()
        answer.read()
        (cookie,) = answer.headers.get_all("Set-Cookie") or []
        assert {"Secure", "HttpOnly", "SameSite=Lax"} <= set(cookie.split("; "))
        line.request("GET", "/login")
        page = line.getresponse()
        assert "the SHA-256 fingerprint begins with" in page.read().decode()
        assert all("Secure" in given for given in page.headers.get_all("Set-Cookie") or ["nothing"])
        line.close()


class TestBehindAProxy:
    reach = behind("https://Room.example.org/", ["192.0.2.7"])

    def test_the_address_is_the_one_that_people_type(self):
        assert self.reach.public == "https://Room.example.org"
        assert self.reach.names == {"room.example.org"}
        assert self.reach.secure

    @pytest.mark.parametrize(
        ("peer", "forwarded", "visitor"),
        [
            ("127.0.0.1", "203.0.113.5", "203.0.113.5"),
            ("192.0.2.7", "203.0.113.5", "203.0.113.5"),
            ("127.0.0.1", "198.51.100.1, 203.0.113.5", "203.0.113.5"),
            ("127.0.0.1", "203.0.113.5, 192.0.2.7", "203.0.113.5"),
            ("127.0.0.1", "", "127.0.0.1"),
            ("127.0.0.1", "unknown", "127.0.0.1"),
            ("198.51.100.9", "203.0.113.5", "198.51.100.9"),
        ],
    )
    def test_only_a_known_proxy_is_believed_for_whom_it_asks(self, peer: str, forwarded: str, visitor: str):
        assert self.reach.visitor(peer, forwarded) == visitor

    def test_without_a_proxy_nobody_is_believed(self):
        assert Reach().visitor("127.0.0.1", "203.0.113.5") == "127.0.0.1"

    @pytest.mark.parametrize(
        "address", ["http://room.example.org", "room.example.org", "https://", "https://a.example/below"]
    )
    def test_an_address_that_is_none_is_refused(self, address: str):
        with pytest.raises(Refused, match="Nothing was started"):
            behind(address)

    def test_a_proxy_that_has_no_number_is_refused(self):
        with pytest.raises(Refused, match="Nothing was started"):
            behind("https://room.example.org", ["proxy"])

    def test_the_room_answers_to_that_name_with_cookies_that_travel_sealed_only(self, tmp_path: Path):
        with opened(tmp_path, "behind") as room:
            assert room.address == "https://room.example.org"
            here = a_visitor(room.folder)
            here.request("GET", f"/join/{room.circle.tokens['Ben']}", headers={"Host": "room.example.org"})
            answer = here.getresponse()
            answer.read()
            assert answer.status == 302
            assert "Secure" in (answer.headers["Set-Cookie"] or "")
            here.request("GET", "/login", headers={"Host": "elsewhere.example"})
            assert here.getresponse().status == 403
            here.close()

    def test_what_asks_through_the_proxy_is_not_taken_for_this_machine(self, tmp_path: Path):
        with opened(tmp_path, "behind") as room:
            here = a_visitor(room.folder)
            asked = {"Host": "room.example.org", "X-Forwarded-For": "203.0.113.5"}
            here.request("GET", "/workbench/health", headers=asked)
            answer = here.getresponse()
            assert answer.status == 404
            answer.read()
            here.request("GET", "/workbench/health", headers={"Host": "127.0.0.1"})
            assert here.getresponse().status == 200
            here.close()


def a_visitor(folder: Path) -> http.client.HTTPConnection:
    found = open_at(Workspace(folder))
    assert found
    return http.client.HTTPConnection(urlsplit(found).netloc, timeout=60)


def test_a_room_that_listens_everywhere_knows_the_addresses_of_its_machine():
    assert {"localhost", "127.0.0.1", "::1"} <= own_names("0.0.0.0", ["group.local"])
    assert "group.local" in own_names("0.0.0.0", ["group.local"])
    assert "192.0.2.4" in own_names("192.0.2.4")
    assert "0.0.0.0" not in own_names("0.0.0.0")
