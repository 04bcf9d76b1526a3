"""What the notebooks call: a meeting in which decisions are taken, and the decisions of a group."""

from typing import Any

from widgets import prose
from widgets.form import Action, Field, Form
from workbench.core.desk import Desk
from workbench.core.words import _
from workbench.decisions import figures, queries, views
from workbench.decisions.deciding import Deciding
from workbench.decisions.queries import DecisionSeen, waits_for_review
from workbench.forms import queries as forms
from workbench.people import queries as people
from workbench.screen.follow import Follower
from workbench.screen.parts import Part, words
from workbench.screen.pictures import picture
from workbench.sessions.meeting import Meeting


def meeting(desk: Desk, *, cycle: str) -> Follower:
    """Show the meeting of a cycle with all kinds of turns; every page follows the same session."""
    page = Meeting(desk, cycle, Deciding)
    follower = Follower(desk, page.parts, f"meeting:{cycle}")
    page.again = follower.again
    return follower.start()


class Decided:
    """The decisions of a group on one person's page: each with its record, none with a count."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.chosen = desk.asked("decision") or ""
        self.follower = Follower(desk, self.parts, "decisions")

    def parts(self) -> list[Part]:
        """Read and return the parts of the page."""
        me, at = self.desk.me, self.desk.now()
        with self.desk.reading() as db:
            group = people.chosen_group(db, asker=me, asked=self.desk.asked("group"))
            names = people.names(db, asker=me, group=group.id)
            every = queries.decisions(db, asker=me, group=group.id)
            day = forms.today(db, group=group.id, at=at)
        told = [words("head", prose.heading(group.name), prose.para(self._intro(every)))]
        due = [each for each in every if waits_for_review(each, day)]
        if due:
            lines = [f"{views.title_of(each)}: {views.state_words(each)}" for each in due]
            told.append(words("due", prose.heading(_("To look at again"), 3), prose.cards(lines)))
        if not every:
            return told
        self.chosen = self.chosen or every[0].id
        key = (self.chosen, tuple((each.id, each.revision) for each in every))
        told.append(Part("which", key, lambda: self._which_form(every)))
        seen = next((each for each in every if each.id == self.chosen), every[0])
        head = prose.heading(views.title_of(seen)), prose.notice(views.state_words(seen))
        told.append(words("record", *head, *views.record_words(seen, names, group.zone)))
        told += self._mosaic(seen, names)
        return told

    @staticmethod
    def _intro(every: list[DecisionSeen]) -> str:
        if every:
            return _("What was decided, how, and who sees it differently, in their own words.")
        return _("Nothing was decided here yet. A decision is taken in a meeting: somebody wants time "
                 "for it, under “Decision”.")  # fmt: skip

    def _which_form(self, every: list[DecisionSeen]) -> Form:
        def choose(_name: str, values: dict[str, Any]) -> None:
            self.chosen = str(values.get("which") or "")
            self.follower.again()

        options = tuple((each.id, f"{views.title_of(each)}: {views.state_words(each)}") for each in every)
        return Form(
            fields=[Field("which", _("Which decision"), "select", options)],
            values={"which": self.chosen},
            actions=[Action("open", _("Look at this"), "main")],
            on_action=choose,
        )

    def _mosaic(self, seen: DecisionSeen, names: dict[str, str]) -> list[Part]:
        if not seen.shown:
            return []
        frame = figures.frame(seen, names)

        def build() -> Any:
            rows = figures.decision_mosaic_table(frame)
            caption = _("Where we stood to each option")
            drawn = figures.decision_mosaic(frame)
            return picture(drawn, rows, caption, heads=figures.columns())

        return [Part("mosaic", (seen.id, seen.revision), build)]


def group_decisions(desk: Desk) -> Follower:
    """Show what a group has decided, with each voice and difference."""
    return Decided(desk).follower.start()
