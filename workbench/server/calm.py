"""What all our handlers share: the headers, the check of the host, and errors told in plain words."""

import ipaddress
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.base.handlers import JupyterHandler
from tornado.web import HTTPError, RequestHandler

from workbench.core.rights import Refused
from workbench.core.words import _
from workbench.server.house import HOME, UNLOCK, House, house_of
from workbench.server.notice import POLICY, notice, words_for

HEADERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not "no-referrer": with it a browser sends "Origin: null" along with our own forms, which the check of
    # origins refuses. Another host still learns nothing.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


AGAIN = 5  # seconds until a page that waits in line asks again


class TurnedAway(HTTPError):
    """A refusal that becomes a page: its sentence is for the visitor."""

    def __init__(self, status: int, title: str, sentence: str) -> None:
        super().__init__(status)
        self.title, self.sentence = title, sentence


class InLine(TurnedAway):
    """There is no room now: the page asks again by itself, and comes in its turn."""

    def __init__(self, title: str, sentence: str) -> None:
        super().__init__(503, title, sentence)


class Calm(RequestHandler):
    """Mixed into each of our handlers, before Jupyter's own class."""

    policy = POLICY

    @property
    def house(self) -> House:
        """The room."""
        return house_of(self.settings)

    def set_default_headers(self) -> None:
        """Put the same guards on every answer, refusals and files included."""
        for name, value in HEADERS.items():
            self.set_header(name, value)
        self.set_header("Content-Security-Policy", self.policy)
        self.clear_header("Server")

    def check_host(self) -> bool:
        """
        Say whether a request names this room.

        A page elsewhere could point a name of its own at this machine (DNS rebinding); numbers and the
        room's known names cannot be taken over in that way.
        """
        name = re.sub(r":\d+$", "", self.request.host).strip("[]").lower()
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return name in self.house.names
        return True

    async def prepare(self, **others: Any) -> None:
        """Refuse a request for another name, or from a site that cannot be told, at every door."""
        try:
            for name in ("Origin", "Referer"):
                urlsplit(self.request.headers.get(name, ""))
        except ValueError:
            raise HTTPError(403) from None
        if not self.check_host():
            raise HTTPError(403)
        done = super().prepare(**others)
        if done is not None:
            await done

    @allow_unauthenticated
    def options(self, *_args: Any, **_others: Any) -> None:
        """Answer no other site's question: Jupyter's own would say yes to anyone."""
        raise HTTPError(405)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Say in plain words what happened."""
        error = (kwargs.get("exc_info") or (None, None))[1]
        title, sentence = words_for(status_code)
        if isinstance(error, TurnedAway):
            title, sentence = error.title, error.sentence
        elif isinstance(error, Refused):
            sentence = error.sentence
        self.set_header("Content-Security-Policy", POLICY)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        if status_code == 429:
            self.set_header("Retry-After", "60")
        if isinstance(error, InLine):
            self.set_header("Retry-After", str(AGAIN))
            self.set_header("Refresh", str(AGAIN))
        way = None if status_code == 429 else ("/", _("Go to your home page"))
        self.finish(notice(title, sentence, way=way))

    def _request_summary(self) -> str:
        """Return what the log may say of a request."""
        return f"{self.request.method} {self.request.path}"


class Led(Calm):
    """Mixed into the pages of ours: a device that waits is led to where it is opened."""

    def get_login_url(self) -> str:
        """Return where someone is led who may not see a page yet."""
        return UNLOCK if self.house.waiting(self.get_cookie(self.house.cookie_name)) else "/login"


class Plain(Led, JupyterHandler):
    """A small page of ours."""

    @property
    def address(self) -> str:
        """From where someone asks."""
        forwarded = ",".join(self.request.headers.get_list("X-Forwarded-For"))
        return self.house.reach.visitor(self.request.remote_ip or "", forwarded)

    @property
    def here(self) -> str:
        """The address of the room, as the asking browser knows it."""
        return self.house.address(self.request.protocol, self.request.host)

    def show(self, page: str, status: int = 200) -> None:
        """Send a page that no one keeps."""
        self.set_status(status)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.finish(page)


class Front(Plain):
    """The bare address of the room."""

    @allow_unauthenticated
    def get(self) -> None:
        """Lead to the home page, or to the page that asks for a link."""
        self.redirect(HOME if self.current_user else self.get_login_url())


class Nowhere(Plain):
    """Every address that leads nowhere."""

    async def prepare(self, **_others: Any) -> None:
        """Say so, whatever was asked; whoever asks learns nothing about what is there."""
        raise HTTPError(404)


class Health(Plain):
    """Tells a program on this machine that the room is open, and how many pages are."""

    @allow_unauthenticated
    def get(self) -> None:
        """Answer on this machine only: numbers, and nobody's name."""
        if not ipaddress.ip_address(self.address or "0.0.0.0").is_loopback:
            raise HTTPError(404)
        self.set_header("Cache-Control", "no-store")
        kernels: Any = self.kernel_manager
        pages, people = kernels.alive()
        self.finish({"ready": True, "pages": pages, "people": people})
