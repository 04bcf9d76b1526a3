"""What the notebooks call: a meeting in which decisions are taken, and the decisions of a group."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy.orm import Session as Db

from widgets import prose
from widgets.form import Action, Field, Form
from workbench.core.desk import Desk
from workbench.core.words import _
from workbench.decisions import figures, mode, mode_views, queries, services, views
from workbench.decisions.deciding import Deciding
from workbench.decisions.queries import LATER, DecisionSeen, waits_for_review
from workbench.decisions.writing import words_form
from workbench.forms import queries as forms
from workbench.forms.here import here
from workbench.forms.proposing import proposals
from workbench.forms.queries import Said
from workbench.forms.register import entry_of
from workbench.models.forms import GroupForm
from workbench.screen.follow import Follower
from workbench.screen.forms import Drafted, attempt
from workbench.screen.parts import Part, words
from workbench.screen.pictures import picture
from workbench.sessions import moves
from workbench.sessions import queries as sessions
from workbench.sessions import services as opening
from workbench.sessions.meeting import Meeting
from workbench.sessions.protocols import AUDIT


def meeting(desk: Desk, *, cycle: str) -> Follower:
    """Show the meeting of a cycle with all kinds of turns; every page follows the same session."""
    page = Meeting(desk, cycle, Deciding)
    follower = Follower(desk, page.parts, f"meeting:{cycle}")
    page.again = follower.again
    return follower.start()


class AuditMeeting(Meeting):
    """The meeting of a cycle, opened at one's own audit meeting, once the own reading is written."""

    def parts(self) -> list[Part]:
        """Return what begins one's own audit meeting, then the meeting as everybody sees it."""
        me = self.desk.me
        with self.desk.reading() as db:
            every = sessions.sittings(db, asker=me, cycle=self.cycle)
            now, revision = sessions.turn(db, asker=me, cycle=self.cycle)
        mine = next((s for s in reversed(every) if s.practitioner == me and s.kind == AUDIT), None)
        on = any(s.id == now and s.place.begun and not s.place.ended for s in every)
        over = mine is not None and mine.place.ended
        if on or over:
            return super().parts()
        begin = Part("begin-audit", revision, lambda: self._begin_form(revision))
        return [begin, *super().parts()]

    def _begin_form(self, revision: int) -> Form:
        def begin(_name: str, _values: dict[str, Any]) -> None:
            def do(db: Db) -> None:
                at = self.desk.now()
                session = opening.open_session(
                    db, by=self.desk.me, cycle=self.cycle, practitioner=self.desk.me, kind=AUDIT, at=at
                )
                moves.attend_to(db, by=self.desk.me, session=session, seen=revision, at=at)

            if attempt(self.desk, form, do):
                self.again()

        intro = _("Everybody's page turns to it. Write your own reading before; it is its first step.")
        form = Form(
            heading=_("My audit meeting"),
            intro=intro,
            actions=[Action("begin", _("Begin my audit meeting"), "main")],
            on_action=begin,
        )
        return form


def audit_meeting(desk: Desk, *, cycle: str) -> Follower:
    """Show the meeting of a cycle, with the way to begin one's own audit meeting."""
    page = AuditMeeting(desk, cycle, Deciding)
    follower = Follower(desk, page.parts, f"audit:{cycle}")
    page.again = follower.again
    return follower.start()


class Decided:
    """The decisions of a group on one person's page: each with its record, none with a count."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.chosen = desk.asked("decision") or ""
        self.group = self.zone = ""
        self.follower = Follower(desk, self.parts, "decisions")

    def parts(self) -> list[Part]:
        """Read and return the parts of the page."""
        me = self.desk.me
        with self.desk.reading() as db:
            place = here(db, self.desk)
            group, names, day, takes_part = place.group, place.names, place.day, place.takes_part
            every = queries.decisions(db, asker=me, group=group.id)
            self.group, self.zone = group.id, group.zone
            versions = forms.rows(db, group=group.id, topic=mode.TOPIC)
            voices = forms.voices(db, asker=me, group=group.id, topic=mode.TOPIC)
        how = self._how(versions, voices, names, day, takes_part=takes_part)
        told = [words("head", prose.heading(group.name), prose.para(self._intro(every)))]
        due = [each for each in every if waits_for_review(each, day)]
        if due:
            lines = [f"{views.title_of(each)}: {views.state_words(each)}" for each in due]
            told.append(words("due", prose.heading(_("To look at again"), 3), prose.cards(lines)))
        if not every:
            return [*told, *how]
        self.chosen = self.chosen or every[0].id
        key = (self.chosen, tuple((each.id, each.revision) for each in every))
        told.append(Part("which", key, lambda: self._which_form(every)))
        seen = next((each for each in every if each.id == self.chosen), every[0])
        head = prose.heading(views.title_of(seen)), prose.notice(views.state_words(seen))
        told.append(words("record", *head, *views.record_words(seen, names, group.zone)))
        told += self._mosaic(seen, names)
        if takes_part and seen.closed and seen.was_absent(me):
            told.append(Part("later", (seen.id, len(seen.of(LATER))), lambda: self._later_form(seen)))
        return [*told, *how]

    def _later_form(self, seen: DecisionSeen) -> Form:
        drafted = Drafted(self.desk, place=f"decision-later:{seen.id}", zone=self.zone)

        def say(_name: str, values: dict[str, Any]) -> None:
            def do(db: Db) -> None:
                words_, at = str(values["words"]), self.desk.now()
                services.say_later(db, by=self.desk.me, session=seen.id, words=words_, at=at)
                drafted.drop(db)

            if self.act(form, do, _("It stands in the record.")):
                drafted.begin_anew()

        form = words_form(
            _("I was not there"), _("Add this to the record"), say, values=drafted.values,
            on_change=drafted.keep,
        )  # fmt: skip
        return drafted.bind(form)

    def _how(
        self, versions: list[GroupForm], voices: dict[str, tuple[Said, ...]], names: dict[str, str],
        day: date, *, takes_part: bool,
    ) -> list[Part]:  # fmt: skip
        """Return how the group decides now, what is proposed for it, and the form to propose."""
        entry = entry_of(versions, day, list(voices.items())) if versions else None
        told = [prose.heading(_("How we decide"))]
        if entry is not None and entry.now is not None:
            told += mode_views.mode_told(mode.mode_of(entry.now.text), entry.now.review_on)
        else:
            told.append(prose.para(_("Each decision says for itself how it is taken. A group can also "
                                     "agree on it for a while.")))  # fmt: skip
        parts = [words("mode", *told)]
        if takes_part and entry is not None:
            parts += proposals(self, entry.proposals, entry, names, told=mode_views.proposal)
        if takes_part:
            parts.append(Part("propose-mode", len(versions), lambda: self._mode_form(day)))
        return parts

    def act(self, form: Form, do: Callable[[Db], object], done: str = "") -> bool:
        """Do something in one transaction, and read the page anew."""
        if attempt(self.desk, form, do, done):
            self.follower.again()
            return True
        return False

    def _mode_form(self, day: date) -> Form:
        drafted = Drafted(self.desk, place=f"mode:{self.group}", zone=self.zone)

        def propose(_name: str, values: dict[str, Any]) -> None:
            needed, given = str(values.get("needed") or "").strip(), str(values.get("review_on") or "")
            count = int(needed) if needed.isdecimal() and len(needed) < 4 else None

            def do(db: Db) -> None:
                mode.propose_mode(
                    db, by=self.desk.me, group=self.group, reason=str(values["reason"]), at=self.desk.now(),
                    mode=mode.Mode(str(values.get("mode") or ""), count, str(values["words"])),
                    review_on=date.fromisoformat(given) if given else None,
                )  # fmt: skip
                drafted.drop(db)

            if self.act(form, do, _("It stands before the group now.")):
                drafted.begin_anew()

        form = mode_views.mode_form(day, propose, values=drafted.values, on_change=drafted.keep)
        return drafted.bind(form)

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
