"""Coming in by a personal link, and leaving."""

from html import escape

from jupyter_server.auth.decorator import allow_unauthenticated
from tornado.web import authenticated

from workbench.core.rights import Refused
from workbench.core.words import _
from workbench.server.calm import Plain, TurnedAway
from workbench.server.house import HOME
from workbench.server.kernels import RoomKernels
from workbench.server.notice import notice

DAYS = 90


class Asking(Plain):
    """Where someone lands who is not signed in."""

    @allow_unauthenticated
    def get(self) -> None:
        """Ask for the personal link."""
        if self.current_user:
            self.redirect(HOME)
            return
        title = _("Open your personal link")
        self.show(notice(title, _("Open your personal link, or ask someone in your group for a new one.")))


class Join(Plain):
    """A personal link."""

    @allow_unauthenticated
    def get(self, token: str) -> None:
        """
        Sign this device in and lead to the home page.

        The cookie is SameSite=Lax, not Strict: a link followed from a message is a visit from elsewhere,
        and a Strict cookie would not be sent with the redirect that follows.
        """
        address = self.request.remote_ip or ""
        if self.house.attempts.too_many(address):
            sentence = _(
                "Too many links were tried from here. Nothing was lost. Wait a minute, then try again."
            )
            raise TurnedAway(429, _("Please wait a minute"), sentence)
        try:
            cookie = self.house.sign_in(token)
        except Refused as refusal:
            self.house.attempts.wrong(address)
            raise TurnedAway(403, _("This link does not open the room"), refusal.sentence) from None
        self.set_cookie(
            self.house.cookie_name,
            cookie,
            expires_days=DAYS,
            path="/",
            httponly=True,
            samesite="Lax",
            secure=self.request.protocol == "https",
        )
        self.set_header("Cache-Control", "no-store")
        self.redirect(HOME)


class Leave(Plain):
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
        cookie = self.get_cookie(self.house.cookie_name) or ""
        self.house.sign_out(cookie)
        self.clear_cookie(self.house.cookie_name, path="/", httponly=True, samesite="Lax")
        kernels = self.kernel_manager
        if isinstance(kernels, RoomKernels):
            await kernels.let_go()
        title = _("You have left the room on this device")
        self.show(notice(title, _("What you wrote is kept. To come back, open your personal link again.")))
