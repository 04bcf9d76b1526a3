"""What the notebook of agreements calls: the form register, and one form at a time."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session as Db

from widgets import prose
from widgets.form import Form
from workbench.core.desk import Desk
from workbench.core.words import _
from workbench.forms import agreed, figures, remarks, services, views, writing
from workbench.forms.here import here
from workbench.forms.proposing import proposals, review_form
from workbench.forms.register import Entry, register
from workbench.forms.ways import WAY, Way
from workbench.models.forms import GroupForm
from workbench.screen.follow import Follower
from workbench.screen.forms import Drafted, attempt
from workbench.screen.parts import Part, words
from workbench.screen.pictures import picture


class Agreeing:
    """What a group has agreed on, on one person's page."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.chosen = desk.asked("form") or ""
        self.new = False
        self.group = self.zone = ""
        self.follower = Follower(desk, self.parts, "agreed")

    def parts(self) -> list[Part]:
        """Read and return the parts of the page."""
        me, at = self.desk.me, self.desk.now()
        with self.desk.reading() as db:
            place = here(db, self.desk)
            group, names, day, takes_part = place.group, place.names, place.day, place.takes_part
            self.group, self.zone = group.id, group.zone
            entries = [e for e in register(db, asker=me, group=group.id, at=at) if e.kind == WAY]
            said = remarks.said(db, asker=me, group=group.id, kinds=(*remarks.NOTES, *remarks.ANSWERS))
        entry = next((e for e in entries if e.entity == self.chosen), None)
        told = [words("head", prose.heading(group.name), prose.para(self._intro(entries)))]
        told.append(
            Part("which", (self.chosen, tuple((e.entity, e.stands) for e in entries)),
                 lambda: writing.which_form(entries, self.chosen, self._choose))
        )  # fmt: skip
        if entry is not None:
            about = [s for s in said if s.about == entry.entity]
            told += self._one(entry, about, names, day, takes_part=takes_part)
        elif takes_part and (self.new or not entries):
            told.append(Part("new", "new", lambda: self._way_form(None, Way(""), day)))
        elif entries:
            told += [words("list", views.list_words(entries)), self._timeline(entries, said, names)]
        links = (
            prose.link(_("The group's handbook"), "handbook.ipynb"),
            prose.link(_("How we hold our sessions"), "protocols.ipynb"),
            prose.link(_("The pages of our cycle"), "own-pages.ipynb"),
        )
        return [*told, words("links", *map(prose.para, links))]

    @staticmethod
    def _intro(entries: Sequence[Entry]) -> str:
        if entries:
            return _("All that this group does in an agreed way. Each has a day on which it is looked at "
                     "again; past it, it rests and binds nobody.")  # fmt: skip
        return _("Nothing is agreed yet. That is a good place to begin: write down one thing that you "
                 "already do, and when you want to look at it again.")  # fmt: skip

    def _choose(self, name: str, values: dict[str, Any]) -> None:
        self.new = name == "new"
        self.chosen = "" if self.new else str(values.get("which", ""))
        self.follower.again()

    def _timeline(self, entries: Sequence[Entry], said: Sequence[remarks.Said], names: Any) -> Part:
        frame = figures.frame(entries, said, names, self.desk.now().date())
        key = (tuple(e.versions[-1].id for e in entries), len(said))

        def build() -> Any:
            figure = figures.forms_timeline(frame)
            rows = figures.forms_timeline_table(frame)
            caption = _("What we agreed on, over time")
            return picture(figure, rows, caption, heads=figures.columns(), key=figures.key(figures.looks()))

        return Part("forms-timeline", key, build)

    def _one(
        self, entry: Entry, said: list[remarks.Said], names: dict[str, str], day: date, *, takes_part: bool
    ) -> list[Part]:
        told = [words("now", views.holding(entry, names))]
        if takes_part:
            told += proposals(self, entry.proposals, entry, names)
            where = f"{self.group}:{entry.entity}"
            told += [
                Part("note", entry.entity, lambda: self._note_form(entry, where)),
                Part("review", (entry.entity, len(said)), lambda: self._review_form(entry, where)),
            ]
        about = views.told_words(said, names, self.zone)
        if about:
            told.append(words("told", prose.folded(_("What was written about it"), *about, level=2)))
        readings = [s for s in said if s.kind in remarks.READINGS]
        if readings:
            told.append(self._readings(entry, readings, names))
        if takes_part:
            key = (entry.entity, entry.versions[-1].id)
            told.append(Part("change", key, lambda: self._way_form(entry, entry.way, day)))
            if entry.now is not None:
                told.append(Part("end", key, lambda: self._end_form(entry)))
        return [*told, words("history", views.history(entry, names, self.zone))]

    def _readings(self, entry: Entry, said: Sequence[remarks.Said], names: dict[str, str]) -> Part:
        def build() -> Any:
            rows = figures.three_readings_table(said, names)
            caption = _("Three readings: each alone, deciding together, deciding for others")
            heads = figures.reading_columns()
            return picture(
                figures.three_readings(said, names),
                rows,
                caption,
                heads=heads,
                key=figures.key(figures.reading_looks()),
            )

        return Part("three-readings", (entry.entity, len(said)), build)

    # ------------------------------------------------------------ forms

    def act(self, form: Form, do: Callable[[Db], object], done: str = "") -> bool:
        """Do something in one transaction, and read the page anew."""
        if attempt(self.desk, form, do, done):
            self.follower.again()
            return True
        return False

    def _way_form(self, entry: Entry | None, way: Way, day: date) -> Form:
        place = f"way:{self.group}:{entry.entity if entry else 'new'}"
        drafted = Drafted(self.desk, place=place, zone=self.zone)

        def propose(_name: str, values: dict[str, Any]) -> None:
            given, made = str(values["review_on"] or ""), list[str]()

            def do(db: Db) -> None:
                made.append(
                    agreed.propose_way(
                        db, by=self.desk.me, group=self.group, way=writing.way_from(values),
                        reason=str(values["reason"]), at=self.desk.now(),
                        review_on=date.fromisoformat(given) if given else None,
                        form=entry.topic if entry else None,
                    )
                )  # fmt: skip
                drafted.drop(db)
                found = db.get_one(GroupForm, made[0])
                made.append(found.entity)

            if attempt(self.desk, form, do, _("It stands before the group now.")):
                drafted.begin_anew()
                self.new, self.chosen = False, made[1]
                self.follower.again()

        form = writing.way_form(way, day, propose, values=drafted.values, on_change=drafted.keep)
        return drafted.bind(form)

    def _note_form(self, entry: Entry, where: str) -> Form:
        drafted = Drafted(self.desk, place=f"form-note:{where}", zone=self.zone)

        def note(_name: str, values: dict[str, Any]) -> None:
            def do(db: Db) -> None:
                agreed.note(
                    db, by=self.desk.me, form=entry.entity, kind=str(values["kind"]),
                    words=str(values["words"]), at=self.desk.now(),
                )  # fmt: skip
                drafted.drop(db)

            if self.act(form, do, _("It is kept.")):
                drafted.begin_anew()
                form.values = {"kind": "", "words": ""}

        form = writing.note_form(note, values=drafted.values, on_change=drafted.keep)
        return drafted.bind(form)

    def _review_form(self, entry: Entry, where: str) -> Form:
        return review_form(self, entry.entity, where)

    def _end_form(self, entry: Entry) -> Form:
        def end(name: str, values: dict[str, Any]) -> None:
            how = services.let_rest if name == "rest" else services.drop
            self.act(
                form,
                lambda db: how(
                    db, by=self.desk.me, group=self.group, topic=entry.topic, reason=str(values["reason"]),
                    at=self.desk.now(),
                ),
            )  # fmt: skip

        form = writing.end_form(end)
        return form


def agreed_on(desk: Desk) -> Follower:
    """Show what a group has agreed on, and let its members propose, try, adopt, review and drop."""
    return Agreeing(desk).follower.start()
