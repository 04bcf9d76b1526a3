"""What the notebook of roles calls: all roles of a group, and one at a time."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from widgets import prose
from widgets.form import Form
from workbench.core import spans
from workbench.core.desk import Desk
from workbench.core.words import _
from workbench.forms import proposing as agreed_pages
from workbench.forms import views as form_views
from workbench.forms.here import here
from workbench.forms.remarks import ANSWERS, NOMINATION
from workbench.forms.ways import charter_of
from workbench.people import queries as people
from workbench.people.rules import TAKING_PART
from workbench.roles import figures, services, views, writing
from workbench.roles.acting import Acting
from workbench.roles.queries import Role, roles
from workbench.screen.follow import Follower
from workbench.screen.parts import Part, words
from workbench.screen.pictures import picture


class Holding(Acting):
    """The roles of a group on one person's page."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.chosen = desk.asked("role") or ""
        self.new = False
        self.group = self.zone = ""
        self.follower = Follower(desk, self.parts, "roles")

    def parts(self) -> list[Part]:
        """Read and return the parts of the page."""
        me, at = self.desk.me, self.desk.now()
        with self.desk.reading() as db:
            place = here(db, self.desk)
            group, names, day = place.group, place.names, place.day
            self.group, self.zone = group.id, group.zone
            fellows = people.fellows(db, asker=me, group=group.id)
            every = roles(db, asker=me, group=group.id, at=at)
        circle = [(f.id, f.name) for f in fellows if f.standing in TAKING_PART]
        takes_part = me in dict(circle)
        role = next((r for r in every if r.entity == self.chosen), None)
        told = [words("head", prose.heading(group.name), prose.para(self._intro(every)))]
        soon = [(r, end) for r in every if (end := r.until(day)) is not None]
        told += [words(f"soon:{r.entity}", prose.notice(views.soon_words(r, end), "care")) for r, end in soon]
        shape = (self.chosen, tuple((r.entity, r.entry.versions[-1].id, r.held is None) for r in every))
        told.append(Part("which", shape, lambda: writing.which_form(every, self.chosen, names, self._choose)))
        if role is not None:
            told += self._one(role, names, circle, day, takes_part=takes_part)
        elif takes_part and (self.new or not every):
            told.append(Part("new", "new", lambda: self.charter_form(None, circle, day)))
        if every and role is None:
            told.append(
                words("list", prose.people([(r.charter.title, views.stands_words(r, names)) for r in every]))
            )
            told.append(self._picture(every, names, day))
        return told

    @staticmethod
    def _intro(every: list[Role]) -> str:
        if every:
            return _("A role decides some things for others, so that they come to do them themselves. Each "
                     "ends on its day, with no one acting.")  # fmt: skip
        return _("Nobody holds a role here yet. Whoever looks after something for the others could have a "
                 "charter: what they decide, for how long, and how they hand it back.")  # fmt: skip

    def _choose(self, name: str, values: dict[str, Any]) -> None:
        self.new = name == "new"
        self.chosen = "" if self.new else str(values.get("which", ""))
        self.follower.again()

    def _picture(self, every: list[Role], names: dict[str, str], day: date) -> Part:
        frame = figures.frame(every, names, day)

        def build() -> Any:
            rows = figures.charters_table(frame)
            heads = form_figures_columns()
            caption = _("Charters over time")
            look = spans.key(figures.looks())
            return picture(figures.charters(frame), rows, caption, heads=heads, key=look)

        return Part("charters", tuple((r.entry.versions[-1].id, r.held is None) for r in every), build)

    def _one(
        self, role: Role, names: dict[str, str], here: list[tuple[str, str]], day: date, *, takes_part: bool
    ) -> list[Part]:
        told = [words("now", views.role_words(role, names))]
        if takes_part:
            told += agreed_pages.proposals(
                self, role.entry.proposals, role.entry, names, told=views.proposal, adopt=services.take_up,
                trial=False,
            )  # fmt: skip
            told += self._acceptances(role)
            told += self._while_held(role) if role.held is not None else self._election(role, here)
        about = views.told_words(role, names, self.zone)
        answers = form_views.told_words([s for s in role.said if s.kind in ANSWERS], names, self.zone)
        if about or answers:
            told.append(words("told", *about, *answers))
        told.append(self._picture([role], names, day))
        if takes_part:
            where = f"{self.group}:{role.entity}"
            key = (role.entity, role.entry.versions[-1].id)
            told += [
                Part("review", key, lambda: agreed_pages.review_form(self, role.entity, where)),
                Part("again", key, lambda: self.charter_form(role, here, day)),
            ]
        return told

    def _acceptances(self, role: Role) -> list[Part]:
        waits = [
            form for form in role.entry.proposals
            if charter_of(form.text).holder == self.desk.me and not views.is_accepted(role, form)
        ]  # fmt: skip
        return [Part(f"accept:{form.id}", form.id, partial(self.accept_form, form)) for form in waits]

    def _while_held(self, role: Role) -> list[Part]:
        assert role.held is not None
        mine = role.held.charter.holder == self.desk.me
        things = (*role.held.charter.decide_for, *role.held.charter.only_with)
        key = (role.entity, role.held.version)
        made: list[tuple[str, Callable[[], Form]]] = [
            ("log", lambda: self.log_form(role)) if mine else ("myself", lambda: self.myself_form(role)),
        ]
        if things:
            made.append(("hand-on", lambda: self.hand_on_form(role)))
        made.append(("lay-down", lambda: self.end_form(role, mine=mine)))
        return [Part(name, key, build) for name, build in made]

    def _election(self, role: Role, here: list[tuple[str, str]]) -> list[Part]:
        mine = any(s.by == self.desk.me for s in role.of(NOMINATION))
        key = (role.entity, role.entry.versions[-1].id, mine)
        if not mine:
            return [Part("nominate", key, lambda: self.nomination_form(role, here))]
        told = prose.para(_("Your nomination is set down. Others' stand here once they are shown."))
        shown = {s.by for s in role.of(NOMINATION)} != {self.desk.me}
        opening = [] if shown else [Part("open", key, lambda: self.opening_form(role))]
        return [words("nominated", told), *opening]


def form_figures_columns() -> tuple[tuple[str, str], ...]:
    """Return the columns of the table beside the charters."""
    return (("what", _("What")), ("how", _("What happened")), ("date", _("Date")), ("words", _("Who")))


def group_roles(desk: Desk) -> Follower:
    """Show a group's roles: who holds which until when, what was decided for others, what is handed back."""
    return Holding(desk).follower.start()
