"""Coming in by a personal link or a short code, and leaving."""

from html import escape

from jupyter_server.auth.decorator import allow_unauthenticated
from tornado.web import authenticated

from workbench.core.desk import Desk
from workbench.core.rights import Refused
from workbench.core.words import _
from workbench.people import keyring
from workbench.server import sheet
from workbench.server.calm import TurnedAway
from workbench.server.house import HOME, UNLOCK, Coming
from workbench.server.meeting import REMEMBERED, onward
from workbench.server.notice import frame, notice
from workbench.server.ownership import RoomKernels
from workbench.server.reach import to_compare
from workbench.server.trying import TooSoon, Trying


class Asking(Trying):
    """Where someone lands who is not signed in."""

    @allow_unauthenticated
    def get(self) -> None:
        """Ask for the personal link, or for a short code of another device."""
        if self.current_user or self.house.waiting(self.cookie):
            self.redirect(HOME if self.current_user else UNLOCK)
            return
        self.show(self.page(code=self.get_query_argument("code", "")[:20]))

    @allow_unauthenticated
    async def post(self) -> None:
        """Sign this device in by a short code; it was counted before it was tried."""
        if self.current_user:
            self.redirect(HOME, status=303)
            return
        try:
            if self.house.attempts.too_many(self.address):
                raise TooSoon(60.0)
            self.house.place(self.cookie).check()
            self.house.attempts.wrong(self.address)
            secret = await self.short(self.typed("code"))
            with Desk(self.house.store, "").transaction() as db:
                at = self.house.store.clock()
                cookie = keyring.come_in_by_short_code(db, secret=secret, device=self.device, at=at)
        except Refused as refusal:
            self.turned(self.page(refusal.sentence), refusal)
            return
        self.house.attempts.right(self.address)
        self.house.sign_out(self.cookie)
        self.give(cookie)
        self.redirect(HOME, status=303)

    def page(self, sentence: str = "", *, code: str = "") -> str:
        """Return the page."""
        field = sheet.field(
            "code", _("The short code"), kind="text", fill="one-time-code", value=code,
            hint=_("Two groups of four letters. It works once, within ten minutes."),
        )  # fmt: skip
        guard = str(self.xsrf_form_html())
        body = [
            sheet.refused(sentence) if sentence else "",
            sheet.para(_("Open your personal link, or ask someone in your group for a new one.")),
            sheet.folded(
                _("Another of my devices is open"),
                sheet.para(_("On that device, under “My keys and devices”, make a short code and type it "
                             "here.")),
                sheet.form("/login", guard, field, button=_("Come in with the short code")),
                unfolded=bool(sentence or code),
            ),
            sheet.para(to_compare(made), "soft") if (made := self.house.reach.fingerprint) else "",
        ]  # fmt: skip
        return frame(_("Open your personal link"), "".join(body))


class Join(Trying):
    """A personal link."""

    @allow_unauthenticated
    def get(self, token: str) -> None:
        """
        Sign this device in, and lead to the home page or to where its person gives their passphrase.

        Where another sign-in would be replaced, ask first: an address can be opened by a picture in a page
        or by a preview in a message, a form of ours cannot.
        """
        coming = self.coming(token)
        if coming.same:
            self.redirect(onward(self.get_cookie(REMEMBERED)))
        elif coming.now is not None:
            self.show(self.ask_anew(coming.name) if coming.earlier else self.ask(coming.name, coming.now))
        else:
            self.come_in(token)

    @allow_unauthenticated
    async def post(self, token: str) -> None:
        """Come in in place of whoever is signed in on this device; their sign-in ends, and its pages."""
        if self.coming(token).same:
            self.redirect(HOME, status=303)
            return
        self.come_in(token)
        if isinstance(self.kernel_manager, RoomKernels):
            await self.kernel_manager.let_go()

    def coming(self, token: str) -> Coming:
        """Look what the link would change here; a wrong one is counted."""
        if self.house.attempts.too_many(self.address):
            sentence = _(
                "Too many links were tried from here. Nothing was lost. Wait a minute, then try again."
            )
            raise TurnedAway(429, _("Please wait a minute"), sentence)
        try:
            return self.house.coming(token, self.cookie)
        except Refused as refusal:
            self.house.attempts.wrong(self.address)
            raise TurnedAway(403, _("This link does not open the room"), refusal.sentence) from None

    def come_in(self, token: str) -> None:
        """Sign this device in; what it was signed in by before ends."""
        cookie = self.house.sign_in(token, self.device)
        if self.cookie:
            self.house.sign_out(self.cookie)
        self.give(cookie)
        status = 303 if self.request.method == "POST" else 302
        on = onward(self.get_cookie(REMEMBERED))
        self.redirect(UNLOCK if self.house.waiting(cookie) else on, status=status)

    def ask(self, name: str, now: str) -> str:
        """Return the page that asks before somebody else is signed in."""
        button = _("Come in as {name}").format(name=name)
        told = _("This link is that of {name}. If you come in by it, the sign-in of before ends on this "
                 "device. What was written is kept.")  # fmt: skip
        body = [
            sheet.para(_("On this device you are signed in as {name}.").format(name=now)),
            sheet.para(told.format(name=name)),
            sheet.form(self.request.path, str(self.xsrf_form_html()), button=button),
            sheet.link(_("Stay signed in as {name}").format(name=now), "/"),
        ]
        return frame(_("Come in by this link?"), "".join(body))

    def ask_anew(self, name: str) -> str:
        """Return the page that asks before a device lets go of its person's earlier key."""
        told = _("This device has a key of yours from before. If you come in anew, it gets the one that you "
                 "use now; what the earlier key alone opens is not open here any more until you bring it "
                 "back. What was written is kept.")  # fmt: skip
        body = [
            sheet.para(told),
            sheet.form(self.request.path, str(self.xsrf_form_html()), button=_("Come in anew")),
            sheet.link(_("Stay signed in as {name}").format(name=name), "/"),
        ]
        return frame(_("Come in anew by this link?"), "".join(body))


class Leave(Trying):
    """Signing this device out."""

    @authenticated
    def get(self) -> None:
        """Ask before the device is signed out."""
        stay = (HOME, _("Stay"))
        button = f'<form method="post" action="/leave-room">{self.xsrf_form_html()}'
        button += f"<button>{escape(_('Leave the room on this device'))}</button></form>"
        sentence = _("What you wrote is kept. To come back, open your personal link again.")
        self.show(notice(_("Leave the room"), sentence, way=stay, form=button))

    @authenticated
    async def post(self) -> None:
        """Sign this device out and close its pages."""
        self.house.sign_out(self.cookie)
        self.clear_cookie(self.house.cookie_name, path="/", httponly=True, samesite="Lax")
        kernels = self.kernel_manager
        if isinstance(kernels, RoomKernels):
            await kernels.let_go()
        title = _("You have left the room on this device")
        self.show(notice(title, _("What you wrote is kept. To come back, open your personal link again.")))
