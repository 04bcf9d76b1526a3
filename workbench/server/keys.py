"""My keys and devices: one page, and what each of its forms does."""

import secrets
from collections.abc import Awaitable, Callable, Mapping, Set
from datetime import datetime

from sqlalchemy.orm import Session
from tornado.web import HTTPError, authenticated

from workbench.core import keys, vault
from workbench.core.clock import shown_time
from workbench.core.desk import Desk
from workbench.core.rights import Refused, refuse_unless
from workbench.core.vault import Key
from workbench.core.words import _
from workbench.people import first, held, helping, keyring, rules
from workbench.people.strength import may_be_passphrase
from workbench.server import keypages, once, sheet
from workbench.server.done import DONE, done_words
from workbench.server.house import KEYS
from workbench.server.keysheet import KeyPage
from workbench.server.notice import frame
from workbench.server.ownership import RoomKernels
from workbench.server.trying import Trying


class Ring(Trying):
    """What the page and its forms share."""

    @property
    def person(self) -> str:
        """Whose keys these are."""
        return str(self.current_user.username)

    def desk(self) -> Desk:
        """Return the guest's desk, with the key that this device carries."""
        return Desk(self.house.store, self.person, self.house.key(self.cookie))

    def ring(self) -> held.Ring:
        """Read what there is."""
        at = self.house.store.clock()
        with self.house.store.reading() as db:
            return held.ring(db, asker=self.person, cookie=self.cookie, at=at)

    def opens(self, key: Key | None) -> list[keys.Wrapped]:
        """Return how the key on this device is wrapped by what its owner knows or has on paper."""
        with self.house.store.reading() as db:
            return keyring.provable(db, by=self.person, key=key) if key is not None else []

    async def proof(self) -> Key | None:
        """Return one's key as it is opened by what was typed: that a device is open proves nothing."""
        known = self.opens(self.house.key(self.cookie))
        key = await self.tried(known, self.typed("now")) if known else None
        if key is not None:
            self.remember(key)
        return key

    def page(self, said: str = "", *, changed: bool = False) -> str:
        """Return the whole page, below what was just said."""
        key = self.house.key(self.cookie)
        page = KeyPage(
            self.ring(), str(self.xsrf_form_html()), key.id if key else None,
            frozenset(wrapped.kind for wrapped in self.opens(key)), self.house.reach.fingerprint, changed,
        )  # fmt: skip
        return frame(_("My keys and devices"), said + "".join(keypages.parts(page)), long=True)


class Keys(Ring):
    """The page."""

    @authenticated
    def get(self) -> None:
        """Show it."""
        self.house.seen(self.cookie)
        act = self.get_query_argument(DONE, "")
        done = done_words().get(act, "")
        self.show(self.page(sheet.para(done, "said") if done else "", changed=act == "passphrase"))


class Act(Ring):
    """What a form of the page does; ``done`` is what is said after it, where that is not the act's name."""

    done = ""

    @authenticated
    async def post(self, act: str) -> None:
        """Do it, then lead back to the page; or say there why it was not done."""
        doing = self.acts().get(act)
        if doing is None:
            raise HTTPError(404)
        try:
            page = await doing()
        except Refused as refusal:
            self.turned(self.page(sheet.refused(refusal.sentence)), refusal)
            return
        if page is not None:
            self.show(page)
        else:
            self.redirect(f"{KEYS}?{DONE}={self.done or act}", status=303)

    def acts(self) -> Mapping[str, Callable[[], Awaitable[str | None]]]:
        """Return what can be done here; what answers a page shows something once."""
        return {
            "passphrase": self._passphrase, "code": self._code, "peers": self._peers,
            "no-peers": self._writing(lambda db, _at: helping.choose_none(db, by=self.person)),
            "ask": self._writing(lambda db, at: helping.ask(db, by=self.person, at=at)),
            "ask-no-more": self._writing(lambda db, _at: helping.ask_no_more(db, by=self.person)),
            "earlier": self._earlier, "by-peers": self._by_peers, "short": self._short,
            "device": self._signing_out(self._device), "others": self._signing_out(self._others),
        }  # fmt: skip

    def _writing(self, write: Callable[[Session, datetime], None]) -> Callable[[], Awaitable[None]]:
        async def act() -> None:
            with self.desk().transaction() as db:
                write(db, self.house.store.clock())

        return act

    async def _passphrase(self) -> None:
        new, desk = self.typed("new"), self.desk()
        refuse_unless(may_be_passphrase(new, again=self.typed("again"), name=self.ring().name))
        with desk.reading() as db:
            key = keyring.key_in_use(db, by=self.person)
            had = keys.has_passphrase(db, self.person)
        if not had:
            await self._first_passphrase(new)
            return
        proof = await self.proof()
        refuse_unless(rules.may_change_passphrase(proved=proof is not None))
        wrapped = await self.slowly(lambda: keys.by_passphrase(key, new))
        with desk.transaction() as db:
            at = self.house.store.clock()
            keyring.change_passphrase(db, by=self.person, wrapped=wrapped, proof=proof, at=at)
            keyring.sign_out_others(db, by=self.person, cookie=self.cookie, at=at)
        self.remember(key)
        await self._let_go()

    async def _first_passphrase(self, new: str) -> None:
        desk, cookie, key = self.desk(), self.cookie, keys.fresh()

        def choose() -> Set[str]:
            wrapped = keys.by_passphrase(key, new)
            with desk.transaction() as db:
                at = self.house.store.clock()
                return first.choose_passphrase(db, by=desk.me, cookie=cookie, new=key, wrapped=wrapped, at=at)

        if await self.slowly(choose):
            self.done = "passphrase-again"
        self.remember(key)
        if isinstance(self.kernel_manager, RoomKernels):
            await self.kernel_manager.end_pages_of(desk.me)  # they hold the key of before

    async def _code(self) -> str:
        made, proof = vault.recovery_code(), await self.proof()
        with self.desk().transaction() as db:
            keyring.keep_code(db, by=self.person, code=made, proof=proof, at=self.house.store.clock())
        return frame(_("Your recovery code"), once.code_once(made.replace("-", " ")))

    async def _peers(self) -> None:
        needed, chosen = self.typed("needed"), self.get_body_arguments("holder")
        proof = await self.proof()
        with self.desk().transaction() as db:
            helping.choose_peers(
                db, by=self.person, holders=chosen, proof=proof, at=self.house.store.clock(),
                needed=int(needed) if needed.isascii() and needed.isdigit() else 0,
            )  # fmt: skip

    async def _earlier(self) -> None:
        with self.desk().reading() as db:
            refuse_unless(rules.may_bring_back(has_passphrase=keys.has_passphrase(db, self.person)))
            wraps = [
                wrapped
                for each in held.earlier(db, asker=self.person)
                for kind in (keys.CODE, keys.PASSPHRASE)
                for wrapped in keys.wraps(db, person=self.person, kind=kind, key_id=each.id)
            ]
        old = await self.tried(wraps, self.typed("then"))
        if old is None:
            raise Refused(
                _("This opens none of your earlier records. They are kept as they were. Try again, or ask "
                  "the peers you had chosen.")
            )  # fmt: skip
        await self._bring_back(old)

    async def _by_peers(self) -> None:
        with self.desk().reading() as db:
            old = helping.joined(db, by=self.person)
        await self._bring_back(old)

    async def _bring_back(self, old: Key) -> None:
        desk, cookie, at = self.desk(), self.cookie, self.house.store.clock()

        def bring() -> None:
            with desk.transaction() as db:
                keyring.bring_back(db, by=desk.me, old=old, cookie=cookie, at=at)

        await self.slowly(bring)
        self.done = "earlier"
        await self._let_go()

    async def _short(self) -> str:
        desk = self.desk()
        with desk.reading() as db:
            had = keys.has_passphrase(db, self.person)
        proof = await self.proof() if had else None
        letters = "".join(secrets.choice(vault.LETTERS) for _each in range(keyring.SHORT_LETTERS))
        secret = await self.short(letters)
        with desk.transaction() as db:
            until = keyring.keep_short_code(
                db, by=self.person, cookie=self.cookie, secret=secret, salt=self.salt, proof=proof,
                at=self.house.store.clock(),
            )  # fmt: skip
        half, zone = len(letters) // 2, self.ring().zone
        body = once.short_once(
            f"{letters[:half]}-{letters[half:]}", self.here, f"{shown_time(until, zone)} ({zone})",
            reachable=rules.may_be_scanned(self.here) is True,
        )  # fmt: skip
        return frame(_("A short code for another device"), body)

    def _signing_out(self, write: Callable[[Session, datetime], None]) -> Callable[[], Awaitable[None]]:
        async def act() -> None:
            await self._writing(write)()
            await self._let_go()

        return act

    def _device(self, db: Session, at: datetime) -> None:
        keyring.sign_out_device(db, by=self.person, device=self.typed("device"), at=at)

    def _others(self, db: Session, at: datetime) -> None:
        keyring.sign_out_others(db, by=self.person, cookie=self.cookie, at=at)

    async def _let_go(self) -> None:
        if isinstance(self.kernel_manager, RoomKernels):
            await self.kernel_manager.let_go()
