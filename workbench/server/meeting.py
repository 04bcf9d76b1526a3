"""The way to a meeting by its short code, typed or scanned from the room screen."""

import re
from html import escape

from jupyter_server.auth.decorator import allow_unauthenticated

from workbench.core.words import _
from workbench.server import sheet
from workbench.server.calm import TurnedAway
from workbench.server.house import HOME, UNLOCK
from workbench.server.notice import frame
from workbench.server.trying import Trying
from workbench.sessions import codes

REMEMBERED = "workbench-meet"
"""The cookie in which a device keeps the code until its person has come in; no secret, and short-lived."""

A_CODE = re.compile(rf"[{codes.LETTERS}]{{{codes.LENGTH}}}")
DAYS = 1 / 24


def page_of(cycle: str) -> str:
    """Return the address of a cycle's meeting."""
    return f"/voila/render/cycles/{cycle}/assessment-meeting.ipynb"


def onward(kept: str | None) -> str:
    """Return where a device goes that has come in: to the meeting whose code it kept, else to Home."""
    return f"/meet/{kept}" if kept and A_CODE.fullmatch(kept) else HOME


class Meet(Trying):
    """A code leads somebody who is in the group to the meeting. It opens nothing, and shows nothing."""

    @allow_unauthenticated
    def get(self, typed: str = "") -> None:
        """Lead on with a code; without one, ask for it."""
        typed = typed or self.get_query_argument("code", "")[:40]
        code = codes.plain(typed)
        if not typed:
            self.show(self.page())
        elif not A_CODE.fullmatch(code):
            self.show(self.page(self.wrong()), 404)
        elif self.current_user:
            self.lead_on(code)
        else:
            self.keep(code)
            if self.house.waiting(self.cookie):
                self.redirect(UNLOCK)
            else:
                self.show(self.stranger())

    def lead_on(self, code: str) -> None:
        """Lead a member to the meeting; a code that leads nowhere is counted."""
        if self.house.attempts.too_many(self.address):
            sentence = _("Too many codes were tried from here. Nothing was lost. Wait a minute, then try "
                         "again.")  # fmt: skip
            raise TurnedAway(429, _("Please wait a minute"), sentence)
        with self.house.store.reading() as db:
            asker = str(self.current_user.username)
            cycle = codes.meeting_by(db, asker=asker, typed=code, at=self.house.store.clock())
        self.clear_cookie(REMEMBERED, path="/", httponly=True, samesite="Lax")
        if cycle is None:
            self.house.attempts.wrong(self.address)
            self.show(self.page(self.wrong()), 404)
            return
        self.redirect(page_of(cycle))

    def keep(self, code: str) -> None:
        """Keep the code on the device for an hour, so that it leads on once its person has come in."""
        secure = self.request.protocol == "https"
        self.set_cookie(
            REMEMBERED, code, path="/", httponly=True, samesite="Lax", secure=secure, expires_days=DAYS
        )

    @staticmethod
    def wrong() -> str:
        """Return what is said of a code that leads nowhere."""
        return _("This code leads to no meeting of yours that is held now. Nothing was lost. Look at the "
                 "room screen again; a new code may stand there.")  # fmt: skip

    def page(self, sentence: str = "") -> str:
        """Return the page that asks for the code."""
        field = sheet.field(
            "code", _("The code on the room screen"), kind="text", hint=_("Two groups of three.")
        )
        body = [
            sheet.refused(sentence) if sentence else "",
            f'<form method="get" action="/meet">{field}'
            f'<button class="first">{escape(_("To the meeting"))}</button></form>',
            sheet.link(_("Go to your home page"), HOME) if self.current_user else "",
        ]
        return frame(_("To a meeting"), "".join(body))

    @staticmethod
    def stranger() -> str:
        """Return what is said to somebody who has not come in on this device."""
        told = _("On this device nobody has come in yet. Open your personal link on it; it leads straight on "
                 "to the meeting. If you do not have it here, somebody in the group can make you a new one "
                 "on the page “People”, and show it to you as a picture to scan.")  # fmt: skip
        other = sheet.link(_("Another of my devices is open"), "/login")
        return frame(_("To the meeting"), sheet.para(told) + other)
