"""
Every door of the room, in one list. What is not here is closed.

After Jupyter Server has set itself up, its own doors are taken out and these are put in (``hang``). A
door that a new version of a dependency brings along later never opens: whatever a request finds, only a
class that is named here answers it; and ``identity`` asks the same once more.
"""

from typing import Any

from tornado.httputil import HTTPMessageDelegate, HTTPServerRequest
from tornado.web import Application, RequestHandler

from workbench.server.calendar import Dates
from workbench.server.calm import Front, Health, Nowhere
from workbench.server.entrance import Asking, Join, Leave
from workbench.server.keep import Keep, KeepAct
from workbench.server.keys import Act, Keys
from workbench.server.meeting import Meet
from workbench.server.notebooks import GoodBye, Line, Own
from workbench.server.page import Page
from workbench.server.static import Ours
from workbench.server.telling import WhatHappens
from workbench.server.unlocking import Anew, Unlock

Door = tuple[str, type[RequestHandler], dict[str, Any]]
KERNEL = r"(?P<kernel_id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"

FOR_GUESTS: frozenset[type[RequestHandler]] = frozenset(
    {Page, Line, Own, GoodBye, Leave, Keys, Act, Keep, KeepAct}
)
FOR_WAITING: frozenset[type[RequestHandler]] = frozenset({Unlock, Anew, Leave})
FOR_ANYONE: frozenset[type[RequestHandler]] = frozenset(
    {Front, Asking, Join, Meet, WhatHappens, Health, Nowhere, Ours, Dates}
)
LISTED = FOR_GUESTS | FOR_WAITING | FOR_ANYONE


def doors(*, template: str, page: dict[str, Any]) -> list[Door]:
    """Return the doors."""
    return [
        (r"/", Front, {}),
        (r"/login", Asking, {}),
        (r"/join/([A-Za-z0-9_-]{1,200})", Join, {}),
        (r"/meet", Meet, {}),
        (r"/meet/([A-Za-z0-9 -]{1,40})", Meet, {}),
        (r"/calendar/([A-Za-z0-9_-]{20,100})\.ics", Dates, {}),
        (r"/leave-room", Leave, {}),
        (r"/what-happens", WhatHappens, {}),
        (r"/unlock", Unlock, {}),
        (r"/unlock/anew", Anew, {}),
        (r"/keys", Keys, {}),
        (r"/keys/([a-z-]{1,20})", Act, {}),
        (r"/keep", Keep, {}),
        (r"/keep/([a-z-]{1,20})", KeepAct, {}),
        (r"/workbench/health", Health, {}),
        (r"/workbench/static/([A-Za-z0-9_.-]+)", Ours, {}),
        (r"/voila/render/(.*)", Page, page),
        (rf"/voila/api/shutdown/{KERNEL}", GoodBye, {}),
        (rf"/api/kernels/{KERNEL}/channels", Line, {}),
        (rf"/api/kernels/{KERNEL}", Own, {}),
        (rf"/voila/templates/{template}/static/([A-Za-z0-9_.-]+)", Ours, {}),
        (r".*", Nowhere, {}),
    ]


def hang(application: Application, mine: list[Door]) -> None:
    """Take out every door that is there and put these in; one that comes later leads nowhere."""
    application.default_router.rules.clear()
    application.wildcard_router.rules.clear()
    application.add_handlers(r".*", mine)
    find = application.find_handler

    def only_listed(request: HTTPServerRequest, **others: Any) -> HTTPMessageDelegate:
        found = find(request, **others)
        if getattr(found, "handler_class", None) in LISTED:
            return found
        return application.get_handler_delegate(request, Nowhere)

    application.find_handler = only_listed  # type: ignore[assignment, method-assign]
