"""Where a device waits until its person has opened their private records, or begun anew."""

import re

from tornado.web import authenticated

from workbench.core import keys
from workbench.core.desk import Desk
from workbench.core.rights import Refused
from workbench.core.vault import Key
from workbench.core.words import _
from workbench.people import held, helping, keyring, queries
from workbench.server import sheet
from workbench.server.house import HOME, KEYS, UNLOCK
from workbench.server.meeting import REMEMBERED, onward
from workbench.server.notice import frame
from workbench.server.trying import Trying

PAGE = re.compile(r"/voila/render/(?:[A-Za-z0-9_-]+/)*[A-Za-z0-9_-]+\.ipynb(?:\?group=[0-9a-f]{1,32})?")


def way_on(asked: str) -> str:
    """Return where someone was going, if that is a page of ours; else the home page."""
    return asked if PAGE.fullmatch(asked) else HOME


class Waiting(Trying):
    """A door for devices that wait, and for no others."""

    @property
    def person(self) -> str:
        """Who came in by their link and has not opened their records yet."""
        return str(self.current_user.username)

    def open_with(self, key: Key) -> None:
        """Let the device in with a key: it gets a new cookie, and the one by which it waited ends."""
        with Desk(self.house.store, self.person).transaction() as db:
            cookie = keyring.open_device(db, cookie=self.cookie, key=key, at=self.house.store.clock())
        self.give(cookie)
        self.remember(key)


class Unlock(Waiting):
    """Asks for the passphrase."""

    @authenticated
    def get(self) -> None:
        """Show the form."""
        self.show(self.page(way_on(self.get_query_argument("next", ""))))

    @authenticated
    async def post(self) -> None:
        """Open the private records with a passphrase, or with the recovery code."""
        by_code = bool(self.typed("recovery"))
        typed = self.typed("recovery") or self.typed("passphrase")
        on = way_on(self.typed("next"))
        with self.house.store.reading() as db:
            wraps = keys.wraps(db, person=self.person, kind=keys.CODE if by_code else keys.PASSPHRASE)
        try:
            key = await self.tried(wraps, typed)
            if key is None:
                wrong = _("This code does not open your records. Nothing was lost. Look at it once more: it "
                          "has eight groups of four, and a newer one may have taken its place.")  # fmt: skip
                if not by_code:
                    wrong = _("This passphrase does not open your records. Nothing was lost. Try again: "
                              "capital letters and spaces between words count.")  # fmt: skip
                raise Refused(wrong)
            self.open_with(key)
        except Refused as refusal:
            self.turned(self.page(on, refusal.sentence, by_code=by_code), refusal)
            return
        on = onward(self.get_cookie(REMEMBERED)) if on == HOME else on
        self.redirect(f"{KEYS}?done=by-code" if by_code else on, status=303)

    def page(self, on: str, sentence: str = "", *, by_code: bool = False) -> str:
        """Return the page."""
        with self.house.store.reading() as db:
            name = queries.person_name(db, self.person)
        guard, way = str(self.xsrf_form_html()), {"next": on}
        passphrase = sheet.field("passphrase", _("Your passphrase"), fill="current-password")
        code = sheet.field("recovery", _("Your recovery code"), kind="text",
                           hint=_("Eight groups of four letters, as it was printed."))  # fmt: skip
        short = sheet.field("code", _("The short code"), kind="text", fill="one-time-code", place="short-")
        leave = sheet.form("/leave-room", guard, button=_("Leave the room on this device"))
        body = [
            sheet.para(_("Welcome, {name}. Your private records are sealed with your "
                         "passphrase.").format(name=name)),
            sheet.para(self.house.hint) if self.house.hint else "",
            sheet.refused(sentence) if sentence else "",
            sheet.form(UNLOCK, guard, sheet.whose(name), passphrase, button=_("Open my records"), first=True,
                       hidden=way),
            sheet.folded(
                _("I have my recovery code"),
                sheet.form(UNLOCK, guard, code, button=_("Open with the code"), hidden=way),
                unfolded=by_code,
            ),
            sheet.folded(
                _("Another of my devices is open"),
                sheet.para(_("On that device, under “My keys and devices”, make a short code and type it "
                             "here.")),
                sheet.form("/login", guard, short, button=_("Come in with the short code")),
            ),
            sheet.folded(
                _("I have neither"),
                sheet.para(_("Then you can begin anew, at once, and miss no meeting.")),
                sheet.link(_("See what that means"), f"{UNLOCK}/anew"),
            ),
            sheet.folded(_("This is not me, or not my device"), leave),
        ]  # fmt: skip
        return frame(_("Open your private records"), "".join(body), long=True)


class Anew(Waiting):
    """Says what it means to begin anew, and does it."""

    @authenticated
    def get(self) -> None:
        """Say it plainly, before the button."""
        with self.house.store.reading() as db:
            helpers = held.helpers_of(db, asker=self.person)
        guard = str(self.xsrf_form_html())
        body = [
            sheet.para(_("You get a new key on this device, and go on at once: the meetings, and all that "
                         "you gave the group, are as they were.")),
            sheet.para(_("What is sealed for your key of before stays sealed: your practice log, the "
                         "criteria and other words that you kept to yourself, and what you had begun to "
                         "write. Nobody else can open it: not the group, and not whoever runs the "
                         "machine."), "care"),
            sheet.para(_("Nothing of it is deleted. Should the passphrase or the recovery code turn up, you "
                         "can bring those records back at any time, under “My keys and devices”.")),
        ]  # fmt: skip
        if helpers is not None:
            asking = _("Any {needed} of these people can open it for you again: {names}. They are asked on "
                       "their home page. Speak with each of them in person and read them the number that "
                       "you are shown next, so that they know it is you.")  # fmt: skip
            body += [
                sheet.para(asking.format(needed=helpers.needed, names=", ".join(helpers.names))),
                sheet.form(f"{UNLOCK}/anew", guard, button=_("Begin anew, and ask them"), first=True,
                           hidden={"ask": "yes"}),
            ]  # fmt: skip
        body += [
            sheet.form(f"{UNLOCK}/anew", guard, button=_("Begin anew on this device"), first=helpers is None),
            sheet.link(_("Back to the passphrase"), UNLOCK),
        ]
        self.show(frame(_("Begin anew"), "".join(body)))

    @authenticated
    def post(self) -> None:
        """End the key of before, begin a new one, and let the device in."""
        ask, at, person = self.typed("ask") == "yes", self.house.store.clock(), self.person
        try:
            with Desk(self.house.store, person).transaction() as db:
                cookie = keyring.begin_anew(db, cookie=self.cookie, at=at)
            if ask:
                with Desk(self.house.store, person, self.house.key(cookie)).transaction() as db:
                    helping.ask(db, by=person, at=at)
        except Refused as refusal:
            self.show(
                frame(_("Begin anew"), sheet.refused(refusal.sentence) + sheet.link(_("Back"), UNLOCK)), 403
            )
            return
        self.give(cookie)
        self.redirect(f"{KEYS}?done={'asked' if ask else 'anew'}", status=303)
