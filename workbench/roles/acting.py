"""What one does with roles on one's own page: each form, with what is typed in it kept."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy.orm import Session as Db

from widgets.form import Action, Field, Form
from workbench.core.desk import Desk
from workbench.core.words import _
from workbench.forms.ways import BY, TOGETHER, Charter
from workbench.models.forms import GroupForm
from workbench.roles import services, writing
from workbench.roles.queries import Role
from workbench.screen.follow import Follower
from workbench.screen.forms import Drafted, attempt

Done = Callable[[Db, dict[str, Any]], object]


class Acting:
    """The forms of a page of roles; the page says whose desk, which group and zone."""

    desk: Desk
    follower: Follower
    group = zone = chosen = ""
    new = False

    def act(self, form: Form, do: Callable[[Db], object], done: str = "") -> bool:
        """Do something in one transaction, and read the page anew."""
        if attempt(self.desk, form, do, done):
            self.follower.again()
            return True
        return False

    def _drafted(self, name: str, role: str, do: Done, make: Callable[..., Form], done: str = "") -> Form:
        """Return a form whose words are kept as they are typed, and go when they were sent in."""
        drafted = Drafted(self.desk, place=f"{name}:{self.group}:{role}", zone=self.zone)

        def act(_name: str, values: dict[str, Any]) -> None:
            def write(db: Db) -> None:
                do(db, values)
                drafted.drop(db)

            if attempt(self.desk, form, write, done or _("It is kept.")):
                drafted.begin_anew()
                self.follower.again()

        form = make(act, values=drafted.values, on_change=drafted.keep)
        return drafted.bind(form)

    def charter_form(self, role: Role | None, here: list[tuple[str, str]], day: date) -> Form:
        """Return the form in which a charter is proposed."""

        def propose(db: Db, values: dict[str, Any]) -> None:
            given = str(values["review_on"] or "")
            made = services.propose(
                db, by=self.desk.me, group=self.group, charter=writing.charter_from(values),
                ends=date.fromisoformat(given) if given else None, reason=str(values["reason"]),
                at=self.desk.now(), role=role.entry.topic if role else None,
            )  # fmt: skip
            self.new, self.chosen = False, db.get_one(GroupForm, made).entity

        def make(act: Callable[..., None], **kept: Any) -> Form:
            charter = role.charter if role else Charter("")
            return writing.charter_form(charter, here, day, act, again=role is not None, **kept)

        return self._drafted("charter", role.entity if role else "new", propose, make)

    def accept_form(self, form: GroupForm) -> Form:
        """Return what somebody presses who would take up a role."""

        def accept(_name: str, _values: dict[str, Any]) -> None:
            self.act(shown, lambda db: services.accept(db, by=self.desk.me, form=form.id, at=self.desk.now()))

        shown = Form(
            intro=_("You are proposed for this."),
            actions=[Action("accept", _("I would do it"), "main")],
            on_action=accept,
        )
        return shown

    def log_form(self, role: Role) -> Form:
        """Return the form for a line about what was decided for others."""

        def log(db: Db, values: dict[str, Any]) -> None:
            said = str(values["words"])
            services.log(db, by=self.desk.me, role=role.entity, words=said, at=self.desk.now())

        def make(act: Callable[..., None], **kept: Any) -> Form:
            label, send = _("What I decided for others, in a line"), _("Write this down")
            return writing.simple_form(_("Decided for others"), label, send, act, **kept)

        return self._drafted("for-log", role.entity, log, make)

    def myself_form(self, role: Role) -> Form:
        """Return the form for what one does oneself now."""

        def say(db: Db, values: dict[str, Any]) -> None:
            services.now_myself(
                db, by=self.desk.me, role=role.entity, thing=str(values.get("thing") or ""),
                words=str(values["words"]), at=self.desk.now(),
            )  # fmt: skip

        def make(act: Callable[..., None], **kept: Any) -> Form:
            things = tuple((thing, thing) for thing in role.charter.decide_for)
            label, send = _("What I do myself now that was done for me"), _("Send this in")
            return writing.simple_form(_("I do this myself now"), label, send, act, options=things, **kept)

        return self._drafted("now-myself", role.entity, say, make)

    def hand_on_form(self, role: Role) -> Form:
        """Return the form in which a thing is handed on."""

        ways = ((TOGETHER, _("we decide it together")), (BY, _("it is theirs")))
        to = Field("to", _("From now on"), "choice", ways)

        def hand_on(db: Db, values: dict[str, Any]) -> None:
            services.hand_on(
                db, by=self.desk.me, role=role.entity, thing=str(values.get("thing") or ""),
                to=str(values.get("to") or ""), words=str(values["words"]), at=self.desk.now(),
            )  # fmt: skip

        def make(act: Callable[..., None], **kept: Any) -> Form:
            things = tuple((t, t) for t in (*role.charter.decide_for, *role.charter.only_with))
            label, send = _("In my own words"), _("Hand this on")
            return writing.simple_form(
                _("Hand something on"), label, send, act, options=things, also=(to,), **kept
            )

        return self._drafted("hand-on", role.entity, hand_on, make)

    def end_form(self, role: Role, *, mine: bool) -> Form:
        """Return the form that lays a role down, or says that one wants it ended."""

        def end(db: Db, values: dict[str, Any]) -> None:
            how = services.lay_down if mine else services.recall
            how(db, by=self.desk.me, role=role.entity, words=str(values["words"]), at=self.desk.now())

        def make(act: Callable[..., None], **kept: Any) -> Form:
            if mine:
                sure = _("What it allowed ends at once. Lay it down?")
                return writing.simple_form(
                    _("Lay it down"), _("Why"), _("Lay this role down"), act, confirm=sure, **kept
                )
            sure = _("Your name and reason stand beside it for everyone in the group. Go on?")
            return writing.simple_form(
                _("I want it to end before its day"), _("Because"), _("Say so"), act, confirm=sure, **kept
            )

        return self._drafted("end-role", role.entity, end, make)

    def nomination_form(self, role: Role, here: list[tuple[str, str]]) -> Form:
        """Return the form of a nomination."""

        def nominate(db: Db, values: dict[str, Any]) -> None:
            services.nominate(
                db, by=self.desk.me, role=role.entity, person=str(values.get("person") or ""),
                reason=str(values["reason"]), at=self.desk.now(),
            )  # fmt: skip

        def make(act: Callable[..., None], **kept: Any) -> Form:
            return writing.nomination_form(here, act, **kept)

        return self._drafted("nomination", role.entity, nominate, make)

    def opening_form(self, role: Role) -> Form:
        """Return what shows all nominations together."""

        def show(_name: str, _values: dict[str, Any]) -> None:
            self.act(
                form,
                lambda db: services.open_nominations(
                    db, by=self.desk.me, role=role.entity, at=self.desk.now()
                ),
            )

        form = Form(actions=[Action("open", _("Show all nominations together"), "plain")], on_action=show)
        return form
