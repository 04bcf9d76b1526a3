"""How a room is reached: by which names, sealed by which certificate, through which proxy."""

import ipaddress
import socket
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from workbench.core.rights import Refused
from workbench.core.words import _

EVERYWHERE = frozenset({"", "0.0.0.0", "::"})
LOOPBACK = frozenset({"127.0.0.1", "::1"})


@dataclass(frozen=True)
class Reach:
    """
    How a room is reached.

    ``public`` is the address that a proxy seals, and ``proxies`` are those that are believed when they
    say for whom they ask; loopback is where a proxy on the same machine asks from. ``fingerprint`` is that
    of a certificate which was made here, and which people compare.
    """

    certfile: str = ""
    keyfile: str = ""
    names: frozenset[str] = frozenset()
    public: str = ""
    proxies: frozenset[str] = LOOPBACK
    fingerprint: str = ""

    @property
    def secure(self) -> bool:
        """Whether what travels to browsers is sealed."""
        return bool(self.certfile) or self.public.startswith("https://")

    def visitor(self, peer: str, forwarded: str) -> str:
        """
        Return from where a request comes.

        A proxy adds the address from which it was asked at the end of X-Forwarded-For; what stands before
        that, anybody may have written.
        """
        if not self.public or peer not in self.proxies:
            return peer
        for address in reversed([each.strip() for each in forwarded.split(",")]):
            if not _number(address):
                return peer
            if address not in self.proxies:
                return address
        return peer


def behind(public: str, proxies: Iterable[str] = ()) -> Reach:
    """Return how a room is reached behind a proxy, by the address that people know."""
    told = urlsplit(public)
    if told.scheme != "https" or not told.hostname or told.path.strip("/") or told.query or told.username:
        raise Refused(
            _("“{address}” is not the address of a room. Nothing was started. Give it as people type it, "
              "such as https://room.example.org.").format(address=public)
        )  # fmt: skip
    for proxy in proxies:
        if not _number(proxy):
            raise Refused(
                _("“{address}” is not the address of a proxy. Nothing was started. Give its number, such as "
                  "192.0.2.7.").format(address=proxy)
            )  # fmt: skip
    return Reach(
        public=f"https://{told.netloc}",
        names=frozenset({told.hostname}),
        proxies=LOOPBACK | frozenset(proxies),
    )


def own_names(host: str, more: Iterable[str] = ()) -> frozenset[str]:
    """Return the names and addresses by which this machine is reached, where the room listens at ``host``."""
    machine = socket.gethostname().lower()
    names = {"localhost", *LOOPBACK, machine, f"{machine.partition('.')[0]}.local", *more}
    return frozenset(names | (_own_addresses(machine) if host in EVERYWHERE else {host.lower()}))


def _own_addresses(machine: str) -> set[str]:
    found: set[str] = set()
    with suppress(OSError):
        found |= {str(info[4][0]).partition("%")[0] for info in socket.getaddrinfo(machine, None)}
    for family, far in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as asking:
            asking.connect((far, 9))  # nothing is sent: the system only says from where it would be
            found.add(str(asking.getsockname()[0]).partition("%")[0])
    return found


def _number(address: str) -> bool:
    try:
        ipaddress.ip_address(address)
    except ValueError:
        return False
    return True


def to_compare(fingerprint: str) -> str:
    """Say how a certificate that was made here is known again: by how its fingerprint begins and ends."""
    pairs = fingerprint.split(":")
    return _(
        "This room has made its own certificate, so your browser asks whether you trust it. In what the "
        "browser shows of the certificate, the SHA-256 fingerprint begins with {first} and ends with {last}. "
        "Whoever opened the room can read the same from their screen; if it differs, do not go on."
    ).format(first=" ".join(pairs[:4]), last=" ".join(pairs[-4:]))
