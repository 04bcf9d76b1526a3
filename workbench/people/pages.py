"""What the notebook about people calls."""

from collections.abc import Callable
from typing import Any

import ipywidgets as w

from widgets import prose
from widgets.form import Action, Field, Form, Values
from workbench.core.desk import Desk
from workbench.core.doorbell import Doorbell
from workbench.core.keys import has_passphrase
from workbench.core.rights import Refused
from workbench.core.words import _
from workbench.people import queries, services, views
from workbench.people.rules import LEFT, MEMBER, PRESENT, TAKING_PART, readers_in_group
from workbench.screen.follow import follow
from workbench.screen.parts import Parts, words


def people(desk: Desk) -> Any:
    """Show a group, who is in it, how one comes in, and one's own link."""
    try:
        return People(desk, desk.asked("group")).root
    except Refused as refused:
        return prose.show(prose.notice(refused.sentence))


class People:
    """The page about one group of a person's, and about the person's own link."""

    def __init__(self, desk: Desk, group: str | None) -> None:
        self.desk = desk
        with desk.reading() as db:
            mine = queries.groups(db, asker=desk.me)
            here = queries.group(db, asker=desk.me, group=group or mine[0].id) if mine or group else None
            bare = not has_passphrase(db, desk.me)
        self.group = here.id if here else ""
        self.zone = here.zone if here else "UTC"
        self.head, self.mine = Parts(), Parts()
        self.invite = Form(
            heading=_("Invite someone"),
            actions=[Action("invite", _("Invite"), "main")],
            on_action=self._doing(self._invite),
        )
        self.standing = Form(
            heading=_("How someone stands"),
            folded=True,
            actions=[Action("set", _("Write it down"))],
            on_action=self._doing(self._stand),
        )
        self.lost = Form(
            heading=_("Someone has lost their link"),
            folded=True,
            actions=[Action("renew", _("Make them a new link"), confirm=views.sure_to_renew())],
            on_action=self._doing(self._renew_lost),
        )
        self.own = Form(
            heading=_("My own link"),
            intro=_("With your personal link you come in on any device."),
            actions=views.own_link_actions(bare=bare),
            on_action=self._doing(self._own),
        )
        self.found = Form(
            heading=_("Found another group") if mine else _("Found a group"),
            folded=bool(mine),
            fields=[
                Field("name", _("Its name"), "line", seen_by=readers_in_group()),
                Field(
                    "zone",
                    _("Its time zone"),
                    "line",
                    hint=_("A name such as Europe/London."),
                    seen_by=readers_in_group(),
                ),
            ],
            values={"zone": self.zone},
            actions=[Action("found", _("Found the group"))],
            on_action=self._doing(self._found),
        )
        self.others = [(g.id, g.name) for g in mine if g.id != self.group]
        self.middle = w.VBox()
        self.made = {form: Parts() for form in (self.invite, self.lost, self.own)}
        keys = [prose.show(way)] if (way := views.to_keys()) else []
        self.root = w.VBox(
            [
                self.head.root,
                self.middle,
                self.mine.root,
                *keys,
                self.own,
                self.made[self.own].root,
                self.found,
            ]
        )
        bell = Doorbell(desk.store)
        self.show()
        self.task = follow(bell, "people", desk.me, self.show)

    # ------------------------------------------------------------ reading

    def show(self) -> None:
        """Show who is here now, and the forms that go with one's own standing."""
        with self.desk.reading() as db:
            told = queries.remade_by_others(db, asker=self.desk.me, at=self.desk.now())
            standing = queries.standing(db, person=self.desk.me, group=self.group) if self.group else None
            inside = standing in PRESENT
            fellows = queries.fellows(db, asker=self.desk.me, group=self.group) if inside else []
            known = queries.known_elsewhere(db, asker=self.desk.me, group=self.group) if inside else {}
            group = queries.group(db, asker=self.desk.me, group=self.group) if inside else None
        _show(self.mine, *([views.links_told(told, self.zone)] if told else []))
        if group is None:
            _show(self.head, prose.para(_("You are in no group here. You can found one below.")))
            self.middle.children = ()
            return
        shown = views.group_shown(group.name, group.zone, fellows, self.desk.me)
        _show(self.head, shown, views.to_other_groups(self.others, "people.ipynb"))
        self.invite.describe(fields=views.invite_fields(known))
        self.standing.describe(fields=views.standing_fields(fellows))
        self.lost.describe(fields=views.lost_fields(fellows, self.desk.me))
        forms = [self.invite, self.made[self.invite].root] if standing in TAKING_PART else []
        if standing == MEMBER:
            forms += [self.standing, self.lost, self.made[self.lost].root]
        if tuple(forms) != self.middle.children:
            self.middle.children = forms

    # ------------------------------------------------------------ writing

    def _doing(self, act: Callable[[str, Values], str]) -> Callable[[str, Values], None]:
        """Return what answers a button: forget a link shown before, act, then say what was done."""

        def answer(name: str, values: Values) -> None:
            forms = {
                self._invite: self.invite,
                self._stand: self.standing,
                self._renew_lost: self.lost,
                self._own: self.own,
                self._found: self.found,
            }
            for parts in self.made.values():
                _show(parts)
            for form in forms.values():
                form.message = ""
            try:
                said = act(name, values)
            except Refused as refused:
                forms[act].message = refused.sentence
                return
            forms[act].message = said
            self.show()

        return answer

    def _show_link(self, form: Form, token: str, name: str) -> None:
        _show(self.made[form], views.link_once(token, name, views.room_address()))

    def _invite(self, _name: str, values: Values) -> str:
        name, known = views.typed(values, "name"), views.typed(values, "known")
        by, at = self.desk.me, self.desk.now()
        with self.desk.transaction() as db:
            if known and not name.strip():
                services.invite_known(db, by=by, group=self.group, person=known, at=at)
                invited = None
            else:
                invited = services.invite(db, by=by, group=self.group, name=name, at=at)
        views.empty(self.invite)
        if invited is None:
            return _("They find this group on their home page.") + " " + views.until()
        self._show_link(self.invite, invited.token, name)
        return _("Their personal link stands below.") + " " + views.until()

    def _stand(self, _name: str, values: Values) -> str:
        if views.typed(values, "standing") == LEFT:
            raise Refused(_("Leaving has a button of its own, below. Nothing was changed."))
        with self.desk.transaction() as db:
            services.set_standing(
                db,
                by=self.desk.me,
                group=self.group,
                person=views.typed(values, "person"),
                standing=views.typed(values, "standing"),
                at=self.desk.now(),
            )
        views.empty(self.standing)
        return _("It is written down.")

    def _renew_lost(self, _name: str, values: Values) -> str:
        person = views.typed(values, "person")
        if not person:
            raise Refused(_("Choose who has lost their link. Nothing was changed."))
        with self.desk.transaction() as db:
            token = services.renew_link(db, by=self.desk.me, person=person, at=self.desk.now())
            name = queries.person_name(db, person)
        views.empty(self.lost)
        self._show_link(self.lost, token, name)
        return _("The new link stands below. They see on their page that you made it.")

    def _own(self, name: str, _values: Values) -> str:
        by, at = self.desk.me, self.desk.now()
        with self.desk.transaction() as db:
            if name == "revoke":
                services.revoke_links(db, by=by, person=by, at=at)
                return _("Your link is withdrawn and every device is signed out. What you gave the group is "
                         "kept.")  # fmt: skip
            token = services.renew_link(db, by=by, person=by, at=at, sign_out=name == "renew_all")
            called = queries.person_name(db, by)
        self._show_link(self.own, token, called)
        return _("Your new link stands below. The old one does not work any more.")

    def _found(self, _name: str, values: Values) -> str:
        name, zone = views.typed(values, "name"), views.typed(values, "zone")
        with self.desk.transaction() as db:
            made = services.found_group(db, by=self.desk.me, name=name, zone=zone, at=self.desk.now())
        if not self.group:
            self.group, self.zone = made, zone
        else:
            self.others.append((made, name))
        views.empty(self.found)
        return _("The group is founded, and you are its first member.")


def _show(parts: Parts, *blocks: object) -> None:
    """Show these words, or nothing; what stood there is closed and leaves the kernel."""
    parts.lay_out([words("words", *blocks)] if blocks else [])
