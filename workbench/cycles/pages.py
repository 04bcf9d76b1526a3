"""What the home notebook calls: one's groups, the open cycle, and what there is to do in it now."""

from datetime import date, timedelta
from functools import partial

from sqlalchemy.orm import Session

from widgets import prose
from widgets.form import Action, Form
from workbench.core.clock import shown
from workbench.core.desk import Desk
from workbench.core.rights import Refused
from workbench.core.settings import workspace_of
from workbench.core.words import _
from workbench.cycles import services, views
from workbench.cycles.calendar_page import Dates
from workbench.cycles.doing import LOG, first_steps, to_do
from workbench.cycles.queries import my_notebooks
from workbench.forms import queries as forms
from workbench.people import helping
from workbench.people import queries as people
from workbench.people.anew import BegunAnew, begun_anew, say_it_was_me
from workbench.people.asked import begun_anew_told, help_form, it_was_me
from workbench.people.held import Asked, asked_to_help
from workbench.people.rules import TAKING_PART
from workbench.people.views import links_told, to_keys
from workbench.practice import queries as practice
from workbench.practice import services as practice_services
from workbench.roles.queries import Role, ending_soon
from workbench.roles.views import soon_words, vacant_words
from workbench.screen.follow import Follower
from workbench.screen.forms import attempt
from workbench.screen.parts import Part, words
from workbench.sessions.reviewing import looking_back, today

SOON = timedelta(days=7)
"""How long before its day Home reminds of looking back on an experiment."""


def home(desk: Desk) -> Follower:
    """Show one's groups, and for one of them what there is to do now; calm when there is nothing."""
    page = Home(desk)
    page.follower = Follower(desk, page.parts, "home")
    return page.follower.start()


class Home:
    """The first page of a member."""

    follower: Follower

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.said = ""
        self.dates = Dates(desk, self._again)

    def parts(self) -> list[Part]:
        """Read and return the parts of the page."""
        me = self.desk.me
        with self.desk.reading() as db:
            mine = people.groups(db, asker=me)
            name = people.person_name(db, me)
            told = people.remade_by_others(db, asker=me, at=self.desk.now())
            asked = asked_to_help(db, asker=me)
            help_parts = [Part(f"help-{a.person}", a, partial(self._help, a)) for a in asked]
            begun = begun_anew(db, asker=me, at=self.desk.now())
            anew_parts = self._anew(begun, mine[0].zone if mine else "UTC") if begun else []
            if not mine:
                hello = _("Welcome, {name}. You are in no group here yet.").format(name=name)
                found = prose.para(prose.link(_("Found a group"), "people.ipynb"))
                return [*anew_parts, words("none", prose.para(hello), found)]
            wanted = self.desk.asked("group")
            group = next((each for each in mine if each.id == wanted), mine[0])
            writes = people.standing(db, person=me, group=group.id) in TAKING_PART
            cycles = practice.cycles(db, asker=me, group=group.id)
            cycle = practice.current_cycle(db, asker=me, group=group.id)
            doing = to_do(db, asker=me, group=group.id, cycle=cycle.id, at=self.desk.now()) if cycle else []
            dates = self.dates.parts(db, group=group.name, cycle=cycle.id if cycle else None, writes=writes)
            first = first_steps(db, asker=me, group=group.id) if writes else []
            day = forms.today(db, group=group.id, at=self.desk.now())
            ending = [
                (role, role.until(day))
                for role in ending_soon(db, asker=me, group=group.id, at=self.desk.now())
            ]
            earlier = [
                each
                for each in my_notebooks(db, asker=me, group=group.id)
                if cycle is None or each.cycle != cycle.id
            ]
        you = prose.para(_("You are {name}.").format(name=name))
        head = [prose.heading(group.name), you, views.other_groups(mine, group)]
        if told:
            head.append(links_told(told, group.zone))
        if cycle is None and not first:
            head.append(prose.para(_("No cycle is open now. There is nothing you need to do here.")))
        elif cycle is not None:
            since = shown(cycle.opened_at, group.zone)
            head.append(
                prose.para(_("Cycle {number}, open since {when}.").format(number=cycle.number, when=since))
            )
        parts = [*anew_parts, words("head", *head), *help_parts, *_roles_ending(ending)]
        if first:
            parts.append(words("first", views.first(first)))
        if cycle is not None:
            parts.append(words("now", views.now(doing)))
        number = cycles[-1].number if cycles else 0
        soon = today(self.desk, group.zone) + SOON
        parts += looking_back(self.desk, group.id, group.zone, self._again, own=me, due=soon, cycle=number)
        if writes:
            missing = cycle is not None and not any(each.template == LOG for each in doing)
            open_id = cycle.id if cycle else ""
            if cycle is None or missing or self.said:
                key = (group.id, open_id, number, missing, self.said)
                parts.append(
                    Part("begin", key, lambda: self._begin(group.id, open_id, number, missing=missing))
                )
        parts += dates
        if earlier:
            parts.append(words("earlier", views.earlier(earlier)))
        parts.append(words("told", views.what_happens(group.zone), to_keys()))
        if writes and cycle is not None:
            parts.append(Part("end", (cycle.id, number), lambda: self._end(cycle.id, number)))
        return parts

    def _again(self) -> None:
        self.follower.again()

    def _anew(self, begun: BegunAnew, zone: str) -> list[Part]:
        """Return what is told of a new key that was begun in one's name, and the answer to it."""
        told = words("anew", begun_anew_told(begun, zone))
        if not begun.holds or begun.said_at is not None:
            return [told]
        return [told, Part("anew-mine", begun.at, lambda: it_was_me(self._mine))]

    # ------------------------------------------------------------ writing

    def _mine(self, form: Form) -> None:
        def act(db: Session) -> None:
            say_it_was_me(db, by=self.desk.me, at=self.desk.now())

        if attempt(self.desk, form, act):
            self.follower.again()

    def _help(self, asked: Asked) -> Form:
        """Return what hands on the part of a key that one holds for somebody who asks."""

        def hand_on(form: Form) -> None:
            def act(db: Session) -> None:
                at = self.desk.now()
                helping.hand_on(db, by=self.desk.me, person=asked.person, key=asked.key, at=at)

            if attempt(self.desk, form, act):
                self.follower.again()

        return help_form(asked.name, asked.number, hand_on)

    def _begin(self, group: str, cycle: str, number: int, *, missing: bool) -> Form:
        """Return what opens a cycle, or makes the pages of someone who came later."""
        actions = []
        if not cycle:
            actions.append(Action("open", _("Open cycle {number}").format(number=number + 1), "main"))
        elif missing:
            actions.append(Action("make", _("Make my pages for this cycle"), "main"))
        form = Form(actions=actions, on_action=lambda name, _values: self._make(form, name, group, cycle))
        form.message = self.said
        return form

    def _make(self, form: Form, name: str, group: str, cycle: str) -> None:
        workspace = workspace_of(self.desk.store.file)
        try:
            if name == "open":
                made = services.open_cycle(self.desk, group, workspace=workspace).notebooks
            else:
                made = services.prepare(self.desk, cycle=cycle, workspace=workspace)
        except Refused as refused:
            form.message = refused.sentence
            return
        failed = [f"{each.template}: {each.sentence}" for each in made if each.fate == services.FAILED]
        self.said = _("The pages of this cycle are ready.")
        if failed:
            self.said = _("Some pages could not be made. {reasons}").format(reasons=" ".join(failed))
        self.follower.again()

    def _end(self, cycle: str, number: int) -> Form:
        """Return what closes a cycle; it stands last, for it is wanted seldom."""
        sure = _("The cycle is closed for everyone. All that was written stays, and the next can be opened.")
        label = _("Close cycle {number}").format(number=number)
        form = Form(
            actions=[Action("close", label, "quiet", confirm=sure)],
            on_action=lambda _name, _values: self._close(form, cycle),
        )
        return form

    def _close(self, form: Form, cycle: str) -> None:
        self.said = ""

        def act(db: Session) -> None:
            practice_services.close_cycle(db, by=self.desk.me, cycle=cycle, at=self.desk.now())

        if attempt(self.desk, form, act):
            self.follower.again()


def _roles_ending(ending: list[tuple[Role, date | None]]) -> list[Part]:
    """Return what everybody is told of roles that end soon or that nobody holds, with the way to elect."""
    told = [soon_words(role, day) if day else vacant_words(role) for role, day in ending]
    if not told:
        return []
    way = prose.para(prose.link(_("To the roles"), "roles.ipynb"))
    return [words("roles-ending", *(prose.notice(each, "care") for each in told), way)]
