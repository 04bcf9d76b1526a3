"""
Looking after the store: what the holder of a charter for it may do here, and nobody else.

Copies lie beside the workspace, sealed with a passphrase; nothing is sent anywhere, no record can be read
here, and nothing is brought back. Every act is a line that the whole group reads. Once the charter has
ended, the same addresses say so.
"""

from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

from tornado.web import HTTPError, authenticated

from workbench.core.clock import shown_day
from workbench.core.desk import Desk
from workbench.core.rights import Refused
from workbench.core.words import _
from workbench.exchange.backup import back_up
from workbench.exchange.checkup import look, name
from workbench.forms.powers import Held, held_roles, powers_of
from workbench.forms.ways import KEEP
from workbench.models.people import Group
from workbench.people import queries as people
from workbench.people.strength import may_be_passphrase
from workbench.roles import services as roles
from workbench.server import sheet
from workbench.server.house import HOME
from workbench.server.notice import frame
from workbench.server.trying import Trying

ADDRESS = "/keep"
ROLES = "/voila/render/pages/roles.ipynb"


class Looking(Trying):
    """What the page and its forms share."""

    @property
    def person(self) -> str:
        """Who asks."""
        return str(self.current_user.username)

    def keepers(self) -> list[Held]:
        """Return the charters for the store that are held now, in any group of this room."""
        with self.house.store.reading() as db:
            every = held_roles(db, at=self.house.store.clock())
        return [each for each in every if each.charter.power == KEEP]

    def mine(self) -> Held | None:
        """Return the charter by which the asker looks after the store, if they hold one now."""
        with self.house.store.reading() as db:
            held = powers_of(db, person=self.person, at=self.house.store.clock())
        return next((each for each in held if each.charter.power == KEEP), None)

    def page(self, *said: str) -> str:
        """Return the page below what was just said."""
        mine = self.mine()
        parts = [*said, *(self._who() if mine is None else self._forms(mine))]
        return frame(_("Looking after the store"), "".join(parts) + sheet.link(_("Go back"), HOME), long=True)

    def _who(self) -> list[str]:
        mine = {group.id for group in self._groups()}
        held = [each for each in self.keepers() if each.group in mine]
        if not held:
            nobody = _("Nobody holds a charter for it now. The room goes on as it is; copies are made by "
                       "whoever runs the machine. Your group can elect somebody.")  # fmt: skip
            return [sheet.para(nobody), sheet.link(_("To the roles"), ROLES)]
        with self.house.store.reading() as db:
            told = [
                _("{name} looks after it until {day}. You can read there what they did.").format(
                    name=people.person_name(db, each.charter.holder), day=shown_day(each.until)
                )
                for each in held
            ]
        return [*map(sheet.para, told), sheet.link(_("To the roles"), ROLES)]

    def _groups(self) -> list[Group]:
        with self.house.store.reading() as db:
            return list(people.groups(db, asker=self.person))

    def _forms(self, mine: Held) -> list[str]:
        until = _("You look after the store until {day}. What you do here stands in your charter's list, "
                  "which everyone in the group reads.").format(day=shown_day(mine.until))  # fmt: skip
        guard = str(self.xsrf_form_html())
        new = _("A passphrase for this copy")
        hint = _("Without it nobody opens the copy. Tell it to whoever would bring the store back.")
        return [
            sheet.para(until),
            sheet.section(
                _("Make a copy"),
                sheet.para(_("A whole copy of the store, sealed, in the folder beside it on this machine.")),
                sheet.form(
                    f"{ADDRESS}/copy", guard, sheet.field("new", new, fill="new-password", hint=hint),
                    button=_("Make a copy"),
                ),
            ),
            sheet.section(
                _("Look it over"),
                sheet.para(_("Whether the store is whole, has room, and is nobody else's to read.")),
                sheet.form(f"{ADDRESS}/look", guard, button=_("Look it over")),
            ),
        ]  # fmt: skip


class Keep(Looking):
    """The page."""

    @authenticated
    def get(self) -> None:
        """Show it."""
        self.show(self.page())


class KeepAct(Looking):
    """What its forms do."""

    @authenticated
    async def post(self, act: str) -> None:
        """Do it for who holds the charter now; say to everyone else that it is not theirs."""
        acts: Mapping[str, Callable[[Held], Awaitable[list[str]]]] = {"copy": self._copy, "look": self._look}
        if act not in acts:
            raise HTTPError(404)
        mine = self.mine()
        try:
            if mine is None:
                sentence = _("Only who holds a charter for it now looks after the store. Nothing was done.")
                raise Refused(sentence)
            said = await acts[act](mine)
        except Refused as refusal:
            self.turned(self.page(sheet.refused(refusal.sentence)), refusal)
            return
        self.show(self.page(*said))

    async def _copy(self, mine: Held) -> list[str]:
        new = self.typed("new")
        may = may_be_passphrase(new, again=new, name="")
        if may is not True:
            raise Refused(may)
        workspace, store = self.house.workspace, self.house.store
        folder = workspace.path.parent / f"{workspace.path.name}-copies"
        folder.mkdir(mode=0o700, exist_ok=True)
        at = store.clock()
        out = folder / f"{at:%Y-%m-%d-%H%M%S}.backup"
        made = await self.slowly(lambda: back_up(workspace, store, out, passphrase=new))
        self._told(mine, _("Made a copy of the store: {file}").format(file=Path(made.file).name))
        return [sheet.para(_("A copy was made: {file}.").format(file=out.name), "said")]

    async def _look(self, mine: Held) -> list[str]:
        found = await self.slowly(lambda: look(self.house.workspace, clock=self.house.store.clock))
        self._told(mine, _("Looked the store over."))
        lines = [
            sheet.para(
                f"{name(each.check)}{_(': ')}{each.said} {each.to_do}".strip(), "" if each.well else "care"
            )
            for each in found
        ]
        return [sheet.section(_("What was found"), *lines)]

    def _told(self, mine: Held, words: str) -> None:
        with Desk(self.house.store, self.person).transaction() as db:
            roles.log(db, by=self.person, role=mine.entity, words=words, at=self.house.store.clock())
